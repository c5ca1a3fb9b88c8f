//! Where two people read a slip differently, and the third look that decides.

use crate::domain::collection::paper::Difference;
use crate::domain::people::account::Permission;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Fault, FieldValue, Outcome, Posted, PostedForm};
use crate::i18n::t;
use crate::islands::paper_entry::DIFFERENCES;
use crate::messages;
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
    /// Decides differences.
    pub(super) struct Decide {
        looks: ThirdLooks,
    }
}

messages! {
    /// Why nothing is decided.
    enum DecideRefused {
        /// Nothing was typed.
        Nothing = "differences-nothing",
    }
}

/// What the paper says of slips that two read differently, as keys in `keys-SERIAL`. What is left empty waits.
#[derive(Clone, Debug)]
struct ThirdLooks(Vec<(u64, String)>);

impl FieldValue for ThirdLooks {
    fn read(form: &PostedForm, _: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let looks: Vec<_> = form
            .fields
            .0
            .iter()
            .filter(|(_, keys)| !keys.trim().is_empty())
            .filter_map(|(field, keys)| Some((field.strip_prefix(FIELD)?.parse().ok()?, keys.clone())))
            .collect();
        if looks.is_empty() {
            faults.push(Fault::plain(DecideRefused::Nothing));
            return None;
        }
        Some(Self(looks))
    }
}

/// What the name of such a field begins with.
const FIELD: &str = "keys-";

fn field_of(serial: u64) -> String {
    format!("{FIELD}{serial}")
}

/// All or none: what is typed wrong is said at its field, and all of it stays typed.
pub(super) async fn decide(
    at: PaperBatch,
    user: CurrentUser,
    Checked(form): Checked<Decide>,
    app: AppState,
) -> ActionResult {
    app.paper.decide(&user.actor(), at.batch, &form.looks.0, (app.now)()).await.at_each(FIELD)?;
    Outcome::to(format!("{at}?xong=ghi#{DIFFERENCES}"))
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
    let both = shown.differences.iter().filter(|one| one.is_whole());
    let rows = both.map(|one| {
        let questions: Vec<_> = one.questions().iter().map(|no| t!("differences-question", no = no)).collect();
        let text = t!("differences-slip", serial = one.serial.to_string(), questions = questions.join(", "));
        if decides {
            decision_view(posted, one, text).into_markup()
        } else {
            view! { <li class="conflict">{text}</li> }.into_markup()
        }
    });
    let rows = rows.collect_view();
    let is_any = !shown.differences.is_empty() || !shown.differing.is_empty();
    (shown.batch.twice && is_any).then(|| {
        let list = view! { <ul class="conflicts">{told}{rows}</ul> };
        let list = if decides && shown.differences.iter().any(Difference::is_whole) {
            view! {
                <form method="post" action=at.to_string()>
                    {idempotency_key()}
                    {list}
                    <p><button class="button button--small" name="step" value="decide">{t!("differences-decide")}</button></p>
                </form>
            }
            .into_markup()
        } else {
            list.into_markup()
        };
        view! { <section id=DIFFERENCES><h2>{t!("differences-title")}</h2>{list}</section> }
    })
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
fn decision_view(posted: &Posted, one: &Difference, text: String) -> impl IntoView + use<> {
    // Not how: whoever looks on later reads no answers of a slip whose number is known.
    let state = if one.decided.is_some() { t!("differences-decided") } else { t!("differences-undecided") };
    let questions = one.questions();
    let listed: Vec<String> = questions.iter().map(u32::to_string).collect();
    let hint = t!("differences-keys", count = questions.len(), questions = listed.join(", "));
    let id = field_of(one.serial);
    let label = t!("differences-paper-says", serial = one.serial.to_string());
    posted.call(&id, &label);
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let fault = posted.fault(&id);
    let value = posted.value(&id, "");
    let told = [Some(hint_id.clone()), fault.is_some().then(|| fault_id.clone())];
    let told = told.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let fault = fault.map(|fault| view! { <p class="field__fault" id=fault_id>{fault}</p> });
    view! {
        <li class="conflict">
            <p>{text}" "<b>{state}</b></p>
            <div class="field entry__keys"><label class="field__label" for=id.clone()>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
            {fault}
            <input class="code" id=id.clone() name=id.clone() value=value maxlength="60" autocomplete="off" inputmode="numeric" aria-invalid=posted.invalid(&id) aria-describedby=told/></div>
        </li>
    }
}
