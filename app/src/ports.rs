//! What the pages and the command line need of the server.
//!
//! Few traits, each method a whole use case that is atomic inside: it happens entirely or not at all. The server
//! implements them on SQLite and PostgreSQL; one contract story runs every method on both.

pub mod accounts;
pub mod criteria;
pub mod desk;
pub mod notices;
pub mod oversight;
pub mod paper;
pub mod plans;
pub mod recommendations;

use crate::domain::collection::code::Code;
use crate::domain::collection::minutes::MinutesRow;
use crate::domain::collection::plan::Papers;
use crate::domain::collection::round::{Refusal, Round};
use crate::domain::oversight::criterion::Position;
use crate::domain::oversight::title::Recognition;
use crate::domain::revision::Seen;
use crate::domain::survey::ballot::{Ballot, Reason};
use crate::domain::survey::count::Origin;
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::census::Official;
use crate::domain::units::commune_list::Row;
use crate::domain::units::unit::{Unit, UnitRef};
use accounts::Now;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// Why a use case did not happen. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// A rule says no; the sentence is fit for people and says what to do.
    #[error("{0}")]
    Refused(String),
    /// Whoever asks may not do that, or not there.
    #[error("tài khoản này không được làm việc đó ở đây")]
    Denied,
    /// What is asked about is not there.
    #[error("không tìm thấy; hãy xem lại mã")]
    Missing,
    /// A file has faults; all of them are named.
    #[error("{0}")]
    File(Faults),
    /// Something broke that the reader cannot mend; logged once, where it is met.
    #[error("hệ thống đang gặp trục trặc, xin thử lại sau ít phút")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What a port answers.
pub type Answer<T> = Result<T, PortError>;

/// Who asks for something to be done. What they may do is looked up where it is done, never carried along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever sits at the machine and runs commands; may do everything.
    Console,
    /// Somebody with an account.
    Account(Uuid),
}

/// A line of an imported file with the number it has there, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// Its number in the file, the header being line 1.
    pub number: u64,
    /// What it says.
    pub value: T,
}

/// What is wrong with a file, by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<(u64, String)>);

impl Faults {
    /// How many are written out.
    const SHOWN: usize = 20;

    /// Notes a fault.
    pub fn add(&mut self, line: u64, fault: impl Into<String>) {
        self.0.push((line, fault.into()));
    }

    /// Passes `value` on if there was no fault.
    pub fn or<T>(mut self, value: T) -> Answer<T> {
        self.0.sort();
        if self.0.is_empty() { Ok(value) } else { Err(PortError::File(self)) }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Tệp có {} lỗi, chưa nhập dòng nào:", self.0.len())?;
        for (line, fault) in self.0.iter().take(Self::SHOWN) {
            write!(to, "\n  dòng {line}: {fault}")?;
        }
        match self.0.len().saturating_sub(Self::SHOWN) {
            0 => Ok(()),
            more => write!(to, "\n  và {more} lỗi nữa"),
        }
    }
}

/// A line of a list of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// What is said of the unit.
    pub named: UnitRef,
    /// The code of the unit above; empty for the topmost.
    pub parent_code: String,
    /// Its first day, if known.
    pub valid_from: Option<NaiveDate>,
    /// Its last day, if it has one.
    pub valid_to: Option<NaiveDate>,
}

/// A line of a list of mergers: the old unit's people live in the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuccessionRow {
    /// The unit that ended the day before.
    pub old_code: String,
    /// The unit that began.
    pub new_code: String,
}

/// A line of a list of hamlets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HamletRow {
    /// The commune it lies in.
    pub commune_code: String,
    /// Its code within the commune.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many households live there.
    pub households: u64,
}

/// A commune's hamlets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HamletList {
    /// The commune.
    pub commune: UnitRef,
    /// Its hamlets, by code.
    pub hamlets: Vec<HamletRow>,
    /// What official statistics say of its households.
    pub official: Option<Official>,
}

/// A line of an official list of households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdsRow {
    /// The unit's code.
    pub unit_code: String,
    /// Its name, if the list has one; it must be that unit's.
    pub name: String,
    /// How many households it had.
    pub households: u64,
}

/// A line of a commune's list of hamlets as somebody edits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HamletEdit {
    /// The code it had before; empty for a new one.
    pub known: String,
    /// What it is to be; none takes it away.
    pub row: Option<HamletRow>,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// New rows.
    pub added: u64,
    /// Rows that say something else now.
    pub changed: u64,
    /// Rows that were there already.
    pub same: u64,
}

