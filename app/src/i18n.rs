//! The words of the interface, looked up on the server only.
//!
//! One folder for each language in `locales/`, one file for each room; what a language lacks is shown in Vietnamese. The
//! questions of a ballot are not here: they belong to its ruleset.

pub mod labels;
pub(crate) mod left_out;
pub(crate) mod purpose;
pub mod reasons;
pub mod role_label;

use crate::domain::number::grouped;
use crate::domain::oversight::milestone::{Measure, Milestone};
use crate::domain::oversight::profile::Target;
use crate::domain::survey::percent::Share;
use crate::domain::survey::ruleset::{Criterion, Question, Ruleset, Words};
use crate::domain::units::in_a_sentence::in_a_sentence;
use crate::message::{Arg, Message};
use crate::ports::common::PortError;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

/// Words a message: `t!(lang, "ballot-no", no = 3_u32, of = 19_u32)`; `t!("plan-open")` is Vietnamese, for committee
/// pages.
#[macro_export]
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::word($crate::i18n::Lang::Vi, $key, &[$((stringify!($name), $crate::message::Arg::from($value))),*])
    };
    ($lang:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::word($lang, $key, &[$((stringify!($name), $crate::message::Arg::from($value))),*])
    };
}
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

    /// Picks the language's name of a ruleset.
    pub fn name_of(self, ruleset: &Ruleset) -> Translated<'_> {
        self.translated(&ruleset.name, &ruleset.name_en)
    }

    /// Picks the language's wording of a question.
    pub fn text_of(self, question: &Question) -> Translated<'_> {
        self.translated(&question.vi, &question.en)
    }

    /// Picks the language's name of a criterion.
    pub fn criterion_name(self, criterion: &Criterion) -> Translated<'_> {
        self.translated(&criterion.name, &criterion.name_en)
    }

    /// Picks the language's few words for a question.
    pub fn topic_of(self, question: &Question) -> Translated<'_> {
        self.translated(&question.topic, &question.topic_en)
    }

    /// Picks the language's words for a target.
    pub fn target_name(self, target: &Target) -> Translated<'_> {
        self.translated(&target.content, &target.content_en)
    }

    /// Picks the language's words for a milestone.
    pub fn milestone_name(self, milestone: &Milestone) -> Translated<'_> {
        self.translated(&milestone.content, &milestone.content_en)
    }

    /// Picks the language's word for the unit that a figure is measured in.
    pub fn measured_in(self, measure: &Measure) -> Translated<'_> {
        self.translated(&measure.unit, &measure.unit_en)
    }

    /// A number in hundredths with the language's marks, without noughts at its end: `46,3`, `46.3`.
    pub fn hundredths(self, number: u64) -> String {
        let whole = self.count(number / 100);
        match number % 100 {
            0 => whole,
            rest => {
                let rest = format!("0.{rest:02}");
                format!("{whole}{}", self.decimal(rest.trim_start_matches('0').trim_end_matches('0')))
            }
        }
    }

    /// Words that are Vietnamese in every language.
    pub const fn untranslated(self, vietnamese: &str) -> Translated<'_> {
        Translated { text: vietnamese, lang: self.of_vietnamese() }
    }

    /// The English words for who reads English; the Vietnamese ones where nobody translated them.
    const fn translated<'a>(self, vietnamese: &'a str, english: &'a str) -> Translated<'a> {
        match self {
            Self::En if !english.is_empty() => Translated { text: english, lang: None },
            _ => self.untranslated(vietnamese),
        }
    }

    /// A day as people write it: `26/7/2024`, `26 July 2024`.
    pub fn day(self, day: NaiveDate) -> String {
        match self {
            Self::Vi => day.format("%-d/%-m/%Y"),
            Self::En => day.format("%-d %B %Y"),
        }
        .to_string()
    }

    /// A count with the language's thousands: `1.278`, `1,278`.
    pub fn count(self, number: u64) -> String {
        let mark = match self {
            Self::Vi => '.',
            Self::En => ',',
        };
        grouped(number, mark)
    }

    /// A decimal number with the language's mark: `99,84`, `99.84`.
    pub fn decimal(self, number: &str) -> String {
        match self {
            Self::Vi => number.replace('.', ","),
            Self::En => number.to_owned(),
        }
    }

    /// A share in a hundred, as its decimals are written; a dash where there is no whole.
    pub fn percent(self, share: Share) -> String {
        share.decimal().map_or_else(|| "–".to_owned(), |number| self.decimal(&number))
    }

    /// The `lang` of whole sentences that exist in Vietnamese only.
    pub const fn of_vietnamese(self) -> Option<&'static str> {
        match self {
            Self::Vi => None,
            Self::En => Some("vi"),
        }
    }
}

