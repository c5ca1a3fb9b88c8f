//! A sealed ballot (*phiếu niêm phong*): what a household answered, readable by nobody until its box is opened.
//!
//! Each round has a key pair of its own. What comes in is sealed to the public key; only the counting of a box (*kiểm phiếu*)
//! takes the secret one. Sealing is HPKE in base mode (RFC 9180) with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
//! ChaCha20-Poly1305. The round goes in as `info`; the hamlet and whether it is answers or reasons as associated data, so
//! that a ballot opens in its own box only. Answers and reasons are sealed apart and each at one length, whatever they say; the
//! ballot's receipt goes with its answers.

use crate::domain::collection::receipt::{self, Receipt};
use crate::domain::survey::ballot::{Ballot, Reason};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::CryptoRng;
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::ZeroizeOnDrop;

type Secret = <X25519HkdfSha256 as Kem>::PrivateKey;
type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

/// The most bytes that the reasons of one ballot take together. It is what they all are made as long as. Sealed, two of them fit a page
/// of SQLite, and PostgreSQL keeps each in its row.
pub const REASONS_LENGTH: usize = 1_856;

/// Answers are made as long as the next multiple of this, in bytes: one length for all ballots of a round.
const ANSWERS_STEP: usize = 64;

/// Bytes of an encapsulated key, which stands before what is sealed.
const ENCAPSULATED: usize = 32;

/// The public key of a round: seals, and opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealingKey([u8; 32]);

impl SealingKey {
    /// Reads a key of 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Public::from_bytes(bytes).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The secret key of a round: opens what was sealed for it.
#[derive(Clone, ZeroizeOnDrop)]
pub struct OpeningKey([u8; 32]);

impl OpeningKey {
    /// Draws a key.
    pub fn draw(rng: &mut impl CryptoRng) -> Self {
        let (secret, _) = X25519HkdfSha256::gen_keypair_with_rng(rng);
        Self(secret.to_bytes().into())
    }

    /// The key that 32 bytes are: any are one.
    pub const fn of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads a key of 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Secret::from_bytes(bytes).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public key that belongs to it.
    pub fn sealing_key(&self) -> Option<SealingKey> {
        let secret = Secret::from_bytes(&self.0).ok()?;
        Some(SealingKey(X25519HkdfSha256::sk_to_pk(&secret).to_bytes().into()))
    }
}

impl std::fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpeningKey")
    }
}

/// The box a ballot is put into (*hòm phiếu*): one for each hamlet of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BallotBox {
    /// The round.
    pub round: Uuid,
    /// The hamlet.
    pub hamlet: Uuid,
}

/// What of a ballot is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Answers,
    Reasons,
}

/// A ballot as it lies in its box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedBallot {
    /// The answers.
    pub answers: Vec<u8>,
    /// The reasons, or that there are none.
    pub reasons: Vec<u8>,
}

/// Why a ballot cannot be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// Its reasons together are too long, by so many bytes.
    ReasonsTooLong(usize),
    /// The key is none.
    Key,
}

/// A reason as it is sealed: the question and the words.
#[derive(Serialize, Deserialize)]
struct Words(u32, String);

/// Seals a ballot into its box.
pub fn seal(
    key: &SealingKey,
    into: BallotBox,
    receipt: Receipt,
    (ballot, reasons): (&Ballot, &[Reason]),
    rng: &mut impl CryptoRng,
) -> Result<SealedBallot, SealFault> {
    let written = written(reasons);
    if let Some(over) = written.len().checked_sub(REASONS_LENGTH).filter(|over| *over > 0) {
        return Err(SealFault::ReasonsTooLong(over));
    }
    let mut answers = format!("{}{}", receipt.compact(), ballot.text()).into_bytes();
    answers.resize(answers.len().next_multiple_of(ANSWERS_STEP), b' ');
    let mut words = written.into_bytes();
    words.resize(REASONS_LENGTH, b' ');
    let mut part = |part, bytes: &[u8]| seal_part(key, into, part, bytes, rng).ok_or(SealFault::Key);
    Ok(SealedBallot { answers: part(Part::Answers, &answers)?, reasons: part(Part::Reasons, &words)? })
}

