# A round while it runs: who takes part, hamlets, slips, conflicts, signals.

taking-part = Hộ tham gia

round = Đợt
round-opened = Đã mở đợt lấy ý kiến. Việc tiếp theo: in phiếu cho từng thôn.
round-reopened = Đã mở lại đợt lấy ý kiến.
round-reconsidered = Đã quay lại bước lập kế hoạch: đợt chưa mở nữa, nội dung sửa được.
round-closed = Đã đóng đợt lấy ý kiến. Việc tiếp theo: kiểm phiếu nếu còn hòm chưa mở, rồi soạn thông báo kết quả.
round-counted = Đã mở hòm và kiểm phiếu.
round-title = Lấy ý kiến tại { PLACE($place) }
round-repeats = Lấy ý kiến lại các nội dung chưa đạt của
round-repeated = đợt trước
round-days-left = còn { $days } ngày, đến hết { $last }
round-last-day = hôm nay là ngày cuối
round-time-over = hết thời gian, ngày cuối là { $last }
round-from-to = { $first } đến { $last }
round-deadline = Tổng hợp xong chậm nhất hết ngày { $last } ({ $source }).
round-deadline-over = Đã quá hạn tổng hợp { $last } ({ $source }).
round-need-unbegun = Cần ít nhất { $percent }%; chưa phát phiếu nào
round-need-short = Cần ít nhất { $percent }%: còn thiếu { $short } hộ
round-need-met = Đã đủ mức { $percent }%
round-part-of = { $part } / { $whole }. { $need }.
round-returned = Phiếu phát ra và thu về
round-returned-of-sealed = trên { $issued } phiếu phát ra
round-returned-of = trên { $issued } phiếu phát ra; { $valid } hợp lệ, { $invalid } không hợp lệ
round-closed-hamlets = Thôn đã đóng
round-to-prints = Các bản in: phiếu, sổ phát phiếu, áp phích, bảng kiểm
round-empty = Đợt này chưa có thôn nào. Hãy nhập thôn và số hộ.
round-by-hamlet = Từng thôn, ít tham gia nhất ở trên
round-by-commune = Từng xã, ít tham gia nhất ở trên
round-caption = Tham gia theo địa bàn
round-hamlet = Thôn
round-commune = Xã
round-bar = Hộ tham gia (vạch: mức yêu cầu)
round-share = Tỷ lệ
round-short = Còn thiếu
round-short-of = { $short } hộ
round-short-none = đủ
round-status = Tình trạng
round-write-notice = Soạn thông báo và công bố
round-see-notice = Thông báo đã công bố, đính chính
waiting-paper = { $ballots } phiếu giấy chờ chốt tập phiếu
waiting-conflicts = { $ballots } phiếu trùng chờ giải quyết
place-closed = Đã đóng
place-closed-hamlets = { $closed } / { $all } thôn đã đóng
place-unbegun = Chưa phát phiếu
place-counted = Đã kiểm phiếu
place-uncounted = Chưa mở hòm
place-over = Hết nhận
place-by-minutes = Có biên bản, chưa đóng
place-open = Đang nhận

hamlet-part-of = { $part } / { $whole }; tính cả xã cần { $percent }%
hamlet-returned = Phiếu thu về
hamlet-origins = { $online } phiếu trực tuyến; { $assisted } phiếu có người hỗ trợ; { $paper } phiếu giấy; { $minutes } phiếu kiểm thủ công
hamlet-issued = Phiếu phát ra
hamlet-issued-sums = { $households } hộ; { $spare } phiếu dự phòng, { $replaced } phiếu đã thay
hamlet-minutes-see = Xem biên bản kiểm phiếu tay
hamlet-minutes-enter = Nhập biên bản kiểm phiếu tay
hamlet-minutes-kept = Đã lưu biên bản kiểm phiếu tay.
hamlet-minutes-withdrawn = Đã rút biên bản kiểm phiếu tay. Phiếu có mã chưa dùng của thôn dùng lại được.

assist = Hỗ trợ hộ trả lời
assist-lead = Hộ có mặt, cầm phiếu của mình, tự nói ý kiến.
assist-no-code = Hộ chưa có mã, hoặc tờ phiếu không đọc được: dùng một phiếu dự phòng, hoặc nhờ Mặt trận xã cấp phiếu mới.
assist-elsewhere = Phiếu này thuộc thôn ngoài nơi ông bà phụ trách. Xem lại mã, hoặc mời hộ gặp Ban công tác Mặt trận thôn ghi trên phiếu.
assist-go = Mở phiếu hỗ trợ hộ
assist-done = Đã nhận phiếu của hộ vừa rồi. Mã biên nhận của hộ: { $receipt } — ghi lại đưa cho hộ. Có thể hỗ trợ hộ tiếp theo.

