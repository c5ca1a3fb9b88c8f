//! Signing in.

use crate::domain::collection::code::Code;
use crate::domain::people::account::Role;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use uuid::Uuid;

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account's key.
    pub id: Uuid,
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The unit they are for; none for an administrator.
    pub unit: Option<UnitRef>,
    /// That unit's key: its code may have been another's.
    pub unit_id: Option<Uuid>,
    /// The hamlet they are for: its key and name.
    pub hamlet: Option<(Uuid, String)>,
    /// Whether a second factor is asked for at sign-in.
    pub has_second_factor: bool,
}

/// Why one's own password, typed again inside a session, was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnPasswordFault {
    /// It is wrong.
    Wrong,
    /// Too many wrong ones: to be tried again after so many seconds.
    Wait {
        /// The seconds.
        seconds: i64,
    },
}

/// Why a second factor was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactorFault {
    /// The password was not taken.
    Password(OwnPasswordFault),
    /// The six digits are not those of the secret.
    Digits,
}

impl Account {
    /// As the ports take it.
    pub fn actor(&self) -> Actor {
        Actor::account(self.id)
    }
}

/// An attempt to sign in.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The login as typed.
    pub login: String,
    /// The password as typed.
    pub password: String,
    /// The six digits of the second factor, if typed.
    pub second_factor: String,
    /// Where it comes from, as a network address; it is kept for a day at most, and only as a keyed hash.
    pub source: String,
    /// The signs of devices that the browser brings.
    pub devices: Vec<DeviceMark>,
}

/// What a browser keeps to show that somebody signed in on it before. It lets nobody in; it only says that whoever comes
/// is not the stranger for whom others would have to wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceMark {
    /// Under which name it is kept: eight hexadecimal digits that are the same for the same login.
    pub name: String,
    /// What is kept.
    pub value: String,
}

/// Why somebody is not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInFault {
    /// The login or the password is wrong; which of them is not said.
    Wrong,
    /// Too many wrong ones: to be tried again after so many seconds.
    Wait {
        /// The seconds.
        seconds: i64,
    },
    /// The password is right, the second factor is missing or wrong.
    SecondFactor,
    /// The letter's code is wrong, used or too old.
    Letter,
}

/// What a browser keeps to show who it is. It has no `Debug` of its own: it does not belong into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub String);

impl std::fmt::Debug for Token {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Token(…)")
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum SessionsAct {
        AcceptLetter = "audit-accept-letter",
        ChangePassword = "audit-change-password",
        AskSecondFactor = "audit-ask-second-factor",
        DropSecondFactor = "audit-drop-second-factor",
        SignIn = "audit-sign-in",
        SignInFailed = "audit-sign-in-failed",
        OwnPasswordFailed = "audit-own-password-failed",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum SessionsDetail {
        /// Whose login was tried, and the how many wrong one it was from there.
        Tried { login: String, count: u64 } = "audit-detail-tried",
        /// The how many wrong one it was with a login that nobody has. What was typed may be a password, so it is not said.
        TriedUnknown { count: u64 } = "audit-detail-tried-unknown",
        /// The how many wrong one it was.
        Count { count: u64 } = "audit-detail-tried-own",
    }
}

/// Lets people in and out, and keeps their passwords.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Signs somebody in.
    async fn sign_in(&self, attempt: Attempt, now: Now) -> Answer<Result<Token, SignInFault>>;
    /// Takes a letter's code and sets the first password; the code dies.
    async fn accept(&self, attempt: Attempt, letter: &Code, now: Now) -> Answer<Result<Token, SignInFault>>;
    /// A sign for the device on which somebody just signed in.
    fn device(&self, login: &str) -> DeviceMark;
    /// Who has this token, if it still holds; somebody who `uses` it keeps it alive, a page that only looks again does not.
    async fn who(&self, token: &Token, uses: bool, now: Now) -> Answer<Option<Account>>;
    /// Ends a session.
    async fn sign_out(&self, token: &Token) -> Answer<()>;
    /// Changes one's own password; all other sessions of the account end.
    async fn change_password(
        &self,
        by: &Actor,
        keep: &Token,
        old: &str,
        new: &str,
        now: Now,
    ) -> Answer<Result<(), OwnPasswordFault>>;
    /// Asks for (`Some`) or stops asking for (`None`) six digits at sign-in. It takes the password again, so that nobody
    /// does it in a session that was left open; `Some` carries the secret and the digits it gives now.
    async fn second_factor(
        &self,
        by: &Actor,
        password: &str,
        secret: Option<(&str, &str)>,
        now: Now,
    ) -> Answer<Result<(), SecondFactorFault>>;
}
