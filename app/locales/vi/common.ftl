
field-missing = Hãy điền vào ô này.
field-too-long = Tối đa { $most } ký tự, đang có { $got }.
field-broken = Có ký tự hỏng, hiện thành “�”. Hãy xóa ký tự đó rồi gõ lại.
field-not-a-number = “{ $typed }” không phải là số.
field-not-a-day = “{ $typed }” không phải là ngày. Ví dụ: 26/11/2026.
field-not-a-choice = Hãy chọn một trong các lựa chọn.
field-not-confirmed = Việc này khó lấy lại: hãy xem lại, đánh dấu vào ô xác nhận rồi bấm lần nữa.
field-file-too-big = Tệp lớn quá { $most } MB. Hãy gửi tệp nhỏ hơn.

file-optional = Không bắt buộc.
file-kinds = JPEG, PNG, WebP hoặc PDF, nhiều nhất { $most } MB
file-again = Nếu đã chọn tệp, hãy chọn lại

refused-title = Chưa làm được
refused-home = Việc cần làm

committee-home = Việc cần làm
save = Lưu
saved = Đã lưu.

error-title = Lỗi: { $title }
pages = Trang
pages-before = Trang trước
pages-after = Trang sau
