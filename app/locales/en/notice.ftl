# The published notice.

notice-title = Notice of results, { $unit }
notice-back = Results of { $unit }, beside the criteria
notice-older = This is an older version. A newer, corrected one stands at the end of the page.
notice-unverified = Some required shares and the wording of some questions are not verified yet; see the sources on the page of the commune.
notice-unverified-wording = The wording of the questions is not checked yet; see the sources on the commune’s page.
notice-unverified-questions = The wording of the questions and the participation asked for are not checked yet; see the sources on the commune’s page.
notice-translated = This is a translation. What was posted is the Vietnamese notice.
notice-signed = As it was signed
notice-translated-own = The committee worded that one itself; the text below follows the standard form, with the same figures.
notice-heading = NOTICE
notice-about-of = Results of asking households whether they are satisfied with new rural development (nông thôn mới) in { $unit }
notice-signed-at = { $place }, { $day } { $month } { $year }
notice-basis = Pursuant to { $basis }
notice-when = Households were asked from { $opens } to { $closes }.
notice-hamlets = Hamlets with returned ballots: { $answered } of { $asked }.
notice-ballots = Households in all: { $households }. Ballots handed out: { $issued }; returned: { $returned }; not returned: { $missing }.
notice-counted-returned = ballots returned
notice-counted-valid = valid ballots
notice-took-part = Households taking part ({ $counted }): { $part }, which is { $share }%.
notice-took-part-of-issued = Households taking part ({ $counted }): { $part }, which is { $share }% of the ballots handed out.
notice-valid = Valid ballots: { $valid }; invalid: { $invalid }.
notice-purpose = { $purpose } Set of criteria: { $ruleset }.
notice-overall = In all, { $satisfied } of { $base } answers are satisfied ({ $share }%).
notice-threshold-overall = Share asked for in all: { $percent }% ({ $source }).
notice-threshold-content = Share asked for in each subject: { $percent }% ({ $source }).
notice-table = Results by subject
notice-no = No.
notice-share = Share %
answers-left-out = Some questions have fewer answers than there are valid ballots: an answer left blank or marked both ways is not counted for that question.
notice-reason = Reason
notice-met = Verdict: enough households are satisfied, as the rules require.
notice-met-again = Verdict: enough households are satisfied with what was asked again, as the rules require.
reasons-below = { $units ->
    [1] { $reasons } requirements are not met; they stand in the table below.
   *[other] { $reasons } requirements are not met in { $units } places; they stand in the table below.
}
reasons-table = What is not met
reasons-unit = Unit
reasons-count = Households
reasons-base = Of
reasons-needed = Required
reasons-short = Missing
reasons-at = { $percent }%
reasons-participation = Households taking part
reasons-none = no answer yet
reasons-too-few = too few answers to conclude anything
reasons-untold = too few are satisfied; counts are not given, because they would tell who answered what
notice-not-met = Verdict: not enough.
notice-not-met-again = Verdict: not enough in what was asked again.
notice-no-verdict = There is no required share of satisfied households to judge by.
notice-posted =
    { $days ->
        [one] Posted at { $place } for { $days } day, from { $from } until the end of { $until }.
       *[other] Posted at { $place } for { $days } days, from { $from } until the end of { $until }.
    }
notice-receivers = Copies to:
notice-signed-and-sealed = (signed and sealed)
notice-versions = Other versions

# Documents
document-pdf = To print (PDF, in Vietnamese)
document-word = To edit (Word, in Vietnamese)
document-day = { $day } { $month } { $year }
document-made-of = Figures as published in version { $version }, { $day }

# The heading of every paper
heading-country = SOCIALIST REPUBLIC OF VIET NAM
heading-motto = Independence - Freedom - Happiness
heading-number = No. { $number }

# How the round ended, what the plan asks for, corrections.
notice-corrected = Correction { $time } (in the place of the notice of { $before }). Reason: { $reason }.
notice-version = Correction { $time }, { $day }
notice-first-version = First version, { $day }
notice-ended-without = The round ended while { $count ->
        [one] 1 hamlet was
       *[other] { $count } hamlets were
    } still taking ballots ({ $hamlets }). Reason: { $reason }.
notice-ended-without-more = The round ended while { $count ->
        [one] 1 hamlet was
       *[other] { $count } hamlets were
    } still taking ballots ({ $hamlets } and { $more } others). Reason: { $reason }.
notice-audit-slips = The Front above tried the ballot boxes with { $judged } audit slips, which are not counted: { $agreed } came out as they were sent.
notice-full-figures = All figures are told, also where few households answered, as { $document } asks for.
notice-ended-early-reason = It ended early because: { $reason }.
notice-no-reason = none given
notice-when-early = Households were asked from { $opens } to { $ended }; the round ended earlier than planned ({ $closes }).
notice-enough-took-part = The plan asks for at least { $percent }% of households to take part: reached.
notice-too-few-took-part = The plan asks for at least { $percent }% of households to take part: not reached, so it cannot be concluded that satisfaction is enough.
notice-too-few-took-part-alone = The plan asks for at least { $percent }% of households to take part: not reached.
notice-basis-plan = On the basis of Plan No. { $number } of the Standing Committee of the Fatherland Front of { $unit } on asking households whether they are satisfied with new rural development
notice-basis-plan-of = On the basis of Plan No. { $number } of { $day } of the Standing Committee of the Fatherland Front of { $unit } on asking households whether they are satisfied with new rural development
notice-opening = The Standing Committee of the Fatherland Front of { $unit } gives notice of the results of asking households whether they are satisfied with new rural development:
notice-record = Download the public record of the round to recount it (ZIP: figures and receipts, no single ballots)
