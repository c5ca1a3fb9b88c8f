# operator
faults = Tệp có { $count } lỗi, chưa nhập dòng nào:
faults-line = dòng { $line }: { $fault }
faults-more = và { $count } lỗi nữa

operator-denied = tài khoản này không được làm việc đó ở đây
operator-missing = không tìm thấy; hãy xem lại mã
operator-done-before = việc này đã được thực hiện rồi
operator-broken = hệ thống đang gặp trục trặc, xin thử lại sau ít phút
