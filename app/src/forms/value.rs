//! How each kind of field is read. One reader for a kind of value, whatever form it comes through.

use super::posted::{Fault, PostedForm, Upload};
use crate::domain::day::read_day;
use crate::domain::number::read_count;
use crate::message::Message;
use crate::messages;
use crate::ports::files::LARGEST_FILE;
use chrono::NaiveDate;
use std::str::FromStr;

/// A field of a form, read from what was posted.
pub trait FieldValue: Sized {
    /// Whether it is never drawn again.
    const IS_SECRET: bool = false;

    /// Reads it, or notes what is to be mended.
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self>;
}

messages! {
    /// Why a field cannot be read.
    pub enum FieldRefused {
        /// Nothing stands in it.
        Missing = "field-missing",
        /// It is too long, in characters.
        TooLong { most: usize, got: usize } = "field-too-long",
        /// There are characters in it that no text can hold; they are drawn as `�`.
        Broken = "field-broken",
        /// It is none of what can be chosen.
        NotAChoice = "field-not-a-choice",
        /// What is hard to undo was not confirmed.
        NotConfirmed = "field-not-confirmed",
        /// The file is too big, in megabytes.
        FileTooBig { most: usize } = "field-file-too-big",
    }
}

/// A text that has to be there, of at most `MOST` characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<const MOST: usize>(pub String);

impl<const MOST: usize> FieldValue for Text<MOST> {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        required_text::<MOST>(form, name, faults, FieldRefused::Missing).map(Self)
    }
}

/// Reads a text that has to be there, of at most `MOST` characters; `missing` says what to write where nothing stands.
pub fn required_text<const MOST: usize>(
    form: &PostedForm,
    name: &str,
    faults: &mut Vec<Fault>,
    missing: impl Into<Message>,
) -> Option<String> {
    let OptionalText(text) = OptionalText::<MOST>::read(form, name, faults)?;
    if text.is_empty() {
        faults.push(Fault::of(name, missing));
        return None;
    }
    Some(text)
}

/// A text of at most `MOST` characters; empty where nothing was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionalText<const MOST: usize>(pub String);

impl<const MOST: usize> FieldValue for OptionalText<MOST> {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        // Browsers count the end of a line as one character and send two.
        let text = form.fields.trimmed(name).replace("\r\n", "\n");
        let got = text.chars().count();
        if got > MOST {
            faults.push(Fault::of(name, FieldRefused::TooLong { most: MOST, got }));
            return None;
        }
        if is_broken(&text, name, faults) {
            return None;
        }
        Some(Self(text))
    }
}

/// The most characters of a text in any field; what is kept of it may be less.
const MOST_TYPED: usize = 5_000;

/// Whether a text is longer than any is kept, or has the mark of what no text can hold; then it is noted as to be mended.
pub(crate) fn is_unfit(text: &str, name: &str, faults: &mut Vec<Fault>) -> bool {
    let got = text.chars().count();
    if is_broken(text, name, faults) {
        return true;
    }
    let is_long = got > MOST_TYPED;
    if is_long {
        faults.push(Fault::of(name, FieldRefused::TooLong { most: MOST_TYPED, got }));
    }
    is_long
}

/// Whether a text has the mark of what no text can hold; then it is noted as to be mended.
fn is_broken(text: &str, name: &str, faults: &mut Vec<Fault>) -> bool {
    let is_broken = text.contains(char::REPLACEMENT_CHARACTER);
    if is_broken {
        faults.push(Fault::of(name, FieldRefused::Broken));
    }
    is_broken
}

/// What was typed, as it was typed; the port reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub String);

impl FieldValue for Typed {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let typed = form.fields.get(name);
        (!is_unfit(typed, name, faults)).then(|| Self(typed.to_owned()))
    }
}

/// Fields of one kind, `NAME1` to `NAMEn`, as they were typed; those that are not there are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered<const MOST: usize>(pub Vec<String>);

impl<const MOST: usize> FieldValue for Numbered<MOST> {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let typed = (1..=MOST).map(|number| Typed::read(form, &format!("{name}{number}"), faults));
        let typed: Vec<_> = typed.collect();
        let typed = typed.into_iter().map(|typed| typed.map(|Typed(text)| text));
        typed.collect::<Option<Vec<_>>>().map(Self)
    }
}