/// Words that come from data, in the language of the page if there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Translated<'a> {
    /// The words.
    pub text: &'a str,
    /// Their `lang`, where it is not the page's.
    pub lang: Option<&'static str>,
}

/// What the clocks in Vietnam show: one time zone, no summer time.
pub fn local(now: DateTime<Utc>) -> NaiveDateTime {
    now.naive_utc() + TimeDelta::hours(7)
}

/// The moment at which the clocks in Vietnam show this.
pub fn utc(shown: NaiveDateTime) -> DateTime<Utc> {
    (shown - TimeDelta::hours(7)).and_utc()
}

/// The last second of a day in Vietnam: what can be used "until the end of" it can be used until then.
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    utc(day.and_time(NaiveTime::MIN) + TimeDelta::days(1) - TimeDelta::seconds(1))
}

/// A moment as people write it: `10/7/2024 10:05`.
pub fn moment(now: DateTime<Utc>) -> String {
    local(now).format("%-d/%-m/%Y %H:%M").to_string()
}

/// The day of a moment.
pub fn date_of(now: DateTime<Utc>) -> String {
    day(local(now).date())
}

/// What somebody wrote, without the mark at its end: the sentence it is put into has its own.
pub fn unended(text: &str) -> &str {
    text.trim().trim_end_matches(|c: char| matches!(c, '.' | ';' | ',' | ':') || c.is_whitespace())
}

/// A count as Vietnamese people write it.
pub fn count(number: u64) -> String {
    Lang::Vi.count(number)
}

/// A share as Vietnamese people write it, with its sign: `99,84%`.
pub fn percent(share: Share) -> String {
    format!("{}%", Lang::Vi.percent(share))
}

/// A day as people write it: `26/7/2024`.
pub fn day(day: NaiveDate) -> String {
    Lang::Vi.day(day)
}

/// The files of a language, one for each room.
macro_rules! files {
    ($tag:literal: $($room:literal)+) => {
        &[$((concat!($tag, "/", $room), include_str!(concat!("../locales/", $tag, "/", $room, ".ftl")))),+]
    };
}
const VI_FILES: &[(&str, &str)] = files!("vi":
    "common" "resident" "results" "map" "notice" "people" "planning" "collection" "closing" "paper" "minutes"
    "publication" "criteria" "recommendations" "comparison" "home" "prints" "domain" "files" "operator" "audit"
    "lists" "outlines" "demo" "demonstration" "handbook" "dashboard" "trial" "documents" "open_data" "supervision" "community"
);
/// What households and the public read; the committee's pages are Vietnamese.
const EN_FILES: &[(&str, &str)] =
    files!("en": "common" "resident" "results" "map" "notice" "domain" "demonstration" "open_data" "community");

static VI: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Lang::Vi, VI_FILES));
static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Lang::En, EN_FILES));

