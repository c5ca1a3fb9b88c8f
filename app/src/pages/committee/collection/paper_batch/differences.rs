//! Where two people read a slip differently, and the third look that decides.

use crate::domain::collection::paper::Difference;
use crate::domain::people::account::Permission;
use crate::error::ErrorPage;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Fault, FieldValue, Outcome, Posted, PostedForm};
use crate::i18n::t;
use crate::islands::paper_entry::DIFFERENCES;
use crate::ports::paper::BatchDetail;
use crate::ports::sessions::Account;
use crate::routes::PaperBatch;
use crate::state::AppState;
use crate::ui::form::idempotency_key;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// How many numbers of slips are written out.
const SERIALS_SHOWN: usize = 12;

form! {
    /// Decides a difference.
    pub(super) struct Decide {
        look: ThirdLook,
    }
}

/// What the paper says of the slip in `serial` where two read it differently, as keys in `keys-SERIAL`; nothing where no slip is named.
#[derive(Clone, Debug)]
struct ThirdLook(Option<(u64, String)>);

impl FieldValue for ThirdLook {
    fn read(form: &PostedForm, _: &str, _: &mut Vec<Fault>) -> Option<Self> {
        let serial = form.fields.trimmed("serial").parse().ok();
        Some(Self(serial.map(|serial| (serial, form.fields.get(&field_of(serial)).to_owned()))))
    }
}

fn field_of(serial: u64) -> String {
    format!("keys-{serial}")
}

pub(super) async fn decide(
    at: PaperBatch,
    user: CurrentUser,
    Checked(form): Checked<Decide>,
    app: AppState,
) -> ActionResult {
    let Some((serial, keys)) = form.look.0 else { return Err(Outcome::Error(ErrorPage::NotFound)) };
    app.paper.decide(&user.actor(), at.batch, serial, &keys, (app.now)()).await.at(&field_of(serial))?;
    Outcome::to(format!("{at}#{DIFFERENCES}"))
}

/// What is to be looked at again. Whoever keys is told which slips, not what the other read.
pub(super) fn differences_view(
    me: &Account,
    posted: &Posted,
    shown: &BatchDetail,
    at: &PaperBatch,
) -> Option<impl IntoView + use<>> {
    let decides = me.role.may(Permission::Settle);
    let differing = (!shown.differing.is_empty()).then(|| {
        let serials: Vec<_> = shown.differing.iter().map(u64::to_string).collect();
        t!("differences-own", count = serials.len(), serials = serials.join(", "))
    });
    let first = serials_where(shown, |one| one.first.is_none());
    let first = first.map(|(count, serials)| t!("differences-first-lacks", count = count, serials = serials));
    let second = serials_where(shown, |one| one.second.is_none());
    let second = second.map(|(count, serials)| t!("differences-second-lacks", count = count, serials = serials));
    let told = [differing, first, second].into_iter().flatten();
    let told = told.map(|text| view! { <li class="conflict">{text}</li> }).collect_view();
    let both = shown.differences.iter().filter(|one| one.first.is_some() && one.second.is_some());
    let rows = both.map(|one| {
        let questions: Vec<_> = one.questions().iter().map(|no| t!("differences-question", no = no)).collect();
        let text = t!("differences-slip", serial = one.serial.to_string(), questions = questions.join(", "));
        if decides {
            decision_view(posted, at, one, text).into_markup()
        } else {
            view! { <li class="conflict">{text}</li> }.into_markup()
        }
    });
    let rows = rows.collect_view();
    let is_any = !shown.differences.is_empty() || !shown.differing.is_empty();
    (shown.batch.twice && is_any)
        .then(|| view! { <section id=DIFFERENCES><h2>{t!("differences-title")}</h2> <ul class="conflicts">{told}{rows}</ul></section> })
}

/// How many slips somebody lacks, and the first of their numbers.
fn serials_where(shown: &BatchDetail, is_missing: fn(&Difference) -> bool) -> Option<(usize, String)> {
    let missing = shown.differences.iter().filter(|one| is_missing(one));
    let serials: Vec<_> = missing.map(|one| one.serial.to_string()).collect();
    let mut text = serials.iter().take(SERIALS_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if serials.len() > SERIALS_SHOWN {
        text.push('…');
    }
    (!serials.is_empty()).then_some((serials.len(), text))
}

/// The third look goes by the paper: it is not told what the two read.
fn decision_view(posted: &Posted, at: &PaperBatch, one: &Difference, text: String) -> impl IntoView + use<> {
    let state = if one.decided.is_some() { t!("differences-decided") } else { t!("differences-undecided") };
    let questions = one.questions();
    let listed: Vec<String> = questions.iter().map(u32::to_string).collect();
    let hint = t!("differences-keys", count = questions.len(), questions = listed.join(", "));
    let id = field_of(one.serial);
    let fault = posted.fault(&id).map(|fault| view! { <p class="field__fault">{fault}</p> });
    let value = posted.value(&id, "");
    view! {
        <li class="conflict">
            <p>{text}" "<b>{state}</b></p>
            <form class="entry__row" method="post" action=at.to_string()>
                {idempotency_key()}
                <input type="hidden" name="serial" value=one.serial.to_string()/>
                <div class="field entry__keys"><label class="field__label" for=id.clone()>{t!("differences-paper-says")}</label>
                <p class="hint">{hint}</p>
                {fault}
                <input class="code" id=id.clone() name=id value=value maxlength="60" autocomplete="off" inputmode="numeric"/></div>
                <button class="button button--quiet" name="step" value="decide">{t!("differences-decide")}</button>
            </form>
        </li>
    }
}