/// By how many bytes the reasons of a ballot are longer together than is kept.
pub fn reasons_over(reasons: &[Reason]) -> usize {
    written(reasons).len().saturating_sub(REASONS_LENGTH)
}

fn written(reasons: &[Reason]) -> String {
    let words: Vec<Words> = reasons.iter().map(|reason| Words(reason.question, reason.text.clone())).collect();
    serde_json::to_string(&words).unwrap_or_default()
}

/// Opens the answers of a ballot, and its receipt; none if they were not sealed for this box, or are not a ballot.
pub fn open_answers(key: &OpeningKey, of: BallotBox, sealed: &[u8]) -> Option<(Receipt, Ballot)> {
    let opened = open_part(key, of, Part::Answers, sealed)?;
    let (receipt, answers) = opened.split_at_checked(receipt::LENGTH)?;
    let ballot = Ballot::from_text(std::str::from_utf8(answers).ok()?.trim_end_matches(' '))?;
    Some((Receipt::from_compact(receipt)?, ballot))
}

/// Opens the reasons of a ballot; none if they were not sealed for this box, or are no reasons.
pub fn open_reasons(key: &OpeningKey, of: BallotBox, sealed: &[u8]) -> Option<Vec<Reason>> {
    let opened = open_part(key, of, Part::Reasons, sealed)?;
    let words: Vec<Words> = serde_json::from_slice(&opened).ok()?;
    Some(words.into_iter().map(|Words(question, text)| Reason { question, text }).collect())
}

fn seal_part(key: &SealingKey, into: BallotBox, part: Part, bytes: &[u8], rng: &mut impl CryptoRng) -> Option<Vec<u8>> {
    seal_bytes(key, &info(into), &associated(into, part), bytes, rng)
}

/// Seals bytes for a purpose (`info`), bound to what they belong to (`associated`).
pub(super) fn seal_bytes(
    key: &SealingKey,
    info: &[u8],
    associated: &[u8],
    bytes: &[u8],
    rng: &mut impl CryptoRng,
) -> Option<Vec<u8>> {
    let public = Public::from_bytes(&key.0).ok()?;
    let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        info,
        bytes,
        associated,
        rng,
    )
    .ok()?;
    Some([encapsulated.to_bytes().as_slice(), &sealed].concat())
}

fn open_part(key: &OpeningKey, of: BallotBox, part: Part, sealed: &[u8]) -> Option<Vec<u8>> {
    open_bytes(key, &info(of), &associated(of, part), sealed)
}

/// Opens bytes that were sealed for a purpose and bound to what they belong to.
pub(super) fn open_bytes(key: &OpeningKey, info: &[u8], associated: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (encapsulated, sealed) = sealed.split_at_checked(ENCAPSULATED)?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &Secret::from_bytes(&key.0).ok()?,
        &Encapsulated::from_bytes(encapsulated).ok()?,
        info,
        sealed,
        associated,
    )
    .ok()
}

fn info(of: BallotBox) -> Vec<u8> {
    [b"ydan ballot 1".as_slice(), of.round.as_bytes()].concat()
}

