//! Key holders (*người giữ khóa*) of a round's ballot boxes and the letters (*thư cho người giữ khóa*) that their parts of the
//! key are printed on. Without holders the server keeps the key.

use super::key_parts::{KeyPart, PartFault, check_word, mark, read_check_word};
use super::sealed_ballot::{OpeningKey, SealingKey};
use crate::message::Message;
use crate::messages;
use chrono::{DateTime, Utc};
use hpke::rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use vsss_rs::Gf256;
use zeroize::Zeroizing;

/// The fewest holders of a key, and the fewest that come together to open.
pub const FEWEST: usize = 2;
/// The most holders of a key.
pub const MOST: usize = 7;
/// The longest name of a holder, in characters.
pub const LONGEST_NAME: usize = 80;

/// Who holds the key, and how many of them must come together. Nobody named: the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyHolders {
    /// Their names, in the order of their numbers.
    pub names: Vec<String>,
    /// How many of them open the boxes.
    pub needed: usize,
}

messages! {
    /// What is wrong with holders.
    pub enum HoldersFault {
        /// There are too few or too many.
        Number { fewest: usize, most: usize, got: usize } = "key-holders-number",
        /// Two have the same name.
        Twice { name: String } = "key-holders-twice",
        /// A name is too long.
        LongName { most: usize } = "key-holders-long-name",
        /// As many are not there, or one alone would open.
        Needed { fewest: usize, most: usize } = "key-holders-needed",
    }
}

impl KeyHolders {
    /// Whether the server keeps the key.
    pub fn is_server(&self) -> bool {
        self.names.is_empty()
    }

    /// What is wrong with the names.
    pub fn fault_of_names(&self) -> Option<HoldersFault> {
        let got = self.names.len();
        if self.is_server() {
            return None;
        }
        if !(FEWEST..=MOST).contains(&got) {
            return Some(HoldersFault::Number { fewest: FEWEST, most: MOST, got });
        }
        if self.names.iter().any(|name| name.chars().count() > LONGEST_NAME) {
            return Some(HoldersFault::LongName { most: LONGEST_NAME });
        }
        let mut seen = BTreeSet::new();
        let twice = self.names.iter().find(|name| !seen.insert(name.to_lowercase()))?;
        Some(HoldersFault::Twice { name: twice.clone() })
    }

    /// What is wrong with how many open the boxes.
    pub fn fault_of_needed(&self) -> Option<HoldersFault> {
        let most = self.names.len().max(FEWEST);
        let is_sound = self.is_server() || (FEWEST..=most).contains(&self.needed);
        (!is_sound).then_some(HoldersFault::Needed { fewest: FEWEST, most })
    }
}

/// What is kept of letters that were drawn. Nothing of it opens anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyLetters {
    /// Whom they are for.
    pub holders: KeyHolders,
    /// Of each part, in the order of the holders, its SHA-256.
    pub hashes: Vec<[u8; 32]>,
    /// When they were drawn.
    pub drawn: DateTime<Utc>,
}

messages! {
    /// Why a check word does not show that a letter is in somebody's hands.
    pub enum CheckWordFault {
        /// Nothing was typed.
        Missing { name: String } = "check-word-missing",
        /// It is that of another letter.
        Wrong { name: String, mark: String } = "check-word-wrong",
    }
}

messages! {
    /// Why a typed part does not help to open the boxes.
    pub enum PartRefused {
        /// It is of other letters: another round's, or older ones.
        OtherLetters { typed: String, mark: String } = "key-part-other-letters",
        /// The same was typed already.
        Twice { name: String } = "key-part-twice",
        /// More are needed.
        TooFew { needed: usize, got: usize } = "key-part-too-few",
        /// All are right and do not put the key together: what is kept here was altered.
        NotTheKey = "key-part-not-the-key",
    }
}

/// A key that holders have the parts of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldKey {
    /// What ballots are sealed to.
    pub public: SealingKey,
    /// What is kept of the letters.
    pub letters: KeyLetters,
}

/// The same with its parts, to be printed at once.
#[derive(Debug)]
pub struct DrawnKey {
    /// What is kept.
    pub held: HeldKey,
    /// The parts, in the order of the holders. They are kept nowhere.
    pub parts: Vec<KeyPart>,
}

/// A key that was put together, and the names of those who had its parts.
#[derive(Debug)]
pub struct JoinedKey {
    /// The key.
    pub key: OpeningKey,
    /// Who had the parts, in the order of the letters.
    pub holders: Vec<String>,
}

