# Published results: units, communes, targets, trends, method.

show = Xem
nothing-yet = Chưa có
not-asked = Không hỏi
trend-not-told = Không hỏi, hoặc không nêu số
path = Đơn vị cấp trên
until-day = đến { $day }
published-on = Công bố { $day }
ballots = { $count } phiếu
question-no = Câu { $no }

# Heads of columns
column-commune = Xã
column-district = Huyện
column-hamlet = Thôn
column-content = Nội dung
column-criterion = Tiêu chí
column-criteria = Tiêu chí
column-criteria-met = Tiêu chí đạt
column-status = Tình trạng
criteria-answers = Người dân hài lòng: tỷ lệ, số phiếu
criteria-answers-bar = Người dân hài lòng: tỷ lệ, số phiếu (vạch: mức yêu cầu)
column-ballots = Số phiếu
column-satisfied = Hài lòng
column-unsatisfied = Chưa hài lòng
column-needed = Mức cần
column-participation = Hộ tham gia
column-overall = Hài lòng chung
column-verdict = Kết luận
column-returned = Phiếu thu về trên số hộ

# Bars
share-satisfied = { $share }% hài lòng
share-satisfied-of = { $share }% hài lòng, mức yêu cầu { $needed }%
share-took-part = { $share }% đã tham gia, cần { $needed }%
share-reached = { $share }% đã đạt, cần { $needed }%

# The topmost units
units-title = Kết quả đã công bố
units-lead = Chọn nơi muốn xem. Chỉ có kết quả các đợt đã đóng và đã công bố.
units-none = Chưa có đơn vị nào. Quản trị viên cần nhập danh sách đơn vị.

# A province or district
area-lead = { $all } đơn vị cấp xã, { $asked } đơn vị đã có kết quả công bố, { $met } đơn vị đạt mức hài lòng.
area-lead-again = { $all } đơn vị cấp xã, { $asked } đơn vị đã có kết quả công bố, { $met } đơn vị đạt mức hài lòng, { $again } đơn vị đạt sau khi lấy ý kiến lại.
area-lead-unjudged = { $all } đơn vị cấp xã, { $asked } đơn vị đã có kết quả công bố.
area-no-threshold = { $sets }: chưa có mức quy định nên không kết luận đạt hay chưa đạt.
area-results = Kết quả
area-published = Công bố gần nhất: { $ruleset }, ngày { $day }.
area-map = Bản đồ
area-targets = Chỉ tiêu của kế hoạch
area-search = Tìm xã, phường
area-filter-all = Tất cả
area-found = { $count } đơn vị cấp xã
area-show-all = Xem cả { $count } đơn vị trên một trang
area-filter-everywhere = mọi nơi
area-filter-chosen = Lọc: { $place }, { $filter }
area-found-pages = { $count } đơn vị cấp xã, trang { $page } trên { $pages }
area-none = Không có xã nào hợp với lựa chọn này.
area-all = Xem tất cả
area-caption = Kết quả theo xã

# A verdict in a list or on a map
result-met = Đạt
result-not-met = Chưa đạt
result-met-again = Đạt sau khi lấy ý kiến lại
result-not-met-again = Chưa đạt sau khi lấy ý kiến lại
result-asked-again = sau khi lấy ý kiến lại
result-no-threshold = Chưa có mức quy định
result-none = Chưa có kết quả

# The head of a verdict
verdict-met = Đạt mức hài lòng
verdict-too-few-answers = Chưa đủ ý kiến để kết luận
verdict-too-few-took-part = Chưa đủ hộ tham gia để kết luận đạt
verdict-not-met = Chưa đạt mức hài lòng
verdict-met-again = Đạt sau khi lấy ý kiến lại
verdict-not-met-again = Chưa đạt sau khi lấy ý kiến lại
verdict-none = Chưa có mức quy định nên chưa kết luận đạt hay chưa đạt
verdict-left = Còn chưa đạt từ đợt trước

