//! Which ruleset to begin with: every form that needs one offers the same.

use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::title::Title;
use crate::domain::units::unit::Level;
use chrono::NaiveDate;
use std::cmp::Reverse;

/// The rulesets that units of some levels can be recognised by.
#[derive(Clone, Debug, PartialEq)]
pub struct RulesetChoice<'a> {
    /// Those in force on the day, communes' first, lower titles first. A draft only where nothing else is in force for its
    /// level and title.
    pub in_force: Vec<&'a Ruleset>,
    /// Those of other times, and drafts; the newest first.
    pub others: Vec<&'a Ruleset>,
}

impl<'a> RulesetChoice<'a> {
    /// What there is for units of these levels on a day.
    pub fn of(rulesets: impl IntoIterator<Item = &'a Ruleset>, levels: &[Level], day: NaiveDate) -> Self {
        let fitting: Vec<&Ruleset> = rulesets.into_iter().filter(|one| levels.contains(&one.level)).collect();
        let is_set = |draft: &Ruleset| {
            let same = |one: &&&Ruleset| (one.level, one.title) == (draft.level, draft.title);
            fitting.iter().filter(same).any(|one| !one.draft && one.is_in_force(day))
        };
        let applies = |one: &&Ruleset| one.is_in_force(day) && !(one.draft && is_set(one));
        let (mut in_force, mut others): (Vec<&Ruleset>, Vec<&Ruleset>) = fitting.iter().copied().partition(applies);
        in_force.sort_by_key(|one| (Reverse(one.level), one.title, Reverse(one.in_force.from)));
        others.sort_by_key(|one| (Reverse(one.in_force.from), Reverse(one.level), one.title));
        Self { in_force, others }
    }

    /// The one a form begins with, if there is any: the first in force, or else the newest.
    pub fn usual(&self) -> Option<&'a Ruleset> {
        self.in_force.first().or(self.others.first()).copied()
    }

    /// The one with this id if it is offered, or else the one a form begins with.
    pub fn get_or_usual(&self, id: &str) -> Option<&'a Ruleset> {
        self.get(id).or(self.usual())
    }

    /// The one with this id, if it is offered.
    pub fn get(&self, id: &str) -> Option<&'a Ruleset> {
        self.in_force.iter().chain(&self.others).copied().find(|one| one.id == id)
    }
}

/// The sets by which a commune is recognised as new rural (*xã đạt chuẩn nông thôn mới*), oldest first.
pub fn standard_sets<'a>(rulesets: impl IntoIterator<Item = &'a Ruleset>) -> Vec<&'a Ruleset> {
    let is_standard = |one: &&Ruleset| (one.level, one.title) == (Level::Commune, Title::Standard);
    let mut sets: Vec<&Ruleset> = rulesets.into_iter().filter(is_standard).collect();
    sets.sort_by_key(|one| one.in_force.from);
    sets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::ruleset::tests::small;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn set(id: &str, title: Title, from: &str, to: &str) -> Ruleset {
        let mut ruleset = Ruleset { id: id.into(), title, ..small(1) };
        ruleset.in_force.from = day(from);
        ruleset.in_force.to = to.parse().ok();
        ruleset
    }

    fn ids(rulesets: &[&Ruleset]) -> Vec<String> {
        rulesets.iter().map(|one| one.id.clone()).collect()
    }

    fn all() -> Vec<Ruleset> {
        let district = set("a-district", Title::Standard, "2022-03-08", "2025-06-30");
        let draft = set("z-draft", Title::Standard, "2026-02-15", "");
        vec![
            Ruleset { level: Level::District, ..district },
            set("b-advanced", Title::Advanced, "2022-03-08", "2026-02-14"),
            set("m-old", Title::Standard, "2016-10-17", "2022-03-07"),
            set("n-standard", Title::Standard, "2022-03-08", "2026-02-14"),
            Ruleset { draft: true, ..draft },
        ]
    }

    #[test]
    fn what_is_in_force_for_the_unit_on_the_day_comes_first_whatever_its_name() {
        let all = all();
        let choice = RulesetChoice::of(&all, &[Level::Commune], day("2024-07-01"));
        assert_eq!(ids(&choice.in_force), ["n-standard", "b-advanced"]);
        assert_eq!(ids(&choice.others), ["z-draft", "m-old"]);
        assert_eq!(choice.usual().map(|one| one.id.as_str()), Some("n-standard"));
        assert_eq!(choice.get("a-district"), None, "no district stands there");
        let wide = RulesetChoice::of(&all, &[Level::District, Level::Commune], day("2024-07-01"));
        assert_eq!(ids(&wide.in_force), ["n-standard", "b-advanced", "a-district"]);
    }

    #[test]
    fn a_draft_is_offered_only_where_nothing_else_is_in_force() {
        let mut all = all();
        let day = day("2026-11-26");
        assert_eq!(RulesetChoice::of(&all, &[Level::Commune], day).usual().map(|one| one.id.as_str()), Some("z-draft"));
        all.push(set("z-set", Title::Standard, "2026-10-01", ""));
        let choice = RulesetChoice::of(&all, &[Level::Commune], day);
        assert_eq!((ids(&choice.in_force), choice.others[0].id.as_str()), (vec!["z-set".to_owned()], "z-draft"));
    }

    #[test]
    fn standard_sets_are_in_the_order_of_their_time() {
        let all = all();
        assert_eq!(ids(&standard_sets(&all)), ["m-old", "n-standard", "z-draft"]);
    }
}
