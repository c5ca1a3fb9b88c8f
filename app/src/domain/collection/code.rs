//! The code that lets one household answer once (*mã phiếu*).
//!
//! Sixteen characters in four groups of four, such as `K7M4-T9XC-R3HQ-P2GW`. Fourteen are drawn at random from an
//! alphabet of 23 (63.3 bits), two are check characters. Together they are a code of distance three over the
//! field of 23 elements: **every** wrong character, **every** two wrong characters and so every swap is noticed,
//! and a single wrong character can be placed, so that the page can say which group to look at again.
//!
//! The alphabet holds no two characters that look alike on paper (no 0 O D, 1 I L, and of 2 Z, 5 S, 8 B, V U only
//! the first), and no vowel: so a code spells no word, and a Vietnamese keyboard (Telex or VNI) does not turn it
//! into accented letters while it is typed. Telex turns `W` into `Ư`; that is understood.

use std::fmt;

/// The characters of a code, in the order of their values.
pub const ALPHABET: &[u8; 23] = b"23456789CFGHJKMNPQRTVWX";
/// The size of the field.
const FIELD: u8 = 23;
/// How many characters are drawn at random.
pub const DRAWN: usize = 14;
/// How many characters a code has, check characters included.
pub const LENGTH: usize = 16;
/// How many characters stand together.
const GROUP: usize = 4;

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
    /// Draws a code. `byte` gives one random byte a call; bytes that would favour some characters are dropped.
    pub fn draw(mut byte: impl FnMut() -> u8) -> Self {
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

    /// Reads a code as typed: any case, any separators, look-alikes taken for what they look like.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let mut symbols = [0; LENGTH];
        let mut got = 0;
        let mut foreign = None;
        for letter in typed.chars().filter(|letter| letter.is_alphanumeric()) {
            match value(letter) {
                Some(symbol) if got < LENGTH => symbols[got] = symbol,
                Some(_) => {}
                None => foreign = foreign.or(Some(CodeError::Foreign { letter, group: got / GROUP + 1 })),
            }
            got += 1;
        }
        match (got, foreign) {
            (0, _) => Err(CodeError::Empty),
            (_, Some(foreign)) if got <= LENGTH => Err(foreign),
            (LENGTH, _) => Self::checked(symbols),
            _ => Err(CodeError::Length { got }),
        }
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

/// The value of a typed letter, look-alikes and what Telex makes of a `W` included.
fn value(letter: char) -> Option<u8> {
    let plain = match letter.to_uppercase().next()? {
        'Ư' => 'W',
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        'U' => 'V',
        other => other,
    };
    let at = ALPHABET.iter().position(|known| char::from(*known) == plain)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

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

    /// How many codes there are, multiplied up from what drawing gives at each place.
    fn all_codes() -> f64 {
        let drawn_at = |at| {
            let letters = (0..23).map(|symbol| {
                let mut place = 0..;
                Code::draw(|| if place.next() == Some(at) { symbol } else { 0 }).compact().as_bytes()[at]
            });
            u32::try_from(letters.collect::<HashSet<_>>().len()).unwrap()
        };
        (0..DRAWN).map(drawn_at).map(f64::from).product()
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
    fn all_characters_are_drawn_alike() {
        let mut seen = [0; 23];
        for seed in 0..2_000 {
            some_code(seed).0[..DRAWN].iter().for_each(|symbol| seen[usize::from(*symbol)] += 1);
        }
        assert!(seen.iter().all(|times| (900..1_500).contains(times)), "{seen:?}");
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