# A commune
commune-none = { $name } chưa có kết quả nào được công bố.
commune-trend = Diễn biến qua các đợt
commune-lead = Lấy ý kiến về kết quả xây dựng nông thôn mới, { $opens } đến { $last }. Công bố { $published }.
commune-again = Đợt này chỉ lấy ý kiến lại về những nội dung chưa đạt. Nội dung không hỏi lại: theo
commune-round-published = đợt công bố { $day }
commune-notice = Thông báo đã niêm yết
commune-other-rounds = Các đợt khác
commune-other-round = { $ruleset }, { $opens } đến { $last }
commune-json = Tải dữ liệu (JSON)
history-predecessors = Gồm các đơn vị cũ: { $units }.
history-parts-of = Nhận một phần của: { $units }.
history-successors = Nay thuộc: { $units }.
history-gave-to = Đã tách một phần cho: { $units }.

# Its figures
figures-households = { $part } trên { $whole } hộ, cần { $needed }%
figures-valid = { $part } phiếu hợp lệ trên { $whole } hộ, cần { $needed }%
figures-issued = { $part } trên { $whole } phiếu phát ra, cần { $needed }%
figures-ballots = Phát ra { $issued }, thu về { $returned }, hợp lệ { $valid }, không hợp lệ { $invalid }
figures-overall = { $part } trên { $whole } hộ
figures-overall-of = { $part } trên { $whole } hộ, cần { $compare } { $needed }%
assessed-none = Chưa có số liệu về tiêu chí
assessed-claimed = Ủy ban nhân dân tự đánh giá, đến { $day }
assessed-appraised = Đã thẩm định, đến { $day }
assessed-both = { $appraised } tiêu chí đã thẩm định, còn lại tự đánh giá, đến { $day }
criteria-met = { $met } tiêu chí đạt

# Its criteria
commune-criteria = Tiêu chí và ý kiến người dân
commune-criteria-caption = Tình trạng từng tiêu chí bên cạnh ý kiến người dân
criteria-denied = Lệch với ý dân
criteria-maybe-denied = Có thể lệch, chưa kết luận được
criteria-round-published = Đợt công bố { $day }
assessment = { $by }: { $status }, { $day }, { $document }.
assessment-no-document = không ghi văn bản
indicators-met = { $met } trên { $of } chỉ tiêu đạt
indicator-not-met = Chưa đạt { $no } { $name }

# Its questions and hamlets
questions-title = Từng câu hỏi
questions-caption = Số phiếu và tỷ lệ của từng câu hỏi
hamlets-results = Các thôn
hamlets-results-caption = Tham gia và hài lòng chung theo thôn

# What its rules rest on
sources-title = Căn cứ và mức quy định
sources-unchecked = (chưa xác minh)
sources-signed = { $number } ngày { $day }
sources-overall = Hài lòng chung { $compare } { $percent }% ở từng { $level }
sources-content = Từng nội dung { $compare } { $percent }% ở từng { $level }
sources-participation = Tham gia ít nhất { $percent }%

# Titles, and what a commune was made of
title-decisions = Quyết định công nhận
title-granted = Công nhận { $title }: { $decision }, { $day }
title-withdrawn = Thu hồi { $title }: { $decision }, { $day }
title-not-inherited = Đơn vị này được lập từ các đơn vị cũ. Danh hiệu và tình trạng tiêu chí của đơn vị cũ không tự chuyển sang: cần đánh giá lại.
predecessors-title = Các đơn vị cũ, để tham khảo
predecessors-lead = Số của đơn vị cũ đứng riêng, không cộng vào số của đơn vị này.
predecessors-caption = Các đơn vị cũ mà nơi này được lập từ đó hoặc nhận một phần
predecessors-unit = Đơn vị cũ
predecessors-titles = Danh hiệu cuối cùng
predecessors-no-title = Không có

# Recommendations
commune-recommendations = Kiến nghị của Mặt trận và trả lời
commune-recommendation-due = Hạn trả lời { $due }
commune-recommendation-work-due = Hạn thực hiện { $due }

