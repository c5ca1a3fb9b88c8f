//! What is asked for, and what comes.

use serde::{Deserialize, Serialize};

/// Which map of a unit is asked for, as it stands in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapAsked {
    /// The unit's code.
    pub code: String,
    /// The metric (`xem`).
    pub metric: String,
    /// The day (`ngay`).
    pub day: String,
    /// The language (`lang`).
    pub language: String,
}

/// A map as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapDrawn {
    /// What is chosen, in words.
    pub chosen: String,
    /// The same as it stands in the address of the page, without the `?`.
    pub query: String,
    /// The same in the address of the other language's page.
    pub query_elsewhere: String,
    /// What stands below the form.
    pub drawn: String,
}
