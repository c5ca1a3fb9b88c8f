//! A published notice, as it is posted: on screen, and on A4 by Decree 30/2020/NĐ-CP.

use crate::domain::collection::audit_slip::JudgedSlips;
use crate::domain::collection::notice::Notice;
use crate::domain::collection::plan::Papers;
use crate::domain::collection::round::{Ending, OpenHamlet};
use crate::domain::survey::count::Count;
use crate::domain::survey::results::{QuestionFigures, Results};
use crate::domain::survey::ruleset::{Base, Counted};
use crate::domain::survey::threshold::Compare;
use crate::domain::survey::verdict::participation;
use crate::domain::units::unit::Level;
use crate::error::ErrorPage;
use crate::extract::Query;
use crate::i18n::labels::label;
use crate::i18n::left_out::left_out;
use crate::i18n::purpose::purpose_official;
use crate::i18n::reasons::{reason, reason_topic};
use crate::i18n::{Lang, t, unended};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::notices::NoticeView;
use crate::routes::{Address as _, PublishedNotice, RoundRecord, UnitResults};
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::IntoMarkup as _;
use crate::ui::national_heading::{Issuer, national_heading};
use crate::ui::translated::{sentence_with, translated};
use chrono::{Datelike as _, NaiveDate};
use leptos::prelude::*;
use leptos_meta::Stylesheet;

/// How many hamlets that were not counted are named one by one.
const NAMED: usize = 12;

/// A published notice.
pub fn route() -> PageRoute {
    PageRoute::new::<PublishedNotice, _>(Audience::Reading, show)
}

async fn show(at: PublishedNotice, query: Query, app: AppState) -> PageResult {
    let unit = Some(query.get("noi")).filter(|unit| !unit.is_empty());
    let found = app.notices.notice(at.round, unit, query.parse("ban")).await?;
    let shown = found.ok_or(ErrorPage::NotFound)?;
    Ok(Page::new(move || notice_view(query.language(), &shown)))
}

fn percent(lang: Lang, decimal: Option<&String>) -> String {
    decimal.map_or_else(|| "–".to_owned(), |percent| lang.decimal(percent))
}

fn notice_view(lang: Lang, shown: &NoticeView) -> impl IntoView + use<> {
    let NoticeView { round, notice, results, versions } = shown;
    let place = &results.unit.name;
    // The unit stood when the round began; its code may be another unit's by now.
    let back = UnitResults { code: results.unit.code.clone() }
        .in_language(lang, &[("ngay", &round.opens.to_string()), ("dot", &round.id.to_string())]);
    let latest = versions.first().map_or(notice.version, |latest| latest.version);
    let older = (notice.version < latest).then(|| view! { <p class="note">{t!(lang, "notice-older")}</p> });
    // The participation asked for is the plan's, which names its source.
    let unverified = match (round.ruleset.thresholds.is_empty(), round.ruleset.participation.verified) {
        (true, true) => t!(lang, "notice-unverified-wording"),
        (true, false) => t!(lang, "notice-unverified-questions"),
        (false, _) => t!(lang, "notice-unverified"),
    };
    let unverified = (!round.ruleset.is_verified()).then(|| view! { <p class="note screen">{unverified}</p> });
    let translated = (lang != Lang::Vi).then(|| view! { <p class="note">{t!(lang, "notice-translated")}</p> });
    let record = RoundRecord { round: round.id }.to_string();
    let body = view! {
        <p class="screen"><a href=back>{t!(lang, "notice-back", unit = place)}</a></p>
        {older}
        {translated}
        {unverified}
        {paper_view(lang, shown)}
        {versions_view(lang, shown)}
        <p class="screen"><a href=record>{t!(lang, "notice-record")}</a></p>
    };
    view! {
        <Stylesheet href=crate::ui::assets::COMMITTEE_CSS/>
        <Frame lang title=t!(lang, "notice-title", unit = place) width=Width::Wide>{body}</Frame>
    }
}