# A commune across its rounds
trend-title = Diễn biến, { $unit }
trend-lead = Cùng một nội dung qua các đợt và các bộ tiêu chí. Nội dung được ghép theo tên tiêu chí, và theo tên nội dung khi một tiêu chí có nhiều câu hỏi; nội dung không có ở đợt nào thì để trống.
trend-none = Xã này chưa có đợt nào được công bố.
trend-predecessors = Dưới đây là các đơn vị cũ của nơi này: để tham khảo, không cộng vào số của xã.
trend-own-caption = Các đợt của xã
trend-predecessor-caption = Các đợt của đơn vị cũ
trend-overall = Nhìn chung
trend-one-of-several = { $criteria }: { $topic }
trend-chart = Hài lòng chung qua các đợt. { $values }
trend-chart-caption = Hài lòng chung. Vạch ngang ở mỗi đợt: mức yêu cầu.
trend-chart-caption-some = Hài lòng chung. Vạch ngang ở mỗi đợt: mức yêu cầu; đợt không có vạch chưa có mức quy định.
trend-chart-caption-unjudged = Hài lòng chung. Chưa có mức quy định nên không có vạch.

# The targets of a plan
targets-title = Chỉ tiêu nông thôn mới, { $unit }
targets-lead = { $profile }. Tính đến hết ngày { $day }: { $summary }.
targets-changed = Từ { $day } các đơn vị đã được sắp xếp lại. Chỉ tiêu về xã tính trên các xã đang có vào ngày xem; tình trạng và danh hiệu của xã cũ không tự chuyển sang xã mới, cần đánh giá lại.
targets-day = Xem vào ngày
targets-profile = Bộ chỉ tiêu
targets-open = Mở tên mọi đơn vị còn thiếu, để in
targets-fold = Thu gọn tên các đơn vị
targets-all = Xem mọi chỉ tiêu
targets-caption-of = Chỉ tiêu theo từng mục của kế hoạch, mục { $section }
targets-section = Mục { $section }
targets-target = Chỉ tiêu
targets-target-and-due = Chỉ tiêu và hạn
targets-reached = Đã đạt
targets-progress = Tình hình
targets-missing = Còn thiếu
targets-no-units = Chưa có đơn vị nào của loại này trong danh sách.
targets-asks = Ít nhất { $percent }% số { $units }
targets-asks-named = Ít nhất { $percent }% số { $units }, kế hoạch ghi { $named } { $units }
targets-unverified = Tiêu chí ghép theo nội dung, chưa xác minh
targets-unverified-reading = Hạn hoặc cách tính do nhóm làm phần mềm đọc từ kế hoạch, chưa xác minh
targets-asks-title = { $unit }: { $title }
targets-asks-value = Ít nhất { $times } lần năm { $year }
targets-asks-value-of = Ít nhất { $times } lần năm { $year }, tức là { $needed } { $measure }
targets-asks-act = Hoàn thành
targets-value = { $value } { $measure }
targets-value-base = Năm { $year }: { $value } { $measure }
targets-value-no-base = Chưa có số liệu năm { $year } để so sánh
targets-act-done = Xong ngày { $day }
targets-act-not-done = Chưa xong, tính đến { $day }
targets-criteria = Tiêu chí { $criteria }
targets-due = Hạn { $day }
targets-at-due = Đến hạn { $day }: { $part } / { $whole }
targets-ended = Cấp { $units } kết thúc ngày { $day }: tính đến ngày đó.
targets-appraised = { $count } đã thẩm định
targets-none-missing = Đủ
targets-more = Và { $count } đơn vị nữa: xem đủ
targets-names = Tên { $count } { $units } chưa đạt
targets-lacks-criteria = tiêu chí { $criteria }
targets-sources = Căn cứ và cách tính
targets-method = Một đơn vị đạt một nội dung khi mọi tiêu chí của nội dung đó đạt. Nội dung đã được cấp trên thẩm định thì tính theo kết quả thẩm định, đến khi có thẩm định mới; tự đánh giá mới hơn đứng bên cạnh, chờ thẩm định. Danh hiệu tính theo quyết định còn hiệu lực; danh hiệu cao hơn bao gồm danh hiệu thấp hơn.

