//! From what a household sent to what it sees next.

use crate::domain::collection::code::Code;
use crate::domain::collection::round::Refusal;
use crate::i18n::{Lang, local};
use crate::pages::resident::draft::{Draft, Fault, Step};
use crate::ports::casting::Cast;
use crate::ports::casting::CastOutcome;
use crate::ports::casting::Casting;
use crate::ports::casting::Invitation;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use std::sync::Arc;

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
    },
    /// The questions, with what is to be mended.
    Ballot {
        /// Where and what is asked.
        invitation: Arc<Invitation>,
        /// What is filled in so far.
        draft: Draft,
        /// What is to be mended.
        faults: Vec<Fault>,
    },
    /// All answers, before sending.
    Review {
        /// Where and what is asked.
        invitation: Arc<Invitation>,
        /// What is filled in.
        draft: Draft,
    },
    /// The ballot is counted.
    Sent(Lang),
    /// That the household did not answer is noted; or its round or hamlet is over, and nothing can be.
    Reported(Lang, bool),
}

impl Screen {
    /// The HTTP status that says the same to programs.
    pub fn status(&self) -> u16 {
        match self {
            Self::Enter { refusal: Some(refusal), .. } => match refusal {
                Refusal::Mistyped(_) => 422,
                Refusal::Unknown => 404,
                Refusal::Spent => 409,
                Refusal::Early { .. } => 403,
                Refusal::Void | Refusal::Replaced | Refusal::Spare | Refusal::Over => 410,
            },
            Self::Ballot { faults, .. } if !faults.is_empty() => 422,
            Self::Sent(_) => 303,
            _ => 200,
        }
    }
}

/// Opens the ballot of a code. `mark` is the new page's mark.
pub async fn open(residents: &dyn Casting, lang: Lang, typed: &str, now: Now, mark: u128) -> Answer<Screen> {
    let draft = Draft { lang, code: typed.to_owned(), ..Draft::default() };
    answer(residents, draft, None, now, mark).await
}

/// Answers a posted form, filled in with a `helper` or without. `mark` is used where the form has none.
pub async fn answer(
    residents: &dyn Casting,
    mut draft: Draft,
    helper: Option<Actor>,
    now: Now,
    mark: u128,
) -> Answer<Screen> {
    let lang = draft.lang;
    let refuse = |typed: &str, refusal| {
        let typed = typed.chars().take(60).filter(|letter| !letter.is_control()).collect();
        Ok(Screen::Enter { lang, typed, refusal: Some(refusal) })
    };
    let code = match Code::parse(&draft.code) {
        Ok(code) => code,
        Err(error) => return refuse(&draft.code, Refusal::Mistyped(error)),
    };
    let found = residents.look_up(&code, local(now).date()).await?;
    // A ballot sent before from this very page is thanked for again, even if the round is over by now.
    if let (Step::Send, Err(Refusal::Spent), Some(receipt)) = (draft.step, &found, draft.receipt())
        && residents.was_sent(&code, receipt).await?
    {
        return Ok(Screen::Sent(lang));
    }
    let invitation = match found {
        Ok(invitation) => invitation,
        Err(Refusal::Spent) if draft.step == Step::Report => {
            return Ok(Screen::Reported(lang, residents.report(&code, true, now).await?));
        }
        Err(Refusal::Spent) => {
            if draft.step == Step::Send {
                // Somebody filled a whole ballot in and its slip was keyed in from paper: never lost silently.
                residents.report(&code, false, now).await?;
            }
            return refuse(&code.to_string(), Refusal::Spent);
        }
        Err(refusal) => return refuse("", refusal),
    };
    draft.code = code.to_string();
    let receipt = draft.receipt().unwrap_or_else(|| mark.to_be_bytes());
    draft.mark = format!("{:032x}", u128::from_be_bytes(receipt));
    if draft.step == Step::Open {
        return Ok(Screen::Ballot { invitation, draft, faults: Vec::new() });
    }
    match (draft.check(&invitation.round.ruleset), draft.step) {
        (_, Step::Edit | Step::Open | Step::Report) => Ok(Screen::Ballot { invitation, draft, faults: Vec::new() }),
        (Err(faults), _) => Ok(Screen::Ballot { invitation, draft, faults }),
        (Ok(_), Step::Review) => Ok(Screen::Review { invitation, draft }),
        (Ok((ballot, reasons)), Step::Send) => {
            match residents.cast(Cast { code, receipt, ballot, reasons, helper }, now).await? {
                CastOutcome::Counted => Ok(Screen::Sent(lang)),
                CastOutcome::Refused(Refusal::Spent) => refuse(&code.to_string(), Refusal::Spent),
                CastOutcome::Refused(refusal) => refuse("", refusal),
            }
        }
    }
}
