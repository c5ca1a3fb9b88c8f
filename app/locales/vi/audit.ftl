# audit

# Act
audit-open-round = Mở đợt
audit-close-round = Đóng đợt
audit-reopen-round = Mở lại đợt
audit-reconsider-round = Đưa đợt về kế hoạch
audit-begin-plan = Lập kế hoạch
audit-repeat-round = Lập kế hoạch lấy ý kiến lại
audit-change-plan = Sửa kế hoạch
audit-discard-plan = Bỏ kế hoạch
audit-issue-codes = Phát mã
audit-issue-slips = Phát phiếu
audit-print-slips-again = In lại phiếu
audit-replace-slip = Cấp lại phiếu
audit-print-spares = In phiếu dự phòng
audit-use-spare = Dùng phiếu dự phòng
audit-settle-conflict = Giải quyết phiếu trùng
audit-open-batch = Mở lô phiếu giấy
audit-take-slip-out = Bỏ phiếu giấy ra khỏi lô
audit-decide-difference = Xem lại phiếu hai lần nhập khác nhau
audit-discard-batch = Bỏ lô phiếu giấy
audit-count-batch = Chốt lô phiếu giấy
audit-take-minutes = Nhập biên bản
audit-withdraw-minutes = Rút biên bản kiểm phiếu tay
audit-close-hamlet = Đóng thôn với biên bản
audit-reopen-hamlet = Mở lại thôn
audit-attach-file = Gắn ảnh biên bản
audit-draft-notice = Soạn thông báo
audit-publish = Công bố kết quả
audit-correct = Đính chính kết quả
audit-take-hamlets = Nhập thôn và số hộ
audit-take-households = Nhập số hộ thống kê
audit-record-statuses = Ghi tình trạng tiêu chí
audit-keep-file = Lưu tệp
audit-grant-title = Ghi quyết định công nhận
audit-withdraw-title = Ghi quyết định thu hồi
audit-raise-recommendation = Kiến nghị
audit-answer-recommendation = Ủy ban nhân dân trả lời
audit-accept-answer = Mặt trận chấp nhận trả lời
audit-return-answer = Mặt trận trả lại
audit-close-recommendation = Mặt trận khép lại
audit-show-recommendation = Công khai kiến nghị
audit-hide-recommendation = Thôi công khai kiến nghị
audit-invite = Mời tài khoản
audit-renew-letter = Cấp thư mời mới
audit-remove-account = Thu hồi tài khoản
audit-accept-letter = Dùng thư mời, đặt mật khẩu
audit-change-password = Đổi mật khẩu
audit-ask-second-factor = Bật xác thực hai bước
audit-drop-second-factor = Tắt xác thực hai bước

# Detail
audit-detail-text = { $text }
audit-detail-codes = { $codes } mã, { $hamlets } thôn
audit-detail-slips = { $count } phiếu
audit-detail-slip = phiếu số { $serial }
audit-detail-slip-replaced = thay phiếu số { $serial } bằng số { $by }
audit-detail-spare-replaces = phiếu số { $spare } thay phiếu số { $lost }
audit-detail-spare-for-household = phiếu số { $spare } cho hộ mới, thôn có { $households } hộ
audit-detail-slip-decided = phiếu số { $serial }: { $decision }
audit-detail-keyed-twice = hai người nhập độc lập
audit-detail-keyed-once = một người nhập
audit-detail-batch-counted = { $count } phiếu, { $differences } phiếu hai lần nhập khác nhau
audit-detail-hamlets = { $count } thôn
audit-detail-turnout = phát ra { $issued }, thu về { $returned }
audit-detail-asked-again = hỏi lại { $count } nội dung
audit-detail-plan = kế hoạch { $number }
audit-detail-notice = thông báo { $number }
audit-detail-version = bản { $version }: { $reason }
audit-detail-households = { $units } đơn vị, ngày { $day }, { $source }
audit-detail-statuses = { $count } dòng của { $unit }
audit-detail-account = { $login }, { $name }
audit-detail-title = { $title }, { $decision }

# Person
audit-operator = Dòng lệnh
audit-recorded-by-operator = Người vận hành
