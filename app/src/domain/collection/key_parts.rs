//! A part of the key of a round's ballot boxes (*phần khóa hòm phiếu*), as it stands on a key holder's letter.
//!
//! The key is split by Shamir's scheme over the field of 256 elements: so many parts put it together, and one fewer say
//! nothing of it. A part is 68 characters in groups of four, such as `K7M4-3493-…`: the mark of the letters it was drawn with
//! (four characters), the holder's number, how many parts are needed, the part itself (58), a filler and three check
//! characters. They are the alphabet of codes ([`super::code`]) without `W`: a Vietnamese keyboard does nothing to any of them.
//!
//! The checks are a code of distance three over the field of 23 elements, as those of a code are: **every** wrong character,
//! **every** two and so every swap is noticed, and a single wrong one can be placed. The filler is chosen so that no check is the
//! 23rd element, for which there is no letter.

use super::code::{ALPHABET, value};
use super::sealed_ballot::SealingKey;
use crate::messages;
use sha2::{Digest as _, Sha256};
use std::fmt;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// How many characters a part has.
pub const LENGTH: usize = 68;
/// How many characters stand together.
pub const GROUP: usize = 4;

/// The characters of a part, in the order of their values.
const LETTERS: &[u8; 22] = b"23456789CFGHJKMNPQRTVX";
/// How many they are.
const BASE: u32 = 22;
/// The size of the field of the checks.
const FIELD: u32 = 23;
/// How many characters the mark of the letters has.
const MARK: usize = 4;
/// Where the holder's number stands.
const NUMBER: usize = MARK;
/// Where it stands how many parts are needed.
const NEEDED: usize = NUMBER + 1;
/// Where the part itself begins.
const BODY: usize = NEEDED + 1;
/// Where the filler stands; behind it are the checks.
const FILLER: usize = LENGTH - 4;

/// A well-formed part: its three sums are nought.
///
/// It shows itself in groups. It has no `Debug` of its own letters: it opens ballots.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub struct KeyPart {
    symbols: [u8; LENGTH],
    secret: [u8; 32],
}

messages! {
    /// What is wrong with a typed part, as far as it can be seen without the round.
    pub enum PartFault {
        /// Nothing was typed.
        Empty = "key-part-empty",
        /// Too few or too many characters.
        Length { got: usize, should: usize } = "key-part-length",
        /// A group has too few or too many.
        GroupLength { group: usize, got: usize } = "key-part-group-length",
        /// A character that no part has, in a group, from 1.
        Foreign { letter: char, group: usize } = "key-part-foreign",
        /// The checks do not agree.
        Mistyped = "key-part-mistyped",
        /// The same, and one wrong character in this group explains it.
        MistypedGroup { group: usize } = "key-part-mistyped-group",
    }
}

/// What tells letters that were drawn together from all others (*số bộ thư*): it follows from their public key.
pub fn mark(key: &SealingKey) -> String {
    let digest = Sha256::new().chain_update(b"ydan key letters 1").chain_update(key.as_bytes()).finalize();
    letters(&symbols_of(&digest.into()))
}

/// What shows that somebody has a letter in their hands (*chữ kiểm tra*), given what is kept of its part.
pub fn check_word(hash: &[u8; 32]) -> String {
    letters(&symbols_of(hash))
}

/// What somebody typed of a check word, as it would be written.
pub fn read_check_word(typed: &str) -> String {
    let known = |letter: char| match symbol(letter) {
        Some(symbol) => char::from(LETTERS[usize::from(symbol)]),
        None => letter,
    };
    typed.chars().filter(|letter| letter.is_alphanumeric()).map(known).collect()
}