slips = Phiếu
slips-first-lead = Mỗi hộ một phiếu có mã riêng: { $households } phiếu. Hộ trả lời qua mạng hoặc ghi ra giấy đều được, có hộ qua mạng có hộ trên giấy cũng được: mỗi mã chỉ tính một lần.
slips-first = Tạo phiếu để in
slips-to-prints = Các bản in của thôn
slips-issued = Đã phát { $issued } phiếu, { $spent } phiếu đã dùng.
slips-one-serial = Cấp lại phiếu bị mất, số
slips-one = Cấp lại phiếu này
slips-spares-count = Thêm phiếu dự phòng
slips-spares-hint = Dùng khi thay một phiếu bị mất, hoặc khi có hộ mới chuyển đến
slips-spares = Tạo phiếu dự phòng
slips-again = Hủy và cấp lại toàn bộ phiếu chưa dùng
slips-again-lead = Khi phiếu thất lạc nhiều hoặc lộ mã. Mọi phiếu chưa dùng đang ở các hộ sẽ hết hiệu lực và phải phát phiếu mới. Chỉ in hỏng thì in lại ở trang các bản in, phiếu cũ vẫn dùng được.
slips-again-go = Hủy và cấp phiếu mới
slips-again-sure = Tôi hiểu: phiếu chưa dùng ở các hộ sẽ hết hiệu lực
slips-use-spare = Dùng phiếu dự phòng
slips-spare-none = Thôn này không có phiếu dự phòng. Hộ mất phiếu, hoặc mới chuyển đến: nhờ Mặt trận xã cấp lại phiếu hoặc tạo phiếu dự phòng ở trang của thôn.
slips-spare-no = Phiếu dự phòng số
slips-lost-no = Thay phiếu bị mất số
slips-lost-hint = Hộ mới chuyển đến thì bỏ trống: số phiếu đã phát tăng thêm một
slips-lost-hint-hamlet = Hộ mới chuyển đến thì nhờ Ủy ban MTTQ xã
slips-lost-missing = Ghi số của phiếu bị mất. Nếu phiếu dự phòng dành cho hộ mới chuyển đến, nhờ Ủy ban MTTQ xã.
slips-ends = Phiếu số { $serial }, nếu chưa dùng, sẽ hết hiệu lực ngay và không lấy lại được. Dò lại số trong sổ phát phiếu: nhầm một số là phiếu của hộ khác mất hiệu lực.
slips-ends-sure = Đúng là phiếu số { $serial } bị mất
slips-use-spare-go = Dùng phiếu này
slips-spare-used = Đã ghi: phiếu dự phòng ấy dùng được từ bây giờ, giao cho hộ.
slips-no-serial = Ghi số của phiếu bị mất, ví dụ 17, hoặc cả mã 16 ký tự.
slips-no-spare = Ghi số của phiếu dự phòng, ví dụ 17, hoặc cả mã 16 ký tự.
slips-lost-not-a-slip = Phiếu bị mất chưa đúng: ghi số phiếu, ví dụ 17, hoặc cả mã 16 ký tự.

batches = Nhập phiếu giấy
batches-caption = Các tập phiếu giấy
batches-batch = Tập
batches-number = Tập { $number }
batches-by = Người nhập
batches-ballots = Số phiếu
batches-status = Tình trạng
batches-twice = Hai người nhập độc lập, so sánh rồi xem lại chỗ khác nhau
batches-keyed-twice = { $first } và { $second }
batches-counted = Đã chốt
batches-open = Đang nhập
batches-empty = Để trống

