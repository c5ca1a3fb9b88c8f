//! From what a household sent to what it sees next.

use crate::domain::collection::audit_slip::SendingCode;
use crate::domain::collection::code::Code;
use crate::domain::collection::receipt::Receipt;
use crate::domain::collection::round::{Refusal, Visit};
use crate::domain::collection::sealed_ballot::BallotBox;
use crate::i18n::{Lang, local};
use crate::pages::resident::ballot_form::{BallotFault, BallotForm, Step};
use crate::ports::casting::BallotContext;
use crate::ports::casting::Cast;
use crate::ports::casting::CastOutcome;
use crate::ports::casting::Casting;
use crate::ports::casting::Report;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use http::StatusCode;
use std::sync::Arc;
use uuid::Uuid;

/// What the names of drafts begin with.
const DRAFT: &str = "phieu-";

/// What a household sees next.
#[derive(Clone, Debug)]
pub enum Screen {
    /// The field for the code, with what is wrong with the one given.
    Enter {
        /// The language.
        lang: Lang,
        /// The code as typed.
        typed: String,
        /// Why it opens no ballot.
        refusal: Option<Refusal>,
        /// The name of a draft that is of no use any more.
        draft: Option<String>,
    },
    /// The questions, with what is to be mended.
    Ballot {
        /// Where and what is asked.
        context: Arc<BallotContext>,
        /// What is filled in so far.
        form: BallotForm,
        /// What is to be mended.
        faults: Vec<BallotFault>,
        /// The name of its draft; none where somebody helps.
        draft: Option<String>,
    },
    /// All answers, before sending.
    Review {
        /// Where and what is asked.
        context: Arc<BallotContext>,
        /// What is filled in.
        form: BallotForm,
        /// The name of its draft; none where somebody helps.
        draft: Option<String>,
    },
    /// The ballot is in.
    Sent {
        /// The language.
        lang: Lang,
        /// What the household can find it with after the count.
        receipt: Receipt,
        /// What proves that it was sent from this page.
        sending: SendingCode,
        /// The name of its draft, which is of no use any more.
        draft: Option<String>,
    },
    /// What is filled in can no longer be sent: it stays on the page, with what to do.
    Late {
        /// Where and what is asked.
        context: Arc<BallotContext>,
        /// What is filled in.
        form: BallotForm,
        /// Why it is not taken.
        refusal: Refusal,
    },
    /// Whether the household really says that it did not answer.
    AskReport {
        /// The language.
        lang: Lang,
        /// Its code.
        code: String,
    },
    /// What became of it.
    Reported(Lang, Report),
}

impl Screen {
    /// The HTTP status that says the same to programs.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Enter { refusal: Some(refusal), .. } | Self::Late { refusal, .. } => match refusal {
                Refusal::Mistyped(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Refusal::Unknown => StatusCode::NOT_FOUND,
                Refusal::Spent { .. } => StatusCode::CONFLICT,
                Refusal::Early { .. } | Refusal::Elsewhere => StatusCode::FORBIDDEN,
                Refusal::Void | Refusal::Replaced | Refusal::Spare | Refusal::Audit | Refusal::Over => StatusCode::GONE,
            },
            Self::Ballot { faults, .. } if !faults.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Sent { .. } => StatusCode::SEE_OTHER,
            _ => StatusCode::OK,
        }
    }
}

/// Opens the ballot of a code. `new_key` is the idempotency key of the new page.
pub async fn open(casting: &dyn Casting, lang: Lang, typed: &str, now: Now, new_key: Uuid) -> Answer<Screen> {
    let form = BallotForm { lang, code: typed.to_owned(), ..BallotForm::default() };
    answer(casting, form, None, now, new_key).await
}

