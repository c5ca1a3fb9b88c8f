//! A hamlet's batches of paper, and beginning one.

use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, Checked, Outcome, Posted, Ticked};
use crate::i18n::{count, moment, t};
use crate::ports::batches::BatchRow;
use crate::ports::participation::HamletDetail;
use crate::routes::{Hamlet, PaperBatch};
use crate::state::AppState;
use crate::ui::field::tick;
use crate::ui::form::idempotency_key;
use leptos::prelude::*;

form! {
    /// Begins a batch of paper, keyed by one person or blindly by two.
    pub(super) struct BeginBatch {
        twice: Ticked,
    }
}

/// Begins a batch of paper.
pub(super) async fn begin(
    at: Hamlet,
    user: CurrentUser,
    Checked(form): Checked<BeginBatch>,
    app: AppState,
) -> ActionResult {
    let batch = app.paper.begin_batch(&user.actor(), at.round, at.hamlet, form.twice.0, (app.now)()).await?;
    Outcome::to(PaperBatch { batch })
}

/// The batches there are, and a button to begin one; nothing where there is neither.
pub(super) fn view(
    posted: &Posted,
    at: &Hamlet,
    detail: &HamletDetail,
    is_open: bool,
) -> Option<impl IntoView + use<>> {
    let table = (!detail.batches.is_empty()).then(|| table_view(&detail.batches, is_open));
    let begins = (is_open && detail.minutes.is_none()).then(|| {
        let twice = tick(posted, "twice", &t!("batches-twice"));
        view! {
            <form method="post" action=at.to_string()>
                {idempotency_key()}
                {twice}
                <button class="button button--small" name="step" value="batch">{t!("batches")}</button>
            </form>
        }
    });
    (table.is_some() || begins.is_some()).then(|| view! { <h2>{t!("batches")}</h2> {table} {begins} })
}

fn table_view(batches: &[BatchRow], is_open: bool) -> impl IntoView + use<> {
    let rows = batches.iter().map(|batch| row_view(batch, is_open)).collect_view();
    view! {
        <table class="table">
            <caption class="unseen">{t!("batches-caption")}</caption>
            <thead><tr>
                <th scope="col">{t!("batches-batch")}</th>
                <th scope="col">{t!("batches-by")}</th>
                <th scope="col" class="num">{t!("batches-ballots")}</th>
                <th scope="col">{t!("batches-status")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row_view(batch: &BatchRow, is_open: bool) -> impl IntoView + use<> {
    let by = [&batch.by.0, &batch.by.1].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let (first, second) = batch.keyed;
    let keyed = if batch.twice && !batch.counted {
        t!("batches-keyed-twice", first = first, second = second)
    } else {
        count(first)
    };
    let (class, status) = match (batch.counted, is_open) {
        (true, _) => ("status status--met", t!("batches-counted")),
        (false, true) => ("status status--none", t!("batches-open")),
        // A hamlet is not closed over a batch that holds ballots.
        (false, false) => ("status status--none", t!("batches-empty")),
    };
    view! {
        <tr>
            <th scope="row"><a href=PaperBatch { batch: batch.id }.to_string()>{t!("batches-number", number = batch.number)}</a><small>{moment(batch.opened_at)}</small></th>
            <td data-label=t!("batches-by")>{by}</td>
            <td class="num" data-label=t!("batches-ballots")>{keyed}</td>
            <td><span class=class>{status}</span></td>
        </tr>
    }
}
