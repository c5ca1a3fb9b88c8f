# How all of one's own unit stands, in pictures.

dashboard-go = Tổng quan bằng biểu đồ
dashboard-title = Tổng quan, { $unit }
dashboard-lead = Tính đến ngày { $day }. Ý kiến của hộ chỉ có từ các đợt đã công bố.

dashboard-stages = Các xã lấy ý kiến đến đâu
dashboard-stages-of = { $count } xã trong phạm vi, không kể phường và thị trấn.
dashboard-stage = Tình trạng
dashboard-communes = Số xã
unit-stage-open = Đang lấy ý kiến
unit-stage-closed = Đã đóng, chờ công bố
unit-stage-planned = Đang lập kế hoạch
unit-stage-published = Đã công bố
unit-stage-none = Chưa có đợt nào

dashboard-days = Phiếu thu về từng ngày
dashboard-days-of = { $days } ngày qua: { $count } phiếu, không kể biên bản kiểm bằng tay. Phiếu giấy tính vào ngày chốt tập.
dashboard-days-none = { $days } ngày qua chưa có phiếu nào thu về.
dashboard-day = Ngày
dashboard-ballots = Số phiếu
dashboard-as-table = Xem thành bảng

dashboard-lagging = Nơi còn thiếu hộ nhất
dashboard-lagging-none = Trong các đợt đang mở, không còn nơi nào đang nhận phiếu mà thiếu hộ.
dashboard-no-round = Hiện không có đợt nào đang mở.
dashboard-place = Nơi
dashboard-took-part = Hộ tham gia (vạch: mức yêu cầu)
dashboard-short = Còn thiếu
dashboard-more = Và { $count } nơi khác còn thiếu

dashboard-satisfaction = Mức hài lòng chung của các xã
dashboard-satisfaction-of = { $count } xã có kết quả đã công bố, theo câu hỏi chung.
dashboard-satisfaction-of-told = { $count } xã có kết quả đã công bố, theo câu hỏi chung; { $withheld } xã trong đó không nêu tỷ lệ.
dashboard-satisfaction-none = Chưa có kết quả nào được công bố.
dashboard-band = Hài lòng
dashboard-band-below = dưới { $below }%
dashboard-band-between = { $from } đến dưới { $below }%
dashboard-band-all = đúng 100%
dashboard-questions = Nội dung ít người hài lòng nhất
dashboard-questions-of = { $ruleset }, công bố { $day }.
dashboard-question = Nội dung
dashboard-share = Hài lòng (vạch: mức yêu cầu)
dashboard-to-results = Xem kết quả

dashboard-criteria = Tiêu chí
dashboard-criteria-of = { $count } xã có số liệu tiêu chí. Còn: chưa đạt, hoặc chưa có số liệu.
dashboard-criteria-met-all = Đạt đủ
dashboard-criteria-met = Đạt
dashboard-criteria-lack = còn { $from } đến { $to } tiêu chí
dashboard-criteria-lack-more = còn từ { $from } tiêu chí
dashboard-criteria-unknown = Chưa có số liệu
dashboard-criteria-lacks = Chưa đạt
dashboard-criterion-state = Tình trạng tiêu chí
dashboard-criteria-number = Số tiêu chí
dashboard-to-criteria = Xem từng tiêu chí

dashboard-recommendations = Kiến nghị
dashboard-recommendations-none = Chưa có kiến nghị nào.
dashboard-recommendations-number = Số kiến nghị
dashboard-overdue = Quá hạn
dashboard-due-soon = Đến hạn trong { $days } ngày tới
dashboard-due-later = Còn thời hạn
dashboard-answered = Đã trả lời, chờ Mặt trận xem
dashboard-finished = Đã kết thúc
dashboard-to-recommendations = Xem các kiến nghị
