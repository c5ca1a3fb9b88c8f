//! Audit slips (*phiếu kiểm tra*): slips with which a supervisor tries the ballot box.
//!
//! The supervisor takes slips at random before they are handed out, answers with them like a household, notes what was
//! answered, and before the count hands in each slip with the code of its sending. Until then nothing tells them from
//! households' slips. At the count their ballots are set aside and shown; whoever answered says whether they are as noted.
//! The method is the decoy of parallel testing, known from elections by machine.

use crate::messages;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// How many digits the code of a sending has.
const DIGITS: usize = 32;
/// How many stand together.
const GROUP: usize = 4;
/// The most that is read of a pasted text, in characters.
const LONGEST: usize = 200;

/// The code of a sending (*mã lần gửi*): the key of the page that a ballot was sent from, which nobody keeps. With the slip's
/// own code it proves who sent the ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendingCode(pub Uuid);

/// Audit slips that were judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedSlips {
    /// How many.
    pub judged: u64,
    /// How many of them agree with what was noted.
    pub agreed: u64,
}

impl JudgedSlips {
    /// Whether there are none.
    pub const fn is_none(&self) -> bool {
        self.judged == 0
    }
}

messages! {
    /// What is wrong with a typed code of a sending.
    pub enum SendingCodeFault {
        /// Too few or too many digits.
        Length { got: u64, of: u64 } = "sending-code-length",
        /// A letter that is no hexadecimal digit.
        Foreign { letter: String } = "sending-code-foreign",
    }
}

impl SendingCode {
    /// Reads a code as typed: any case, any separators; `o` is a nought, `l` and `i` are a one.
    pub fn parse(typed: &str) -> Result<Self, SendingCodeFault> {
        let letters = typed.chars().take(LONGEST).filter(|letter| letter.is_alphanumeric());
        let digits: String = letters
            .flat_map(char::to_lowercase)
            .map(|letter| match letter {
                'o' => '0',
                'l' | 'i' => '1',
                letter => letter,
            })
            .collect();
        if let Some(letter) = digits.chars().find(|letter| !letter.is_ascii_hexdigit()) {
            return Err(SendingCodeFault::Foreign { letter: letter.to_string() });
        }
        match Uuid::try_parse(&digits) {
            Ok(key) => Ok(Self(key)),
            Err(_) => Err(SendingCodeFault::Length { got: digits.len() as u64, of: DIGITS as u64 }),
        }
    }
}

/// Its digits in groups of four.
impl fmt::Display for SendingCode {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.simple().to_string();
        for (at, digit) in digits.char_indices() {
            if at > 0 && at % GROUP == 0 {
                to.write_str("-")?;
            }
            write!(to, "{digit}")?;
        }
        Ok(())
    }
}

/// The largest share of ballots, in thousandths and rounded up, that could have been altered without any of so many audit
/// slips showing it, in 95 of 100 cases: where a share `p` is altered, none of `k` slips shows it with a probability of
/// `(1 - p)^k`. All of them, where there is no slip.
pub fn altered_at_most(slips: u64) -> u64 {
    const UNNOTICED: f64 = 0.05;
    let slips = i32::try_from(slips).unwrap_or(i32::MAX);
    // By the definition and not by a root: what is stated is true of the whole thousandth.
    let shows = |thousandths: &u32| (1.0 - f64::from(*thousandths) / 1_000.0).powi(slips) <= UNNOTICED;
    (0..1_000).find(shows).map_or(1_000, u64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_in_any_case_and_with_look_alikes() {
        let code = SendingCode(Uuid::from_u128(0x0123_4567_89ab_cdef_0011_2233_4455_6677));
        let shown = code.to_string();
        assert_eq!(shown, "0123-4567-89ab-cdef-0011-2233-4455-6677");
        for typed in [shown.to_uppercase(), shown.replace('-', " "), shown.replace('0', "O").replace('1', "l")] {
            assert_eq!(SendingCode::parse(&typed), Ok(code), "{typed}");
        }
        assert_eq!(SendingCode::parse("0123"), Err(SendingCodeFault::Length { got: 4, of: 32 }));
        assert_eq!(SendingCode::parse(&shown.replace('f', "g")), Err(SendingCodeFault::Foreign { letter: "g".into() }));
    }

    #[test]
    fn the_more_slips_agree_the_smaller_the_share_that_could_be_altered() {
        // 1 - 0.05^(1/k): 95.0 %, 63.2 %, 25.9 %, 9.5 %, 3.0 %.
        let known = [(0, 1_000), (1, 951), (3, 632), (10, 259), (30, 96), (100, 30)];
        for (slips, thousandths) in known {
            assert!(altered_at_most(slips).abs_diff(thousandths) <= 1, "{slips}: {}", altered_at_most(slips));
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(bits: u128) {
            let code = SendingCode(Uuid::from_u128(bits));
            prop_assert_eq!(SendingCode::parse(&code.to_string()), Ok(code));
        }

        #[test]
        fn a_larger_share_than_stated_is_noticed_in_95_of_100_cases(slips in 0_u16..2_000) {
            let of = |slips: u16| altered_at_most(slips.into());
            let stated = f64::from(u16::try_from(of(slips)).expect("thousandths")) / 1_000.0;
            let unnoticed = (1.0 - stated).powi(slips.into());
            prop_assert!(slips == 0 || unnoticed <= 0.05 + 1e-9, "{}", unnoticed);
            prop_assert!(of(slips + 1) <= of(slips));
        }
    }
}
