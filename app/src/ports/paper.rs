//! Paper: batches keyed in by one person or blindly by two, and counted.

use crate::domain::collection::paper::{Difference, KeyFault, Keyed, TypedBallot};
use crate::domain::collection::receipt::Receipt;
use crate::domain::collection::round::Round;
use crate::domain::collection::sealed_ballot::SealingKey;
use crate::domain::collection::slip::Slip;
use crate::message::Message;
use crate::ports::batches::{BatchRow, WaitingBatch};
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use crate::ports::conflicts::ConflictKind;
use crate::ports::participation::ParticipationRow;
use async_trait::async_trait;
use uuid::Uuid;

/// A batch that is being keyed.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchDetail {
    /// The round.
    pub round: Round,
    /// The hamlet.
    pub row: ParticipationRow,
    /// The batch.
    pub batch: BatchRow,
    /// Which pass whoever asks keys: 1, 2, or none who may only look on.
    pub pass: Option<u8>,
    /// What that is for whoever keys none.
    pub onlooker: Option<Onlooker>,
    /// For whoever keys first, what the second has to type: it is written on the pile of paper.
    pub check_words: Option<String>,
    /// The slips keyed in one's own pass, by number.
    pub keyed: Vec<KeyedSlip>,
    /// Differences between the passes; only once both are done, and never for whoever keyed one of them.
    pub differences: Vec<Difference>,
    /// For whoever keys: numbers of slips that the two read differently.
    pub differing: Vec<u64>,
    /// For whoever keys: the key that what is typed is sealed to while it waits in a browser.
    pub sealing_key: Option<SealingKey>,
    /// The highest number of a slip of the hamlet.
    pub last_slip: u64,
}

/// Somebody who keys no pass of an open batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onlooker {
    /// Begins the second pass with the check words of the pile.
    MayJoin,
    /// Keyed it, and the account's letter was renewed since: whoever renews letters does not read what was keyed.
    Renewed,
    /// Looks on.
    Other,
}

/// A slip that is keyed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyedSlip {
    /// Its number.
    pub serial: u64,
    /// What its household can find its ballot with after the count, to be handed out before the batch goes into the box:
    /// afterwards nothing knows it.
    pub receipt: Receipt,
}

/// A ballot that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptBallot {
    /// Its slip.
    pub slip: KeyedSlip,
    /// Whether it took the place of an earlier keying of the same slip.
    pub again: bool,
    /// Ballots of the batch keyed first and second, with this one.
    pub keyed: (u64, u64),
}

/// What became of a ballot that was keyed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keying {
    /// It is kept, durably.
    Kept(KeptBallot),
    /// The slip came in another way before; a conflict is noted.
    Conflict(u64, ConflictKind),
    /// The slip is in another batch.
    Elsewhere(u64),
    /// The slip is in this batch already, and nobody said that it is keyed again.
    Already(u64),
    /// There is no such slip in this hamlet.
    Unknown,
    /// What was keyed is no ballot of the round.
    NoBallot(KeyFault),
}

/// What is keyed for one ballot. Its keys mean something only beside the round's questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keystrokes {
    /// The slip: its code or its number.
    pub slip: Slip,
    /// The answers, one key a question.
    pub keys: String,
    /// The reasons, each behind the number of its question.
    pub reasons: String,
    /// The number of the slip that was opened to be keyed again.
    pub again: Option<u64>,
    /// Its sending, where it may be sent more than once: it is kept once.
    pub sending: Option<Uuid>,
}

