//! What the pages need of the server: its ports, what ships inside, and what differs from run to run.

use crate::domain::collection::calendar::DayOff;
use crate::domain::oversight::profile::Profile;
use crate::domain::survey::choice::RulesetChoice;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::taken_form::TakenQuestion;
use crate::domain::units::unit::{Level, UnitRef};
use crate::handbook::pictures::Pictures;
use crate::i18n::local;
use crate::islands::map_switch::asked::{MapAsked, MapDrawn};
use crate::ports::accounts::Accounts;
use crate::ports::audit_log::AuditLog;
use crate::ports::audit_slips::AuditSlips;
use crate::ports::casting::Casting;
use crate::ports::census::Census;
use crate::ports::common::{Answer, Line, Now, PortError};
use crate::ports::comparisons::Comparisons;
use crate::ports::conflicts::Conflicts;
use crate::ports::counting::Counting;
use crate::ports::criteria::Criteria;
use crate::ports::criteria::CriterionRow;
use crate::ports::criteria_files::CriteriaFiles;
use crate::ports::demonstration::Demonstration;
use crate::ports::files::Files;
use crate::ports::full_figures::FullFigures;
use crate::ports::hamlet_closing::HamletClosing;
use crate::ports::hamlets::Hamlets;
use crate::ports::maps::Maps;
use crate::ports::milestones::Milestones;
use crate::ports::minutes::MinutesEntry;
use crate::ports::notices::Notices;
use crate::ports::open_data::OpenData;
use crate::ports::paper::Paper;
use crate::ports::participation::Participation;
use crate::ports::plans::Plans;
use crate::ports::receipts::Receipts;
use crate::ports::recommendations::Recommendations;
use crate::ports::records::Records;
use crate::ports::results::PublishedResults;
use crate::ports::rounds::Rounds;
use crate::ports::sessions::Sessions;
use crate::ports::signals::QualitySignals;
use crate::ports::signed_documents::SignedDocuments;
use crate::ports::slip_sheets::SlipSheets;
use crate::ports::slips::Slips;
use crate::ports::supervision::Supervision;
use crate::ports::targets::Targets;
use crate::ports::templates::Templates;
use crate::ports::titles::Titles;
use crate::ports::trends::Trends;
use crate::ports::trials::Trying;
use crate::ports::typesetting::Typesetting;
use crate::ports::units::Units;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use uuid::Uuid;

