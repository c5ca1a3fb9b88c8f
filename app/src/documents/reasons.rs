//! Why people are not satisfied as the rules require: in a sentence each where they are few, else in a table.

use super::text::Text;
use super::{Cell, Column, Table};
use crate::domain::survey::percent::Share;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::survey::verdict::{Reason, Rule, Verdict};
use crate::i18n::reasons::{reason, reason_topic};
use crate::i18n::{Lang, t};
use std::collections::BTreeSet;

/// How many reasons are told in a sentence each.
const TOLD: usize = 4;

/// The reasons of a verdict as sentences, or how many the table has.
pub(super) fn reasons_told(lang: Lang, rules: &Ruleset, verdict: &Verdict) -> Text {
    let reasons = &verdict.reasons;
    if reasons.len() > TOLD {
        let units: BTreeSet<&str> = reasons.iter().map(|one| one.unit.code.as_str()).collect();
        return t!(lang, "reasons-below", reasons = reasons.len(), units = units.len()).into();
    }
    let mut told = Text::default();
    for one in reasons {
        told.push(" ");
        told.push(Text::with(&reason(lang, rules, one), reason_topic(lang, rules, one)));
    }
    told
}

/// The reasons of a verdict in a table, a line each; nothing where they stand in sentences.
pub(super) fn reasons_table(lang: Lang, rules: &Ruleset, verdict: &Verdict) -> Option<Table> {
    if verdict.reasons.len() <= TOLD {
        return None;
    }
    let head = [
        t!(lang, "reasons-unit"),
        t!(lang, "column-content"),
        t!(lang, "reasons-count"),
        t!(lang, "reasons-base"),
        t!(lang, "notice-share"),
        t!(lang, "reasons-needed"),
        t!(lang, "reasons-short"),
    ];
    let number = Column::numbers(10);
    Some(Table {
        name: t!(lang, "reasons-table"),
        columns: vec![Column::words(22), Column::words(24), number, number, number, Column::numbers(12), number],
        head: vec![head.into_iter().map(Cell::new).collect()],
        rows: verdict.reasons.iter().map(|one| line(lang, rules, one)).collect(),
        has_remarks: false,
    })
}

fn line(lang: Lang, rules: &Ruleset, one: &Reason) -> Vec<Cell> {
    let about = match (one.rule, reason_topic(lang, rules, one)) {
        (Rule::Participation, _) => t!(lang, "reasons-participation").into(),
        (_, Some(topic)) => {
            let mut about = Text::from(format!("{}. ", one.question.unwrap_or_default()));
            about.push(topic);
            about
        }
        (_, None) => Text::from(one.question.unwrap_or_default().to_string()),
    };
    let mut cells = vec![Cell::new(lang.untranslated(&one.unit.name)), Cell::new(about)];
    let untold = match one.rule {
        Rule::NoAnswers => Some(t!(lang, "reasons-none")),
        Rule::TooFewAnswers => Some(t!(lang, "reasons-too-few")),
        Rule::Untold => Some(t!(lang, "reasons-untold")),
        _ => None,
    };
    if let Some(untold) = untold {
        cells.push(Cell::withheld(untold, 5));
        return cells;
    }
    let share = Share::new(one.count, one.base).decimal();
    cells.extend([
        Cell::count(lang, one.count),
        Cell::count(lang, one.base),
        Cell::share(lang, share.as_ref()),
        Cell::new(t!(lang, "reasons-at", percent = one.threshold)),
        Cell::count(lang, one.short),
    ]);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::{Count, Tally, Turnout};
    use crate::domain::survey::node::Node;
    use crate::domain::survey::ruleset::tests::small;
    use crate::domain::units::unit::{Level, UnitRef};
    use crate::i18n::reasons::results;

    fn verdict(rules: &Ruleset, satisfied: u64) -> Verdict {
        let unit = UnitRef { code: "1".into(), name: "Xã Yếu".into(), kind: "xã".into(), level: Level::Commune };
        let turnout = Turnout { households: 100, issued: 100, returned: 60, valid: 60, invalid: 0 };
        let counts = vec![Count { satisfied, unsatisfied: 60 - satisfied }; rules.questions.len()];
        results(rules, &Node::new(unit, Tally { turnout, counts }, vec![])).verdict
    }

    #[test]
    fn few_reasons_are_sentences_and_many_are_lines_of_a_table() {
        let few = small(2);
        let told = verdict(&few, 30);
        assert!(told.reasons.len() <= TOLD && reasons_table(Lang::Vi, &few, &told).is_none());
        assert!(told.reasons.iter().all(|one| reasons_told(Lang::Vi, &few, &told).words().contains(&one.text)));
        let many = small(8);
        let told = verdict(&many, 30);
        let table = reasons_table(Lang::Vi, &many, &told).expect("a table");
        assert_eq!(table.rows.len(), told.reasons.len());
        for (line, one) in table.rows.iter().zip(&told.reasons) {
            let numbers: Vec<_> = line.iter().filter_map(|cell| cell.number.clone()).collect();
            let share = Share::new(one.count, one.base).decimal().expect("a share");
            assert_eq!(numbers, [one.count.to_string(), one.base.to_string(), share, one.short.to_string()]);
        }
        let said = reasons_told(Lang::Vi, &many, &told).words();
        assert!(told.reasons.iter().all(|one| !said.contains(&one.text)), "{said}");
    }

    #[test]
    fn where_nobody_answered_a_line_says_so_instead_of_numbers() {
        let rules = small(8);
        let unit = UnitRef { code: "1".into(), name: "Xã Yếu".into(), kind: "xã".into(), level: Level::Commune };
        let nobody = results(&rules, &Node::new(unit, Tally::empty(8), vec![])).verdict;
        let table = reasons_table(Lang::En, &rules, &nobody).expect("a table");
        let silent = table.rows.iter().filter(|line| line.iter().any(|cell| cell.is_withheld));
        assert!(silent.count() >= 8, "{table:?}");
        assert!(table.rows.iter().all(|line| line.iter().map(|cell| cell.columns).sum::<usize>() == 7));
    }
}
