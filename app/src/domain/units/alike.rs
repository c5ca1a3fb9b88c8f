//! When two ways to write a place mean the same one: kinds are left out or shortened, noughts get lost in spreadsheets,
//! tones stand on one vowel or the other.

use super::search_key::search_key;
use crate::domain::text::normal_form::to_nfd;

/// What units are called and how that is shortened, as [`search_key`] folds it; the longer ones first.
const KINDS: [&[&str]; 17] = [
    &["thanh", "pho"],
    &["thi", "tran"],
    &["thi", "xa"],
    &["dac", "khu"],
    &["phuong"],
    &["huyen"],
    &["quan"],
    &["tinh"],
    &["xa"],
    &["tp"],
    &["tt"],
    &["tx"],
    &["dk"],
    &["p"],
    &["h"],
    &["q"],
    &["x"],
];
/// What hamlets are called for short.
const SHORT_HAMLETS: [(&str, &str); 2] = [("tdp", "tổ dân phố"), ("kp", "khu phố")];

/// What a unit is known by without its kind: `TT. Thạnh Mỹ`, `Thị trấn Thạnh Mỹ` and `thanh my` have the same.
///
/// ```
/// use app::domain::units::alike::unit_name_key;
/// assert_eq!(unit_name_key("X. Lạc Xuân"), unit_name_key("Xã Lạc Xuân"));
/// ```
pub fn unit_name_key(name: &str) -> String {
    let folded = search_key(&name.replace(['.', '-', ','], " "));
    let words: Vec<&str> = folded.split(' ').map(without_noughts).collect();
    let kind = KINDS.iter().find(|kind| words.len() > kind.len() && words.starts_with(kind));
    words[kind.map_or(0, |kind| kind.len())..].concat()
}

/// What a hamlet's code is known by within its commune: `01` and `1` have the same, and so have `A7` and `a07`.
pub fn hamlet_code_key(code: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for sign in code.trim().to_lowercase().chars() {
        if sign.is_ascii_digit() {
            digits.push(sign);
        } else {
            key.push_str(without_noughts(&digits));
            digits.clear();
            key.push(sign);
        }
    }
    key + without_noughts(&digits)
}

/// Whether two names of one commune's hamlets are the same: in any case, wherever the tone stands, with `TDP` for `Tổ dân
/// phố`, and with or without marks where one has none at all. Hamlets of another kind are others.
pub fn is_same_hamlet(one: &str, other: &str) -> bool {
    let (left, right) = (hamlet_words(one), hamlet_words(other));
    left == right || ((one.is_ascii() || other.is_ascii()) && hamlet_name_key(one) == hamlet_name_key(other))
}

/// What a hamlet's name is known by: those that are the same have the same, and so may others.
pub fn hamlet_name_key(name: &str) -> String {
    search_key(&hamlet_words(name))
}

/// A name in small letters, its short words written out, each tone behind its word.
fn hamlet_words(name: &str) -> String {
    let name = name.to_lowercase().replace(['.', ','], " ");
    let words = name.split_whitespace().map(|word| {
        let long = SHORT_HAMLETS.iter().find(|(short, _)| *short == word);
        tone_behind(long.map_or(without_noughts(word), |(_, long)| long))
    });
    words.collect::<Vec<_>>().join(" ")
}

fn tone_behind(word: &str) -> String {
    let (tones, letters): (Vec<char>, Vec<char>) = to_nfd(word)
        .chars()
        .partition(|letter| matches!(letter, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
    letters.into_iter().chain(tones).collect()
}

/// A number without the noughts before it; other words as they are.
fn without_noughts(word: &str) -> &str {
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let bare = word.trim_start_matches('0');
    match (is_number, bare) {
        (false, _) => word,
        (true, "") => "0",
        (true, bare) => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_known_without_its_kind_and_whatever_that_is_shortened_to() {
        for (one, other) in [
            ("Đạ Ròn", "Xã Đạ Ròn"),
            ("TT. Thạnh Mỹ", "Thị trấn Thạnh Mỹ"),
            ("TT.Thạnh Mỹ", "Thạnh Mỹ"),
            ("X. Lạc Xuân", "xã lạc xuân"),
            ("Xã Đạ K’Nàng", "Đạ K' Nàng"),
            ("P. 01", "Phường 1"),
            ("Tp Đà Lạt", "Thành phố Đà Lạt"),
        ] {
            assert_eq!(unit_name_key(one), unit_name_key(other), "{one}");
        }
        for (one, other) in [("Phường 1", "Phường 11"), ("Mỹ Thạnh", "Thạnh Mỹ"), ("Xã", "Phường")] {
            assert_ne!(unit_name_key(one), unit_name_key(other), "{one}");
        }
    }

    #[test]
    fn codes_are_known_without_their_noughts() {
        for (one, other) in [("01", "1"), ("A7", "a07"), ("1.02", "01.2"), ("00", "0")] {
            assert_eq!(hamlet_code_key(one), hamlet_code_key(other), "{one}");
        }
        for (one, other) in [("10", "1"), ("101", "11"), ("1a", "1b")] {
            assert_ne!(hamlet_code_key(one), hamlet_code_key(other), "{one}");
        }
    }

    #[test]
    fn hamlets_are_the_same_by_name_and_not_by_likeness() {
        for (one, other) in [
            ("Thôn Đoàn Kết", "thôn  đoàn kết"),
            ("Thôn Đoàn Kết", "thon doan ket"),
            ("Thôn Hoà Bình", "Thôn Hòa Bình"),
            ("TDP 05", "Tổ dân phố 5"),
            ("KP. Bảy", "Khu phố Bảy"),
        ] {
            assert!(is_same_hamlet(one, other), "{one}");
            assert_eq!(hamlet_name_key(one), hamlet_name_key(other));
        }
        for (one, other) in
            [("Thôn Đa Thọ", "Thôn Đà Thọ"), ("Thôn 1", "Buôn 1"), ("Thôn 1", "Thôn 10"), ("Tân Lập", "Tân Lập 1")]
        {
            assert!(!is_same_hamlet(one, other), "{one}");
        }
    }
}
