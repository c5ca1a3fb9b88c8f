//! The targets of a plan on any day, as the plan's own table reads; made to be printed.

use crate::domain::oversight::milestone::{Milestone, MilestoneEntry, MilestoneStanding};
use crate::domain::oversight::profile::{Profile, Target};
use crate::domain::oversight::progress::Progress;
use crate::domain::oversight::target::{Figures, Lack, figures};
use crate::domain::units::unit::{Level, kind_label, level_label};
use crate::extract::Query;
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::milestone_row::milestone_row;
use crate::pages::results::named_unit_row::named_unit_row;
use crate::pages::results::unit_address::{UnitPage, address, path_view, stood};
use crate::ports::common::{Answer, PortError};
use crate::ports::targets::TargetData;
use crate::routes::{Address as _, UnitTargets};
use crate::state::AppState;
use crate::ui::fold::fold;
use crate::ui::language::language_field;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::share::{Growing, hatching, part_bar, part_of_whole, percent};
use crate::ui::status::{mark_view, progress_mark};
use crate::ui::translated::translated;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The profiles there are for a unit: those that were imported, then the shipped ones they do not replace.
pub(crate) async fn profiles(app: &AppState, code: &str) -> Answer<Vec<Profile>> {
    let mut all = app.targets.profiles().await?;
    let known: BTreeSet<String> = all.iter().map(|profile| profile.id.clone()).collect();
    all.extend(app.profiles.iter().filter(|profile| !known.contains(&profile.id)).cloned());
    all.retain(|profile| profile.unit_code == code);
    Ok(all)
}

/// How many missing units are named before the rest has a page of its own: a whole province's are, a whole country's are
/// not.
const NAMED: usize = 150;

/// Asks for a plan over units that came after it.
const OVER_NEW: &str = "don-vi-moi";

/// How the missing units are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Folded away.
    Folded,
    /// Opened: what is folded does not print.
    Opened,
    /// One target alone, by its place from 1, with all of them.
    One(usize),
}

/// The targets of a unit.
pub fn route() -> PageRoute {
    PageRoute::new::<UnitTargets, _>(Audience::Reading, show)
}

async fn show(at: UnitTargets, query: Query, app: AppState) -> PageResult {
    let today = local((app.now)()).date();
    let all = profiles(&app, &at.code).await?;
    let asked = all.iter().position(|profile| profile.id == query.get("ho-so"));
    // One begins with the plan of that day, or else with the newest.
    let on = query.day("ngay").unwrap_or(today);
    let runs = |profile: &Profile| (profile.from..=profile.to).contains(&on);
    let usual = || (0..all.len()).max_by_key(|at| (runs(&all[*at]), all[*at].from)).unwrap_or_default();
    let wanted = asked.unwrap_or_else(usual);
    let profile = all.get(wanted).ok_or(PortError::Missing)?;
    // A plan that is over is first seen as it ended.
    let asked = query.day("ngay").unwrap_or(profile.to).min(today);
    // A plan made for other units speaks of those, until somebody asks for the new ones.
    let changed = stood(&app, &at.code, Some(asked)).await?.valid_from.filter(|from| *from > profile.from);
    let over_new = query.get(OVER_NEW) == "1";
    let on = changed.and_then(|from| from.pred_opt()).filter(|_| !over_new).unwrap_or(asked);
    let rulesets: BTreeSet<&String> = profile.targets.iter().map(|target| &target.ruleset).collect();
    let rulesets: Vec<String> = rulesets.into_iter().filter(|id| !id.is_empty()).cloned().collect();
    let data = app.targets.target_data(&at.code, &rulesets, on).await?;
    let entries = app.milestones.milestone_entries(&profile.id).await?;
    let view = match query.parse("chi-tieu") {
        Some(no) => Shown::One(no),
        None if query.get("in") == "1" => Shown::Opened,
        None => Shown::Folded,
    };
    Ok(Page::new(move || {
        targets_view(query.language(), &all, wanted, (&data, &entries), (on, changed, over_new), view)
    }))
}

