# Paper ballots: a batch, keying in, where two people differ.

# KeyFault
paper-keys-length = Cần { $of } chữ số cho { $of } câu, đang có { $got }.
paper-keys-unknown = Phím “{ $key }” ở câu { $no } không có nghĩa: 1 hài lòng, 2 chưa hài lòng, 0 ý kiến không hợp lệ; riêng một phím 9 là cả phiếu không hợp lệ.
paper-reasons-too-long = Các lý do của một phiếu dài quá { $over } ký tự. Xin ghi ngắn lại.
paper-reason-unplaced = Lý do “{ $text }” cần số câu ở đầu, và câu đó phải là chưa hài lòng.

# The page of a batch.
batch-title = Nhập phiếu giấy, { $hamlet }, tập { $number }
batch-title-second = Nhập phiếu giấy, lần hai, { $hamlet }, tập { $number }
batch-title-counted = Tập phiếu đã chốt, { $hamlet }, tập { $number }
batch-keyed = Đã lưu phiếu số { $serial }.
batch-keyed-again = Đã nhập lại phiếu số { $serial }, thay lần trước.
batch-taken-out = Đã bỏ phiếu số { $serial } ra khỏi tập.
batch-conflicts = Xem danh sách phiếu trùng
batch-conflict-noted = { $conflict } Đã ghi vào danh sách phiếu trùng; nhập tiếp phiếu khác.
batch-counted = { $count } phiếu đã vào hòm phiếu. Nội dung từng phiếu không còn lưu theo số phiếu.
batch-count = Chốt tập phiếu
batch-count-sure = Đã nhập đủ phiếu của tập này và đã in hoặc chép mã biên nhận
batch-count-lead = Sau khi chốt, phiếu vào hòm phiếu và không sửa được nữa; mã biên nhận của các hộ cũng không xem lại được, hãy in hoặc chép ra trước.
batch-keyed-once = { $count } phiếu.
batch-keyed-twice = Người thứ nhất { $first } phiếu, người thứ hai { $second } phiếu.
batch-check-words = Ghi lên xấp phiếu: { $words }. Người nhập lần hai gõ chữ này để bắt đầu; chỉ ai cầm xấp phiếu mới nhập được.
batch-join-lead = Tập này cần người thứ hai nhập lại từ tờ giấy. Gõ chữ kiểm tra ghi trên xấp phiếu để bắt đầu.
batch-join-words = Chữ kiểm tra
batch-join = Bắt đầu nhập lần hai
batch-renewed = Tài khoản được cấp lại thư mời sau khi mở tập: phiếu đã nhập không xem và sửa được nữa. Tập vẫn chốt được; phiếu còn lại nhập ở tập mới.
batch-second-waits = Chờ người thứ hai nhập xong.
batch-discard = Hủy tập phiếu
batch-discard-title = Hủy tập phiếu này
batch-discard-lead = Khi tập phiếu mở nhầm, hoặc người nhập không làm tiếp được. Phiếu của các hộ lại như chưa nhập.
batch-discard-sure = Tôi hiểu: phiếu đã nhập trong tập này phải nhập lại từ đầu

# Keying in.
keying-slip-number = Số phiếu
keying-keys = Gõ liền { $count } chữ số cho { $count } câu
keying-key-1 = hài lòng
keying-key-2 = chưa hài lòng
keying-key-0 = để trống hoặc đánh cả hai
keying-key-9 = (hoặc x) cả phiếu không hợp lệ. Số phiếu, Tab, các chữ số, Enter.
keying-told-next = Câu { $no } trên { $all }: { $topic }
keying-told-more = Thừa { $count } phím so với { $all } câu.
keying-told-complete = Đủ các câu. Enter để lưu.
keying-told-invalid = Cả phiếu không hợp lệ. Enter để lưu.
keying-told-code-group = Mã phiếu chưa đúng: xem lại nhóm ký tự thứ { $group }.
keying-waits = { $count } phiếu đã giữ trên máy này, chưa gửi.
keying-line-down = Đang mất kết nối: cứ nhập tiếp, có mạng lại thì phiếu tự gửi. Đừng xóa dữ liệu trình duyệt.
keying-line-signed-out = Phiên làm việc đã hết: cứ nhập tiếp, đăng nhập lại ở thẻ khác thì phiếu tự gửi.
keying-line-other = Người khác đang đăng nhập trên máy này: phiếu được giữ, đăng nhập lại bằng tài khoản đã nhập thì phiếu tự gửi.
keying-first-send = Còn { $count } phiếu trên máy này chưa gửi hoặc chưa được nhận. Chờ gửi xong, hoặc xem lại các phiếu chưa nhận, rồi hãy tiếp tục.
keying-line-broken = Máy chủ đang gặp trục trặc: cứ nhập tiếp, phiếu tự gửi lại sau ít giây.
keying-no-shelf = Trình duyệt này không giữ được gì trên máy: hãy đợi dòng “Đã lưu” của từng phiếu trước khi đóng trang.
keying-refused = Phiếu chưa nhận
keying-mend = Sửa và nhập lại
keying-drop = Bỏ
keying-undo = Hoàn tác phiếu số { $slip }
keying-first-finish = Ô nhập đang có chữ: lưu hoặc xóa đi, rồi mới hoàn tác phiếu số { $slip }.
keying-waiting = Phiếu số { $serial } vừa nhập và đang chờ gửi.
keying-not-undone = Chưa rõ đã hoàn tác phiếu số { $slip } hay chưa. Khi có mạng, bấm lại.
keying-compare = Hai người đã nhập đủ số phiếu như nhau: bấm để xem chỗ khác nhau và chốt tập
keying-more = Lý do, và thứ tự câu
keying-reasons = Lý do
keying-reasons-hint = Nếu có ghi trên phiếu: số câu rồi lý do, giữa hai lý do có dấu chấm phẩy (;)
keying-keyed = Đã nhập { $count } phiếu
keying-receipts = Mã biên nhận của các hộ
keying-receipts-lead = In hoặc chép ra để đưa cho hộ trước khi cho tập phiếu vào hòm; vào hòm rồi thì không xem lại được nữa. Mã không cho biết hộ trả lời thế nào.
receipt-of-slip = Phiếu { $serial }
keying-keyed-hint = Bấm vào số để xem và sửa.
keying-take-out = Bỏ ra
keying-take-out-title = Bỏ một phiếu ra khỏi tập
keying-slip = Ghi số phiếu, ví dụ 17, hoặc cả mã 16 ký tự; mã này chưa đúng.
keying-elsewhere = Phiếu số { $serial } đã được nhập ở tập khác. Để phiếu này riêng ra và xem lại.
keying-already = Phiếu số { $serial } đã có trong tập này và giữ nguyên. Nếu đây là phiếu khác, xem lại số; nếu muốn sửa phiếu số { $serial }, bấm vào số { $serial } ở dưới.
keying-unknown = Thôn này không có phiếu đó. Xem lại số phiếu, hoặc phiếu của thôn khác.
keying-gone = Tập phiếu này đã bị hủy: phiếu cần nhập lại ở tập khác.
keying-unreadable = Phiếu này do người khác nhập trên máy này; chỉ người đó gửi được.
keying-serial = Ghi số của phiếu cần bỏ ra, ví dụ 17, hoặc cả mã 16 ký tự; mã này chưa đúng.

