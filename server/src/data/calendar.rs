//! The days off inside the binary. What they rest on stands in their file.

use crate::data::rulesets::{Malformed, line_at};
use app::domain::collection::calendar::DayOff;
use serde::Deserialize;

const SHIPPED: &str = include_str!("../../calendar/vietnam.toml");

/// The shipped days off.
pub fn shipped() -> Result<Vec<DayOff>, Malformed> {
    parse("vietnam.toml", SHIPPED)
}

/// Reads a calendar; `file` is what errors call it.
fn parse(file: &str, text: &str) -> Result<Vec<DayOff>, Malformed> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Calendar {
        day_off: Vec<DayOff>,
    }
    toml::from_str::<Calendar>(text).map(|calendar| calendar.day_off).map_err(|error| Malformed {
        file: file.to_owned(),
        line: line_at(text, error.span()),
        reason: error.message().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_calendar_is_sound_and_a_malformed_one_is_refused_with_its_line() {
        assert!(shipped().expect("sound").len() > 5);
        let broken = "[[day_off]]\nday = \"2026-13-01\"\nname = \"Tết\"\n";
        assert_eq!(parse("x.toml", broken).expect_err("no such month").line, 2);
    }
}