fn targets_view(
    lang: Lang,
    all: &[Profile],
    wanted: usize,
    (data, entries): (&TargetData, &[(String, MilestoneEntry)]),
    (on, changed, over_new): (NaiveDate, Option<NaiveDate>, bool),
    shown: Shown,
) -> impl IntoView + use<> {
    let profile = &all[wanted];
    let found: Vec<Option<Figures<'_>>> =
        profile.targets.iter().map(|target| figures(profile, target, &data.histories, on)).collect();
    let standings = standings(profile, entries, on);
    let at = UnitTargets { code: data.unit.named.code.clone() };
    let day = on.to_string();
    let here = |more: &[(&str, &str)]| {
        let over = if over_new { "1" } else { "0" };
        at.in_language(lang, &[&[("ho-so", profile.id.as_str()), ("ngay", &day), (OVER_NEW, over)], more].concat())
    };
    let is_shown = |no: usize| !matches!(shown, Shown::One(only) if only != no);
    let rows_of = |section: &str| -> Vec<Markup> {
        let targets = (1..).zip(profile.targets.iter().zip(&found));
        let targets = targets.filter(|(no, (target, _))| target.section == section && is_shown(*no));
        let targets = targets.map(|(no, (target, one))| match one {
            Some(one) if !target.units.is_empty() && target.title.is_some() => {
                named_unit_row(lang, one, &data.histories, |count| units(lang, target, count)).into_markup()
            },
            Some(one) => row_view(lang, one, shown, here(&[("chi-tieu", &no.to_string())])).into_markup(),
            None => view! {
                <tr><th scope="row">{translated(lang.target_name(target))}</th><td colspan="4">{t!(lang, "targets-no-units")}</td></tr>
            }
            .into_markup(),
        });
        let milestones = standings.iter().filter(|one| one.milestone.section == section && is_shown(0));
        targets.chain(milestones.map(|one| milestone_row(lang, one).into_markup())).collect()
    };
    let tables = sections(profile)
        .into_iter()
        .map(|section| (section, rows_of(section)))
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(section, rows)| {
            let own = profile.targets.iter().zip(&found).filter(|(target, _)| target.section == section);
            let own = own.filter_map(|(_, one)| Some(one.as_ref()?.progress));
            let acts = standings.iter().filter(|one| one.milestone.section == section).map(|one| one.progress);
            let is_open = shown != Shown::Folded;
            section_view(lang, section, &tally(lang, own.chain(acts)), is_open, rows)
        })
        .collect_view();
    let title = t!(lang, "targets-title", unit = &data.unit.named.name);
    let lead = t!(lang, "targets-lead", profile = &profile.name, day = on, summary = summary(lang, &found, &standings));
    let changed = changed.map(|from| {
        if over_new {
            return view! { <p class="note">{t!(lang, "targets-changed", day = from)}</p> }.into_markup();
        }
        let to = at.in_language(lang, &[("ho-so", &profile.id), (OVER_NEW, "1")]);
        view! { <p class="note">{t!(lang, "targets-of-its-time", day = from)}" "<a href=to>{t!(lang, "targets-over-new")}</a></p> }.into_markup()
    });
    let (other, words) = match shown {
        Shown::Folded => (here(&[("in", "1")]), t!(lang, "targets-open")),
        Shown::Opened => (here(&[]), t!(lang, "targets-fold")),
        Shown::One(_) => (here(&[]), t!(lang, "targets-all")),
    };
    let path = path_view(lang, std::slice::from_ref(&data.unit));
    let (form, sources) = (filter_form(lang, at.to_string(), all, wanted, on), sources_view(lang, profile));
    view! {
        <Frame lang title=title.clone() width=Width::Wide>
            {path}
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            {hatching()}
            {form}
            {changed}
            <p class="ways"><a href=other>{words}</a></p>
            {tables}
            {sources}
        </Frame>
    }
}

