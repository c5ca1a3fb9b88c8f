//! Published results of units.

use crate::domain::collection::round::Round;
use crate::domain::oversight::criterion::Position;
use crate::domain::survey::percent::Share;
use crate::domain::survey::results::Results;
use crate::domain::units::title::Recognition;
use crate::domain::units::unit::Unit;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Answer;
use crate::ports::units::UnitHistory;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A commune in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommuneRow {
    /// The commune.
    pub unit: Unit,
    /// The district it lies in, where there are districts.
    pub district: Option<UnitRef>,
    /// Its latest published results, if it has any.
    pub result: Option<LatestResult>,
    /// Criteria met, and how many the set has; `None` where nobody assessed any.
    pub criteria: Option<Share>,
}

/// The figures of a commune's latest published round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatestResult {
    /// The id of the rules it was asked and judged by.
    pub ruleset: String,
    /// The share of households that took part, by the round's rule.
    pub participation: Share,
    /// The share of satisfied answers to the overall question.
    pub overall: Share,
    /// The verdict.
    pub met: Option<bool>,
    /// Whether the round asked only what failed before: its verdict is about that alone.
    pub asked_again: bool,
    /// The day it was published.
    pub published_on: NaiveDate,
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
    pub rows: Vec<CommuneRow>,
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
    /// The last day on which households could answer.
    pub last_day: NaiveDate,
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
    pub history: UnitHistory,
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
    pub predecessor_results: Vec<PredecessorResults>,
}

/// A unit that a commune was made of, as it stood last.
#[derive(Clone, Debug, PartialEq)]
pub struct PredecessorResults {
    /// The unit.
    pub unit: Unit,
    /// Its latest results.
    pub result: Option<(PublishedRound, LatestResult)>,
    /// Where its criteria stood, by the ruleset shown.
    pub positions: BTreeMap<u32, Position>,
    /// Decisions about its titles.
    pub recognitions: Vec<Recognition>,
}

/// Shows what is public. Nothing of a round that is not published comes out here.
#[async_trait]
pub trait PublishedResults: Send + Sync {
    /// A unit above communes with its list; `sets` are the rulesets whose criteria are counted, oldest first (id, how many).
    async fn area(&self, unit: &Unit, sets: &[(&str, u64)]) -> Answer<Area>;
    /// A commune, with the results of one round or of the latest; where none is published, `sets` are the rulesets whose
    /// criteria are shown, oldest first (id, how many).
    async fn commune(&self, unit: &Unit, round: Option<Uuid>, sets: &[(&str, u64)]) -> Answer<CommuneView>;
    /// The frozen results of a published round, for its unit or one inside it, as JSON: one version, or the latest.
    async fn document(&self, round: Uuid, unit_code: Option<&str>, version: Option<u32>) -> Answer<Option<String>>;
}
