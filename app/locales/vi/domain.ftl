# Values of the rules, as people read them.

# Status of a criterion
status-met = Đạt
status-not-met = Chưa đạt
status-not-assessed = Chưa đánh giá

# Who says what the status is
by-claim = Tự đánh giá
by-appraisal = Thẩm định

# Claims beside answers
agreement-agrees = Báo đạt, dân hài lòng
agreement-mismatch = Báo đạt, dân chưa hài lòng
agreement-satisfied = Chưa báo đạt, dân hài lòng
agreement-both-lack = Chưa báo đạt, dân chưa hài lòng
agreement-no-data = Chưa có số liệu về tiêu chí
agreement-not-asked = Không hỏi, chưa ai trả lời, hoặc không nêu số
agreement-no-threshold = Ý kiến người dân, chưa so sánh

# Purpose
purpose-recognise = Xét công nhận
purpose-repeat = Lấy ý kiến lại
purpose-reassess = Đánh giá lại sau khi đã công nhận
purpose-withdraw = Xét thu hồi quyết định công nhận
purpose-official = Mục đích lấy ý kiến: { SMALL($purpose) }.
purpose-told-repeat = Lần này hỏi lại: trước đây đã hỏi và có điều chưa đạt.
purpose-told-reassess = Lần này hỏi để đánh giá lại: { PLACE($unit) } đã được công nhận, đến nay ông bà có còn hài lòng không.
purpose-told-withdraw = Đang xét có thu hồi quyết định công nhận { PLACE($unit) } hay không, nên hỏi ý kiến của hộ. Ông bà thấy thế nào, xin trả lời đúng như thế.

# Titles, from low to high
title-standard = Đạt chuẩn nông thôn mới
title-advanced = Nông thôn mới nâng cao
title-model = Nông thôn mới kiểu mẫu

# How far a recommendation has come
recommendation-stage-waiting = Chờ trả lời
recommendation-stage-returned = Trả lại, chờ trả lời lại
recommendation-stage-answered = Đã trả lời, chờ Mặt trận xem
recommendation-stage-accepted = Chấp nhận, đang thực hiện
recommendation-stage-closed = Đã kết thúc

# What is done with it
recommendation-action-raise = Mặt trận kiến nghị
recommendation-action-answer = Ủy ban nhân dân trả lời
recommendation-action-accept = Mặt trận chấp nhận trả lời
recommendation-action-return = Mặt trận trả lại
recommendation-action-close = Mặt trận kết thúc kiến nghị

# Months and quarters, for lists
period-month = Tháng { $month }/{ $year }
period-quarter = Quý { $quarter }/{ $year }

# How a threshold compares
compare-at-least = ít nhất
compare-more-than = trên

# Units by level and kind; counts stand before them
units-country = cả nước
units-province = tỉnh
units-district = huyện
units-city = thành phố
units-town = thị xã
units-urban-district = quận
units-commune = xã
units-ward = phường
units-township = thị trấn
units-special-zone = đặc khu
units-hamlet = thôn

# Why a unit's result is not enough
reason-no-households = { $place }: chưa có hộ nào được tính, nên chưa có ai tham gia.
reason-no-issued = { $place }: chưa có phiếu phát ra nào được tính, nên chưa có ai tham gia.
reason-participation =
    { $place }: { $count } trên { $base } { $of ->
        [issued] phiếu phát ra
       *[households] hộ
    } tham gia ({ $share }%), cần ít nhất { $percent }%, tức là { $needed }. Còn thiếu { $short } hộ.
reason-too-few-answers = { $place }: câu { $no } “{ $topic }” có quá ít ý kiến để kết luận.
reason-untold = { $place }: câu { $no } “{ $topic }” chưa đủ tỷ lệ hài lòng. Không nêu số, vì như thế dễ đoán ra người trả lời.
withheld-too-few = Ít phiếu, không hiện
withheld-almost-all = Từ 80% trở lên hài lòng
withheld-almost-none = Không quá 20% hài lòng
withheld-corrected = Không hiện, vì bản đính chính chỉ khác ít phiếu
withheld-beside-others = Không hiện, vì lấy tổng trừ đi sẽ ra số của nơi ít phiếu
reason-no-answers = { $place }: câu { $no } “{ $topic }” chưa có ý kiến nào.
reason-answers = { $place }: câu { $no } “{ $topic }” có { $count } trên { $base } hộ hài lòng ({ $share }%), cần { $compare } { $percent }%, tức là { $needed } hộ. Còn thiếu { $short } hộ.

# What has to be said beside a share
remark-few-and-open = Ước tính cho mọi hộ, nếu các hộ chưa trả lời cũng nghĩ như các hộ đã trả lời: khoảng { $low }–{ $high }% (có thể cao hơn hoặc thấp hơn mức quy định; kết luận vẫn tính theo số phiếu)
remark-few = Ước tính cho mọi hộ, nếu các hộ chưa trả lời cũng nghĩ như các hộ đã trả lời: khoảng { $low }–{ $high }%
remark-open = Ước tính cho mọi hộ, nếu các hộ chưa trả lời cũng nghĩ như các hộ đã trả lời: khoảng { $low }–{ $high }% (có thể cao hơn hoặc thấp hơn mức quy định; kết luận vẫn tính theo số phiếu)

# How far a target has come
progress-reached = Đạt đúng hạn
progress-on-course = Chưa đạt, còn thời hạn
progress-late = Quá hạn
progress-reached-late = Đạt trễ hạn
progress-lost = Đã đạt, nay không còn
progress-missed = Không đạt
progress-no-data = Chưa đủ số liệu
progress-ended = Không còn cấp này

# How far a round has come
round-state-open = Đang mở
round-state-closed = Đã đóng, chưa công bố
round-state-published = Đã công bố

# The census beside what a commune lists
census-official = { $households } hộ ngày { $on } ({ $source }{ $former ->
    [0] {""}
    [1] ; số của đơn vị cũ
   *[other] ; { $former } đơn vị cũ cộng lại
})
census-beside = Các thôn kê { $listed } hộ. Thống kê: { $official }.
census-far-above = Các thôn kê { $listed } hộ, chưa bằng { $percent }% số thống kê. Thống kê: { $official }.

hamlet-of = { $hamlet }, { PLACE($commune) }
unit-name = { $name }
unit-until = { $name } (đến { $last })
units-of-kind = { $kind }
claim-waits = Tự đánh giá mới, chờ thẩm định
