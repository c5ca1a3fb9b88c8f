# The published notice.

notice-title = Thông báo kết quả lấy ý kiến, { $unit }
notice-back = Kết quả của { $unit }, bên cạnh các tiêu chí
notice-older = Đây là bản cũ. Đã có bản đính chính mới hơn ở cuối trang.
notice-unverified = Một số ngưỡng và lời câu hỏi chưa xác minh; xem căn cứ ở trang của xã.
notice-translated = Bản tiếng Việt là bản đã niêm yết.
notice-heading = THÔNG BÁO
notice-about = Kết quả lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới
notice-signed-at = { $place }, ngày { $day } tháng { $month } năm { $year }
notice-corrected = Bản đính chính số { $version }. Lý do: { $reason }
notice-basis = Căn cứ { $basis };
notice-when = Thời gian lấy ý kiến: từ { $opens } đến { $closes }.
notice-hamlets = Thôn có phiếu thu về: { $answered } trên { $asked }.
notice-ballots = Tổng số hộ: { $households }. Phiếu phát ra: { $issued }; thu về: { $returned }; không thu về: { $missing }.
notice-counted-returned = phiếu thu về
notice-counted-valid = phiếu hợp lệ
notice-took-part = Hộ tham gia ({ $counted }): { $part }, đạt { $share }%.
notice-took-part-of-issued = Hộ tham gia ({ $counted }): { $part }, đạt { $share }% số phiếu phát ra.
notice-valid = Phiếu hợp lệ: { $valid }; không hợp lệ: { $invalid }.
notice-closed-without = Đợt đóng khi còn thiếu: { $missing }
notice-table = Kết quả từng nội dung
notice-no = STT
notice-share = Tỷ lệ %
notice-reason = Lý do
notice-met = Kết luận: đạt mức hài lòng theo quy định.
notice-met-again = Kết luận: đạt mức hài lòng theo quy định ở những nội dung hỏi lại.
notice-not-met = Kết luận: chưa đạt.
notice-not-met-again = Kết luận: chưa đạt ở những nội dung hỏi lại.
notice-no-verdict = Chưa có ngưỡng để kết luận.
notice-posted = Niêm yết tại { $place } trong { $days } ngày, từ { $from } đến hết { $until }.
notice-receivers = Nơi nhận:
notice-signed-and-sealed = (ký, đóng dấu)
notice-versions = Các bản khác
notice-version = Bản { $version }, { $day }

# The heading of every paper
heading-country = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
heading-motto = Độc lập - Tự do - Hạnh phúc
heading-number = Số: { $number }
