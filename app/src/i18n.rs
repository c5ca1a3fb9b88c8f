//! The words of the interface, looked up on the server only.
//!
//! One file for each language in `locales/`; what a language lacks is shown in Vietnamese. The questions of a ballot are
//! not here: they belong to its ruleset.

use crate::domain::survey::ruleset::Words;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese, the first one.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The tag used in addresses and in the document.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Reads a tag; anything unknown is Vietnamese.
    pub fn from_tag(tag: &str) -> Self {
        if tag == "en" { Self::En } else { Self::Vi }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    /// Picks the language's words of a ruleset.
    pub fn of(self, words: &Words) -> &str {
        match self {
            Self::Vi => &words.vi,
            Self::En => &words.en,
        }
    }
}

/// What the clocks in Vietnam show: one time zone, no summer time.
pub fn local(now: DateTime<Utc>) -> NaiveDateTime {
    now.naive_utc() + TimeDelta::hours(7)
}

/// A moment as people write it: `10/7/2024 10:05`.
pub fn moment(now: DateTime<Utc>) -> String {
    local(now).format("%-d/%-m/%Y %H:%M").to_string()
}

/// The day of a moment.
pub fn date_of(now: DateTime<Utc>) -> String {
    day(local(now).date())
}

/// A day as people write it: `26/7/2024`.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d/%-m/%Y").to_string()
}

static VI: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("vi", include_str!("../locales/vi.ftl")));
static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("en", include_str!("../locales/en.ftl")));

#[expect(clippy::expect_used, reason = "the files are inside the binary and a test reads them")]
fn bundle(tag: &str, text: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| errors).expect("a sound file");
    let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().expect("a language tag")]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("no message twice");
    bundle
}

/// Words a message; a message nobody wrote shows its key.
pub fn word(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let bundle = match lang {
        Lang::En if EN.has_message(key) => &EN,
        _ => &VI,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
    let mut values = FluentArgs::new();
    for (name, value) in args {
        values.set(*name, FluentValue::from(*value));
    }
    bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
}

/// Words a message: `t!(lang, "ballot-no", no = 3, of = 19)`.
macro_rules! t {
    ($lang:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::word($lang, $key, &[$((stringify!($name), $value.to_string().as_str())),*])
    };
}
pub(crate) use t;

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<&str> {
        text.lines().filter_map(|line| line.split_once(" = ").map(|(key, _)| key)).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert_eq!(keys(include_str!("../locales/vi.ftl")), keys(include_str!("../locales/en.ftl")));
    }

    #[test]
    fn every_message_is_whole_in_both_languages() {
        let args =
            ["got", "letter", "group", "opens", "asker", "topic", "count", "minutes", "closes", "place", "no", "of"];
        let args: Vec<_> = args.iter().chain(&["most", "name", "text"]).map(|name| (*name, "7")).collect();
        for key in keys(include_str!("../locales/vi.ftl")) {
            for lang in [Lang::Vi, Lang::En] {
                let said = word(lang, key, &args);
                assert!(!said.contains('{') && said != key, "{key}: {said}");
            }
        }
    }

    #[test]
    fn every_message_that_the_pages_ask_for_is_written() {
        fn sources(folder: &std::path::Path, found: &mut String) {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    sources(&path, found);
                } else {
                    found.push_str(&std::fs::read_to_string(path).expect("a file"));
                }
            }
        }
        let mut text = String::new();
        sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages"), &mut text);
        let asked: Vec<_> = text.split("t!(lang, \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(asked.len() > 20);
        for key in asked {
            assert!(VI.has_message(key), "{key}");
        }
    }
}
