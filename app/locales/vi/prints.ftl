# prints

# A closed hamlet's minutes, to sign.
minutes-print-page = Biên bản, { $hamlet }
minutes-print-how = In trên giấy A4 (Ctrl+P), ký, rồi chụp hoặc quét gắn vào trang của thôn.
minutes-print-issuer = BAN CÔNG TÁC MẶT TRẬN { $hamlet }
minutes-print-title = BIÊN BẢN KIỂM PHIẾU
minutes-print-intro = Ngày { $day }, tại { $place }, { $hamlet }, { $commune }, đã kiểm phiếu lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới ({ $ruleset }).
minutes-print-present = Có mặt:
minutes-print-sums = Tổng số hộ: { $households }. Phiếu phát ra { $issued } = thu về { $returned } + không thu về { $unreturned }. Phiếu thu về { $returned } = hợp lệ { $valid } + không hợp lệ { $invalid }.
minutes-print-origins = Cách trả lời: { $online } trên mạng, { $assisted } được giúp, { $paper } phiếu giấy nhập từng phiếu, { $minutes } kiểm tay.
minutes-print-counts = Số phiếu từng câu
minutes-print-no = STT
minutes-print-content = Nội dung
minutes-print-satisfied = Hài lòng
minutes-print-unsatisfied = Chưa hài lòng
minutes-print-ballots = Số phiếu
minutes-print-share = Tỷ lệ
minutes-print-remarks = Ghi chú: { $remarks }
minutes-print-households = Đại diện hộ dân
minutes-print-head = Trưởng Ban công tác Mặt trận
minutes-print-sign = (ký, ghi rõ họ tên)
