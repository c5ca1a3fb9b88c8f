//! Targets of a plan.

use crate::domain::oversight::profile::Profile;
use crate::domain::oversight::target::History;
use crate::domain::units::unit::Unit;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use async_trait::async_trait;
use chrono::NaiveDate;

/// The histories of a unit, its districts and its communes, of all times.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetData {
    /// The unit as it stands on the day asked for.
    pub unit: Unit,
    /// It and the units that ever lay in it, or in what stood in its place under the same code.
    pub histories: Vec<History>,
}

/// Keeps profiles of targets and reads what they are counted from.
#[async_trait]
pub trait Targets: Send + Sync {
    /// The profiles of targets that were imported.
    async fn profiles(&self) -> Answer<Vec<Profile>>;
    /// Takes a profile of targets in; one with the same id is replaced.
    async fn import_profile(&self, by: &Actor, profile: &Profile) -> Answer<()>;
    /// What targets of a unit are counted from; the unit by code as it stands on a day.
    async fn target_data(&self, unit_code: &str, rulesets: &[String], day: NaiveDate) -> Answer<TargetData>;
}