#[expect(clippy::expect_used, reason = "the files are inside the binary and a test reads them")]
fn bundle(lang: Lang, files: &[(&str, &str)]) -> FluentBundle<FluentResource> {
    fn number<M: MemoizerKind>(lang: Lang, value: &FluentValue, _: &M) -> Option<String> {
        let FluentValue::Number(number) = value else { return None };
        // Every number that a message holds was a count.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts are small and whole")]
        Some(lang.count(number.value as u64))
    }
    let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().expect("a language tag")]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Vi => |value, memoizer| number(Lang::Vi, value, memoizer),
        Lang::En => |value, memoizer| number(Lang::En, value, memoizer),
    }));
    bundle.add_function("CAPITAL", |args, _| written(args, capital)).expect("no function twice");
    bundle.add_function("SMALL", |args, _| written(args, small)).expect("no function twice");
    bundle.add_function("PLACE", |args, _| written(args, in_a_sentence)).expect("no function twice");
    for (file, text) in files {
        let resource = FluentResource::try_new((*text).to_owned()).map_err(|(_, errors)| (file, errors));
        bundle.add_resource(resource.expect("a sound file")).expect("no message twice");
    }
    bundle
}

/// What a function of the files makes of the text it is given.
fn written<'a>(args: &[FluentValue<'a>], write: fn(&str) -> String) -> FluentValue<'a> {
    match args.first() {
        Some(FluentValue::String(text)) => write(text).into(),
        Some(other) => other.clone(),
        None => FluentValue::Error,
    }
}

/// `{ PLACE($unit) }`, inside a sentence, is [`in_a_sentence`]. `{ CAPITAL($fault) }`: with a capital at its beginning, where a fault that files name by line is a sentence of its own.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `{ SMALL($purpose) }`: with a small letter at its beginning, where a label goes on a sentence. What is all capitals, as HĐND, stays.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    if letters.clone().nth(1).is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Words a message; a message nobody wrote shows its key.
pub fn word(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    format(lang, key, args.iter().map(|(name, arg)| (*name, arg)))
}

fn format<'a>(lang: Lang, key: &str, args: impl Iterator<Item = (&'a str, &'a Arg)>) -> String {
    let bundle = match lang {
        Lang::En if EN.has_message(key) => &EN,
        _ => &VI,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
    let mut values = FluentArgs::new();
    for (name, arg) in args {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
        let value: FluentValue = match arg {
            Arg::Number(number) => FluentValue::from(*number as f64),
            Arg::Decimal(number) => lang.decimal(number).into(),
            Arg::Text(text) => text.as_str().into(),
            Arg::Day(day) => lang.day(*day).into(),
            Arg::Message(message) => say(lang, message).into(),
        };
        values.set(name, value);
    }
    bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
}

/// Words a message that was handed on as a value.
pub fn say(lang: Lang, message: &Message) -> String {
    format(lang, &message.key, message.args.iter().map(|(name, arg)| (name.as_ref(), arg)))
}

/// A hamlet with its commune, as an address: "Thôn Đoàn Kết, xã Đạ Ròn".
pub fn hamlet_of(lang: Lang, hamlet: &str, commune: &str) -> String {
    t!(lang, "hamlet-of", hamlet = hamlet, commune = commune)
}

/// Words why a use case did not happen, for whoever asked on the command line.
pub fn say_error(error: &PortError) -> String {
    match error {
        PortError::Refused(message) => say(Lang::Vi, message),
        PortError::File(faults) => {
            faults.messages().iter().map(|message| say(Lang::Vi, message)).collect::<Vec<_>>().join("\n  ")
        }
        PortError::Denied => t!("operator-denied"),
        PortError::Missing => t!("operator-missing"),
        PortError::DoneBefore => t!("operator-done-before"),
        PortError::Broken(_) => t!("operator-broken"),
    }
}

/// All that is written in Vietnamese, as it stands in the files.
#[cfg(test)]
pub(crate) fn written_in_vietnamese() -> Vec<String> {
    let lines = VI_FILES.iter().flat_map(|(_, text)| text.lines());
    lines.filter_map(|line| line.split_once(" = ").map(|(_, message)| message.trim().to_owned())).collect()
}

pub use t;

#[cfg(test)]
mod tests;
