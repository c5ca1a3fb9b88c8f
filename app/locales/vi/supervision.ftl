# Programmes of supervision (chương trình giám sát, phản biện xã hội).

supervisor-front = Ủy ban MTTQ Việt Nam
supervisor-organisation = Tổ chức thành viên
supervisor-council = Hội đồng nhân dân

activity-kind-supervision = Giám sát
activity-kind-critique = Phản biện xã hội
activity-kind-comment = Góp ý

supervision-method-delegation = Tổ chức đoàn giám sát
supervision-method-documents = Nghiên cứu, xem xét văn bản
supervision-method-inspectorate = Ban thanh tra nhân dân, Ban giám sát đầu tư của cộng đồng
supervision-method-joint = Tham gia giám sát với cơ quan, tổ chức khác
supervision-method-conference = Hội nghị góp ý, phản biện
supervision-method-circulation = Gửi dự thảo lấy ý kiến
supervision-method-dialogue = Đối thoại trực tiếp

occasion-periodic = Định kỳ, theo chương trình
occasion-ad-hoc = Đột xuất

uptake-whole = Tiếp thu
uptake-partly = Tiếp thu một phần
uptake-explained = Giải trình, không tiếp thu

activity-overdue = Quá hạn, chưa kết luận
activity-under-way = Đang thực hiện
activity-planned = Chưa đến ngày
activity-concluded = Đã kết luận

supervision-no-unit = Không có đơn vị { $code } trong địa bàn. Hãy chọn đơn vị thuộc địa bàn của chương trình.
supervision-no-units = Hãy chọn nơi được giám sát.
supervision-many-units = Mỗi nội dung giám sát nhiều nhất { $most } nơi. Hãy chia thành nhiều nội dung.
supervision-empty = Hãy ghi nội dung.
supervision-too-long = Dài { $got } ký tự, nhiều nhất { $most }.
supervision-no-organisation = Hãy ghi tên tổ chức thành viên.
supervision-year = Năm từ { $first } đến { $last }.
supervision-order = Ngày kết thúc ở trước ngày bắt đầu.
supervision-method = Hình thức này không dùng cho loại hoạt động đã chọn.
supervision-overtaken = Người khác vừa sửa nội dung này. Hãy xem lại số liệu mới rồi gửi lại.
supervision-concluded = Nội dung này đã kết luận, không sửa được nữa.
supervision-has-begun = Đã có kết quả được ghi, không bỏ nội dung này được.
supervision-other-unit = Đơn vị { $code } đã có kết quả giám sát hoặc không thuộc nội dung này. Hãy xem lại nơi được giám sát.
supervision-future = Ngày { $day } chưa đến.
supervision-no-findings = Hãy ghi ít nhất một điều thấy được.
supervision-many = Nhiều nhất { $most } mục.
supervision-other-kind = Việc này không dùng cho loại hoạt động của nội dung.
supervision-recommended = Có điều thấy được đã thành kiến nghị, không bỏ lần giám sát này được.
supervision-recommended-already = Điều này đã có kiến nghị.
supervision-nothing-done = Chưa ghi kết quả nào. Hãy ghi lần giám sát hoặc ý kiến trước khi kết luận.
