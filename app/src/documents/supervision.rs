//! The report of a programme of supervision (*báo cáo kết quả giám sát, phản biện xã hội*).

use super::signed_at::{day_in_numbers, day_in_words, signed_later};
use super::template::{Filling, Fillings};
use super::text::Text;
use super::{
    Cell, Column, Document, Letterhead, Receivers, Signature, Table, end, kept_together, standing_committee,
    with_nought, wording,
};
use crate::domain::document_kind::DocumentKind;
use crate::domain::oversight::recommendation::Stage;
use crate::domain::oversight::supervision::{ActivityKind, Progress, Supervisor, Uptake};
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ports::supervision::{Activity, Finding, FindingRecommendation, Programme, Visit};
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeSet;

impl Document {
    /// The report of a programme as it stands on a day; `own` is the template of the Front that reports.
    pub fn supervision_report(of: &Programme, own: Option<&str>, today: NaiveDate) -> Self {
        let template = wording::in_force(Lang::Vi, DocumentKind::Supervision, own);
        let about = t!("supervision-report-about", year = of.row.head.year.to_string());
        let body = issuer(of);
        let unit = &of.row.unit.named.name;
        let place = unit.split_once(' ').map_or(unit.as_str(), |(_, name)| name);
        let (letterhead, offices) = match of.row.head.supervisor {
            Supervisor::Front => {
                let number = Some(t!("report-number"));
                let standing = t!("notice-standing-committee");
                (Letterhead::of_committee(Lang::Vi, &body.to_uppercase(), &standing, number), t!("notice-chair"))
            }
            Supervisor::Organisation | Supervisor::Council => {
                let number = Some(t!("supervision-report-number"));
                let body = kept_together(&body.to_uppercase());
                (Letterhead { number, ..Letterhead::of(Lang::Vi, body) }, t!("supervision-report-signs"))
            }
        };
        Self {
            title: about.clone(),
            lang: Lang::Vi.tag(),
            letterhead,
            signed_at: Some(signed_later(place, today.year())),
            kind: Some(t!("report-kind")),
            about,
            addressed: None,
            bases: bases(of),
            body: end(template.fill(&fillings(of, today))),
            signatures: vec![Signature::of(&offices, "")],
            receivers: Receivers::new(
                Lang::Vi,
                &[t!("supervision-receiver-unit", unit = unit), t!("letter-receiver-archive")],
            ),
            made_of: t!("supervision-report-made-of", day = today),
        }
    }
}

/// The body whose programme it is, in full.
fn issuer(of: &Programme) -> String {
    let unit = &of.row.unit.named.name;
    match of.row.head.supervisor {
        Supervisor::Front => t!("programme-of-front", unit = unit),
        Supervisor::Organisation => of.row.head.organisation.clone(),
        Supervisor::Council => t!("programme-of-council", unit = unit),
    }
}

/// The same as it speaks: the Front's standing committee for the Front.
fn by(of: &Programme) -> String {
    match of.row.head.supervisor {
        Supervisor::Front => standing_committee(&of.row.unit.named.name),
        Supervisor::Organisation | Supervisor::Council => issuer(of),
    }
}

/// What it rests on: the rules of supervision, and the programme itself where it has a number.
fn bases(of: &Programme) -> Vec<Text> {
    let rules = match of.row.head.supervisor {
        Supervisor::Front | Supervisor::Organisation => vec![t!("supervision-basis-217"), t!("supervision-basis-403")],
        Supervisor::Council => Vec::new(),
    };
    let all: Vec<String> = rules
        .into_iter()
        .chain(
            programme_cited(of)
                .map(|cited| t!("supervision-basis", cited = cited, by = by(of), year = of.row.head.year.to_string())),
        )
        .collect();
    let last = all.len().saturating_sub(1);
    let ended = all.into_iter().enumerate().map(|(at, basis)| format!("{basis}{}", if at == last { "." } else { ";" }));
    ended.map(Text::from).collect()
}

