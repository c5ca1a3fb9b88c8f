# Handbooks: their page, their print, and the help that pages show of them. The texts lie in the folder of the same name.

handbook = Sổ tay
handbook-how = Cách làm
handbook-in-handbook = Xem trong sổ tay
handbook-print = In sổ tay (PDF)
handbook-print-name = Sổ tay (PDF)
handbook-needs = Cần có
handbook-contents = Các mục
handbook-law = Căn cứ
handbook-mind = Khi gặp
handbook-others = Sổ tay của người khác
handbook-no-pictures = Bản chương trình này không kèm hình chụp màn hình.
handbook-pictures-of = Hình chụp từ chính bản chương trình này, với số liệu giả.