/// What the pages need of the server. A clone shares everything.
#[derive(Clone)]
pub struct AppState {
    /// Units: their lists, mergers, and which stands when.
    pub units: Arc<dyn Units>,
    /// Hamlets and their households.
    pub hamlets: Arc<dyn Hamlets>,
    /// Official numbers of households, to stand beside what communes list.
    pub census: Arc<dyn Census>,
    /// Planning: a round before it opens.
    pub plans: Arc<dyn Plans>,
    /// Rounds from opening to publishing.
    pub rounds: Arc<dyn Rounds>,
    /// Slips: codes on their way to paper.
    pub slips: Arc<dyn Slips>,
    /// Slips that can be printed.
    pub slip_sheets: Arc<dyn SlipSheets>,
    /// What is printed becomes a PDF file.
    pub typesetting: Arc<dyn Typesetting>,
    /// Ballots on their way in.
    pub casting: Arc<dyn Casting>,
    /// Participation in a round, by hamlet.
    pub participation: Arc<dyn Participation>,
    /// Signals of quality.
    pub signals: Arc<dyn QualitySignals>,
    /// Paper: batches keyed in by one person or blindly by two, and counted.
    pub paper: Arc<dyn Paper>,
    /// Hand-counted minutes of hamlets.
    pub minutes: Arc<dyn MinutesEntry>,
    /// Slips that came in twice.
    pub conflicts: Arc<dyn Conflicts>,
    /// Closing a hamlet.
    pub hamlet_closing: Arc<dyn HamletClosing>,
    /// Opening the boxes and counting.
    pub counting: Arc<dyn Counting>,
    /// Slips with which supervisors try the boxes.
    pub audit_slips: Arc<dyn AuditSlips>,
    /// Full figures in place of small numbers that are withheld.
    pub full_figures: Arc<dyn FullFigures>,
    /// Receipts of ballots that lay in opened boxes.
    pub receipts: Arc<dyn Receipts>,
    /// Public records of rounds.
    pub records: Arc<dyn Records>,
    /// Publishing: the notice and its versions.
    pub notices: Arc<dyn Notices>,
    /// What was signed of published rounds.
    pub signed_documents: Arc<dyn SignedDocuments>,
    /// Templates of documents.
    pub templates: Arc<dyn Templates>,
    /// Published results of all rounds, for whoever works with them.
    pub open_data: Arc<dyn OpenData>,
    /// Published results of units.
    pub results: Arc<dyn PublishedResults>,
    /// Statuses of criteria.
    pub criteria: Arc<dyn Criteria>,
    /// Statuses of criteria from a file.
    pub criteria_files: Arc<dyn CriteriaFiles>,
    /// Titles of units.
    pub titles: Arc<dyn Titles>,
    /// Files as evidence.
    pub files: Arc<dyn Files>,
    /// Claims beside answers.
    pub comparisons: Arc<dyn Comparisons>,
    /// Targets of a plan.
    pub targets: Arc<dyn Targets>,
    /// Programmes of supervision.
    pub supervision: Arc<dyn Supervision>,
    /// What is known of a plan's milestones.
    pub milestones: Arc<dyn Milestones>,
    /// A unit's map.
    pub maps: Arc<dyn Maps>,
    /// A commune across its rounds.
    pub trends: Arc<dyn Trends>,
    /// Recommendations: raised by the Front, answered by the People's Committee; every step is dated and stays.
    pub recommendations: Arc<dyn Recommendations>,
    /// Signing in.
    pub sessions: Arc<dyn Sessions>,
    /// Accounts and invitations on paper.
    pub accounts: Arc<dyn Accounts>,
    /// The audit log.
    pub audit_log: Arc<dyn AuditLog>,
    /// What there is to see where the data are made up.
    pub demonstration: Arc<dyn Demonstration>,
    /// Whether it is a trial, or a trial can be begun.
    pub trying: Trying,
    /// The shipped profiles of targets.
    pub profiles: Arc<[Profile]>,
    /// The rulesets a round can be planned with, by id.
    pub rulesets: Arc<BTreeMap<String, Ruleset>>,
    /// Days off that a plan begins with.
    pub days_off: Arc<[DayOff]>,
    /// The address the application is reached at, without a slash at its end.
    pub base_url: Arc<str>,
    /// The folder that the islands are loaded from; none where this program was built without them.
    pub islands: Option<Arc<str>>,
    /// The pictures of handbooks; none where this program was built without them.
    pub pictures: Arc<Pictures>,
    /// Whether a proxy of one's own stands before it and says where requests come from.
    pub behind_proxy: bool,
    /// Whether the data are made up; every page then says so.
    pub is_demo: bool,
    /// Reads a file of statuses, a workbook or a list.
    pub read_statuses: Arc<ReadStatuses>,
    /// Reads the cells of a workbook or a list: a line for each row, tabs between its cells.
    pub read_cells: Arc<ReadCells>,
    /// Reads the questions of a form of another program (`XLSForm`).
    pub read_xlsform: Arc<ReadXlsForm>,
    /// A new secret of six-digit codes, at random, in base 32.
    pub secret: Arc<dyn Fn() -> String + Send + Sync>,
    /// Draws another map for the page that shows one.
    pub draw_map: Arc<DrawMap>,
    /// Logs what broke, once, where it is answered.
    pub log_broken: Arc<dyn Fn(&PortError) + Send + Sync>,
    /// The description of the read API (`OpenAPI`).
    pub api_description: Arc<serde_json::Value>,
    /// The moment it is.
    pub now: Arc<dyn Fn() -> Now + Send + Sync>,
    /// A key that was never there before, at random.
    pub new_key: Arc<dyn Fn() -> Uuid + Send + Sync>,
}

impl AppState {
    /// Whether nothing here is real.
    pub fn is_made_up(&self) -> bool {
        self.is_demo || matches!(self.trying, Trying::Inside(_))
    }

    /// An address here as a browser reaches it: below the path of [`Self::base_url`], if that has one.
    pub fn reached(&self, address: &str) -> String {
        let host_and_path = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        let path = host_and_path.find('/').map_or("", |at| &host_and_path[at..]);
        format!("{path}{address}")
    }

    /// The rulesets that units of a level can be recognised by, for those in force today.
    pub fn rulesets_at(&self, level: Level) -> RulesetChoice<'_> {
        RulesetChoice::of(self.rulesets.values(), &[level], local((self.now)()).date())
    }

    /// The rulesets that some of the units can be recognised by, for those in force today.
    pub fn rulesets_for(&self, units: &[UnitRef]) -> RulesetChoice<'_> {
        let levels: Vec<Level> = units.iter().map(|unit| unit.level).collect();
        RulesetChoice::of(self.rulesets.values(), &levels, local((self.now)()).date())
    }
}

/// Draws a map: the page's own function, which islands do not know.
pub type DrawMap = dyn Fn(AppState, MapAsked) -> Reading<MapDrawn> + Send + Sync;

/// Reads somebody's file of statuses on the day it is. It takes its time, and keeps nobody else waiting.
pub type ReadStatuses = dyn Fn(Uuid, Vec<u8>, Now) -> Reading<Vec<Line<CriterionRow>>> + Send + Sync;

/// Reads a file of somebody's as cells.
pub type ReadCells = dyn Fn(Vec<u8>) -> Reading<String> + Send + Sync;

/// Reads the questions of somebody's form.
pub type ReadXlsForm = dyn Fn(Vec<u8>) -> Reading<Vec<TakenQuestion>> + Send + Sync;

/// What comes of a file once it is read.
pub type Reading<T> = Pin<Box<dyn Future<Output = Answer<T>> + Send>>;
