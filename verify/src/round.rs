//! The round itself, its rules and its place in the audit log.

use crate::finding::Finding;
use crate::record::Record;
use crate::ruleset::About;

pub fn check(record: &Record, findings: &mut Vec<Finding>) {
    let round = &record.round;
    for (field, day) in [
        ("opens", &round.opens),
        ("closes", &round.closes),
        ("ended", &round.ended),
        ("published_on", &round.published_on),
    ] {
        if !is_day(day) {
            findings.push(Finding::Day { field, stands: day.clone() });
        }
    }
    if round.version == 0 {
        findings.push(Finding::Version { stands: 0 });
    }
    let link = &record.audit.link;
    if link.is_empty() || !link.bytes().all(|it| it.is_ascii_hexdigit()) {
        findings.push(Finding::AuditLink { stands: link.clone() });
    }
    let questions = &record.ruleset.question;
    for (should, question) in (1..).zip(questions) {
        if question.no != should {
            findings.push(Finding::QuestionNumber { stands: question.no, should });
        }
    }
    let overall = questions.iter().filter(|it| it.overall).count();
    if overall != 1 {
        findings.push(Finding::OverallQuestions { stands: overall });
    }
    for about in [About::Overall, About::Content] {
        if record.ruleset.threshold.iter().filter(|it| it.about == about).count() > 1 {
            findings.push(Finding::ThresholdTwice { about: about.name() });
        }
    }
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, digits| {
        let number = text.len() == digits && text.bytes().all(|it| it.is_ascii_digit());
        number.then(|| text.parse::<u32>().ok()).flatten()
    };
    let [year, month, day] = parts[..] else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for day in ["2026-01-31", "2024-02-29", "2000-02-29", "2026-12-01"] {
            assert!(is_day(day), "{day}");
        }
        for day in [
            "",
            "2026",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-1-01",
            "2026-01-00",
            "+026-01-01",
        ] {
            assert!(!is_day(day), "{day}");
        }
    }
}
