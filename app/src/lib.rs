//! What people see of Ý Dân, and the rules they rely on.
//!
//! [`domain`] is pure and builds for the server and the browser. Everything else is drawn on the server only
//! (feature `ssr`): [`ports`] says what it needs of the server, [`pages`] shows it, [`i18n`] words it.

pub mod domain;
#[cfg(feature = "ssr")]
pub mod ports;
