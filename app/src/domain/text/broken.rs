//! Text that lost its letters on the way: what was Vietnamese and is shown as something else.

use super::legacy::{from_tcvn3, from_twice_encoded, from_vni};
use super::syllable::is_syllable;
use crate::messages;

messages! {
    /// What became of a text, the word it shows in, and what the word was where that can be told.
    pub enum BrokenText {
        /// Written with a font of TCVN3.
        Tcvn3 { word: String, meant: String } = "text-tcvn3",
        /// Written with a font of VNI.
        Vni { word: String, meant: String } = "text-vni",
        /// UTF-8 that was read as something else and written again.
        TwiceEncoded { word: String, meant: String } = "text-twice-encoded",
        /// A program wrote `?` or `�` for letters it did not know.
        QuestionMarks { word: String } = "text-question-marks",
    }
}

/// The fewest letters of a word by which an old font is told: `µm` and `m²` are none.
const FEWEST: usize = 3;

/// What became of a text; nothing where all of it can be read.
pub fn broken_text(text: &str) -> Option<BrokenText> {
    let lost = text.split_whitespace().find(|word| has_lost_letters(word));
    if let Some(word) = lost {
        return Some(BrokenText::QuestionMarks { word: word.to_owned() });
    }
    let apart = |sign: char| sign.is_whitespace() || sign.is_ascii_punctuation() || sign.is_ascii_digit();
    text.split(apart).filter(|word| !word.is_ascii()).find_map(broken_word)
}

/// The same of a name, in which no question is asked.
pub fn broken_name(name: &str) -> Option<BrokenText> {
    let asks = name.split_whitespace().find(|word| word.contains('?'));
    asks.map(|word| BrokenText::QuestionMarks { word: word.to_owned() }).or_else(|| broken_text(name))
}

/// Whether `?` stands in front of a letter, as it does not in a sentence, or `�` anywhere.
fn has_lost_letters(word: &str) -> bool {
    let is_address = word.contains("://") || word.starts_with("www.");
    let mut pairs = word.chars().zip(word.chars().skip(1));
    word.contains(char::REPLACEMENT_CHARACTER)
        || (!is_address && pairs.any(|(sign, next)| sign == '?' && next.is_alphabetic()))
}

fn broken_word(word: &str) -> Option<BrokenText> {
    // Quotation marks and dashes are bytes of their own in Windows-1252; at the ends of a word they are what they are.
    let inner = word.trim_matches(|sign| ('\u{2010}'..='\u{2027}').contains(&sign));
    let is_meant = |meant: &String| meant.chars().all(char::is_alphabetic);
    let word = word.to_owned();
    if let Some(meant) = from_twice_encoded(inner).filter(is_meant) {
        return Some(BrokenText::TwiceEncoded { word, meant });
    }
    if inner.chars().count() < FEWEST || is_syllable(inner) {
        return None;
    }
    let is_meant = |meant: &String| is_syllable(meant);
    // What reads as both is VNI: its signs stand behind vowels, where TCVN3 has none.
    if let Some(meant) = from_vni(inner).filter(is_meant) {
        return Some(BrokenText::Vni { word, meant });
    }
    from_tcvn3(inner).filter(is_meant).map(|meant| BrokenText::Tcvn3 { word, meant })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_break_is_told_with_what_was_meant() {
        let meant = |meant: &str| meant.to_owned();
        let tcvn3 = BrokenText::Tcvn3 { word: "Th«n".into(), meant: meant("Thôn") };
        assert_eq!(broken_text("Th«n §oµn KÕt"), Some(tcvn3));
        let vni = BrokenText::Vni { word: "Thoân".into(), meant: meant("Thôn") };
        assert_eq!(broken_text("Thoân Ñoaøn Keát"), Some(vni));
        let twice = BrokenText::TwiceEncoded { word: "ThÃ´n".into(), meant: meant("Thôn") };
        assert_eq!(broken_text("ThÃ´n A"), Some(twice));
        assert_eq!(broken_text("Th?n A"), Some(BrokenText::QuestionMarks { word: "Th?n".into() }));
        assert_eq!(broken_text("x\u{fffd}"), Some(BrokenText::QuestionMarks { word: "x\u{fffd}".into() }));
        assert_eq!(broken_text("Thôn M?"), None);
        assert_eq!(broken_name("Thôn M?"), Some(BrokenText::QuestionMarks { word: "M?".into() }));
    }

    #[test]
    fn what_people_write_is_let_be() {
        for text in [
            "Thôn Đoàn Kết",
            "THỊ XÃ “HÒA BÌNH”",
            "“Cả XÃ”",
            "Xã Đạ K’Nàng",
            "Buôn Krông Ana, Ia Rvê, Tôkrêng, Srônh",
            "«Thôn Tân Lập»",
            "120 m², 35 µg/m³, ½, 30°C, 10 µm",
            "BC 12/BC-UBND ngày 30/6 (§1)",
            "Đạt chưa? Rồi.",
            "https://tinh.vn/?id=3&ten=x",
            "Nguyễn Thị Vidéo café Céline",
            "Công ty Citroën",
            "1.650 hộ – 78,9%",
            "®",
        ] {
            assert_eq!(broken_text(text), None, "{text}");
        }
    }
}
