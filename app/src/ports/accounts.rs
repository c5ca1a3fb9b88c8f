//! Accounts and invitations on paper.

use crate::domain::collection::code::Code;
use crate::domain::people::account::Role;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Line;
use crate::ports::common::Now;
use crate::ports::sessions::Account;
use async_trait::async_trait;
use uuid::Uuid;

/// Somebody to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// What they will sign in with; empty where it is to be given.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they will be.
    pub role: Role,
    /// The code of the unit they will be for; empty for an administrator.
    pub unit_code: String,
    /// The code of the hamlet in it, for its working committee.
    pub hamlet_code: String,
}

/// An invitation on its way to paper: the only place its code is ever in clear.
#[derive(Clone, Debug)]
pub struct InvitationLetter {
    /// Who is invited.
    pub row: AccountRow,
    /// The one-time code.
    pub code: Code,
    /// Until when it can be used.
    pub until: Now,
}

/// How far an account has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Its letter has not been used yet.
    Invited,
    /// It can sign in.
    Active,
    /// It cannot any more.
    Removed,
}

/// An account in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Who it is.
    pub account: Account,
    /// How far it has come.
    pub state: AccountState,
    /// When it was last seen.
    pub seen_at: Option<Now>,
}

crate::messages! {
    /// Why somebody is not invited, given a letter or removed.
    pub enum AccountRefused {
        /// The name is missing or too long.
        Name = "account-name",
        /// There is no such unit.
        NoUnit { code: String } = "account-no-unit",
        /// A working committee belongs to a hamlet of a commune.
        NotCommune = "account-not-commune",
        /// There is no such hamlet.
        NoHamlet { unit: String, code: String } = "account-no-hamlet",
        /// Somebody has the login.
        LoginTaken { login: String } = "account-login-taken",
        /// The People's Committee has an account, and invites others itself.
        OfficeThere = "account-office-there",
        /// An account that the Front invited keeps those alone that it invited itself.
        NotInvited = "account-not-invited",
        /// The letter was used, or another one took its place.
        LetterOver { name: String } = "account-letter-over",
        /// The account was removed.
        Removed = "account-removed",
        /// Nobody removes their own.
        Oneself = "account-oneself",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum AccountsAct {
        Invite = "audit-invite",
        RenewLetter = "audit-renew-letter",
        RemoveAccount = "audit-remove-account",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum AccountsDetail {
        /// Whoever is invited.
        Account { login: String, name: String } = "audit-detail-account",
    }
}

/// Invites people, gives them new letters, removes them.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Invites somebody to a role inside one's own scope.
    async fn invite(&self, by: &Actor, account: NewAccount, now: Now) -> Answer<InvitationLetter>;
    /// Invites several people at once, or nobody, where one cannot be.
    async fn invite_all(&self, by: &Actor, accounts: Vec<Line<NewAccount>>, now: Now) -> Answer<Vec<InvitationLetter>>;
    /// Letters that wait to be used, given their codes, which nothing else tells: to be printed.
    async fn letters(&self, by: &Actor, codes: &[(Uuid, Code)], now: Now) -> Answer<Vec<InvitationLetter>>;
    /// Writes a new letter: the old password or letter dies, and all sessions end.
    async fn renew(&self, by: &Actor, account: Uuid, now: Now) -> Answer<InvitationLetter>;
    /// Removes an account; its sessions end at once.
    async fn remove(&self, by: &Actor, account: Uuid, now: Now) -> Answer<()>;
    /// The accounts inside one's own scope.
    async fn accounts(&self, by: &Actor) -> Answer<Vec<AccountRow>>;
}
