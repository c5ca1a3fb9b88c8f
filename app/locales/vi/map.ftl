# The map of a unit's communes.

map-title = Bản đồ, { $unit }
map-lead = { $metric }, tính đến hết ngày { $day }. Bấm vào một xã để xem.
map-chosen = Chỉ số: { $metric }, đến { $day }
map-metric = Chỉ số
map-day = Tính đến ngày
map-legend = Chú giải
map-legend-line = { $class }: { $count } đơn vị
map-table = Cùng số liệu, dạng bảng
map-communes = Các xã
map-no-outlines = Chưa có ranh giới nào được nạp, nên mỗi xã là một ô.
map-without-outline = Các đơn vị chưa có ranh giới trên bản đồ:

# What it shows
map-verdict = Kết luận lấy ý kiến
map-overall = Hài lòng chung
map-participation = Hộ tham gia
map-criteria = Tiêu chí đạt
map-mismatches = Tiêu chí báo đạt mà dân chưa hài lòng
map-open = Kiến nghị chưa kết thúc

# Classes
map-share-below = Dưới { $percent }%
map-share-between = { $from }% đến dưới { $below }%
map-share-from = Từ { $percent }%
map-overall-open = Chưa đủ phiếu để kết luận
map-criteria-below-half = Dưới một nửa
map-criteria-from-half = Từ một nửa, dưới 80%
map-criteria-not-all = Từ 80%, chưa đủ
map-criteria-all = Đủ tất cả
map-criteria-none = Chưa có số liệu
map-mismatches-few = 2 hoặc 3 tiêu chí
map-mismatches-many = Từ 4 tiêu chí
map-mismatches-open = Có thể có, chưa kết luận được
map-mismatches-none = Chưa có kết quả, hoặc chưa có tiêu chí báo đạt để so sánh
map-open-few = 2 hoặc 3 kiến nghị
map-open-many = Từ 4 kiến nghị
map-nothing = Không có

# Figures
map-criteria-count = { $met } / { $of } tiêu chí
map-mismatches-count = { $count } tiêu chí
map-mismatches-unjudged-count = { $count } tiêu chí báo đạt, chưa so sánh
map-mismatches-open-count = { $open } tiêu chí chưa kết luận được
map-mismatches-both = { $count } tiêu chí, { $open } chưa kết luận được
map-open-count = { $count } kiến nghị
map-nearer = Phóng to
map-farther = Thu nhỏ
map-whole = Cả bản đồ
map-keys = Bằng bàn phím: các phím mũi tên, + và −.
map-picture = Bản đồ các đơn vị
map-not-switched = Chưa đổi được bản đồ: không có kết nối. Bấm Xem để thử lại.
