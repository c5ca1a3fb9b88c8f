
field-missing = Hãy điền vào ô này.
field-too-long = Tối đa { $most } ký tự, đang có { $got }.
field-broken = Có ký tự hỏng, hiện thành “�”. Hãy xóa ký tự đó rồi gõ lại.
field-not-a-choice = Hãy chọn một trong các lựa chọn.
field-not-confirmed = Thao tác này khó hoàn tác. Xin kiểm tra lại rồi đánh dấu xác nhận.
field-file-too-big = Tệp lớn quá { $most } MB. Hãy gửi tệp nhỏ hơn.

file-optional = Không bắt buộc.
file-kinds = JPEG, PNG, WebP hoặc PDF, tối đa { $most } MB
file-kinds-or-word = PDF, Word (.docx), JPEG, PNG hoặc WebP, tối đa { $most } MB
file-again = Nếu đã chọn tệp, hãy chọn lại

refused-title = Chưa thực hiện được
refused-at = { $field }: { $what }
refused-home = Việc cần làm

committee-home = Việc cần làm
save = Lưu
saved = Đã lưu.

error-title = Lỗi: { $title }
pages = Trang
pages-before = Trang trước
pages-after = Trang sau

# Days and counts, wherever one is written
day-unreadable = “{ $typed }” không phải là ngày; ghi như 26/11/2026
day-does-not-exist = “{ $typed }” là ngày không có trong lịch; ghi ngày, tháng, năm như 26/11/2026
day-short-year = “{ $typed }” chưa đủ bốn chữ số của năm; ghi như { $example }
day-year-outside = “{ $typed }”: năm phải từ { $first } đến { $last }; ghi như 26/11/2026
count-unreadable = “{ $typed }” không phải là số; ghi số nguyên từ 0 trở lên, như 165 hoặc 1.650
count-not-whole = “{ $typed }” không phải là số nguyên; ghi như 165 hoặc 1.650
