# Values of the rules, as people read them.

# Status of a criterion
status-met = Met
status-not-met = Not met
status-not-assessed = Not assessed

# Who says what the status is
by-claim = Self-assessment
by-appraisal = Appraisal

# Claims beside answers
agreement-agrees = Claimed as met, people are satisfied
agreement-mismatch = Claimed as met, people are not satisfied
agreement-satisfied = Not claimed as met, people are satisfied
agreement-both-lack = Not claimed as met, people are not satisfied
agreement-not-asked = Not asked, or nobody answered
agreement-no-threshold = No share to compare with

# Titles, from low to high
title-standard = New rural standard met
title-advanced = Advanced new rural standard met
title-model = Model new rural standard met

# How far a recommendation has come
recommendation-stage-waiting = Waiting for an answer
recommendation-stage-returned = Returned, waiting for another answer
recommendation-stage-answered = Answered, the Front is to look at it
recommendation-stage-accepted = Accepted, being carried out
recommendation-stage-closed = Closed

# What is done with it
recommendation-action-raise = The Front recommends
recommendation-action-answer = The People’s Committee answers
recommendation-action-accept = The Front accepts the answer
recommendation-action-return = The Front returns the answer
recommendation-action-close = The Front closes it

# Months and quarters, for lists
period-month = { $month }/{ $year }
period-quarter = Quarter { $quarter } of { $year }

# How far a round has come
round-state-open = Open
round-state-closed = Closed, not published yet
round-state-published = Published


census-official = { $households } households on { $on } ({ $source }{ $former ->
    [0] {""}
    [1] ; counted of the former unit
   *[other] ; { $former } former units added up
})
census-beside = The hamlets list { $listed } households. Statistics: { $official }.
census-far-above = The hamlets list { $listed } households, less than { $percent }% of the statistics. Statistics: { $official }.
