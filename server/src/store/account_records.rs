//! Accounts as they are kept.

use crate::store::db::{StoreError, from_text};
use app::domain::people::account::Role;
use app::domain::units::unit::{Level, UnitRef};
use app::i18n::{Lang, say};
use app::ports::audit_log::Person;
use app::ports::sessions::Account;
use uuid::Uuid;

/// Who an account is.
#[derive(sqlx::FromRow)]
pub(super) struct AccountRecord {
    account_id: Uuid,
    login: String,
    account_name: String,
    role: String,
    has_second_factor: bool,
    unit_id: Option<Uuid>,
    unit_code: Option<String>,
    unit_kind: Option<String>,
    unit_level: Option<String>,
    unit_name: Option<String>,
    hamlet_id: Option<Uuid>,
    hamlet_name: Option<String>,
}

/// The columns of a [`AccountRecord`] over `account a left join unit u left join hamlet h`.
pub(super) const ACCOUNT_COLUMNS: &str =
    "a.id as account_id, a.login, a.name as account_name, a.role, a.second_factor is not null as has_second_factor,
     u.id as unit_id, u.code as unit_code, u.kind as unit_kind, u.level as unit_level, u.name as unit_name,
     h.id as hamlet_id, h.name as hamlet_name";

/// What stands where whoever runs commands wrote something down.
pub(super) fn operator_name() -> String {
    say(Lang::Vi, &Person::RecordedByOperator.into())
}

impl AccountRecord {
    pub(super) fn read(self) -> Result<Account, StoreError> {
        let role = from_text::<Role>(self.role)?;
        let unit = match (self.unit_code, self.unit_kind, self.unit_level, self.unit_name) {
            (Some(code), Some(kind), Some(level), Some(name)) => {
                let level = from_text::<Level>(level)?;
                Some(UnitRef { code, name, kind, level })
            }
            _ => None,
        };
        let hamlet = self.hamlet_id.zip(self.hamlet_name);
        let (id, name, has_second_factor) = (self.account_id, self.account_name, self.has_second_factor);
        Ok(Account { id, login: self.login, name, role, unit, unit_id: self.unit_id, hamlet, has_second_factor })
    }
}
