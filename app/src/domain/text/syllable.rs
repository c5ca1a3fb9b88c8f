//! Whether a word can be a Vietnamese syllable: one that cannot was written in another alphabet, or is another language's.

use super::normal_form::{to_nfc, to_nfd};
use unicode_normalization::char::is_combining_mark;

/// What a syllable may begin with; the longer ones first.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];
/// What it may sound with, without its tone.
const NUCLEI: [&str; 58] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia",
    "iê", "iêu", "iu", "oa", "oă", "oai", "oao", "oay", "oe", "oeo", "oi", "oo", "ôi", "ơi", "ua", "uâ", "uây", "ue",
    "uê", "ui", "uô", "uôi", "uơ", "ươ", "ươi", "ươu", "uy", "uya", "uyê", "uyu", "ưa", "ưi", "ưu", "yê", "yêu", "uai",
    "uay",
];
/// What it may end with; those of [`STOPS`] only with an acute or a dot below.
const CODAS: [&str; 9] = ["", "m", "n", "ng", "nh", "c", "ch", "p", "t"];
const STOPS: [&str; 4] = ["c", "ch", "p", "t"];
const ACUTE: char = '\u{301}';
const DOT: char = '\u{323}';
const TONES: [char; 5] = ['\u{300}', ACUTE, '\u{303}', '\u{309}', DOT];

/// Whether a word can be a syllable, in any case.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut tones = Vec::new();
    let mut bare = String::new();
    for letter in to_nfd(word).chars().flat_map(char::to_lowercase) {
        if TONES.contains(&letter) {
            tones.push(letter);
        } else {
            bare.push(letter);
        }
    }
    let bare = to_nfc(&bare);
    if tones.len() > 1 || bare.chars().any(is_combining_mark) {
        return false;
    }
    let onsets = ONSETS.iter().filter_map(|onset| bare.strip_prefix(onset));
    let mut rhymes =
        onsets.flat_map(|rhyme| CODAS.iter().filter_map(move |coda| Some((rhyme.strip_suffix(coda)?, coda))));
    rhymes.any(|(nucleus, coda)| {
        NUCLEI.contains(&nucleus) && (!STOPS.contains(coda) || matches!(tones[..], [ACUTE | DOT]))
    })
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_are_known_in_any_case_and_form() {
        let text = "Ông bà có hài lòng với đường sá HOÀ BÌNH hòa quốc nghiêng khuỷu thuở giếng gì giữ quyết rượu yêu ở \
                    khoảng thước xoong Đạ Tẻh";
        let strange: Vec<_> = text.split_whitespace().filter(|word| !is_syllable(word)).collect();
        assert_eq!(strange, ["Tẻh"]);
        assert!(is_syllable("nghi\u{65}\u{302}\u{323}m"));
    }

    #[test]
    fn other_words_are_not() {
        for word in ["", "Th«n", "KÕt", "Thoân", "Ñoaøn", "Krông", "Káº¿t", "Citroën", "ng"] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
