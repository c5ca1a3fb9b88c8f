# Claims beside answers.

comparison-title = Giám sát, { $unit }
comparison-lead = Tình trạng tiêu chí tính đến hết ngày { $day }, bên cạnh đợt lấy ý kiến đã công bố gần nhất của từng xã.
comparison-order-gap = Xếp trước các tiêu chí đủ phiếu để kết luận, mức chênh lớn đứng đầu.
comparison-order-share = Xếp trước các nội dung đủ phiếu, ít người hài lòng nhất đứng đầu.
comparison-no-threshold = { $sets }: chưa có mức quy định để so sánh, nên không kết luận đạt hay chưa đạt. Nơi nào còn hộ chưa hài lòng, Mặt trận vẫn kiến nghị được.
comparison-before = Trước { $from } chưa có đơn vị này: đang xem các đơn vị cũ mà nó được lập từ đó.
comparison-found = { $count } dòng, trang { $page } trên { $pages }
comparison-none = Không có dòng nào hợp với lựa chọn này.
comparison-nothing-yet = Chưa có đợt lấy ý kiến nào ở đây được công bố tính đến ngày { $day }, nên chưa có gì để so sánh với tình trạng tiêu chí.
comparison-unasked = { $count } xã chưa có đợt lấy ý kiến nào được công bố
comparison-kind = { $kind } ({ $count })
comparison-kind-open = { $kind } ({ $count }, trong đó { $open } chưa đủ cơ sở)

comparison-criteria = Tình trạng tiêu chí
comparison-recommendations = Kiến nghị
comparison-map = Bản đồ
comparison-targets = Chỉ tiêu của kế hoạch

comparison-district = Huyện
comparison-criterion = Tiêu chí
comparison-all = Tất cả
comparison-round = Đợt
comparison-round-of = { $unit }, công bố { $day }, { $communes } xã
comparison-latest = Gần nhất của từng xã
comparison-any-criterion = mọi tiêu chí
comparison-chosen = Lọc: { $criterion }, đến { $day }
comparison-day = Tính đến ngày
comparison-show = Xem

comparison-what = Xã và tiêu chí
comparison-claimed = UBND báo
comparison-satisfied = Người dân hài lòng (vạch: mức yêu cầu)
comparison-satisfied-alone = Người dân hài lòng
comparison-share = Tỷ lệ
comparison-gap = Chênh lệch
comparison-no-question = Không có câu hỏi nào
comparison-question = Câu { $no }: { $topic }
comparison-published = { $asked }, công bố { $day }
comparison-points = { $points } điểm
comparison-short = thiếu { $ballots } phiếu
comparison-open = { $count } đang mở
comparison-raise = Kiến nghị
comparison-raise-about = Kiến nghị về tiêu chí { $criterion } của { PLACE($unit) }
