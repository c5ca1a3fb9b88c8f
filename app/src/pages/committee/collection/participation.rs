//! Who takes part in a round, by place: figures of the whole, and a table with the fewest at its top.

use crate::domain::collection::round::State;
use crate::domain::collection::steps::HamletCounts;
use crate::domain::survey::verdict::{missing_to_participation, participation};
use crate::i18n::{Lang, count, percent, t};
use crate::islands::live_participation::{LiveParticipation, phrases};
use crate::ports::participation::{ParticipationRow, UnitParticipation};
use crate::routes::{Address as _, Hamlet, Round, RoundLive};
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::share::{Growing, part_bar};
use leptos::prelude::*;

/// The figures of the unit as a whole, and the places below it.
pub(super) fn participation_view(shown: &UnitParticipation) -> impl IntoView + use<> {
    view! { <dl class="figures" data-part=FIGURES>{figures_view(shown)}</dl> {table_view(shown)} }
}

/// The part that the figures of the whole are.
const FIGURES: &str = "figures";

/// How many hamlets have slips, as it changes while they are issued.
pub(super) fn issued_view(shown: &UnitParticipation) -> impl IntoView + use<> {
    view! { <p class="print__status" data-part=ISSUED>{issued_text(shown)}</p> }
}

/// The part that says it.
const ISSUED: &str = "issued";

fn issued_text(shown: &UnitParticipation) -> String {
    let HamletCounts { all, issued, .. } = shown.total.hamlets;
    t!("prints-issued", issued = issued, all = all)
}

/// What changes while a round runs, and keeps the pages that show it up to date.
pub(super) fn live(shown: &UnitParticipation, page: Markup) -> Markup {
    let round = &shown.round;
    // Where nothing comes in any more nobody watches.
    if round.state != State::Open {
        return page;
    }
    let live = RoundLive { round: round.id };
    let is_whole = shown.unit == round.unit;
    let address = if is_whole { live.to_string() } else { live.with(&[("noi", &shown.unit.code)]) };
    view! { <LiveParticipation address phrases=phrases()>{page}</LiveParticipation> }.into_markup()
}

/// The parts of what is shown of a unit that change while a round runs, by name, drawn: of the whole, and its rows in their order.
pub fn parts(shown: &UnitParticipation) -> [Vec<(String, String)>; 2] {
    let figures = (FIGURES.to_owned(), figures_view(shown).to_html());
    let issued = (ISSUED.to_owned(), issued_text(shown));
    let rows = shown.rows.iter().map(|row| (part_name(row), row_cells(shown, row).to_html()));
    [vec![figures, issued], rows.collect()]
}

/// The name of the part that a row is.
fn part_name(row: &ParticipationRow) -> String {
    row.hamlet.as_ref().map_or_else(|| row.unit.code.clone(), |hamlet| hamlet.id.to_string())
}

fn figures_view(shown: &UnitParticipation) -> impl IntoView + use<> {
    let rule = &shown.round.ruleset.participation;
    let (total, turnout) = (&shown.total, &shown.total.turnout);
    let share = participation(rule, turnout);
    let short = missing_to_participation(rule, turnout);
    let need = if share.whole == 0 {
        t!("round-need-unbegun", percent = rule.percent)
    } else if short > 0 {
        t!("round-need-short", percent = rule.percent, short = short)
    } else {
        t!("round-need-met", percent = rule.percent)
    };
    let part = t!("round-part-of", part = share.part, whole = share.whole, need = need);
    let (issued, valid, invalid) = (turnout.issued, turnout.valid, turnout.invalid);
    // What is valid is known once all boxes are opened.
    let sums = match shown.total.uncounted {
        0 => t!("round-returned-of", issued = issued, valid = valid, invalid = invalid),
        _ => t!("round-returned-of-sealed", issued = issued),
    };
    let HamletCounts { all, closed, .. } = total.hamlets;
    view! {
            <div class="figure"><dt>{t!("taking-part")}</dt><dd>{percent(share)}<small>{part}</small></dd></div>
            <div class="figure"><dt>{t!("round-returned")}</dt><dd>{count(turnout.returned)}<small>{sums}</small></dd></div>
            <div class="figure"><dt>{t!("round-closed-hamlets")}</dt><dd>{format!("{} / {}", count(closed), count(all))}<small>{waiting(total)}</small></dd></div>
    }
}

