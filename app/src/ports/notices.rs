//! Publishing: the notice and its versions.

use crate::domain::collection::audit_slip::JudgedSlips;
use crate::domain::collection::minutes::Minutes;
use crate::domain::collection::notice::Notice;
use crate::domain::collection::notice::NoticeWords;
use crate::domain::collection::round::{Ending, Round};
use crate::domain::revision::Revision;
use crate::domain::survey::results::Results;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A notice that is being written, and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeDesk {
    /// The round, closed or published.
    pub round: Round,
    /// The results as they stand.
    pub results: Results,
    /// Of how many units down to the communes something is withheld.
    pub withheld: usize,
    /// What is written so far.
    pub words: NoticeWords,
    /// What households wrote, by question, in no order. It stays inside the committee.
    pub reasons: BTreeMap<u32, Vec<String>>,
    /// How the round ended.
    pub ending: Ending,
    /// The audit slips of the round.
    pub audit_slips: JudgedSlips,
    /// What was published, latest first.
    pub versions: Vec<Notice>,
    /// The template it would be published with, where the Front words its own.
    pub template: Option<String>,
}

/// A published notice with the results it tells.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeView {
    /// The round.
    pub round: Round,
    /// The notice; of the round's ending, what is about the unit it is read for.
    pub notice: Notice,
    /// The results of the unit it is read for.
    pub results: Results,
    /// All versions there are: number, day, reason.
    pub versions: Vec<Notice>,
}

/// What is put in the place of what was published.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    /// Other words of the notice.
    Words(NoticeWords),
    /// Other hand-counted minutes of a hamlet in the place of those that somebody saw; the words stay those that were
    /// published.
    Minutes(Uuid, Minutes, Revision),
}

crate::messages! {
    /// Why a notice is not kept or published.
    pub enum NoticeRefused {
        /// Something is missing.
        Gaps { items: String } = "notice-gaps",
        /// The round is open.
        RoundOpen = "notice-round-open",
        /// The reason of a correction is missing or too long.
        Reason = "publish-reason",
        /// It says what is published.
        NothingNew = "notice-nothing-new",
        /// There are no minutes to correct.
        NoMinutes { hamlet: String } = "notice-no-minutes",
        /// The minutes do not add up.
        Minutes { faults: String } = "notice-minutes",
    }
}

crate::messages! {
    /// What the program writes into notices and minutes.
    pub enum NoticeText {
        /// Who publishes, until somebody writes it.
        Committee { unit: String } = "notice-committee",
        /// The part of it that signs, until somebody writes it.
        StandingCommittee = "notice-standing-committee",
        /// What whoever signs is, until somebody writes it.
        Chair = "notice-chair",
        /// The People's Committee receives it, until somebody writes who does.
        ReceiverOffice { unit: String } = "notice-receiver-office",
        /// The working committees post it.
        ReceiverHamlets = "notice-receiver-hamlets",
        /// It is kept.
        ReceiverArchive = "notice-receiver-archive",
        /// Minutes lack questions.
        QuestionsMissing { count: u64 } = "notice-questions-missing",
        /// What stood in minutes before a correction.
        Corrected { who: String, reason: String, issued: u64, returned: u64, valid: u64, invalid: u64 } = "publish-corrected",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum NoticesAct {
        DraftNotice = "audit-draft-notice",
        Publish = "audit-publish",
        Correct = "audit-correct",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum NoticesDetail {
        /// The notice results are published with.
        Notice { number: String } = "audit-detail-notice",
        /// A corrected version, and why.
        Version { version: String, reason: String } = "audit-detail-version",
    }
}

/// Publishes results with their notice.
#[async_trait]
pub trait Notices: Send + Sync {
    /// The notice of a closed or published round.
    async fn notice_desk(&self, by: &Actor, round: Uuid) -> Answer<NoticeDesk>;
    /// Keeps what is written so far.
    async fn keep_words(&self, by: &Actor, round: Uuid, words: NoticeWords, now: Now) -> Answer<()>;
    /// Publishes the results with these words. Answers whether they are what is published: somebody else may have been
    /// faster with other words.
    async fn publish_notice(&self, by: &Actor, round: Uuid, words: NoticeWords, now: Now) -> Answer<bool>;
    /// Publishes a new version beside the old one; answers its number.
    async fn correct(&self, by: &Actor, round: Uuid, reason: &str, correction: Correction, now: Now) -> Answer<u32>;
    /// A published notice, for the round's unit or one inside it; the latest version if none is asked for. For everybody.
    async fn notice(&self, round: Uuid, unit_code: Option<&str>, version: Option<u32>) -> Answer<Option<NoticeView>>;
}
