# Outlines of units from a GeoJSON file: what is wrong with them.

outlines-too-big = tệp lớn hơn { $most } MB; hãy giản lược ranh giới trước khi nhập
outlines-not-utf8 = tệp không phải UTF-8
outlines-not-geojson = tệp không phải GeoJSON: { $error }
outlines-not-a-collection = tệp phải là một FeatureCollection; mỗi đơn vị là một Feature có mã đơn vị, ví dụ thuộc tính code
outlines-other-projection = tệp dùng hệ tọa độ { $name }; hãy chuyển sang WGS 84 (EPSG:4326, kinh độ và vĩ độ) rồi nhập lại
outlines-empty = tệp không có đơn vị nào
outlines-no-code-property = không thấy thuộc tính mã đơn vị, ví dụ code hoặc ma_xa. Tệp có các thuộc tính: { $found }. Hãy cho biết thuộc tính nào là mã: --property TÊN
outlines-no-such-property = tệp không có thuộc tính { $property }. Tệp có các thuộc tính: { $found }
outline-no-code = thiếu mã đơn vị (thuộc tính { $property })
outline-no-shape = đơn vị { $code }: không có hình
outline-not-an-area = đơn vị { $code }: cần vùng (Polygon), không phải { $kind }
outline-half-a-point = đơn vị { $code }: có điểm thiếu kinh độ hoặc vĩ độ
outline-unreadable = đơn vị { $code }: hình không đọc được: { $error }
outline-shape = đơn vị { $code }: { $fault }
shape-too-few-points = hình không có đủ điểm
shape-too-many-points = có { $points } điểm, nhiều nhất { $most }; hãy giản lược ranh giới trước khi nhập
shape-swapped = tọa độ { $x }, { $y } không phải kinh độ, vĩ độ; có lẽ kinh độ và vĩ độ bị đảo chỗ: GeoJSON ghi kinh độ trước
shape-not-degrees = tọa độ { $x }, { $y } không phải kinh độ, vĩ độ; có lẽ tệp ở hệ tọa độ khác (VN-2000, UTM); hãy chuyển sang WGS 84
shape-crossing = đường ranh tự cắt ở kinh độ, vĩ độ { $x }, { $y }; hãy sửa hình ở chỗ đó rồi nhập lại
shape-overlapping = các phần của đơn vị chồng lên nhau ở kinh độ, vĩ độ { $x }, { $y }; hãy sửa hình ở chỗ đó, hoặc xem lại mã: có khi hai đơn vị mang cùng một mã
shape-ring = hình không thành vùng ở gần kinh độ, vĩ độ { $x }, { $y } ({ $error }); hãy sửa hình rồi nhập lại
