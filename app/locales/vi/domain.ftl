# Labels of values of the domain.

census-official = { $households } hộ ngày { $on } ({ $source }{ $former ->
    [0] {""}
    [1] ; số của đơn vị cũ
   *[other] ; { $former } đơn vị cũ cộng lại
})
census-beside = Các thôn kê { $listed } hộ. Thống kê: { $official }.
census-far-above = Các thôn kê { $listed } hộ, chưa bằng { $percent }% số thống kê. Thống kê: { $official }.
