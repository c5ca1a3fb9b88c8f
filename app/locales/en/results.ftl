# Published results: units, communes, targets, trends, method.

show = Show
nothing-yet = None yet
trend-not-told = Not asked, or not told
not-asked = Not asked
path = Units above
until-day = until { $day }
published-on = Published { $day }
ballots =
    { $count ->
        [one] { $count } ballot
       *[other] { $count } ballots
    }
question-no = Q{ $no }

# Heads of columns
column-commune = Commune
column-district = District
column-hamlet = Hamlet
column-content = Subject
column-criterion = Criterion
column-criteria = Criteria
column-criteria-met = Criteria met
column-status = Status
criteria-answers = People satisfied: share, ballots
criteria-answers-bar = People satisfied: share, ballots (line: the share asked for)
column-ballots = Ballots
column-satisfied = Satisfied
column-unsatisfied = Not satisfied
column-needed = Required
column-participation = Households taking part
column-overall = Satisfied overall
column-verdict = Verdict
column-returned = Ballots returned of households

# Bars
share-satisfied = { $share }% satisfied
share-satisfied-of = { $share }% satisfied, { $needed }% required
share-took-part = { $share }% took part, { $needed }% required
share-reached = { $share }% have it, { $needed }% required

# The topmost units
units-title = Published results
units-lead = Choose a place. Only rounds that are closed and published are shown.
units-none = There are no units yet. The administrator has to import the list of units.

# A province or district
area-lead =
    { $all ->
        [one] { $all } commune or ward
       *[other] { $all } communes and wards
    }; { $asked } with published results, { $met } with enough satisfaction.
area-lead-again =
    { $all ->
        [one] { $all } commune or ward
       *[other] { $all } communes and wards
    }; { $asked } with published results, { $met } with enough satisfaction, { $again } with enough in what was asked again.
area-lead-unjudged =
    { $all ->
        [one] { $all } commune or ward
       *[other] { $all } communes and wards
    }; { $asked } with published results.
area-no-threshold = { $sets }: no share is required yet, so nothing is judged.
area-results = Results
area-published = Published last: { $ruleset }, { $day }.
area-map = Map
area-targets = Targets of the plan
area-search = Find a commune
area-filter-all = All
area-found =
    { $count ->
        [one] { $count } commune
       *[other] { $count } communes
    }
area-show-all = Show all { $count } communes on one page
area-filter-everywhere = everywhere
area-filter-chosen = Filter: { $place }, { $filter }
area-found-pages = { $count } communes, page { $page } of { $pages }
area-none = No commune fits this choice.
area-all = Show all
area-caption = Results by commune

# A verdict in a list or on a map
result-met = Enough
result-not-met = Not enough
result-met-again = Enough after asking again
result-not-met-again = Not enough after asking again
result-asked-again = after asking again
result-no-threshold = No required share yet
result-none = No results yet

# The head of a verdict
verdict-met = Enough households are satisfied
verdict-too-few-answers = Too few answers to conclude anything
verdict-too-few-took-part = Too few households took part to call it met
verdict-not-met = Not enough households are satisfied
verdict-met-again = Enough satisfaction after asking again
verdict-not-met-again = Not enough satisfaction after asking again
verdict-none = No required share yet, so no conclusion is drawn
verdict-left = Still not enough since the round before

# A commune
commune-none = { $name } has no published results yet.
commune-trend = From round to round
commune-lead = Households were asked about the results of new rural development (nông thôn mới) from { $opens } to { $last }. Published { $published }.
commune-again = This round only asked again about what had not been enough. For everything else, see the
commune-round-published = round published on { $day }
commune-notice = The notice as it was posted
commune-other-rounds = Other rounds
commune-other-round = { $ruleset }, { $opens } to { $last }
commune-json = Data for programs (JSON)
history-predecessors = Made of the former units: { $units }.
history-parts-of = Received a part of: { $units }.
history-successors = Now belongs to: { $units }.
history-gave-to = Gave a part to: { $units }.

# Its figures
figures-households = { $part } of { $whole } households, { $needed }% required
figures-valid = { $part } valid ballots of { $whole } households, { $needed }% required
figures-issued = { $part } of { $whole } ballots handed out, { $needed }% required
figures-ballots = { $issued } handed out, { $returned } returned, { $valid } valid, { $invalid } invalid
figures-overall = { $part } of { $whole } households
figures-overall-of = { $part } of { $whole } households, { $compare } { $needed }% required
assessed-none = No data on criteria yet
assessed-claimed = Self-assessed by the People’s Committee (Ủy ban nhân dân), up to { $day }
assessed-appraised = Appraised, up to { $day }
assessed-both =
    { $appraised ->
        [one] { $appraised } criterion appraised, the others self-assessed, up to { $day }
       *[other] { $appraised } criteria appraised, the others self-assessed, up to { $day }
    }
criteria-met =
    { $met ->
        [one] { $met } criterion met
       *[other] { $met } criteria met
    }

