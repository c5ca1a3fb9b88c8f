//! The code that lets one household answer once (*mã phiếu*).
//!
//! Sixteen characters in four groups of four, such as `K7M4-T9XC-R3HQ-P2GW`. Fourteen are drawn at random from an
//! alphabet of 23 (63.3 bits), two are check characters. Together they are a code of distance three over the
//! field of 23 elements: **every** wrong character, **every** two wrong characters and so every swap is noticed,
//! and a single wrong character can be placed, so that the page can say which group to look at again.
//!
//! The alphabet holds no two characters that look alike on paper (no 0 O D, 1 I L, and of 2 Z, 5 S, 8 B, V U only
//! the first), and no vowel: so a code spells no word, and a Vietnamese keyboard hardly turns it into accented letters
//! while it is typed. VNI changes none. Telex turns `W` into `Ư`, and a tone's key (F, R, X, J) or another `W` behind it
//! into more (`WF` into `Ừ`, `WW` into `W`): what it left is read back, and codes with such a pair in a group are not
//! issued. That leaves 9,546,155,757,057,788,652 of the 23¹⁴ codes, 82.4 % (63.05 bits).

mod letters;
mod typed;

pub(super) use letters::value;
pub use letters::{ALPHABET, LENGTH};

use letters::{GROUP, survives_telex};
use std::fmt;
use typed::{Text, Typed};

/// The size of the field.
const FIELD: u8 = 23;
/// How many characters are drawn at random.
pub const DRAWN: usize = 14;

/// A well-formed code: its two sums are nought.
///
/// It shows itself in groups. It has no `Debug` of its own letters: a code does not belong into a log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code([u8; LENGTH]);

/// What is wrong with a typed code, as far as it can be seen without asking anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// Nothing was typed.
    Empty,
    /// Too few or too many characters.
    Length {
        /// How many there were.
        got: usize,
    },
    /// A character that no code has.
    Foreign {
        /// The character.
        letter: char,
        /// The group it stands in, from 1.
        group: usize,
    },
    /// The check characters do not agree.
    Mistyped {
        /// The group to look at again, from 1, if one wrong character explains it.
        group: Option<usize>,
    },
}

impl Code {
    /// Draws a code that a Telex keyboard leaves legible. `byte` gives one random byte a call; bytes that would favour
    /// some characters are dropped.
    pub fn draw(mut byte: impl FnMut() -> u8) -> Self {
        loop {
            let code = Self::draw_any(&mut byte);
            if survives_telex(&code.0) {
                return code;
            }
        }
    }

    fn draw_any(byte: &mut impl FnMut() -> u8) -> Self {
        let fair = u8::MAX - u8::MAX % FIELD;
        let drawn = std::array::from_fn(|_| {
            loop {
                let random = byte();
                if random < fair {
                    return random % FIELD;
                }
            }
        });
        Self::with_check(drawn)
    }

    /// Appends the two check characters: the plain sum and the weighted sum of all sixteen are nought.
    fn with_check(drawn: [u8; DRAWN]) -> Self {
        let mut symbols = [0; LENGTH];
        symbols[..DRAWN].copy_from_slice(&drawn);
        let (plain, weighted) = sums(&symbols);
        // c14 + c15 = -plain and 15 c14 + 16 c15 = -weighted, solved.
        let last = (15 * plain + u32::from(FIELD) * 16 - weighted) % u32::from(FIELD);
        let before = (2 * u32::from(FIELD) - plain - last) % u32::from(FIELD);
        symbols[LENGTH - 2] = narrow(before);
        symbols[LENGTH - 1] = narrow(last);
        Self(symbols)
    }

    /// Reads a code as typed or pasted: any case, any separators, look-alikes taken for what they look like, what Telex
    /// or VNI made of it, a link or a sentence around it.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let text = Text::of(typed);
        let narrowed = text.narrowed();
        if let Some(code) = Self::spelt(&narrowed) {
            return Ok(code);
        }
        let mut found: Vec<Self> = text.parts().filter_map(|part| Self::spelt(&part)).collect();
        found.dedup();
        if let [code] = found[..] {
            return Ok(code);
        }
        match (narrowed.count, narrowed.foreign) {
            (0, _) => Err(CodeError::Empty),
            (..=LENGTH, Some((letter, before))) => Err(CodeError::Foreign { letter, group: before / GROUP + 1 }),
            (got, _) => narrowed.likeliest().map_or(Err(CodeError::Length { got }), Self::checked),
        }
    }

    fn spelt(typed: &Typed) -> Option<Self> {
        typed.spelt(&|symbols| sums(symbols) == (0, 0)).map(Self)
    }

    fn checked(symbols: [u8; LENGTH]) -> Result<Self, CodeError> {
        let (plain, weighted) = sums(&symbols);
        if (plain, weighted) == (0, 0) {
            return Ok(Self(symbols));
        }
        // One wrong character at weight w, off by e: plain = e and weighted = w e.
        let group = (1..=LENGTH)
            .find(|weight| plain != 0 && narrow(plain) as usize * weight % FIELD as usize == weighted as usize)
            .map(|weight| (weight - 1) / GROUP + 1);
        Err(CodeError::Mistyped { group })
    }

    /// The sixteen characters without separators: what a link carries and a keyed hash is taken of.
    pub fn compact(&self) -> String {
        self.0.iter().map(|symbol| char::from(ALPHABET[usize::from(*symbol)])).collect()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let compact = self.compact();
        let groups = (0..LENGTH).step_by(GROUP).map(|at| &compact[at..at + GROUP]);
        to.write_str(&groups.collect::<Vec<_>>().join("-"))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Code(…)")
    }
}

