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
    hamlets: Vec<HamletRegister>,
    sums: [String; 3],
    signs: [String; 2],
    sign_how: String,
}

#[derive(Clone, Debug, Serialize)]
struct HamletRegister {
    place: String,
    /// One line each, and a few more for those who moved in.
    lines: u64,
}

/// Lines for households that moved in since they were listed.
const MORE: u64 = 5;

impl Register {
    /// Hamlet by hamlet.
    pub(super) fn parts(mut self) -> impl Iterator<Item = Self> {
        let hamlets = std::mem::take(&mut self.hamlets);
        hamlets.into_iter().map(move |hamlet| Self { hamlets: vec![hamlet], ..self.clone() })
    }

    /// Of the hamlets of a round.
    pub fn new(round: &Round, rows: &[ParticipationRow]) -> Self {
        let hamlets = rows.iter().filter_map(|row| {
            let hamlet = row.hamlet.as_ref()?;
            let place = hamlet_of(Lang::Vi, &hamlet.name, &row.unit.name);
            Some(HamletRegister { place, lines: row.turnout.households + MORE })
        });
        Self {
            title: t!("prints-register", unit = &round.unit.name),
            asks: t!("prints-asks-short", unit = &round.unit.name),
            heading: t!("prints-register-title"),
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