# Its criteria
commune-criteria = Criteria and what people say
commune-criteria-caption = The status of each criterion beside what people say
criteria-denied = People disagree
criteria-maybe-denied = People may disagree, too few answers to tell
criteria-round-published = Round published { $day }
assessment = { $by }: { $status }, { $day }, { $document }.
assessment-no-document = no document given
indicators-met = { $met } of { $of } indicators met
indicator-not-met = Not met: { $no } { $name }

# Its questions and hamlets
questions-title = Question by question
questions-caption = Ballots and share of each question
hamlets-results = Hamlets
hamlets-results-caption = Households taking part and satisfied overall, by hamlet

# What its rules rest on
sources-title = Rules, required shares and their sources
sources-unchecked = (not verified yet)
sources-signed = { $number } of { $day }
sources-overall = Satisfied overall: { $compare } { $percent }% in each { $level }
sources-content = Each subject: { $compare } { $percent }% in each { $level }
sources-participation = Taking part: at least { $percent }%

# Titles, and what a commune was made of
title-decisions = Decisions on titles
title-granted = Granted, { $title }: { $decision }, { $day }
title-withdrawn = Withdrawn, { $title }: { $decision }, { $day }
title-not-inherited = This unit was made of former units. Their titles and the status of their criteria do not pass on to it: it has to be assessed anew.
predecessors-title = Former units, for reference
predecessors-lead = Figures of former units stand by themselves and are not added to those of this unit.
predecessors-caption = Former units that this one was made of or received a part of
predecessors-unit = Former unit
predecessors-titles = Last titles
predecessors-no-title = None

# Recommendations
commune-recommendations = Recommendations of the Front (Mặt trận) and answers
commune-recommendation-due = answer due { $due }
commune-recommendation-work-due = work due { $due }

# A commune across its rounds
trend-title = From round to round, { $unit }
trend-lead = The same subject across rounds and criteria sets. Subjects are matched by the names of their criteria, and by their own names where a criterion has several questions; a subject that a round did not ask about is left empty.
trend-none = No round of this commune has been published yet.
trend-predecessors = Below are the former units of this place: for reference, not added to the figures of the commune.
trend-own-caption = Rounds of the commune
trend-predecessor-caption = Rounds of the former unit
trend-overall = All in all
trend-one-of-several = { $criteria }: { $topic }
trend-chart = Satisfied overall, round by round. { $values }
trend-chart-caption = Satisfied overall. The short line at each round: share required.
trend-chart-caption-some = Satisfied overall. The short line at each round: share required; where there is none, no share was required yet.
trend-chart-caption-unjudged = Satisfied overall. No share is required yet, so there is no line.

# The targets of a plan
targets-title = New rural targets, { $unit }
targets-lead = { $profile }. At the end of { $day }: { $summary }.
targets-changed = Units were rearranged from { $day }. Targets for communes are counted over the communes that exist on the day shown; the status and titles of former communes do not pass on to new ones, which have to be assessed anew.
targets-day = On the day
targets-profile = Set of targets
targets-open = Open the names of all units that lack something, to print
targets-fold = Fold the names of units away
targets-all = Show all targets
targets-caption-of = Targets by section of the plan, section { $section }
targets-section = Section { $section }
targets-target = Target
targets-target-and-due = Target and due day
targets-reached = Have it
targets-progress = Progress
targets-missing = Missing
targets-no-units = There is no unit of this kind in the list yet.
targets-asks = At least { $percent }% of { $units }
targets-asks-named = At least { $percent }% of { $units }; the plan says { $named } { $units }
targets-unverified = Criteria matched by subject, not verified yet
targets-unverified-reading = Due day or way of counting is our reading of the plan, not verified yet
targets-asks-title = { $unit }: { $title }
targets-asks-value = At least { $times } times { $year }
targets-asks-value-of = At least { $times } times { $year }: { $needed } { $measure }
targets-asks-act = To be done
targets-value = { $value } { $measure }
targets-value-base = { $year }: { $value } { $measure }
targets-value-no-base = No figure of { $year } yet to compare with
targets-act-done = Done on { $day }
targets-act-not-done = Not done by { $day }
targets-criteria = Criteria { $criteria }
targets-due = Due { $day }
targets-at-due = On the due day { $day }: { $part } / { $whole }
targets-ended = The level of { $units } ended on { $day }: counted on that day.
targets-appraised = { $count } appraised
targets-none-missing = Complete
targets-more = And { $count } more: see all
targets-names = Names of { $count } { $units } that do not have it
targets-lacks-criteria = criteria { $criteria }
targets-sources = Sources and method
targets-method = A unit has a subject when all criteria of that subject are met. What the level above has appraised counts as appraised until it is appraised anew; a newer self-assessment stands beside it and waits. Titles count by decisions in force; a higher title includes the lower ones.