impl KeyPart {
    /// Writes a part down.
    pub(super) fn new(key: &SealingKey, number: u8, needed: u8, secret: [u8; 32]) -> Self {
        let digest = Sha256::new().chain_update(b"ydan key letters 1").chain_update(key.as_bytes()).finalize();
        let mut symbols = [0; LENGTH];
        symbols[..MARK].copy_from_slice(&symbols_of(&digest.into()));
        (symbols[NUMBER], symbols[NEEDED]) = (number, needed);
        write_body(&secret, &mut symbols[BODY..FILLER]);
        // Each check takes the element without a letter for one filler at most.
        for filler in 0..LETTERS.len() {
            symbols[FILLER] = u8::try_from(filler).unwrap_or_default();
            symbols[FILLER + 1..].fill(0);
            let checks = checks(&symbols);
            symbols[FILLER + 1..].copy_from_slice(&checks);
            if checks.iter().all(|check| usize::from(*check) < LETTERS.len()) {
                break;
            }
        }
        Self { symbols, secret }
    }

    /// Reads a part as typed, pasted or scanned: any case, any separators, look-alikes taken for what they look like.
    pub fn parse(typed: &str) -> Result<Self, PartFault> {
        let groups: Vec<&str> =
            typed.split(|letter: char| !letter.is_alphanumeric()).filter(|g| !g.is_empty()).collect();
        let letters: Zeroizing<Vec<char>> = Zeroizing::new(groups.iter().flat_map(|group| group.chars()).collect());
        let got = letters.len();
        if got == 0 {
            return Err(PartFault::Empty);
        }
        let mut symbols = [0; LENGTH];
        for (at, letter) in letters.iter().enumerate() {
            match (symbol(*letter), symbols.get_mut(at)) {
                (Some(symbol), Some(place)) => *place = symbol,
                (Some(_), None) => {}
                (None, _) => return Err(PartFault::Foreign { letter: *letter, group: at / GROUP + 1 }),
            }
        }
        if got != LENGTH {
            // Where it was typed in groups, the one that is too long or too short is known.
            let odd = groups.iter().position(|group| group.chars().count() != GROUP);
            let odd = odd.filter(|_| groups.len() == LENGTH / GROUP);
            return Err(match odd {
                Some(at) => PartFault::GroupLength { group: at + 1, got: groups[at].chars().count() },
                None => PartFault::Length { got, should: LENGTH },
            });
        }
        Self::checked(symbols)
    }

    fn checked(symbols: [u8; LENGTH]) -> Result<Self, PartFault> {
        let sums = sums(&symbols);
        if sums != [0; 3] {
            // One wrong character, off by the first sum.
            let explains = |at: &usize| sums[0] != 0 && weights(*at).map(|weight| sums[0] * weight % FIELD) == sums;
            return Err(match (0..LENGTH).find(explains) {
                Some(at) => PartFault::MistypedGroup { group: at / GROUP + 1 },
                None => PartFault::Mistyped,
            });
        }
        let secret = read_body(&symbols[BODY..FILLER]).ok_or(PartFault::Mistyped)?;
        Ok(Self { symbols, secret })
    }

    /// The mark of the letters it was drawn with.
    pub fn mark(&self) -> String {
        letters(&self.symbols[..MARK])
    }

    /// The number of its holder, from 1.
    pub fn number(&self) -> u8 {
        self.symbols[NUMBER]
    }

    /// How many parts put the key together.
    pub fn needed(&self) -> u8 {
        self.symbols[NEEDED]
    }

    /// Number and part, as Shamir's scheme takes them.
    pub(super) fn share(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(std::iter::once(self.number()).chain(self.secret).collect())
    }

    /// What is kept of it: its SHA-256, from which nobody comes back to 256 random bits.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&*self.share()).into()
    }

    /// All characters without separators: what its QR code holds.
    pub fn compact(&self) -> String {
        letters(&self.symbols)
    }

    /// Its groups of characters.
    pub fn groups(&self) -> Vec<String> {
        self.symbols.chunks(GROUP).map(letters).collect()
    }
}

impl fmt::Display for KeyPart {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.groups().join("-"))
    }
}

impl fmt::Debug for KeyPart {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("KeyPart(…)")
    }
}

/// The value of a letter, look-alikes included.
fn symbol(letter: char) -> Option<u8> {
    let known = ALPHABET[usize::from(value(letter)?)];
    let at = LETTERS.iter().position(|own| *own == known)?;
    u8::try_from(at).ok()
}

fn letters(symbols: &[u8]) -> String {
    symbols.iter().map(|symbol| char::from(LETTERS[usize::from(*symbol)])).collect()
}

