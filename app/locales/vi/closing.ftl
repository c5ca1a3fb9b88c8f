# Closing a hamlet with its minutes, and a round.

closing = Đóng thôn
closing-closed = Đã đóng ngày { $day } bởi { $by }.
closing-signed-minutes = Biên bản để in và ký
closing-former = Biên bản trước, ký ngày { $day }
closing-file = Ảnh hoặc bản quét biên bản đã ký
closing-file-size = ({ $kilobytes } KB, { $added })
closing-file-kept = Đã gắn tệp vào biên bản.
closing-attach = Gắn vào biên bản
closing-sums = Số phiếu phát ra: { $issued }; thu về: { $returned }; không thu về: { $missing }. Trong số thu về: hợp lệ { $valid }; không hợp lệ { $invalid }.
closing-lead = Sau khi đóng, phiếu chưa dùng hết hiệu lực và thôn không nhận thêm phiếu nào.
closing-place = Nơi kiểm phiếu
closing-place-hint = Ví dụ: nhà văn hóa thôn
closing-present = Người có mặt
closing-present-hint = Họ tên và chức danh, mỗi người một dòng
closing-remarks = Ghi chú
closing-sure = Đã kiểm lại các số trên, biên bản sẽ ghi đúng như vậy
closing-go = Đóng thôn và in biên bản
closing-reopen = Mở lại thôn
closing-reopen-lead = Khi đóng nhầm, hoặc còn phiếu giấy chưa nhập. Biên bản đã ký vẫn được giữ; đóng lại thì ký biên bản mới.
closing-reopen-lead-slips = Khi đóng nhầm, hoặc còn phiếu giấy chưa nhập. Phiếu chưa dùng của thôn lại có hiệu lực. Biên bản đã ký vẫn được giữ; đóng lại thì ký biên bản mới.
closing-reopen-reason = Lý do mở lại
closing-reopen-sure = Mở lại thôn này; biên bản đã ký không còn là biên bản của thôn
closing-reopened = Đã mở lại thôn. Đóng lại khi đã nhận đủ.

close-round = Đóng đợt
close-round-lead = Sau khi đóng không nhận thêm phiếu nào; mã chưa dùng hết hiệu lực.
close-round-without = Lý do đóng khi { $hamlets } thôn chưa đóng
close-round-without-hint = Bỏ trống nếu còn chờ các thôn. Lý do được ghi vào thông báo.
close-round-reconsider = Quay lại bước lập kế hoạch

# closing

# CloseHamletRefused
closing-already-closed = { $hamlet } đã được { $by } đóng ngày { $day }.
closing-paper-waits = Còn { $count } phiếu giấy đã nhập chưa chốt tập phiếu.
closing-conflicts = Còn { $count } phiếu trùng chưa giải quyết.
closing-nothing-counted = Thôn này chưa phát phiếu và chưa có biên bản, nên chưa có gì để đóng.
closing-words = Hãy ghi nơi kiểm phiếu và họ tên những người có mặt, mỗi người một dòng.
closing-more-than-issued = Thu về { $returned } phiếu, nhiều hơn { $issued } phiếu phát ra. Hãy xem lại biên bản.

# HamletRefused
hamlet-closed = { $hamlet } đã đóng với biên bản, nên không nhận thêm được nữa.
hamlet-reason = Hãy ghi lý do, tối đa 300 ký tự.
hamlet-files = Thôn này đã có { $most } tệp; không nhận thêm.