# The method
method-title = How it is asked and counted
method-who = Who is asked
method-who-text = One person speaks for each household and answers once: on a phone with the code printed on the slip, or on paper at the hamlet meeting. The Vietnam Fatherland Front (Mặt trận Tổ quốc) is in charge, not the government (Guidelines 78/HD-MTTW-BTT of 24 April 2017 and 90/HD-MTTW-BTT of 20 September 2022).
method-last-day = Ballots are taken until the end of the last day (midnight in Vietnam). A household that opened its ballot before then may send it for { $minutes } more minutes; after that, or once the hamlet is counted, none is taken.
method-no-names = No names
method-no-names-text = A ballot is sealed the moment it arrives, and no page or command opens one before the boxes are opened and counted; a box with few ballots (fewer than 10, as a rule) is opened together with another. Ballots are stored under a random number, without the code and without the hour. Reasons for not being satisfied are stored apart, by commune and by question. Of a code it is only noted whether it has been used.
method-receipts = After sending, a household has a receipt; once the box was opened the list of its receipts is posted, and whoever has one can look it up. It says nothing of the answers.
method-audit-slips = The Front above may answer with a few slips like a household, which the program cannot tell apart. Once the box was opened these audit slips are set aside, compared with what was noted, and not counted; the minutes and the public record tell how many there were and whether they agreed.
method-counting = How it is counted
method-satisfaction = Share satisfied with a question: satisfied ballots out of ballots with a valid answer to that question.
method-participation = Share taking part: ballots returned out of households, unless the plan of the round says otherwise.
method-sums = Ballots are added up from hamlet to commune, district and province; shares are never averaged.
method-whole-ballots = Whether it is enough is decided by whole ballots, never by rounded shares. A commune without enough satisfaction is not hidden by the total of its district.
method-hundred = 100% is never written while one household is not satisfied.
method-few-hidden = Counts of a group of fewer than { $fewest } answers are not given, because it would be easy to guess who answered what; of a group of fewer than { $alike } in which nearly everybody answered alike only a range is. No document sets these two numbers, Ý Dân does; a set of criteria may set higher ones. Nor are counts of another place where they would give these away when taken from a sum.
method-criteria = Criteria
method-criteria-text = The status of a criterion is assessed by the People’s Committee itself (Ủy ban nhân dân) and appraised by the level above, each with its day and document; nothing is overwritten. What was appraised counts as appraised until it is appraised anew; a newer self-assessment stands beside it, marked as not appraised yet. “People disagree” marks a criterion that is assessed as met although too few are satisfied with the question about it.
method-new-communes = A commune newly made by a merger does not inherit titles or criteria of the former ones: their results are for reference only, until it is assessed anew.
method-few = When there are few ballots
method-few-text = With few ballots, or not enough of them to be sure, the page adds the range in which the satisfaction of all households may lie (Clopper–Pearson interval at 95%, taking the ballots as a random sample; never wider than what the households that did not answer could still change). The range is only a help for reading; whether it is enough is still decided by the ballots.

# No data is not failure.
no-data = No data yet
targets-unknown = No data yet: { $count } { $units }
targets-unknown-more = and { $count } more
targets-of-its-time = From { $day } the units were rearranged. The plan was made for the units before, so it is counted up to their last day.
targets-over-new = Count it over the new units
receipt-find = Look up a receipt
receipt-find-lead = After sending its ballot a household gets a receipt. Once the box was opened, look here whether your ballot lay in it. A receipt says nothing of the answers.
receipt-label = Receipt
receipt-hint = Ten letters and digits, such as K7M4T-9XCR3. Capital or small does not matter.
receipt-problem = The receipt cannot be looked up yet
receipt-go = Look up
receipt-another = Look up another one
receipt-empty = No receipt is typed in.
receipt-length = A receipt has 10 letters and digits; { $got } are typed in. Compare it with the screen or the paper it was written down on.
receipt-foreign = No receipt has the letter “{ $letter }”. Please look at it again.
receipt-found = It lay in the box
receipt-found-in = The ballot lay in the box of { $hamlets }, { $commune }, opened on { $day }.
receipt-to-list = See the list
receipt-not-found = This receipt is not there
receipt-not-found-why = As long as the hamlet's box is not opened it cannot be looked up: ask the hamlet's working committee for the day of the count. If it is opened, look at every letter again. Receipts of audit slips, sent by a supervisor, are not listed. If your own still is not there, tell the standing board of the commune's Front and show them this receipt.
receipt-list = List of receipts
receipt-list-of = Ballot box of { $hamlets }, { $commune }, opened on { $day }
receipt-list-count = { $count } ballots of the box could be read.
receipt-list-what = One receipt for each ballot, in the order of letters and digits, not in which ballots came in. A household finds its own here. None says how a household answered.
receipt-root = Hash of the whole list (Merkle tree, RFC 6962, SHA-256), printed in the minutes of the count too:

# The picture beside a link that is passed on.
shared-about = What people say of new rural development
shared-none = No results are published yet
shared-satisfied = satisfied on the whole ({ $part } of { $whole } households that answered)
shared-none-valid = No valid answer to the overall question
shared-took-part = Took part: { $share } ({ $part } of { $whole })
shared-published = Published { $on }
shared-communes = communes and wards with published results
shared-met = Met: { $count }
shared-met-again = Met when asked again: { $count }
shared-not-met = Not met: { $count }
shared-unjudged = Not judged: { $count }
shared-made-up = Made-up data, to try out