/// "Chương trình số 05/CTr-MTTQ-BTT ngày 15 tháng 01 năm 2026", where it has a number.
fn programme_cited(of: &Programme) -> Option<String> {
    let head = &of.row.head;
    if head.number.is_empty() {
        return None;
    }
    let number = with_nought(&head.number);
    Some(match head.signed_on {
        Some(day) => t!("supervision-programme-of", number = number, day = day_in_words(Lang::Vi, day)),
        None => t!("supervision-programme", number = number),
    })
}

/// All that a report of a programme can say.
pub(super) fn fillings(of: &Programme, today: NaiveDate) -> Fillings {
    let year = of.row.head.year.to_string();
    let opening = match programme_cited(of) {
        Some(cited) => t!("supervision-opening-of", cited = cited, by = by(of), year = &year),
        None => t!("supervision-opening", by = by(of), year = &year),
    };
    let recommended: Vec<(&Visit, &FindingRecommendation)> =
        findings(of).filter_map(|(_, visit, finding)| Some((visit, finding.recommendation.as_ref()?))).collect();
    let conclusions = of.activities.iter().filter_map(|activity| {
        let end = activity.conclusion.as_ref()?;
        Some((activity, end))
    });
    let conclusions = conclusions.flat_map(|(activity, end)| {
        let about = t!("supervision-conclusion", subject = &activity.plan.subject);
        let mut lines = end.text.lines();
        let first = format!("{about} {}", lines.next().unwrap_or_default());
        std::iter::once(Text::from(first)).chain(lines.map(Text::from).collect::<Vec<_>>())
    });
    [
        ("supervision-opening", Filling::from(opening)),
        ("supervision-counts", counts(of, today).into()),
        ("table-activities", table_or_nothing(of.activities.is_empty(), || activities_table(&of.activities, today))),
        ("visits", visits(of).into()),
        ("list-well", Filling::List(found(of, false))),
        ("lacking", lacking(of).into()),
        ("list-lacking", Filling::List(found(of, true))),
        ("text-conclusions", Filling::Paragraphs(conclusions.collect())),
        ("supervision-recommendations", recommendations(&recommended, today).into()),
        (
            "table-recommendations",
            table_or_nothing(recommended.is_empty(), || recommendations_table(&recommended, today)),
        ),
        ("supervision-comments", comments(of).into()),
        ("table-comments", table_or_nothing(drafts(of).next().is_none(), || comments_table(of))),
        ("supervision-closing", t!("supervision-closing", by = by(of), year = &year).into()),
        ("unit-name", of.row.unit.named.name.clone().into()),
        ("issuing-body", issuer(of).into()),
        ("year", year.into()),
    ]
    .into()
}

/// A table, or nothing where it would have no line.
fn table_or_nothing(is_empty: bool, table: impl FnOnce() -> Table) -> Filling {
    if is_empty { Filling::from(String::new()) } else { Filling::Table(table()) }
}

fn findings(of: &Programme) -> impl Iterator<Item = (&Activity, &Visit, &Finding)> {
    let findings = |activity| Activity::findings(activity).map(move |(visit, finding)| (activity, visit, finding));
    of.activities.iter().flat_map(findings)
}

fn drafts(of: &Programme) -> impl Iterator<Item = &Activity> {
    of.activities.iter().filter(|activity| !activity.comments.is_empty())
}

/// How many activities of each kind there are, and how far they have come.
fn counts(of: &Programme, today: NaiveDate) -> String {
    let kinds = ActivityKind::ALL.map(|kind| {
        let count = of.activities.iter().filter(|one| one.plan.kind == kind).count();
        (count, label(Lang::Vi, kind))
    });
    let states = [Progress::Concluded, Progress::UnderWay, Progress::Overdue, Progress::Planned].map(|state| {
        let count = of.activities.iter().filter(|one| one.progress(today) == state).count();
        (count, label(Lang::Vi, state))
    });
    let said = |counts: &[(usize, String)]| {
        let some = counts.iter().filter(|(count, _)| *count > 0);
        some.map(|(count, word)| t!("supervision-count", count = *count, what = word)).collect::<Vec<_>>().join(", ")
    };
    if of.activities.is_empty() {
        return t!("supervision-no-activities");
    }
    t!(
        "supervision-counts",
        count = of.activities.len(),
        kinds = said(&kinds),
        day = day_in_numbers(Lang::Vi, today),
        states = said(&states),
    )
}