/// The plain sum and the sum weighted by position (from 1), both in the field.
fn sums(symbols: &[u8; LENGTH]) -> (u32, u32) {
    let field = u32::from(FIELD);
    symbols.iter().zip(1_u32..).fold((0, 0), |(plain, weighted), (symbol, weight)| {
        ((plain + u32::from(*symbol)) % field, (weighted + weight * u32::from(*symbol)) % field)
    })
}

fn narrow(value: u32) -> u8 {
    u8::try_from(value % u32::from(FIELD)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    fn some_code(seed: u64) -> Code {
        let mut state = seed;
        Code::draw(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        })
    }

    #[test]
    fn a_code_is_read_in_any_case_and_with_any_separators() {
        let code = some_code(7);
        let shown = code.to_string();
        assert_eq!(shown.len(), 19);
        assert_eq!(Code::parse(&shown), Ok(code));
        assert_eq!(Code::parse(&shown.to_lowercase().replace('-', "  ")), Ok(code));
        assert_eq!(Code::parse(&format!("\u{a0}{}.", shown.replace('-', "–"))), Ok(code));
        let telex = shown.replace('W', "ư").replace('2', "z").replace('5', "S").replace('8', "b").replace('V', "u");
        assert_eq!(Code::parse(&telex), Ok(code));
    }

    /// The code with one character, from 0, replaced: as somebody types it who reads that one wrongly.
    fn mistyped(code: &Code, at: usize, letter: char) -> String {
        code.compact().chars().enumerate().map(|(place, right)| if place == at { letter } else { right }).collect()
    }

    /// How many codes can be issued, counted out: by the sums so far, and whether the group has a `W`.
    fn all_issued() -> u128 {
        let mut ways = std::collections::HashMap::from([((0, 0, false), 1_u128)]);
        for at in 0..LENGTH {
            let mut next = std::collections::HashMap::new();
            for ((plain, weighted, has_w), count) in ways {
                let has_w = has_w && at % 4 != 0;
                for (symbol, letter) in (0_usize..).zip(ALPHABET) {
                    if !(has_w && b"FRXJW".contains(letter)) {
                        let sums = ((plain + symbol) % 23, (weighted + (at + 1) * symbol) % 23);
                        *next.entry((sums.0, sums.1, has_w || *letter == b'W')).or_default() += count;
                    }
                }
            }
            ways = next;
        }
        ways.into_iter().filter(|((plain, weighted, _), _)| (*plain, *weighted) == (0, 0)).map(|(_, count)| count).sum()
    }

    #[expect(clippy::cast_precision_loss, reason = "an order of magnitude is wanted")]
    fn all_codes() -> f64 {
        all_issued() as f64
    }

    #[test]
    fn so_many_codes_are_left_as_the_documentation_says() {
        assert_eq!(all_issued(), 9_546_155_757_057_788_652);
        assert_eq!(format!("{:.2}", all_codes().log2()), "63.05");
    }

    /// Every household of the country, in one round.
    const HOUSEHOLDS: f64 = 28e6;

    #[test]
    fn no_two_households_of_the_country_draw_the_same_code() {
        let chance_of_one_pair = HOUSEHOLDS.powi(2) / 2.0 / all_codes();
        assert!(chance_of_one_pair < 1e-4, "{chance_of_one_pair}");
    }

    #[test]
    fn guessing_finds_no_issued_code() {
        // A thousand well-formed guesses a second through the 20 working days of a round, all over the country.
        let guesses = 1_000.0 * 28.0 * 86_400.0;
        let expected = guesses * HOUSEHOLDS / all_codes();
        assert!(expected < 0.01, "{expected}");
    }

    #[test]
    fn of_all_endings_exactly_one_in_529_is_well_formed() {
        for seed in 0..20 {
            let code = some_code(seed);
            let beginning = &code.compact()[..DRAWN];
            let endings =
                ALPHABET.iter().flat_map(|a| ALPHABET.map(|b| format!("{}{}", char::from(*a), char::from(b))));
            let typed: Vec<_> = endings.map(|ending| format!("{beginning}{ending}")).collect();
            assert_eq!(typed.len(), 529);
            assert_eq!(typed.iter().filter_map(|typed| Code::parse(typed).ok()).collect::<Vec<_>>(), [code]);
        }
    }

    /// Linear, so what is true of one code is true of all: still, a few hundred are tried.
    #[test]
    fn every_single_mistyped_character_is_noticed_and_its_group_named() {
        for code in (0..300).map(some_code) {
            for at in 0..LENGTH {
                let right = code.compact().as_bytes()[at];
                for letter in ALPHABET.iter().filter(|letter| **letter != right) {
                    let fault = CodeError::Mistyped { group: Some(at / 4 + 1) };
                    assert_eq!(Code::parse(&mistyped(&code, at, char::from(*letter))), Err(fault));
                }
            }
        }
    }

    #[test]
    fn every_swap_of_two_neighbours_is_noticed() {
        for code in (0..300).map(some_code) {
            for at in 0..LENGTH - 1 {
                let mut typed = code.compact().into_bytes();
                typed.swap(at, at + 1);
                let read = Code::parse(std::str::from_utf8(&typed).unwrap());
                let same = typed == code.compact().into_bytes();
                assert_eq!(read.is_ok(), same, "{} at {at}", code.compact());
            }
        }
        // Exhaustively over the two characters: the sums change by (b - a)(1, 1) weighted, never to nought.
        for at in 0..LENGTH - 1 {
            for (a, b) in (0..FIELD).flat_map(|a| (0..FIELD).map(move |b| (a, b))).filter(|(a, b)| a != b) {
                let mut drawn = [0; LENGTH];
                (drawn[at], drawn[at + 1]) = (a, b);
                let right = sums(&drawn);
                drawn.swap(at, at + 1);
                assert_ne!(sums(&drawn), right);
            }
        }
    }

    /// Of the pairs that look alike on paper, at most one is a character of codes, and the other is read as it.
    #[test]
    fn what_looks_alike_on_paper_is_read_alike() {
        for (known, like) in [('2', 'Z'), ('5', 'S'), ('8', 'B'), ('V', 'U'), ('W', 'Ư')] {
            let mut read = 0;
            for code in (0..50).map(some_code) {
                for at in code.compact().match_indices(known).map(|(at, _)| at) {
                    assert_eq!(Code::parse(&mistyped(&code, at, like)), Ok(code));
                    read += 1;
                }
            }
            assert!(read > 10, "{known} is not tried");
        }
        for letter in "0OD1ILAEYÊÂƠÔĐ".chars() {
            let typed = mistyped(&some_code(1), 9, letter);
            assert_eq!(Code::parse(&typed), Err(CodeError::Foreign { letter, group: 3 }));
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let shown = some_code(3).to_string();
        assert_eq!(Code::parse("  - "), Err(CodeError::Empty));
        assert_eq!(Code::parse(&shown[..12]), Err(CodeError::Length { got: 10 }));
        assert_eq!(Code::parse(&format!("{shown}22")), Err(CodeError::Length { got: 18 }));
        let foreign = format!("{}O{}", &shown[..6], &shown[7..]);
        assert_eq!(Code::parse(&foreign), Err(CodeError::Foreign { letter: 'O', group: 2 }));
        assert_eq!(format!("{:?}", some_code(3)), "Code(…)");
    }

    #[test]
    fn all_characters_are_drawn_alike_and_w_less_often() {
        let mut seen = vec![0; 23];
        for seed in 0..2_000 {
            some_code(seed).0[..DRAWN].iter().for_each(|symbol| seen[usize::from(*symbol)] += 1);
        }
        let times_of_w = seen.remove(21);
        assert!(seen.iter().all(|times| (900..1_500).contains(times)), "{seen:?}");
        assert!((700..1_000).contains(&times_of_w), "{times_of_w}");
    }

    /// A code as codes were drawn before such pairs were left out.
    fn old_code(seed: u64) -> Code {
        let mut state = seed;
        Code::draw_any(&mut || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        })
    }

    /// What a Telex keyboard leaves of a word; where it is `free`, a tone may be pressed anywhere behind its vowel.
    fn telex(word: &str, free: bool) -> String {
        const TONED: [(char, char); 4] = [('F', 'Ừ'), ('R', 'Ử'), ('X', 'Ữ'), ('J', 'Ự')];
        let mut left: Vec<char> = Vec::new();
        for key in word.chars() {
            let vowel = left.iter().rposition(|letter| "ƯỪỬỮỰ".contains(*letter));
            let vowel = vowel.filter(|at| free || at + 1 == left.len());
            match (key, vowel, TONED.iter().find(|(tone, _)| *tone == key)) {
                ('W', Some(at), _) if left[at] == 'Ư' && at + 1 == left.len() => left[at] = 'W',
                ('W', ..) => left.push('Ư'),
                (_, Some(at), Some((_, toned))) if left[at] == *toned => {
                    left[at] = 'Ư';
                    left.push(key);
                }
                (_, Some(at), Some((_, toned))) => left[at] = *toned,
                _ => left.push(key),
            }
        }
        left.into_iter().collect()
    }

    #[test]
    fn what_a_telex_keyboard_leaves_of_a_code_is_read_back() {
        assert_eq!(
            ["XXWF", "XXWR", "XXWX", "XXWJ", "XWWX"].map(|word| telex(word, false)),
            ["XXỪ", "XXỬ", "XXỮ", "XXỰ", "XWX"]
        );
        let left_of = |code: &Code, free| {
            code.to_string().split('-').map(|group| telex(group, free)).collect::<Vec<_>>().join("-")
        };
        let (mut changed, mut misread) = (0, 0);
        for code in (0..1_500).map(old_code) {
            let left = left_of(&code, false);
            assert_eq!(Code::parse(&left), Ok(code), "{code} became {left}");
            assert_eq!(Code::parse(&left.nfd().collect::<String>().to_lowercase()), Ok(code), "{left}");
            // Where a tone may be pressed later, two orders of the same keys are now and then both well-formed.
            let free = left_of(&code, true);
            changed += u32::from(free.chars().count() < 19);
            misread += u32::from(Code::parse(&free) != Ok(code));
        }
        assert!(changed > 200 && misread * 50 < changed, "{misread} of {changed}");
    }

    #[test]
    fn a_v_that_was_read_as_u_is_read_back_from_telex_and_vni() {
        let mut tried = 0;
        for code in (0..2_000).map(some_code) {
            let shown = code.to_string();
            let accents = [("VF", "Ù"), ("VJ", "Ụ"), ("VW", "Ư"), ("V2", "ù"), ("V4", "ũ"), ("V7", "ư")];
            for (pair, left) in accents.iter().filter(|(pair, _)| shown.matches(pair).count() == 1) {
                assert_eq!(Code::parse(&shown.replace(pair, left)), Ok(code), "{shown}, {pair}");
                tried += 1;
            }
        }
        assert!(tried > 100, "{tried}");
    }

    #[test]
    fn no_code_is_issued_that_telex_would_change() {
        for code in (0..5_000).map(some_code) {
            for group in code.to_string().split('-') {
                assert_eq!(telex(group, true), group.replace('W', "Ư"));
            }
        }
        assert!((0..200).map(old_code).any(|code| !survives_telex(&code.0)), "such codes are drawn");
    }

    #[test]
    fn a_code_is_found_in_a_pasted_link_or_sentence() {
        let code = some_code(7);
        let (shown, compact) = (code.to_string(), code.compact());
        for text in [
            format!("https://phieu.lamdong.example/p/{compact}?lang=en"),
            format!("http://10.0.0.7:3000/p/{shown}/#cau-3"),
            format!("phieu.example/p/{compact}"),
            format!("Mã phiếu: {shown}"),
            format!("MÃ PHIẾU {shown}"),
            format!("Phiếu số 12, thôn 3: {shown}. Xin cảm ơn!"),
            format!("{shown} (thôn Liêm An)"),
        ] {
            assert_eq!(Code::parse(&text), Ok(code), "{text}");
        }
        let wrong = mistyped(&code, 5, if compact.as_bytes()[5] == b'7' { '8' } else { '7' });
        let fault = Err(CodeError::Mistyped { group: Some(2) });
        assert_eq!(Code::parse(&format!("https://phieu.example/p/{wrong}?lang=en")), fault);
        assert_eq!(Code::parse(&format!("Mã phiếu: {wrong}")), fault);
        let two = format!("{shown} {}", some_code(8));
        assert_eq!(Code::parse(&two), Err(CodeError::Length { got: 32 }), "not guessed at");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_stumble(text in ".*") {
            let _ = Code::parse(&text);
        }

        #[test]
        fn any_two_wrong_characters_are_noticed(seed: u64, one in 0_usize..16, other in 0_usize..16, a in 1_u8..23, b in 1_u8..23) {
            prop_assume!(one != other);
            let mut wrong = some_code(seed).0;
            wrong[one] = (wrong[one] + a) % FIELD;
            wrong[other] = (wrong[other] + b) % FIELD;
            prop_assert!(Code::checked(wrong).is_err());
        }
    }
}
