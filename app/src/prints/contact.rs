//! Where households turn to: an address, somebody to call.

use crate::i18n::t;

/// An address as people type it.
pub(super) fn site(base_url: &str) -> String {
    base_url.trim_start_matches("https://").trim_start_matches("http://").to_owned()
}

/// Whom to call with a question; nothing where nobody is named.
pub(super) fn contact(contact: &str) -> String {
    if contact.is_empty() { String::new() } else { t!("prints-contact", contact = contact) }
}
