# Slips and paper ballots on their way to the printer.

prints-title = { $slips } phiếu, { $hamlet }
prints-lead = Hãy in ngay: Ctrl+P, khổ A4. Mã không được lưu ở đâu khác; rời trang này là không xem lại được. Nếu in hỏng, chọn in lại: phiếu cũ hết hiệu lực. In xong hãy đóng trang này.
prints-slip-no = Phiếu số { $serial }
prints-spare-no = Phiếu dự phòng số { $serial }
prints-how = Quét hình hoặc mở { $site } rồi gõ mã, đến hết { $last }.
prints-nameless = Mỗi hộ một phiếu. Phiếu không ghi tên: không ai biết hộ nào trả lời gì.
prints-ballot-title = Phiếu lấy ý kiến sự hài lòng của người dân
prints-ballot-how = Mỗi câu đánh một dấu. Chưa hài lòng thì xin ghi lý do. Phiếu không ghi tên. Trả lời trên giấy hoặc trên điện thoại, chỉ một lần.
prints-ballot-asks = Ủy ban Mặt trận Tổ quốc hỏi, đến hết ngày { $last }. Trên điện thoại: quét hình hoặc mở { $site } rồi gõ mã.
prints-code = Mã:
prints-preview = Bản xem trước, không dùng để trả lời
prints-preview-code = XXXX-XXXX-XXXX-XXXX
prints-question = Câu
prints-content = Nội dung
prints-reason = Lý do

# A closed hamlet's minutes, to sign.
minutes-print-page = Biên bản, { $hamlet }
minutes-print-how = In trên giấy A4 (Ctrl+P), ký, rồi chụp hoặc quét gắn vào trang của thôn. Biên bản lưu ở Mặt trận; niêm yết ở thôn là danh sách mã biên nhận và thông báo của xã.
minutes-print-issuer = BAN CÔNG TÁC MẶT TRẬN { $hamlet }
minutes-print-title = BIÊN BẢN KIỂM PHIẾU
minutes-print-intro = Ngày { $day }, tại { $place }, { PLACE($commune) }, đã kiểm phiếu lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới. Bộ tiêu chí: { $ruleset }.
minutes-print-present = Có mặt:
minutes-print-sums = Tổng số hộ: { $households }. Số phiếu phát ra: { $issued }; thu về: { $returned }; không thu về: { $unreturned }. Trong số thu về: hợp lệ { $valid }; không hợp lệ { $invalid }.
minutes-print-origins = Cách trả lời: { $online } phiếu trực tuyến; { $assisted } phiếu có người hỗ trợ; { $paper } phiếu giấy nhập từng phiếu; { $minutes } phiếu kiểm thủ công.
minutes-print-counts = Số phiếu từng câu
minutes-print-no = STT
minutes-print-content = Nội dung
minutes-print-satisfied = Hài lòng
minutes-print-unsatisfied = Chưa hài lòng
minutes-print-ballots = Số phiếu
minutes-print-share = Tỷ lệ
minutes-print-together = Hòm phiếu của { $hamlets } được mở và kiểm chung.
minutes-print-receipts = Danh sách { $count } mã biên nhận của các phiếu trong hòm được niêm yết ở thôn; mã kiểm của danh sách (RFC 6962, SHA-256):
minutes-print-audit = Trước khi mở hòm, sổ nhật ký của hệ thống có { $no } dòng; mã kiểm của dòng cuối:
minutes-print-to-receipts = Danh sách mã biên nhận để niêm yết
minutes-print-holders = Hòm phiếu được mở bằng phần khóa của: { $names }.
minutes-print-audit-judged = Đã đối chiếu { $judged } phiếu, khớp { $agreed }.
minutes-print-audit-slips = Phiếu kiểm tra của người giám sát: { $slips }, đã để riêng, không tính vào các số trên.
minutes-print-unreadable = Trong số phiếu không hợp lệ có { $count } phiếu không mở được.
minutes-print-few = Trong hòm có ít hơn { $fewest } phiếu hợp lệ, nên biên bản không ghi số từng câu; các phiếu được cộng vào kết quả của xã.
minutes-print-blank = …………………………………
minutes-print-remarks = Ghi chú: { $remarks }
minutes-print-households = Đại diện hộ dân
minutes-print-head = Trưởng Ban công tác Mặt trận
minutes-print-sign = (ký, ghi rõ họ tên)
