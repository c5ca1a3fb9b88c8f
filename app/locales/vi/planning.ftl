# A round before it opens: its plan, the wording of its ballot, its hamlets.

hamlets-title = Thôn và số hộ, { $commune }
hamlets-lead = Số hộ là cơ sở tính tỷ lệ tham gia. Đợt đang mở giữ số hộ của ngày mở. Xóa trắng một dòng để bỏ thôn nhập nhầm.
hamlets-far-fewer = Xem lại có thiếu thôn hay thiếu hộ không.
hamlets-caption = Thôn và số hộ
hamlets-code = Mã
hamlets-name = Tên thôn
hamlets-households = Số hộ
hamlets-cell = { $column }, dòng { $line }
hamlets-row-incomplete = Dòng { $line }: ghi cả mã và tên thôn.
hamlets-row-not-a-number = Dòng { $line }: số hộ “{ $typed }” không phải là số.
hamlets-row-refused = Dòng { $line }: { $fault }
