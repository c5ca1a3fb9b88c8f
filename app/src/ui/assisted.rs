//! What a household's pages show while somebody of the working committee helps to fill them in.

use crate::routes::Ballot;
use crate::ui::preview::Preview;
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

/// Where a household's forms are posted: its own page, or the page of whoever helps. A preview leads to itself.
pub(crate) fn form_address() -> String {
    let preview = use_context::<Preview>().map(|preview| preview.address);
    let assisted = || use_context::<Assisted>().map(|assisted| assisted.address);
    preview.or_else(assisted).unwrap_or_else(|| Ballot.to_string())
}