crate::messages! {
    /// Why paper is not keyed in, decided or counted.
    pub enum PaperRefused {
        /// The batch is counted.
        BatchCounted = "paper-batch-counted",
        /// The hamlet has no slips, or minutes.
        NoSlips = "paper-no-slips",
        /// The letter of the account was renewed since it began the batch.
        Renewed = "paper-renewed",
        /// The check words are not those of the pile.
        CheckWords = "paper-check-words",
        /// Somebody else keys the batch.
        Others = "paper-others",
        /// The slip is not in one’s own pass.
        NotKeyed { serial: String } = "paper-not-keyed",
        /// No slip of the hamlet has this code.
        NoSuchCode = "paper-no-such-code",
        /// Who keyed does not decide.
        OwnBatch = "paper-own-batch",
        /// There is nothing to decide.
        NoDifference { serial: String } = "paper-no-difference",
        /// It cannot be decided so.
        Decision { serial: String, fault: Message } = "paper-decision",
        /// Differences are left.
        Undecided { count: u64 } = "paper-undecided",
        /// Slips that only one of the two keyed: before that nothing is compared.
        Lacking { count: u64 } = "paper-lacking",
        /// The second pass is not done.
        SecondPass = "paper-second-pass",
        /// The hamlet is counted by minutes.
        HasMinutes = "paper-has-minutes",
        /// There is nothing in it.
        Empty = "paper-empty",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum PaperAct {
        OpenBatch = "audit-open-batch",
        JoinBatch = "audit-join-batch",
        TakeSlipOut = "audit-take-slip-out",
        DecideDifference = "audit-decide-difference",
        DiscardBatch = "audit-discard-batch",
        CountBatch = "audit-count-batch",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum PaperDetail {
        /// Two people key the batch.
        KeyedTwice = "audit-detail-keyed-twice",
        /// One person keys the batch.
        KeyedOnce = "audit-detail-keyed-once",
        /// Ballots counted, and how many were read differently.
        BatchCounted { count: u64, differences: u64 } = "audit-detail-batch-counted",
    }
}

/// Takes paper in, inside one's own scope.
#[async_trait]
pub trait Paper: Send + Sync {
    /// Begins a batch of paper.
    async fn begin_batch(&self, by: &Actor, round: Uuid, hamlet: Uuid, twice: bool, now: Now) -> Answer<Uuid>;
    /// Batches with ballots in open rounds that are not counted yet, inside one's own scope; by commune, hamlet and number.
    async fn waiting_batches(&self, by: &Actor) -> Answer<Vec<WaitingBatch>>;
    /// A batch as whoever asks may see it.
    async fn batch(&self, by: &Actor, batch: Uuid) -> Answer<BatchDetail>;
    /// Begins the second pass of a batch, given the check words (*chữ kiểm tra*) that are written on its pile of paper: whoever does not hold
    /// the paper compares nothing with what the first read.
    async fn join_batch(&self, by: &Actor, batch: Uuid, words: &str, now: Now) -> Answer<()>;
    /// Opens what was typed and sealed to a batch's key; none if it was not sealed so. Once the batch is counted or thrown away nothing
    /// opens it.
    async fn open_typed(&self, by: &Actor, batch: Uuid, sealed: &[u8]) -> Answer<Option<TypedBallot>>;
    /// Takes back what one keyed oneself by a sending, and nothing else; what is not there any more is taken back already. Answers how many
    /// ballots are keyed first and second.
    async fn take_back(&self, by: &Actor, batch: Uuid, sending: Uuid, now: Now) -> Answer<(u64, u64)>;
    /// Keys one ballot in. It is kept until the batch is counted.
    async fn key_in(&self, by: &Actor, batch: Uuid, keyed: Keystrokes) -> Answer<Keying>;
    /// What was keyed for a slip in one's own pass, to look at it again.
    async fn keyed(&self, by: &Actor, batch: Uuid, serial: u64) -> Answer<Option<Keyed>>;
    /// Takes a ballot out of a batch again; its slip is as before. Answers the slip's number.
    async fn take_out(&self, by: &Actor, batch: Uuid, slip: Slip, now: Now) -> Answer<u64>;
    /// Decides differences, all or none: what the paper says of each slip at a third look, in keys, by somebody who keyed neither. Faults
    /// are numbered as the slips are.
    async fn decide(&self, by: &Actor, batch: Uuid, looks: &[(u64, String)], now: Now) -> Answer<()>;
    /// Throws an open batch away: its slips are as before. Answers its round and its hamlet.
    async fn discard_batch(&self, by: &Actor, batch: Uuid, now: Now) -> Answer<(Uuid, Uuid)>;
    /// Counts a batch; answers how many ballots.
    async fn count_batch(&self, by: &Actor, batch: Uuid, now: Now) -> Answer<u64>;
}
