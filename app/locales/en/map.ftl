# The map of a unit's communes.

map-title = Map, { $unit }
map-lead = { $metric }, at the end of { $day }. Press a place to see it.
map-chosen = Measure: { $metric }, until { $day }
map-metric = Figure
map-day = On the day
map-legend = Legend
map-legend-line =
    { $count ->
        [one] { $class }: { $count } place
       *[other] { $class }: { $count } places
    }
map-table = The same figures as a table
map-communes = Communes
map-no-outlines = No outlines were loaded, so each commune is a tile.
map-without-outline = Places without an outline on the map:

# What it shows
map-verdict = Verdict
map-overall = Satisfied overall
map-participation = Households taking part
map-criteria = Criteria met
map-mismatches = Criteria claimed as met that people are not satisfied with
map-open = Open recommendations

# Classes
map-share-below = Below { $percent }%
map-share-between = { $from }% to below { $below }%
map-share-from = { $percent }% or more
map-overall-open = Few ballots, no conclusion
map-criteria-below-half = Less than half
map-criteria-from-half = Half or more, below 80%
map-criteria-not-all = 80% or more, not all
map-criteria-all = All
map-criteria-none = No data yet
map-mismatches-few = 2 or 3 criteria
map-mismatches-many = 4 criteria or more
map-mismatches-open = There may be some, no conclusion
map-mismatches-none = No results yet, or no criterion claimed as met to compare
map-open-few = 2 or 3 recommendations
map-open-many = 4 recommendations or more
map-nothing = None

# Figures
map-criteria-count = { $met } / { $of } criteria
map-mismatches-count =
    { $count ->
        [one] { $count } criterion
       *[other] { $count } criteria
    }
map-mismatches-unjudged-count =
    { $count ->
        [one] { $count } criterion claimed as met, not compared yet
       *[other] { $count } criteria claimed as met, not compared yet
    }
map-mismatches-open-count =
    { $open ->
        [one] { $open } criterion without a conclusion
       *[other] { $open } criteria without a conclusion
    }
map-mismatches-both =
    { $count ->
        [one] { $count } criterion, { $open } more without a conclusion
       *[other] { $count } criteria, { $open } more without a conclusion
    }
map-open-count =
    { $count ->
        [one] { $count } recommendation
       *[other] { $count } recommendations
    }
map-nearer = Nearer
map-farther = Farther
map-whole = Whole map
map-keys = By keyboard: the arrow keys, + and −.
map-picture = Map of the units
map-not-switched = The map was not switched: there is no connection. Press Show to try again.
