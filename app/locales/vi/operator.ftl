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
operator-migrated = cơ sở dữ liệu đã sẵn sàng
operator-mismatches = { $count } chỗ không khớp
operator-verified = đếm lại khớp
operator-ruleset = { $name }, { $questions } câu
operator-unverified = (chưa xác minh)
