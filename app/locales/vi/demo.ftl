# The demonstration: made-up people and words, and what is printed when it is made.

demo-failed = không làm được dữ liệu minh họa
demo-accounts-failed = không làm được tài khoản minh họa
demo-about = Dữ liệu minh họa: tỉnh Lâm Đồng năm 2022, số liệu giả.
demo-results = Kết quả đã công bố:  { $address }
demo-sign-in = Bàn làm việc của Mặt trận: { $address }
demo-logins = tên đăng nhập { $logins }; mật khẩu: { $password }
demo-codes = Mã để thử, mỗi mã một lần (tất cả trong { $file }):
demo-password = xem thử ý dân
demo-person-province = Trần Văn Tỉnh
demo-person-commune = Nguyễn Thị Hoa
demo-person-hamlet = Lê Văn Thôn
demo-person-office = Phạm Thị Xuân
demo-person-coordination = Hoàng Văn Phối
demo-hamlet = Thôn { $no }
demo-reason-road = Đường vào xóm còn lầy khi mưa.
demo-reason-water = Nước sinh hoạt hay mất vào mùa khô.
demo-reason-waste = Rác để lâu mới thu gom.
demo-reason-signal = Sóng điện thoại yếu, trẻ học trực tuyến khó.
demo-closed-without = Số liệu minh họa.
demo-claim-document = BC 12/BC-UBND (minh họa)
demo-appraisal-document = BC thẩm định 7/BC-SNN (minh họa)
demo-decision = 1234/QĐ-UBND (minh họa)
demo-recommendation-title = { $topic }: { $households } hộ chưa hài lòng
demo-recommendation-text = Tiêu chí được báo đạt nhưng nhiều hộ chưa hài lòng. Đề nghị làm rõ và nêu thời hạn khắc phục.
demo-answer = Ủy ban nhân dân đã kiểm tra, sẽ sửa xong trong quý.
demo-commune-kind = xã