/// What is wrong with things that were typed one for each holder: the number of each, from 1, and what to do.
pub type FaultsByHolder = Vec<(usize, Message)>;

impl HeldKey {
    /// Draws a key and splits it; none where the holders are not sound.
    pub fn draw(holders: KeyHolders, drawn: DateTime<Utc>, rng: &mut impl CryptoRng) -> Option<DrawnKey> {
        let sound = holders.fault_of_names().is_none() && holders.fault_of_needed().is_none() && !holders.is_server();
        let key = sound.then(|| OpeningKey::draw(rng))?;
        let public = key.sealing_key()?;
        let needed = u8::try_from(holders.needed).ok()?;
        let shares = Gf256::split_bytes(holders.needed, holders.names.len(), key.as_bytes(), rng).ok()?;
        let part = |share: Vec<u8>| {
            let share = Zeroizing::new(share);
            let (number, secret) = share.split_first()?;
            Some(KeyPart::new(&public, *number, needed, secret.try_into().ok()?))
        };
        let parts = shares.into_iter().map(part).collect::<Option<Vec<_>>>()?;
        let hashes = parts.iter().map(KeyPart::hash).collect();
        let held = Self { public, letters: KeyLetters { holders, hashes, drawn } };
        Some(DrawnKey { held, parts })
    }

    /// What tells its letters from all others.
    pub fn mark(&self) -> String {
        mark(&self.public)
    }

    /// What is wrong with the check words that were typed, one for each holder in their order.
    pub fn check_words(&self, typed: &[String]) -> FaultsByHolder {
        let each = (1..).zip(self.letters.holders.names.iter().zip(&self.letters.hashes));
        let fault = |(number, (name, hash)): (usize, (&String, &[u8; 32]))| {
            let (name, word) = (name.clone(), read_check_word(typed.get(number - 1).map_or("", String::as_str)));
            let fault = match word {
                word if word.is_empty() => CheckWordFault::Missing { name },
                word if word != check_word(hash) => CheckWordFault::Wrong { name, mark: self.mark() },
                _ => return None,
            };
            Some((number, fault.into()))
        };
        each.filter_map(fault).collect()
    }

