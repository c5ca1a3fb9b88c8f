//! What a recount says when all agrees.

use std::fmt;

use crate::record::Record;

#[derive(Debug, Default)]
pub struct Summary {
    pub round: String,
    pub unit: String,
    pub version: u64,
    pub units: usize,
    pub places: usize,
    pub boxes: usize,
    pub ballots: i128,
    pub receipts: u64,
    pub audit_slips: usize,
    pub by_hand: i128,
    pub untold_communes: usize,
    pub withheld: usize,
}

impl Summary {
    pub fn of(record: &Record, receipts: u64) -> Self {
        let round = &record.round;
        let name = record.units.iter().find(|it| it.code == round.unit).map_or("", |it| it.name.as_str());
        let opened = || record.places.iter().filter_map(|it| it.opened.as_ref());
        let questions = record.results.iter().flat_map(|it| &it.questions).filter(|it| it.withheld.is_some());
        let places = record.results.iter().flat_map(|it| &it.children).filter(|it| it.withheld.is_some());
        Self {
            round: round.id.to_string().trim_matches('"').to_owned(),
            unit: name.to_owned(),
            version: round.version,
            units: record.units.len(),
            places: record.places.len(),
            boxes: opened().count(),
            ballots: opened().map(|it| i128::from(it.ballots)).sum(),
            receipts,
            audit_slips: record.audit_slips.len(),
            by_hand: record.places.iter().map(|it| i128::from(it.hand().returned)).sum(),
            untold_communes: record.communes.iter().filter(|it| it.boxes.is_none()).count(),
            withheld: questions.count() + places.count(),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Round {} of {}, version {}", self.round, self.unit, self.version)?;
        writeln!(f, "{} units, {} places, {} boxes", self.units, self.places, self.boxes)?;
        writeln!(
            f,
            "{} ballots out of boxes, {} receipts, {} ballots counted by hand",
            self.ballots, self.receipts, self.by_hand
        )?;
        if self.audit_slips > 0 {
            writeln!(f, "{} audit slips set aside, all as they had been sent", self.audit_slips)?;
        }
        if self.untold_communes > 0 {
            writeln!(
                f,
                "{} communes whose boxes are not told: their counts could not be recounted",
                self.untold_communes
            )?;
        }
        if self.withheld > 0 {
            writeln!(f, "{} counts are withheld: they could not be recounted", self.withheld)?;
        }
        write!(f, "No disagreement.")
    }
}
