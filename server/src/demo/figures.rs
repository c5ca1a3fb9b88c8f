//! Made-up figures. They follow from the codes of places, so that every demonstration looks alike.

use super::scene::{ADVANCED, ASKED_AGAIN, FEW, FIRST, HOME, MET};
use app::domain::collection::minutes::MinutesRow;
use app::domain::survey::ballot::{Answer, Ballot};
use app::domain::survey::count::{Count, Turnout};
use app::domain::survey::ruleset::{Question, Ruleset};
use app::ports::hamlets::HamletRow;
use app::t;

/// The hamlets of the commune whose round is open: households, and how many in a hundred of them take part in it.
pub(super) const HOME_HAMLETS: [(u64, u64); 8] =
    [(118, 34), (134, 41), (96, 27), (142, 36), (88, 90), (104, 60), (127, 18), (109, 22)];

/// Contents that many are not satisfied with: commune, ruleset, question, satisfied of a thousand.
const WEAK: [(&str, &str, u32, u64); 3] =
    [(HOME, FIRST, 2, 640), (HOME, FIRST, 16, 715), (ASKED_AGAIN, ADVANCED, 16, 730)];

/// A number that follows from its seed only (`SplitMix64`).
pub(super) fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number of a commune.
pub(super) fn seed(commune: &str, salt: u64) -> u64 {
    mixed(commune.parse::<u64>().unwrap_or_default() * 1_000 + salt)
}

/// The hamlets of a commune.
pub(super) fn hamlets_of(commune: &str) -> Vec<HamletRow> {
    let households: Vec<u64> = if commune == HOME {
        HOME_HAMLETS.map(|(households, _)| households).into()
    } else {
        (0..3 + seed(commune, 1) % 3).map(|n| 70 + seed(commune, 10 + n) % 140).collect()
    };
    (1..)
        .zip(households)
        .map(|(n, households)| HamletRow {
            commune_code: commune.to_owned(),
            code: format!("{n:02}"),
            name: t!("demo-hamlet", no = n.to_string()),
            households,
        })
        .collect()
}

/// A number of a form, so that no two rounds come out alike.
fn salt(ruleset: &Ruleset) -> u64 {
    let letters =
        ruleset.id.bytes().fold(u64::from(ruleset.partial), |sum, letter| sum * 31 % 9_973 + u64::from(letter));
    1_000 + letters * 50
}

/// How many of a thousand are satisfied with a question in a commune: mostly many, now and then too few.
fn satisfied_of_thousand(commune: &str, ruleset: &Ruleset, question: &Question) -> u64 {
    let weak = WEAK.iter().find(|(place, rules, no, _)| {
        (*place, *rules, *no) == (commune, ruleset.id.as_str(), question.no) && !ruleset.partial
    });
    let draw = seed(commune, salt(ruleset) + u64::from(question.no));
    let is_chosen = [HOME, MET, FEW, ASKED_AGAIN].contains(&commune) || ruleset.partial;
    match weak {
        Some((.., satisfied)) => *satisfied,
        None if !is_chosen && draw.is_multiple_of(97) => 690 + draw / 97 % 90,
        None if question.overall => 925 + draw / 97 % 55,
        None => 860 + draw / 97 % 120,
    }
}

/// The share of a hamlet: its commune's, a little up or down.
fn in_hamlet(hamlet: &HamletRow, ruleset: &Ruleset, question: &Question) -> u64 {
    let draw = mixed(seed(&hamlet.commune_code, salt(ruleset) + u64::from(question.no)) ^ hamlet.households);
    (satisfied_of_thousand(&hamlet.commune_code, ruleset, question) + draw % 41).saturating_sub(20).min(995)
}

/// The hand-counted minutes of a hamlet.
pub(super) fn minutes_of(hamlet: &HamletRow, ruleset: &Ruleset) -> Vec<MinutesRow> {
    let draw = mixed(seed(&hamlet.commune_code, salt(ruleset)) ^ hamlet.households);
    let households = hamlet.households;
    let issued = households - draw % 4;
    let percent = if hamlet.commune_code == FEW { 41 + draw / 7 % 14 } else { 80 + draw / 7 % 18 };
    let returned = issued * percent / 100;
    let invalid = draw / 11 % 3;
    let head = Turnout { households, issued, returned, valid: returned - invalid, invalid };
    let rows = ruleset.questions.iter().map(|question| {
        let satisfied = head.valid * in_hamlet(hamlet, ruleset, question) / 1_000;
        MinutesRow {
            commune_code: hamlet.commune_code.clone(),
            hamlet_code: hamlet.code.clone(),
            head,
            question: question.no,
            counts: Count { satisfied, unsatisfied: head.valid - satisfied },
        }
    });
    rows.collect()
}

/// What the household with a slip answers.
pub(crate) fn ballot_of(hamlet: &HamletRow, serial: u64, ruleset: &Ruleset) -> Ballot {
    let household = seed(&hamlet.commune_code, hamlet.households * 1_000 + serial);
    let answers = ruleset.questions.iter().map(|question| {
        let draw = mixed(household ^ u64::from(question.no));
        let is_satisfied = draw % 1_000 < in_hamlet(hamlet, ruleset, question);
        Some(if is_satisfied { Answer::Satisfied } else { Answer::Unsatisfied })
    });
    Ballot::new(answers.collect())
}
