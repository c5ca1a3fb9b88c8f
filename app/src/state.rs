//! What the pages need of the server: its ports, what ships inside, and what differs from run to run.

use crate::domain::collection::calendar::DayOff;
use crate::domain::oversight::target::Profile;
use crate::domain::survey::ruleset::Ruleset;
use crate::ports::accounts::{Accounts, Now};
use crate::ports::criteria::{Criteria, CriterionRow};
use crate::ports::desk::Desk;
use crate::ports::notices::Notices;
use crate::ports::oversight::Oversight;
use crate::ports::paper::Paper;
use crate::ports::plans::Plans;
use crate::ports::recommendations::Recommendations;
use crate::ports::{Answer, Line, PortError, Public, Registry, Residents, Rounds};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the pages need of the server, put into their context.
#[derive(Clone)]
pub struct AppState {
    /// Households' ballots.
    pub residents: Arc<dyn Residents>,
    /// What is public.
    pub public: Arc<dyn Public>,
    /// Who is asking, and whom they may invite.
    pub accounts: Arc<dyn Accounts>,
    /// Hamlets and their households.
    pub registry: Arc<dyn Registry>,
    /// Rounds before they open.
    pub plans: Arc<dyn Plans>,
    /// Rounds.
    pub rounds: Arc<dyn Rounds>,
    /// What is collected.
    pub desk: Arc<dyn Desk>,
    /// Paper that is keyed in.
    pub paper: Arc<dyn Paper>,
    /// What is published.
    pub notices: Arc<dyn Notices>,
    /// Statuses of criteria and titles.
    pub criteria: Arc<dyn Criteria>,
    /// Claims beside answers, targets, the map, trends.
    pub oversight: Arc<dyn Oversight>,
    /// What the Front asks of People's Committees.
    pub recommendations: Arc<dyn Recommendations>,
    /// The shipped profiles of targets.
    pub profiles: Arc<[Profile]>,
    /// The rulesets a round can be planned with, by id.
    pub rulesets: Arc<BTreeMap<String, Ruleset>>,
    /// Days off that a plan begins with.
    pub days_off: Arc<[DayOff]>,
    /// The address the application is reached at, without a slash at its end.
    pub base_url: Arc<str>,
    /// Reads a file of statuses, a workbook or a list.
    pub read_statuses: Arc<ReadStatuses>,
    /// A new secret of six-digit codes, at random, in base 32.
    pub secret: Arc<dyn Fn() -> String + Send + Sync>,
    /// The moment it is.
    pub now: Arc<dyn Fn() -> Now + Send + Sync>,
    /// A new page's mark, at random.
    pub mark: Arc<dyn Fn() -> u128 + Send + Sync>,
    /// Hears of what broke, once.
    pub broke: Arc<dyn Fn(&PortError) + Send + Sync>,
    /// Whether the data are made up; every page then says so.
    pub is_demo: bool,
}

/// Reads a file of statuses on the day it is.
pub type ReadStatuses = dyn Fn(&[u8], Now) -> Answer<Vec<Line<CriterionRow>>> + Send + Sync;
