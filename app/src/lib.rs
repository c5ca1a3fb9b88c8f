//! What people see of Ý Dân, and the rules they rely on.
//!
//! [`domain`] is pure and builds for the server and the browser, and so do the live parts of pages, [`islands`] (feature
//! `hydrate`). Everything else is drawn on the server only (feature `ssr`): [`ports`] says what it needs of the server,
//! [`pages`] shows it, [`i18n`] words it.

#![recursion_limit = "512"]

#[cfg(feature = "ssr")]
pub mod document_file;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod domain;
#[cfg(feature = "ssr")]
pub mod error;
#[cfg(feature = "ssr")]
pub mod extract;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod handbook;
#[cfg(feature = "ssr")]
pub mod i18n;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod islands;
#[cfg(feature = "ssr")]
pub mod list_file;
pub mod message;
#[cfg(feature = "ssr")]
pub mod open_data;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod page_route;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod pdf_file;
#[cfg(feature = "ssr")]
pub mod ports;
#[cfg(feature = "ssr")]
pub mod prints;
#[cfg(feature = "ssr")]
pub mod received;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(feature = "ssr")]
pub mod ui;
