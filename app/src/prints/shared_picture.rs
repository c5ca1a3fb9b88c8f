//! The picture beside a link that people pass on: what a unit's results say, in a few large words.

use serde::Serialize;

/// A picture of 1,200 by 630 dots. Nothing but what is public stands on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SharedPicture {
    /// Whose link it is.
    pub brand: &'static str,
    /// What it is about.
    pub about: String,
    /// The unit.
    pub unit: String,
    /// The largest words: a share, or that there is none.
    pub headline: String,
    /// What the headline says.
    pub headline_of: String,
    /// What stands below it.
    pub lines: Vec<String>,
    /// The language's tag.
    pub lang: &'static str,
}
