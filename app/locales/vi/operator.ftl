# operator
faults = Tệp có { $count } lỗi, chưa nhập dòng nào:
faults-line = dòng { $line }: { $fault }
faults-more = và { $count } lỗi nữa

operator-denied = tài khoản này không được làm việc đó ở đây
operator-missing = không tìm thấy; hãy xem lại mã
operator-done-before = việc này đã được thực hiện rồi
operator-broken = hệ thống đang gặp trục trặc, xin thử lại sau ít phút

operator-unreadable = không đọc được tệp { $file }
operator-imported = thêm { $added }, sửa { $changed }, không đổi { $same }
operator-roles = vai trò là administrator, front, office hoặc hamlet
operator-invited = { $name } ({ $title }): vào { $address }, tên đăng nhập { $login }
operator-one-time-code = Mã dùng một lần, đến { $until }:
operator-titles = đã ghi { $count } quyết định
operator-not-utf8 = tệp không phải UTF-8
operator-targets = đã nhập bộ chỉ tiêu { $id }: { $count } chỉ tiêu
operator-future = ngày { $day } ở tương lai
operator-boundaries = đã nhập ranh giới của { $count } đơn vị
operator-closed-without = Đóng bằng dòng lệnh.
operator-closed = đã đóng đợt { $round }
operator-counted = đã mở hòm, kiểm phiếu { $count } thôn của đợt { $round }
operator-part = phần khóa thứ { $at }: { $fault }
operator-published = đã công bố đợt { $round }
operator-no-ruleset = không có bộ tiêu chí { $id }; xem `ydan rulesets`
operator-participation-source = Kế hoạch của đợt lấy ý kiến
operator-issued = đã phát { $count } mã vào { $file }
operator-file-is-there = tệp { $file } đã có; chọn tên khác để không ghi đè mã
operator-codes-in = mã nằm trong { $file }
operator-minutes-missing = lưu ý: biên bản thôn { $hamlet } (xã { $commune }) không ghi câu { $questions }: các câu này coi như chưa có ý kiến
operator-port-taken = không mở được cổng { $addr }
operator-no-database = không mở được cơ sở dữ liệu { $place }
operator-no-key = không dùng được tệp khóa { $file }
operator-base-url = “{ $address }” không dùng làm địa chỉ của trang được: chỉ gồm http:// hoặc https://, tên máy và cổng nếu có, không có đường dẫn phía sau. Ví dụ: --base-url https://ydan.daron.vn
operator-base-url-none = CẢNH BÁO: chưa biết người dân mở trang bằng địa chỉ nào. Hãy chạy lại với --base-url https://…; địa chỉ này được in trên phiếu và thư mời.
operator-base-url-loopback = CẢNH BÁO: địa chỉ { $address } chỉ mở được trên chính máy chủ này. Phiếu và thư mời in với địa chỉ đó thì người dân không mở được, và đăng nhập qua địa chỉ khác sẽ bị từ chối. Hãy đặt --base-url https://…
operator-no-base-url = chưa biết người dân mở trang bằng địa chỉ nào nên chưa phát mã: hãy thêm --base-url https://… (chỉ cần một lần), hoặc chạy `ydan serve --base-url https://…` trước
operator-migrated = cơ sở dữ liệu đã sẵn sàng
operator-mismatches = { $count } chỗ không khớp
operator-verified = đếm lại khớp
operator-ruleset = { $name }, { $questions } câu
operator-unverified = (chưa xác minh)

# Discrepancy
verify-unreadable-ballot = đợt { $round }: có phiếu không đọc được trong thôn { $hamlet }
verify-turnout = { $place }: turnout ghi { $kept }, đếm lại { $again }
verify-question = { $place }, câu { $no }: tally ghi { $satisfied } hài lòng và { $unsatisfied } chưa hài lòng, đếm lại { $satisfied_again } và { $unsatisfied_again }
verify-issued = { $place }: ghi đã phát { $kept } mã, có { $found }
verify-spent = { $place }: { $spent } mã đã dùng nhưng có { $ballots } phiếu và { $waiting } phiếu giấy chờ chốt
verify-origins = { $place }: cách trả lời ghi { $kept }, theo mã là { $assisted } và { $paper } (chờ chốt { $waiting })
verify-more-than-issued = { $place }: thu về { $returned } phiếu, nhiều hơn { $issued } phiếu phát ra
verify-hours = { $place }: theo giờ có { $hours } phiếu, đếm lại { $ballots }
verify-closing = { $place }: biên bản kiểm phiếu khác số đếm lại
verify-receipts = { $place }: danh sách mã biên nhận khác với biên bản kiểm phiếu hoặc với số phiếu trong hòm
verify-unpublished = { $place }: thiếu kết quả đã công bố
verify-published = { $place }: kết quả đã công bố khác kết quả đếm lại
verify-listed-question = { $place }, câu { $no }: số phiếu trong danh sách đối chiếu khác kết quả đếm lại
verify-figures = { $place }: số liệu trong danh sách khác kết quả đếm lại
verify-audit-line = nhật ký: dòng { $no } đã bị sửa, thêm hoặc xóa từ bên ngoài chương trình
verify-audit-end = nhật ký: dòng cuối ghi là { $kept }, có đến dòng { $found }
verify-surplus = đợt { $round }: thừa kết quả của đơn vị { $unit }

# CountedPlace
verify-place = đợt { $round }, { $name } (mã { $code })
verify-place-channel = đợt { $round }, { $name } (mã { $code }), kênh { $channel }

# KeyFault
key-not-hexadecimal = không phải khóa 64 chữ số hệ 16
key-missing = cơ sở dữ liệu này đã có khóa nhưng không thấy tệp khóa { $file }: hãy đưa tệp khóa cũ về chỗ đó, hoặc chỉ đúng chỗ bằng --key-file. Không tạo khóa mới, vì khóa mới làm mọi phiếu đã phát hết dùng được.
key-another = khóa mã phiếu không phải khóa đã dùng với cơ sở dữ liệu này; hãy chỉ đúng tệp khóa bằng --key-file
operator-exported = Đã ghi hồ sơ công khai của đợt { $round } vào thư mục { $folder }.
operator-no-folder = Không ghi được vào thư mục { $folder }.
operator-folder-not-empty = Thư mục { $folder } đã có tệp. Chọn thư mục mới hoặc thư mục trống.
record-not-published = Đợt này chưa công bố nên chưa có hồ sơ công khai.