/// How many visits were made, where, and what was done well.
fn visits(of: &Programme) -> String {
    let visits: Vec<&Visit> = of.activities.iter().flat_map(|activity| &activity.visits).collect();
    if visits.is_empty() {
        return String::new();
    }
    let units: BTreeSet<_> = visits.iter().map(|visit| visit.unit.id).collect();
    let (visits, units) = (visits.len(), units.len());
    match findings(of).filter(|(_, _, finding)| !finding.what.is_lacking).count() {
        0 => t!("supervision-visits", visits = visits, units = units),
        well => t!("supervision-visits-well", visits = visits, units = units, well = well),
    }
}

/// How many things are lacking; that nothing is, where somebody looked.
fn lacking(of: &Programme) -> String {
    let has_visits = of.activities.iter().any(|activity| !activity.visits.is_empty());
    match findings(of).filter(|(_, _, finding)| finding.what.is_lacking).count() {
        0 if has_visits => t!("supervision-lacking-none"),
        0 => String::new(),
        count => t!("supervision-lacking-count", count = count),
    }
}

/// What was found lacking, or done well, each with its place and day.
fn found(of: &Programme, is_lacking: bool) -> Vec<Text> {
    let is_meant = |finding: &Finding| finding.what.is_lacking == is_lacking;
    let lines = findings(of).filter(|(_, _, finding)| is_meant(finding)).map(|(activity, visit, finding)| {
        let text = finding.what.text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        t!(
            "supervision-lacking",
            unit = &visit.unit.named.name,
            day = day_in_numbers(Lang::Vi, visit.on),
            subject = &activity.plan.subject,
            text = ended_once(&text),
        )
    });
    lines.map(Text::from).collect()
}

/// A sentence with one full stop at its end.
fn ended_once(text: &str) -> String {
    format!("{}.", text.trim_end_matches(['.', ' ']))
}

/// How many recommendations came of it, and how far they have come.
fn recommendations(recommended: &[(&Visit, &FindingRecommendation)], today: NaiveDate) -> String {
    if recommended.is_empty() {
        return t!("supervision-no-recommendations");
    }
    let states = Stage::ALL.map(|stage| (recommended.iter().filter(|(_, one)| one.stage == stage).count(), stage));
    let said = states.iter().rev().filter(|(count, _)| *count > 0);
    let said = said.map(|(count, stage)| t!("supervision-count", count = *count, what = label(Lang::Vi, *stage)));
    let overdue = recommended.iter().filter(|(_, one)| one.stage.is_overdue(one.due, today)).count();
    let states = said.collect::<Vec<_>>().join(", ");
    let count = recommended.len();
    match overdue {
        0 => t!("supervision-recommendations-in-time", count = count, states = states),
        overdue => t!("supervision-recommendations", count = count, states = states, overdue = overdue),
    }
}

/// How many comments there were on how many drafts, and what became of them.
fn comments(of: &Programme) -> String {
    let all: Vec<_> = drafts(of).flat_map(|activity| &activity.comments).collect();
    if all.is_empty() {
        return t!("supervision-no-comments");
    }
    let of_uptake = |uptake: Option<Uptake>| {
        all.iter().filter(|one| one.reply.as_ref().map(|reply| reply.uptake) == uptake).count()
    };
    let taken = Uptake::ALL.map(|uptake| (of_uptake(Some(uptake)), label(Lang::Vi, uptake)));
    let unanswered = (of_uptake(None), t!("supervision-unanswered"));
    let said = taken.into_iter().chain([unanswered]).filter(|(count, _)| *count > 0);
    let said = said.map(|(count, what)| t!("supervision-count", count = count, what = what)).collect::<Vec<_>>();
    t!("supervision-comments", drafts = drafts(of).count(), comments = all.len(), states = said.join(", "))
}

