# notice

heading-country = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
heading-motto = Độc lập - Tự do - Hạnh phúc
heading-number = Số: { $number }
