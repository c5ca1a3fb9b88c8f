# Closing a hamlet with its minutes, and a round.

closing = Đóng thôn
closing-closed = Đã đóng ngày { $day } bởi { $by }.
closing-done = Đã đóng thôn. Việc tiếp theo: mở hòm, kiểm phiếu.
closing-done-others-open = Đã đóng thôn.
closing-done-by-hand = Đã đóng thôn. Việc tiếp theo: in biên bản kiểm phiếu.
closing-file = Ảnh hoặc bản quét biên bản đã ký
closing-file-size = ({ $kilobytes } KB, { $added })
closing-file-kept = Đã gắn tệp vào biên bản.
closing-attach = Gắn vào biên bản
closing-sums = Số phiếu phát ra: { $issued }; thu về: { $returned }; không thu về: { $missing }.
closing-doubts = Trước khi đóng, xin xem lại:
closing-few-took-part = Mới { $share } hộ của thôn tham gia, mức yêu cầu là { $percent }%: còn thiếu { $missing } hộ. Đóng rồi thì các hộ ấy không trả lời được nữa.
closing-days-left = Còn { $left } ngày nhận phiếu, đến hết { $closes }.
closing-lead = Sau khi đóng, phiếu chưa dùng hết hiệu lực và thôn không nhận thêm phiếu nào. Phiếu trong hòm chưa ai xem được trước khi mở hòm.
closing-sure = Đã nhận đủ phiếu của thôn, thôi nhận phiếu
closing-go = Đóng thôn
closing-reopen = Mở lại thôn
closing-reopen-lead = Khi đóng nhầm, hoặc biên bản kiểm phiếu tay ghi sai. Biên bản đã ký vẫn được giữ; kiểm lại thì ký biên bản mới.
closing-reopen-lead-slips = Khi đóng nhầm, hoặc còn phiếu giấy chưa nhập. Phiếu chưa dùng của thôn lại có hiệu lực.
closing-reopen-reason = Lý do mở lại
closing-reopen-sure = Mở lại thôn này để nhận thêm phiếu
closing-reopened = Đã mở lại thôn. Đóng lại khi đã nhận đủ.

close-round = Đóng đợt
close-round-lead = Sau khi đóng không nhận thêm phiếu nào; mã chưa dùng hết hiệu lực.
close-round-without = Lý do đóng khi { $hamlets } thôn chưa đóng
close-round-early-reason = Lý do kết thúc sớm
close-round-early-reason-missing = Ghi lý do kết thúc sớm: lý do được ghi vào thông báo, đóng rồi thì không ghi thêm được.
close-round-early-reason-hint = Được ghi vào thông báo. Đóng rồi thì không ghi thêm được.
close-round-without-hint = Còn chờ các thôn thì chưa đóng đợt. Lý do được ghi vào thông báo.
close-round-reconsider = Quay lại bước lập kế hoạch