/// Four characters out of a digest.
fn symbols_of(digest: &[u8; 32]) -> [u8; MARK] {
    let mut rest = digest[..8].iter().fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
    std::array::from_fn(|_| {
        let symbol = rest % LETTERS.len() as u64;
        rest /= LETTERS.len() as u64;
        u8::try_from(symbol).unwrap_or_default()
    })
}

/// Writes 32 bytes as a number with the letters as its digits.
fn write_body(bytes: &[u8; 32], digits: &mut [u8]) {
    let mut rest = Zeroizing::new(*bytes);
    for digit in digits.iter_mut().rev() {
        let mut left = 0_u32;
        for byte in rest.iter_mut() {
            let sum = left << 8 | u32::from(*byte);
            *byte = u8::try_from(sum / BASE).unwrap_or_default();
            left = sum % BASE;
        }
        *digit = u8::try_from(left).unwrap_or_default();
    }
}

/// Reads them back; none if the number is too big for them.
fn read_body(digits: &[u8]) -> Option<[u8; 32]> {
    let mut bytes = [0_u8; 32];
    for digit in digits {
        let mut carry = u32::from(*digit);
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * BASE;
            *byte = carry.to_le_bytes()[0];
            carry >>= 8;
        }
        if carry != 0 {
            return None;
        }
    }
    Some(bytes)
}

/// What a place counts in each of the three sums, counted from the end: 1, its column, and the square of its column with its
/// row. No two places count in the same proportion.
fn weights(at: usize) -> [u32; 3] {
    let from_end = u32::try_from(LENGTH - 1 - at).unwrap_or_default();
    let (column, row) = (from_end % FIELD, from_end / FIELD);
    [1, column, (column * column + row) % FIELD]
}

fn sums(symbols: &[u8; LENGTH]) -> [u32; 3] {
    let mut sums = [0; 3];
    for (at, symbol) in symbols.iter().enumerate() {
        for (sum, weight) in sums.iter_mut().zip(weights(at)) {
            *sum = (*sum + weight * u32::from(*symbol)) % FIELD;
        }
    }
    sums
}

