# Programmes of supervision (chương trình giám sát, phản biện xã hội).

supervisor-front = Ủy ban MTTQ Việt Nam
supervisor-organisation = Tổ chức thành viên
supervisor-council = Hội đồng nhân dân

occasion-periodic = Định kỳ, theo chương trình
occasion-ad-hoc = Đột xuất

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

# The report of a programme.
supervision-report-about = Kết quả thực hiện chương trình giám sát, phản biện xã hội năm { $year }
supervision-report-number = Số:        /BC-
supervision-report-signs =
    TM. BAN THƯỜNG VỤ
    CHỦ TỊCH
supervision-report-made-of = Lập theo số liệu ghi đến ngày { $day }.
supervision-receiver-unit = Các cơ quan, đơn vị liên quan của { PLACE($unit) }
supervision-basis-217 = Căn cứ Quyết định số 217-QĐ/TW ngày 12 tháng 12 năm 2013 của Bộ Chính trị về việc ban hành Quy chế giám sát và phản biện xã hội của Mặt trận Tổ quốc Việt Nam và các đoàn thể chính trị - xã hội
supervision-basis-403 = Căn cứ Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN ngày 15 tháng 6 năm 2017 quy định chi tiết các hình thức giám sát, phản biện xã hội của Mặt trận Tổ quốc Việt Nam
supervision-basis = Căn cứ { $cited }
supervision-programme = Chương trình giám sát, phản biện xã hội số { $number }
supervision-programme-of = Chương trình giám sát, phản biện xã hội số { $number } { $day }
supervision-opening = { $by } báo cáo kết quả giám sát, phản biện xã hội năm { $year } như sau:
supervision-opening-of = Thực hiện { $cited }, { $by } báo cáo kết quả giám sát, phản biện xã hội năm { $year } như sau:
supervision-no-activities = Chương trình chưa có nội dung nào.
supervision-counts = Chương trình có { $count } nội dung: { SMALL($kinds) }. Đến ngày { $day }: { SMALL($states) }.
supervision-count = { $count } { SMALL($what) }
supervision-visits = Đã giám sát { $visits } lượt tại { $units } đơn vị, ghi nhận { $well } việc làm tốt và { $lacking } hạn chế. Hạn chế thấy được:
supervision-lacking = { $unit }, ngày { $day }, nội dung “{ $subject }”: { $text }
supervision-conclusion = Kết luận về nội dung “{ $subject }”:
supervision-no-recommendations = Chưa gửi kiến nghị nào từ kết quả giám sát.
supervision-recommendations = Từ kết quả giám sát đã gửi { $count } kiến nghị: { $states }; { $overdue } kiến nghị quá hạn.
supervision-recommendations-in-time = Từ kết quả giám sát đã gửi { $count } kiến nghị: { $states }; không có kiến nghị quá hạn.
supervision-recommendations-caption = Kiến nghị từ kết quả giám sát
supervision-overdue = quá hạn
supervision-comments = Đã góp ý, phản biện { $drafts } dự thảo với { $comments } ý kiến: { $states }.
supervision-unanswered = Chưa trả lời
supervision-comments-caption = Ý kiến góp ý, phản biện và trả lời
supervision-draft = Dự thảo
supervision-comment = Ý kiến
supervision-reply = Trả lời của cơ quan soạn thảo
supervision-closing = Trên đây là kết quả thực hiện chương trình giám sát, phản biện xã hội năm { $year } của { $by }.

# The list of programmes, one programme.
programmes-title = Chương trình giám sát
programmes-lead = Mỗi năm Mặt trận, tổ chức thành viên giám sát những việc gì, ở đâu, ai chủ trì; kết quả ra sao; kiến nghị nào đã được trả lời.
programmes-none = Chưa có chương trình giám sát nào.
programme-column = Chương trình
programme-of-year = Năm { $year }
programme-activities = Nội dung
programme-concluded = Đã kết luận
programme-state = Tình trạng
programme-overdue = { $count } nội dung quá hạn
programme-all-concluded = Đã kết luận hết
programme-under-way = Đang thực hiện
programme-new = Mở chương trình mới
programme-open = Mở chương trình
programme-edit = Sửa thông tin chương trình
programme-supervisor = Chương trình của
programme-organisation = Tên tổ chức thành viên
programme-organisation-hint = Chỉ ghi khi là chương trình của tổ chức thành viên, như Hội Nông dân xã
programme-year = Năm
programme-number = Số văn bản
programme-number-hint = Chưa có thì để trống
programme-signed-on = Ngày ký
programme-public = Cho người dân xem chương trình và kết quả
programme-signed = ký ngày { $day }
programme-to-public = Trang người dân xem
programme-report = Báo cáo kết quả
programme-report-lead = Báo cáo lập theo những gì đã ghi đến hôm nay.

