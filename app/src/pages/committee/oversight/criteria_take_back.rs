//! Taking back an entry that was written by mistake.

use crate::domain::survey::ruleset::Ruleset;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, Checked, Choice, Outcome, Posted, Text};
use crate::i18n::{date_of, t};
use crate::pages::committee::oversight::criteria_item::Item;
use crate::pages::committee::oversight::criteria_table::said;
use crate::ports::criteria::{CriteriaRecord, Recorded};
use crate::routes::{Address as _, Criteria};
use crate::state::AppState;
use crate::ui::field::{Field, choose};
use crate::ui::form::idempotency_key;
use leptos::prelude::*;

/// How many entries can be chosen from; whoever erred notices it soon.
const LATEST: usize = 60;

form! {
    /// Takes an entry back.
    pub(super) struct TakeBack {
        ruleset: Text<80>,
        entry: Choice<u64>,
        why: Text<300>,
    }
}

pub(super) async fn take_back(
    at: Criteria,
    user: CurrentUser,
    Checked(form): Checked<TakeBack>,
    app: AppState,
) -> ActionResult {
    let TakeBack { ruleset: Text(ruleset), entry: Choice(entry), why: Text(why) } = form;
    app.criteria.take_back(&user.actor(), &at.unit, &ruleset, entry, &why, (app.now)()).await?;
    Outcome::to(at.with(&[("bo", &ruleset), ("xong", "rut")]))
}

/// The form; nothing where whoever asks wrote nothing.
pub(super) fn take_back_view(
    posted: &Posted,
    ruleset: &Ruleset,
    record: &CriteriaRecord,
) -> Option<impl IntoView + use<>> {
    let own = record.statuses.iter().rev().filter(|one| one.may_take_back).take(LATEST);
    let own: Vec<_> = own.map(|one| (one.number.to_string(), named(ruleset, one))).collect();
    (!own.is_empty()).then(|| {
        // None is chosen beforehand: the latest is not the wrong one.
        let own = std::iter::once((String::new(), t!("criteria-take-back-choose"))).chain(own).collect();
        let is_faulty = posted.action() == "take-back";
        let entry = choose(posted, "entry", &t!("criteria-take-back-entry"), "", own);
        let why = Field::text("why", &t!("criteria-take-back-why")).draw(posted);
        let address = Criteria { unit: record.unit.named.code.clone() };
        view! {
            <details class="sources" open=is_faulty><summary>{t!("criteria-take-back")}</summary>
                <form class="form" method="post" action=address.to_string()>
                    {idempotency_key()}
                    <input type="hidden" name="ruleset" value=ruleset.id.clone()/>
                    <p>{t!("criteria-take-back-lead")}</p>
                    {entry}
                    {why}
                    <p><button class="button button--quiet button--danger" name="step" value="take-back">{t!("criteria-take-back")}</button></p>
                </form>
            </details>
        }
    })
}

fn named(ruleset: &Ruleset, one: &Recorded) -> String {
    let item = Item { criterion: one.assessment.criterion, indicator: one.assessment.indicator };
    format!("{}. {} ({})", item.named(ruleset), said(&one.assessment), date_of(one.at))
}
