//! Letters that invite people to work here (*thư mời*).

use super::qr_squares::QrSquares;
use crate::i18n::role_label::account_title;
use crate::i18n::{date_of, t};
use crate::ports::accounts::InvitationLetter;
use crate::ports::sessions::Account;
use crate::routes::{AcceptInvitation, Address as _};
use serde::Serialize;

/// Letters, each to be cut off and put into the hands of whom it is for.
#[derive(Clone, Debug, Serialize)]
pub struct Invitations {
    pub(super) title: String,
    heading: String,
    text: String,
    inviter: String,
    warning: String,
    letters: Vec<Letter>,
}

#[derive(Clone, Debug, Serialize)]
struct Letter {
    greeting: String,
    name: String,
    charge: String,
    steps: Vec<Step>,
    until: String,
    qr: Option<QrSquares>,
}

/// What to do, and what to type there.
#[derive(Clone, Debug, Serialize)]
struct Step {
    what: String,
    typed: String,
}

impl Invitations {
    /// The letters of whoever invites, which lead to the address.
    pub fn new(base_url: &str, inviter: &Account, letters: &[InvitationLetter]) -> Self {
        Self {
            title: t!("letter-title"),
            heading: t!("letter-heading"),
            text: t!("letter-text"),
            inviter: t!("letter-inviter", name = &inviter.name, title = account_title(inviter)),
            warning: t!("letter-warning"),
            letters: letters.iter().map(|letter| Letter::new(base_url, letter)).collect(),
        }
    }
}

impl Letter {
    fn new(base_url: &str, letter: &InvitationLetter) -> Self {
        let who = &letter.row.account;
        let step = |what, typed: String| Step { what, typed };
        Self {
            greeting: t!("letter-greeting"),
            name: who.name.clone(),
            charge: account_title(who),
            steps: vec![
                step(t!("letter-open"), format!("{base_url}{AcceptInvitation}")),
                step(t!("letter-login"), who.login.clone()),
                step(t!("letter-code"), letter.code.to_string()),
                step(t!("letter-password"), String::new()),
            ],
            until: t!("letter-until", until = date_of(letter.until)),
            qr: QrSquares::of(&format!("{base_url}{}", AcceptInvitation.with(&[("ten", &who.login)]))),
        }
    }
}
