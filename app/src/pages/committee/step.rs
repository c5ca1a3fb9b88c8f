//! Everything that can be done on the committee's pages, as a table: where it is posted, what power it takes.
//!
//! The page only finds the step; whether somebody may take it is decided by the port that does it.

use super::fields::{Fault, Fields};
use super::{accounts, own, sign_in};
use crate::domain::account::Power;
use crate::pages::Ports;
use crate::ports::accounts::{Letter, Now, Signed, Token};
use crate::ports::{Answer, PortError};
use std::sync::Arc;

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To sign in.
    SignIn,
    /// To use a letter and set a password.
    Accept,
    /// To end one's session.
    SignOut,
    /// To change one's password.
    ChangePassword,
    /// To have six digits asked for.
    StartSecondFactor,
    /// To have them asked for no more.
    StopSecondFactor,
    /// To invite somebody; answers the letter to print.
    Invite,
    /// To write a new letter.
    Renew,
    /// To remove an account.
    Remove,
}

impl Step {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::SignIn,
        Self::Accept,
        Self::SignOut,
        Self::ChangePassword,
        Self::StartSecondFactor,
        Self::StopSecondFactor,
        Self::Invite,
        Self::Renew,
        Self::Remove,
    ];

    /// Where it is posted, and the value of `step`. In the path `*` stands for a key.
    pub const fn address(self) -> (&'static str, &'static str) {
        match self {
            Self::SignIn => ("/dang-nhap", ""),
            Self::Accept => ("/thu-moi", ""),
            Self::SignOut => ("/lam-viec/toi", "sign-out"),
            Self::ChangePassword => ("/lam-viec/toi", "password"),
            Self::StartSecondFactor => ("/lam-viec/toi", "second-factor"),
            Self::StopSecondFactor => ("/lam-viec/toi", "no-second-factor"),
            Self::Invite => ("/lam-viec/tai-khoan", "invite"),
            Self::Renew => ("/lam-viec/tai-khoan", "renew"),
            Self::Remove => ("/lam-viec/tai-khoan", "remove"),
        }
    }

    /// The power it takes; none for what everybody does for themselves.
    pub const fn power(self) -> Option<Power> {
        match self {
            Self::SignIn
            | Self::Accept
            | Self::SignOut
            | Self::ChangePassword
            | Self::StartSecondFactor
            | Self::StopSecondFactor => None,
            Self::Invite | Self::Renew | Self::Remove => Some(Power::Accounts),
        }
    }
}

/// Finds the step that is posted to a path, with the keys in the path.
pub fn find(path: &str, word: &str) -> Option<(Step, Vec<String>)> {
    Step::ALL.iter().find_map(|step| {
        let (pattern, own) = step.address();
        let keys = (own == word).then(|| keys(pattern, path))??;
        Some((*step, keys))
    })
}

fn keys(pattern: &str, path: &str) -> Option<Vec<String>> {
    let (mut wanted, mut given) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    let mut keys = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(keys),
            (Some("*"), Some(key)) if !key.is_empty() => keys.push(key.to_owned()),
            (Some(word), Some(same)) if word == same => {}
            _ => return None,
        }
    }
}

/// A posted form and who posted it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who is asking; none at the gate.
    pub me: Option<Arc<Signed>>,
    /// What their browser keeps.
    pub token: Option<Token>,
    /// The keys in the path.
    pub keys: Vec<String>,
    /// The fields.
    pub fields: Fields,
    /// The moment.
    pub now: Now,
    /// Where it comes from.
    pub source: String,
}

impl Asked {
    pub(super) fn me(&self) -> Answer<&Signed> {
        self.me.as_deref().ok_or(PortError::Denied)
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.fields.trimmed(name).to_owned()
    }
}

/// What comes back.
#[derive(Clone, Debug)]
pub enum Done {
    /// Another page.
    Go(String),
    /// A session begins, on another page.
    SignedIn(Token, String),
    /// A session ends.
    SignedOut,
    /// A letter to print, shown once.
    Letter(Box<Letter>),
    /// The same page, to be mended.
    Mend(Vec<Fault>),
}

/// Takes a step. A refusal by a rule comes back as something to mend, with everything that was typed.
pub async fn act(ports: &Ports, step: Step, asked: &Asked) -> Answer<Done> {
    let done = match step {
        Step::SignIn => sign_in::sign_in(ports, asked).await,
        Step::Accept => sign_in::accept(ports, asked).await,
        Step::SignOut => own::sign_out(ports, asked).await,
        Step::ChangePassword => own::change_password(ports, asked).await,
        Step::StartSecondFactor => own::start_second_factor(ports, asked).await,
        Step::StopSecondFactor => own::stop_second_factor(ports, asked).await,
        Step::Invite => accounts::invite(ports, asked).await,
        Step::Renew => accounts::renew(ports, asked).await,
        Step::Remove => accounts::remove(ports, asked).await,
    };
    match done {
        Err(PortError::Refused(text)) => Ok(Done::Mend(vec![Fault::plain(text)])),
        Err(PortError::File(faults)) => Ok(Done::Mend(vec![Fault::plain(faults.to_string())])),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_step_has_an_address_of_its_own_and_is_found_by_it() {
        let addresses: HashSet<_> = Step::ALL.iter().map(|step| step.address()).collect();
        assert_eq!(addresses.len(), Step::ALL.len());
        for step in Step::ALL {
            let (path, word) = step.address();
            assert_eq!(find(&path.replace('*', "7"), word).map(|(step, _)| step), Some(*step));
        }
        assert_eq!(find("/lam-viec/tai-khoan", "else"), None);
        assert_eq!(find("/khac", ""), None);
    }

    #[test]
    fn keys_are_read_from_the_path() {
        assert_eq!(keys("/a/*/b/*", "/a/1/b/x-y"), Some(vec!["1".into(), "x-y".into()]));
        assert_eq!(keys("/a/*", "/a/"), None);
        assert_eq!(keys("/a/*", "/a/1/b"), None);
    }
}
