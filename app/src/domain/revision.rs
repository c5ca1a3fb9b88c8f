//! What somebody saw when they filled a form in, so that nobody overwrites unseen what another has written since.

use std::fmt::{self, Debug, Display};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// A short mark of what a form showed: it goes out in a hidden field and comes back with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen(String);

impl Seen {
    /// The mark of what is there now.
    pub fn of(what: &impl Debug) -> Self {
        let mut hasher = DefaultHasher::new();
        format!("{what:?}").hash(&mut hasher);
        Self(format!("{:016x}", hasher.finish()))
    }

    /// A mark as it came back.
    pub fn read(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Display for Seen {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_has_the_same_mark_and_nothing_else_has() {
        let there = Some(["thôn 01", "thôn 02"]);
        let mark = Seen::of(&there);
        assert_eq!(Seen::read(&mark.to_string()), mark);
        assert_eq!(Seen::of(&Some(["thôn 01", "thôn 02"])), mark);
        assert!(
            ![Seen::of(&None::<[&str; 2]>), Seen::of(&Some(["thôn 01", "thôn 2"])), Seen::read("")].contains(&mark)
        );
    }
}