# Activities.
activities-none = Chương trình chưa có nội dung nào.
activities-caption = Nội dung của chương trình
activity-column = Nội dung
activity-state = Tình trạng
activity-lacking = { $count } hạn chế
activity-units-and-more = { $first } và { $more } nơi khác
activity-new = Thêm nội dung
activity-add = Thêm vào chương trình
activity-dropped = Đã bỏ nội dung.
activity-kind = Loại hoạt động
activity-subject = Nội dung
activity-subject-hint = Giám sát việc gì, hoặc tên dự thảo được góp ý, phản biện
activity-units = Nơi được giám sát
activity-units-hint = Mỗi dòng một nơi: tên hoặc mã
activity-drafter = Cơ quan soạn thảo
activity-drafter-hint = Chỉ ghi khi góp ý, phản biện một dự thảo
activity-starts = Từ ngày
activity-ends = Đến ngày
activity-method = Hình thức
activity-occasion = Định kỳ hay đột xuất
activity-participants = Thành phần tham gia
activity-participants-hint = Mỗi dòng một cơ quan, tổ chức hoặc người
activity-about-none = Không về tiêu chí, chỉ tiêu nào
activity-criteria = Tiêu chí số
activity-criteria-hint = Ghi số, cách nhau bằng dấu phẩy, như 2, 17
activity-target = Chỉ tiêu của kế hoạch
activity-not-a-number = “{ $typed }” không phải số của tiêu chí.
activity-no-criterion = { $ruleset } không có tiêu chí { $number }.
activity-no-ruleset = Hãy chọn bộ tiêu chí của các số này.
activity-about = Về { $what }
activity-criterion = tiêu chí { $no }. { $name }
activity-edit = Sửa nội dung
activity-drop = Bỏ nội dung này
activity-drop-sure = Tôi muốn bỏ nội dung này khỏi chương trình
activity-conclude = Kết luận
activity-conclude-lead = Sau khi kết luận, nội dung này không sửa được nữa.
activity-conclude-sure = Đã ghi đủ kết quả, kết luận nội dung này
activity-conclusion = Kết luận
activity-conclusion-day = Ngày kết luận
activity-concluded-now = Đã kết luận.

# Visits.
visits-title = Kết quả giám sát
visits-none = Chưa ghi lần giám sát nào.
visit-present = Có mặt: { $who }
visit-new = Ghi một lần giám sát
visit-unit = Nơi
visit-day = Ngày
visit-who = Người dự
visit-who-hint = Mỗi dòng một người, có chức vụ
visit-finding = Điều thấy được { $no }
visit-finding-kind = Loại
visit-finding-criterion = Tiêu chí số
visit-file = Biên bản hoặc ảnh
visit-record = Ghi kết quả
visit-recorded = Đã ghi kết quả giám sát.
visit-drop = Bỏ lần giám sát này
visit-drop-sure = Ghi nhầm, bỏ lần giám sát này
visit-dropped = Đã bỏ lần giám sát.
visit-recommend = Gửi kiến nghị

# Comments on a draft.
comments-title = Ý kiến góp ý, phản biện
comments-none = Chưa ghi ý kiến nào.
comment-new = Ghi ý kiến
comment-text = Ý kiến { $no }
comment-record = Ghi ý kiến
comment-recorded = Đã ghi ý kiến.
comment-reply = Ghi trả lời của cơ quan soạn thảo
comment-reply-again = Sửa trả lời đã ghi
comment-uptake = Kết quả
comment-reply-text = Nội dung trả lời
comment-reply-day = Ngày trả lời
comment-reply-record = Ghi trả lời
comment-reply-recorded = Đã ghi trả lời.

# What else to supervise.
proposals-title = Nên giám sát
proposals-lead = Chương trình tìm từ số liệu: tiêu chí báo đạt nhưng dân chưa hài lòng, chỉ tiêu trễ, kiến nghị quá hạn.
proposal-denied = { $unit }: báo đạt tiêu chí { $no }. { $name }, nhưng { $unsatisfied } trên { $base } hộ chưa hài lòng
proposal-denied-subject = Thực hiện tiêu chí { $no }. { $name }
proposal-late = Chỉ tiêu trễ: { $target }
proposal-late-subject = Thực hiện chỉ tiêu { $target }
proposal-overdue = { $unit }: kiến nghị quá hạn { $days } ngày, “{ $title }”
proposal-overdue-subject = Thực hiện kiến nghị: { $title }
proposal-add = Thêm vào chương trình
proposal-add-named = Thêm vào chương trình: { $subject }
