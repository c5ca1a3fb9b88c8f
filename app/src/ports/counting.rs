//! Opening the boxes and counting.

use crate::domain::collection::audit_slip::JudgedSlips;
use crate::domain::collection::key_letters::KeyHolders;
use crate::domain::survey::count::Count;
use crate::domain::survey::count::Turnout;
use crate::domain::survey::withheld::Withheld;
use crate::message::Message;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

/// Minutes of the counting of a hamlet's box (*biên bản kiểm phiếu*), as they are signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountingMinutes {
    /// The day.
    pub day: NaiveDate,
    /// The place.
    pub place: String,
    /// Who was there, one each: name and what they are.
    pub present: Vec<String>,
    /// What else is to be said.
    pub remarks: String,
    /// The hamlets whose boxes were opened together, where they were more than one.
    pub hamlets: Vec<String>,
    /// Slips and ballots.
    pub turnout: Turnout,
    /// The counts by question; none where they would tell on a few, or whoever asks stands above the commune.
    pub counts: Vec<Count>,
    /// What of them was counted by hand, which whoever was there knows.
    #[serde(default)]
    pub by_hand: Vec<Count>,
    /// How many came online, with help, on paper, by hand-counted minutes.
    pub origins: [u64; 4],
    /// Ballots among the invalid ones that did not open, or were none.
    #[serde(default)]
    pub unreadable: u64,
    /// Audit slips whose ballots were set aside.
    #[serde(default)]
    pub audit_slips: u64,
    /// Whose parts of the key opened the box, where key holders have it.
    #[serde(default)]
    pub holders: Vec<String>,
    /// The receipts of the ballots that opened; none in minutes from before there were any, or of no box.
    #[serde(default)]
    pub receipts: Option<ReceiptList>,
    /// The end of the audit log before the count.
    #[serde(default)]
    pub audit: Option<AuditHead>,
    /// Who counted.
    pub by: String,
    /// The template they were written with, where the Front worded its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

impl CountingMinutes {
    /// The counts of each question, where they tell nobody on few households, by themselves or without what was counted by hand. What was
    /// counted by hand alone is told: these are the numbers that whoever was there counted, and signs.
    pub fn told(&self, fewest: u64) -> impl Iterator<Item = Result<Count, Withheld>> {
        let is_by_hand = self.counts == self.by_hand;
        let by_hand = self.by_hand.iter().copied().chain(std::iter::repeat(Count::default()));
        self.counts.iter().copied().zip(by_hand).map(move |(all, by_hand)| {
            if is_by_hand {
                return Ok(all);
            }
            let of_box = Withheld::of(all.without(by_hand), fewest).map(|_| Withheld::BesideOthers);
            Withheld::of(all, fewest).or(of_box).map_or(Ok(all), Err)
        })
    }
}

/// The receipts (*mã biên nhận*) of a box, by what they add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptList {
    /// How many.
    pub count: u64,
    /// Their Merkle tree hash, in hexadecimal digits.
    pub root: String,
}

/// A line of the audit log that stands for all before it: whoever kept it notices when one of them is changed or taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHead {
    /// Its number.
    pub no: u64,
    /// The keyed hash it ends with, in hexadecimal digits.
    pub link: String,
}

/// What whoever counts says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountingWords {
    /// The place.
    pub place: String,
    /// Who was there.
    pub present: Vec<String>,
    /// What else is to be said.
    pub remarks: String,
}

/// How far the counting of a hamlet is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountingState {
    /// Its minutes, if it is counted and they were written.
    pub minutes: Option<CountingMinutes>,
    /// The hamlet under which its box was counted.
    pub counted_under: Option<Uuid>,
    /// Whether its box is opened and counted.
    pub is_counted: bool,
    /// The other hamlets whose boxes are, or will be, opened together with its own.
    pub together: Vec<String>,
    /// Hamlets of its commune that still take ballots, for which its box waits.
    pub waits_for: Vec<String>,
    /// Whether a box of its commune was opened, so that nothing there is taken back.
    pub any_opened: bool,
    /// Whether key holders open the boxes of its round, all at once.
    pub by_holders: bool,
    /// The audit slips of its box, and of those opened with it.
    pub audit_slips: JudgedSlips,
    /// Minutes from before corrections, oldest first.
    pub former: Vec<CountingMinutes>,
}