/// The paper as it is posted.
pub(crate) fn paper_view(lang: Lang, shown: &NoticeView) -> impl IntoView + use<> {
    let NoticeView { round, notice, .. } = shown;
    let words = &notice.words;
    let issuer = Issuer::Committee { above: &words.above, committee: &words.committee, number: &words.number };
    let cited = round.papers.basis.iter().map(|line| {
        let document = unended(line);
        (t!(lang, "notice-basis", basis = document), Some(lang.untranslated(document)))
    });
    let basis = cited.chain(plan_basis(lang, &round.papers).map(|line| (line, None))).collect::<Vec<_>>();
    let last = basis.len().saturating_sub(1);
    let basis = basis.into_iter().enumerate().map(|(at, (line, cited))| {
        let end = if at == last { "." } else { ";" };
        view! { <p class="a4__basis">{sentence_with(&line, cited)}{end}</p> }
    });
    let basis = basis.collect_view();
    let corrected = (!notice.reason.is_empty()).then(|| {
        view! { <p><b>{sentence_with(&corrected(lang, shown), [lang.untranslated(unended(&notice.reason))])}</b></p> }
    });
    let why = lang.untranslated(unended(&notice.ending.reason));
    let without = ended_without(lang, &notice.ending, shown.results.unit.level)
        .map(|said| view! { <p>{sentence_with(&said, [why])}</p> });
    let full_figures = notice.full_figures.as_deref().map(unended).map(|document| {
        let said = t!(lang, "notice-full-figures", document = document);
        view! { <p data-full-figures>{sentence_with(&said, [lang.untranslated(document)])}</p> }
    });
    let JudgedSlips { judged, agreed } = notice.audit_slips;
    let audit_slips = (judged > 0).then(|| {
        view! { <p data-audit-slips>{t!(lang, "notice-audit-slips", judged = judged, agreed = agreed)}</p> }
    });
    let posted = t!(
        lang,
        "notice-posted",
        place = &words.posted_at,
        days = words.posting_days,
        from = notice.published_on,
        until = words.posted_until(notice.published_on),
    );
    let counts = shown.results.questions.iter().filter_map(|question| question.counts);
    let left_out = left_out(lang, counts, shown.results.participation.turnout.valid);
    view! {
        <article class="a4">
            {national_heading(lang, issuer)}
            <p class="a4__date">{signed_at(lang, &words.place, notice.published_on)}</p>
            <h1 class="a4__title">{t!(lang, "notice-heading")}<br/>{t!(lang, "notice-about")}</h1>
            {corrected}
            {basis}
            <p>{asked(lang, shown)}</p>
            {without}
            {table_view(lang, shown)}
            {full_figures}
            {left_out.map(|said| view! { <p data-left-out>{said}</p> })}
            <p>{verdict(lang, shown)}</p>
            {audit_slips}
            <p>{sentence_with(&posted, [lang.untranslated(&words.posted_at)])}</p>
            {signature_view(lang, notice)}
        </article>
    }
}

/// The plan the round rests on, as a legal basis; nothing where it has no number.
fn plan_basis(lang: Lang, papers: &Papers) -> Option<String> {
    let number = unended(&papers.number);
    (!number.is_empty()).then(|| match papers.signed_on {
        Some(day) => t!(lang, "notice-basis-plan-of", number = number, day = day),
        None => t!(lang, "notice-basis-plan", number = number),
    })
}

/// Which correction it is, of which version, and why.
fn corrected(lang: Lang, NoticeView { notice, versions, .. }: &NoticeView) -> String {
    let before = versions.iter().find(|other| other.version + 1 == notice.version);
    let before = before.map_or(notice.published_on, |before| before.published_on);
    let time = notice.version.saturating_sub(1);
    t!(lang, "notice-corrected", time = time, before = before, reason = unended(&notice.reason))
}

/// Which hamlets of a unit still took ballots when the round ended, or why it ended early; nothing where there is nothing to
/// say.
pub(crate) fn ended_without(lang: Lang, ending: &Ending, level: Level) -> Option<String> {
    let Ending { reason, open, .. } = ending;
    if open.is_empty() {
        let early = || t!(lang, "notice-ended-early-reason", reason = unended(reason));
        return (!reason.is_empty()).then(early);
    }
    let is_commune = level == Level::Commune;
    let name = |one: &OpenHamlet| {
        if is_commune { one.name.clone() } else { format!("{} ({})", one.name, one.commune.name) }
    };
    let names = open.iter().take(NAMED).map(name).collect::<Vec<_>>().join(", ");
    let more = open.len().saturating_sub(NAMED);
    let reason = if reason.is_empty() { t!(lang, "notice-no-reason") } else { unended(reason).to_owned() };
    Some(match more {
        0 => t!(lang, "notice-ended-without", count = open.len(), hamlets = names, reason = reason),
        more => {
            t!(lang, "notice-ended-without-more", count = open.len(), hamlets = names, more = more, reason = reason)
        }
    })
}

