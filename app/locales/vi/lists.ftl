# Lists and workbooks that people send: what is wrong with them.

list-header = dòng 1: tiêu đề phải là { $wanted }; tệp này có { $given }
list-households-header = dòng 1: tiêu đề phải có code và đúng một cột households hoặc { $dated }; tệp này có { $given }
list-first-line = không đọc được dòng 1: { $error }
list-unreadable = không đọc được tệp: { $error }
list-not-utf8 = dòng { $line }: tệp không phải UTF-8; hãy lưu lại dạng “CSV UTF-8”
list-no-lines = tệp không có dòng nào ngoài tiêu đề
list-columns = có { $got } cột, cần { $wanted }
list-cell = { $column } { $fault }

cell-empty = để trống
cell-strange-characters = có ký tự lạ
cell-too-long = dài quá { $most } ký tự
cell-not-a-count = phải là số nguyên không âm, không phải { $typed }
cell-not-a-day = phải là ngày dạng 2024-07-01 hoặc 1/7/2024, không phải { $typed }
cell-in-the-future = { $day } ở tương lai
cell-not-a-level = phải là country, province, district hoặc commune, không phải { $typed }
cell-not-a-status = phải là Đạt (met), Chưa đạt (not_met) hoặc Chưa đánh giá (not_assessed), không phải { $typed }
cell-not-a-source = phải là Tự đánh giá (claim) hoặc Thẩm định (appraisal), không phải { $typed }
cell-not-a-title = phải là standard, advanced hoặc model, không phải { $typed }
cell-not-an-event = phải là granted hoặc withdrawn, không phải { $typed }

status-no-ruleset = không có bộ tiêu chí { $id }; có: { $known }
status-no-criterion = bộ { $id } không có tiêu chí { $criterion }; có 1 đến { $last }
status-no-indicator = bộ { $id } không có chỉ tiêu { $indicator }; để trống ô chỉ tiêu nếu ghi cho cả tiêu chí

sheet-choose-file = Hãy chọn tệp XLSX hoặc CSV.
sheet-unreadable = Không đọc được tệp XLSX: { $error }
sheet-list-unreadable = Không đọc được tệp: { $error }
sheet-none = Tệp XLSX không có trang nào.
sheet-merged = Ô { $cell } bị gộp với ô khác; hãy bỏ gộp ô rồi nhập lại.
sheet-header = Dòng 1 phải là: { $wanted }. Hãy dùng tệp mẫu.
sheet-row = Dòng { $row }: { $fault }
sheet-cell-error = có ô lỗi { $error }
sheet-cell-day = có ô ngày không đọc được
sheet-too-big = Tệp XLSX này mở ra quá lớn. Hãy sao chép dữ liệu sang tệp mẫu mới rồi nhập lại.
sheet-too-many-rows = Tệp có { $rows } dòng, nhiều nhất { $most }; hãy chia thành nhiều tệp.
sheet-far-cell = Ô { $cell } ở xa bảng; hãy xóa các cột thừa bên phải rồi nhập lại.
sheet-formula = Ô { $cell } là công thức; hãy sao chép rồi dán giá trị (Paste values) và nhập lại.

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
