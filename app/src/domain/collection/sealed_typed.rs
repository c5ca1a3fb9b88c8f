//! What is typed of a paper ballot while it waits in a browser to be sent: sealed to the server, so that whoever gets hold of the
//! device reads nothing.
//!
//! The sealing is that of ballots (HPKE in base mode). The batch and the account go in as associated data: what one person
//! typed is taken from no other, and for no other batch.

use crate::domain::collection::paper::TypedBallot;
use crate::domain::collection::sealed_ballot::{OpeningKey, SealingKey, open_bytes, seal_bytes};
use hpke::rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const INFO: &[u8] = b"ydan typed ballot 1";

/// What is sealed is as long as the next multiple of so many bytes; its length says nothing of what was answered, and only
/// roughly how much was written.
const STEP: usize = 1_024;

/// Who typed it, and for which batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyedBy {
    /// The batch.
    pub batch: Uuid,
    /// The account.
    pub account: Uuid,
}

/// Seals what was typed.
pub fn seal_typed(key: &SealingKey, by: KeyedBy, keyed: &TypedBallot, rng: &mut impl CryptoRng) -> Option<Vec<u8>> {
    let mut bytes = serde_json::to_vec(keyed).ok()?;
    bytes.resize((bytes.len() + 1).next_multiple_of(STEP), b' ');
    seal_bytes(key, INFO, &associated(by), &bytes, rng)
}

/// Opens what was typed; none if it was not sealed so.
pub fn open_typed(key: &OpeningKey, by: KeyedBy, sealed: &[u8]) -> Option<TypedBallot> {
    serde_json::from_slice(&open_bytes(key, INFO, &associated(by), sealed)?).ok()
}

fn associated(by: KeyedBy) -> Vec<u8> {
    [by.batch.as_bytes().as_slice(), by.account.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_opens_for_who_typed_it_in_its_batch_only_and_its_length_says_nothing() {
        let key = OpeningKey::draw(&mut rand::rng());
        let by = KeyedBy { batch: Uuid::from_u128(1), account: Uuid::from_u128(2) };
        let keyed = TypedBallot { slip: "17".into(), keys: "1202".into(), reasons: String::new(), again: Some(17) };
        let longer = TypedBallot { reasons: "2 đường lầy".into(), again: None, ..keyed.clone() };
        let seal = |keyed: &TypedBallot| {
            seal_typed(&key.sealing_key().expect("a key"), by, keyed, &mut rand::rng()).expect("sealed")
        };
        let sealed = seal(&keyed);
        assert_eq!(sealed.len(), seal(&longer).len());
        assert_eq!(open_typed(&key, by, &sealed), Some(keyed));
        for other in [KeyedBy { batch: Uuid::from_u128(3), ..by }, KeyedBy { account: Uuid::from_u128(3), ..by }] {
            assert_eq!(open_typed(&key, other, &sealed), None);
        }
        assert_eq!(open_typed(&OpeningKey::draw(&mut rand::rng()), by, &sealed), None);
    }
}
