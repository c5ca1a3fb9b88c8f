//! Who works in the demonstration.

use super::scene::{HOME, PROVINCE, START, fixed, morning};
use crate::store::Store;
use anyhow::{Result, bail};
use app::domain::people::account::Role;
use app::i18n::{Lang, word};
use app::ports::accounts::{Accounts as _, NewAccount};
use app::ports::common::{Actor, Answer, Now};
use app::ports::demonstration::LoginKind;
use app::ports::sessions::{Attempt, Sessions as _};
use app::t;

/// Each of them: login, what they can do, key of the name, role, unit, hamlet.
pub(super) const PEOPLE: [(&str, LoginKind, &str, Role, &str, &str); 5] = [
    ("tinh", LoginKind::ProvinceFront, "demo-person-province", Role::Front, PROVINCE, ""),
    ("xa", LoginKind::CommuneFront, "demo-person-commune", Role::Front, HOME, ""),
    ("thon", LoginKind::Hamlet, "demo-person-hamlet", Role::Hamlet, HOME, "01"),
    ("ubnd", LoginKind::Office, "demo-person-office", Role::Office, HOME, ""),
    ("dieuphoi", LoginKind::Coordination, "demo-person-coordination", Role::Office, PROVINCE, ""),
];

/// Those who do something before anybody looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct People {
    pub(super) province: Actor,
    pub(super) commune: Actor,
    pub(super) office: Actor,
    pub(super) coordination: Actor,
}

/// The password of all of them; the data are made up and every page says so.
pub(super) fn password() -> String {
    t!("demo-password")
}

/// Invites them, and lets each set the password.
pub(super) async fn invite_all(store: &Store) -> Result<People> {
    let now = morning(fixed(START));
    let mut actors = Vec::new();
    for (login, _, name, role, unit, hamlet) in PEOPLE {
        let (unit_code, hamlet_code) = (unit.to_owned(), hamlet.to_owned());
        let name = word(Lang::Vi, name, &[]);
        let account = NewAccount { login: login.to_owned(), name, role, unit_code, hamlet_code };
        let Some(actor) = take_in(store, account, password(), now).await? else { bail!(t!("demo-failed")) };
        actors.push(actor);
    }
    let [province, commune, _, office, coordination] = actors[..] else { bail!(t!("demo-failed")) };
    Ok(People { province, commune, office, coordination })
}

/// Invites somebody made up, and sets the password with the letter; none where it was not taken.
pub(crate) async fn take_in(store: &Store, account: NewAccount, password: String, now: Now) -> Answer<Option<Actor>> {
    let letter = store.invite(&Actor::Operator, account, now).await?;
    let attempt = attempt(letter.row.account.login.clone(), password);
    let Ok(token) = store.accept(attempt, &letter.code, now).await? else { return Ok(None) };
    store.sign_out(&token).await?;
    Ok(Some(letter.row.account.actor()))
}

/// An attempt to sign in in the place of somebody made up.
pub(crate) fn attempt(login: String, password: String) -> Attempt {
    Attempt { login, password, second_factor: String::new(), source: String::new(), devices: Vec::new() }
}