conflicts = Phiếu trùng, phiếu hộ báo lại
conflict-times = { $times } lần.
conflict-decided = Đã giải quyết: { $decision }
conflict-decision = Cách giải quyết phiếu số { $serial }
conflict-decision-hint = Ghi đã hỏi lại thế nào, không ghi tên hộ và không ghi hộ trả lời ra sao. Ghi ở đây không đổi phiếu nào được tính.
conflict-release = Rút phiếu giấy ra để hộ trả lời trực tuyến
conflict-settle = Ghi cách giải quyết
conflict-settled = Đã ghi cách giải quyết.
conflict-paper-after-online = Phiếu số { $serial }: có phiếu giấy, nhưng hộ đã trả lời trực tuyến. Phiếu trực tuyến được tính; phiếu giấy để riêng.
conflict-online-after-paper = Phiếu số { $serial }: phiếu giấy đã được nhập, sau đó có người gửi phiếu trực tuyến hoặc báo hộ chưa trả lời. Hãy hỏi lại hộ.
conflict-unanswered = Phiếu số { $serial }: hộ báo chưa trả lời, nhưng phiếu này đã được dùng trực tuyến. Hãy gặp hộ để hỏi lại.
conflict-paper-on-voided-slip = Phiếu số { $serial }: có phiếu giấy, nhưng phiếu này đã được thay hoặc chưa phát. Phiếu giấy để riêng.

signals-title = Dấu hiệu cần xem lại
signals-lead = Những con số khác thường, để hỏi lại cho rõ. Đây không phải là kết luận ai làm sai.
signals-none = Chưa thấy con số nào khác thường.
signals-caption = Dấu hiệu theo địa bàn
signals-place = Nơi
signals-counted = Số đếm
signal-hour = khoảng { $hour }–{ $next } giờ ngày { $day }
signal-more-than-households = { $returned } phiếu thu về, nhiều hơn { $households } hộ.
signal-rush = { $ballots } phiếu trong { $at }; giờ thường của thôn là { $usual } phiếu{ $paper ->
    [0] {""}
   *[other] {" "}(có phiếu giấy nhập theo tập)
}.
signal-most-in-one-hour = { $ballots } trên { $returned } phiếu của thôn đến trong { $at }{ $paper ->
    [0] {""}
   *[other] {" "}(có phiếu giấy nhập theo tập)
}.
signal-long-run = Tập { $ballots } phiếu giấy do { $by } nhập có từ { $run } phiếu liền nhau giống hệt.
signal-long-run-by-two = Tập { $ballots } phiếu giấy do { $first } và { $second } nhập có từ { $run } phiếu liền nhau giống hệt.
signal-all-satisfied = { $valid } phiếu hợp lệ, mọi câu đều 100% hài lòng.
signal-all-took-part = Cả { $households } hộ đều trả lời: tham gia đúng 100%.
signal-keyed-alone = Cả { $paper } phiếu giấy của thôn do một mình { $by } nhập.
signal-few-households = { $listed }

# collection

# RoundRefused
round-is-open = Đợt ở { PLACE($unit) } đang mở, nên không làm được việc này.
round-is-closed = Đợt ở { PLACE($unit) } đã đóng, nên không làm được việc này.
round-is-published = Đợt ở { PLACE($unit) } đã công bố, nên không làm được việc này.
round-paper-or-conflicts = Còn phiếu giấy chưa chốt hoặc phiếu trùng chưa giải quyết ở: { $hamlets }.
round-hamlets-open = Còn { $count } thôn chưa đóng: { $hamlets }. Hãy đóng từng thôn, hoặc ghi lý do đóng đợt khi thiếu.
round-not-counted = Còn { $hamlets } thôn có phiếu trong hòm chưa kiểm. Hãy mở hòm, kiểm phiếu trước.
round-audit-slips = Còn { $slips } phiếu kiểm tra chưa ghi nhận khớp hay không khớp. Mặt trận cấp trên đối chiếu ở mục Phiếu kiểm tra trước khi công bố.
round-counting-begun = Đã mở hòm phiếu, nên không mở lại đợt để nhận phiếu được nữa.
round-results-while-open = Kết quả chỉ xem được sau khi đóng đợt và mở hòm, kiểm phiếu.
round-not-asked = đợt { $round } không hỏi ở đơn vị mã { $unit }

# RoundNote

