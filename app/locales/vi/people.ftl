# Accounts: signing in, one's own account, those of others, the audit log.

sign-in-title = Đăng nhập
sign-in-from-first-page = Mặt trận, ban công tác, cơ quan: đăng nhập
sign-in-lead = Dành cho Mặt trận, ban công tác ở thôn và cơ quan được mời. Hộ dân không cần đăng nhập.
sign-in-login = Tên đăng nhập
sign-in-password = Mật khẩu
sign-in-digits = 6 chữ số xác thực
sign-in-digits-hint = Trong ứng dụng xác thực trên điện thoại. Hãy nhập lại cả mật khẩu.
sign-in-go = Đăng nhập
sign-in-first-time = Lần đầu: tôi có thư mời
sign-in-forgotten = Quên mật khẩu? Người đã mời ông bà in lại được thư mời.
sign-in-wrong = Tên đăng nhập hoặc mật khẩu chưa đúng.
sign-in-wait = Đã nhập sai nhiều lần. Xin đợi { $seconds } giây rồi thử lại.
sign-in-second-factor = Hãy nhập 6 chữ số mới nhất trong ứng dụng xác thực.
sign-in-letter = Mã này không dùng được với tên đăng nhập đó: sai, đã dùng hoặc quá hạn. Hãy xin thư mới.
sign-in-letter-mistyped = Mã trên thư có 16 chữ và số; hãy xem lại từng nhóm bốn.
sign-in-passwords-differ = Hai lần nhập mật khẩu chưa giống nhau.

accept-title = Kích hoạt tài khoản
accept-login-hint = Ghi trên thư.
accept-letter = Mã trên thư
accept-letter-hint = Ví dụ: K7M4-T9XC-R3HQ-P2GW. Dùng được một lần.
accept-new = Mật khẩu mới
accept-new-hint = Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.
accept-again = Nhập lại mật khẩu mới
accept-go = Đặt mật khẩu và vào

password-too-short = Mật khẩu cần ít nhất { $least } ký tự; một câu ngắn dễ nhớ là tốt nhất.
password-too-long = Mật khẩu dài nhất { $most } ký tự.
password-guessed = Mật khẩu này dễ bị đoán: đừng dùng tên đăng nhập hay dãy số quen thuộc.
password-monotonous = Mật khẩu này dễ bị đoán: hãy dùng nhiều chữ khác nhau hơn.
login-not-plain = Tên đăng nhập cần 2 đến 40 ký tự: chữ thường không dấu, số, dấu chấm hoặc gạch.

own-title = Tài khoản của tôi
own-lead = { $name }, { $title }. Tên đăng nhập:
own-password = Đổi mật khẩu
own-password-old = Mật khẩu đang dùng
own-password-new = Mật khẩu mới
own-password-again = Nhập lại mật khẩu mới
own-password-differ = Hai lần nhập mật khẩu mới chưa giống nhau.
own-password-wrong = Mật khẩu đang dùng chưa đúng.
own-password-changed = Đã đổi mật khẩu. Các phiên khác của ông bà đã kết thúc.
own-second-factor = Xác thực hai bước
own-second-factor-on = Đang bật: mỗi lần đăng nhập cần thêm 6 chữ số trong ứng dụng xác thực.
own-second-factor-off = Tùy chọn. Quét hình này bằng một ứng dụng xác thực, hoặc gõ khóa
own-second-factor-password = Mật khẩu, để xác nhận
own-second-factor-digits = 6 chữ số ứng dụng đang hiện
own-second-factor-mismatch = 6 chữ số chưa khớp; hãy chờ số mới trong ứng dụng rồi nhập lại.
own-second-factor-start = Bật
own-second-factor-stop = Tắt
own-second-factor-started = Đã bật xác thực hai bước.
own-second-factor-stopped = Đã tắt xác thực hai bước.

accounts-title = Tài khoản
accounts-lead = Mỗi người một tài khoản. Mời bằng thư in ra giấy; mã trên thư dùng một lần để đặt mật khẩu.
accounts-caption = Tài khoản trong phạm vi
accounts-person = Người
accounts-charge = Phụ trách
accounts-state = Tình trạng
accounts-acts = Việc
accounts-invited = Chờ dùng thư
accounts-active = Đang dùng
accounts-removed = Đã thu hồi
accounts-seen = Đang đăng nhập, lần cuối { $moment }
accounts-acts-of = Việc với { $name }
accounts-acts-hint = Thư mới làm mật khẩu đang dùng hết hiệu lực. Thu hồi thì không dùng lại được.
accounts-renew = In thư mới
accounts-remove = Thu hồi tài khoản
accounts-invite = Mời thêm người
accounts-invite-many = Mời nhiều người một lần, in tất cả thư
accounts-name = Họ và tên
accounts-login-hint = Để trống thì máy đặt. Chữ thường không dấu, số, dấu chấm; ví dụ: hoa.daron
accounts-role = Vai trò
accounts-unit = Đơn vị người này phụ trách
accounts-hamlet-code = Mã thôn
accounts-hamlet-code-hint = Chỉ cần cho Ban công tác Mặt trận: mã trong danh sách thôn của xã, ví dụ 01
accounts-hamlet = Thôn, nếu là Ban công tác Mặt trận
accounts-no-hamlet = Không, hoặc chưa chọn
accounts-invite-go = Mời và in thư
accounts-choose-role = Hãy chọn vai trò.
accounts-choose-role-option = Chọn vai trò…
accounts-choose-unit = Hãy chọn đơn vị người này phụ trách.
accounts-office-own = Mặt trận mời được người đầu tiên của Ủy ban nhân dân các đơn vị mình giám sát; giao thư tận tay, đừng tự dùng. Từ đó cơ quan ấy tự mời thêm: Mặt trận không cấp lại thư, không thu hồi.

