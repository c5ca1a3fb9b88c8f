//! Text as it is kept: one form for what looks the same.

pub mod broken;
mod legacy;
pub mod normal_form;
mod syllable;

use normal_form::to_nfc;

/// A line as it is kept: letters in one piece (Unicode NFC), the Icelandic `Ð` that looks like `Đ` made one, blanks and
/// line breaks of all kinds a single blank, nothing at both ends, no signs without width. Control characters stay, for
/// whoever reads it to refuse.
///
/// ```
/// use app::domain::text::clean_line;
/// assert_eq!(clean_line(" Xã \u{d0}a\u{323}\n Ro\u{300}n "), "Xã Đạ Ròn");
/// ```
pub fn clean_line(text: &str) -> String {
    let text: String = composed(text).chars().filter(|letter| !has_no_width(*letter)).collect();
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Letters in one piece, with `Đ` for those of other languages that look like it.
pub fn composed(text: &str) -> String {
    to_nfc(text).chars().map(with_stroke).collect()
}

/// Whether a text can name something in files, commands and addresses: letters a-z, digits and `-`.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

const fn with_stroke(letter: char) -> char {
    match letter {
        '\u{d0}' | '\u{189}' => 'Đ',
        '\u{f0}' => 'đ',
        other => other,
    }
}

/// Marks of byte order and of direction, and joiners.
const fn has_no_width(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{clean_line, is_slug};
    use proptest::prelude::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for text in
            ["Xã Đạ Ròn", "Xã \u{d0}ạ Ròn", "Xa\u{303} Đa\u{323} Ro\u{300}n", "\u{feff}Xã\u{a0}Đạ\r\n\tRòn\u{200b}"]
        {
            assert_eq!(clean_line(text), "Xã Đạ Ròn", "{text:?}");
        }
        assert_eq!(clean_line("a\0b"), "a\0b", "what is refused stays to be seen");
    }

    #[test]
    fn a_name_for_files_is_plain() {
        assert!(["xa-ntm-2021-2025", "1", "-"].into_iter().all(is_slug));
        assert!(!["", "Xa", "xã", "a b", "a/b", "a.b"].into_iter().any(is_slug));
    }

    proptest! {
        #[test]
        fn what_is_clean_stays_as_it_is(letters in prop::collection::vec(prop_oneof![any::<char>(), (0_u8..32).prop_map(char::from)], 0..40)) {
            let text: String = letters.into_iter().collect();
            let clean = clean_line(&text);
            prop_assert_eq!(clean_line(&clean), clean);
        }
    }
}
