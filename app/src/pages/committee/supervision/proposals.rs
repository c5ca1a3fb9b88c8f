//! What else to supervise: claims that people deny, targets that are late, recommendations that nobody answered in time.

use crate::domain::oversight::comparison::Agreement;
use crate::domain::oversight::progress::Progress;
use crate::domain::oversight::target::figures;
use crate::extract::CurrentUser;
use crate::i18n::t;
use crate::pages::results::targets::profiles;
use crate::ports::common::{Answer, PortError};
use crate::ports::comparisons::ClaimRow;
use crate::ports::recommendations::RecommendationRow;
use crate::ports::supervision;
use crate::routes::{Address as _, NewActivity, Programme};
use crate::state::AppState;
use crate::ui::fold::fold;
use crate::ui::markup::{IntoMarkup as _, Markup};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// So many of each kind are proposed.
const OF_EACH: usize = 5;

/// Something to supervise, and what the activity would begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    words: String,
    subject: String,
    /// The code of the unit; empty where it is about all.
    unit: String,
    ruleset: String,
    criterion: u32,
    target: String,
}

/// What a programme could be about besides: the worst first, without what it is about already.
pub(super) async fn proposals(
    app: &AppState,
    user: &CurrentUser,
    programme: &supervision::Programme,
    today: NaiveDate,
) -> Answer<Vec<Proposal>> {
    let unit = &programme.row.unit;
    let claims = match app.comparisons.claims(&user.actor(), Some(&unit.named.code), None, today).await {
        Ok(claims) => claims.rows,
        Err(PortError::Denied | PortError::Missing) => Vec::new(),
        Err(error) => return Err(error),
    };
    let denied = claims.iter().filter(|row| row.comparison.agreement == Agreement::Mismatch).map(denied);
    let overdue = app.recommendations.recommendations(&user.actor(), Some(unit)).await?;
    let mut overdue: Vec<&RecommendationRow> =
        overdue.iter().filter(|row| row.stage.is_overdue(row.due, today)).collect();
    overdue.sort_by_key(|row| row.due);
    let overdue = overdue.into_iter().map(|row| late_answer(row, today)).collect::<Vec<_>>();
    let late = late_targets(app, &unit.named.code, today).await?;
    let there: BTreeSet<&str> = programme.activities.iter().map(|one| one.plan.subject.as_str()).collect();
    let is_new = |proposal: &Proposal| !there.contains(proposal.subject.as_str());
    let kinds = [denied.collect::<Vec<_>>(), late, overdue];
    Ok(kinds.into_iter().flat_map(|kind| kind.into_iter().filter(is_new).take(OF_EACH)).collect())
}

fn denied(row: &ClaimRow) -> Proposal {
    let one = &row.comparison;
    let (no, name) = (one.criterion, &row.criterion);
    Proposal {
        words: t!(
            "proposal-denied",
            unit = &row.unit.named.name,
            no = no,
            name = name,
            unsatisfied = one.counts.unsatisfied,
            base = one.counts.base()
        ),
        subject: t!("proposal-denied-subject", no = no, name = name),
        unit: row.unit.named.code.clone(),
        ruleset: row.round.ruleset.id.clone(),
        criterion: no,
        target: String::new(),
    }
}

fn late_answer(row: &RecommendationRow, today: NaiveDate) -> Proposal {
    let days = (today - row.due).num_days();
    Proposal {
        words: t!("proposal-overdue", unit = &row.unit.named.name, days = days, title = &row.title),
        subject: t!("proposal-overdue-subject", title = &row.title),
        unit: row.unit.named.code.clone(),
        ruleset: row.subject.ruleset.clone(),
        criterion: row.subject.criterion,
        target: String::new(),
    }
}

async fn late_targets(app: &AppState, code: &str, today: NaiveDate) -> Answer<Vec<Proposal>> {
    let mut found = Vec::new();
    for profile in profiles(app, code).await? {
        let rulesets: BTreeSet<&String> = profile.targets.iter().map(|target| &target.ruleset).collect();
        let rulesets: Vec<String> = rulesets.into_iter().filter(|id| !id.is_empty()).cloned().collect();
        let data = app.targets.target_data(code, &rulesets, today).await?;
        for target in &profile.targets {
            let Some(one) = figures(&profile, target, &data.histories, today) else { continue };
            if matches!(one.progress, Progress::Late | Progress::Missed | Progress::Lost) {
                let name = format!("{} {}", target.section, target.content);
                found.push(Proposal {
                    words: t!("proposal-late", target = &name),
                    subject: t!("proposal-late-subject", target = &name),
                    unit: String::new(),
                    ruleset: target.ruleset.clone(),
                    criterion: target.criteria.first().copied().unwrap_or_default(),
                    target: name,
                });
            }
        }
    }
    Ok(found)
}

/// The proposals, each with the way to plan it.
pub(super) fn proposals_view(at: &Programme, proposed: &[Proposal]) -> Option<Markup> {
    let lines = proposed.iter().map(|one| line_view(at, one)).collect_view();
    let body = view! { <p class="hint">{t!("proposals-lead")}</p><ul class="proposals">{lines}</ul> };
    (!proposed.is_empty()).then(|| fold(&t!("proposals-title"), Some(proposed.len().to_string()), body))
}

fn line_view(at: &Programme, one: &Proposal) -> Markup {
    let criterion = if one.criterion > 0 { one.criterion.to_string() } else { String::new() };
    let query = [
        ("noi-dung", one.subject.as_str()),
        ("noi", &one.unit),
        ("bo", &one.ruleset),
        ("tieu-chi", &criterion),
        ("chi-tieu", &one.target),
    ];
    let query: Vec<(&str, &str)> = query.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let to = NewActivity { programme: at.programme }.with(&query);
    let named = t!("proposal-add-named", subject = &one.subject);
    view! { <li>{one.words.clone()}" "<a href=to aria-label=named>{t!("proposal-add")}</a></li> }.into_markup()
}
