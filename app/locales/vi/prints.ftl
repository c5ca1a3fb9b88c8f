# Slips and paper ballots on their way to the printer.

prints-title = { $slips } phiếu, { $hamlet }
prints-lead = Hãy in ngay: Ctrl+P, khổ A4. Mã không được lưu ở đâu khác; rời trang này là không xem lại được. Nếu in hỏng, chọn in lại: phiếu cũ hết hiệu lực. In xong hãy đóng trang này.
prints-slip-no = Phiếu số { $serial }
prints-spare-no = Phiếu dự phòng số { $serial }
prints-how = Quét hình hoặc mở { $site } rồi gõ mã, đến hết { $last }.
prints-nameless = Mỗi hộ một phiếu. Phiếu không ghi tên: không ai biết hộ nào trả lời gì.
prints-ballot-title = Phiếu lấy ý kiến sự hài lòng của người dân
prints-ballot-how = Mỗi câu đánh một dấu. Chưa hài lòng thì xin ghi lý do. Phiếu không ghi tên. Trả lời trên giấy hoặc trên điện thoại, chỉ một lần.
prints-code = Mã:
prints-question = Câu
prints-content = Nội dung
prints-reason = Lý do