/// The places below the unit.
fn table_view(shown: &UnitParticipation) -> Markup {
    if shown.rows.is_empty() {
        return view! { <p class="empty">{t!("round-empty")}</p> }.into_markup();
    }
    let by_hamlet = shown.rows.iter().any(|row| row.hamlet.is_some());
    let (head, place) = if by_hamlet {
        (t!("round-by-hamlet"), t!("round-hamlet"))
    } else {
        (t!("round-by-commune"), t!("round-commune"))
    };
    let rows = shown.rows.iter().map(|row| view! { <tr data-part=part_name(row)>{row_cells(shown, row)}</tr> });
    let rows = rows.collect_view();
    view! {
        <h2>{head}</h2>
        <table class="table">
            <caption class="unseen">{t!("round-caption")}</caption>
            <thead><tr>
                <th scope="col">{place}</th>
                <th scope="col">{t!("round-bar")}</th>
                <th scope="col" class="num">{t!("round-share")}</th>
                <th scope="col" class="num">{t!("round-short")}</th>
                <th scope="col">{t!("round-status")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_markup()
}

/// What waits in a place.
fn waiting(row: &ParticipationRow) -> String {
    let mut texts = Vec::new();
    if row.pending > 0 {
        texts.push(t!("waiting-paper", ballots = row.pending));
    }
    if row.conflicts > 0 {
        texts.push(t!("waiting-conflicts", ballots = row.conflicts));
    }
    texts.join("; ")
}

fn row_cells(shown: &UnitParticipation, row: &ParticipationRow) -> impl IntoView + use<> {
    let rule = &shown.round.ruleset.participation;
    let share = participation(rule, &row.turnout);
    let round = shown.round.id;
    let (address, name) = match &row.hamlet {
        Some(hamlet) => (Hamlet { round, hamlet: hamlet.id }.to_string(), hamlet.name.clone()),
        None => (Round { round }.with(&[("noi", &row.unit.code)]), row.unit.name.clone()),
    };
    let (class, status) = status(shown.round.state, row);
    let short = match missing_to_participation(rule, &row.turnout) {
        _ if share.whole == 0 => "–".to_owned(),
        0 => t!("round-short-none"),
        short => t!("round-short-of", short = short),
    };
    view! {
            <th scope="row"><a href=address>{name}</a></th>
            <td>{part_bar(Lang::Vi, share, rule.percent, Growing::TookPart)}</td>
            <td class="num" data-label=t!("round-share")><b>{percent(share)}</b><small>{format!("{} / {}", count(share.part), count(share.whole))}</small></td>
            <td class="num" data-label=t!("round-short")>{short}</td>
            <td data-label=t!("round-status")><span class=class>{status}</span><small>{waiting(row)}</small></td>
    }
}

/// How far a place has come: the class of the label and its words.
fn status(round: State, row: &ParticipationRow) -> (&'static str, String) {
    let HamletCounts { all, closed, .. } = row.hamlets;
    let is_over = round != State::Open;
    if row.uncounted > 0 && (is_over || all == closed) {
        ("status status--none", t!("place-uncounted"))
    } else if all == closed && row.turnout.returned > 0 {
        // In a box, or by hand.
        ("status status--met", t!("place-counted"))
    } else if all == closed {
        ("status status--met", t!("place-closed"))
    } else if row.hamlet.is_none() {
        ("status status--none", t!("place-closed-hamlets", closed = closed, all = all))
    } else if row.turnout.issued == 0 {
        ("status status--not", t!("place-unbegun"))
    } else if row.minutes > 0 {
        // Its slips open nothing any more.
        ("status status--none", t!("place-by-minutes"))
    } else if is_over {
        ("status status--none", t!("place-over"))
    } else {
        ("status status--none", t!("place-open"))
    }
}
