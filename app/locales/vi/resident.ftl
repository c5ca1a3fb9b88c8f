brand-promise = Một hộ, một phiếu, không ghi tên.
skip = Đến nội dung chính
demo = Dữ liệu minh họa: số liệu trên trang này là giả, để xem thử.
demo-more = Xem gì, thử gì?
language = English
nav-results = Kết quả
nav-method = Cách tính
footer-desk = Cán bộ: vào bàn làm việc
shared-picture = Ý Dân: người dân nói gì về nông thôn mới ở quê mình
footer = Ý Dân: hỏi ý kiến người dân nông thôn, do Mặt trận Tổ quốc chủ trì.

enter-title = Trả lời phiếu của hộ
enter-lead = Mặt trận Tổ quốc xã hỏi mỗi hộ một lần: ông bà có hài lòng với xã mình không?
enter-code = Mã trên tờ phiếu
enter-hint = 16 chữ và số, viết hoa hay thường đều được. Ví dụ: K7M4-T9XC-R3HQ-P2GW
enter-go = Mở phiếu
enter-help = Chưa có mã, hoặc không đọc được? Hỏi trưởng thôn hoặc Ban công tác Mặt trận thôn.
enter-paper = Có thể trả lời trên giấy.
enter-results = Xem kết quả đã công bố

problem-title = Chưa mở được phiếu
problem-empty = Chưa nhập mã. Nhập mã in trên tờ phiếu của hộ.
problem-length = Mã có 16 chữ và số, ông bà vừa nhập { $got }. Xem lại tờ phiếu.
problem-foreign = Trong mã không có ký tự “{ $letter }”. Xem lại nhóm thứ { $group }.
problem-mistyped = Mã chưa đúng, có chữ bị nhầm. Xem lại từng nhóm bốn chữ trên tờ phiếu.
problem-mistyped-group = Mã chưa đúng. Có lẽ nhầm ở nhóm thứ { $group }. Xem lại nhóm đó trên tờ phiếu.
problem-unknown = Không có mã này. Xem lại tờ phiếu, hoặc hỏi Ban công tác Mặt trận thôn để được tờ mới.
problem-spent = Mã này đã được dùng: phiếu của hộ đã được nhận. Nếu không phải người trong nhà gửi, hãy báo Ban công tác Mặt trận thôn, mang theo tờ phiếu.
problem-void = Mã này không dùng được nữa, vì thôn đã thôi nhận phiếu. Nếu hộ chưa trả lời, hãy báo Ban công tác Mặt trận thôn.
problem-replaced = Phiếu này đã được thay bằng phiếu khác. Xin dùng tờ phiếu mới. Nếu nhà mình chưa nhận được, hãy hỏi Ban công tác Mặt trận thôn.
problem-spare = Phiếu này là phiếu dự phòng, chưa ghi cho hộ nào. Xin mang tờ phiếu đến Ban công tác Mặt trận thôn để ghi, rồi mở lại.
problem-audit = Phiếu này là phiếu kiểm tra của người giám sát, không tính là phiếu của hộ nào. Nếu đây là phiếu của hộ mình, xin báo Ban công tác Mặt trận thôn để nhận phiếu khác.
problem-early = Chưa đến ngày trả lời. Ông bà mở lại từ ngày { $opens }, tờ phiếu vẫn dùng được.
problem-over = Đợt hỏi ý kiến này đã kết thúc, không nhận thêm phiếu. Kết quả sẽ được dán ở nhà văn hóa và trên trang này.

ballot-title = Ông bà thấy quê mình thế nào?
ballot-lead = { $asker } hỏi ý kiến về { $topic }. { $count } câu, khoảng { $minutes } phút. Nhận phiếu đến hết ngày { $closes }.
preview-hamlet = Thôn (tên thôn)
ballot-grace = Mở phiếu trước khi hết ngày cuối thì còn gửi được thêm { $minutes } phút.
ballot-asker = Mặt trận Tổ quốc { PLACE($place) }
ballot-topic = xây dựng nông thôn mới
ballot-promise = Phiếu không ghi tên.
ballot-promise-more = Máy chỉ ghi mã đã dùng, không ghi mã nào trả lời thế nào.
ballot-no = Câu { $no } / { $of }
ballot-no-answer = (chưa chọn)
ballot-reason = Vì sao chưa hài lòng?
ballot-reason-hint = Có thể bỏ trống. Đừng ghi tên người. Tối đa { $most } ký tự.
ballot-progress = / { $of } câu
ballot-review = Xem lại và gửi
ballot-answer-first = Đã trả lời

draft-kept = Máy này còn giữ phần đang trả lời dở của phiếu này.
draft-continue = Trả lời tiếp
draft-drop = Bỏ, trả lời lại từ đầu

errors-missing = Còn câu chưa trả lời
errors-title = Trên phiếu có chỗ cần sửa
error-missing = Câu { $no } chưa có ý kiến
error-both = Câu { $no } có hai ý kiến, chỉ chọn một
error-unknown = Câu { $no } có ý kiến không đọc được, chọn lại
error-all-long = Các lý do cộng lại dài quá, xin bớt khoảng { $over } ký tự, ví dụ ở câu { $no }
error-long = Lý do ở câu { $no } dài { $got } ký tự, tối đa { $most }
error-broken = Lý do ở câu { $no } có ký tự hỏng, đã bỏ đi; xem lại
error-field = Phiếu có mục lạ “{ $name }”, đã bỏ đi; xem lại

