# Statuses of criteria: a unit's, those of many units by file; titles.

criteria-oversight = Giám sát
criteria-chosen = { $ruleset }, đến { $day }
criteria-set = Bộ tiêu chí
criteria-show = Xem

# A unit
criteria-title = Tiêu chí, { $unit }
criteria-written = Đã ghi.
criteria-lead = { $met } trên { $all } tiêu chí đạt, tính đến hết ngày { $day }.
criteria-lead-none = Chưa có số liệu tiêu chí nào tính đến hết ngày { $day }.
criteria-on = Xem vào ngày
criteria-past = Đang xem một ngày trong quá khứ. Muốn ghi thêm, hãy xem ngày hôm nay.
criteria-assess-again = Đơn vị này lập từ các đơn vị cũ (ở cuối trang). Tình trạng tiêu chí của đơn vị cũ không tự chuyển sang: hãy đánh giá lại.

criteria-caption = Tình trạng từng tiêu chí
criteria-what = Tiêu chí
criteria-now = Hiện tại
criteria-new = Cập nhật
criteria-new-of = Tình trạng mới, { $item }
criteria-value = Giá trị
criteria-value-of = Giá trị, { $item }
criteria-criterion = tiêu chí { $criterion }
criteria-indicator = chỉ tiêu { $criterion }.{ $indicator }
criteria-asks = Cần { $what }
criteria-lacks = Chỉ tiêu { $indicators } chưa đạt
criteria-as-it-is = Giữ nguyên
criteria-said = { $by }: { $status }{ $value }, đến { $day }, { $document }
criteria-without-document = không ghi văn bản
criteria-times = Lịch sử ({ $count })
criteria-written-by = { $said }. Ghi { $day } bởi { $who }.

criteria-by = Ghi với tư cách
criteria-as-of = Tính đến ngày
criteria-document = Văn bản
criteria-document-hint = Ví dụ: BC 12/BC-UBND
criteria-file = Ảnh hoặc bản quét làm bằng chứng
criteria-entry-hint = Chỉ ghi những tiêu chí được chọn. Mỗi lần ghi đều được lưu. Ghi nhầm thì rút, nêu lý do, rồi ghi lại.
criteria-keep = Lưu kết quả
criteria-no-status = Chọn tình trạng cho ít nhất một tiêu chí.
criteria-value-alone = Chọn tình trạng cho tiêu chí này thì giá trị mới được ghi; hoặc xóa giá trị.
criteria-no-document = Ghi số văn bản, ví dụ BC 12/BC-UBND.

# Its titles
titles-title = Danh hiệu
titles-none = Chưa có danh hiệu nào.
titles-granted = Công nhận { $title }: { $decision }, { $day }. Ghi { $written } bởi { $who }.
titles-withdrawn = Thu hồi { $title }: { $decision }, { $day }. Ghi { $written } bởi { $who }.
titles-which = Danh hiệu
titles-event = Quyết định
titles-grant = Công nhận
titles-withdraw = Thu hồi
titles-decided-on = Ngày quyết định
titles-decision = Số quyết định
titles-decision-hint = Ví dụ: 1234/QĐ-UBND
titles-keep = Ghi quyết định

# Figures and acts of its plan
milestones-title = Số liệu và việc của kế hoạch
milestones-lead = Ghi số liệu đo được và việc đã xong hay chưa xong theo kế hoạch; chưa ghi gì thì trang chỉ tiêu nói là chưa có số liệu. Ghi sai thì ghi lại với cùng ngày: dòng sau được tính.
milestones-public = Xem trang chỉ tiêu
milestones-value = { $content }: { $value } { $measure }, { $day }, { $document }. Ghi { $written } bởi { $who }.
milestones-done = { $content }: xong ngày { $day }, { $document }. Ghi { $written } bởi { $who }.
milestones-not-done = { $content }: chưa xong, tính đến { $day }, { $document }. Ghi { $written } bởi { $who }.
milestones-none = Chưa ghi gì.
milestones-which-figure = Số liệu
milestones-figure = { $content } ({ $measure })
milestones-number = Giá trị
milestones-number-hint = Ví dụ: 46,35
milestones-as-of = Tính đến ngày
milestones-as-of-hint = Số liệu cả năm: ghi ngày 31/12 của năm đó. Ghi cả năm dùng để so sánh.
milestones-source = Nguồn
milestones-source-hint = Ví dụ: Niên giám thống kê 2025
milestones-keep-figure = Ghi số liệu
milestones-which-act = Việc
milestones-event = Tình trạng
milestones-event-done = Đã xong
milestones-event-not-done = Chưa xong
milestones-act-on = Ngày xong, hoặc ngày được biết là chưa xong
milestones-document = Số văn bản
milestones-document-hint = Ví dụ: 1727/QĐ-TTg
milestones-keep-act = Ghi việc
milestone-future = Ngày { $day } ở tương lai
milestone-document = Ghi nguồn hoặc số văn bản, không quá 200 chữ
milestone-unknown = Kế hoạch không có số liệu hoặc việc này

