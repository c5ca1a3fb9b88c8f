# The demonstration: made-up people and words, and what is printed when it is made.

demo-failed = không làm được dữ liệu minh họa
demo-not-empty = Cơ sở dữ liệu này đã có dữ liệu. Dữ liệu minh họa chỉ làm trong cơ sở dữ liệu trống; hãy đặt tên tệp khác, hoặc làm lại từ đầu (cargo xtask run --fresh).
demo-too-early = Dữ liệu minh họa kể đến ngày { $day }; hãy xem lại ngày giờ của máy.
demo-about = Dữ liệu minh họa: tỉnh Lâm Đồng, năm 2025 và 2026, số liệu giả. Xem gì, thử gì, tên đăng nhập và mã:
demo-over = Đợt đang mở đã hết hạn ngày { $day }. Làm lại cho hôm nay: cargo xtask run --fresh
demo-password = xem thử ý dân
demo-person-province = Trần Văn Tỉnh
demo-person-commune = Nguyễn Thị Hoa
demo-person-hamlet = Lê Văn Thôn
demo-person-office = Phạm Thị Xuân
demo-person-coordination = Hoàng Văn Phối
demo-commune-kind = xã
demo-hamlet = Thôn { $no }

demo-plan-contact = bà Lan, 0263 3812 345
demo-plan-number = { $no }/KH-MTTQ-BTT
demo-participation-source = Kế hoạch số { $no }/KH-MTTQ-BTT
demo-notice-number = { $no }/TB-MTTQ-BTT
demo-notice-posted-at = Nhà văn hóa các thôn, trụ sở Ủy ban nhân dân xã
demo-signer-68 = Đỗ Thị Minh Tâm
demo-signer-24955 = K’ Brẻo
demo-signer-24943 = Ma Thị Liên
demo-signer-24958 = Võ Đình Sơn
demo-summary-road = Nhiều hộ nói đường vào xóm còn lầy khi mưa.
demo-summary-waste = Nhiều hộ nói rác để lâu mới thu gom.

demo-reason-road = Đường vào xóm còn lầy khi mưa.
demo-reason-water = Nước sinh hoạt hay mất vào mùa khô.
demo-reason-waste = Rác để lâu mới thu gom.
demo-reason-signal = Sóng điện thoại yếu, trẻ học trực tuyến khó.
demo-closing-place = Nhà văn hóa { PLACE($hamlet) }
demo-present-front = Nguyễn Văn Bình, Trưởng ban công tác Mặt trận
demo-present-head = Trần Thị Mai, Trưởng thôn
demo-present-household = K’ Sáu, đại diện các hộ

demo-document-claim = 12/BC-UBND
demo-document-claim-later = 58/BC-UBND
demo-document-appraisal = 7/BC-VPĐP
demo-decision = 1234/QĐ-UBND
demo-recommendation-road = Đường vào xóm còn lầy khi mưa
demo-recommendation-road-text = Tiêu chí Giao thông được báo đạt nhưng nhiều hộ chưa hài lòng với đường sá. Đề nghị Ủy ban nhân dân xã làm rõ và nêu thời hạn khắc phục.
demo-recommendation-road-answer = Ủy ban nhân dân xã đã kiểm tra, sẽ cứng hóa 1,2 km đường vào các xóm.
demo-recommendation-road-accept = Ban Thường trực chấp nhận trả lời, theo dõi đến khi làm xong.
demo-recommendation-road-close = Đường đã làm xong, các hộ đã đi lại được.
demo-recommendation-waste = Rác để lâu mới thu gom
demo-recommendation-waste-text = Tiêu chí Môi trường được báo đạt nhưng nhiều hộ chưa hài lòng. Đề nghị nêu lịch thu gom rác ở từng thôn.
demo-recommendation-water = Nước sinh hoạt hay mất vào mùa khô
demo-recommendation-water-text = Nhiều hộ ở ba thôn nói nước sinh hoạt hay mất vào mùa khô. Đề nghị kiểm tra trạm bơm và nêu cách xử lý.
demo-recommendation-water-answer = Ủy ban nhân dân xã đã thay máy bơm, từ nay trực trạm vào mùa khô.
demo-recommendation-signal = Sóng điện thoại yếu ở hai thôn
demo-recommendation-signal-text = Sóng điện thoại yếu, trẻ học trực tuyến khó. Đề nghị làm việc với nhà mạng.
