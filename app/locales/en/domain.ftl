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
agreement-no-data = No data about the criterion yet
agreement-not-asked = Not asked, not answered by anybody, or not told
agreement-no-threshold = What people say, not compared yet

# Purpose
purpose-recognise = Recognition
purpose-repeat = Asking again
purpose-reassess = Re-assessment after recognition
purpose-withdraw = Withdrawal of recognition
purpose-official = Households were asked for this purpose: { $purpose }.
purpose-told-repeat = You are asked again: households were asked before, and something was lacking.
purpose-told-reassess = You are asked again: { $unit } has been recognised, and it is looked at whether households are still satisfied.
purpose-told-withdraw = It is being decided whether the recognition of { $unit } is withdrawn, so households are asked. Please answer as you see it.

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

# How a threshold compares
compare-at-least = at least
compare-more-than = more than

# Units by level and kind; counts stand before them
units-country = country
units-province =
    { $count ->
        [one] province
       *[other] provinces
    }
units-district =
    { $count ->
        [one] district
       *[other] districts
    }
units-city =
    { $count ->
        [one] city
       *[other] cities
    }
units-town =
    { $count ->
        [one] town
       *[other] towns
    }
units-urban-district =
    { $count ->
        [one] urban district
       *[other] urban districts
    }
units-commune =
    { $count ->
        [one] commune
       *[other] communes
    }
units-ward =
    { $count ->
        [one] ward
       *[other] wards
    }
units-township =
    { $count ->
        [one] township
       *[other] townships
    }
units-special-zone =
    { $count ->
        [one] special zone
       *[other] special zones
    }
units-hamlet =
    { $count ->
        [one] hamlet
       *[other] hamlets
    }

# Why a unit's result is not enough
reason-no-households = { $place }: no household is counted yet, so nobody took part.
reason-no-issued = { $place }: no ballot handed out is counted yet, so nobody took part.
reason-participation =
    { $place }: { $count } of { $base } { $of ->
        [issued] ballots handed out came back
       *[households] households took part
    } ({ $share }%); at least { $percent }% is required, which is { $needed }. { $short ->
        [one] { $short } more household is needed.
       *[other] { $short } more households are needed.
    }
reason-too-few-answers = { $place }: question { $no } “{ $topic }” has too few answers to conclude anything.
reason-untold = { $place }: too few are satisfied with question { $no } “{ $topic }”. The counts are not given, because it would be easy to guess who answered what.
withheld-too-few = Too few ballots to show
withheld-almost-all = 80% or more are satisfied
withheld-almost-none = 20% or fewer are satisfied
withheld-corrected = Not shown: the corrected version differs by a few ballots
withheld-beside-others = Not shown: taken from the sum, it would give away a place with few ballots
reason-no-answers = { $place }: question { $no } “{ $topic }” has no answer yet.
reason-answers =
    { $place }: question { $no } “{ $topic }”: { $count } of { $base } households are satisfied ({ $share }%); { $compare } { $percent }% is required, which is { $needed } households. { $short ->
        [one] { $short } more satisfied household is needed.
       *[other] { $short } more satisfied households are needed.
    }

# What has to be said beside a share
remark-few-and-open = Estimate for all households, if those that did not answer think like those that did: about { $low }–{ $high }% (it may be above or below the threshold; the conclusion still goes by the ballots)
remark-few = Estimate for all households, if those that did not answer think like those that did: about { $low }–{ $high }%
remark-open = Estimate for all households, if those that did not answer think like those that did: about { $low }–{ $high }% (it may be above or below the threshold; the conclusion still goes by the ballots)

# How far a target has come
progress-reached = Reached in time
progress-on-course = Not reached yet (time remains)
progress-late = Overdue
progress-reached-late = Reached late
progress-lost = Reached, but no longer
progress-missed = Not reached
progress-no-data = Not enough data
progress-ended = Level no longer exists

# How far a round has come
round-state-open = Open
round-state-closed = Closed, not published yet
round-state-published = Published

# The census beside what a commune lists
census-official = { $households } households on { $on } ({ $source }{ $former ->
    [0] {""}
    [1] ; counted of the former unit
   *[other] ; { $former } former units added up
})
census-beside = The hamlets list { $listed } households. Statistics: { $official }.
census-far-above = The hamlets list { $listed } households, less than { $percent }% of the statistics. Statistics: { $official }.

hamlet-of = { $hamlet }, { $commune }
unit-name = { $name }
unit-until = { $name } (until { $last })
units-of-kind = { $kind }
claim-waits = New self-assessment, not appraised yet
