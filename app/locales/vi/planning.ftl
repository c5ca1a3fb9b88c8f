# A round before it opens: its plan, the wording of its ballot, its hamlets.

hamlets-title = Thôn và số hộ, { $commune }
hamlets-lead = Số hộ là cơ sở tính tỷ lệ tham gia. Đợt đang mở giữ số hộ của ngày mở. Xóa trắng một dòng để bỏ thôn nhập nhầm.
hamlets-paste = Dán danh sách từ Excel, Word hoặc tin nhắn
hamlets-paste-list = Danh sách thôn
hamlets-paste-hint = Mỗi dòng một thôn: tên rồi số hộ, ví dụ “Thôn Đoàn Kết 120”. Bôi đen các cột trong Excel rồi dán cũng được; thôn chưa có mã thì máy tự đánh số.
hamlets-paste-go = Đưa vào bảng
hamlets-file = Lấy danh sách từ tệp Excel
hamlets-file-lead = Tệp .xlsx hoặc .csv, mỗi dòng một thôn: mã (không bắt buộc), tên, số hộ.
hamlets-file-template = Tải tệp mẫu
hamlets-file-field = Tệp danh sách
hamlets-sheet = Thôn
hamlets-paste-nothing = Chưa thấy thôn nào trong danh sách. Hãy dán mỗi dòng một thôn: tên rồi số hộ.
hamlets-paste-many = Bảng chứa nhiều nhất { $most } thôn. Hãy xem có dán nhầm danh sách của cả huyện không.
hamlets-pasted = Đã đưa { $count } thôn vào bảng{ $known ->
    [0] {""}
   *[other] , trong đó { $known } thôn đã có
}. Xin xem lại rồi bấm Lưu.
hamlets-pasted-others = Đã đưa { $count } thôn vào bảng, không thôn nào trùng với danh sách đang có: có phải danh sách của xã khác không? Chưa lưu gì.
hamlets-far-fewer = Xem lại có thiếu thôn hay thiếu hộ không.
hamlets-caption = Thôn và số hộ
hamlets-code = Mã
hamlets-name = Tên thôn
hamlets-households = Số hộ
hamlets-cell = { $column }, dòng { $line }
hamlets-row-incomplete = Dòng { $line }: ghi cả mã và tên thôn.
hamlets-row-no-households = Dòng { $line }: ghi số hộ, như 165 hoặc 1.650.
hamlets-row-refused = Dòng { $line }: { $fault }

plan-new-title = Lập kế hoạch lấy ý kiến
plan-new-hint = Ngày cuối nhận ý kiến được tính sẵn, chừa { $days } ngày làm việc để kiểm phiếu trước hạn của quy định; sửa được ở bước sau.
plan-new-go = Tiếp tục
plan-choose-ruleset = Hãy chọn bộ tiêu chí.
plan-choose-unit = Hãy chọn đơn vị lấy ý kiến.
plan-ruleset = Bộ tiêu chí và mẫu phiếu
plan-unit = Đơn vị lấy ý kiến
plan-purpose = Mục đích
plan-many = Đơn vị là tỉnh, huyện: tôi lấy ý kiến ở tất cả các xã trong đó
plan-asks-many = { $unit } gồm { $communes } xã, { $households } hộ trong danh sách. Nếu đúng là hỏi tất cả, hãy đánh dấu xác nhận.