/// Answers a posted form, filled in with a `helper` or without. `new_key` is used where the form has no idempotency key.
pub async fn answer(
    casting: &dyn Casting,
    mut form: BallotForm,
    helper: Option<Actor>,
    now: Now,
    new_key: Uuid,
) -> Answer<Screen> {
    let lang = form.lang;
    let refuse = |typed: &str, refusal, draft| {
        let typed = typed.chars().take(500).filter(|letter| !letter.is_control()).collect();
        Ok(Screen::Enter { lang, typed, refusal: Some(refusal), draft })
    };
    let code = match Code::parse(&form.code) {
        Ok(code) => code,
        Err(error) => return refuse(&form.code, Refusal::Mistyped(error), None),
    };
    let draft = helper.is_none().then(|| draft_name(casting, &code));
    let visit = if form.step == Step::Open { Visit::on(local(now).date()) } else { Visit::going_on(local(now)) };
    let found = casting.look_up(&code, visit).await?;
    // A ballot sent before from this very page is thanked for again, even if the round is over by now.
    if let (Step::Send, Err(Refusal::Spent { .. }), Some(key)) = (form.step, &found, form.idempotency_key)
        && casting.was_sent(&code, key).await?
    {
        return Ok(sent(casting, lang, &code, key, draft));
    }
    let context = match found {
        Ok(context) => context,
        Err(Refusal::Spent { .. }) if form.step == Step::Report => {
            return Ok(Screen::AskReport { lang, code: code.to_string() });
        }
        Err(Refusal::Spent { .. }) if form.step == Step::ReportSure => {
            return Ok(Screen::Reported(lang, casting.report(&code, true, now).await?));
        }
        Err(spent @ Refusal::Spent { .. }) => {
            if form.step == Step::Send {
                // Somebody filled a whole ballot in and its slip was keyed in from paper: never lost silently.
                casting.report(&code, false, now).await?;
            }
            return refuse(&code.to_string(), spent, draft);
        }
        Err(refusal) => return too_late(casting, &code, form, refusal).await,
    };
    form.code = code.to_string();
    let idempotency_key = *form.idempotency_key.get_or_insert(new_key);
    if form.step == Step::Open {
        return Ok(Screen::Ballot { context, form, faults: Vec::new(), draft });
    }
    match (form.check(&context.round.ruleset), form.step) {
        (_, Step::Edit | Step::Open | Step::Report | Step::ReportSure) => {
            Ok(Screen::Ballot { context, form, faults: Vec::new(), draft })
        }
        (Err(faults), _) => Ok(Screen::Ballot { context, form, faults, draft }),
        (Ok(_), Step::Review) => Ok(Screen::Review { context, form, draft }),
        (Ok((ballot, reasons)), Step::Send) => {
            let into = Some(BallotBox { round: context.round.id, hamlet: context.hamlet_id });
            match casting.cast(Cast { code, into, idempotency_key, ballot, reasons, helper }, now).await? {
                CastOutcome::Counted => Ok(sent(casting, lang, &code, idempotency_key, draft)),
                CastOutcome::Refused(spent @ Refusal::Spent { .. }) => refuse(&code.to_string(), spent, draft),
                CastOutcome::Refused(refusal) => too_late(casting, &code, form, refusal).await,
            }
        }
    }
}

/// What a household sees whose ballot is in, sent from a page with this key.
fn sent(casting: &dyn Casting, lang: Lang, code: &Code, key: Uuid, draft: Option<String>) -> Screen {
    Screen::Sent { lang, receipt: casting.receipt(code, key), sending: casting.sending(code, key), draft }
}

/// What a household sees whose ballot is not taken: what it filled in stays there.
async fn too_late(casting: &dyn Casting, code: &Code, form: BallotForm, refusal: Refusal) -> Answer<Screen> {
    let has_answers = !form.answers.is_empty() && form.step != Step::Open;
    Ok(match casting.ballot_of(code).await?.filter(|_| has_answers) {
        Some(context) => Screen::Late { context, form, refusal },
        None => Screen::Enter { lang: form.lang, typed: String::new(), refusal: Some(refusal), draft: None },
    })
}

/// The name under which a household's own phone keeps what is answered until it is sent.
fn draft_name(casting: &dyn Casting, code: &Code) -> String {
    format!("{DRAFT}{}", casting.draft_mark(code))
}