# SlipsRefused
slips-no-hamlets = đợt này chưa có thôn nào; nhập danh sách thôn trước
slips-all-issued = mọi thôn của đợt đã được phát mã hoặc đã có biên bản
slips-no-hamlet = đợt này không có thôn mã { $code }
slips-ambiguous = có nhiều thôn mã { $code }; hãy ghi MÃ_XÃ/{ $code }
slips-hamlet-issued = thôn { $code } đã được phát mã trong đợt này
slips-hamlet-has-minutes = thôn { $code } đã có biên bản
slips-not-written = không ghi được tệp mã, chưa phát mã nào: { $error }
slips-no-slip = Thôn này không có phiếu số { $serial }.
slips-no-such-code = Thôn này không có phiếu mang mã đó. Xem lại mã trên tờ phiếu, hoặc ghi số phiếu.
slips-spent = Phiếu số { $serial } đã được dùng để trả lời, nên không thay được.
slips-void = Phiếu số { $serial } không còn hiệu lực từ trước.
slips-boxes-opened = Xã này đã mở hòm phiếu, nên không phát thêm phiếu được.
slips-minutes-issue = Thôn này đã có biên bản kiểm phiếu tay, nên không phát thêm phiếu được.
slips-issued-before = Thôn này đã được phát phiếu. Nếu bản in hỏng, hãy in lại ở trang các bản in.
slips-no-households = Thôn này chưa có số hộ; hãy nhập số hộ trước.
slips-none-unused = Không còn phiếu nào chưa dùng để in lại.
slips-spare-count = Mỗi lần in từ 1 đến 100 phiếu dự phòng.
slips-minutes-use = Thôn này đã có biên bản kiểm phiếu tay, nên không dùng thêm phiếu được.
slips-not-spare = Số { $serial } không phải phiếu dự phòng còn trống của thôn này.
sheets-gone = Các phiếu này không còn giữ để in: đã báo in xong, hoặc đã quá bảy ngày. Phiếu mất hoặc hỏng thì cấp lại ở trang của thôn.
sheets-none-left = Mọi thôn ở đây đã có phiếu, đã có biên bản, hoặc chưa có số hộ.
sheets-overtaken = Vừa có thêm phiếu chưa in. Xem lại danh sách ở trên, in nốt rồi báo đã in xong.
slips-same-number = Phiếu thay và phiếu bị mất đang cùng một số.

# ConflictRefused
conflict-no-decision = Hãy ghi cách giải quyết, tối đa 300 ký tự.
conflict-not-paper = Chỉ rút được phiếu giấy đã nhập mà chưa chốt.
conflict-counted = Phiếu giấy này đã chốt vào hòm phiếu, nên không rút ra được.

# CastRefused
cast-reasons-too-long = các lý do dài quá { $over } ký tự
cast-incomplete = phiếu còn câu chưa có ý kiến

# A hamlet that gets another name in a running round.
hamlet-rename = Đổi tên thôn
hamlet-rename-name = Tên đúng của thôn
hamlet-rename-hint = Phiếu đã in mang tên cũ vẫn dùng được. Hộ mở phiếu sẽ thấy tên mới.
hamlet-rename-reason = Lý do đổi tên
hamlet-renamed = Đã đổi tên thôn.
audit-rename-hamlet = Đổi tên thôn trong đợt
audit-detail-renamed = từ “{ $from }” thành “{ $to }”: { $reason }

# Ending a round before its last day.
close-round-early = Kết thúc sớm, trước ngày cuối { $closes }: hộ chưa trả lời sẽ không trả lời được nữa
close-round-before-last-day = Còn trong thời gian lấy ý kiến (đến { $closes }). Nếu vẫn kết thúc sớm, hãy đánh dấu xác nhận.