/// The last three characters, which bring the sums of all to nought. They count 1 each, then 2, 1, 0, then 4, 1, 0.
fn checks(symbols: &[u8; LENGTH]) -> [u8; 3] {
    let [plain, columns, squares] = sums(symbols).map(|sum| FIELD - sum);
    // a + b + c = plain, 2a + b = columns, 4a + b = squares, solved; the half of 1 is 12.
    let first = 12 * (squares + FIELD - columns % FIELD) % FIELD;
    let second = (columns + 2 * (FIELD - first)) % FIELD;
    let third = (plain + 2 * FIELD - first - second) % FIELD;
    [first, second, third].map(|check| u8::try_from(check).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::collection::sealed_ballot::OpeningKey;
    use proptest::prelude::*;

    fn sealing_key(seed: u8) -> SealingKey {
        OpeningKey::from_bytes(&[seed; 32]).and_then(|key| key.sealing_key()).expect("a key")
    }

    fn some_part() -> KeyPart {
        KeyPart::new(&sealing_key(1), 2, 3, std::array::from_fn(|at| u8::try_from(at * 7 % 256).unwrap_or_default()))
    }

    fn any_part() -> impl Strategy<Value = KeyPart> {
        (any::<[u8; 32]>(), 1_u8..8, 2_u8..8)
            .prop_map(|(secret, number, needed)| KeyPart::new(&sealing_key(1), number, needed, secret))
    }

    /// The part with another character in some place, from 0.
    fn mistyped(part: &KeyPart, at: usize, letter: char) -> String {
        part.compact().chars().enumerate().map(|(place, right)| if place == at { letter } else { right }).collect()
    }

    #[test]
    fn a_part_is_read_in_any_case_with_any_separators_and_look_alikes() {
        let part = some_part();
        let shown = part.to_string();
        assert_eq!((shown.len(), part.compact().len(), part.groups().len()), (84, 68, 17));
        assert_eq!((part.number(), part.needed(), part.mark()), (2, 3, mark(&sealing_key(1))));
        let like = shown.replace('2', "z").replace('5', "S").replace('8', "b").replace('V', "U");
        let lines = shown.to_lowercase().replace('-', " \r\n ");
        for typed in [&shown, &part.compact(), &like, &lines, &format!("  {}.", shown.replace('-', " – "))] {
            assert!(KeyPart::parse(typed) == Ok(part.clone()), "{typed}");
        }
        assert_eq!(format!("{part:?}"), "KeyPart(…)");
        assert!(!shown.contains('W') && LETTERS.iter().all(|letter| ALPHABET.contains(letter)));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_group() {
        let shown = some_part().to_string();
        let fault = |typed: &str| KeyPart::parse(typed).expect_err("faulty");
        assert_eq!(fault(" - "), PartFault::Empty);
        assert_eq!(fault(&shown[..40]), PartFault::Length { got: 32, should: LENGTH });
        assert_eq!(fault(&format!("{shown}-22")), PartFault::Length { got: 70, should: LENGTH });
        assert_eq!(fault(&format!("{}{}", &shown[..11], &shown[12..])), PartFault::GroupLength { group: 3, got: 3 });
        assert_eq!(fault(&mistyped(&some_part(), 9, 'O')), PartFault::Foreign { letter: 'O', group: 3 });
        assert_eq!(fault(&mistyped(&some_part(), 9, 'W')), PartFault::Foreign { letter: 'W', group: 3 });
    }

    #[test]
    fn every_swap_of_two_neighbours_is_noticed() {
        for part in (0..50).map(|seed| KeyPart::new(&sealing_key(seed), 1, 2, [seed.wrapping_mul(37); 32])) {
            for at in 0..LENGTH - 1 {
                let mut typed = part.compact().into_bytes();
                typed.swap(at, at + 1);
                let same = typed == part.compact().into_bytes();
                assert_eq!(KeyPart::parse(std::str::from_utf8(&typed).expect("text")).is_ok(), same, "at {at}");
            }
        }
    }

    #[test]
    fn no_two_places_count_in_the_same_proportion() {
        let all: std::collections::BTreeSet<_> = (0..LENGTH).map(weights).collect();
        assert_eq!(all.len(), LENGTH);
        assert!(all.iter().all(|weights| weights[0] == 1));
    }

    #[test]
    fn a_check_word_is_read_as_it_is_written() {
        let word = check_word(&some_part().hash());
        assert_eq!(word.len(), 4);
        let like = word.to_lowercase().replace('2', "z").replace('5', "s").replace('8', "b").replace('v', "u");
        assert_eq!(read_check_word(&format!(" {like}. ")), word);
        assert_eq!(read_check_word("o!"), "o");
    }

    proptest! {
        #[test]
        fn every_part_is_written_and_read_back(part in any_part()) {
            prop_assert!(KeyPart::parse(&part.to_string()) == Ok(part.clone()));
            prop_assert_eq!(sums(&part.symbols), [0; 3]);
        }

        #[test]
        fn every_single_wrong_character_is_noticed_and_its_group_named(part in any_part(), other in 1_u8..22) {
            for at in 0..LENGTH {
                let wrong = LETTERS[usize::from((part.symbols[at] + other) % 22)];
                let fault = KeyPart::parse(&mistyped(&part, at, char::from(wrong))).expect_err("noticed");
                prop_assert_eq!(fault, PartFault::MistypedGroup { group: at / GROUP + 1 });
            }
        }

        #[test]
        fn any_two_wrong_characters_are_noticed(part in any_part(), one in 0..LENGTH, other in 0..LENGTH, a in 1_u8..22, b in 1_u8..22) {
            prop_assume!(one != other);
            let mut wrong = part.symbols;
            wrong[one] = (wrong[one] + a) % 22;
            wrong[other] = (wrong[other] + b) % 22;
            prop_assert!(KeyPart::checked(wrong).is_err());
        }

        #[test]
        fn no_text_makes_it_stumble(text in ".*") {
            let _ = KeyPart::parse(&text);
            let _ = read_check_word(&text);
        }
    }
}