# Opening the boxes and counting.
counting = Mở hòm, kiểm phiếu
counting-by-hand = Kiểm phiếu
counting-lead = Mở hòm là việc cuối: máy đếm mọi phiếu của thôn, in biên bản, và không kiểm lại lần nữa.
counting-counted = Đã kiểm phiếu ngày { $day } bởi { $by }.
counting-minutes = Biên bản kiểm phiếu để in và ký
counting-former = Biên bản trước, ngày { $day }
counting-waits = Chờ các thôn khác của xã đóng rồi mới mở hòm: { $hamlets }. Hòm có ít phiếu phải kiểm chung với hòm khác, để không lộ ý kiến của hộ nào.
counting-together = Hòm này mở chung với: { $hamlets }, vì có hòm ít phiếu. Cả các thôn có một biên bản.
counting-place = Nơi kiểm phiếu
counting-place-hint = Nơi mọi người đang có mặt, ví dụ: nhà văn hóa thôn, trụ sở xã
counting-present = Người có mặt
counting-present-hint = Họ tên và chức danh, mỗi người một dòng
counting-remarks = Ghi chú
counting-remarks-hint = Không bắt buộc. Ví dụ: đã kiểm bằng tay tại cuộc họp thôn ngày 20/11; hai phiếu bị rách
counting-sure = Mở hòm và kiểm phiếu ngay bây giờ
counting-go = Mở hòm, kiểm phiếu
counting-by-hand-lead = Thôn này không có phiếu trong hòm. Ghi nơi kiểm phiếu và người có mặt để in biên bản theo số đã nhập.
counting-by-hand-sure = Đã đối chiếu số đã nhập với phiếu giấy đã kiểm
counting-by-hand-go = In biên bản
reopen-round = Mở lại đợt
reopen-round-lead = Đóng nhầm, hoặc thôn chưa đóng còn phiếu chưa nhập? Trước khi mở hòm phiếu của xã vẫn mở lại đợt được.
count-round-witnesses = Biên bản mở ở đây để trống nơi kiểm phiếu và người có mặt, ghi tay sau khi in.
count-round-lead = Còn { $hamlets } thôn có phiếu trong hòm chưa mở. Muốn kiểm từng thôn với người chứng kiến thì mở ở trang của thôn; ở đây mở tất cả cùng một lúc. Mở rồi thì không kiểm lại được.
count-round-by-holders = Còn { $hamlets } thôn có phiếu trong hòm chưa mở. Những người giữ khóa mở tất cả cùng một lúc. Mở rồi thì không kiểm lại được.
key-parts-lead = Gõ phần khóa trên thư của { $needed } trong { $of } người giữ khóa (bộ thư { $mark }); ô của người vắng thì để trống. Gõ liền hay cách nhóm, chữ hoa hay chữ thường đều được. Phần khóa chỉ dùng để mở hòm lần này, không được lưu lại.
key-part-of = Phần khóa của { $name } (số { $number })
round-key-holders = Người giữ khóa hòm phiếu: { $names }. Mở hòm cần { $needed } người.
counting-by-holders = Khóa hòm phiếu do những người giữ khóa giữ, nên các hòm của đợt được mở cùng một lúc, khi đợt đã đóng.
counting-to-round = Đến trang của đợt
count-round-sure = Mở tất cả các hòm và kiểm phiếu ngay bây giờ

# CountingRefused
counting-hamlet-open = { $hamlet } còn đang nhận phiếu. Hãy đóng thôn trước.
counting-others-open = Chưa mở hòm được: { $hamlets } còn đang nhận phiếu.
counting-already = Hòm phiếu của { $hamlet } đã mở và kiểm rồi.
counting-words = Hãy ghi nơi kiểm phiếu và họ tên những người có mặt, mỗi người một dòng.
counting-round-open = Đợt còn đang nhận phiếu. Hãy đóng đợt trước khi mở hòm.
counting-no-key = Khóa mở hòm phiếu của đợt này không còn, nên không mở được.
counting-holders = Khóa hòm phiếu do những người giữ khóa giữ: hãy mở các hòm cùng một lúc ở trang của đợt, khi đợt đã đóng.
counting-audit-slip = Ở { $hamlets } có phiếu kiểm tra không do ai nộp qua chương trình: mở hòm thì lộ phiếu của một hộ. Hòm chưa được mở; hãy báo Mặt trận cấp trên và khôi phục bản sao dữ liệu.
counting-copied = Trong hòm của { $hamlets } có phiếu bị chép thành nhiều bản. Hòm chưa được mở; hãy báo Mặt trận cấp trên và chạy ydan verify.
counting-few-left = Trong hòm của { $hamlets } chỉ còn { $readable } trên { $returned } phiếu đọc được: mở ra thì lộ ý kiến của mấy hộ ấy. Hòm chưa được mở; hãy báo Mặt trận cấp trên và khôi phục bản sao dữ liệu.
counting-surplus = Trong hòm có { $ballots } phiếu, nhiều hơn { $returned } phiếu đã nhận. Hòm chưa được mở; hãy báo Mặt trận cấp trên và chạy ydan verify.

counting-turnout = Ở { $hamlets } có { $spent } phiếu đã dùng, nhưng máy ghi { $returned } phiếu đã nhận. Hòm chưa được mở; hãy báo Mặt trận cấp trên và chạy ydan verify.
counting-opens = Hòm của { $hamlets } mở được, nên không hủy: hãy mở hòm và kiểm phiếu.
counting-no-reason = Hãy ghi lý do hủy hòm: biên bản và nhật ký ghi lý do này.

