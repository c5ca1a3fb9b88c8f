//! What a plan promises (*bộ chỉ tiêu của kế hoạch*): its targets and milestones, as data.
//!
//! The plan 47-KH/TU of Lâm Đồng is one profile, another province or period brings its own.

use crate::domain::oversight::milestone::Milestone;
use crate::domain::survey::source::Source;
use crate::domain::text::is_slug;
use crate::domain::units::title::Title;
use crate::domain::units::unit::{Level, Unit};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The targets of one plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name in files and addresses.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The code of the unit whose plan it is.
    pub unit_code: String,
    /// The day it begins.
    pub from: NaiveDate,
    /// The day it ends: a target that is not reached by then is missed.
    pub to: NaiveDate,
    /// What has to be known before one relies on it.
    pub note: String,
    /// The documents it rests on.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// The targets, in the order of the plan.
    #[serde(rename = "target")]
    pub targets: Vec<Target>,
    /// Figures to be reached and acts to be done.
    #[serde(rename = "milestone", default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
}

/// One target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The section of the plan, such as `III.2`.
    pub section: String,
    /// What it is about.
    pub content: String,
    /// The same in English; empty where nobody translated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content_en: String,
    /// The level of the units it counts.
    pub level: Level,
    /// The kinds of units it counts, such as `xã`; all of the level if none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// The codes of the units it names; all of the level and kinds if none is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// The title it asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Title>,
    /// The ruleset whose criteria it asks for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ruleset: String,
    /// The criteria that all have to be met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<u32>,
    /// In at least so many of a hundred units.
    pub percent: u32,
    /// How many units the plan itself names, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<u64>,
    /// By when.
    pub by: NaiveDate,
    /// Whether it stands so in the plan; what is our own reading says `false`.
    pub verified: bool,
}

impl Profile {
    /// Checks what a profile must be, beyond what its types say; `criteria` tells how many criteria a ruleset has. The
    /// fault names the which-th target, from 0.
    pub fn check(&self, criteria: impl Fn(&str) -> Option<(Level, usize)>) -> Result<(), (Option<usize>, String)> {
        if !is_slug(&self.id) {
            return Err((None, format!("id {:?} may hold only a-z, 0-9 and -", self.id)));
        }
        if self.to < self.from {
            return Err((None, "to lies before from".into()));
        }
        if self.targets.is_empty() {
            return Err((None, "a profile without a target".into()));
        }
        for (at, target) in self.targets.iter().enumerate() {
            let checked = target.check(&criteria).and_then(|()| self.check_day(target.by));
            checked.map_err(|reason| (Some(at), reason))?;
        }
        let mut ids = BTreeSet::new();
        for milestone in &self.milestones {
            let fault = |reason: String| (None, format!("milestone {}: {reason}", milestone.id));
            milestone.check().and_then(|()| self.check_day(milestone.by)).map_err(fault)?;
            if !ids.insert(&milestone.id) {
                return Err(fault("its id is there twice".into()));
            }
        }
        Ok(())
    }

    fn check_day(&self, by: NaiveDate) -> Result<(), String> {
        if (self.from..=self.to).contains(&by) {
            return Ok(());
        }
        Err(format!("by {by} lies outside of the plan's time"))
    }
}

impl Target {
    fn check(&self, criteria: impl Fn(&str) -> Option<(Level, usize)>) -> Result<(), String> {
        if !(1..=100).contains(&self.percent) {
            return Err(format!("percent must be from 1 to 100, not {}", self.percent));
        }
        match (self.title, self.ruleset.as_str(), self.criteria.as_slice()) {
            (Some(_), "", []) => Ok(()),
            (None, ruleset, [_, ..]) if !ruleset.is_empty() => match criteria(ruleset) {
                None => Err(format!("there is no ruleset {ruleset}")),
                Some((level, _)) if level != self.level => {
                    Err(format!("ruleset {ruleset} is for units of another level"))
                }
                Some((_, last)) => match self.criteria.iter().find(|no| !(1..=last).contains(&(**no as usize))) {
                    Some(no) => Err(format!("ruleset {ruleset} has no criterion {no}; it has 1 to {last}")),
                    None => Ok(()),
                },
            },
            _ => Err("a target names a title, or a ruleset with criteria, and not both".into()),
        }
    }

    /// Whether it counts a unit.
    pub fn counts(&self, unit: &Unit) -> bool {
        let is_named = self.units.is_empty() || self.units.contains(&unit.named.code);
        unit.named.level == self.level && is_named && (self.kinds.is_empty() || self.kinds.contains(&unit.named.kind))
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    pub fn target(percent: u32, by: &str) -> Target {
        Target {
            section: "III.2".into(),
            content: "Giao thông".into(),
            content_en: String::new(),
            level: Level::Commune,
            kinds: vec!["xã".into()],
            units: vec![],
            title: None,
            ruleset: "xa".into(),
            criteria: vec![2, 3],
            percent,
            named: None,
            by: day(by),
            verified: true,
        }
    }

    pub fn profile(target: Target) -> Profile {
        Profile {
            id: "ke-hoach".into(),
            name: "Kế hoạch".into(),
            unit_code: "68".into(),
            from: day("2022-06-03"),
            to: day("2025-12-31"),
            note: String::new(),
            sources: vec![],
            targets: vec![target],
            milestones: vec![],
        }
    }

    #[test]
    fn a_profile_that_contradicts_itself_is_refused() {
        let sets = |id: &str| (id == "xa").then_some((Level::Commune, 19));
        assert_eq!(profile(target(100, "2024-12-31")).check(sets), Ok(()));
        let fault = |change: fn(&mut Target)| {
            let mut target = target(100, "2024-12-31");
            change(&mut target);
            profile(target).check(sets).expect_err("refused").1
        };
        assert!(fault(|t| t.percent = 101).contains("1 to 100"));
        assert!(fault(|t| t.criteria = vec![20]).contains("no criterion 20"));
        assert!(fault(|t| t.ruleset = "khac".into()).contains("no ruleset khac"));
        assert!(fault(|t| t.level = Level::District).contains("another level"));
        assert!(fault(|t| t.title = Some(Title::Standard)).contains("not both"));
        assert!(fault(|t| t.by = NaiveDate::default()).contains("outside"));
    }
}