/// Keeps the lists: units, hamlets, statuses of criteria. Each file goes in whole or not at all.
#[async_trait]
pub trait Registry: Send + Sync {
    /// Takes a list of units in.
    async fn import_units(&self, lines: Vec<Line<UnitRow>>) -> Answer<Imported>;
    /// Takes a list of mergers in, in force from `day`.
    async fn import_successions(&self, lines: Vec<Line<SuccessionRow>>, day: NaiveDate) -> Answer<Imported>;
    /// Takes a list of hamlets in; communes are looked up as they stand, or stood last.
    async fn import_hamlets(&self, by: &Actor, lines: Vec<Line<HamletRow>>, now: Now) -> Answer<Imported>;
    /// Keeps a commune's list of hamlets as it was edited: changed, added, given another code, or taken away where no
    /// round and no account holds them.
    /// Refused where somebody else changed it since it was `seen`.
    async fn keep_hamlets(
        &self,
        by: &Actor,
        commune_code: &str,
        rows: Vec<Line<HamletEdit>>,
        seen: &Seen,
        now: Now,
    ) -> Answer<()>;
    /// The hamlets of a commune.
    async fn hamlets(&self, by: &Actor, commune_code: &str, now: Now) -> Answer<HamletList>;
    /// Takes in what official statistics say of units' households `on` a day, to stand beside what hamlets add up to. Units
    /// are looked up as they stood on that day. Only by the console.
    async fn import_households(
        &self,
        by: &Actor,
        lines: Vec<Line<HouseholdsRow>>,
        on: NaiveDate,
        source: &str,
        now: Now,
    ) -> Answer<Imported>;
    /// The units of one's own scope as they stand today, wide before narrow.
    async fn scope(&self, by: &Actor, now: Now) -> Answer<Vec<UnitRef>>;
    /// The unit with this code as it stood on a day.
    async fn unit(&self, code: &str, day: NaiveDate) -> Answer<Option<Unit>>;
    /// The units that came before and after this one.
    async fn kin(&self, unit: Uuid) -> Answer<Kin>;
}

/// What a unit was made of and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kin {
    /// The units all of whose people live here now.
    pub predecessors: Vec<UnitRef>,
    /// The units some of whose people live here now.
    pub parts_of: Vec<UnitRef>,
    /// The units its people live in now.
    pub successors: Vec<UnitRef>,
    /// The units some of its people live in now, while it stands on.
    pub gave_to: Vec<UnitRef>,
}

/// What opening a round takes.
#[derive(Clone, Debug)]
pub struct NewRound {
    /// The round's key.
    pub id: Uuid,
    /// The unit it is held for, by code, as it stands on the first day.
    pub unit_code: String,
    /// The rules.
    pub ruleset: Ruleset,
    /// The papers it rests on.
    pub papers: Papers,
    /// The first day.
    pub opens: NaiveDate,
    /// The last day.
    pub closes: NaiveDate,
}

/// A code in clear, on its way to paper. It is never seen again.
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

/// Runs a round: open, issue codes, take minutes in, close, publish.
#[async_trait]
pub trait Rounds: Send + Sync {
    /// Opens a round that nobody planned.
    async fn open_at_once(&self, by: &Actor, round: NewRound, now: Now) -> Answer<()>;
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
    /// Takes hand-counted minutes in. The same minutes again change nothing; others come in as far as they may take the
    /// place of those that are there.
    async fn import_minutes(
        &self,
        by: &Actor,
        round: Uuid,
        rows: Vec<Line<MinutesRow>>,
        replacing: Replacing,
        now: Now,
    ) -> Answer<Imported>;
    /// Ends the taking of ballots. Where hamlets are not closed yet, `without` says why it ends all the same.
    async fn close(&self, by: &Actor, round: Uuid, without: &str, now: Now) -> Answer<()>;
    /// Takes the ending back, as long as nothing is published.
    async fn reopen(&self, by: &Actor, round: Uuid, now: Now) -> Answer<()>;
    /// Freezes the results and makes them public.
    async fn publish(&self, by: &Actor, round: Uuid, now: Now) -> Answer<()>;
    /// The round.
    async fn round(&self, round: Uuid) -> Answer<Round>;
    /// Works the results out as they stand. Whoever has an account sees them only after closing, for the round's unit or one inside it.
    async fn results(&self, by: &Actor, round: Uuid, unit_code: Option<&str>) -> Answer<Results>;
}

/// What new minutes may take the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacing {
    /// Of none: others that are there are a fault.
    None,
    /// Of whatever is there.
    Any,
    /// Of those that somebody saw, or of none.
    Seen(Seen),
}

/// Where a household is asked, and in which round.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    /// The round.
    pub round: Round,
    /// The hamlet's key.
    pub hamlet_id: Uuid,
    /// The hamlet's name.
    pub hamlet: String,
    /// The commune's key.
    pub commune_id: Uuid,
    /// The commune.
    pub commune: UnitRef,
}

