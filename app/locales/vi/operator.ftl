# operator
faults = Tệp có { $count } lỗi, chưa nhập dòng nào:
faults-line = dòng { $line }: { $fault }
faults-more = và { $count } lỗi nữa

error-denied = tài khoản này không được làm việc đó ở đây
error-missing = không tìm thấy; hãy xem lại mã
error-done-before = việc này đã được thực hiện rồi
error-broken = hệ thống đang gặp trục trặc, xin thử lại sau ít phút
