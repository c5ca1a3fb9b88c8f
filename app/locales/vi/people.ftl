# Accounts: signing in, one's own account, those of others, the audit log.

sign-in-title = Đăng nhập
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

accept-title = Dùng thư mời
accept-login-hint = Ghi trên thư.
accept-letter = Mã trên thư
accept-letter-hint = Ví dụ: K7M4-T9XC-R3HQ-P2GW. Dùng được một lần.
accept-new = Mật khẩu mới
accept-new-hint = Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.
accept-again = Nhập lại mật khẩu mới
accept-go = Đặt mật khẩu và vào
