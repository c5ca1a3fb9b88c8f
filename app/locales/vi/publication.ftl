# Publishing: the notice of a closed round, its corrections.

# NoticeGap
notice-lacks-number = Ghi số của thông báo.
notice-lacks-place = Ghi địa danh, nơi ký thông báo.
notice-lacks-committee = Ghi tên cơ quan ký.
notice-lacks-title = Ghi chức vụ người ký.
notice-lacks-signer = Ghi họ tên người ký.
notice-lacks-posted-at = Ghi nơi niêm yết.
notice-posting-days = Thời gian niêm yết từ 1 đến { $most } ngày.
notice-summary-too-long = Tóm tắt lý do của một câu dài nhất { $most } chữ.

# The page of a notice that is being written.
publish-title = Thông báo kết quả, { $unit }
publish-kept = Đã lưu bản soạn.
publish-done = Đã công bố. Ai cũng xem được kết quả và thông báo.
publish-more-reasons = Còn { $count } mức chưa đạt nữa
publish-verdict = Kết luận
publish-counts = { $returned } phiếu thu về trên { $issued } phiếu phát ra, { $households } hộ; { $valid } hợp lệ, { $invalid } không hợp lệ.
publish-overtaken = Thông báo này vừa được người khác công bố với lời khác. Lời ông bà ghi đã lưu thành bản soạn; xem bản đã công bố, nếu cần thì đính chính kèm lý do.
publish-enough-took-part = Tỷ lệ tham gia { $share }, mức yêu cầu { $percent }%: đủ.
publish-few-took-part = Tỷ lệ tham gia { $share }, mức yêu cầu { $percent }%: chưa đủ.
publish-published = Đã công bố
publish-version = Bản { $version }, { $day }
publish-first-version = bản đầu
publish-repeat = Lập kế hoạch lấy ý kiến lại
publish-repeat-title = Lấy ý kiến lại
publish-repeat-lead = Chỉ hỏi lại các nội dung chưa đạt và câu chung, sau khi đã giải thích và khắc phục.
publish-write-title = Soạn thông báo
publish-keep = Lưu bản soạn
publish-publish = Công bố
publish-sure = Đã xem lại số liệu, tóm tắt lý do và người ký; công bố rồi không rút lại được, chỉ đính chính bằng bản mới
publish-correct = Công bố bản đính chính
publish-correct-title = Đính chính
publish-correct-reason = Lý do đính chính
publish-correct-reason-hint = Bản đã công bố giữ nguyên; bản mới đứng bên cạnh

publish-withheld = Ở { $units } đơn vị có số không nêu, vì ít hộ trả lời.
publish-full-figures = Nêu đầy đủ số liệu theo { $document }.
publish-full-figures-go = Nêu đầy đủ số liệu

# Full figures where small numbers are withheld.
full-figures-title = Nêu đầy đủ số liệu
full-figures-lead = Câu nào ít hộ trả lời, hoặc vài hộ gần như cùng một ý, thì không nêu số, để không ai đoán ra hộ nào trả lời thế nào. Chỉ nêu đầy đủ khi có văn bản yêu cầu, ví dụ hồ sơ xét công nhận phải có số của từng câu.
full-figures-withheld = Đang không nêu
full-figures-unit = { $unit }: { $questions } câu
full-figures-more = và { $units } đơn vị khác
full-figures-none = Không có số nào bị giữ lại. Số nào cũng được nêu.
full-figures-decide = Quyết định nêu đầy đủ
full-figures-what = Nêu số của mọi câu của { $unit } và các xã trong đợt, ở trang công khai, thông báo và hồ sơ công khai. Số của từng thôn vẫn theo quy tắc trên. Nhật ký ghi ai quyết định.
full-figures-anew = Kết quả đã công bố: quyết định này công bố ngay một bản mới bên cạnh, với lời của thông báo hiện có.
full-figures-document = Văn bản yêu cầu
full-figures-document-hint = Số, ngày, nơi ban hành, ví dụ: Công văn số 15/MTTQ ngày 02/08/2024 của Ủy ban MTTQ Việt Nam tỉnh
full-figures-sure = Đã hiểu: nơi chỉ vài hộ trả lời, người biết ý của vài hộ có thể đoán ra ý của hộ còn lại; số đã công bố không thu lại được
full-figures-go = Nêu đầy đủ số liệu
full-figures-decided = Nêu đầy đủ
full-figures-next = Thông báo khi công bố nêu đầy đủ số và ghi văn bản này.
full-figures-told = Số đã công bố thì không thu lại được.
full-figures-take-back = Rút quyết định này

