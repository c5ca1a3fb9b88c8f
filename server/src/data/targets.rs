//! The profiles of targets inside the binary, and how a profile is read. What it rests on stands in its file.

use crate::data::rulesets::{Malformed, Rulesets, line_at, line_of};
use app::domain::oversight::profile::Profile;

const SHIPPED: &[(&str, &str)] = &[("47-kh-tu.toml", include_str!("../../targets/47-kh-tu.toml"))];

/// The shipped profiles.
pub fn shipped(rulesets: &Rulesets) -> Result<Vec<Profile>, Malformed> {
    SHIPPED.iter().map(|(file, text)| parse(file, text, rulesets)).collect()
}

/// Reads a profile; `file` is what errors call it.
pub fn parse(file: &str, text: &str, rulesets: &Rulesets) -> Result<Profile, Malformed> {
    let malformed = |line, reason| Malformed { file: file.to_owned(), line, reason };
    let profile: Profile =
        toml::from_str(text).map_err(|error| malformed(line_at(text, error.span()), error.message().to_owned()))?;
    let known = |id: &str| rulesets.get(id).map(|ruleset| (ruleset.level, ruleset.criteria.len()));
    profile
        .check(known)
        .map_err(|(target, reason)| malformed(line_of(text, target.map(|at| ("target", at))), reason))?;
    Ok(profile)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::domain::units::title::Title;
    use app::domain::units::unit::Level;

    #[test]
    fn the_shipped_profile_is_the_plans_table() {
        let rulesets = crate::data::rulesets::load(None).expect("sound");
        let all = shipped(&rulesets).expect("sound");
        let plan = &all[0];
        assert_eq!((plan.id.as_str(), plan.unit_code.as_str(), plan.targets.len()), ("47-kh-tu", "68", 52));
        let title = |title, level| plan.targets.iter().find(|t| t.title == Some(title) && t.level == level);
        assert_eq!(title(Title::Standard, Level::Commune).and_then(|t| t.named), Some(111));
        assert_eq!(title(Title::Advanced, Level::Commune).map(|t| t.percent), Some(40));
        assert_eq!(title(Title::Model, Level::Commune).map(|t| t.percent), Some(15));
        assert_eq!(title(Title::Standard, Level::District).map(|t| t.percent), Some(100));
        // What names one unit, a figure or an act.
        let named: Vec<_> = plan.targets.iter().filter_map(|t| Some((t.units.first()?.as_str(), t.title?))).collect();
        assert_eq!(named, [("677", Title::Model), ("682", Title::Model), ("68", Title::Standard)]);
        let milestones: Vec<_> = plan.milestones.iter().map(|m| (m.id.as_str(), m.by, m.figure.is_some())).collect();
        let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
        assert_eq!(
            milestones,
            [
                ("thu-nhap", day("2025-12-31"), true),
                ("duc-trong", day("2025-12-31"), false),
                ("quy-hoach-tinh", day("2022-12-31"), false),
            ]
        );
        // Every row of the table is there with its communes' criteria, verified.
        let own: Vec<_> = plan.targets.iter().filter(|t| t.ruleset == "xa-ntm-2021-2025" && t.verified).collect();
        assert_eq!(own.len(), 12);
        let covered: std::collections::BTreeSet<u32> = own.iter().flat_map(|t| t.criteria.clone()).collect();
        assert_eq!(covered.len(), 19, "no criterion is left out");
    }

    #[test]
    fn a_malformed_profile_is_refused_with_its_line() {
        let rulesets = crate::data::rulesets::load(None).expect("sound");
        let sound = SHIPPED[0].1;
        let refused = |text: &str| parse("thu.toml", text, &rulesets).expect_err("refused").to_string();
        let wrong = sound.replacen("criteria = [2, 3, 4]", "criteria = [2, 3, 40]", 1);
        let line = wrong.lines().position(|line| line.contains("[2, 3, 40]")).expect("there");
        let told = refused(&wrong);
        assert!(told.contains("no criterion 40"), "{told}");
        let said: usize = told.split(':').nth(1).and_then(|n| n.parse().ok()).expect("a line");
        assert!(line.abs_diff(said) <= 8, "{told}, the fault is in line {line}");
        assert!(refused(&sound.replacen("percent = 100", "percent = \"mọi\"", 1)).starts_with("thu.toml:"));
        assert!(refused("id = 3").starts_with("thu.toml:1:"));
    }
}
