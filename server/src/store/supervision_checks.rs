//! What a programme of supervision is refused for before anything of it is looked up.

use app::domain::oversight::supervision::{LONGEST_SUBJECT, LONGEST_TEXT, MOST_FINDINGS, Supervisor};
use app::domain::text::clean_line;
use app::ports::common::{Answer, refuse};
use app::ports::supervision::{ActivityPlan, NewFinding, ProgrammeHead, SupervisionRefused};
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeSet;

/// How far from this year a programme may be.
const YEARS: i32 = 10;
/// The longest name, number or line of a list, in characters.
const LONGEST_LINE: usize = 200;

/// Refuses a day to come, and one before what it is about.
pub(super) fn expect_between(day: NaiveDate, earliest: NaiveDate, today: NaiveDate) -> Answer<()> {
    if day > today {
        return refuse(SupervisionRefused::Future { day });
    }
    if day < earliest {
        return refuse(SupervisionRefused::Before { day, earliest });
    }
    Ok(())
}

/// Refuses days outside the year of a programme; what ends later may end in the year after.
pub(super) fn expect_in_year(plan: &ActivityPlan, year: i64) -> Answer<()> {
    let years = [plan.starts_on, plan.ends_on].map(|day| i64::from(day.year()));
    if years[0] == year && (year..=year + 1).contains(&years[1]) {
        return Ok(());
    }
    refuse(SupervisionRefused::OutsideYear { year: year.to_string() })
}

/// A text that is there and not too long.
pub(super) fn checked_text(text: &str, most: usize) -> Answer<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let got = text.chars().count();
    match got {
        0 => refuse(SupervisionRefused::Empty),
        got if got > most => refuse(SupervisionRefused::TooLong { most, got }),
        _ => Ok(text),
    }
}

/// A line that may be empty.
pub(super) fn checked_line(line: &str) -> Answer<String> {
    let line = clean_line(line);
    let got = line.chars().count();
    if got > LONGEST_LINE {
        return refuse(SupervisionRefused::TooLong { most: LONGEST_LINE, got });
    }
    Ok(line)
}

/// Lines without those that are empty.
pub(super) fn checked_lines(lines: Vec<String>) -> Answer<Vec<String>> {
    let lines = lines.iter().map(|line| checked_line(line)).collect::<Answer<Vec<String>>>()?;
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_FINDINGS {
        return refuse(SupervisionRefused::Many { most: MOST_FINDINGS });
    }
    Ok(lines)
}

pub(super) fn checked_findings(findings: Vec<NewFinding>) -> Answer<Vec<NewFinding>> {
    match findings.len() {
        0 => return refuse(SupervisionRefused::NoFindings),
        1..=MOST_FINDINGS => {}
        _ => return refuse(SupervisionRefused::Many { most: MOST_FINDINGS }),
    }
    let checked = |finding: NewFinding| Ok(NewFinding { text: checked_text(&finding.text, LONGEST_TEXT)?, ..finding });
    findings.into_iter().map(checked).collect()
}

pub(super) fn checked_head(head: ProgrammeHead, today: NaiveDate) -> Answer<ProgrammeHead> {
    let years = today.year() - YEARS..=today.year() + YEARS;
    if !years.contains(&head.year) {
        let [first, last] = [years.start().to_string(), years.end().to_string()];
        return refuse(SupervisionRefused::Year { first, last });
    }
    if let Some(day) = head.signed_on.filter(|day| *day > today) {
        return refuse(SupervisionRefused::Future { day });
    }
    let organisation = checked_line(&head.organisation)?;
    if head.supervisor != Supervisor::Organisation && !organisation.is_empty() {
        return refuse(SupervisionRefused::NotOrganisation);
    }
    if head.supervisor == Supervisor::Organisation && organisation.is_empty() {
        return refuse(SupervisionRefused::NoOrganisation);
    }
    Ok(ProgrammeHead { organisation, number: checked_line(&head.number)?, ..head })
}

pub(super) fn checked_plan(plan: ActivityPlan) -> Answer<ActivityPlan> {
    if plan.ends_on < plan.starts_on {
        return refuse(SupervisionRefused::Order);
    }
    if !plan.method.fits(plan.kind) {
        return refuse(SupervisionRefused::Method);
    }
    let drafter = if plan.kind.is_about_draft() { checked_line(&plan.drafter)? } else { String::new() };
    let criteria: BTreeSet<u32> = plan.criteria.iter().copied().filter(|number| *number > 0).collect();
    Ok(ActivityPlan {
        subject: checked_text(&clean_line(&plan.subject), LONGEST_SUBJECT)?,
        lead: checked_text(&checked_line(&plan.lead)?, LONGEST_LINE)?,
        participants: checked_lines(plan.participants)?,
        drafter,
        criteria: if plan.ruleset.is_empty() { Vec::new() } else { criteria.into_iter().collect() },
        ..plan
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_paragraphs_and_lines_that_are_empty_are_left_out() {
        assert_eq!(checked_text(" Một\r\nhai ", 20).expect("sound"), "Một\nhai");
        assert!(checked_text("xxx", 2).is_err() && checked_text(" \n", 2).is_err());
        let lines = ["  Hội Nông dân ", "", " "].map(str::to_owned).to_vec();
        assert_eq!(checked_lines(lines).expect("sound"), ["Hội Nông dân"]);
    }
}