# Many units
criteria-files-title = Tình trạng tiêu chí
criteria-files-written = Đã ghi { $count } tình trạng.
criteria-files-own = Tiêu chí của { PLACE($unit) }
criteria-files-upload = Ghi nhiều xã bằng một tệp
criteria-files-upload-lead = Tải tệp mẫu đã có tên các đơn vị, điền, rồi gửi lên. Tệp được xem trước, đúng hết mới ghi. Cột Nguồn để trống: của đơn vị cấp dưới là thẩm định, của chính đơn vị mình là tự đánh giá.
criteria-files-template = Tải tệp mẫu XLSX
criteria-files-file = Tệp XLSX hoặc CSV
criteria-files-preview = Xem trước thay đổi
criteria-files-units = Các đơn vị
criteria-files-none = Không có đơn vị nào của cấp này trong phạm vi.
criteria-files-caption = Tiêu chí đạt theo đơn vị
criteria-files-unit = Đơn vị
criteria-files-met = Tiêu chí đạt
criteria-files-last = Cập nhật gần nhất
criteria-files-never = Chưa có

# A file that is looked at
criteria-file-title = Xem trước thay đổi
criteria-file-lead = Tệp { $name }: { $changes } thay đổi, { $same } dòng giống điều đã ghi. Chưa ghi gì cả.
criteria-file-none = Tệp này không thay đổi gì.
criteria-file-apply = Ghi { $count } thay đổi
criteria-file-leave = Hủy
criteria-file-more = Và { $count } thay đổi nữa, cũng sẽ được ghi.
criteria-file-caption = Thay đổi
criteria-file-unit = Đơn vị
criteria-file-criterion = Tiêu chí
criteria-file-before = Trước
criteria-file-after = Sẽ là
criteria-file-source = Ngày, văn bản
criteria-file-usual-side = { $count } dòng để trống cột Nguồn: của đơn vị cấp dưới thì ghi là thẩm định, của chính đơn vị mình thì ghi là tự đánh giá.

# criteria

# CriteriaFault
criteria-future = ngày { $day } ở tương lai
criteria-level = { $unit } không thuộc cấp { $level } mà bộ { $ruleset } đánh giá
criteria-twice = { $item } của { PLACE($unit) } ngày { $day } có hai lần trong tệp
criteria-outside = { $unit } nằm ngoài phạm vi của ông bà
criteria-later = { $unit } mới có từ { $from }; hãy ghi ngày từ đó trở đi
criteria-own-appraisal = { $unit } không tự thẩm định; kết quả thẩm định do cấp trên nhập

# TitleFault
title-future = { $unit }: ngày { $day } ở tương lai
title-decision = { $unit }: ghi số quyết định, ví dụ 1234/QĐ-UBND
title-not-held = { $unit } không giữ danh hiệu này vào ngày { $day }

# Who writes, and taking back what was written by mistake.
criteria-head-claim = Ghi kết quả tự đánh giá
criteria-head-appraisal = Ghi kết quả thẩm định của cấp trên
criteria-take-back = Rút một điều đã ghi nhầm
criteria-take-back-lead = Điều đã rút không còn được tính; lịch sử vẫn giữ nó cùng lý do. Chỉ nơi đã ghi mới rút được.
criteria-take-back-entry = Điều ghi nhầm
criteria-take-back-choose = Chọn điều ghi nhầm…
criteria-take-back-why = Lý do rút
criteria-taken-back = Đã rút.
criteria-entry-taken-back = Đã rút { $day } bởi { $who }: { $reason }
criteria-not-the-writer = Điều này do cơ quan khác ghi, nên chỉ cơ quan đó rút được.
audit-take-back-status = Rút tình trạng đã ghi nhầm
audit-detail-status-taken-back = { $unit }: { $reason }
