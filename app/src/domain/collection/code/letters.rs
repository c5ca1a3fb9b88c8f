//! The letters of a code, and which of them may stand behind each other.

use crate::domain::text::normal_form::to_nfd;

/// The characters of a code, in the order of their values.
pub const ALPHABET: &[u8; 23] = b"23456789CFGHJKMNPQRTVWX";
/// How many characters a code has, check characters included.
pub const LENGTH: usize = 16;
/// How many characters stand together.
pub(super) const GROUP: usize = 4;

/// What Telex does something to where a `W` stands before it in the same word: the keys of tones, and `W` itself, which
/// takes the first one back. VNI works with digits behind `D` and vowels, of which a code has none.
const TELEX: &[u8] = b"FRXJW";

/// The value of a letter, look-alikes included.
pub(in crate::domain::collection) fn value(letter: char) -> Option<u8> {
    let plain = match letter.to_uppercase().next()? {
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        'U' => 'V',
        other => other,
    };
    let at = ALPHABET.iter().position(|known| char::from(*known) == plain)?;
    u8::try_from(at).ok()
}

/// Whether a Telex keyboard leaves every group as it was typed, but for a `W` that it turns into `Ư`.
pub(super) fn survives_telex(symbols: &[u8; LENGTH]) -> bool {
    symbols.chunks(GROUP).all(|group| {
        let mut letters = group.iter().map(|symbol| ALPHABET[usize::from(*symbol)]);
        letters.by_ref().any(|letter| letter == b'W');
        !letters.any(|letter| TELEX.contains(&letter))
    })
}

/// A typed letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// One that a code has.
    Plain(u8),
    /// A `U` that a Vietnamese keyboard did something to.
    Vowel {
        /// Whether it is `Ư`.
        horn: bool,
        /// The combining mark of its tone.
        tone: Option<char>,
    },
}

impl Letter {
    /// Reads one letter; `None` if no keyboard makes it of a code.
    pub(super) fn read(letter: char) -> Option<Self> {
        if let Some(symbol) = value(letter) {
            return Some(Self::Plain(symbol));
        }
        let parts = to_nfd(letter.encode_utf8(&mut [0; 4]));
        let mut marks = parts.chars();
        if !marks.next().is_some_and(|base| base.eq_ignore_ascii_case(&'u')) {
            return None;
        }
        let (mut horn, mut tone) = (false, None);
        for mark in marks {
            match mark {
                '\u{31b}' => horn = true,
                '\u{300}' | '\u{309}' | '\u{303}' | '\u{323}' | '\u{301}' => tone = Some(mark),
                _ => return None,
            }
        }
        Some(Self::Vowel { horn, tone })
    }

    /// The keys that may have made it, the likeliest first: those that stand where it stands, and the key of its tone,
    /// which may have been pressed later in the word.
    pub(super) fn keys(self) -> Vec<(&'static str, Option<char>)> {
        let Self::Vowel { horn, tone } = self else { return Vec::new() };
        let bases: &[(&str, bool)] =
            if horn { &[("W", false), ("VW", false), ("V7", true)] } else { &[("V", false), ("V", true)] };
        let with_tone = |(base, is_vni): &(&'static str, bool)| match tone {
            None => Some((*base, None)),
            Some(tone) => tone_key(tone, *is_vni).map(|key| (*base, Some(key))),
        };
        bases.iter().filter_map(with_tone).collect()
    }
}

/// The key of a tone in Telex or VNI. In Telex `S` stands for a `5`; in VNI the same tone is a `1`, which no code has.
const fn tone_key(tone: char, is_vni: bool) -> Option<char> {
    let (telex, vni) = match tone {
        '\u{300}' => ('F', Some('2')),
        '\u{309}' => ('R', Some('3')),
        '\u{303}' => ('X', Some('4')),
        '\u{323}' => ('J', Some('5')),
        _ => ('5', None),
    };
    if is_vni { vni } else { Some(telex) }
}
