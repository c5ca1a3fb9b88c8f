//! How sure a share can be (*khoảng tin cậy*): the exact binomial interval of Clopper and Pearson (1934).
//!
//! It treats the answers as drawn by chance from many. Where nearly every household answered, less is unknown: those that
//! did not answer can move the share only so far, and the range is no wider than that.

use crate::domain::survey::percent::Share;
use crate::domain::survey::threshold::Compare;
use crate::message::{Arg, Message};
use statrs::distribution::{Beta, Binomial, ContinuousCDF as _, DiscreteCDF as _};

/// What is left out at either end: 95% lie inside.
const TAIL: f64 = 0.025;
/// With fewer answers than this the range stands beside the share, unless everybody answered.
pub const MIN_RESPONSES: u64 = 100;

/// The smallest and the largest share, from 0 to 1, that the answers do not speak against at 95%. `None` without answers.
///
/// ```
/// use app::domain::survey::interval::exact;
/// use app::domain::survey::percent::Share;
/// let (low, high) = exact(Share::new(8, 10)).unwrap();
/// assert!((low - 0.4439).abs() < 0.0001 && (high - 0.9748).abs() < 0.0001);
/// ```
pub fn exact(share: Share) -> Option<(f64, f64)> {
    let Share { part, whole } = share;
    if whole == 0 || part > whole {
        return None;
    }
    let low = if part == 0 { 0.0 } else { quantile(part, whole - part + 1, TAIL)? };
    let high = if part == whole { 1.0 } else { quantile(part + 1, whole - part, 1.0 - TAIL)? };
    Some((low, high))
}

#[expect(clippy::cast_precision_loss, reason = "counts of households are far below 2^53")]
fn quantile(a: u64, b: u64, at: f64) -> Option<f64> {
    Some(Beta::new(a as f64, b as f64).ok()?.inverse_cdf(at))
}

/// Whether the answers speak for one side of a percentage: it lies outside of the interval.
pub fn is_certain(share: Share, percent: u32) -> bool {
    let Share { part, whole } = share;
    let Ok(chance) = Binomial::new(f64::from(percent.min(100)) / 100.0, whole) else { return false };
    if whole == 0 {
        return false;
    }
    // The interval's ends are where one of these tails is 2.5%, so no end has to be looked for.
    let at_most = chance.cdf(part);
    let at_least = part.checked_sub(1).map_or(1.0, |below| chance.sf(below));
    at_most < TAIL || at_least < TAIL
}

/// Whether the answers settle on which side of a threshold the households stand: the interval leaves it out, or those
/// that did not answer could not change it. `households` is how many could answer, 0 where that is not known.
pub fn is_conclusive(share: Share, households: u64, (compare, percent): (Compare, u32)) -> bool {
    let counted = missing(share, households).is_some_and(|missing| {
        compare.holds(share.part, households, percent) == compare.holds(share.part + missing, households, percent)
    });
    counted || is_certain(share, percent)
}

/// How many did not answer, where that is known.
fn missing(share: Share, households: u64) -> Option<u64> {
    households.checked_sub(share.whole).filter(|_| share.whole > 0)
}

/// The range in tenths of a percent: 44,3% to 97,5%. Rounded outwards, so that it promises nothing.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1,000")]
pub fn range(share: Share, households: u64) -> Option<(u64, u64)> {
    let (mut low, mut high) = exact(share)?;
    if let Some(missing) = missing(share, households) {
        low = low.max(ratio(share.part, households));
        high = high.min(ratio(share.part + missing, households));
    }
    Some(((low * 1_000.0).floor() as u64, (high * 1_000.0).ceil() as u64))
}

#[expect(clippy::cast_precision_loss, reason = "counts of households are far below 2^53")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

/// What has to be said beside a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where the share of all households can lie, in tenths of a percent.
    pub range: (u64, u64),
    /// Whether the answers are few.
    pub few: bool,
    /// Whether the answers do not settle on which side of the threshold the households stand.
    pub open: bool,
}

/// What has to be said beside a share: that the answers are few, or that they settle nothing. `None` where it can be
/// taken as it stands.
///
/// ```
/// use app::domain::survey::interval::{Remark, remark};
/// use app::domain::survey::percent::Share;
/// use app::domain::survey::threshold::Compare;
/// let needed = Some((Compare::AtLeast, 80));
/// let said = remark(Share::new(8, 10), 200, needed);
/// assert_eq!(said, Some(Remark { range: (443, 975), few: true, open: true }));
/// assert_eq!(remark(Share::new(690, 873), 880, needed), None, "the other seven cannot change it");
/// ```
pub fn remark(share: Share, households: u64, needed: Option<(Compare, u32)>) -> Option<Remark> {
    let open = needed.is_some_and(|needed| !is_conclusive(share, households, needed));
    let few = share.whole < MIN_RESPONSES && missing(share, households) != Some(0);
    let range = range(share, households).filter(|_| few || open)?;
    Some(Remark { range, few, open })
}

