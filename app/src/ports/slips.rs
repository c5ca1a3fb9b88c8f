//! Slips: codes on their way to paper.

use crate::domain::collection::code::Code;
use crate::domain::collection::round::Round;
use crate::domain::collection::slip::Slip;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use crate::ports::participation::HamletRef;
use async_trait::async_trait;
use uuid::Uuid;

/// A code in clear, on its way to paper.
#[derive(Clone, Debug)]
pub struct IssuedCode {
    /// The commune.
    pub commune_code: String,
    /// The hamlet.
    pub hamlet_code: String,
    /// The slip's number within the hamlet.
    pub serial: u64,
    /// The code.
    pub code: Code,
}

/// Writes issued codes down before they are kept; if that fails, none is issued.
pub type WriteCodes<'a> = &'a mut (dyn FnMut(&[IssuedCode]) -> std::io::Result<()> + Send);

/// Which slips are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipSelection {
    /// One for each household of a hamlet that has none yet.
    First,
    /// New ones for all that were not used; those die.
    Again,
    /// A new one for this slip, which dies.
    One(Slip),
    /// So many more that are good only once they take the place of another.
    Spare(u64),
}

/// Slips on their way to paper: the only place their codes are ever in clear.
#[derive(Clone, Debug)]
pub struct IssuedSlips {
    /// The round.
    pub round: Round,
    /// The commune.
    pub commune: UnitRef,
    /// The hamlet.
    pub hamlet: HamletRef,
    /// Whether they are spares.
    pub spare: bool,
    /// Number and code.
    pub slips: Vec<(u64, Code)>,
}

crate::messages! {
    /// Why slips are not issued or handed out.
    pub enum SlipsRefused {
        /// The round has no hamlets.
        NoHamlets = "slips-no-hamlets",
        /// Every hamlet has slips or minutes.
        AllIssued = "slips-all-issued",
        /// The round has no such hamlet.
        NoHamlet { code: String } = "slips-no-hamlet",
        /// Hamlets of several communes have the code.
        Ambiguous { code: String } = "slips-ambiguous",
        /// The hamlet has codes.
        HamletIssued { code: String } = "slips-hamlet-issued",
        /// The hamlet is counted by minutes.
        HamletHasMinutes { code: String } = "slips-hamlet-has-minutes",
        /// The codes could not be written down.
        NotWritten { error: String } = "slips-not-written",
        /// There is no slip with this number.
        NoSlip { serial: String } = "slips-no-slip",
        /// No slip of the hamlet has this code.
        NoSuchCode = "slips-no-such-code",
        /// It was used.
        Spent { serial: String } = "slips-spent",
        /// It is void.
        Void { serial: String } = "slips-void",
        /// The hamlet is counted by minutes, so none is issued.
        MinutesIssue = "slips-minutes-issue",
        /// Boxes of the commune were opened, so none is issued there.
        BoxesOpened = "slips-boxes-opened",
        /// The hamlet has slips.
        Issued = "slips-issued-before",
        /// Nobody knows how many households there are.
        NoHouseholds = "slips-no-households",
        /// All were used.
        NoneUnused = "slips-none-unused",
        /// So many spares are not printed at once.
        SpareCount = "slips-spare-count",
        /// The hamlet is counted by minutes, so none is handed out.
        MinutesUse = "slips-minutes-use",
        /// It is no spare.
        NotSpare { serial: String } = "slips-not-spare",
        /// It would take its own place.
        SameNumber = "slips-same-number",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum SlipsAct {
        IssueCodes = "audit-issue-codes",
        IssueSlips = "audit-issue-slips",
        PrintSlipsAgain = "audit-print-slips-again",
        ReplaceSlip = "audit-replace-slip",
        PrintSpares = "audit-print-spares",
        UseSpare = "audit-use-spare",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum SlipsDetail {
        /// Codes issued, and in how many hamlets.
        Codes { codes: u64, hamlets: u64 } = "audit-detail-codes",
        /// A slip that another one takes the place of.
        SlipReplaced { serial: String, by: String } = "audit-detail-slip-replaced",
        /// A spare in the place of a lost slip.
        SpareReplaces { spare: String, lost: String } = "audit-detail-spare-replaces",
        /// A spare for a household that moved in.
        SpareForHousehold { spare: String, households: u64 } = "audit-detail-spare-for-household",
    }
}

/// Issues codes, prints slips, hands out spare ones.
#[async_trait]
pub trait Slips: Send + Sync {
    /// Issues one code for each household of each hamlet that has none yet, or of one hamlet (`CODE`, or
    /// `COMMUNE/CODE` where two communes share it). Answers how many.
    async fn issue(
        &self,
        by: &Actor,
        round: Uuid,
        hamlet: Option<&str>,
        write: WriteCodes<'_>,
        now: Now,
    ) -> Answer<u64>;
    /// Issues slips. Their codes are kept sealed until they are printed, and are nowhere else.
    async fn slips(&self, by: &Actor, round: Uuid, hamlet: Uuid, which: SlipSelection, now: Now)
    -> Answer<IssuedSlips>;
    /// Hands a spare slip out: in the place of a lost one, which dies, or to a household that moved in.
    async fn use_spare(
        &self,
        by: &Actor,
        round: Uuid,
        hamlet: Uuid,
        spare: Slip,
        lost: Option<Slip>,
        now: Now,
    ) -> Answer<()>;
}
