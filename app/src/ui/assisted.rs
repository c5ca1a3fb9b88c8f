//! What a household's pages show while somebody of the working committee helps to fill them in.

use crate::routes::Ballot;
use leptos::prelude::*;

/// Put into the context of a household's pages that somebody helps with.
#[derive(Clone, Debug)]
pub struct Assisted {
    /// Where its forms are posted.
    pub address: String,
    /// The address of the hamlet's page.
    pub hamlet_address: String,
    /// The hamlet.
    pub hamlet: String,
    /// What was done last.
    pub done: Option<String>,
}

/// Where a household's forms are posted: its own page, or the page of whoever helps.
pub(crate) fn form_address() -> String {
    use_context::<Assisted>().map_or_else(|| Ballot.to_string(), |assisted| assisted.address)
}