plan-title = Kế hoạch lấy ý kiến, { $unit }
plan-gaps = Còn thiếu gì
plan-ready = Đã đủ để mở đợt
plan-missing = Còn thiếu
plan-open = Mở đợt
plan-open-hint = Mở đợt thì lưu luôn những gì ghi ở trên. Sau khi mở, câu hỏi, ngày, số hộ và tỷ lệ tham gia không sửa được nữa; khi chưa tạo phiếu nào thì còn đưa về kế hoạch được.
plan-open-below = Mở đợt ở cuối trang
plan-ballot = Phiếu
plan-wording = Xem và sửa lời { $count } câu hỏi
plan-reviewed = đã đối chiếu
plan-not-reviewed = chưa đối chiếu
plan-compare-wording = Lời câu hỏi trong phần mềm này được soạn cho dễ hiểu, chưa phải mẫu của cơ quan có thẩm quyền: hãy đối chiếu với mẫu phiếu của tỉnh và sửa trước khi mở đợt.
plan-where = Nơi được hỏi
plan-communes = Xã được hỏi
plan-commune = Xã
plan-commune-sum = { $hamlets } thôn, { $households } hộ
plan-commune-official = Thống kê: { $official }
plan-commune-few = Ít hơn nhiều
plan-hamlets-and-households = Thôn và hộ
plan-time-and-papers = Thời gian và văn bản
plan-number = Số kế hoạch
plan-number-hint = Ví dụ: 12/KH-MTTQ-BTT
plan-signed-on = Ngày ký kế hoạch
plan-signed-on-hint = Không bắt buộc để mở đợt; có ngày thì thông báo kết quả ghi theo.
plan-opens = Ngày bắt đầu
plan-closes = Ngày cuối nhận ý kiến
plan-deadline = Kiểm phiếu và tổng hợp xong chậm nhất hết ngày { $last } ({ $source }); hãy để vài ngày sau ngày cuối nhận ý kiến.
plan-days-off = Ngày nghỉ lễ trong { $days } ngày từ ngày bắt đầu
plan-days-off-hint = Không tính là ngày làm việc. Chưa xác minh: hãy sửa theo thông báo của năm. Thứ bảy, chủ nhật được trừ sẵn.
plan-like = Lấy lại nội dung của đợt trước
plan-like-none = Không, bắt đầu mới
plan-like-round = { $unit }, { $opens }: { $ruleset }
plan-no-round-to-take-over = Đợt đã chọn không còn ở đây. Hãy chọn đợt khác hoặc bắt đầu mới.
plan-contact = Người dân hỏi thêm ở đâu
plan-contact-hint = Tên và số điện thoại, in trên phiếu, áp phích. Ví dụ: bà Lan, 0263 3812 345
plan-basis = Căn cứ
plan-basis-hint = Mỗi văn bản một dòng
plan-percent = Tỷ lệ tham gia cần có, %
plan-not-a-percent = Tỷ lệ là số từ 0 đến 100.
plan-percent-source = Văn bản quy định tỷ lệ này, số và ngày
plan-base = Tính trên
plan-base-households = Tổng số hộ
plan-base-issued = Số phiếu phát ra
plan-counted = Tính những phiếu nào
plan-counted-returned = Mọi phiếu thu về
plan-counted-valid = Chỉ phiếu hợp lệ
key-holders-title = Ai giữ khóa hòm phiếu
key-holders-server = máy chủ
key-holders-people = { $count } người, mở cần { $needed } người
key-holders-lead = Bình thường máy chủ giữ khóa, không ai phải làm gì. Nếu muốn chắc rằng không ai xem được phiếu trước giờ kiểm, hãy chia khóa cho vài người, mỗi người giữ một lá thư in trên giấy; máy chủ không giữ gì mở được hòm.
key-holders-warning = Khi khóa đã chia, mất thư là mất phiếu: còn ít thư hơn số người cần có thì không ai mở được hòm nữa, kể cả người làm ra chương trình này. Mọi phiếu đã gửi sẽ mất và phải lấy ý kiến lại từ đầu.
key-holders-names = Người giữ khóa
key-holders-names-hint = Họ tên, mỗi người một dòng, từ { $fewest } đến { $most } người. Bỏ trống thì máy chủ giữ khóa.
key-holders-needed-label = Cần mấy người mới mở được hòm
key-holders-needed-hint = Nên ít hơn số người giữ khóa, ví dụ 2 trong 3 người, để mất một lá thư thì vẫn mở được.
key-letters-printed = Đã in bộ thư { $mark } lúc { $at }. Sửa tên hay số người, hoặc in lại, thì bộ thư này không dùng được nữa.
key-letters-hint = In thư thì lưu luôn những gì ghi ở trên. Thư chỉ hiện một lần: hãy in ngay, trước mặt những người giữ khóa.
key-letters-print = In thư cho người giữ khóa
check-words-lead = Gõ chữ kiểm tra trên từng lá của bộ thư { $mark }, do người giữ khóa đọc, để chắc rằng thư đã đến tay mọi người.
check-word-of = Chữ kiểm tra của { $name }