/// A password or the like: never trimmed, never drawn again.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl FieldValue for Secret {
    const IS_SECRET: bool = true;

    fn read(form: &PostedForm, name: &str, _: &mut Vec<Fault>) -> Option<Self> {
        Some(Self(form.fields.get(name).to_owned()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Secret(…)")
    }
}

/// What a page wrote into a hidden field; nothing where it is none of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden<T>(pub Option<T>);

impl<T: FromStr> FieldValue for Hidden<T> {
    fn read(form: &PostedForm, name: &str, _: &mut Vec<Fault>) -> Option<Self> {
        Some(Self(form.fields.trimmed(name).parse().ok()))
    }
}

/// One of several that can be chosen, by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<T>(pub T);

impl<T: FromStr> FieldValue for Choice<T> {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let chosen = form.fields.trimmed(name).parse().ok();
        if chosen.is_none() {
            faults.push(Fault::of(name, FieldRefused::NotAChoice));
        }
        chosen.map(Self)
    }
}

/// A count, as [`read_count`] reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub u64);

impl FieldValue for Count {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        read_with(form, name, faults, read_count).map(Self)
    }
}

/// Reads what has to be there, as it is read everywhere.
fn read_with<T, F: Into<Message>>(
    form: &PostedForm,
    name: &str,
    faults: &mut Vec<Fault>,
    read: impl Fn(&str) -> Result<T, F>,
) -> Option<T> {
    let typed = form.fields.trimmed(name);
    if typed.is_empty() {
        faults.push(Fault::of(name, FieldRefused::Missing));
        return None;
    }
    read(typed).map_err(|fault| faults.push(Fault::of(name, fault))).ok()
}

/// A day, as [`read_day`] reads it: as browsers send it or as people type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

impl FieldValue for Day {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        read_with(form, name, faults, read_day).map(Self)
    }
}

/// A day, or none where nothing was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OptionalDay(pub Option<NaiveDate>);

impl FieldValue for OptionalDay {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        if form.fields.trimmed(name).is_empty() {
            return Some(Self(None));
        }
        Day::read(form, name, faults).map(|Day(day)| Self(Some(day)))
    }
}

/// A box that may be ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticked(pub bool);

impl FieldValue for Ticked {
    fn read(form: &PostedForm, name: &str, _: &mut Vec<Fault>) -> Option<Self> {
        Some(Self(form.fields.get(name) == "1"))
    }
}

/// The box that has to be ticked before what is hard to undo. A page may hold several, one for each action; the fault is
/// about `NAME-ACTION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmed;

impl FieldValue for Confirmed {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        if form.fields.get(name) == "1" {
            return Some(Self);
        }
        faults.push(Fault::of(&format!("{name}-{}", form.action()), FieldRefused::NotConfirmed));
        None
    }
}

/// A longer text of one entry a line; empty lines are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(pub Vec<String>);

impl FieldValue for Lines {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        if is_unfit(form.fields.get(name), name, faults) {
            return None;
        }
        let lines = form.fields.get(name).lines().map(str::trim).filter(|line| !line.is_empty());
        Some(Self(lines.map(str::to_owned).collect()))
    }
}

/// The file that came along, if one was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File(pub Option<Upload>);