late-title = Phiếu chưa gửi được
late-do = Phiếu này chưa được tính. Xin gọi hoặc đến gặp Ban công tác Mặt trận { PLACE($hamlet) }, mang theo tờ phiếu: nếu thôn chưa kiểm phiếu, ông bà còn trả lời được trên giấy.
late-answers = Những điều ông bà đã chọn vẫn còn ở đây để chép lại:

review-title = Xem lại trước khi gửi
review-lead = Gửi rồi thì không sửa được nữa.
review-reason = Lý do: { $text }
review-edit = Sửa
review-edit-label = Sửa câu { $no }
review-send = Gửi phiếu

thanks-title = Đã nhận phiếu. Cảm ơn ông bà!
thanks-lead = Phiếu của hộ đã được ghi và sẽ được tính một lần.
thanks-next = Hết đợt, kết quả chung của xã sẽ được dán ở nhà văn hóa và đăng trên trang này.
report-go = Hộ tôi chưa trả lời, báo cho Mặt trận
report-ask-title = Đúng là hộ mình chưa trả lời?
report-ask-lead = Hãy hỏi lại mọi người trong nhà: có khi con cháu đã gửi giúp, hoặc phiếu giấy đã nộp ở cuộc họp thôn. Nếu chắc chắn chưa ai trả lời, bấm nút dưới đây; Ban công tác Mặt trận thôn sẽ xem lại tờ phiếu này.
report-sure = Chắc chắn chưa ai trả lời, báo cho Mặt trận
report-back = Thôi, không báo
reported-before-title = Mặt trận đã xem lại tờ phiếu này
reported-before-lead = Hộ mình đã báo trước đây và Ban công tác Mặt trận thôn đã xem, đã quyết định. Nếu ông bà chưa được trả lời, xin mang tờ phiếu đến gặp Ban công tác, hoặc Mặt trận Tổ quốc xã.
reported-title = Đã báo cho Mặt trận
reported-lead = Ban công tác Mặt trận thôn sẽ xem lại tờ phiếu này. Ông bà mang tờ phiếu đến gặp Ban công tác để được trả lời.
unreported-title = Chưa ghi được
unreported-lead = Thôn đã đóng hoặc đợt hỏi ý kiến đã kết thúc. Ông bà mang tờ phiếu đến gặp Ban công tác Mặt trận thôn.

receipt-yours = Mã biên nhận của hộ
receipt-what-for = Ghi lại hoặc chụp màn hình. Sau khi mở hòm kiểm phiếu, mã này cho biết phiếu của hộ có trong hòm. Mã không cho biết hộ trả lời thế nào.
sending-for-supervisors = Dành cho người giám sát
sending-what-for = Chỉ cần khi đây là phiếu kiểm tra: chép lại mã lần gửi dưới đây cùng mã phiếu và các câu đã trả lời. Các hộ không cần ghi mã này và không đưa cho ai.
receipt-forget = Ghi xong thì xóa khỏi máy này
receipt-look-up = Tra mã biên nhận
thanks-paper = Không cần trả lời lại trên giấy.

lost-title = Không có trang này
lost-lead = Địa chỉ có thể bị gõ nhầm.
lost-home = Về trang đầu
garbled-title = Địa chỉ có ký tự hỏng
garbled-lead = Máy không đọc được địa chỉ này. Hãy gõ lại, hoặc mở lại từ tờ phiếu hay từ trang đầu.
foreign-title = Chưa nhận được: trang gửi đến có địa chỉ khác
foreign-lead = Trình duyệt gửi từ “{ $from }”, còn máy chủ này được đặt địa chỉ “{ $own }”. Hãy mở đúng địa chỉ của máy chủ rồi gửi lại. Nếu thanh địa chỉ của trình duyệt đang ghi địa chỉ thứ nhất và đó đúng là trang của Mặt trận, xin báo người quản trị máy chủ đặt lại --base-url.
crowded-title = Đang có rất đông người xem
crowded-lead = Xin đợi khoảng 15 giây rồi tải lại trang này. Việc gửi phiếu của hộ dân không phải chờ.
broken-title = Trang đang gặp trục trặc
broken-lead = Xin thử lại sau ít phút. Phiếu chưa gửi được thì chưa tính; bấm gửi lại không bị tính hai lần.
cut-off-title = Chưa gửi tới nơi
cut-off-lead = Đường truyền bị ngắt giữa chừng, máy chủ chưa nhận được gì. Xin quay lại trang trước, những gì đã điền vẫn còn, rồi gửi lần nữa; gửi lại không bị tính hai lần.
big-title = Phiếu quá dài
big-lead = Máy chưa nhận được. Quay lại, viết lý do ngắn hơn rồi gửi.
denied-title = Tài khoản này không xem được trang này
denied-lead = Trang này hoặc việc này thuộc phạm vi của người khác. Nếu ông bà cần làm, hãy nhờ Mặt trận cấp trên.
session-title = Phiên làm việc đã hết
session-lead = Điều ông bà vừa gửi chưa được ghi, nhưng chưa mất: hãy mở /dang-nhap ở một thẻ khác để đăng nhập, rồi quay lại đây và tải lại trang này để gửi lại.
big-file-title = Tệp quá lớn
big-file-lead = Tệp lớn hơn 12 MB nên chưa nhận. Hãy quay lại, chụp với cỡ nhỏ hơn hoặc chụp từng trang rồi gửi lại.

assisted = Hỗ trợ hộ
assisted-now = Đang giúp một hộ trả lời.
assisted-back = Về trang { PLACE($hamlet) }

broken-plain = Trang đang gặp trục trặc, xin thử lại sau ít phút.
