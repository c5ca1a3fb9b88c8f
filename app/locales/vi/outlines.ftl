# Outlines of units from a GeoJSON file: what is wrong with them.

outlines-too-big = tệp lớn hơn { $most } MB; hãy giản lược ranh giới trước khi nhập
outlines-not-utf8 = tệp không phải UTF-8
outlines-not-geojson = tệp không phải GeoJSON: { $error }
outlines-not-a-collection = tệp phải là một FeatureCollection; mỗi đơn vị là một Feature có thuộc tính code
outlines-other-projection = tệp dùng hệ tọa độ { $name }; hãy chuyển sang WGS 84 (EPSG:4326, kinh độ và vĩ độ) rồi nhập lại
outlines-empty = tệp không có đơn vị nào
outline-no-code = thiếu thuộc tính code (mã đơn vị)
outline-no-shape = đơn vị { $code }: không có hình
outline-not-an-area = đơn vị { $code }: cần vùng (Polygon), không phải { $kind }
outline-half-a-point = đơn vị { $code }: có điểm thiếu kinh độ hoặc vĩ độ
outline-unreadable = đơn vị { $code }: hình không đọc được: { $error }
outline-too-few-points = đơn vị { $code }: hình không có đủ điểm
outline-too-many-points = đơn vị { $code }: có { $points } điểm, nhiều nhất { $most }; hãy giản lược ranh giới trước khi nhập
outline-swapped = đơn vị { $code }: tọa độ { $x }, { $y } không phải kinh độ, vĩ độ; có lẽ kinh độ và vĩ độ bị đảo chỗ: GeoJSON ghi kinh độ trước
outline-not-degrees = đơn vị { $code }: tọa độ { $x }, { $y } không phải kinh độ, vĩ độ; có lẽ tệp ở hệ tọa độ khác (VN-2000, UTM); hãy chuyển sang WGS 84
outline-crossing = đơn vị { $code }: đường ranh tự cắt hoặc chồng lên nhau ({ $error }); hãy sửa hình rồi nhập lại
