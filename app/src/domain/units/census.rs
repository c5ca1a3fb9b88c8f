//! The official number of households of a unit (*số hộ theo thống kê*), as a census gives it, to set beside what the commune
//! itself lists: participation is counted on the latter, and whoever lists fewer households takes part more easily.

use crate::message::Message;
use crate::messages;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer than so many percent of the official households are few. Ours; no document sets it.
const FEW_BELOW: u64 = 80;

/// What official statistics say of a unit on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// How many households there were.
    pub households: u64,
    /// The day they were counted on.
    pub on: NaiveDate,
    /// Where the number is from: "Tổng điều tra dân số và nhà ở".
    pub source: String,
    /// How many former units were added up; none where the unit itself was counted.
    pub former: u64,
}

/// What a unit was counted as, by day.
pub type Counts = BTreeMap<NaiveDate, Census>;

messages! {
    /// How an official number is told.
    enum CensusMessage {
        /// The number, its day and its source.
        Number { households: u64, on: NaiveDate, source: String, former: u64 } = "census-official",
        /// Beside what a commune lists.
        Beside { listed: u64, official: Message } = "census-beside",
        /// Beside what a commune lists, which is less than so many percent of it.
        FarAbove { listed: u64, percent: u64, official: Message } = "census-far-above",
    }
}

impl Census {
    /// "1.699 hộ ngày 1/4/2019 (Tổng điều tra dân số và nhà ở; 2 đơn vị cũ cộng lại)".
    pub fn message(&self) -> Message {
        let Self { households, on, source, former } = self.clone();
        CensusMessage::Number { households, on, source, former }.into()
    }

    /// What a commune lists beside it: "Các thôn kê 879 hộ, chưa bằng 80% số thống kê. Thống kê: …".
    pub fn beside(&self, listed: u64) -> Message {
        let official = self.message();
        if self.is_far_above(listed) {
            CensusMessage::FarAbove { listed, percent: FEW_BELOW, official }.into()
        } else {
            CensusMessage::Beside { listed, official }.into()
        }
    }

    /// Whether a commune lists so few households that somebody should ask why.
    pub fn is_far_above(&self, listed: u64) -> bool {
        u128::from(listed) * 100 < u128::from(self.households) * u128::from(FEW_BELOW)
    }
}

/// What was counted last of each unit. A unit that was made of others is what they add up to, on the last day on which all of
/// them were counted, unless it was counted itself since. Of `mergers` (a unit and all it was made of), the older come first.
pub fn latest<U: Copy + Ord>(mut counts: BTreeMap<U, Counts>, mergers: &[(U, Vec<U>)]) -> BTreeMap<U, Census> {
    for (after, before) in mergers {
        let days: BTreeSet<NaiveDate> =
            before.iter().filter_map(|unit| counts.get(unit)).flat_map(Counts::keys).copied().collect();
        for day in days {
            let parts: Option<Vec<&Census>> = before.iter().map(|unit| counts.get(unit)?.get(&day)).collect();
            let Some(parts) = parts else { continue };
            let sources: BTreeSet<&str> = parts.iter().map(|part| part.source.as_str()).collect();
            let sum = Census {
                households: parts.iter().map(|part| part.households).sum(),
                on: day,
                source: sources.into_iter().collect::<Vec<_>>().join(", "),
                former: parts.iter().map(|part| part.former.max(1)).sum(),
            };
            counts.entry(*after).or_default().entry(day).or_insert(sum);
        }
    }
    counts.into_iter().filter_map(|(unit, own)| Some((unit, own.into_values().next_back()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(year: i32, households: u64) -> Census {
        let on = NaiveDate::from_ymd_opt(year, 4, 1).expect("a day");
        Census { households, on, source: "Tổng điều tra".into(), former: 0 }
    }

    fn counts(all: &[(u8, i32, u64)]) -> BTreeMap<u8, Counts> {
        let mut found: BTreeMap<u8, Counts> = BTreeMap::new();
        for (unit, year, households) in all {
            let one = counted(*year, *households);
            found.entry(*unit).or_default().insert(one.on, one);
        }
        found
    }

    #[test]
    fn former_units_are_added_up_on_the_last_day_on_which_all_were_counted() {
        let known = counts(&[(1, 2019, 1_000), (2, 2019, 699), (1, 2024, 1_100), (4, 2019, 5)]);
        let found = latest(known, &[(3, vec![1, 2]), (5, vec![4, 9])]);
        assert_eq!(
            (found[&3].households, found[&3].former),
            (1_699, 2),
            "the later count of one does not undo the sum"
        );
        assert_eq!((found[&3].on, found[&3].source.as_str()), (counted(2019, 0).on, "Tổng điều tra"));
        assert_eq!(found[&1], counted(2024, 1_100));
        assert_eq!(found.get(&5), None, "one of them was never counted");
    }

    #[test]
    fn sums_go_through_two_mergers_and_give_way_to_a_later_count_of_the_unit_itself() {
        let mergers = [(3, vec![1, 2]), (5, vec![3, 4]), (7, vec![6])];
        let known = counts(&[(1, 2019, 10), (2, 2019, 20), (4, 2019, 30), (6, 2019, 7)]);
        let found = latest(known.clone(), &mergers);
        assert_eq!((found[&5].households, found[&5].former), (60, 3));
        assert_eq!(found[&7], Census { former: 1, ..counted(2019, 7) });
        let mut later = known;
        later.extend(counts(&[(5, 2029, 64)]));
        assert_eq!(latest(later, &mergers)[&5], counted(2029, 64));
    }

    #[test]
    fn fewer_than_four_fifths_are_few() {
        let census = counted(2019, 1_000);
        assert!(census.is_far_above(799) && !census.is_far_above(800));
        let official = census.message();
        let far = CensusMessage::FarAbove { listed: 799, percent: 80, official: official.clone() };
        assert_eq!(census.beside(799), far);
        assert_eq!(census.beside(800), CensusMessage::Beside { listed: 800, official });
        assert!(!counted(2019, u64::MAX).is_far_above(u64::MAX));
    }
}
