# Lists and workbooks that people send: what is wrong with them.

list-header = dòng 1: tên các cột phải là { $wanted }; tệp này có { $given }
list-households-header = dòng 1: phải có cột code và đúng một cột households hoặc { $dated }; tệp này có { $given }
list-unreadable = không đọc được tệp: { $error }
list-not-utf8 = dòng { $line }: tệp không phải UTF-8. Hãy mở tệp bằng Excel, chọn Lưu thành (Save As) “CSV UTF-8” hoặc “.xlsx” rồi gửi lại
list-no-lines = tệp không có dòng nào ngoài tiêu đề
list-columns = có { $got } ô, chỉ có { $wanted } cột; xem lại dấu ngăn cách hoặc ô thừa bên phải
list-cell = cột { $column }: { $fault }

cell-empty = đang để trống, cần ghi
cell-strange-characters = có ký tự lạ
cell-too-long = “{ $typed }…” dài quá { $most } ký tự
cell-in-the-future = ngày { $day } ở tương lai
cell-not-a-level = “{ $typed }”: phải là country, province, district hoặc commune
cell-not-a-status = “{ $typed }”: phải là Đạt (met), Chưa đạt (not_met) hoặc Chưa đánh giá (not_assessed)
cell-not-a-source = “{ $typed }”: phải là Tự đánh giá (claim) hoặc Thẩm định (appraisal)
cell-not-a-title = “{ $typed }”: phải là standard, advanced hoặc model
cell-not-an-event = “{ $typed }”: phải là granted hoặc withdrawn

# Text that lost its letters
text-tcvn3 = “{ $word }” có lẽ là “{ $meant }” gõ bằng phông TCVN3 (.VnTime). Hãy chuyển cả tệp sang Unicode, ví dụ bằng UniKey Toolkit (Ctrl+Shift+F6), rồi gửi lại
text-vni = “{ $word }” có lẽ là “{ $meant }” gõ bằng phông VNI. Hãy chuyển cả tệp sang Unicode, ví dụ bằng UniKey Toolkit (Ctrl+Shift+F6), rồi gửi lại
text-twice-encoded = “{ $word }” có lẽ là “{ $meant }” bị lưu sai bảng mã (UTF-8 mở như Windows-1252). Hãy xuất lại tệp từ chương trình đầu, chọn UTF-8 hoặc .xlsx
text-question-marks = “{ $word }” có dấu ? ở chỗ chữ có dấu: tệp đã mất chữ khi lưu. Hãy lưu lại tệp gốc thành “CSV UTF-8” hoặc .xlsx rồi gửi lại

status-no-ruleset = không có bộ “{ $id }”; có: { $known }
status-no-criterion = bộ { $id } không có tiêu chí { $criterion }; có 1 đến { $last }
status-no-indicator = bộ { $id } không có chỉ tiêu { $indicator }; để trống ô chỉ tiêu nếu ghi cho cả tiêu chí

sheet-choose-file = Chưa chọn tệp, hoặc tệp đã chọn không có gì bên trong: hãy chọn tệp XLSX hoặc CSV.
sheet-unreadable = Không đọc được tệp XLSX: { $error }
sheet-not-a-workbook = Tệp này là danh sách chữ, không phải bảng tính. Hãy chọn tệp XLSX có các trang survey và choices.
sheet-old-excel = Tệp này là bảng tính Excel đời cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu nếu có, chọn Lưu thành (Save As) “Excel Workbook (.xlsx)” rồi gửi lại.
sheet-open-document = Tệp này là bảng tính OpenDocument (.ods). Hãy mở ra, chọn Lưu thành (Save As) “Excel 2007-365 (.xlsx)” rồi gửi lại.
sheet-binary-excel = Tệp này là bảng tính nhị phân (.xlsb). Hãy mở bằng Excel, chọn Lưu thành (Save As) “Excel Workbook (.xlsx)” rồi gửi lại.
sheet-word = Tệp này là văn bản Word. Hãy chép bảng sang tệp mẫu XLSX rồi gửi lại.
sheet-web-page = Tệp này là trang web (HTML), dù tên có đuôi .xls. Hãy mở bằng Excel, chọn Lưu thành (Save As) “Excel Workbook (.xlsx)” rồi gửi lại.
sheet-pdf = Tệp này là PDF, không đọc được thành bảng. Hãy gửi tệp XLSX hoặc CSV.
sheet-none = Tệp XLSX không có trang nào đang hiện.
sheet-several = Tệp có nhiều trang có dữ liệu: { $sheets }. Hãy để mỗi tệp một trang, hoặc ẩn các trang không gửi, rồi gửi lại.
sheet-merged = Ô { $cell } bị gộp với ô khác; hãy bỏ gộp ô rồi nhập lại.
sheet-header = Dòng 1 phải là: { $wanted }. Tệp này có: { $given }. Hãy dùng tệp mẫu.
sheet-cell-error = ô { $cell } đang báo lỗi { $error }; hãy ghi giá trị vào ô
sheet-too-big = Tệp XLSX này mở ra quá lớn. Hãy sao chép dữ liệu sang tệp mẫu mới rồi nhập lại.
sheet-too-many-rows = Tệp có { $rows } dòng, nhiều nhất { $most }; hãy chia thành nhiều tệp.
sheet-far-cell = Ô { $cell } ở xa bảng; hãy xóa các cột thừa bên phải rồi nhập lại.
sheet-formula = ô { $cell } là công thức; hãy sao chép rồi dán giá trị (Paste values) và nhập lại

sheet-name = Tiêu chí
sheet-unit-code = Mã đơn vị
sheet-unit-name = Tên đơn vị
sheet-ruleset = Bộ tiêu chí
sheet-criterion = Tiêu chí
sheet-indicator = Chỉ tiêu
sheet-criterion-name = Tên
sheet-status = Tình trạng
sheet-value = Giá trị
sheet-day = Ngày
sheet-document = Văn bản
sheet-source = Nguồn
sheet-source-note = Để trống cũng được: cấp trên ghi thì là Thẩm định, chính đơn vị ghi thì là Tự đánh giá.
