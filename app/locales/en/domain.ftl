# Labels of values of the domain.

census-official = { $households } households on { $on } ({ $source }{ $former ->
    [0] {""}
    [1] ; counted of the former unit
   *[other] ; { $former } former units added up
})
census-beside = The hamlets list { $listed } households. Statistics: { $official }.
census-far-above = The hamlets list { $listed } households, less than { $percent }% of the statistics. Statistics: { $official }.