/// A ballot on its way in.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The household's code.
    pub code: Code,
    /// The mark of the page it is sent from: the same mark again is the same sending.
    pub receipt: [u8; 16],
    /// The answers.
    pub ballot: Ballot,
    /// The reasons.
    pub reasons: Vec<Reason>,
    /// Whoever helps the household to answer; it has to be theirs to help there.
    pub helper: Option<Actor>,
}

impl Cast {
    /// How it comes in.
    pub fn origin(&self) -> Origin {
        if self.helper.is_some() { Origin::Assisted } else { Origin::Online }
    }
}

/// What became of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CastOutcome {
    /// It is counted, durably; or it was by an earlier sending of the same page.
    Counted,
    /// It is not counted.
    Refused(Refusal),
}

/// Takes households' ballots.
#[async_trait]
pub trait Residents: Send + Sync {
    /// Where a code leads on `today`, or why it does not.
    async fn look_up(&self, code: &Code, today: NaiveDate) -> Answer<Result<Arc<Invitation>, Refusal>>;
    /// Whether a ballot was counted with this code from the page with this mark.
    async fn was_sent(&self, code: &Code, receipt: [u8; 16]) -> Answer<bool>;
    /// Notes that somebody comes with a slip that is used, for the committee to look into; where nobody `insists`, only
    /// if its paper was keyed in. Answers whether it was noted.
    async fn report(&self, code: &Code, insists: bool, now: Now) -> Answer<bool>;
    /// Counts a complete ballot exactly once; denied to a helper in whose scope the code's hamlet does not lie.
    async fn cast(&self, cast: Cast, now: Now) -> Answer<CastOutcome>;
}

/// A unit with its communes, for a public list.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The unit.
    pub unit: Unit,
    /// The units above it, topmost first.
    pub above: Vec<Unit>,
    /// The districts in it, where there are any.
    pub districts: Vec<UnitRef>,
    /// All its communes.
    pub rows: Vec<Row>,
    /// Its own published results, latest first.
    pub published: Vec<PublishedRound>,
}

/// A published round of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRound {
    /// The round.
    pub id: Uuid,
    /// The name of its rules.
    pub ruleset: String,
    /// The first day.
    pub opens: NaiveDate,
    /// The last day.
    pub closes: NaiveDate,
    /// The day of publication.
    pub published_on: NaiveDate,
}

/// A commune's public page.
#[derive(Clone, Debug, PartialEq)]
pub struct CommuneView {
    /// The commune.
    pub unit: Unit,
    /// The units above it, topmost first.
    pub above: Vec<Unit>,
    /// What it was made of and what became of it.
    pub kin: Kin,
    /// The results to show, if any are published.
    pub shown: Option<(Round, Results)>,
    /// Where those are of a round that asks some contents again: the rounds before it, which speak of the rest.
    pub earlier: Vec<(Round, Results)>,
    /// All its published rounds, latest first.
    pub published: Vec<PublishedRound>,
    /// Where each criterion of the shown rules stands today.
    pub positions: BTreeMap<u32, Position>,
    /// Where each of their indicators stands, by criterion and indicator.
    pub indicators: BTreeMap<(u32, u32), Position>,
    /// Whether anything was ever said of its criteria, by whatever rules.
    pub assessed: bool,
    /// Decisions about its titles.
    pub recognitions: Vec<Recognition>,
    /// What it was made of, as background: nothing of it is inherited.
    pub background: Vec<oversight::Background>,
}

/// Shows what is public. Nothing of a round that is not published comes out here.
#[async_trait]
pub trait Public: Send + Sync {
    /// The topmost units.
    async fn roots(&self) -> Answer<Vec<UnitRef>>;
    /// The unit with this code as it stood on `day`, or as it stands or stood last.
    async fn place(&self, code: &str, day: Option<NaiveDate>) -> Answer<Option<Unit>>;
    /// A unit above communes with its list; `sets` are the rulesets whose criteria are counted, oldest first (id, how many).
    async fn area(&self, unit: &Unit, sets: &[(&str, u64)]) -> Answer<Area>;
    /// A commune, with the results of one round or of the latest.
    async fn commune(&self, unit: &Unit, round: Option<Uuid>) -> Answer<CommuneView>;
    /// The frozen results of a published round, for its unit or one inside it, as JSON: one version, or the latest.
    async fn document(&self, round: Uuid, unit_code: Option<&str>, version: Option<u32>) -> Answer<Option<String>>;
    /// Whether the data are made up for a demonstration.
    async fn is_demo(&self) -> Answer<bool>;
}

/// Recounts everything.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Makes every count a second way and names each that does not agree; empty when all do.
    async fn verify(&self) -> Answer<Vec<String>>;
}