# FullFiguresRefused
full-figures-no-document = Hãy ghi văn bản yêu cầu nêu đầy đủ số liệu.
full-figures-nothing-withheld = Không có số nào bị giữ lại, nên không cần quyết định gì.
full-figures-decided-before = Đã có người quyết định nêu đầy đủ theo { $document }.
full-figures-not-decided = Chưa có quyết định nào để rút.

# FullFiguresText
full-figures-reason = Nêu đầy đủ số liệu theo { $document }

# Its words.
publish-above = Tổ chức (dòng trên)
publish-above-hint = Ví dụ: ỦY BAN MTTQ VIỆT NAM XÃ ĐẠ RÒN
publish-committee = Cơ quan ban hành
publish-number = Số thông báo
publish-number-hint = Ví dụ: 25/TB-MTTQ-BTT
publish-place = Địa danh
publish-place-hint = Ví dụ: Đạ Ròn
publish-signer-title = Chức vụ người ký
publish-signer-title-hint = Ví dụ: TM. BAN THƯỜNG TRỰC, dòng dưới: CHỦ TỊCH
publish-signer = Họ tên người ký
publish-posted-at = Nơi niêm yết
publish-posted-at-hint = Ví dụ: nhà văn hóa các thôn, trụ sở UBND xã
publish-posting-days = Số ngày niêm yết
publish-receivers = Nơi nhận
publish-receivers-hint = Mỗi nơi một dòng, ví dụ: Ủy ban nhân dân xã; Lưu: VT
publish-summary = Câu { $no }. { $topic }: { $count } hộ chưa hài lòng
publish-summaries = Lý do chưa hài lòng
publish-silent = { $count } câu khác có hộ chưa hài lòng, không hộ nào ghi lý do
publish-unsummed = Chưa tóm tắt lý do của { $count } nội dung có hộ ghi lý do: câu { $questions }. Thông báo phải kèm lý do.
publish-summary-hint = Tóm tắt lý do, bỏ tên và việc riêng của hộ
publish-reasons = { $count } lý do hộ đã ghi (chỉ trong nội bộ)

# publication

# NoticeRefused
notice-gaps = Chưa công bố được. { $items }
notice-round-open = Thông báo chỉ soạn được sau khi đóng đợt.
publish-reason = Hãy ghi lý do đính chính, tối đa 500 ký tự.
notice-nothing-new = Chưa có gì khác bản đã công bố.
notice-no-minutes = { $hamlet } không có biên bản kiểm phiếu tay để đính chính.
notice-minutes = Biên bản chưa khớp: { $faults }.

# NoticeText
notice-committee = ỦY BAN MTTQ VIỆT NAM { $unit }
notice-receiver-office = Ủy ban nhân dân { PLACE($unit) }
notice-receiver-hamlets = Ban công tác Mặt trận các thôn
notice-receiver-archive = Lưu: VT
notice-standing-committee = BAN THƯỜNG TRỰC
notice-chair =
    TM. BAN THƯỜNG TRỰC
    CHỦ TỊCH
notice-questions-missing = cần đủ { $count } câu
publish-corrected = Đính chính của { $who }: { $reason } Trước đó: phát ra { $issued }, thu về { $returned }, hợp lệ { $valid }, không hợp lệ { $invalid }.

# How the round ended, and a look before it is published.
publish-preview = Xem trước thông báo
publish-preview-do = Lưu và xem trước
publish-preview-full-figures = Số liệu đầy đủ chỉ hiện khi thông báo được công bố, cùng lúc cho mọi người; bản xem trước còn để trống số của nơi ít phiếu.
publish-preview-note = Đây là bản xem trước, chưa công bố. Ngày công bố lấy theo ngày hôm nay.