# CountingText
counting-voided = { $who } hủy hòm phiếu: { $reason }. Máy không mở được hòm, vì { $shut }.
counting-voided-audit-slip = có phiếu kiểm tra không do ai nộp qua chương trình
counting-voided-copied = trong hòm có phiếu bị chép thành nhiều bản
counting-voided-few-left = trong hòm chỉ còn { $readable } trên { $returned } phiếu đọc được
counting-voided-turnout = có { $spent } phiếu đã dùng mà máy ghi { $returned } phiếu đã nhận
counting-voided-surplus = trong hòm có { $ballots } phiếu, nhiều hơn { $returned } phiếu đã nhận

# Voiding a box that does not open.
void-box = Hủy hòm phiếu
void-box-title = Hòm không mở được thì sao?
void-box-lead = Máy không mở hòm có số phiếu không khớp với số đã nhận, có phiếu bị chép thành nhiều bản, hoặc chỉ còn vài phiếu đọc được: dữ liệu trên máy chủ đã bị sửa. Trước hết hãy khôi phục bản sao dữ liệu, rồi mở hòm lại.
void-box-what = Không có bản sao thì Mặt trận cấp trên hủy hòm để đợt kết thúc được: mọi phiếu trong hòm tính là không hợp lệ, biên bản, hồ sơ công khai và nhật ký ghi rõ. Máy thử mở hòm trước; hòm mở được thì không hủy.
void-box-why = Lý do hủy hòm
void-box-why-hint = Được ghi vào biên bản, ví dụ: dữ liệu bị sửa đêm 25/7, không có bản sao
void-box-sure = Hủy hòm phiếu của { $hamlets }; không lấy lại được
void-box-done = Đã hủy hòm phiếu. In và ký biên bản.

# PartFault
key-part-empty = Chưa gõ phần khóa.
key-part-length = Phần khóa có { $should } ký tự, mới gõ { $got }. Xem lại từng nhóm bốn ký tự trên thư.
key-part-group-length = Nhóm thứ { $group } có { $got } ký tự; mỗi nhóm có bốn. Xem lại nhóm đó trên thư.
key-part-foreign = Trong phần khóa không có ký tự “{ $letter }”. Xem lại nhóm thứ { $group }.
key-part-mistyped = Phần khóa chưa đúng, có chữ bị nhầm. Xem lại từng nhóm trên thư.
key-part-mistyped-group = Phần khóa chưa đúng. Có lẽ nhầm ở nhóm thứ { $group }. Xem lại nhóm đó trên thư.

# PartRefused
key-part-other-letters = Thư này thuộc bộ { $typed }, không phải bộ { $mark } của đợt này: của đợt khác, hoặc là thư in trước. Hãy tìm lá thư có ghi bộ { $mark }.
key-part-twice = Phần khóa của { $name } đã gõ ở ô trên. Hãy gõ phần khóa của người khác.
key-part-too-few = Mới có { $got } phần khóa, cần { $needed } phần. Hãy gõ thêm phần khóa của một người nữa.
key-part-not-the-key = Các phần khóa đều đúng nhưng không khớp với hòm phiếu: dữ liệu trên máy chủ đã bị sửa. Chưa hòm nào được mở; hãy báo Mặt trận cấp trên và chạy ydan verify.

# CloseHamletRefused
closing-already-closed = { $hamlet } đã được { $by } đóng ngày { $day }.
closing-paper-waits = Còn { $count } phiếu giấy đã nhập chưa chốt tập phiếu.
closing-conflicts = Còn { $count } phiếu trùng chưa giải quyết. Mặt trận xã giải quyết ở trang này, rồi mới đóng thôn được.
closing-nothing-counted = Thôn này chưa phát phiếu và chưa có biên bản, nên chưa có gì để đóng.
closing-more-than-issued = Thu về { $returned } phiếu, nhiều hơn { $issued } phiếu phát ra. Hãy xem lại biên bản.

# HamletRefused
hamlet-closed = { $hamlet } đã đóng, nên không nhận thêm được nữa.
hamlet-counted = Hòm phiếu đã mở, nên không mở lại { $hamlet } để nhận phiếu được nữa.
hamlet-reason = Hãy ghi lý do, tối đa 300 ký tự.
hamlet-files = Thôn này đã có { $most } tệp; không nhận thêm.