key-letters-title = Thư cho người giữ khóa, bộ { $mark }
key-letters-note = Hãy in ngay, mỗi lá một trang, và trao tận tay. Thư chỉ hiện một lần: rời trang này là không xem lại được, chỉ in được bộ mới. Ai xem được trang này là có cả khóa: đừng lưu, đừng chụp, in xong thì đóng trang.
key-letters-back = Đã in xong, về kế hoạch
key-letter-title = Thư cho người giữ khóa hòm phiếu
key-letter-number = người giữ khóa số { $number } trong { $of } người
key-letter-round = Đợt lấy ý kiến tại { PLACE($unit) }, từ { $first } đến { $last }: { $ruleset }.
key-letter-needed = Dưới đây là một phần của khóa. Cần { $needed } trong { $of } người giữ khóa mới mở được hòm phiếu; một mình lá thư này không mở được gì.
key-letter-part = Phần khóa, từng nhóm bốn ký tự
key-letter-check-word = Chữ kiểm tra:
key-letter-say-word = Đọc chữ kiểm tra cho người mở đợt, để biết thư đã đến tay ông bà. Đừng đọc phần khóa.
key-letter-keep = Cất thư ở nơi khô ráo, có khóa. Đừng chụp ảnh, đừng đưa cho ai, kể cả người giữ khóa khác.
key-letter-bring = Khi đợt đã đóng, mang thư đến nơi kiểm phiếu; phần khóa được gõ vào máy hoặc quét từ hình vuông.
key-letter-destroy = Hủy thư khi kết quả đã công bố.
key-letter-warning = Nếu mất thư, hãy báo ngay. Còn ít hơn { $needed } lá thư thì không ai mở được hòm phiếu nữa, kể cả người làm ra chương trình này: mọi phiếu sẽ mất và phải lấy ý kiến lại.
key-letter-mark = Bộ thư { $mark }, in lúc { $at }. Thư của bộ khác không dùng chung được với thư này.

plan-discard-this = Bỏ kế hoạch này
plan-discard-hint = Kế hoạch và lời câu hỏi đã sửa sẽ mất.
plan-discard = Bỏ kế hoạch

missing-number = Ghi số kế hoạch của Mặt trận.
missing-basis = Ghi ít nhất một căn cứ.
missing-participation = Ghi số văn bản quy định tỷ lệ hộ tham gia.
missing-review = Đối chiếu phiếu với mẫu của tỉnh và xác nhận.
missing-order = Sửa ngày: ngày cuối đang trước ngày đầu.
missing-past = Sửa ngày: ngày cuối đã qua.
missing-late = Rút ngắn thời gian: đang là { $planned } ngày làm việc, quy định nhiều nhất { $most }, tức là đến { $deadline }.
missing-letters = In thư cho người giữ khóa, hoặc để máy chủ giữ khóa.
missing-hamlets = Nhập thôn và số hộ của { PLACE($name) }.

