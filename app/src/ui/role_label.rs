//! What people call a role and whoever holds it.

use crate::domain::people::account::Role;
use crate::domain::units::unit::Level;
use crate::i18n::t;
use crate::ports::sessions::Account;

/// What people call a role, at the level of its unit.
pub fn role_label(role: Role, level: Option<Level>) -> String {
    match (role, level) {
        (Role::Hamlet, _) => t!("role-hamlet"),
        (Role::Front, Some(level)) => t!("role-front", level = level.usual_kind()),
        (Role::Front, None) => t!("role-front-any"),
        (Role::Office, Some(level)) => t!("role-office", level = level.usual_kind()),
        (Role::Office, None) => t!("role-office-any"),
        (Role::Administrator, _) => t!("role-administrator"),
    }
}

/// What somebody is, and where.
pub fn account_title(account: &Account) -> String {
    let role = role_label(account.role, account.unit.as_ref().map(|unit| unit.level));
    match (&account.hamlet, &account.unit) {
        (Some((_, hamlet)), Some(unit)) => t!("role-of-hamlet", role = role, hamlet = hamlet, unit = &unit.name),
        (None, Some(unit)) => t!("role-of-unit", role = role, unit = &unit.name),
        _ => role,
    }
}
