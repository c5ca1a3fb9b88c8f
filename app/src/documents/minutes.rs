//! The minutes of the counting of a hamlet (*biên bản kiểm phiếu*).

use super::signed_at::day_in_words;
use super::template::{Filling, Fillings};
use super::text::Text;
use super::{Cell, Column, Document, Letterhead, Signature, Table, kept_together, wording};
use crate::domain::collection::audit_slip::JudgedSlips;
use crate::domain::document_kind::DocumentKind;
use crate::domain::survey::count::Count;
use crate::domain::survey::percent::Share;
use crate::i18n::labels::label;
use crate::i18n::left_out::left_out;
use crate::i18n::{Lang, count, day, percent, t};
use crate::ports::counting::CountingMinutes;
use crate::ports::participation::HamletDetail;

impl Document {
    /// Minutes of a hamlet, to be signed.
    pub fn minutes(shown: &HamletDetail, minutes: &CountingMinutes, hamlet: &str) -> Self {
        // Each hamlet's own head signs what was opened together.
        let signs = |offices: Vec<String>| Signature { offices, how: t!("minutes-print-sign"), name: String::new() };
        let heads = hamlets(minutes, hamlet);
        let is_together = heads.len() > 1;
        let template = wording::in_force(Lang::Vi, DocumentKind::Minutes, minutes.template.as_deref());
        let head = |hamlet: String| {
            let offices = [Some(t!("minutes-print-head")), is_together.then_some(hamlet)];
            signs(offices.into_iter().flatten().collect())
        };
        let signatures =
            std::iter::once(signs(vec![t!("minutes-print-households")])).chain(heads.iter().cloned().map(head));
        let named = heads.iter().map(|hamlet| hamlet.to_uppercase().replace(' ', "\u{a0}")).collect::<Vec<_>>();
        let issuer = t!("minutes-print-issuer", hamlet = named.join(", "));
        let above = t!("notice-committee", unit = shown.row.unit.name.to_uppercase());
        Self {
            title: t!("minutes-print-page", hamlet = hamlet),
            lang: Lang::Vi.tag(),
            letterhead: Letterhead { above: Some(kept_together(&above)), ..Letterhead::of(Lang::Vi, issuer) },
            signed_at: None,
            kind: Some(t!("minutes-print-title")),
            about: t!("minutes-print-about"),
            addressed: None,
            bases: Vec::new(),
            body: template.fill(&fillings(shown, minutes, hamlet)),
            signatures: signatures.collect(),
            receivers: None,
            made_of: t!("document-made-of-minutes", day = minutes.day),
        }
    }
}

/// The hamlets that were counted.
fn hamlets(minutes: &CountingMinutes, hamlet: &str) -> Vec<String> {
    if minutes.hamlets.is_empty() { vec![hamlet.to_owned()] } else { minutes.hamlets.clone() }
}

/// All that minutes can say.
pub(super) fn fillings(shown: &HamletDetail, minutes: &CountingMinutes, hamlet: &str) -> Fillings {
    let HamletDetail { round, row, .. } = shown;
    // Where all boxes of a round were opened at once, the place and who was there are written in by hand.
    let blank = t!("minutes-print-blank");
    let present = if minutes.present.is_empty() { vec![blank.clone(); 3] } else { minutes.present.clone() };
    let place = if minutes.place.is_empty() { &blank } else { &minutes.place };
    let turnout = minutes.turnout;
    let unreturned = turnout.issued.saturating_sub(turnout.returned);
    let intro = t!(
        "minutes-print-intro",
        day = day_in_words(Lang::Vi, minutes.day),
        place = place,
        commune = &row.unit.name,
        ruleset = &round.ruleset.name,
    );
    let sums = t!(
        "minutes-print-sums",
        households = turnout.households,
        issued = turnout.issued,
        returned = turnout.returned,
        unreturned = unreturned,
        valid = turnout.valid,
        invalid = turnout.invalid,
    );
    let [online, assisted, paper, by_hand] = minutes.origins;
    let origins = t!("minutes-print-origins", online = online, assisted = assisted, paper = paper, minutes = by_hand);
    let said = |applies: bool, words: fn(&HamletDetail, &CountingMinutes) -> String| {
        if applies { words(shown, minutes) } else { String::new() }
    };
    let tells = !shown.counts_stay_below && !minutes.counts.is_empty();
    let hides = tells && minutes.told(round.ruleset.disclosure.fewest).any(|told| told.is_err());
    let figures = if tells { Filling::Table(results_table(shown, minutes)) } else { Text::default().into() };
    let receipts = minutes.receipts.as_ref();
    let receipt_list =
        receipts.map(|list| format!("{} {}", t!("minutes-print-receipts", count = list.count), list.root));
    // Where nothing was in a box there was none to open.
    let audit = minutes.audit.as_ref().filter(|_| receipts.is_some());
    let audit = audit.map(|head| format!("{} {}", t!("minutes-print-audit", no = head.no), head.link));
    [
        ("hamlet-name", hamlets(minutes, hamlet).join(", ").into()),
        ("unit-name", row.unit.name.clone().into()),
        ("ruleset", round.ruleset.name.clone().into()),
        ("counted-on", day(minutes.day).into()),
        ("counted-at", place.clone().into()),
        ("households", count(turnout.households).into()),
        ("issued", count(turnout.issued).into()),
        ("returned", count(turnout.returned).into()),
        ("unreturned", count(unreturned).into()),
        ("valid", count(turnout.valid).into()),
        ("invalid", count(turnout.invalid).into()),
        ("opening", intro.into()),
        ("list-present", Filling::List(present.into_iter().map(Text::from).collect())),
        ("ballots", sums.into()),
        ("origins", origins.into()),
        ("together", said(!minutes.hamlets.is_empty(), together).into()),
        ("key-holders", said(!minutes.holders.is_empty(), holders).into()),
        ("audit-slips", said(minutes.audit_slips > 0, audit_slips).into()),
        ("unreadable", said(minutes.unreadable > 0, unreadable).into()),
        ("untold", said(!tells, untold).into()),
        ("table-results", figures),
        ("partly-untold", said(hides, |_, _| t!("minutes-print-hides")).into()),
        ("receipts", receipt_list.unwrap_or_default().into()),
        ("left-out", left_out(Lang::Vi, minutes.counts.iter().copied(), turnout.valid).unwrap_or_default().into()),
        ("remarks", said(!minutes.remarks.is_empty(), remarks).into()),
        ("read-aloud", t!("minutes-print-read-aloud").into()),
        ("audit-log", audit.unwrap_or_default().into()),
    ]
    .into()
}