wording-from-form = Lấy lời câu hỏi từ mẫu XLSForm (Kobo, ODK), hoặc tải phiếu này thành mẫu XLSForm
from-form-title = Câu hỏi từ mẫu XLSForm
from-form-lead = Tỉnh hoặc xã đã có mẫu phiếu trên KoboToolbox hay ODK thì lấy lời câu hỏi ở đó, khỏi gõ lại. Chưa có gì thay đổi cho đến khi bạn chọn câu nào thay câu nào.
from-form-out = Muốn dùng phiếu này trên KoboToolbox hay ODK:
from-form-download = Tải phiếu thành mẫu XLSForm
from-form-file = Tệp XLSForm (.xlsx)
from-form-read = Đọc tệp và xem
from-form-nothing = Chưa chọn câu nào. Hãy chọn câu trong mẫu cho ít nhất một câu của phiếu.
from-form-twice = Câu { $first } và câu { $second } cùng lấy một câu trong mẫu. Hãy chọn câu khác cho một trong hai.
from-form-sums = Mẫu có { $taken } câu hỏi, phiếu có { $asked } câu. Với mỗi câu của phiếu, hãy chọn câu trong mẫu thay vào, hoặc giữ câu đang có.
from-form-answers = “{ $yes }” và “{ $no }”
from-form-other-answers = Hai câu trả lời trong mẫu là { $others }. Trên phiếu luôn là “{ $first }” và “{ $second }”: hãy chắc câu hỏi vẫn hợp với hai câu trả lời này.
from-form-option = Dòng { $row }: { $words }
from-form-keep = Giữ câu đang có
from-form-question = Câu { $no } · { $topic }
from-form-now = Đang có: { $words }
from-form-take = Đưa các câu đã chọn vào phiếu
from-form-again = Chọn tệp khác
from-form-taken = Đã lấy { $count } câu từ mẫu. Hãy xem lại từng câu, tên ngắn và bản tiếng Anh, rồi đánh dấu đã đối chiếu.
xlsform-title = Phiếu lấy ý kiến, { $name }, { $unit }
xlsform-no-sheet = Tệp không có trang “{ $sheet }”. Mẫu XLSForm có trang survey (câu hỏi) và trang choices (câu trả lời).
xlsform-no-column = Trang “{ $sheet }” không có cột { $column }. Hãy xem lại dòng tiêu đề.
xlsform-no-questions = Mẫu không có câu hỏi nào để đưa vào phiếu: phiếu hỏi các câu chọn một trong hai câu trả lời (select_one).
xlsform-many = Mẫu có hơn { $most } câu hỏi. Hãy chỉ để lại các câu của phiếu lấy ý kiến.
xlsform-skipped = “{ $name }” chỉ được hỏi khi { $condition }. Phiếu hỏi mọi hộ như nhau, không bỏ qua câu nào; hãy bỏ điều kiện hoặc xóa dòng này.
xlsform-repeated = “{ $name }” là phần hỏi lặp lại nhiều lần; phiếu không hỏi lặp được. Hãy xóa phần này.
xlsform-other-kind = “{ $name }” là câu loại { $kind }. Phiếu chỉ hỏi câu chọn một trong hai câu trả lời (select_one); lý do chưa hài lòng thì phiếu tự hỏi. Hãy xóa dòng này.
xlsform-answers = “{ $name }” có { $count } câu trả lời; phiếu có đúng hai: Hài lòng và Chưa hài lòng.
xlsform-no-words = “{ $name }” không có lời tiếng Việt hay tiếng Anh trong cột label.
xlsform-put-together = Lời câu “{ $name }” lấy một phần từ câu trả lời khác. Hãy ghi lời đầy đủ.
xlsform-too-long = “{ $name }” dài { $got } ký tự, nhiều nhất { $most }.
wording-title = Nội dung câu hỏi
wording-path = Kế hoạch, { $unit }
wording-lead = Câu hỏi ngắn, lời thường ngày, mỗi câu hỏi một điều. Sửa lời tiếng Việt thì xem lại bản tiếng Anh bên cạnh. Sau khi mở đợt không sửa được nữa.
wording-overall = Câu { $no } · Câu chung
wording-question = Câu { $no } · { $criteria }
wording-criterion = Tiêu chí { $no }, { $name }
wording-topic = Tên ngắn dùng trong bảng
wording-no-question = Câu { $no }: ghi lời câu hỏi.
wording-no-topic = Câu { $no }: ghi tên gọi tắt.
wording-vietnamese = Câu { $no }, bằng tiếng Việt
wording-english = Câu hỏi bằng tiếng Anh
wording-topic-english = Tên ngắn bằng tiếng Anh
wording-english-none = Chưa có: trang tiếng Anh hiện lời tiếng Việt.
wording-old-english = Câu { $no }: lời tiếng Việt đã sửa, bản tiếng Anh còn theo lời cũ. Sửa bản tiếng Anh, hoặc chọn giữ lại hay bỏ.
wording-old-english-topic = Câu { $no }: tên ngắn đã sửa, bản tiếng Anh còn theo tên cũ. Sửa bản tiếng Anh, hoặc chọn giữ lại hay bỏ.
wording-old = Bản tiếng Anh cũ
wording-old-choose = Chọn, hoặc sửa ở ô trên…
wording-old-keep = Vẫn đúng nghĩa, giữ lại
wording-old-leave-out = Không còn đúng, bỏ: trang tiếng Anh hiện lời tiếng Việt
wording-reviewed = Đã đối chiếu từng câu với mẫu phiếu của tỉnh, hoặc tỉnh chưa ban hành mẫu và Ủy ban MTTQ xã thống nhất nội dung
wording-invalid = Phiếu giấy: ý kiến để trống hoặc đánh cả hai ô là không hợp lệ. Phiếu { $when } là phiếu không hợp lệ. { $unverified }
wording-invalid-all = không có ý kiến hợp lệ nào
wording-invalid-any = có ý kiến không hợp lệ
wording-disclosure = Không nêu số của nơi có ít hơn { $fewest } ý kiến cho một câu (kể cả hài lòng và chưa hài lòng), và không mở riêng hòm có ít hơn { $boxes } phiếu.
wording-disclosure-source = ({ $source }.)
ruleset-others = Bộ tiêu chí khác, không áp dụng hôm nay
ruleset-in-force = Áp dụng từ { $from } đến { $to }.
ruleset-in-force-since = Áp dụng từ { $from }.
ruleset-day-unverified = Ngày áp dụng chưa xác minh.
ruleset-form-not-issued = Mẫu phiếu chưa ban hành.
unverified-in-brackets = (Chưa xác minh.)