crate::messages! {
    /// Why a box is not opened.
    pub enum CountingRefused {
        /// Its hamlet takes ballots still.
        HamletOpen { hamlet: String } = "counting-hamlet-open",
        /// Other hamlets of the commune take ballots still: which boxes are opened together depends on them.
        OthersOpen { hamlets: String } = "counting-others-open",
        /// It was counted.
        Counted { hamlet: String } = "counting-already",
        /// The place or who was there is missing.
        Words = "counting-words",
        /// The round takes ballots still.
        RoundOpen = "counting-round-open",
        /// What opens the boxes was destroyed.
        NoKey = "counting-no-key",
        /// Key holders open the boxes of the round, all at once.
        Holders = "counting-holders",
        /// An audit slip that nobody handed in lies beside it, which would have a ballot set aside.
        AuditSlip { hamlets: String } = "counting-audit-slip",
        /// A sealed ballot lies in it twice: somebody copied it.
        Copied { hamlets: String } = "counting-copied",
        /// So many ballots are missing or do not open that the few that are left would be told.
        FewLeft { hamlets: String, readable: u64, returned: u64 } = "counting-few-left",
        /// More ballots lie in it than came in.
        Surplus { ballots: u64, returned: u64 } = "counting-surplus",
        /// More or fewer ballots are said to have come in than slips were used.
        Turnout { hamlets: String, spent: u64, returned: u64 } = "counting-turnout",
        /// It opens, so it is counted and not voided.
        Opens { hamlets: String } = "counting-opens",
        /// Nobody says why it is voided.
        NoReason = "counting-no-reason",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum CountingAct {
        OpenBox = "audit-open-box",
        CountHamlet = "audit-count-hamlet",
        VoidBox = "audit-void-box",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum CountingDetail {
        /// Slips handed out and ballots that came back.
        Turnout { issued: u64, returned: u64 } = "audit-detail-turnout",
        /// The same of hamlets whose boxes were opened together.
        Together { hamlets: String, issued: u64, returned: u64 } = "audit-detail-counted-together",
        /// The same, with ballots that did not open.
        Unreadable { issued: u64, returned: u64, unreadable: u64 } = "audit-detail-unreadable",
        /// So many ballots of a voided box, and why.
        Voided { ballots: u64, reason: String } = "audit-detail-voided",
    }
}

crate::messages! {
    /// What the minutes say of a box that was voided.
    pub enum CountingText {
        /// Who voided it, why, and why it stayed shut.
        Voided { who: String, reason: String, shut: Message } = "counting-voided",
        /// An audit slip that nobody handed in lay beside it.
        AuditSlip = "counting-voided-audit-slip",
        /// A sealed ballot lay in it twice.
        Copied = "counting-voided-copied",
        /// So few could be read.
        FewLeft { readable: u64, returned: u64 } = "counting-voided-few-left",
        /// More lay in it than came in.
        Surplus { ballots: u64, returned: u64 } = "counting-voided-surplus",
        /// So many slips were used, and so many ballots are said to have come in.
        Turnout { spent: u64, returned: u64 } = "counting-voided-turnout",
    }
}

/// Those who hold the key of a round's boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundHolders {
    /// Who they are, and how many of them open the boxes.
    pub holders: KeyHolders,
    /// What tells their letters from all others; empty once the key is destroyed.
    pub mark: String,
}

/// Opens boxes and counts. It cannot be taken back.
#[async_trait]
pub trait Counting: Send + Sync {
    /// Opens the box of a hamlet and those that go with it, counts, and writes the minutes.
    async fn count_hamlet(&self, by: &Actor, round: Uuid, hamlet: Uuid, words: CountingWords, now: Now) -> Answer<()>;
    /// Opens all boxes of a closed round that are not counted yet; answers how many hamlets were counted. Where holders have
    /// the key, their `parts` are asked for as they are typed, in any order; what is wrong with them is named by their places.
    async fn count_round(&self, by: &Actor, round: Uuid, parts: &[String], now: Now) -> Answer<u64>;
    /// Voids the box of a hamlet that stays shut, and those that go with it (*hủy hòm phiếu*): all ballots in them count as invalid.
    /// For whoever stands above the round's unit; a box that opens is not voided.
    async fn void_box(&self, by: &Actor, at: (Uuid, Uuid), parts: &[String], reason: &str, now: Now) -> Answer<()>;
    /// Those who hold the key of a round's boxes, if the server does not.
    async fn key_holders(&self, round: Uuid) -> Answer<Option<RoundHolders>>;
}
