//! Tally sheets (*bảng kiểm phiếu*): where paper is counted by hand, a stroke for each answer, and the sums that the minutes
//! ask for.

use crate::domain::collection::round::Round;
use crate::i18n::{Lang, hamlet_of, t};
use crate::ports::participation::ParticipationRow;
use serde::Serialize;

/// Tally sheets, each hamlet's on sheets of its own.
#[derive(Clone, Debug, Serialize)]
pub struct Tally {
    pub(super) title: String,
    asks: String,
    heading: String,
    ruleset: String,
    how: Vec<String>,
    columns: [String; 6],
    questions: Vec<(u32, String)>,
    /// When it is held, at the foot of each page.
    round: String,
    sums: [String; 6],
    hamlets: Vec<String>,
    signs: [String; 3],
    sign_how: String,
}

impl Tally {
    /// Hamlet by hamlet.
    pub(super) fn parts(mut self) -> impl Iterator<Item = Self> {
        let hamlets = std::mem::take(&mut self.hamlets);
        hamlets.into_iter().map(move |hamlet| Self { hamlets: vec![hamlet], ..self.clone() })
    }

    /// For the hamlets of a round.
    pub fn new(round: &Round, rows: &[ParticipationRow]) -> Self {
        let ruleset = &round.ruleset;
        let hamlets = rows.iter().filter_map(|row| {
            let hamlet = row.hamlet.as_ref()?;
            Some(hamlet_of(Lang::Vi, &hamlet.name, &row.unit.name))
        });
        let (satisfied, unsatisfied) = (&ruleset.answers.satisfied.vi, &ruleset.answers.unsatisfied.vi);
        Self {
            title: t!("prints-tally", unit = &round.unit.name),
            asks: t!("prints-asks-short", unit = &round.unit.name),
            heading: t!("prints-tally-title"),
            round: t!("prints-of-round", first = round.opens, last = round.closes),
            ruleset: ruleset.name.clone(),
            how: vec![t!("prints-tally-how"), t!("prints-tally-invalid")],
            columns: [
                t!("prints-question"),
                t!("prints-content"),
                satisfied.clone(),
                t!("prints-tally-sum"),
                unsatisfied.clone(),
                t!("prints-tally-sum"),
            ],
            questions: ruleset.questions.iter().map(|asked| (asked.no, asked.vi.clone())).collect(),
            sums: [
                t!("prints-tally-households"),
                t!("prints-tally-issued"),
                t!("prints-tally-returned"),
                t!("prints-tally-unreturned"),
                t!("prints-tally-valid"),
                t!("prints-tally-spoilt"),
            ],
            hamlets: hamlets.collect(),
            signs: [t!("prints-tally-counter"), t!("minutes-print-households"), t!("minutes-print-head")],
            sign_how: t!("minutes-print-sign"),
        }
    }
}
