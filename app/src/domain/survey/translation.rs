//! A text in Vietnamese with its English: what becomes of the one when the other is edited.

use strum::{EnumString, IntoStaticStr};

/// A text and its translation; the English is empty where nobody translated it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// Vietnamese.
    pub vi: &'a str,
    /// English.
    pub en: &'a str,
}

/// What to do with an English text that stayed as it was while its Vietnamese was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum OldEnglish {
    /// It still says the same.
    Keep,
    /// It says something else: none is better.
    LeaveOut,
}

/// The English after an edit; `None` if only the Vietnamese was changed and nobody decided what becomes of the English.
pub fn english<'a>(before: Pair<'_>, typed: Pair<'a>, decided: Option<OldEnglish>) -> Option<&'a str> {
    let is_old = !typed.en.is_empty() && typed.vi != before.vi && typed.en == before.en;
    match decided {
        None if is_old => None,
        Some(OldEnglish::LeaveOut) if is_old => Some(""),
        _ => Some(typed.en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_of_another_text_is_not_kept_silently() {
        let before = Pair { vi: "Đường", en: "Roads" };
        let after = |vi, en, decided| english(before, Pair { vi, en }, decided);
        assert_eq!(after("Điện", "Roads", None), None);
        assert_eq!(after("Đường xá", "Roads", Some(OldEnglish::Keep)), Some("Roads"));
        assert_eq!(after("Điện", "Roads", Some(OldEnglish::LeaveOut)), Some(""));
        assert_eq!(after("Điện", "Electricity", None), Some("Electricity"));
        assert_eq!(after("Điện", "Electricity", Some(OldEnglish::LeaveOut)), Some("Electricity"));
        assert_eq!(after("Điện", "", None), Some(""));
        assert_eq!(after("Đường", "Roads", None), Some("Roads"));
        assert_eq!(after("Đường", "The roads", None), Some("The roads"));
    }
}
