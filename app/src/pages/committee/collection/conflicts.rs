//! Slips that came in twice, or that should not have, and settling them.

use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Fault, FieldValue, Outcome, Posted, PostedForm, is_unfit};
use crate::i18n::{Lang, say, t};
use crate::ports::conflicts::{Conflict, ConflictKind};
use crate::ports::participation::HamletDetail;
use crate::routes::{Address as _, Hamlet};
use crate::state::AppState;
use crate::ui::field::{Field, tick};
use crate::ui::form::idempotency_key;
use leptos::prelude::*;
use uuid::Uuid;

/// Where the list stands on the page of its hamlet.
const LIST: &str = "phieu-trung";

/// The address of a hamlet's list.
pub(crate) fn list_of(at: &Hamlet) -> String {
    format!("{at}#{LIST}")
}

form! {
    /// Settles a conflict.
    pub(super) struct SettleConflict {
        conflict: Settlement,
    }
}

/// How a conflict is settled. A page may hold several, each with fields of its own: `decision-ID`, `release-ID`.
#[derive(Clone, Debug)]
pub(super) struct Settlement {
    conflict: Uuid,
    decision: String,
    releases: bool,
}

impl FieldValue for Settlement {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        // A key that is none is that of nothing.
        let conflict = form.fields.trimmed(name).parse().unwrap_or_default();
        let decision = form.fields.trimmed(&decision_field(conflict)).to_owned();
        let releases = form.fields.get(&release_field(conflict)) == "1";
        (!is_unfit(&decision, &decision_field(conflict), faults)).then_some(Self { conflict, decision, releases })
    }
}

fn decision_field(conflict: Uuid) -> String {
    format!("decision-{conflict}")
}

fn release_field(conflict: Uuid) -> String {
    format!("release-{conflict}")
}

/// Settles a conflict.
pub(super) async fn settle(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<SettleConflict>,
    app: AppState,
) -> ActionResult {
    let Settlement { conflict, decision, releases } = form.conflict;
    let settled = app.conflicts.settle(&user.actor(), conflict, &decision, releases, (app.now)()).await;
    settled.at(&decision_field(conflict))?;
    Outcome::to(at.with(&[("xong", "giai-quyet")]))
}

/// What happened with a slip, as a sentence.
pub(crate) fn conflict_sentence(serial: u64, kind: ConflictKind) -> String {
    say(Lang::Vi, &kind.told(serial))
}

/// The conflicts of a hamlet; nothing where there are none.
pub(super) fn view(
    posted: &Posted,
    at: &Hamlet,
    detail: &HamletDetail,
    settles: bool,
) -> Option<impl IntoView + use<>> {
    let rows = detail.conflicts.iter().map(|conflict| row_view(posted, at, conflict, settles)).collect_view();
    (!detail.conflicts.is_empty())
        .then(|| view! { <h2 id=LIST>{t!("conflicts")}</h2> <ul class="conflicts">{rows}</ul> })
}

fn row_view(posted: &Posted, at: &Hamlet, conflict: &Conflict, settles: bool) -> impl IntoView + use<> {
    let text = conflict_sentence(conflict.serial, conflict.kind);
    let times = (conflict.times > 1).then(|| format!(" {}", t!("conflict-times", times = conflict.times)));
    let decided = conflict.decision.as_ref().map(|decision| {
        view! { <p class="soft">{t!("conflict-decided", decision = decision)}</p> }
    });
    let form = (decided.is_none() && settles).then(|| settle_view(posted, at, conflict));
    view! { <li class="conflict"><p>{text}{times}</p>{decided}{form}</li> }
}

fn settle_view(posted: &Posted, at: &Hamlet, conflict: &Conflict) -> impl IntoView + use<> {
    let label = t!("conflict-decision", serial = conflict.serial.to_string());
    let decision = Field::text(&decision_field(conflict.id), &label).hint(&t!("conflict-decision-hint")).draw(posted);
    let releases = conflict.kind == ConflictKind::OnlineAfterPaper;
    let release = releases.then(|| tick(posted, &release_field(conflict.id), &t!("conflict-release")));
    view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <input type="hidden" name="conflict" value=conflict.id.to_string()/>
            {decision}
            {release}
            <button class="button button--quiet" name="step" value="settle">{t!("conflict-settle")}</button>
        </form>
    }
}
