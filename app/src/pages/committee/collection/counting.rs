//! Opening a hamlet's box and counting (*mở hòm, kiểm phiếu*), and the minutes of it.

use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, Checked, Confirmed, Lines, Outcome, Posted, Typed};
use crate::i18n::t;
use crate::pages::committee::collection::closing::{attach_view, file_view};
use crate::ports::counting::{CountingMinutes, CountingState, CountingWords};
use crate::ports::participation::HamletDetail;
use crate::routes::{Address as _, Hamlet, Round, SignedMinutes};
use crate::state::AppState;
use crate::ui::field::{Field, sure};
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

form! {
    /// Opens a hamlet's box and counts.
    pub(super) struct CountHamlet {
        place: Typed,
        present: Lines,
        remarks: Typed,
        sure: Confirmed,
    }
}

/// Opens a hamlet's box and counts.
pub(super) async fn count(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<CountHamlet>,
    app: AppState,
) -> ActionResult {
    let CountHamlet { place: Typed(place), present: Lines(present), remarks: Typed(remarks), sure: Confirmed } = form;
    let words = CountingWords { place, present, remarks };
    app.counting.count_hamlet(&user.actor(), at.round, at.hamlet, words, (app.now)()).await?;
    Outcome::to(signed_minutes(&at))
}

fn signed_minutes(at: &Hamlet) -> SignedMinutes {
    SignedMinutes { round: at.round, hamlet: at.hamlet }
}

/// The minutes with all that was signed, or the counting, once the hamlet takes no more ballots; `may` says whether whoever
/// looks may count here, `may_attach` whether they may keep a photo of what was signed.
pub(super) fn view(
    posted: &Posted,
    at: &Hamlet,
    detail: &HamletDetail,
    may: bool,
    may_attach: bool,
) -> impl IntoView + use<> {
    let CountingState { minutes, is_counted, waits_for, by_holders, .. } = &detail.counting;
    // Boxes that holders open wait for the round.
    let waits_for: &[String] = if *by_holders { &[] } else { waits_for };
    let signed = minutes.as_ref().map(|minutes| signed_view(at, minutes));
    let waits = (!is_counted && !waits_for.is_empty())
        .then(|| view! { <p>{t!("counting-waits", hamlets = waits_for.join(", "))}</p> });
    let form = (!is_counted && waits_for.is_empty()).then(|| count_view(posted, at, detail, may));
    let kept = (!detail.counting.former.is_empty() || !detail.attachments.is_empty()).then(|| {
        let former = (1..).zip(&detail.counting.former).map(|(no, minutes)| former_view(at, no, minutes));
        let (former, files) = (former.collect_view(), detail.attachments.iter().map(file_view).collect_view());
        view! { <ul>{former}{files}</ul> }
    });
    let attach = (minutes.is_some() && may_attach).then(|| attach_view(posted, at));
    let title = if detail.is_box_empty() { t!("counting-by-hand") } else { t!("counting") };
    view! { <h2>{title}</h2> {signed} {waits} {kept} {attach} {form} }
}

fn signed_view(at: &Hamlet, minutes: &CountingMinutes) -> impl IntoView + use<> {
    let text = t!("counting-counted", day = minutes.day, by = &minutes.by);
    view! { <p>{text}" "<a href=signed_minutes(at).to_string()>{t!("counting-minutes")}</a></p> }
}

fn former_view(at: &Hamlet, version: u64, minutes: &CountingMinutes) -> impl IntoView + use<> {
    let address = signed_minutes(at).with(&[("ban", &version.to_string())]);
    view! { <li><a href=address>{t!("counting-former", day = minutes.day)}</a></li> }
}

fn count_view(posted: &Posted, at: &Hamlet, detail: &HamletDetail, may: bool) -> Markup {
    let state = &detail.counting;
    let is_empty = detail.is_box_empty();
    if state.by_holders && !is_empty {
        let round = Round { round: at.round }.to_string();
        let to = view! { <a href=round>{t!("counting-to-round")}</a> };
        return view! { <p>{t!("counting-by-holders")}" "{to}</p> }.into_markup();
    }
    let (lead, certain, go) = if is_empty {
        (t!("counting-by-hand-lead"), t!("counting-by-hand-sure"), t!("counting-by-hand-go"))
    } else {
        (t!("counting-lead"), t!("counting-sure"), t!("counting-go"))
    };
    let together = (!state.together.is_empty())
        .then(|| view! { <p class="note">{t!("counting-together", hamlets = state.together.join(", "))}</p> });
    let form = may.then(|| {
        let place = Field::text("place", &t!("counting-place")).hint(&t!("counting-place-hint")).draw(posted);
        let hint = t!("counting-present-hint");
        let present = Field::text("present", &t!("counting-present")).hint(&hint).lines(4, 4_000).draw(posted);
        let remarks = Field::text("remarks", &t!("counting-remarks"))
            .hint(&t!("counting-remarks-hint"))
            .lines(2, 1_000)
            .draw(posted);
        let sure = sure(posted, "count", &certain);
        view! {
            <form class="form" method="post" action=at.to_string()>
                {idempotency_key()}
                <p>{lead}</p>
                {place}
                {present}
                {remarks}
                {sure}
                <button class="button button--small" name="step" value="count">{go}</button>
            </form>
        }
    });
    view! { {together} {form} }.into_markup()
}