/// A section of a plan with its targets; how far they are stands where it is folded.
fn section_view(lang: Lang, section: &str, tally: &str, is_open: bool, rows: Vec<Markup>) -> Markup {
    let title = t!(lang, "targets-section", section = section);
    let table = view! {
        <table class="table table--targets">
            <caption class="unseen">{t!(lang, "targets-caption-of", section = section)}</caption>
            <thead><tr>
                <th scope="col">{t!(lang, "column-content")}</th>
                <th scope="col">{t!(lang, "targets-target-and-due")}</th>
                <th scope="col" class="num">{t!(lang, "targets-reached")}</th>
                <th scope="col">{t!(lang, "targets-progress")}</th>
                <th scope="col">{t!(lang, "targets-missing")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    if is_open {
        return view! { <h2>{title}</h2> {table} }.into_markup();
    }
    fold(&title, Some(tally.to_owned()), table)
}

/// The sections of a plan, in its order.
fn sections(profile: &Profile) -> Vec<&str> {
    let targets = profile.targets.iter().map(|target| target.section.as_str());
    let mut found: Vec<&str> = Vec::new();
    for section in targets.chain(profile.milestones.iter().map(|milestone| milestone.section.as_str())) {
        if !found.contains(&section) {
            found.push(section);
        }
    }
    found
}

/// Where each milestone of a plan stands.
fn standings<'a>(
    profile: &'a Profile,
    entries: &'a [(String, MilestoneEntry)],
    on: NaiveDate,
) -> Vec<MilestoneStanding<'a>> {
    let standing = |milestone: &'a Milestone| {
        let own = entries.iter().filter(|(id, _)| *id == milestone.id).map(|(_, entry)| entry);
        milestone.standing(&own.collect::<Vec<_>>(), profile.to, on)
    };
    profile.milestones.iter().map(standing).collect()
}

/// How many targets have come how far, what is wrong first.
fn summary(lang: Lang, found: &[Option<Figures<'_>>], standings: &[MilestoneStanding<'_>]) -> String {
    tally(lang, found.iter().flatten().map(|one| one.progress).chain(standings.iter().map(|one| one.progress)))
}

fn tally(lang: Lang, all: impl Iterator<Item = Progress>) -> String {
    let all: Vec<Progress> = all.collect();
    let of = |progress: Progress| {
        let many = all.iter().filter(|own| **own == progress).count();
        (many > 0).then(|| format!("{many} {}", label(lang, progress).to_lowercase()))
    };
    Progress::ALL.into_iter().filter_map(of).collect::<Vec<_>>().join(", ")
}

fn filter_form(lang: Lang, action: String, all: &[Profile], wanted: usize, on: NaiveDate) -> impl IntoView + use<> {
    let options = all
        .iter()
        .enumerate()
        .map(|(at, one)| view! { <option value=one.id.clone() selected=at == wanted>{one.name.clone()}</option> })
        .collect_view();
    let several = all.len() > 1;
    view! {
        <form class="filter" method="get" action=action>
            <div class="filter__field"><label for="ngay">{t!(lang, "targets-day")}</label><input id="ngay" name="ngay" type="date" value=on.to_string()/></div>
            {several.then(|| view! { <div class="filter__field"><label for="ho-so">{t!(lang, "targets-profile")}</label><select id="ho-so" name="ho-so">{options}</select></div> })}
            {language_field(lang)}
            <button class="button button--small">{t!(lang, "show")}</button>
        </form>
    }
}

fn sources_view(lang: Lang, profile: &Profile) -> impl IntoView + use<> {
    let sources = profile
        .sources
        .iter()
        .map(|source| view! { <li>{source.number.clone()}": "<span lang=lang.of_vietnamese()>{source.title.clone()}</span></li> })
        .collect_view();
    view! {
        <details class="sources"><summary>{t!(lang, "targets-sources")}</summary>
            <p lang=lang.of_vietnamese()>{profile.note.clone()}</p>
            <p>{t!(lang, "targets-method")}</p>
            <ul>{sources}</ul>
        </details>
    }
}

/// What the units of a target are called; `count` of them.
fn units(lang: Lang, target: &Target, count: u64) -> String {
    match (target.level, target.kinds.as_slice()) {
        (Level::Commune, [kind]) => label(lang, kind_label(kind, count)),
        (level, _) => label(lang, level_label(level, count)),
    }
}

