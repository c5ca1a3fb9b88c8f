//! The register of slips handed out (*sổ phát phiếu*): who was given one, and who was not met. It is kept apart from ballots.

use crate::domain::collection::round::Round;
use crate::i18n::{Lang, hamlet_of, t};
use crate::ports::participation::ParticipationRow;
use serde::Serialize;

/// A register, each hamlet's on sheets of its own.
#[derive(Clone, Debug, Serialize)]
pub struct Register {
    pub(super) title: String,
    asks: String,
    heading: String,
    how: Vec<String>,
    columns: [String; 4],
    /// When it is held, at the foot of each page.
    round: String,
    hamlets: Vec<HamletRegister>,
    sums: [String; 3],
    signs: [String; 2],
    sign_how: String,
}

#[derive(Clone, Debug, Serialize)]
struct HamletRegister {
    place: String,
    /// The first number and the last one: a line for each household, and a few more for those who moved in.
    lines: (u64, u64),
    /// Whether sums and signatures stand below.
    is_last: bool,
}

/// So many lines are one part at most.
const A_PART: usize = 500;
/// Lines for households that moved in since they were listed.
const MORE: u64 = 5;

impl Register {
    /// Hamlet by hamlet, and a large one in parts.
    pub(super) fn parts(mut self) -> impl Iterator<Item = Self> {
        let hamlets = std::mem::take(&mut self.hamlets);
        let parts = hamlets.into_iter().flat_map(|HamletRegister { place, lines: (first, last), .. }| {
            (first..=last).step_by(A_PART).map(move |first| {
                let end = (first + A_PART as u64 - 1).min(last);
                HamletRegister { place: place.clone(), lines: (first, end), is_last: end == last }
            })
        });
        parts.map(move |hamlet| Self { hamlets: vec![hamlet], ..self.clone() })
    }

    /// Of the hamlets of a round.
    pub fn new(round: &Round, rows: &[ParticipationRow]) -> Self {
        let hamlets = rows.iter().filter_map(|row| {
            let hamlet = row.hamlet.as_ref()?;
            let place = hamlet_of(Lang::Vi, &hamlet.name, &row.unit.name);
            Some(HamletRegister { place, lines: (1, row.turnout.households + MORE), is_last: true })
        });
        Self {
            title: t!("prints-register", unit = &round.unit.name),
            asks: t!("prints-asks-short", unit = &round.unit.name),
            heading: t!("prints-register-title"),
            round: t!("prints-of-round", first = round.opens, last = round.closes),
            how: vec![t!("prints-register-how", last = round.closes), t!("prints-register-apart")],
            columns: [
                t!("prints-line-no"),
                t!("prints-register-household"),
                t!("prints-register-number"),
                t!("prints-register-signature"),
            ],
            hamlets: hamlets.collect(),
            sums: [t!("prints-register-given"), t!("prints-register-not-met"), t!("prints-register-left")],
            signs: [t!("prints-register-giver"), t!("minutes-print-head")],
            sign_how: t!("minutes-print-sign"),
        }
    }
}
