//! Text as it comes in from outside: fields of forms, queries, paths, names of files.

use crate::domain::text::composed;

/// Text as everything behind the door may rely on it: letters in one piece (Unicode NFC), the Icelandic `Ð` that looks
/// like `Đ` made one, breaks between lines of rare kinds made usual ones. A control character, NUL above all, which no
/// database column takes and no eye sees, becomes the mark of broken text (U+FFFD): whoever reads the field refuses it,
/// and it is seen where it stood.
///
/// ```
/// use app::received::received;
/// assert_eq!(received("\u{d0}a\u{323} Ro\u{300}n"), "Đạ Ròn");
/// assert_eq!(received("a\0b"), "a\u{fffd}b");
/// ```
pub fn received(text: &str) -> String {
    let usual = |letter: char| match letter {
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\n' | '\r' | '\t' => letter,
        letter if letter.is_control() => char::REPLACEMENT_CHARACTER,
        letter => letter,
    };
    composed(text).chars().map(usual).collect()
}

#[cfg(test)]
mod tests {
    use super::received;
    use proptest::prelude::*;

    /// Any characters, those that `String`'s own strategy leaves out too.
    fn letters() -> impl Strategy<Value = String> {
        prop::collection::vec(prop_oneof![any::<char>(), (0_u8..32).prop_map(char::from)], 0..40)
            .prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn what_was_received_has_no_control_characters_and_stays_as_it_is(text in letters()) {
            let once = received(&text);
            prop_assert!(once.chars().all(|letter| !letter.is_control() || "\n\r\t".contains(letter)));
            prop_assert_eq!(received(&once), once);
        }
    }

    #[test]
    fn letters_in_pieces_become_one() {
        assert_eq!(received("Xa\u{303} \u{110}a\u{323} Ro\u{300}n"), "Xã Đạ Ròn");
        assert_eq!(received("\u{d0}a\u{302}\u{301}u gia\u{301}"), "Đấu giá");
    }

    #[test]
    fn lines_stay_lines_whatever_breaks_them() {
        assert_eq!(received("một\r\nhai\tba\u{b}bốn\u{2028}năm"), "một\r\nhai\tba\nbốn\nnăm");
    }
}
