//! Names as people type them: without marks, in any case.

use crate::domain::text::normal_form::to_nfd;
use unicode_normalization::char::is_combining_mark;

/// Folds a name for searching and sorting: marks and apostrophes off (B’Lao is typed in many ways), `đ` and what looks like it
/// to `d`, lower case, single spaces.
///
/// ```
/// assert_eq!(app::domain::units::search_key::search_key("  Xã Đạ  Ròn "), "xa da ron");
/// ```
pub fn search_key(text: &str) -> String {
    let bare: String = to_nfd(text)
        .chars()
        .filter(|letter| !is_combining_mark(*letter) && !matches!(letter, '\'' | '’' | '‘' | 'ʼ'))
        .map(|letter| if matches!(letter, 'đ' | 'Đ' | 'ð' | 'Ð' | 'Ɖ') { 'd' } else { letter })
        .flat_map(char::to_lowercase)
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::search_key;

    #[test]
    fn composed_and_decomposed_names_fold_alike() {
        assert_eq!(search_key("Đạ Ròn"), search_key("\u{0110}a\u{0323} Ro\u{0300}n"));
        assert_eq!(search_key("\u{d0}ạ Ròn"), "da ron", "typed with the Icelandic letter");
        assert_eq!(search_key("\u{f0}ạ Ròn"), "da ron");
        assert_eq!(search_key("Lộc Ngãi"), "loc ngai");
        assert_eq!(search_key("ƯƠNG"), "uong");
        assert_eq!(search_key("B’Lao"), search_key("B'lao"));
    }
}