# Looking at the ballot before the round opens.
preview-mark = Xem trước.
preview-phone = Phiếu như hộ dân sẽ thấy trên điện thoại; trang này không gửi phiếu đi đâu.
preview-to-phone = Xem trước phiếu trên điện thoại
preview-to-paper = Xem trước phiếu giấy
preview-back = Về kế hoạch
preview-do = Lưu và xem trước
plan-basis-withdrawal = Nghị định số 131/2025/NĐ-CP của Chính phủ, khoản 1 Điều 44 (thu hồi quyết định công nhận)

# planning

# HamletsFault
hamlets-no-commune = không có xã mã { $code }; nhập danh sách đơn vị trước
households-impossible = số hộ { $households } không thể có; cần từ 1 đến { $most }
hamlets-twice = thôn { $code } của xã { $commune } có hai lần
hamlets-same-code = mã { $code } có lẽ là mã { $known } ({ $name }): bảng tính hay bỏ số 0 ở đầu; hãy ghi mã { $known }, hoặc một mã khác hẳn nếu là thôn khác
hamlets-same-name = “{ $name }” trùng tên với thôn mã { $known } của xã này; hãy ghi mã { $known } nếu là một thôn, hoặc ghi tên phân biệt
hamlets-held = thôn mã { $code } đã có trong một đợt hoặc có tài khoản, nên không bỏ được

# HamletsRefused
hamlets-overtaken = Người khác vừa sửa danh sách thôn. Những gì ông bà ghi còn ở đây; xem lại rồi bấm Lưu lần nữa để ghi theo trang này.
hamlets-code-taken = Mã { $code } đã là của thôn khác; mỗi thôn một mã.