# The method
method-title = Cách hỏi và cách tính
method-who = Ai được hỏi
method-who-text = Mỗi hộ một người đại diện, trả lời một lần: trên điện thoại bằng mã in trên tờ phiếu, hoặc trên giấy ở cuộc họp thôn. Mặt trận Tổ quốc chủ trì, không phải chính quyền (Hướng dẫn 78/HD-MTTW-BTT ngày 24/4/2017 và 90/HD-MTTW-BTT ngày 20/9/2022).
method-last-day = Phiếu nhận đến hết ngày cuối (24 giờ, giờ Việt Nam). Hộ đã mở phiếu trước lúc đó còn gửi được thêm { $minutes } phút; sau đó, hoặc khi thôn đã kiểm phiếu, không nhận thêm.
method-no-names = Không ghi tên
method-no-names-text = Phiếu được niêm phong ngay khi đến: không trang nào, lệnh nào mở được một phiếu trước khi mở hòm kiểm phiếu; hòm ít phiếu (thường là dưới 10) được mở chung với hòm khác. Phiếu được cất dưới một số ngẫu nhiên, không có mã, không có giờ. Lý do chưa hài lòng được cất riêng, theo xã và theo câu hỏi. Mã chỉ được ghi là đã dùng hay chưa.
method-receipts = Gửi xong, hộ có một mã biên nhận; mở hòm rồi thì danh sách mã của hòm được niêm yết, ai có mã tra được mã của mình. Mã không cho biết hộ trả lời thế nào.
method-audit-slips = Mặt trận cấp trên có thể trả lời thử vài phiếu như một hộ dân mà máy không phân biệt được. Mở hòm rồi, các phiếu kiểm tra ấy được để riêng, đối chiếu với điều đã ghi, không tính vào kết quả; biên bản và hồ sơ công khai nêu có mấy phiếu và có khớp không.
method-counting = Cách tính
method-satisfaction = Tỷ lệ hài lòng của một câu: số phiếu hài lòng trên số phiếu có ý kiến hợp lệ ở câu đó.
method-participation = Tỷ lệ tham gia: số phiếu thu về trên số hộ, trừ khi kế hoạch của đợt quy định khác.
method-sums = Cộng số phiếu từ thôn lên xã, huyện, tỉnh; không bao giờ lấy trung bình các tỷ lệ.
method-whole-ballots = Đạt hay chưa đạt được tính trên số phiếu nguyên, không tính trên tỷ lệ đã làm tròn. Một xã chưa đạt không bị tổng của huyện che đi.
method-hundred = Không bao giờ ghi 100% khi còn một hộ chưa hài lòng.
method-few-hidden = Không nêu số của nhóm có ít hơn { $fewest } ý kiến, vì như thế dễ đoán ra người trả lời; nhóm có ít hơn { $alike } ý kiến mà gần như trả lời giống nhau chỉ được nêu khoảng. Hai mức này do Ý Dân đặt, chưa có văn bản nào quy định; người quản trị máy chủ đặt cao hơn được trong bộ tiêu chí. Số của nơi khác cũng không nêu nếu lấy tổng trừ đi thì ra số ấy.
method-criteria = Tiêu chí
method-criteria-text = Tình trạng tiêu chí do Ủy ban nhân dân tự đánh giá và cấp trên thẩm định, ghi ngày và văn bản; cái cũ không bị ghi đè. Đã thẩm định thì tính theo kết quả thẩm định, đến khi có thẩm định mới; tự đánh giá mới hơn đứng bên cạnh và được ghi là chờ thẩm định. “Lệch với ý dân” là tiêu chí được đánh giá đạt, nhưng câu hỏi về tiêu chí đó chưa đủ mức hài lòng.
method-new-communes = Xã mới lập khi sáp nhập không tự nhiên có danh hiệu hay tiêu chí của xã cũ: kết quả xã cũ chỉ để tham khảo, chờ đánh giá lại.
method-few = Khi ít phiếu
method-few-text = Nếu có ít phiếu, hoặc số phiếu chưa đủ để chắc, trang ghi thêm khoảng mà mức hài lòng của tất cả các hộ có thể nằm trong đó (khoảng Clopper–Pearson 95%, coi phiếu là mẫu ngẫu nhiên; không rộng hơn điều mà các hộ chưa trả lời còn có thể làm thay đổi). Khoảng này chỉ để đọc cho đúng; đạt hay chưa vẫn tính trên số phiếu.

