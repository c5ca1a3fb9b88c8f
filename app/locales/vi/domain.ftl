# domain

round-state-open = Đang mở
round-state-closed = Đã đóng, chưa công bố
round-state-published = Đã công bố