# OpenRoundRefused
open-round-order = Ngày kết thúc { $closes } trước ngày bắt đầu { $opens }.
open-round-level = Bộ “{ $ruleset }” dành cho cấp { $level }, không mở được cho { PLACE($unit) }.
open-round-nobody = { $unit } không có nơi nào được hỏi: bộ này chỉ hỏi hộ ở { $kinds }.
open-round-asked-before = { $unit } đã có đợt lấy ý kiến đủ các nội dung theo bộ tiêu chí này, ở { $communes } xã; gần nhất là đợt từ { $opens } đến { $closes } ({ $state }). Nếu lấy ý kiến lần nữa, ở ô Mục đích hãy chọn một mục đích khác, không phải “Xét công nhận”{ $communes ->
    [1] {""}
   *[other] ; hoặc để từng xã chưa hỏi tự mở đợt của mình
}.
open-round-same = { $unit } đang có một đợt mở theo bộ “{ $ruleset }” trong thời gian này.

# PlanRefused
plan-no-unit = Không có đơn vị mã { $code } vào ngày { $day }.
plan-nothing-failed = Đợt này không có nội dung nào chưa đạt để lấy ý kiến lại.
plan-overtaken = Người khác vừa sửa kế hoạch này. Hãy mở lại trang, xem chỗ đã đổi rồi sửa tiếp.
plan-unsound-ballot = Phiếu chưa đúng: { $fault }.
plan-unit-gone = { $unit } không còn vào ngày { $day }; hãy sửa ngày bắt đầu.
plan-not-ready = Chưa mở được đợt. { $items }
plan-no-holders = Ghi họ tên người giữ khóa, mỗi người một dòng, rồi mới in thư.
plan-begun = Đợt đã phát mã hoặc đã có biên bản, nên không đưa về kế hoạch được nữa.

# HoldersFault
key-holders-number = Cần từ { $fewest } đến { $most } người giữ khóa; đang ghi { $got }.
key-holders-twice = “{ $name }” được ghi hai lần. Mỗi người giữ một lá thư; nếu trùng tên, hãy ghi thêm chức danh.
key-holders-long-name = Mỗi tên tối đa { $most } ký tự.
key-holders-needed = Ghi một số từ { $fewest } đến { $most }: không ít hơn hai người, không nhiều hơn số người giữ khóa.

# CheckWordFault
check-word-missing = Gõ chữ kiểm tra trên thư của { $name }.
check-word-wrong = Không phải chữ kiểm tra của { $name }. Xem lại lá thư: phải là thư của người này, thuộc bộ { $mark }.

# RulesetFault
ruleset-id = tên { $id } chỉ được có chữ a-z, số 0-9 và dấu -
ruleset-level = cấp (level) phải là province, district hoặc commune
ruleset-never-in-force = ngày hết hiệu lực trước ngày có hiệu lực
ruleset-asks-nobody = chưa ghi hỏi hộ ở loại xã nào (asks)
ruleset-no-source = chưa ghi quyết định nào làm căn cứ (source)
ruleset-participation = tỷ lệ tham gia trên 100%
ruleset-disclosure = số ý kiến ít nhất được nêu (fewest) phải từ { $least } đến { $most }, đang ghi { $fewest }
ruleset-unreachable = mức này không tỷ lệ nào đạt được
ruleset-binds-at = cấp áp dụng (binds_at) phải là province, district hoặc commune
ruleset-second-threshold = có hai mức về cùng một điều
ruleset-criterion-order = tiêu chí { $no } đứng ở chỗ của tiêu chí { $should }
ruleset-criterion-nameless = tiêu chí { $no } chưa có tên
ruleset-indicator = chỉ tiêu { $criterion }.{ $indicator } chưa có tên hoặc sai số thứ tự
ruleset-question-order = câu { $no } đứng ở chỗ của câu { $should }
ruleset-question-empty = câu { $no } chưa có lời câu hỏi hoặc tên ngắn
ruleset-unknown-criterion = câu { $no } hỏi về tiêu chí { $criterion }, bộ này không có
ruleset-overall = câu { $no }: câu chung phải là câu cuối cùng, và chỉ có một câu chung
ruleset-no-questions = phiếu chưa có câu nào
ruleset-not-asked = chưa có câu nào hỏi về tiêu chí { $criterion }
