# Hand-counted minutes: what is wrong with them, their form.

# Discrepancy: inside lines of files and inside other sentences.
minutes-households-impossible = số hộ { $households } không thể có; cần từ 1 đến { $most }
minutes-more-issued-than-households = phát ra { $issued } phiếu nhưng chỉ có { $households } hộ; mỗi hộ một phiếu
minutes-more-returned-than-issued = thu về { $returned } phiếu nhiều hơn phát ra { $issued } phiếu
minutes-returned-not-their-sum = thu về { $returned } phiếu khác tổng hợp lệ { $valid } và không hợp lệ { $invalid }
minutes-issued-not-their-sum = phát ra { $issued } phiếu khác tổng thu về { $returned } và không thu về { $unreturned }
minutes-more-answers-than-valid = hài lòng { $satisfied } và chưa hài lòng { $unsatisfied } cộng lại nhiều hơn { $valid } phiếu hợp lệ

# RowFault
minutes-row-other-head = số hộ, số phiếu khác dòng { $line } của cùng thôn { $hamlet }
minutes-row-counts = câu { $question }: { $fault }
minutes-row-no-question = không có câu { $question }; phiếu này có câu 1 đến câu { $questions }
minutes-row-question-twice = thôn { $hamlet } đã có câu { $question } ở dòng trước

# What the script says as numbers are typed.
minutes-told-issued = Phát ra { $issued } = thu về { $returned } + không thu về { $unreturned }.
minutes-told-returned = Thu về { $returned } = hợp lệ { $valid } + không hợp lệ { $invalid }.
minutes-told-over = Chưa khớp: câu { $questions } có nhiều ý kiến hơn phiếu hợp lệ.

# MinutesRefused: a fault of the form, as a sentence of its own.
minutes-no-number = { $column }: ghi một số, kể cả số 0.
minutes-not-a-number = { $column }: { $fault }.
minutes-discrepancy = { CAPITAL($fault) }.
minutes-question-discrepancy = Câu { $question }: { $fault }.
minutes-questions-left-out = Biên bản cần đủ { $count } câu.

# The form.
minutes-title = Biên bản kiểm phiếu tay, { $hamlet }
minutes-lead = Chỉ ghi phiếu giấy kiểm thủ công; phiếu trả lời trên điện thoại hoặc đã nhập từng phiếu không tính ở đây. Hai đẳng thức phải đúng: phát ra = thu về + không thu về; thu về = hợp lệ + không hợp lệ. Nhập biên bản thì phiếu có mã chưa dùng của thôn hết hiệu lực.
minutes-column-households = Tổng số hộ
minutes-column-issued = Phát ra
minutes-column-returned = Thu về
minutes-column-unreturned = Không thu về
minutes-column-valid = Hợp lệ
minutes-column-invalid = Không hợp lệ
minutes-column-satisfied = Câu { $question }, hài lòng
minutes-column-unsatisfied = Câu { $question }, chưa hài lòng
minutes-caption = Số phiếu theo câu
minutes-question = Câu
minutes-satisfied = Hài lòng
minutes-unsatisfied = Chưa hài lòng
minutes-keep = Lưu biên bản
minutes-sure = Đây là biên bản của { PLACE($hamlet) }
minutes-withdraw = Rút biên bản
minutes-withdraw-lead = Khi nhập nhầm thôn. Phiếu có mã chưa dùng của thôn lại có hiệu lực; số đã nhập vẫn được giữ lại.
minutes-withdraw-reason = Lý do rút
minutes-withdraw-sure = Rút biên bản này; thôn lại như chưa kiểm phiếu tay
minutes-correct = Đính chính và công bố bản mới
minutes-correct-reason = Lý do đính chính
minutes-correct-reason-hint = Kết quả đã công bố giữ nguyên; bản mới đứng bên cạnh với lý do này
minutes-correct-sure = Biên bản đính chính đã được ký lại; công bố rồi không rút lại được, chỉ đính chính bằng bản mới

# minutes

# MinutesFault
minutes-paper-waits = thôn { $hamlet } còn { $count } phiếu giấy đã nhập từng phiếu mà chưa chốt; hãy chốt hoặc hủy tập phiếu đó rồi nhập biên bản
minutes-households = danh sách của xã ghi thôn { $hamlet } có { $listed } hộ, biên bản ghi { $said }; nếu danh sách sai, hãy nhờ Mặt trận xã sửa
minutes-others = thôn { $hamlet } đã có biên bản khác trong đợt này; muốn thay thì nhập ở trang của thôn, hoặc thêm --replace
minutes-no-hamlet = xã { $commune } không có thôn mã { $hamlet }; nhập danh sách thôn trước
minutes-not-asked = đợt này không hỏi ở xã mã { $commune }
minutes-households-at-issue = thôn { $hamlet } có { $issued } hộ khi phát mã, biên bản ghi { $said }
minutes-too-many = thôn { $hamlet } phát { $issued } mã, { $online } hộ đã trả lời trực tuyến, nên phiếu giấy nhiều nhất là { $left }, biên bản ghi { $said }

# MinutesRefused
minutes-overtaken = Người khác vừa lưu biên bản này với số khác: phát ra { $issued }, thu về { $returned }, hợp lệ { $valid }, không hợp lệ { $invalid }. Số ông bà ghi còn ở đây; so với bản giấy rồi bấm lưu lần nữa để thay.