/// When and how many were asked and answered.
fn asked(lang: Lang, NoticeView { round, notice, results, .. }: &NoticeView) -> String {
    let turnout = &results.participation.turnout;
    let rule = &round.ruleset.participation;
    let counted = match rule.counted {
        Counted::Returned => t!(lang, "notice-counted-returned"),
        Counted::Valid => t!(lang, "notice-counted-valid"),
    };
    let part = participation(rule, turnout).part;
    let share = percent(lang, results.participation.percent.as_ref());
    let took_part = match rule.base {
        Base::Households => t!(lang, "notice-took-part", counted = counted, part = part, share = share),
        Base::Issued => t!(lang, "notice-took-part-of-issued", counted = counted, part = part, share = share),
    };
    let hamlets =
        results.hamlets.map(|hamlets| t!(lang, "notice-hamlets", answered = hamlets.answered, asked = hamlets.asked));
    let ballots = t!(
        lang,
        "notice-ballots",
        households = turnout.households,
        issued = turnout.issued,
        returned = turnout.returned,
        missing = turnout.issued.saturating_sub(turnout.returned),
    );
    let valid = t!(lang, "notice-valid", valid = turnout.valid, invalid = turnout.invalid);
    let when = match notice.ending.on {
        Some(ended) if ended < round.closes => {
            t!(lang, "notice-when-early", opens = round.opens, ended = ended, closes = round.closes)
        }
        _ => t!(lang, "notice-when", opens = round.opens, closes = round.closes),
    };
    let share = participation(rule, turnout);
    let enough = if Compare::AtLeast.holds(share.part, share.whole, rule.percent) {
        t!(lang, "notice-enough-took-part", percent = rule.percent)
    } else if results.verdict.met.is_none() {
        t!(lang, "notice-too-few-took-part-alone", percent = rule.percent)
    } else {
        t!(lang, "notice-too-few-took-part", percent = rule.percent)
    };
    let purpose = purpose_official(lang, round.papers.purpose);
    [Some(purpose), Some(when), hamlets, Some(ballots), Some(took_part), Some(enough), Some(valid)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn verdict(lang: Lang, NoticeView { round, results, .. }: &NoticeView) -> impl IntoView + use<> {
    let again = round.papers.repeats.is_some();
    let verdict = match results.verdict.met {
        None => t!(lang, "notice-no-verdict"),
        Some(true) if again => t!(lang, "notice-met-again"),
        Some(true) => t!(lang, "notice-met"),
        Some(false) if again => t!(lang, "notice-not-met-again"),
        Some(false) => t!(lang, "notice-not-met"),
    };
    let rules = &round.ruleset;
    let reasons = results.verdict.reasons.iter().map(|one| {
        let said = sentence_with(&reason(lang, rules, one), reason_topic(lang, rules, one));
        view! { " "{said} }
    });
    let reasons = reasons.collect_view();
    view! { {verdict}{reasons} }
}

fn table_view(lang: Lang, NoticeView { round, notice, results, .. }: &NoticeView) -> impl IntoView + use<> {
    // The reasons were summed up for all who were asked: they are nobody else's. Where counts are withheld they would tell.
    let is_own = results.unit.code == round.unit.code;
    let row = |question: &QuestionFigures| {
        let summary = notice
            .words
            .summaries
            .get(&question.no)
            .filter(|_| is_own && question.counts.is_some())
            .cloned()
            .unwrap_or_default();
        let asked = round.ruleset.question(question.no);
        let topic = asked.map_or_else(|| lang.untranslated(&question.topic), |asked| lang.topic_of(asked));
        let figures = match (question.counts, question.withheld) {
            (None, Some(withheld)) => {
                view! { <td colspan="4" data-withheld>{label(lang, withheld)}</td> }.into_markup()
            }
            (counts, _) => {
                let Count { satisfied, unsatisfied } = counts.unwrap_or_default();
                view! {
                    <td class="num">{lang.count(satisfied)}</td>
                    <td class="num">{percent(lang, question.percent_satisfied.as_ref())}</td>
                    <td class="num">{lang.count(unsatisfied)}</td>
                    <td class="num">{percent(lang, question.percent_unsatisfied.as_ref())}</td>
                }
                .into_markup()
            }
        };
        let why = if summary.is_empty() { "why why--none" } else { "why" };
        view! {
            <tr>
                <td class="num">{question.no}</td>
                <td>{translated(topic)}</td>
                {figures}
                <td class=why lang=lang.of_vietnamese()>{summary}</td>
            </tr>
        }
    };
    let rows = results.questions.iter().map(row).collect_view();
    view! {
        <div class="a4__scroll" tabindex="0" role="region" aria-label=t!(lang, "notice-table")>
        <table class="a4__table a4__table--why">
            <thead>
                <tr><th rowspan="2">{t!(lang, "notice-no")}</th><th rowspan="2">{t!(lang, "column-content")}</th><th colspan="2">{t!(lang, "column-satisfied")}</th><th colspan="3">{t!(lang, "column-unsatisfied")}</th></tr>
                <tr><th>{t!(lang, "column-ballots")}</th><th>{t!(lang, "notice-share")}</th><th>{t!(lang, "column-ballots")}</th><th>{t!(lang, "notice-share")}</th><th class="why">{t!(lang, "notice-reason")}</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        </div>
    }
}

/// Where and when it is signed. Decree 30/2020: a nought stands before days below 10 and before the months 1 and 2.
fn signed_at(lang: Lang, place: &str, on: NaiveDate) -> String {
    let (day, month) = match lang {
        Lang::Vi if on.month() < 3 => (on.format("%d"), on.format("%m")),
        Lang::Vi => (on.format("%d"), on.format("%-m")),
        Lang::En => (on.format("%-d"), on.format("%B")),
    };
    t!(
        lang,
        "notice-signed-at",
        place = place,
        day = day.to_string(),
        month = month.to_string(),
        year = on.year().to_string(),
    )
}

fn signature_view(lang: Lang, notice: &Notice) -> impl IntoView + use<> {
    let words = &notice.words;
    // The list ends with a full stop (Decree 30/2020).
    let last = words.receivers.len().saturating_sub(1);
    let line = |(at, line): (usize, &String)| {
        let end = if at == last { "." } else { ";" };
        view! { <li>{format!("- {}{end}", unended(line))}</li> }
    };
    let receivers = words.receivers.iter().enumerate().map(line).collect_view();
    let receivers = (!words.receivers.is_empty())
        .then(|| view! { <p><b>{t!(lang, "notice-receivers")}</b></p> <ul>{receivers}</ul> });
    let title = words.title.lines().map(|line| view! { {line.trim().to_owned()} <br/> }).collect_view();
    view! {
        <div class="a4__sign"><div class="a4__receivers">{receivers}</div><p><b>{title}</b>{t!(lang, "notice-signed-and-sealed")}<br/><br/><br/><b>{words.signer.clone()}</b></p></div>
    }
}

/// The other versions there are.
fn versions_view(lang: Lang, shown: &NoticeView) -> Option<impl IntoView + use<>> {
    let NoticeView { round, notice, results: Results { unit, .. }, versions } = shown;
    let others = versions
        .iter()
        .filter(|other| other.version != notice.version)
        .map(|other| {
            let to = PublishedNotice { round: round.id }
                .in_language(lang, &[("noi", &unit.code), ("ban", &other.version.to_string())]);
            let reason =
                (!other.reason.is_empty()).then(|| view! { ": "{translated(lang.untranslated(&other.reason))} });
            let said = match other.version {
                0 | 1 => t!(lang, "notice-first-version", day = other.published_on),
                version => t!(lang, "notice-version", time = version - 1, day = other.published_on),
            };
            view! { <li><a href=to>{said}{reason}</a></li> }
        })
        .collect_view();
    (versions.len() > 1)
        .then(|| view! { <section class="screen"><h2>{t!(lang, "notice-versions")}</h2><ul>{others}</ul></section> })
}