# No data is not failure.
no-data = Chưa có số liệu
targets-unknown = { $count } { $units } chưa có số liệu
targets-unknown-more = và { $count } đơn vị nữa
targets-of-its-time = Từ { $day } các đơn vị đã được sắp xếp lại. Kế hoạch này lập cho các đơn vị trước đó, nên được tính đến ngày cuối của các đơn vị ấy.
targets-over-new = Tính trên các đơn vị mới
receipt-find = Tra mã biên nhận
receipt-find-lead = Gửi phiếu xong, hộ nhận được mã biên nhận. Sau khi mở hòm, tra ở đây để biết phiếu của hộ có trong hòm hay không. Mã không cho biết hộ trả lời thế nào.
receipt-label = Mã biên nhận
receipt-hint = Mười chữ và số, ví dụ K7M4T-9XCR3. Viết hoa hay thường đều được.
receipt-problem = Chưa tra được mã
receipt-go = Tra mã
receipt-another = Tra mã khác
receipt-empty = Ông bà chưa nhập mã biên nhận.
receipt-length = Mã biên nhận có 10 chữ và số, ông bà nhập { $got }. Xem lại trên màn hình hoặc tờ giấy đã ghi.
receipt-foreign = Mã biên nhận không có chữ “{ $letter }”. Xem lại chữ này.
receipt-found = Có trong hòm
receipt-found-in = Phiếu có trong hòm của { $hamlets }, { $commune }, mở ngày { $day }.
receipt-to-list = Xem danh sách
receipt-not-found = Không thấy mã này
receipt-not-found-why = Nếu hòm của thôn chưa mở thì chưa tra được: hỏi tổ công tác ở thôn ngày kiểm phiếu. Nếu đã mở, xem lại từng chữ. Mã của phiếu kiểm tra do người giám sát gửi không có trong danh sách. Vẫn không thấy mã của hộ thì báo Ban Thường trực Ủy ban Mặt trận xã và đưa mã này ra.
receipt-list = Danh sách mã biên nhận
receipt-list-of = Hòm phiếu của { $hamlets }, { $commune }, mở ngày { $day }
receipt-list-count = { $count } phiếu trong hòm mở đọc được.
receipt-list-what = Mỗi phiếu một mã, xếp theo chữ và số chứ không theo thứ tự nhận phiếu. Hộ có mã thì tìm được mã của mình ở đây. Không mã nào cho biết hộ trả lời thế nào.
receipt-root = Mã kiểm của cả danh sách (Merkle, RFC 6962, SHA-256), cũng in trong biên bản kiểm phiếu:

# The picture beside a link that is passed on.
shared-about = Người dân nói gì về nông thôn mới
shared-none = Chưa có kết quả nào được công bố
shared-satisfied = hài lòng chung ({ $part } trên { $whole } hộ trả lời)
shared-none-valid = Không có ý kiến hợp lệ về câu hỏi chung
shared-took-part = Tỷ lệ tham gia { $share } ({ $part } trên { $whole })
shared-published = Công bố { $on }
shared-communes = đơn vị cấp xã có kết quả đã công bố
shared-met = Đạt: { $count } đơn vị
shared-met-again = Đạt sau khi lấy ý kiến lại: { $count } đơn vị
shared-not-met = Chưa đạt: { $count } đơn vị
shared-unjudged = Chưa kết luận: { $count } đơn vị
shared-made-up = Số liệu giả, để xem thử
