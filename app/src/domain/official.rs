//! The official number of households of a unit (*số hộ theo thống kê*), as a census gives it, to set beside what the commune
//! itself lists: participation is counted on the latter, and whoever lists fewer households takes part more easily.

use super::percent::count;
use chrono::NaiveDate;

/// Fewer than so many of so many official households are few. Ours; no document sets it.
const FEW: (u64, u64) = (4, 5);

/// What official statistics say of a unit on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// How many households there were.
    pub households: u64,
    /// The day they were counted on.
    pub on: NaiveDate,
    /// Where the number is from: "Tổng điều tra dân số và nhà ở".
    pub source: String,
    /// How many former units were added up; none where the unit itself was counted.
    pub former: usize,
}

impl Official {
    /// The number of a unit that was made of others whole, where all of them were counted on one day.
    pub fn of_former(former: &[Option<&Self>]) -> Option<Self> {
        let counted: Vec<&Self> = former.iter().copied().collect::<Option<_>>()?;
        let first = *counted.first()?;
        let same = counted.iter().all(|one| (one.on, &one.source) == (first.on, &first.source));
        same.then(|| Self {
            households: counted.iter().map(|one| one.households).sum(),
            former: counted.len(),
            ..first.clone()
        })
    }

    /// "1.699 hộ ngày 1/4/2019 (Tổng điều tra dân số và nhà ở; 2 đơn vị cũ cộng lại)".
    pub fn sentence(&self) -> String {
        let Self { households, on, source, former } = self;
        let added = if *former > 0 { format!("; {former} đơn vị cũ cộng lại") } else { String::new() };
        format!("{} hộ ngày {} ({source}{added})", count(*households), on.format("%-d/%-m/%Y"))
    }

    /// Whether a commune lists so few households that somebody should ask why.
    pub fn is_far_above(&self, listed: u64) -> bool {
        let (part, whole) = FEW;
        u128::from(listed) * u128::from(whole) < u128::from(self.households) * u128::from(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn census(households: u64) -> Official {
        let on = NaiveDate::from_ymd_opt(2019, 4, 1).expect("a day");
        Official { households, on, source: "Tổng điều tra".into(), former: 0 }
    }

    #[test]
    fn former_units_are_added_up_only_where_all_were_counted_at_once() {
        let (a, b) = (census(1_000), census(699));
        let sum = Official::of_former(&[Some(&a), Some(&b)]).expect("both were counted");
        assert_eq!((sum.households, sum.former), (1_699, 2));
        assert_eq!(sum.sentence(), "1.699 hộ ngày 1/4/2019 (Tổng điều tra; 2 đơn vị cũ cộng lại)");
        assert_eq!(a.sentence(), "1.000 hộ ngày 1/4/2019 (Tổng điều tra)");
        assert_eq!(Official::of_former(&[Some(&a), None]), None);
        assert_eq!(Official::of_former(&[]), None);
        let later = Official { on: a.on.succ_opt().expect("a day"), ..census(699) };
        assert_eq!(Official::of_former(&[Some(&a), Some(&later)]), None);
    }

    #[test]
    fn fewer_than_four_fifths_are_few() {
        assert!(census(1_000).is_far_above(799));
        assert!(!census(1_000).is_far_above(800));
        assert!(!census(u64::MAX).is_far_above(u64::MAX));
    }
}