impl From<Remark> for Message {
    fn from(Remark { range: (low, high), few, open }: Remark) -> Self {
        let tenths = |tenths: u64| Arg::Decimal(format!("{}.{}", tenths / 10, tenths % 10));
        let key = match (few, open) {
            (true, true) => "remark-few-and-open",
            (true, false) => "remark-few",
            (false, _) => "remark-open",
        };
        Self::plain(key).with("low", tenths(low)).with("high", tenths(high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_decided_is_not_called_open() {
        let said = |few, open| Message::from(Remark { range: (443, 975), few, open }).key;
        assert_eq!(
            [said(true, true), said(true, false), said(false, true)],
            ["remark-few-and-open", "remark-few", "remark-open"]
        );
        // Eleven of twelve of forty households: few, and whatever the others think, more than a tenth are satisfied.
        let decided = remark(Share::new(11, 12), 40, Some((Compare::AtLeast, 10))).expect("few");
        assert_eq!(Message::from(decided).key, "remark-few");
    }

    /// `scipy.stats.binomtest(k, n).proportion_ci(0.95, method="exact")`, `SciPy` 1.17.
    const REFERENCE: [(u64, u64, f64, f64); 13] = [
        (0, 1, 0.000_000_000_000, 0.975_000_000_000),
        (1, 1, 0.025_000_000_000, 1.000_000_000_000),
        (0, 10, 0.000_000_000_000, 0.308_497_107_819),
        (1, 10, 0.002_528_578_544, 0.445_016_117_028),
        (5, 10, 0.187_086_028_447, 0.812_913_971_553),
        (8, 10, 0.443_904_537_692, 0.974_789_273_673),
        (10, 10, 0.691_502_892_181, 1.000_000_000_000),
        (3, 30, 0.021_117_137_030, 0.265_288_450_474),
        (71, 100, 0.610_734_041_092, 0.796_425_810_749),
        (17, 24, 0.489_052_186_142, 0.873_847_911_476),
        (612, 873, 0.669_447_494_826, 0.731_250_636_839),
        (1_276, 1_278, 0.994_358_423_438, 0.999_810_421_652),
        (95_000, 100_000, 0.948_631_079_119, 0.951_342_744_793),
    ];

    #[test]
    fn it_agrees_with_the_reference_values() {
        for (part, whole, low, high) in REFERENCE {
            let (own_low, own_high) = exact(Share::new(part, whole)).expect("answers");
            assert!(
                (own_low - low).abs() < 1e-9 && (own_high - high).abs() < 1e-9,
                "{part}/{whole}: {own_low} {own_high}"
            );
        }
    }

    #[test]
    fn nobody_asked_says_nothing() {
        assert_eq!(exact(Share::new(0, 0)), None);
        assert_eq!(exact(Share::new(3, 2)), None);
        assert!(!is_certain(Share::new(0, 0), 80));
        assert!(!is_conclusive(Share::new(0, 0), 0, (Compare::AtLeast, 80)), "an empty place settles nothing");
        assert_eq!(range(Share::new(7, 10), 0), Some((347, 934)));
    }

    #[test]
    fn few_answers_conclude_nothing_and_many_do() {
        assert!(!is_certain(Share::new(7, 10), 80), "7 of 10 may well be 80%");
        assert!(is_certain(Share::new(710, 1_000), 80));
        assert!(is_certain(Share::new(950, 1_000), 80));
        assert!(!is_certain(Share::new(5, 5), 80));
    }

    #[test]
    fn who_did_not_answer_can_change_a_share_only_so_far() {
        let settled =
            |part, whole, households| is_conclusive(Share::new(part, whole), households, (Compare::AtLeast, 80));
        assert!(!settled(690, 873, 0) && !settled(690, 873, 2_000), "79,04% of a part");
        assert!(settled(690, 873, 873) && settled(690, 873, 914) && !settled(690, 873, 915));
        assert!(settled(4, 5, 5) && !settled(4, 5, 6), "all five of a hamlet of five");
        assert_eq!(range(Share::new(4, 5), 6), Some((666, 834)));
        let needed = Some((Compare::AtLeast, 80));
        assert_eq!(remark(Share::new(7, 8), 8, needed), None, "everybody answered");
        let said = remark(Share::new(690, 873), 0, needed).expect("said");
        assert_eq!((said.range.0, said.few, said.open), (761, false, true));
        assert_eq!(remark(Share::new(0, 0), 10, needed), None);
    }

    proptest! {
        #[test]
        fn what_is_conclusive_by_counting_no_answer_can_change(
            part in 0_u64..60, rest in 0_u64..60, missing in 0_u64..60, more in 0_u64..60, percent in 1_u32..100,
        ) {
            let (share, households) = (Share::new(part, part + rest), part + rest + missing);
            prop_assume!(share.whole > 0 && more <= missing);
            let compare = if more % 2 == 0 { Compare::AtLeast } else { Compare::MoreThan };
            let ends = [part, part + missing].map(|end| compare.holds(end, households, percent));
            if ends[0] == ends[1] {
                prop_assert!(is_conclusive(share, households, (compare, percent)));
                prop_assert_eq!(compare.holds(part + more, households, percent), ends[0]);
            } else {
                // Some end of the missing answers would change it: then only chance can settle it.
                prop_assert_eq!(is_conclusive(share, households, (compare, percent)), is_certain(share, percent));
            }
        }

        #[test]
        fn the_ends_hold_the_share_and_agree_with_the_tails(part in 0_u64..400, rest in 0_u64..400, percent in 1_u32..100) {
            let whole = part + rest;
            prop_assume!(whole > 0);
            let share = Share::new(part, whole);
            let (low, high) = exact(share).expect("answers");
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let itself = part as f64 / whole as f64;
            prop_assert!(low <= itself && itself <= high && (0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high));
            let at = f64::from(percent) / 100.0;
            prop_assume!((at - low).abs() > 1e-6 && (at - high).abs() > 1e-6);
            prop_assert_eq!(is_certain(share, percent), at < low || high < at);
        }
    }
}
