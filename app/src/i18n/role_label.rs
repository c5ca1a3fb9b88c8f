//! What people call a role and whoever holds it.

use crate::domain::people::account::Role;
use crate::domain::units::unit::Level;
use crate::i18n::t;
use crate::ports::sessions::Account;

/// What people call a role, wherever it is held.
pub fn role_label(role: Role) -> String {
    match role {
        Role::Hamlet => t!("role-hamlet"),
        Role::Front => t!("role-front"),
        Role::Office => t!("role-office"),
        Role::Administrator => t!("role-administrator"),
    }
}

/// The body somebody works for, by its official name.
pub fn account_title(account: &Account) -> String {
    let Some(unit) = &account.unit else { return role_label(account.role) };
    let name = &unit.name;
    match (account.role, &account.hamlet) {
        (Role::Hamlet, Some((_, hamlet))) => {
            t!("role-hamlet-of", hamlet = hamlet, unit = name)
        }
        (Role::Hamlet, None) => role_label(account.role),
        (Role::Front, _) => t!("role-front-of", unit = name),
        (Role::Office, _) if unit.level == Level::Commune => t!("role-office-of-commune", unit = name),
        (Role::Office, _) => t!("role-office-of", unit = name),
        (Role::Administrator, _) => t!("role-administrator-of", unit = name),
    }
}