audit-slips-title = Phiếu kiểm tra
audit-slips-lead = Người giám sát trả lời thử vài phiếu như một hộ dân, rồi xem hòm phiếu có đưa ra đúng như vậy không. Phiếu kiểm tra không tính vào kết quả.
audit-slip-how-1 = Trước khi phát phiếu, rút ngẫu nhiên vài tờ trong xấp phiếu của thôn. Hộ có tờ bị rút được phát một phiếu dự phòng: ở trang của thôn, mục phiếu dự phòng, ghi số phiếu dự phòng và để trống ô phiếu bị mất, như với hộ mới chuyển đến. Số hộ tăng thêm một, khi nộp phiếu kiểm tra thì trở lại như cũ.
audit-slip-how-2 = Mở từng phiếu trên điện thoại như một hộ dân. Ghi ra giấy từng câu trả lời; không ghi lý do, vì lý do để riêng và không tách ra được.
audit-slip-how-3 = Ở trang cảm ơn, mở mục “Dành cho người giám sát”, chép lại mã lần gửi ngay: mã chỉ hiện trong 15 phút. Đừng cho ai biết trước khi hết nhận phiếu.
audit-slip-how-4 = Hết nhận phiếu và trước khi mở hòm, nộp mã phiếu và mã lần gửi ở đây.
audit-slip-how-5 = Mở hòm xong, so các câu hiện ra ở đây với tờ giấy đã ghi, trước mặt mọi người, rồi ghi nhận khớp hay không khớp.
audit-slips-note = Chỉ nộp phiếu do chính người giám sát trả lời. Phiếu đã nộp không lấy lại được; ai nộp và kết quả đối chiếu được ghi vào nhật ký. Câu trả lời hiện ở đây chỉ được giữ đến khi ghi nhận đối chiếu.
audit-slips-none = Chưa có phiếu kiểm tra nào được nộp.
audit-slips-list = Các phiếu đã nộp
audit-slips-agreed = Đã nộp { $slips } phiếu; đã đối chiếu { $judged }, khớp { $agreed }.
audit-slips-by-above = Mặt trận cấp trên nộp và đối chiếu phiếu kiểm tra của đợt này; ở đây chỉ xem các phiếu đã đối chiếu.
audit-slips-bound = Cả { $slips } phiếu đều khớp: nếu có hơn { $share }% số phiếu trong hòm bị sửa thì 95 trong 100 lần thử như vậy đã phát hiện ra.
audit-slip-hand-in = Nộp phiếu kiểm tra
audit-slip-hand-in-go = Nộp phiếu
audit-slip-handed-in = Đã nhận phiếu kiểm tra; phiếu này không còn tính vào số phiếu thu về.
audit-slip-slip = Mã phiếu
audit-slip-slip-hint = 16 ký tự in trên tờ phiếu
audit-slip-sending = Mã lần gửi
audit-slip-sending-hint = 32 ký tự ở mục “Dành cho người giám sát” của trang cảm ơn, ví dụ 3f9c-…
audit-slip-sure = Phiếu này do người giám sát trả lời, không phải của một hộ dân
audit-slip-row = Mã biên nhận { $receipt }: { $hamlet }, { $commune }. { $by } nộp ngày { $on }.
audit-slip-waiting = Chờ mở hòm
audit-slip-not-there = Trong hòm không có phiếu nào mở được với mã biên nhận này.
audit-slip-answers = Phiếu trong hòm ghi:
audit-slip-question = Phiếu { $receipt } có khớp với tờ giấy đã ghi không?
audit-slip-not-chosen = Chưa chọn
audit-slip-agrees = Khớp
audit-slip-differs = Không khớp
audit-slip-remark-label = Ghi chú về phiếu { $receipt }
audit-slip-remark-hint = Bắt buộc nếu không khớp: khác ở câu nào
audit-slip-judge = Ghi nhận đối chiếu
audit-slip-code = Chưa đúng mã phiếu: gõ đủ 16 ký tự in trên tờ phiếu.
audit-slip-verdict = Hãy chọn khớp hoặc không khớp.
audit-slip-not-above = Trong đợt này việc ấy chỉ Mặt trận cấp trên của { $unit } làm.
audit-slip-no-ballot = Trong đợt này chưa có phiếu nào gửi từ điện thoại bằng mã này; phiếu giấy và phiếu có người hỗ trợ không dùng làm phiếu kiểm tra.
audit-slip-handed-in-before = Phiếu này đã nộp làm phiếu kiểm tra rồi.
audit-slip-other-sending = Mã lần gửi không đúng với phiếu này: xem lại tờ giấy đã chép.
audit-slip-counted = Hòm phiếu của { $hamlet } đã mở: phiếu kiểm tra phải nộp trước khi mở hòm đầu tiên của xã.
audit-slip-alone = { $hamlet } chưa có hộ nào trả lời: nộp sau khi có phiếu của các hộ.
audit-slip-not-opened = Phiếu này chưa mở, hoặc đã được đối chiếu.
audit-slip-remark = Phiếu không khớp: hãy ghi khác ở câu nào.
sending-code-length = Mã lần gửi có { $of } ký tự, đang có { $got }.
sending-code-foreign = Mã lần gửi chỉ gồm chữ số và các chữ a đến f; “{ $letter }” không có trong mã.

# Participation as it changes.
live-pause = Giữ yên số trên trang này
live-go-on = Cập nhật tiếp
live-stopped = Số liệu không tự cập nhật nữa. Tải lại trang để xem số mới.