invitations-title = Mời nhiều người
invitations-lead = Mỗi dòng là một nơi chưa có ai phụ trách. Ghi họ tên người được mời; dòng nào để trống thì chưa mời. Tên đăng nhập do máy đặt, ghi trong thư.
invitations-no-places = Chưa có nơi nào để mời: hãy lập danh sách thôn trước, ở mục Thôn.
invitations-none-left = Nơi nào cũng đã có người phụ trách. Cần thêm người thì mời từng người ở trang Tài khoản.
invitations-part = { $first } – { $last }
invitations-go = Mời và in thư
invitations-nobody = Chưa ghi họ tên ai: hãy ghi ít nhất một người.
invitations-no-letters = Không có thư nào để in: hãy mời lại, hoặc in thư mới ở trang Tài khoản.

letter-title = Thư mời
letters-title = { $count } thư mời
letters-print = { $count ->
    [1] In thư
   *[other] In cả { $count } thư
}
letter-heading = Thư mời làm việc
letter-note = Hãy in ngay và trao tận tay. Mã chỉ hiện một lần: rời trang này là không xem lại được, nhưng in được thư mới.
letter-greeting = Kính gửi
letter-text = Ông bà được mời làm việc trên Ý Dân, nơi Mặt trận hỏi người dân có hài lòng với kết quả xây dựng nông thôn mới.
letter-open = Quét hình bên, hoặc mở:
letter-login = Tên đăng nhập:
letter-code = Mã dùng một lần:
letter-password = Đặt mật khẩu của riêng mình.
letter-until = Mã dùng được đến hết ngày { $until }.
letter-warning = Đừng đưa thư này cho người khác; dùng xong thì hủy.
letter-inviter = Người mời: { $name }, { $title }.

audit-title = Nhật ký
audit-lead = Ai đã làm gì trong phạm vi của ông bà. Ở đây không có mã phiếu và không có ý kiến hộ đã trả lời; lời ghi khi giải quyết phiếu trùng thì có. Dòng đã ghi không sửa, không xóa được.
audit-empty = Chưa có dòng nào.
audit-caption-of = Các việc ngày { $day }
audit-day = Ngày
audit-any-deed = mọi việc
audit-chosen = Lọc: mọi ngày, { $deed }
audit-chosen-day = Lọc: { $day }, { $deed }
audit-at = Thời gian
audit-act = Hoạt động
audit-who = Người thực hiện
audit-place = Địa bàn
audit-detail = Chi tiết
audit-newer = ← Mới hơn
audit-older = Cũ hơn →
audit-pages = Trang

role-hamlet = Ban công tác Mặt trận
role-hamlet-of = Ban công tác Mặt trận { PLACE($hamlet) }, { PLACE($unit) }
role-front = Ủy ban MTTQ Việt Nam
role-front-of = Ủy ban MTTQ Việt Nam { PLACE($unit) }
role-office = UBND, Văn phòng điều phối nông thôn mới
role-office-of-commune = UBND { PLACE($unit) }
role-office-of = Văn phòng điều phối nông thôn mới { PLACE($unit) }
role-administrator = Quản trị
role-administrator-of = Quản trị, { PLACE($unit) }

# people

# AccountRefused
account-name = Hãy ghi họ tên, tối đa 100 ký tự.
account-no-unit = Không có đơn vị mã { $code }.
account-office-there = Ủy ban nhân dân ở đây, hoặc ở đơn vị cấp dưới, đã có tài khoản: người của cơ quan ấy tự mời thêm.
account-not-commune = Ban công tác Mặt trận thuộc một thôn của một xã; hãy chọn xã.
account-no-hamlet = { $unit } không có thôn mã { $code }.
account-login-taken = Tên đăng nhập { $login } đã có người dùng; hãy chọn tên khác.
account-not-invited = Tài khoản của ông bà do Mặt trận mời, nên chỉ cấp lại thư và thu hồi được tài khoản do chính ông bà mời. Hãy nhờ Ủy ban nhân dân cấp trên hoặc người quản trị máy chủ.
account-letter-over = Thư của { $name } đã được dùng hoặc đã thay bằng thư khác: hãy in thư mới ở trang Tài khoản.
account-removed = Tài khoản này đã bị thu hồi; hãy mời lại bằng tên đăng nhập khác.
account-oneself = Không thể tự thu hồi tài khoản của mình; hãy nhờ người cùng cấp hoặc cấp trên.
