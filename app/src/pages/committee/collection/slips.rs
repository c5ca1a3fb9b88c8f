//! A hamlet's slips: issued, issued anew where they were lost, and spare ones.

use crate::domain::collection::slip::Slip;
use crate::domain::number::read_count;
use crate::domain::people::account::Permission;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, Outcome, Posted, Typed};
use crate::i18n::t;
use crate::messages;
use crate::ports::common::Answer;
use crate::ports::participation::HamletDetail;
use crate::ports::slips::SlipSelection;
use crate::routes::{Address as _, Hamlet, Prints};
use crate::state::AppState;
use crate::ui::field::{Field, sure};
use crate::ui::form::idempotency_key;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

form! {
    /// Issues all unused slips again.
    pub(super) struct IssueAgain {
        sure: Confirmed,
    }
}

form! {
    /// Issues one lost slip again.
    pub(super) struct IssueOne {
        serial: Typed,
        sure: Typed,
    }
}

form! {
    /// Prints spare slips.
    pub(super) struct IssueSpares {
        count: Typed,
    }
}

form! {
    /// Hands a spare slip out.
    pub(super) struct UseSpare {
        spare: Typed,
        lost: Typed,
        sure: Typed,
    }
}

messages! {
    /// Why no slip is issued or handed out.
    enum SlipRefused {
        /// No number of the slip that was lost.
        NoSerial = "slips-no-serial",
        /// No number of the spare slip.
        NoSpare = "slips-no-spare",
        /// What is said to be lost is no number and no code.
        LostNotASlip = "slips-lost-not-a-slip",
        /// Whoever collects in a hamlet puts spares in the place of lost slips only.
        LostMissing = "slips-lost-missing",
        /// A slip that ends is looked at twice: a digit beside it is another household's.
        Ends { serial: String } = "slips-ends",
    }
}

/// Issues slips, and leads to where they are printed.
async fn issue(at: &Hamlet, user: &CurrentUser, app: &AppState, which: SlipSelection) -> Answer<String> {
    app.slips.slips(&user.actor(), at.round, at.hamlet, which, (app.now)()).await?;
    Ok(to_prints(at))
}

fn to_prints(at: &Hamlet) -> String {
    Prints { round: at.round }.with(&[("thon", &at.hamlet.to_string())])
}

/// Issues a hamlet's slips.
pub(super) async fn issue_first(at: Hamlet, user: CurrentUser, app: AppState) -> ActionResult {
    Outcome::to(issue(&at, &user, &app, SlipSelection::First).await?)
}

/// Issues all unused slips again.
pub(super) async fn issue_again(
    at: Hamlet,
    user: CurrentUser,
    Checked(IssueAgain { sure: Confirmed }): Checked<IssueAgain>,
    app: AppState,
) -> ActionResult {
    Outcome::to(issue(&at, &user, &app, SlipSelection::Again).await?)
}

/// Asks once more before a slip ends that is named by its number. Who names another one then is asked again; a code that is mistyped is
/// none.
fn expect_sure(slip: Slip, step: &str, Typed(sure): &Typed) -> Result<(), Outcome> {
    match slip {
        Slip::Serial(serial) if Slip::parse(sure) != Some(slip) => {
            Err(Outcome::fault(&sure_field(step), SlipRefused::Ends { serial: serial.to_string() }))
        }
        _ => Ok(()),
    }
}

fn sure_field(step: &str) -> String {
    format!("sure-{step}")
}

/// The box that answers, once it is asked for.
fn sure_view(posted: &Posted, step: &str, named: &str) -> Option<impl IntoView + use<>> {
    let field = sure_field(step);
    let fault = posted.fault(&field)?;
    let fault_id = format!("{field}-fault");
    let serial = posted.value(named, "").trim().to_owned();
    let label = t!("slips-ends-sure", serial = &serial);
    Some(view! {
        <div class="field field--tick">
            <p class="field__fault" id=fault_id.clone()>{fault}</p>
            <label><input type="checkbox" id=field name="sure" value=serial aria-invalid="true" aria-describedby=fault_id/>" "{label}</label>
        </div>
    })
}

/// Issues one lost slip again.
pub(super) async fn issue_one(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<IssueOne>,
    app: AppState,
) -> ActionResult {
    let slip = Slip::parse(&form.serial.0).ok_or_else(|| Outcome::fault("serial", SlipRefused::NoSerial))?;
    expect_sure(slip, "one", &form.sure)?;
    Outcome::to(issue(&at, &user, &app, SlipSelection::One(slip)).await.at("serial")?)
}

