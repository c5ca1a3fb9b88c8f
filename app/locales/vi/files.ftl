# files

# UnitFault
unit-none-on = không có đơn vị mã { $code } vào ngày { $day }
unit-twice = mã { $code } có hai lần trong tệp

# UnitsFault
units-elsewhere = mã { $code } đã có ở cấp hoặc nơi khác; nếu là đơn vị mới, hãy ghi valid_from
units-overlap = mã { $code } trùng thời gian với đơn vị cùng mã đã có; xem lại valid_from, valid_to
units-ends-first = valid_to trước valid_from
units-no-parent = không có đơn vị cấp trên mã { $code } khi đơn vị này bắt đầu
units-parent-not-higher = đơn vị cấp trên { PLACE($parent) } không cao hơn { PLACE($unit) }
units-unchanged = mã { $code } không đổi vào ngày { $day }
units-none-on-day = không có đơn vị mã { $code } vào ngày { $day }

# CensusFault
census-no-unit = không có đơn vị mã { $code } vào ngày { $day }; nhập danh sách đơn vị của ngày đó trước
census-other-name = mã { $code } là { PLACE($unit) }, tệp ghi { $name }: xem lại mã

# CensusRefused
census-no-source = cần ghi số hộ lấy từ đâu

# FileRefused
file-empty = Hãy chọn ảnh hoặc bản quét.
file-too-large = Tệp lớn hơn 12 MB. Hãy chụp lại với cỡ nhỏ hơn, hoặc chụp từng trang.
file-kind-or-word = Tệp này không phải bản PDF, ảnh JPEG, PNG, WebP hay tệp Word (.docx). Hãy quét văn bản đã ký, hoặc lưu lại trong Word thành .docx, rồi gửi lại.
file-macros = Tệp Word này có macro nên không nhận. Hãy mở trong Word, lưu thành “Tài liệu Word (.docx)” rồi gửi lại.
file-kind = Tệp này không phải ảnh JPEG, PNG, WebP hay bản PDF. Hãy chụp ảnh hoặc quét văn bản rồi gửi lại.
file-quota = Các tệp của { PLACE($unit) } đã chiếm { $used } MB trong { $most } MB được giữ, nên không nhận thêm tệp { $size } MB này. Hãy gửi tệp nhỏ hơn, hoặc nhờ người quản trị máy chủ giúp.

# Lists as files.
list-of-results = Kết quả lấy ý kiến, { $unit }
list-as-of = Số liệu đến ngày { $day }
list-code = Mã
list-took-part = Hộ tham gia
list-took-part-of = Trên tổng số
list-participation-percent = Tỷ lệ tham gia (%)
list-satisfied = Hộ hài lòng chung
list-satisfied-of = Trên số ý kiến
list-satisfied-percent = Tỷ lệ hài lòng (%)
list-criteria-of = Trên số tiêu chí
list-criterion-no = Tiêu chí số
list-question-no = Câu số
list-topic = Nội dung câu hỏi
list-needed-percent = Mức quy định (%)
list-open-recommendations = Kiến nghị còn mở
list-raised-by = Nơi kiến nghị
list-raised-on = Ngày kiến nghị
list-answered-on = Ngày trả lời
list-closed-on = Ngày kết thúc
list-days-late = Số ngày quá hạn
