# Recommendations: the list, raising one, one with its steps.

recommendations-oversight = Giám sát
recommendations-title = Kiến nghị
recommendations-lead = { $count } kiến nghị, { $overdue } quá hạn.
recommendations-lead-carried = { $count } kiến nghị, { $carried } còn mở từ trước, { $overdue } quá hạn.
recommendations-everywhere = Kiến nghị ở mọi địa bàn
recommendations-raise = Gửi kiến nghị mới
recommendations-period = Tháng hoặc quý
recommendations-of-period = { SMALL($period) }
recommendations-all = Tất cả
recommendations-show = Xem
recommendations-none = Chưa có kiến nghị nào.
recommendations-none-new = Kỳ này chưa có kiến nghị mới.
recommendations-caption = Kiến nghị, quá hạn ở trên
recommendations-caption-carried = Kiến nghị còn mở từ trước, quá hạn ở trên

recommendations-what = Nội dung
recommendations-where = Nơi
recommendations-stage = Tình trạng
recommendations-due = Hạn
recommendations-late = Quá { $days } ngày
recommendations-about = Tiêu chí { $criterion }.
recommendations-raised = { $by }, { $day }. { $shown }
recommendations-public = Người dân xem được
recommendations-internal = Nội bộ

recommendations-by-unit = Theo địa bàn
recommendations-by-unit-caption = Kiến nghị của kỳ theo địa bàn
recommendations-each = Từng kiến nghị
recommendations-raised-count = Đã nêu
recommendations-answered = Đã trả lời
recommendations-carried = Còn mở từ trước
recommendations-overdue = Quá hạn
recommendations-closed = Đã kết thúc

# Raising one
new-recommendation-title = Gửi kiến nghị
new-recommendation-other-sets = Về bộ tiêu chí khác
new-recommendation-unit = Gửi Ủy ban nhân dân
new-recommendation-criterion = Về tiêu chí
new-recommendation-no-subject = Không về tiêu chí nào
new-recommendation-line = Tiêu đề
new-recommendation-text = Lý do và điều kiến nghị
new-recommendation-text-hint = Nêu việc, không nêu tên hộ
new-recommendation-due = Hạn trả lời
new-recommendation-public = Cho người dân xem kiến nghị và trả lời ở trang kết quả
new-recommendation-raise = Gửi kiến nghị
new-recommendation-suggested = { $topic }: { $households } hộ chưa hài lòng
new-recommendation-claimed = Tiêu chí được báo đạt.
new-recommendation-answers = { $part } trên { $whole } hộ trả lời hài lòng ({ $share }%), { $unsatisfied } hộ chưa hài lòng ({ $rest }%).
new-recommendation-needed = Mức yêu cầu: ít nhất { $percent }%.
new-recommendation-needed-more-than = Mức yêu cầu: trên { $percent }%.
new-recommendation-no-threshold = Bộ tiêu chí này chưa có mức quy định để so sánh.
new-recommendation-found = Giám sát ngày { $day }, nội dung “{ $subject }”, phát hiện: { $text }
new-recommendation-asked = Đề nghị Ủy ban nhân dân làm rõ nguyên nhân và biện pháp khắc phục.
new-recommendation-no-title = Ghi tiêu đề của kiến nghị.
new-recommendation-no-text = Ghi lý do và điều kiến nghị.
new-recommendation-no-ruleset = Không có bộ tiêu chí này.
new-recommendation-no-criterion = { $ruleset } không có tiêu chí { $criterion }.
new-recommendation-other-level = { $ruleset } đánh giá cấp { $level }; { PLACE($unit) } không thuộc cấp đó. Chọn bộ tiêu chí khác, hoặc không về tiêu chí nào.
new-recommendation-no-results = Đợt lấy ý kiến mà kiến nghị dựa vào không có kết quả của nơi này.

# One with its steps
recommendation-sent = Đã gửi kiến nghị.
recommendation-answered = Đã gửi câu trả lời.
recommendation-recorded = Đã ghi ý kiến của Mặt trận.
recommendation-closed = Đã kết thúc kiến nghị.
recommendation-criterion = Tiêu chí { $no }. { $name }
recommendation-due = Hạn { $day }
recommendation-late = Quá hạn { $days } ngày
recommendation-source = Kết quả lấy ý kiến mà kiến nghị này dựa vào
recommendation-public = Người dân xem được ở trang kết quả.
recommendation-internal = Chỉ Mặt trận và cơ quan được mời xem.
recommendation-show = Cho người dân xem ở trang kết quả
recommendation-hide = Ngừng công khai

recommendation-answer-text = Trả lời của Ủy ban nhân dân
recommendation-opinion-text = Ý kiến của Mặt trận
recommendation-new-due = Hạn mới
recommendation-new-due-hint = Khi trả lại, hoặc khi chấp nhận và chờ làm xong
recommendation-file = Ảnh hoặc văn bản kèm theo
recommendation-close-sure = Kết thúc hẳn: việc đã xong hoặc không còn cần
recommendation-answer = Gửi trả lời
recommendation-accept = Chấp nhận, theo dõi đến khi xong
recommendation-return = Trả lại
recommendation-close = Kết thúc kiến nghị
recommendation-raise = Kiến nghị
recommendation-no-text = Ghi vài lời của ý kiến hoặc câu trả lời.

# recommendations

# RecommendationRefused
recommendation-no-unit = Hiện không có đơn vị mã { $code }. Hãy gửi nơi đã nhận phần việc của đơn vị đó.
recommendation-due-over = Hạn trả lời đang ở trong quá khứ.
recommendation-overtaken = Kiến nghị này vừa có bước mới. Hãy xem bước đó rồi làm tiếp.
recommendation-stage = Kiến nghị đang ở bước “{ $stage }”, nên không làm được việc này.
recommendation-new-due-over = Hạn mới đang ở trong quá khứ.
recommendation-old-due-over = Hạn cũ đã qua: hãy ghi hạn mới.
recommendation-not-raiser = { $raiser } đã nêu kiến nghị này, nên chỉ nơi đó hoặc cấp trên nhận trả lời, kết thúc.
recommendation-empty = Hãy ghi { $what }.
recommendation-too-long = Phần { $what } dài nhất { $most } chữ.

# RecommendationPart
recommendation-part-title = tiêu đề kiến nghị
recommendation-part-text = lý do và điều kiến nghị
recommendation-part-reply = nội dung trả lời
recommendation-part-opinion = ý kiến

# CommitteeName
recommendation-front = Ủy ban MTTQ { PLACE($unit) }
recommendation-office = UBND { PLACE($unit) }
