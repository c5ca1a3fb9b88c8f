//! What comes out of a record is printed as it is, but it cannot play with the screen.

/// A text in one line, without signs that move the cursor or turn the writing around.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        let turns = matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if turns || sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}') {
            plain.extend(sign.escape_unicode());
        } else {
            plain.push(sign);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_are_shown_another_way() {
        assert_eq!(plain("N'Djamena, العربية \"x\""), "N'Djamena, العربية \"x\"");
        assert_eq!(plain("a\n\u{1b}[2J\u{202e}b"), "a\\u{a}\\u{1b}[2J\\u{202e}b");
    }
}