fn table(name: String, columns: Vec<Column>, head: &[String], rows: Vec<Vec<Cell>>) -> Table {
    let head = vec![head.iter().map(|word| Cell::new(word.clone())).collect()];
    Table { name, columns, head, rows, has_remarks: false }
}

fn activities_table(activities: &[Activity], today: NaiveDate) -> Table {
    let row = |(no, one): (usize, &Activity)| {
        let names: Vec<&str> = one.units.iter().map(|unit| unit.named.name.as_str()).collect();
        let place = if names.is_empty() { one.plan.drafter.clone() } else { names.join(", ") };
        let [starts, ends] = [one.plan.starts_on, one.plan.ends_on].map(|day| day_in_numbers(Lang::Vi, day));
        vec![
            Cell::new(no.to_string()),
            Cell::new(format!("{}: {}", label(Lang::Vi, one.plan.kind), one.plan.subject)),
            Cell::new(place),
            Cell::new(one.plan.lead.clone()),
            Cell::new(format!("{starts} – {ends}")),
            Cell::new(label(Lang::Vi, one.progress(today))),
        ]
    };
    let head = ["notice-no", "activity-column", "activity-where", "activity-lead", "activity-when", "activity-state"];
    table(
        t!("activities-caption"),
        vec![
            Column::numbers(6),
            Column::words(28),
            Column::words(22),
            Column::words(17),
            Column::words(15),
            Column::words(12),
        ],
        &head.map(|key| t!(Lang::Vi, key)),
        (1..).zip(activities).map(row).collect(),
    )
}

fn recommendations_table(recommended: &[(&Visit, &FindingRecommendation)], today: NaiveDate) -> Table {
    let row = |(no, (visit, one)): (usize, &(&Visit, &FindingRecommendation))| {
        let late = one.stage.is_overdue(one.due, today).then(|| format!(" ({})", t!("supervision-overdue")));
        vec![
            Cell::new(no.to_string()),
            Cell::new(one.title.clone()),
            Cell::new(visit.unit.named.name.clone()),
            Cell::new(day_in_numbers(Lang::Vi, one.due)),
            Cell::new(format!("{}{}", label(Lang::Vi, one.stage), late.unwrap_or_default())),
        ]
    };
    let head =
        ["notice-no", "recommendations-what", "recommendations-where", "recommendations-due", "recommendations-stage"];
    table(
        t!("supervision-recommendations-caption"),
        vec![Column::numbers(6), Column::words(40), Column::words(20), Column::words(14), Column::words(20)],
        &head.map(|key| t!(Lang::Vi, key)),
        (1..).zip(recommended).map(row).collect(),
    )
}

fn comments_table(of: &Programme) -> Table {
    let all = drafts(of).flat_map(|activity| activity.comments.iter().map(move |comment| (activity, comment)));
    let rows = (1..).zip(all).map(|(no, (activity, comment))| {
        let reply = match &comment.reply {
            Some(reply) => format!("{}: {}", label(Lang::Vi, reply.uptake), reply.text),
            None => t!("supervision-unanswered"),
        };
        vec![
            Cell::new(no.to_string()),
            Cell::new(activity.plan.subject.clone()),
            Cell::new(comment.text.clone()),
            Cell::new(reply),
        ]
    });
    let head = ["notice-no", "supervision-draft", "supervision-comment", "supervision-reply"];
    table(
        t!("supervision-comments-caption"),
        vec![Column::numbers(6), Column::words(26), Column::words(34), Column::words(34)],
        &head.map(|key| t!(Lang::Vi, key)),
        rows.collect(),
    )
}
