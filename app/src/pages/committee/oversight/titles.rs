//! Titles of a unit: which it holds, the decisions, and a form for whoever stands above it.

use crate::domain::units::title::{Recognition, Title, held};
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Day, FieldRefused, Outcome, Posted, Typed};
use crate::i18n::labels::label;
use crate::i18n::{Lang, date_of, t};
use crate::ports::common::Line;
use crate::ports::criteria::{CriteriaRecord, RecordedTitle};
use crate::ports::titles::TitleRow;
use crate::routes::{Address as _, Criteria};
use crate::state::AppState;
use crate::ui::field::{Field, choose};
use crate::ui::fold::fold_unless;
use crate::ui::form::idempotency_key;
use chrono::NaiveDate;
use leptos::prelude::*;

/// The value of `event` by which a title is withdrawn; every other one grants it.
const WITHDRAWN: &str = "withdrawn";

form! {
    /// Writes a decision about a title down.
    pub(super) struct KeepTitle {
        title: Typed,
        event: Typed,
        decided_on: Day,
        decision: Typed,
    }
}

pub(super) async fn keep_title(
    at: Criteria,
    user: CurrentUser,
    Checked(form): Checked<KeepTitle>,
    app: AppState,
) -> ActionResult {
    let Some(title) = form.title.0.parse::<Title>().ok() else {
        return Err(Outcome::fault("title", FieldRefused::NotAChoice));
    };
    let recognition = Recognition {
        title,
        granted: form.event.0 != WITHDRAWN,
        day: form.decided_on.0,
        decision: form.decision.0.trim().to_owned(),
    };
    let line = Line { number: 1, value: TitleRow { unit_code: at.unit.clone(), recognition } };
    app.titles.recognise(&user.actor(), vec![line], (app.now)()).await.at("decision")?;
    Outcome::to(at.with(&[("xong", "1")]))
}

pub(super) fn titles_view(
    posted: &Posted,
    record: &CriteriaRecord,
    on: NaiveDate,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let held = held(record.titles.iter().map(|one| &one.recognition), on);
    let held: Vec<String> = held.iter().rev().map(|title| label(Lang::Vi, *title)).collect();
    let held = if held.is_empty() { t!("titles-none") } else { format!("{}.", held.join(", ")) };
    let decisions = record.titles.iter().rev().map(decision_view).collect_view();
    let form = (record.may_appraise && on == today).then(|| {
        let address = Criteria { unit: record.unit.named.code.clone() };
        form_view(posted, &address, today)
    });
    let is_faulty = ["title", "event", "decided_on", "decision"].iter().any(|name| posted.invalid(name).is_some());
    let body = view! { <p>{held.clone()}</p> <ul>{decisions}</ul> {form} };
    fold_unless(is_faulty, &t!("titles-title"), Some(held), body)
}

fn decision_view(one: &RecordedTitle) -> impl IntoView + use<> {
    let Recognition { title, granted, day, decision } = &one.recognition;
    let title = label(Lang::Vi, *title).to_lowercase();
    let written = date_of(one.at);
    let text = if *granted {
        t!("titles-granted", title = title, decision = decision, day = *day, written = written, who = &one.who)
    } else {
        t!("titles-withdrawn", title = title, decision = decision, day = *day, written = written, who = &one.who)
    };
    view! { <li>{text}</li> }
}

fn form_view(posted: &Posted, address: &Criteria, today: NaiveDate) -> impl IntoView + use<> {
    let titles = Title::ALL.map(|title| (title.into_str().to_owned(), label(Lang::Vi, title))).to_vec();
    let title = choose(posted, "title", &t!("titles-which"), Title::Standard.into_str(), titles);
    let events = vec![("granted".to_owned(), t!("titles-grant")), (WITHDRAWN.to_owned(), t!("titles-withdraw"))];
    let event = choose(posted, "event", &t!("titles-event"), "granted", events);
    let decided = Field::text("decided_on", &t!("titles-decided-on")).kind("date").known(today).draw(posted);
    let decision = Field::text("decision", &t!("titles-decision")).hint(&t!("titles-decision-hint")).draw(posted);
    view! {
        <form class="form" method="post" action=address.to_string()>
            {idempotency_key()}
            <div class="fields">{title}{event}</div>
            <div class="fields">{decided}{decision}</div>
            <button class="button button--small" name="step" value="title">{t!("titles-keep")}</button>
        </form>
    }
}