    /// Puts the key together out of parts as they were typed, whichever of them stands where, and says whose they are; empty
    /// ones are left out.
    pub fn join(&self, typed: &[String]) -> Result<JoinedKey, FaultsByHolder> {
        let (mut faults, mut parts, mut empty) = (FaultsByHolder::new(), Vec::<KeyPart>::new(), None);
        for (at, typed) in (1..).zip(typed) {
            match self.part(typed) {
                Ok(Some(part)) if parts.contains(&part) => {
                    let name = self.letters.holders.names[usize::from(part.number()) - 1].clone();
                    faults.push((at, PartRefused::Twice { name }.into()));
                }
                Ok(Some(part)) => parts.push(part),
                Ok(None) => empty = empty.or(Some(at)),
                Err(fault) => faults.push((at, fault)),
            }
        }
        let (needed, got) = (self.letters.holders.needed, parts.len());
        if faults.is_empty() && got < needed {
            faults.push((empty.unwrap_or(typed.len() + 1), PartRefused::TooFew { needed, got }.into()));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let shares: Vec<Vec<u8>> = parts.iter().map(|part| part.share().to_vec()).collect();
        let shares = Zeroizing::new(shares);
        let secret = Gf256::combine_bytes(&*shares).map(Zeroizing::new).ok();
        let key = secret.and_then(|secret| OpeningKey::from_bytes(&secret));
        let key = key.filter(|key| key.sealing_key() == Some(self.public));
        let key = key.ok_or_else(|| vec![(1, PartRefused::NotTheKey.into())])?;
        parts.sort_unstable_by_key(KeyPart::number);
        let name = |part: &KeyPart| self.letters.holders.names[usize::from(part.number()) - 1].clone();
        Ok(JoinedKey { key, holders: parts.iter().map(name).collect() })
    }

    /// A part of these letters; none where nothing was typed.
    fn part(&self, typed: &str) -> Result<Option<KeyPart>, Message> {
        let part = match KeyPart::parse(typed) {
            Err(PartFault::Empty) => return Ok(None),
            part => part?,
        };
        let own = self.mark();
        if part.mark() != own {
            return Err(PartRefused::OtherLetters { typed: part.mark(), mark: own }.into());
        }
        let letters = &self.letters;
        let hash = usize::from(part.number()).checked_sub(1).and_then(|at| letters.hashes.get(at));
        if hash != Some(&part.hash()) || letters.holders.names.len() != letters.hashes.len() {
            return Err(PartFault::Mistyped.into());
        }
        Ok(Some(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::collection::receipt::Receipt;
    use crate::domain::collection::sealed_ballot::{BallotBox, open_answers, seal};
    use crate::domain::survey::ballot::Ballot;
    use proptest::prelude::*;
    use proptest::sample::subsequence;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    fn holders(of: usize, needed: usize) -> KeyHolders {
        KeyHolders { names: (1..=of).map(|no| format!("Người {no}")).collect(), needed }
    }

    fn drawn(seed: u64, of: usize, needed: usize) -> DrawnKey {
        HeldKey::draw(holders(of, needed), DateTime::default(), &mut StdRng::seed_from_u64(seed)).expect("drawn")
    }

    fn typed(drawn: &DrawnKey, numbers: &[usize]) -> Vec<String> {
        numbers.iter().map(|no| drawn.parts[no - 1].to_string()).collect()
    }

    fn keys(faults: FaultsByHolder) -> Vec<(usize, String)> {
        faults.into_iter().map(|(at, message)| (at, message.key.into_owned())).collect()
    }

    #[test]
    fn holders_are_named_once_and_one_alone_opens_nothing() {
        let names = |names: &[&str]| KeyHolders { names: names.iter().map(|name| (*name).into()).collect(), needed: 2 };
        assert!(KeyHolders::default().is_server() && KeyHolders::default().fault_of_names().is_none());
        assert_eq!(holders(3, 2).fault_of_names(), None);
        for got in [1, 8] {
            let fault = HoldersFault::Number { fewest: 2, most: 7, got };
            assert_eq!(holders(got, 2).fault_of_names(), Some(fault));
        }
        let twice = HoldersFault::Twice { name: "lê văn ba".into() };
        assert_eq!(names(&["Lê Văn Ba", "lê văn ba"]).fault_of_names(), Some(twice));
        let long = names(&["Hoa", &"a".repeat(81)]);
        assert_eq!(long.fault_of_names(), Some(HoldersFault::LongName { most: 80 }));
        let needed = |needed| holders(3, needed).fault_of_needed();
        assert_eq!([needed(2), needed(3), KeyHolders::default().fault_of_needed()], [None, None, None]);
        for wrong in [0, 1, 4] {
            assert_eq!(needed(wrong), Some(HoldersFault::Needed { fewest: 2, most: 3 }));
        }
        assert!(HeldKey::draw(holders(3, 1), DateTime::default(), &mut StdRng::seed_from_u64(1)).is_none());
        assert!(HeldKey::draw(KeyHolders::default(), DateTime::default(), &mut StdRng::seed_from_u64(1)).is_none());
    }

    #[test]
    fn each_wrong_part_is_refused_where_it_was_typed() {
        let (own, older) = (drawn(1, 3, 2), drawn(2, 3, 2));
        let join = |typed: &[String]| own.held.join(typed).map(drop).map_err(keys);
        let [one, two, three] = [1, 2, 3].map(|no| own.parts[no - 1].to_string());
        assert_eq!(join(&[String::new(), three.clone(), one.clone()]), Ok(()), "whichever stands where");
        assert_eq!(join(&[one.clone(), two.clone(), three.clone()]), Ok(()), "more than are needed");
        let refused = |at: usize, key: &str| Err(vec![(at, key.to_owned())]);
        assert_eq!(join(&[one.clone(), one.clone(), String::new()]), refused(2, "key-part-twice"));
        assert_eq!(join(&[one.clone(), String::new(), " ".into()]), refused(2, "key-part-too-few"));
        assert_eq!(join(&[]), refused(1, "key-part-too-few"));
        assert_eq!(join(&[one.clone(), older.parts[1].to_string()]), refused(2, "key-part-other-letters"));
        let mut wrong = two.clone();
        wrong.replace_range(20..21, if &two[20..21] == "7" { "8" } else { "7" });
        let both = vec![(1, "key-part-mistyped-group".to_owned()), (2, "key-part-length".to_owned())];
        assert_eq!(join(&[wrong, one[..30].to_owned()]), Err(both), "all at once");
        // One that is well-formed and was never drawn.
        let forged = KeyPart::new(&own.held.public, 2, 2, [9; 32]).to_string();
        assert_eq!(join(&[one.clone(), forged]), refused(2, "key-part-mistyped"));
        let beyond = KeyPart::new(&own.held.public, 5, 2, [9; 32]).to_string();
        assert_eq!(join(&[beyond, two.clone()]), refused(1, "key-part-mistyped"));
        // What is kept was altered: it names parts of another key.
        let altered = |hashes| {
            let letters = KeyLetters { hashes, ..own.held.letters.clone() };
            HeldKey { letters, ..own.held.clone() }
        };
        assert!(altered(vec![[0; 32]; 3]).join(&[one, two]).is_err());
        let part = |no, secret| KeyPart::new(&own.held.public, no, 2, secret);
        let (a, b) = (part(1, [1; 32]), part(2, [2; 32]));
        let joined =
            altered(vec![a.hash(), b.hash(), [0; 32]]).join(&[a.to_string(), b.to_string()]).map(drop).map_err(keys);
        assert_eq!(joined, refused(1, "key-part-not-the-key"));
    }

    #[test]
    fn check_words_are_asked_of_every_letter() {
        let own = drawn(1, 3, 2);
        let word = |no: usize| check_word(&own.parts[no - 1].hash());
        let faults = |typed: &[String]| keys(own.held.check_words(typed));
        assert_eq!(faults(&[word(1), word(2).to_lowercase(), format!(" {} ", word(3))]), []);
        let missing = |at: usize| (at, "check-word-missing".to_owned());
        assert_eq!(faults(&[]), [missing(1), missing(2), missing(3)]);
        let wrong = (2, "check-word-wrong".to_owned());
        assert_eq!(faults(&[word(1), word(3), String::new()]), [wrong, missing(3)]);
    }

    /// Each byte of a part alone is as likely as any other, whatever the key says: the scheme's random numbers are not
    /// biased, as they were in several implementations.
    #[test]
    fn a_part_alone_says_nothing_of_the_key() {
        let mut rng = StdRng::seed_from_u64(3);
        let mut seen = vec![[0_u32; 256]; 3];
        for _ in 0..1_000 {
            let shares = Gf256::split_bytes(2, 3, [0; 32], &mut rng).expect("split");
            for (seen, share) in seen.iter_mut().zip(&shares) {
                share[1..].iter().for_each(|byte| seen[usize::from(*byte)] += 1);
            }
        }
        // 32,000 bytes, 125 of each expected.
        let square = |seen: &[u32; 256]| -> f64 { seen.iter().map(|n| (f64::from(*n) - 125.0).powi(2) / 125.0).sum() };
        for seen in &seen {
            // 255 degrees of freedom: 400 is exceeded once in a hundred million.
            assert!(square(seen) < 400.0, "{}", square(seen));
        }
    }

    fn of_and_needed() -> impl Strategy<Value = (usize, usize)> {
        (FEWEST..=MOST).prop_flat_map(|of| (Just(of), FEWEST..=of))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_so_many_put_the_key_together_and_one_fewer_do_not(
            (seed, of, needed, numbers) in (any::<u64>(), of_and_needed())
                .prop_flat_map(|(seed, (of, needed))| {
                    (Just(seed), Just(of), Just(needed), subsequence((1..=of).collect::<Vec<_>>(), needed).prop_shuffle())
                })
        ) {
            const BOX: BallotBox = BallotBox { round: uuid::Uuid::from_bytes([1; 16]), hamlet: uuid::Uuid::from_bytes([2; 16]) };
            let own = drawn(seed, of, needed);
            let (receipt, ballot) = (Receipt::of(&[7; 32]), Ballot::new(vec![None; 3]));
            let sealed = seal(&own.held.public, BOX, receipt, (&ballot, &[]), &mut rand::rng()).expect("sealed");
            let key = own.held.join(&typed(&own, &numbers)).expect("together");
            prop_assert_eq!(open_answers(&key.key, BOX, &sealed.answers), Some((receipt, ballot)));

            let fewer = &numbers[1..];
            let refused = own.held.join(&typed(&own, fewer)).map(drop).map_err(keys);
            prop_assert_eq!(refused, Err(vec![(needed, "key-part-too-few".to_owned())]));
            // Nor does the arithmetic give it to anybody who leaves the rule out.
            let shares: Vec<Vec<u8>> = fewer.iter().map(|no| own.parts[no - 1].share().to_vec()).collect();
            let guess = match shares.as_slice() {
                [alone] => alone[1..].to_vec(),
                _ => Gf256::combine_bytes(&shares).expect("something"),
            };
            prop_assert!(OpeningKey::from_bytes(&guess).and_then(|key| key.sealing_key()) != Some(own.held.public));
        }
    }
}
