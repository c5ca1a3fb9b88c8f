//! Settings of the installation that are kept in the database.

use crate::store::db::StoreError;
use crate::store::tx::{Tx, execute, scalar_optional};

/// Reads a setting.
pub(super) async fn setting(tx: &mut Tx, key: &str) -> Result<Option<String>, StoreError> {
    scalar_optional!(tx, "select value from setting where key = $1", key)
}

/// Keeps a setting, unless it is kept already.
pub(super) async fn put_setting(tx: &mut Tx, key: &str, value: &str) -> Result<(), StoreError> {
    execute!(tx, "insert into setting (key, value) values ($1, $2) on conflict (key) do nothing", key, value)?;
    Ok(())
}

/// Keeps a setting in the place of the one before.
pub(super) async fn replace_setting(tx: &mut Tx, key: &str, value: &str) -> Result<(), StoreError> {
    let sql = "insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
    execute!(tx, sql, key, value)?;
    Ok(())
}