fn together(_: &HamletDetail, minutes: &CountingMinutes) -> String {
    t!("minutes-print-together", hamlets = minutes.hamlets.join(", "))
}

fn holders(_: &HamletDetail, minutes: &CountingMinutes) -> String {
    t!("minutes-print-holders", names = minutes.holders.join(", "))
}

fn audit_slips(shown: &HamletDetail, minutes: &CountingMinutes) -> String {
    let JudgedSlips { judged, agreed } = shown.counting.audit_slips;
    let said = t!("minutes-print-audit-slips", slips = minutes.audit_slips);
    match judged {
        0 => said,
        judged => format!("{said} {}", t!("minutes-print-audit-judged", judged = judged, agreed = agreed)),
    }
}

fn unreadable(_: &HamletDetail, minutes: &CountingMinutes) -> String {
    t!("minutes-print-unreadable", count = minutes.unreadable)
}

fn remarks(_: &HamletDetail, minutes: &CountingMinutes) -> String {
    t!("minutes-print-remarks", remarks = &minutes.remarks)
}

/// Why no number of any question is told.
fn untold(shown: &HamletDetail, _: &CountingMinutes) -> String {
    if shown.counts_stay_below {
        t!("minutes-print-below")
    } else {
        t!("minutes-print-few", fewest = shown.round.ruleset.disclosure.fewest)
    }
}

fn results_table(shown: &HamletDetail, minutes: &CountingMinutes) -> Table {
    let told = minutes.told(shown.round.ruleset.disclosure.fewest);
    let rows = shown.round.ruleset.questions.iter().zip(told).map(|(question, told)| {
        let share = |part: u64, counts: Count| {
            let share = Share::new(part, counts.base());
            Cell { number: share.decimal(), ..Cell::new(percent(share)) }
        };
        let mut cells = vec![Cell::new(question.no.to_string()), Cell::new(question.topic.clone())];
        match told {
            Err(withheld) => cells.push(Cell::withheld(label(Lang::Vi, withheld), 4)),
            Ok(counts) => cells.extend([
                Cell::count(Lang::Vi, counts.satisfied),
                share(counts.satisfied, counts),
                Cell::count(Lang::Vi, counts.unsatisfied),
                share(counts.unsatisfied, counts),
            ]),
        }
        cells
    });
    let (ballots, share) = (t!("minutes-print-ballots"), t!("minutes-print-share"));
    let numbers = Column::numbers(12);
    Table {
        name: t!("minutes-print-counts"),
        columns: vec![Column::numbers(7), Column::words(45), numbers, numbers, numbers, numbers],
        head: vec![
            vec![
                Cell::new(t!("minutes-print-no")).down(2),
                Cell::new(t!("minutes-print-content")).down(2),
                Cell::new(t!("minutes-print-satisfied")).over(2),
                Cell::new(t!("minutes-print-unsatisfied")).over(2),
            ],
            vec![Cell::new(ballots.clone()), Cell::new(share.clone()), Cell::new(ballots), Cell::new(share)],
        ],
        rows: rows.collect(),
        has_remarks: false,
    }
}