impl FieldValue for File {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        if form.upload_too_big {
            faults.push(Fault::of(name, FieldRefused::FileTooBig { most: LARGEST_FILE >> 20 }));
            return None;
        }
        Some(Self(form.upload.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::DayFault;
    use crate::domain::number::CountFault;
    use crate::form;
    use crate::forms::{Fields, Form, SecretFields};

    form! {
        /// Moves a stone.
        struct MoveStone {
            place: Text<5>,
            weight: Count,
            on: Day,
            password: Secret,
            sure: Confirmed,
        }
    }

    fn posted(fields: &[(&str, &str)]) -> PostedForm {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        PostedForm { fields: Fields(fields), ..PostedForm::default() }
    }

    #[test]
    fn a_form_without_faults_is_read_into_its_values() {
        let form = [("place", " Núi "), ("weight", "1.650"), ("on", "26/11/2026"), ("password", " x "), ("sure", "1")];
        let stone = MoveStone::read(&posted(&form)).expect("sound");
        assert_eq!((stone.place.0.as_str(), stone.weight.0, stone.password.0.as_str()), ("Núi", 1_650, " x "));
        assert_eq!(stone.on.0, NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day"));
        assert_eq!(stone.sure, Confirmed);
    }

    #[test]
    fn every_fault_is_said_at_once_and_at_its_field() {
        let form = [("step", "move"), ("place", "xa xôi quá"), ("weight", "nặng"), ("on", "31/11/2026")];
        let faults = MoveStone::read(&posted(&form)).expect_err("faulty");
        let expected = [
            Fault::of("place", FieldRefused::TooLong { most: 5, got: 10 }),
            Fault::of("weight", CountFault::Unreadable { typed: "nặng".into() }),
            Fault::of("on", DayFault::DoesNotExist { typed: "31/11/2026".into() }),
            Fault::of("sure-move", FieldRefused::NotConfirmed),
        ];
        assert_eq!(faults, expected);
    }

    #[test]
    fn what_no_text_can_hold_is_refused_at_its_field() {
        form! {
            /// Writes a letter.
            struct Write {
                to: Text<20>,
                about: OptionalText<20>,
                code: Typed,
                lines: Lines,
            }
        }
        let form = [("to", "a\u{fffd}b"), ("about", "\u{fffd}"), ("code", "\u{fffd}7"), ("lines", "một\n\u{fffd}")];
        let faults = Write::read(&posted(&form)).expect_err("faulty");
        assert_eq!(faults, ["to", "about", "code", "lines"].map(|name| Fault::of(name, FieldRefused::Broken)));
    }

    #[test]
    fn nothing_endless_is_kept_of_any_field() {
        form! {
            /// Says why.
            struct Say {
                why: Typed,
                lines: Lines,
            }
        }
        let endless = "x".repeat(MOST_TYPED + 1);
        let long = FieldRefused::TooLong { most: MOST_TYPED, got: MOST_TYPED + 1 };
        let faults = Say::read(&posted(&[("why", &endless), ("lines", &endless)])).expect_err("too long");
        assert_eq!(faults, ["why", "lines"].map(|name| Fault::of(name, long.clone())));
        assert!(Say::read(&posted(&[("why", &endless[1..]), ("lines", "")])).is_ok());
    }

    #[test]
    fn the_end_of_a_line_is_one_character_however_it_is_sent() {
        let text = OptionalText::<5>::read(&posted(&[("text", "Núi\r\nx")]), "text", &mut Vec::new());
        assert_eq!(text, Some(OptionalText("Núi\nx".into())));
    }

    #[test]
    fn a_day_that_may_be_left_out_is_read_where_it_is_there() {
        let read = |typed| OptionalDay::read(&posted(&[("on", typed)]), "on", &mut Vec::new());
        assert_eq!(read(" "), Some(OptionalDay(None)));
        assert_eq!(read("26/11/2026"), Some(OptionalDay(NaiveDate::from_ymd_opt(2026, 11, 26))));
        assert_eq!(read("mai"), None);
    }

    #[test]
    fn a_short_year_and_a_fraction_are_refused_as_in_files() {
        let form = [("place", "Núi"), ("weight", "16.5"), ("on", "30/06/26"), ("sure", "1")];
        let faults = MoveStone::read(&posted(&form)).expect_err("faulty");
        let short = DayFault::ShortYear { typed: "30/06/26".into(), example: "30/6/2026".into() };
        let not_whole = CountFault::NotWhole { typed: "16.5".into() };
        assert_eq!(faults, [Fault::of("weight", not_whole), Fault::of("on", short)]);
        let faults = MoveStone::read(&posted(&[("place", "Núi"), ("sure", "1")])).expect_err("empty");
        let missing = ["weight", "on"].map(|name| Fault::of(name, FieldRefused::Missing));
        assert_eq!(faults, missing);
    }

    #[test]
    fn a_year_that_no_calendar_here_has_is_refused_at_its_field() {
        let year = |typed: &str| {
            let (typed, first, last) = (typed.to_owned(), "1945".to_owned(), "2100".to_owned());
            Fault::of("on", DayFault::YearOutside { typed, first, last })
        };
        for typed in ["0026-06-30", "30/6/1944", "2101-01-01"] {
            let form = [("place", "Núi"), ("weight", "1"), ("on", typed), ("sure", "1")];
            assert_eq!(MoveStone::read(&posted(&form)).expect_err("faulty"), [year(typed)]);
            let mut faults = Vec::new();
            assert_eq!(OptionalDay::read(&posted(&[("on", typed)]), "on", &mut faults), None);
            assert_eq!(faults, [year(typed)]);
        }
    }

    #[test]
    fn a_secret_is_known_by_its_type() {
        assert_eq!(MoveStone::SECRETS, ["password"]);
        assert!(SecretFields::default().hides("place"), "until it is known which form it is");
    }
}