fn row_view(lang: Lang, one: &Figures<'_>, shown: Shown, alone: String) -> impl IntoView + use<> {
    let target = one.target;
    let many = units(lang, target, 2);
    let asks = match target.named {
        Some(named) => t!(lang, "targets-asks-named", percent = target.percent, units = &many, named = named),
        None => t!(lang, "targets-asks", percent = target.percent, units = &many),
    };
    let unverified = (!target.verified).then(|| view! { <small>{t!(lang, "targets-unverified")}</small> });
    let criteria =
        (!target.criteria.is_empty()).then(|| t!(lang, "targets-criteria", criteria = listed(&target.criteria)));
    let mark = progress_mark(one.progress);
    let due = one.at_due.map(|(share, at)| {
        view! { <small>{t!(lang, "targets-at-due", day = at, part = share.part, whole = share.whole)}</small> }
    });
    let ended = one.ended.then(|| view! { <small>{t!(lang, "targets-ended", units = &many, day = one.on)}</small> });
    let appraised =
        (target.title.is_none() && one.reached.part > 0).then(|| t!(lang, "targets-appraised", count = one.appraised));
    let short = match (one.short(), one.is_known()) {
        (0, _) => t!(lang, "targets-none-missing"),
        (_, false) => "–".to_owned(),
        (short, true) => format!("{} {}", lang.count(short), units(lang, target, short)),
    };
    let reached = if one.is_known() {
        view! {
            <b>{part_of_whole(lang, one.reached)}</b>
            <small>{percent(lang, one.reached)}</small><small>{appraised}</small>{part_bar(lang, one.reached, target.percent, Growing::Reached)}
        }
        .into_markup()
    } else {
        view! { <span class="soft">{t!(lang, "no-data")}</span> }.into_markup()
    };
    view! {
        <tr class:lacking=!one.lacks.is_empty()>
            <th scope="row">{translated(lang.target_name(target))}<small>{criteria}</small>{unverified}</th>
            <td data-label=t!(lang, "targets-target")>{asks}<small>{t!(lang, "targets-due", day = target.by)}</small></td>
            <td class="num" data-label=t!(lang, "targets-reached")>{reached}</td>
            <td data-label=t!(lang, "targets-progress")>{mark_view(mark, label(lang, one.progress))}{due}{ended}</td>
            <td data-label=t!(lang, "targets-missing")>{short}</td>
        </tr>
        {lacks_view(lang, one, shown, alone)}
        {unknown_view(lang, one, shown)}
    }
}

/// The units of which nothing is known, apart from those that lack something; nothing where something is known of all.
fn unknown_view(lang: Lang, one: &Figures<'_>, shown: Shown) -> Option<impl IntoView + use<>> {
    let count = one.unknown.len();
    (count > 0).then(|| {
        let names: Vec<&str> = one.unknown.iter().take(NAMED).map(|unit| unit.named.name.as_str()).collect();
        let names = names.join(", ");
        let more = (count > NAMED).then(|| t!(lang, "targets-unknown-more", count = count - NAMED));
        let head = t!(lang, "targets-unknown", count = count, units = units(lang, one.target, count as u64));
        view! {
            <tr class="lacks"><td colspan="5"><details open=shown != Shown::Folded><summary>{head}</summary><p>{names}" "{more}</p></details></td></tr>
        }
    })
}

/// The units that do not have it; nothing where all have it.
fn lacks_view(lang: Lang, one: &Figures<'_>, shown: Shown, alone: String) -> Option<impl IntoView + use<>> {
    let most = if matches!(shown, Shown::One(_)) { usize::MAX } else { NAMED };
    let lacks = one.lacks.iter().take(most).map(|lack| lack_view(lang, lack)).collect_view();
    let rest = one.lacks.len().saturating_sub(most);
    let rest = (rest > 0).then(|| view! { <p><a href=alone>{t!(lang, "targets-more", count = rest)}</a></p> });
    let count = one.lacks.len();
    let names = t!(lang, "targets-names", count = count, units = units(lang, one.target, count as u64));
    (count > 0).then(|| {
        view! {
            <tr class="lacks"><td colspan="5"><details open=shown != Shown::Folded><summary>{names}</summary><ul>{lacks}</ul>{rest}</details></td></tr>
        }
    })
}

fn lack_view(lang: Lang, lack: &Lack<'_>) -> impl IntoView + use<> {
    let what = (!lack.criteria.is_empty())
        .then(|| format!(": {}", t!(lang, "targets-lacks-criteria", criteria = listed(&lack.criteria))));
    let to = address(lang, lack.unit, UnitPage::Results, &[]);
    view! { <li><a href=to>{lack.unit.named.name.clone()}</a>{what}</li> }
}

/// "2, 3, 5".
fn listed(numbers: &[u32]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
