//! The alphabets in which Vietnamese was written before Unicode, as their bytes look when they are taken for Latin-1 or
//! Windows-1252, and UTF-8 that was taken for one of them.

/// TCVN 5712:1993 (VN3, the fonts `.VnTime`): each letter is one byte, capitals with tones are those of another font.
const TCVN3: [(&str, &str); 13] = [
    ("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ"),
    ("¨©ª«¬\u{ad}®", "ăâêôơưđ"),
    ("µ¸¶·¹", "àáảãạ"),
    ("»¾¼½Æ", "ằắẳẵặ"),
    ("ÇÊÈÉË", "ầấẩẫậ"),
    ("ÌÐÎÏÑ", "èéẻẽẹ"),
    ("ÒÕÓÔÖ", "ềếểễệ"),
    ("×ÝØÜÞ", "ìíỉĩị"),
    ("ßãáâä", "òóỏõọ"),
    ("åèæçé", "ồốổỗộ"),
    ("êíëìî", "ờớởỡợ"),
    ("ïóñòô", "ùúủũụ"),
    ("õøö÷ùúýûüþ", "ừứửữựỳýỷỹỵ"),
];

/// Reads a word as TCVN3.
pub(super) fn from_tcvn3(word: &str) -> Option<String> {
    let read = |letter: char| {
        let table = || TCVN3.iter().flat_map(|(bytes, letters)| bytes.chars().zip(letters.chars()));
        if letter.is_ascii() { Some(letter) } else { table().find(|(byte, _)| *byte == letter).map(|(_, read)| read) }
    };
    word.chars().map(read).collect()
}

/// VNI (fonts `VNI-Times`): a letter, and behind it a sign for its hat, its tone or both.
const VNI_SIGNS: &str = "øùûõïâàáåãäêèéúüë";
/// The letters that the signs make of `a`, in their order; `·` where the pair is none. `e` and `o` know the first eleven,
/// `u`, `y`, `ö` and `ô` the first five.
const VNI: [(char, &str); 7] = [
    ('a', "àáảãạâầấẩẫậăằắẳẵặ"),
    ('e', "èéẻẽẹêềếểễệ"),
    ('o', "òóỏõọôồốổỗộ"),
    ('u', "ùúủũụ"),
    ('y', "ỳýỷỹ"),
    ('ö', "ừứửữự"),
    ('ô', "ờớởỡợ"),
];
/// The letters that are one byte.
const VNI_ALONE: (&str, &str) = ("ñöôæóòîíì", "đươỉĩịỵíì");

/// Reads a word as VNI.
pub(super) fn from_vni(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let lower = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
    let mut read = String::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let small = lower(letter);
        let sign = letters.get(at + 1).and_then(|sign| vni_sign(lower(*sign)));
        let pair = sign.and_then(|sign| VNI.iter().find(|(base, _)| *base == small)?.1.chars().nth(sign));
        let alone =
            || VNI_ALONE.0.chars().zip(VNI_ALONE.1.chars()).find(|(byte, _)| *byte == small).map(|(_, own)| own);
        let one = match pair {
            Some(one) => {
                at += 1;
                one
            }
            None if letter.is_ascii() => small,
            None => alone()?,
        };
        if letter == small {
            read.push(one);
        } else {
            read.extend(one.to_uppercase());
        }
        at += 1;
    }
    Some(read)
}

/// Which of [`VNI_SIGNS`] a sign is.
fn vni_sign(sign: char) -> Option<usize> {
    VNI_SIGNS.chars().position(|own| own == sign)
}

/// What Windows-1252 shows for the bytes from `80` to `9f`; five show nothing.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Reads a word whose bytes were UTF-8 and were taken for Windows-1252.
pub(super) fn from_twice_encoded(word: &str) -> Option<String> {
    let byte = |letter: char| match u8::try_from(letter) {
        Ok(byte) => Some(byte),
        Err(_) => WINDOWS_1252.chars().position(|own| own == letter).and_then(|at| u8::try_from(at + 0x80).ok()),
    };
    let bytes = word.chars().map(byte).collect::<Option<Vec<u8>>>()?;
    String::from_utf8(bytes).ok().filter(|read| read != word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_fonts_read_as_what_they_showed() {
        assert_eq!(from_tcvn3("§oµn").as_deref(), Some("Đoàn"));
        assert_eq!(from_tcvn3("KÕt").as_deref(), Some("Kết"));
        assert_eq!(from_tcvn3("Đoàn"), None);
        let vni = "Thoân Ñoaøn Keát Xaõ Ñaï Roøn Thöôøng Nghóa Laïc Döông".split(' ').map(from_vni);
        let read: Option<Vec<_>> = vni.collect();
        assert_eq!(read.expect("read").join(" "), "Thôn Đoàn Kết Xã Đạ Ròn Thường Nghĩa Lạc Dương");
        assert_eq!(from_vni("THOÂN").as_deref(), Some("THÔN"));
        for (bytes, letters) in TCVN3 {
            assert_eq!(bytes.chars().count(), letters.chars().count(), "{letters}");
        }
    }

    #[test]
    fn utf_8_taken_for_another_code_reads_back() {
        for text in ["Thôn", "Đoàn", "Kết", "Thuận"] {
            let twice: String = text
                .bytes()
                .map(|byte| match byte {
                    0x80..=0x9f => WINDOWS_1252.chars().nth(usize::from(byte) - 0x80).expect("a sign"),
                    byte => char::from(byte),
                })
                .collect();
            assert_eq!(from_twice_encoded(&twice).as_deref(), Some(text));
        }
        assert_eq!(from_twice_encoded("Xã"), None);
        assert_eq!(from_twice_encoded("Thon"), None);
    }
}
