//! Voiding a box that does not open (*hủy hòm phiếu*), by whoever stands above its round.

use crate::domain::collection::key_letters::MOST;
use crate::domain::collection::round::State;
use crate::domain::people::account::Permission;
use crate::domain::units::unit::Level;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, Numbered, Outcome, Posted, Text};
use crate::i18n::t;
use crate::pages::committee::collection::key_parts::parts_view;
use crate::ports::common::PortError;
use crate::ports::counting::{CountingRefused, RoundHolders};
use crate::ports::participation::HamletDetail;
use crate::routes::{Address as _, Hamlet};
use crate::state::AppState;
use crate::ui::field::{Field, sure};
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

form! {
    /// Voids a box.
    pub(super) struct VoidBox {
        part: Numbered<MOST>,
        why: Text<300>,
        sure: Confirmed,
    }
}

/// Voids the box of a hamlet.
pub(super) async fn void(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<VoidBox>,
    app: AppState,
) -> ActionResult {
    let VoidBox { part: Numbered(parts), why: Text(why), sure: Confirmed } = form;
    let voided = app.counting.void_box(&user.actor(), (at.round, at.hamlet), &parts, &why, (app.now)()).await;
    match voided {
        Err(PortError::Refused(message)) if message == CountingRefused::NoReason => Err(Outcome::fault("why", message)),
        voided => {
            voided.at_each("part")?;
            Outcome::to(at.with(&[("xong", "huy-hom")]))
        }
    }
}

/// Whether somebody may void the box of a hamlet, were it not to open: it is there, its round is closed, and they stand above.
pub(super) fn may_void(user: &CurrentUser, detail: &HamletDetail) -> bool {
    let unit = &detail.round.unit;
    let is_above = user.unit.as_ref().is_none_or(|own| own.code != unit.code) || unit.level == Level::Province;
    let is_waiting = detail.round.state == State::Closed && !detail.counting.is_counted && !detail.is_box_empty();
    is_waiting && user.role.may(Permission::Audit) && user.hamlet.is_none() && is_above
}

pub(super) fn view(posted: &Posted, at: &Hamlet, detail: &HamletDetail, holders: Option<&RoundHolders>) -> Markup {
    let name = detail.row.hamlet.as_ref().map(|hamlet| hamlet.name.clone());
    let names: Vec<String> = name.into_iter().chain(detail.counting.together.clone()).collect();
    let parts = holders.map(|holders| parts_view(posted, holders));
    let why = Field::text("why", &t!("void-box-why")).hint(&t!("void-box-why-hint")).lines(2, 300).draw(posted);
    let sure = sure(posted, "void", &t!("void-box-sure", hamlets = names.join(", ")));
    let is_faulty = posted.action() == "void";
    view! {
        <details class="sources" open=is_faulty><summary>{t!("void-box-title")}</summary>
            <form class="form" method="post" action=at.to_string()>
                {idempotency_key()}
                <p>{t!("void-box-lead")}</p>
                <p>{t!("void-box-what")}</p>
                {parts}
                {why}
                {sure}
                <p><button class="button button--quiet button--danger" name="step" value="void">{t!("void-box")}</button></p>
            </form>
        </details>
    }
    .into_markup()
}
