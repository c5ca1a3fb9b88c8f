//! A receipt (*mã biên nhận*): with it a household finds its ballot in the list of those that lay in an opened box.
//!
//! Ten letters out of 22 (44.6 bits) in two groups, such as `K7M4T-9XCR3`. They are made of what only the household's own
//! page knows, so they say nothing of the answers, and a sending that is repeated shows the same. The alphabet is that of
//! codes without `W`: no Vietnamese keyboard makes anything else of it.

use crate::domain::collection::code;
use crate::messages;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::Sha256;
use std::fmt;

/// How many letters a receipt has.
pub const LENGTH: usize = 10;
/// How many stand together.
const GROUP: usize = 5;
/// The letters.
const ALPHABET: &[u8; 22] = b"23456789CFGHJKMNPQRTVX";
/// The most that is read of a pasted text, in characters.
const LONGEST: usize = 500;

/// A receipt. It shows itself in groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receipt([u8; LENGTH]);

messages! {
    /// What is wrong with a typed receipt.
    pub enum ReceiptFault {
        /// Nothing was typed.
        Empty = "receipt-empty",
        /// Too few or too many letters.
        Length { got: u64 } = "receipt-length",
        /// A letter that no receipt has.
        Foreign { letter: String } = "receipt-foreign",
    }
}

impl Receipt {
    /// Makes the receipt of a keyed hash.
    pub fn of(hash: &[u8; 32]) -> Self {
        let mut left = hash.iter().take(16).fold(0, |all: u128, byte| all << 8 | u128::from(*byte));
        Self(std::array::from_fn(|_| {
            let letter = ALPHABET[(left % ALPHABET.len() as u128) as usize];
            left /= ALPHABET.len() as u128;
            letter
        }))
    }

    /// Reads a receipt as it is kept: its letters without a separator.
    pub fn from_compact(text: &[u8]) -> Option<Self> {
        let letters: [u8; LENGTH] = text.try_into().ok()?;
        letters.iter().all(|letter| ALPHABET.contains(letter)).then_some(Self(letters))
    }

    /// Reads a receipt as typed or pasted: any case, any separators, look-alikes taken for what they look like, a word and
    /// a colon before it.
    pub fn parse(typed: &str) -> Result<Self, ReceiptFault> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let text = typed.rsplit(':').find(|part| part.contains(char::is_alphanumeric)).unwrap_or_default();
        let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
        if letters.is_empty() {
            return Err(ReceiptFault::Empty);
        }
        if letters.len() != LENGTH {
            return Err(ReceiptFault::Length { got: letters.len() as u64 });
        }
        let mut read = [0; LENGTH];
        for (place, letter) in read.iter_mut().zip(letters) {
            let known = code::value(letter).map(|value| code::ALPHABET[usize::from(value)]);
            let known = known.filter(|known| ALPHABET.contains(known));
            *place = known.ok_or_else(|| ReceiptFault::Foreign { letter: letter.to_string() })?;
        }
        Ok(Self(read))
    }

    /// Its letters without a separator, as they are kept and listed.
    pub fn compact(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.compact().split_at(GROUP);
        write!(to, "{first}-{last}")
    }
}

/// The Merkle tree hash (RFC 6962) over the receipts of a box in their order, in hexadecimal digits: whoever knows it notices
/// when one is changed, added or taken out.
pub fn root(receipts: &[Receipt]) -> String {
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    receipts.iter().for_each(|receipt| tree.push(receipt.0.to_vec()));
    hex::encode(tree.root().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sha2::Digest as _;

    fn some(seed: u8) -> Receipt {
        Receipt::of(&Sha256::digest([seed]).into())
    }

    #[test]
    fn a_receipt_is_read_in_any_case_with_any_separators_and_words_before_it() {
        let receipt = some(7);
        let shown = receipt.to_string();
        assert_eq!(shown.len(), LENGTH + 1);
        let pasted = format!("Mã biên nhận: {}.", shown.to_lowercase().replace('-', " – "));
        let alike = shown.replace('2', "z").replace('5', "S").replace('8', "b").replace('V', "u");
        for typed in [&shown, receipt.compact(), &pasted, &alike] {
            assert_eq!(Receipt::parse(typed), Ok(receipt), "{typed}");
        }
    }

    #[test]
    fn what_is_no_receipt_is_told_apart() {
        assert_eq!(Receipt::parse(" – "), Err(ReceiptFault::Empty));
        assert_eq!(Receipt::parse("K7M4T"), Err(ReceiptFault::Length { got: 5 }));
        assert_eq!(Receipt::parse("K7M4T-9XCRW"), Err(ReceiptFault::Foreign { letter: "W".into() }));
        assert_eq!(Receipt::from_compact(b"K7M4T9XCRW"), None);
    }

    #[test]
    fn the_root_is_the_tree_hash_of_rfc_6962() {
        let leaf = |receipt: &Receipt| Sha256::digest([b"\0", receipt.compact().as_bytes()].concat());
        let [one, two, three] = [1, 2, 3].map(some);
        let pair = Sha256::digest([b"\x01".as_slice(), &leaf(&one), &leaf(&two)].concat());
        let all = Sha256::digest([b"\x01".as_slice(), &pair, &leaf(&three)].concat());
        assert_eq!(root(&[one, two, three]), hex::encode(all));
        assert_eq!(root(&[]), hex::encode(Sha256::digest(b"")));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_a_receipt_or_a_fault(typed in "\\PC{0,40}") {
            if let Ok(receipt) = Receipt::parse(&typed) {
                prop_assert_eq!(Receipt::parse(&receipt.to_string()), Ok(receipt));
                prop_assert_eq!(Receipt::from_compact(receipt.compact().as_bytes()), Some(receipt));
            }
        }
    }
}