fn associated(of: BallotBox, part: Part) -> Vec<u8> {
    let part: &[u8] = match part {
        Part::Answers => b"answers",
        Part::Reasons => b"reasons",
    };
    [of.hamlet.as_bytes().as_slice(), part].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::ballot::Answer;
    use proptest::prelude::*;

    fn rng() -> impl CryptoRng {
        rand::rng()
    }

    fn key() -> (OpeningKey, SealingKey) {
        let key = OpeningKey::draw(&mut rng());
        let public = key.sealing_key().expect("a key");
        (key, public)
    }

    const BOX: BallotBox = BallotBox { round: Uuid::from_u128(1), hamlet: Uuid::from_u128(2) };

    fn receipt() -> Receipt {
        Receipt::of(&[7; 32])
    }

    fn answered(text: &str) -> Ballot {
        Ballot::from_text(text).expect("a ballot")
    }

    #[test]
    fn a_ballot_opens_in_its_own_box_with_its_own_key_only() {
        let (key, public) = key();
        let reasons = [Reason { question: 2, text: "Đường lầy\n\"quá\"".into() }];
        let sealed = seal(&public, BOX, receipt(), (&answered("su-"), &reasons), &mut rng()).expect("sealed");
        assert_eq!(open_answers(&key, BOX, &sealed.answers), Some((receipt(), answered("su-"))));
        assert_eq!(open_reasons(&key, BOX, &sealed.reasons).as_deref(), Some(reasons.as_slice()));
        let others = [BallotBox { round: Uuid::from_u128(3), ..BOX }, BallotBox { hamlet: Uuid::from_u128(3), ..BOX }];
        for other in others {
            assert_eq!(open_answers(&key, other, &sealed.answers), None);
            assert_eq!(open_reasons(&key, other, &sealed.reasons), None);
        }
        let another = OpeningKey::draw(&mut rng());
        assert_eq!(open_answers(&another, BOX, &sealed.answers), None);
        // Neither part takes the place of the other.
        assert_eq!(open_reasons(&key, BOX, &sealed.answers), None);
        assert_eq!(open_answers(&key, BOX, &sealed.reasons), None);
    }

    #[test]
    fn what_is_altered_does_not_open() {
        let (key, public) = key();
        let sealed = seal(&public, BOX, receipt(), (&answered("ssu"), &[]), &mut rng()).expect("sealed").answers;
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(open_answers(&key, BOX, &altered), None, "byte {at}");
        }
        assert_eq!(open_answers(&key, BOX, &sealed[..sealed.len() - 1]), None);
        assert_eq!(open_answers(&key, BOX, &[]), None);
    }

    #[test]
    fn reasons_that_are_too_long_are_refused_by_how_much() {
        let (_, public) = key();
        let reasons = [Reason { question: 1, text: "a".repeat(REASONS_LENGTH) }];
        let over = reasons_over(&reasons);
        assert!(over > 0);
        let refused = seal(&public, BOX, receipt(), (&answered("s"), &reasons), &mut rng());
        assert_eq!(refused, Err(SealFault::ReasonsTooLong(over)));
        let shorter = [Reason { question: 1, text: "a".repeat(REASONS_LENGTH - over) }];
        assert_eq!(reasons_over(&shorter), 0);
        assert!(seal(&public, BOX, receipt(), (&answered("s"), &shorter), &mut rng()).is_ok());
    }

    fn any_answers() -> impl Strategy<Value = Ballot> {
        let answer = prop_oneof![Just(None), Just(Some(Answer::Satisfied)), Just(Some(Answer::Unsatisfied))];
        proptest::collection::vec(answer, 19).prop_map(Ballot::new)
    }

    fn any_reasons() -> impl Strategy<Value = Vec<Reason>> {
        let reason = (1_u32..20, "[a-zà-ỹ\n\"\\\\ ]{1,60}").prop_map(|(question, text)| Reason { question, text });
        proptest::collection::vec(reason, 0..6)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn the_length_says_nothing_and_what_is_sealed_opens(ballot in any_answers(), reasons in any_reasons()) {
            let (key, public) = key();
            let none = seal(&public, BOX, receipt(), (&Ballot::new(vec![None; 19]), &[]), &mut rng()).expect("sealed");
            let sealed = seal(&public, BOX, receipt(), (&ballot, &reasons), &mut rng()).expect("sealed");
            prop_assert_eq!(sealed.answers.len(), none.answers.len());
            prop_assert_eq!(sealed.reasons.len(), none.reasons.len());
            prop_assert_eq!(open_answers(&key, BOX, &sealed.answers), Some((receipt(), ballot)));
            prop_assert_eq!(open_reasons(&key, BOX, &sealed.reasons), Some(reasons));
        }
    }
}
