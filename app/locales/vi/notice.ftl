# The published notice.

notice-title = Thông báo kết quả lấy ý kiến, { $unit }
notice-back = Kết quả của { PLACE($unit) }, bên cạnh các tiêu chí
notice-older = Đây là bản cũ. Đã có bản đính chính mới hơn ở cuối trang.
notice-unverified = Một số mức quy định và lời câu hỏi chưa xác minh; xem căn cứ ở trang của xã.
notice-unverified-wording = Lời câu hỏi chưa xác minh; xem căn cứ ở trang của xã.
notice-unverified-questions = Lời câu hỏi và mức tham gia chưa xác minh; xem căn cứ ở trang của xã.
notice-translated = Bản tiếng Việt là bản đã niêm yết.
notice-signed = Bản đã ký
notice-translated-own = Bản niêm yết do Mặt trận tự soạn lời văn; bản dưới đây theo mẫu chung, cùng số liệu.
notice-heading = THÔNG BÁO
notice-about-of = Kết quả lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới của { PLACE($unit) }
notice-signed-at = { $place }, ngày { $day } tháng { $month } năm { $year }
notice-basis = Căn cứ { $basis }
notice-when = Thời gian lấy ý kiến: từ { $opens } đến { $closes }.
notice-hamlets = Thôn có phiếu thu về: { $answered }/{ $asked }.
notice-ballots = Tổng số hộ: { $households }. Phiếu phát ra: { $issued }; thu về: { $returned }; không thu về: { $missing }.
notice-counted-returned = phiếu thu về
notice-counted-valid = phiếu hợp lệ
notice-took-part = Hộ tham gia ({ $counted }): { $part }, đạt { $share }%.
notice-took-part-of-issued = Hộ tham gia ({ $counted }): { $part }, đạt { $share }% số phiếu phát ra.
notice-valid = Phiếu hợp lệ: { $valid }; không hợp lệ: { $invalid }.
notice-purpose = { $purpose } Bộ tiêu chí: { $ruleset }.
notice-overall = Nhìn chung, { $satisfied }/{ $base } ý kiến hài lòng ({ $share }%).
notice-threshold-overall = Mức quy định về tỷ lệ hài lòng chung: { $percent }% ({ $source }).
notice-threshold-content = Mức quy định của từng nội dung: { $percent }% ({ $source }).
notice-table = Kết quả từng nội dung
notice-no = STT
notice-share = Tỷ lệ %
answers-left-out = Có câu ít ý kiến hơn số phiếu hợp lệ: ý kiến để trống hoặc đánh cả hai ô không được tính vào câu đó.
notice-reason = Lý do
notice-met = Kết quả đạt mức hài lòng theo quy định.
notice-met-again = Kết quả đạt mức hài lòng theo quy định sau khi lấy ý kiến lại.
reasons-below = { $units ->
    [1] { $reasons } mức chưa đạt, kê ở bảng dưới.
   *[other] { $reasons } mức chưa đạt ở { $units } nơi, kê ở bảng dưới.
}
reasons-table = Các mức chưa đạt
reasons-unit = Đơn vị
reasons-count = Số hộ
reasons-base = Trên
reasons-needed = Cần
reasons-short = Còn thiếu
reasons-at = { $percent }%
reasons-participation = Hộ tham gia
reasons-none = chưa có ý kiến nào
reasons-too-few = quá ít ý kiến để kết luận
reasons-untold = chưa đủ tỷ lệ; không nêu số vì dễ đoán ra người trả lời
notice-not-met = Kết quả chưa đạt mức hài lòng theo quy định.
notice-not-met-again = Kết quả vẫn chưa đạt mức hài lòng theo quy định sau khi lấy ý kiến lại.
notice-no-verdict = Chưa có mức quy định về tỷ lệ hài lòng nên chưa kết luận đạt hay chưa đạt.
notice-posted = Niêm yết tại { $place } trong { $days } ngày, từ { $from } đến hết { $until }.
notice-receivers = Nơi nhận:
notice-signed-and-sealed = (ký, đóng dấu)
notice-versions = Các bản khác

# Documents
document-pdf = Tải để in (PDF)
document-word = Tải về sửa (Word)
document-day = ngày { $day } tháng { $month } năm { $year }
document-made-of = Số liệu theo bản công bố lần { $version }, ngày { $day }

# The heading of every paper
heading-country = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
heading-motto = Độc lập - Tự do - Hạnh phúc
heading-number = Số: { $number }

# How the round ended, what the plan asks for, corrections.
notice-corrected = Đính chính lần { $time } (thay bản ngày { $before }). Lý do: { $reason }.
notice-version = Đính chính lần { $time }, { $day }
notice-first-version = Bản đầu, { $day }
notice-ended-without = Kết thúc đợt khi còn { $count } thôn chưa đóng ({ $hamlets }). Lý do: { $reason }.
notice-ended-without-more = Kết thúc đợt khi còn { $count } thôn chưa đóng ({ $hamlets } và { $more } thôn khác). Lý do: { $reason }.
notice-audit-slips = Mặt trận cấp trên đã thử hòm phiếu bằng { $judged } phiếu kiểm tra, không tính vào kết quả: { $agreed } phiếu khớp.
notice-full-figures = Số liệu được nêu đầy đủ theo yêu cầu của { $document }, kể cả nơi ít hộ trả lời.
notice-ended-early-reason = Lý do kết thúc sớm: { $reason }.
notice-no-reason = không ghi
notice-when-early = Thời gian lấy ý kiến: từ { $opens } đến { $ended }, kết thúc sớm hơn kế hoạch (đến { $closes }).
notice-enough-took-part = Kế hoạch yêu cầu ít nhất { $percent }% số hộ tham gia: đủ.
notice-too-few-took-part = Kế hoạch yêu cầu ít nhất { $percent }% số hộ tham gia: chưa đủ, nên chưa đủ cơ sở để kết luận đạt.
notice-too-few-took-part-alone = Kế hoạch yêu cầu ít nhất { $percent }% số hộ tham gia: chưa đủ.
notice-basis-plan = Căn cứ Kế hoạch số { $number } của Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam { PLACE($unit) } về lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới
notice-basis-plan-of = Căn cứ Kế hoạch số { $number } { $day } của Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam { PLACE($unit) } về lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới
notice-opening = Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam { PLACE($unit) } thông báo kết quả lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới như sau:
notice-record = Tải hồ sơ công khai của đợt để tự kiểm lại (ZIP: số liệu, mã biên nhận; không có từng phiếu)
