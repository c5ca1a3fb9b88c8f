//! What somebody saw when they filled a form in, so that nobody overwrites unseen what another has written since.

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;
use std::fmt::{self, Display, Write as _};
use std::str::FromStr;

/// A short mark of what a form showed (an ETag): it goes out in a hidden field and comes back with what was typed. The
/// same content has the same revision, whatever program made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision(String);

impl Revision {
    /// The revision of what is there now.
    pub fn of(content: &impl Serialize) -> Self {
        // What is serialised here are plain structs, which cannot fail; what could would never agree with itself.
        let text = serde_json::to_vec(content).unwrap_or_default();
        let digest = Sha256::digest(text);
        let mut revision = String::with_capacity(16);
        digest[..8].iter().for_each(|byte| {
            let _ = write!(revision, "{byte:02x}");
        });
        Self(revision)
    }
}

/// A revision as it came back.
impl FromStr for Revision {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl Display for Revision {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_has_the_same_revision_and_nothing_else_has() {
        let there = Some(["thôn 01", "thôn 02"]);
        let revision = Revision::of(&there);
        assert_eq!(revision.to_string().parse(), Ok(revision.clone()));
        assert_eq!(Revision::of(&Some(["thôn 01", "thôn 02"])), revision);
        let others =
            [Revision::of(&None::<[&str; 2]>), Revision::of(&Some(["thôn 01", "thôn 2"])), Revision::default()];
        assert!(!others.contains(&revision));
    }

    #[test]
    fn a_revision_does_not_depend_on_the_program_that_made_it() {
        // sha256sum of `["a",1]`, its first 16 digits.
        assert_eq!(Revision::of(&("a", 1)).to_string(), "135f17a475a61afd");
    }
}
