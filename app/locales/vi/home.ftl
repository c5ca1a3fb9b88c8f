# What is to be done: the first page after signing in.

home-nothing = Hiện không có việc nào đang chờ ông bà.
home-rounds = Các đợt
home-rounds-caption = Các đợt lấy ý kiến trong phạm vi
home-round = Đợt
home-state = Tình trạng
home-participation = Hộ tham gia (vạch: mức yêu cầu)
home-share = Tỷ lệ
home-part-of-whole = { $part } / { $whole }
home-days-left = Còn { $left } ngày, đến { $closes }
home-published = Công bố { $on }
home-until = Đến { $closes }
home-hamlets-closed = { $closed } trên { $hamlets } thôn đã đóng

task-open-plan = Mở đợt ở { PLACE($unit) }: kế hoạch đã đủ.
task-plan-missing = Kế hoạch ở { PLACE($unit) } còn thiếu { $missing } việc.
task-conflicts = { $place }: { $count } phiếu trùng chờ giải quyết.
task-pending = { $place }: { $count } phiếu giấy đã nhập, chờ chốt tập phiếu.
task-nothing-issued = { $place }: chưa phát phiếu cho hộ nào.
task-time-is-up = { $place }: đã hết thời gian, hãy đóng từng thôn rồi đóng đợt.
task-households-missing = { $place }: còn { $left } ngày, cần thêm { $count } hộ.
task-count = { $place }: mở hòm, kiểm phiếu của { $count } thôn.
task-notice = { $place }: soạn thông báo và công bố kết quả.
task-recommendations-overdue = { $count } kiến nghị quá hạn.
task-recommendations-to-answer = { $count } kiến nghị chờ Ủy ban nhân dân trả lời.
task-answers-to-look-at = { $count } trả lời kiến nghị chờ Mặt trận xem.
task-first-statuses = { $unit } chưa ghi tiêu chí nào theo { $ruleset }.
task-assess-unit = { $unit } lập từ các đơn vị cũ, chưa đánh giá lại tiêu chí nào.
task-assess-units = { $count } xã lập từ các đơn vị cũ, chưa đánh giá lại tiêu chí nào.


layout-skip = Đến nội dung
layout-main = Chính
layout-comparison = Giám sát
layout-results = Kết quả
layout-sign-out = Đăng xuất
layout-path = Đường dẫn
choose-unit-option = Chọn đơn vị…
layout-error = Lỗi:{" "}