# Differences between two people.
differences-title = Hai lần nhập khác nhau
differences-own = { $count } phiếu hai người đọc khác nhau: số { $serials }. Hãy xem lại trên giấy và nhập lại nếu đã nhầm. Còn khác thì người thứ ba (của Mặt trận xã hoặc Mặt trận cấp trên, chưa nhập tập này) mở tập này và ghi theo giấy.
differences-first-lacks = Người thứ nhất còn { $count } phiếu chưa nhập: số { $serials }
differences-second-lacks = Người thứ hai còn { $count } phiếu chưa nhập: số { $serials }
differences-slip = Phiếu số { $serial } khác nhau ở { $questions }.
differences-question = câu { $no }
differences-keys = { $count } chữ số cho câu { $questions }, theo đúng tờ giấy: 1 hài lòng, 2 chưa hài lòng, 0 ý kiến không hợp lệ
differences-decided = Đã xem lại
differences-nothing = Chưa ghi phiếu nào. Gõ các chữ số theo tờ giấy ở ít nhất một phiếu.
differences-written = Đã ghi theo giấy. Không còn phiếu nào chờ xem lại thì chốt tập ở cuối trang.
differences-undecided = Chờ xem lại
differences-paper-says = Phiếu số { $serial }, trên giấy là
differences-decide = Ghi các phiếu vừa gõ theo giấy

# paper

# PaperRefused
paper-batch-counted = Tập phiếu này đã chốt; hãy mở tập mới cho phiếu còn lại.
paper-no-slips = Nhập từng phiếu cần phiếu có mã. Thôn này chưa phát phiếu, hoặc đã có biên bản kiểm phiếu tay.
paper-renewed = Tài khoản này được cấp lại thư mời sau khi mở tập, nên không xem và sửa được phiếu đã nhập. Hãy chốt tập, hoặc hủy tập và nhập lại từ tờ giấy.
paper-check-words = Chữ kiểm tra chưa đúng. Hãy xem chữ ghi trên xấp phiếu, ví dụ ABCD-EFGH; người nhập lần một thấy chữ ấy ở trang này.
paper-others = Tập phiếu này do người khác nhập. Hãy mở tập phiếu của mình.
paper-no-such-code = Thôn này không có phiếu mang mã đó. Xem lại mã trên tờ phiếu, hoặc ghi số phiếu.
paper-not-keyed = Ông bà chưa nhập phiếu số { $serial } trong tập này.
paper-own-batch = Người đã nhập tập này không tự phân xử; hãy nhờ người thứ ba, hoặc Mặt trận cấp trên.
paper-no-difference = Phiếu số { $serial } không có khác biệt nào cần xem lại.
paper-decision = Phiếu số { $serial }: { $fault }
paper-undecided = Còn { $count } phiếu hai lần nhập khác nhau; hãy xem lại từng phiếu trước khi chốt.
paper-lacking = Còn { $count } phiếu mới có một người nhập. Nhập đủ hai lần rồi mới so sánh và chốt được.
paper-second-pass = Người thứ hai chưa nhập xong.
paper-has-minutes = Thôn này đã có biên bản kiểm phiếu tay: phiếu trong tập đã được đếm ở đó. Hãy hủy tập phiếu này.
paper-empty = Tập phiếu này chưa có phiếu nào.