/// Issues spare slips.
pub(super) async fn issue_spares(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<IssueSpares>,
    app: AppState,
) -> ActionResult {
    let count = read_count(&form.count.0).unwrap_or_default();
    Outcome::to(issue(&at, &user, &app, SlipSelection::Spare(count)).await.at("count")?)
}

/// Hands a spare slip out.
pub(super) async fn use_spare(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<UseSpare>,
    app: AppState,
) -> ActionResult {
    let spare = Slip::parse(&form.spare.0).ok_or_else(|| Outcome::fault("spare", SlipRefused::NoSpare))?;
    let lost = match form.lost.0.trim() {
        "" => None,
        lost => Some(Slip::parse(lost).ok_or_else(|| Outcome::fault("lost", SlipRefused::LostNotASlip))?),
    };
    match lost {
        Some(lost) => expect_sure(lost, "use-spare", &form.sure)?,
        None if !user.role.may(Permission::Issue) => return Err(Outcome::fault("lost", SlipRefused::LostMissing)),
        None => {}
    }
    app.slips.use_spare(&user.actor(), at.round, at.hamlet, spare, lost, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "du-phong")]))
}

/// Issuing slips, or issuing them again.
pub(super) fn issue_view(posted: &Posted, at: &Hamlet, detail: &HamletDetail) -> impl IntoView + use<> {
    let body = if detail.slips.out == 0 {
        first_view(at, detail.row.turnout.households).into_markup()
    } else {
        again_view(posted, at, detail).into_markup()
    };
    view! { <h2>{t!("slips")}</h2> {body} }
}

fn first_view(at: &Hamlet, households: u64) -> impl IntoView + use<> {
    view! {
        <p>{t!("slips-first-lead", households = households)}</p>
        <form class="buttons" method="post" action=at.to_string()>
            {idempotency_key()}
            <button class="button button--small" name="step" value="issue">{t!("slips-first")}</button>
        </form>
    }
}

fn again_view(posted: &Posted, at: &Hamlet, detail: &HamletDetail) -> impl IntoView + use<> {
    let prints = to_prints(at);
    let at = at.to_string();
    let serial = Field::text("serial", &t!("slips-one-serial")).draw(posted);
    let sure_one = sure_view(posted, "one", "serial");
    let spares = Field::text("count", &t!("slips-spares-count")).hint(&t!("slips-spares-hint")).known(5).draw(posted);
    let is_open = posted.action() == "again";
    let sure = sure(posted, "again", &t!("slips-again-sure"));
    view! {
        <p>{t!("slips-issued", issued = detail.slips.out, spent = detail.slips.spent)}" "<a href=prints>{t!("slips-to-prints")}</a></p>
        <div class="fields">
            <form method="post" action=at.clone()>
                {idempotency_key()}
                {serial}
                {sure_one}
                <p><button class="button button--quiet" name="step" value="one">{t!("slips-one")}</button></p>
            </form>
            <form method="post" action=at.clone()>
                {idempotency_key()}
                {spares}
                <p><button class="button button--quiet" name="step" value="spares">{t!("slips-spares")}</button></p>
            </form>
        </div>
        <details class="sources" open=is_open>
            <summary>{t!("slips-again")}</summary>
            <form class="form" method="post" action=at>
                {idempotency_key()}
                <p>{t!("slips-again-lead")}</p>
                {sure}
                <p><button class="button button--quiet button--danger" name="step" value="again">{t!("slips-again-go")}</button></p>
            </form>
        </details>
    }
}

/// Handing a spare slip out.
pub(super) fn use_spare_view(posted: &Posted, at: &Hamlet, user: &CurrentUser) -> impl IntoView + use<> {
    let spare = Field::text("spare", &t!("slips-spare-no")).draw(posted);
    let hint = if user.role.may(Permission::Issue) { t!("slips-lost-hint") } else { t!("slips-lost-hint-hamlet") };
    let lost = Field::text("lost", &t!("slips-lost-no")).hint(&hint).draw(posted);
    let sure = sure_view(posted, "use-spare", "lost");
    view! {
        <h2>{t!("slips-use-spare")}</h2>
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <div class="fields">{spare}{lost}</div>
            {sure}
            <button class="button button--quiet" name="step" value="use-spare">{t!("slips-use-spare-go")}</button>
        </form>
    }
}
