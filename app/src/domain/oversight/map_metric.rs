//! What a map shows: one figure of each commune, in a few classes.

use crate::domain::survey::interval::{Remark, remark};
use crate::domain::survey::percent::Share;
use crate::domain::survey::threshold::Compare;

/// Criteria claimed as met that people deny.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mismatches {
    /// Those the answers settle.
    pub denied: u64,
    /// Those of which the answers leave it open, whichever way they lean.
    pub open: u64,
    /// Those claimed as met that nothing is asked for, so that nobody can deny them.
    pub unjudged: u64,
}

/// What is known of a commune.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The verdict of its latest published round; `Some(None)` where the rules set none.
    pub verdict: Option<Option<bool>>,
    /// Whether that round asked only what failed before.
    pub asked_again: bool,
    /// The share satisfied with all in all.
    pub overall: Option<Share>,
    /// The share of households that took part.
    pub participation: Option<Share>,
    /// Criteria met, of how many.
    pub criteria: Option<Share>,
    /// Criteria claimed as met that people deny.
    pub mismatches: Option<Mismatches>,
    /// Recommendations not closed.
    pub open: u64,
}

/// Which figure of them a map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapMetric {
    /// The verdict.
    #[default]
    Verdict,
    /// Overall satisfaction.
    Overall,
    /// Participation.
    Participation,
    /// Criteria met.
    Criteria,
    /// Claims that people deny.
    Mismatches,
    /// Open recommendations.
    Open,
}

/// The class a commune falls into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClassBreak {
    /// Nothing is known.
    None,
    /// No share is asked for, so that nothing is judged.
    Unjudged,
    /// Something may be wrong, but the answers leave it open.
    Open,
    /// Not enough, by how much: 1 to 3.
    Bad(u8),
    /// Well, by how much: 1 to 4.
    Good(u8),
}

impl MapMetric {
    /// All there are.
    pub const ALL: [Self; 6] =
        [Self::Verdict, Self::Overall, Self::Participation, Self::Criteria, Self::Mismatches, Self::Open];

    /// The classes it is drawn in, worst first.
    pub const fn classes(self) -> &'static [ClassBreak] {
        use ClassBreak::{Bad, Good, None, Open, Unjudged};
        match self {
            Self::Verdict => &[Bad(3), Bad(1), Unjudged, Good(2), Good(4), None],
            Self::Overall => &[Good(1), Good(2), Good(3), Good(4), Open, None],
            Self::Participation | Self::Criteria => &[Good(1), Good(2), Good(3), Good(4), None],
            Self::Mismatches => &[Bad(3), Bad(2), Bad(1), Open, Unjudged, Good(4), None],
            Self::Open => &[Bad(3), Bad(2), Bad(1), None],
        }
    }

    /// The class a commune falls into.
    pub fn class_of(self, facts: &Facts) -> ClassBreak {
        match self {
            Self::Verdict => match (facts.verdict, facts.asked_again) {
                (None, _) => ClassBreak::None,
                (Some(None), _) => ClassBreak::Unjudged,
                (Some(Some(true)), true) => ClassBreak::Good(2),
                (Some(Some(true)), false) => ClassBreak::Good(4),
                (Some(Some(false)), true) => ClassBreak::Bad(1),
                (Some(Some(false)), false) => ClassBreak::Bad(3),
            },
            // A handful of answers is not drawn as what a commune thinks.
            Self::Overall if facts.remark().is_some() => ClassBreak::Open,
            Self::Overall => class_of_share(facts.overall, [80, 90, 95]),
            Self::Participation => class_of_share(facts.participation, [50, 70, 90]),
            Self::Criteria => class_of_share(facts.criteria, [50, 80, 100]),
            Self::Mismatches => match facts.mismatches {
                None => ClassBreak::None,
                Some(Mismatches { denied: 0, open: 0, unjudged: 0 }) => ClassBreak::Good(4),
                Some(Mismatches { denied: 0, open: 0, .. }) => ClassBreak::Unjudged,
                Some(Mismatches { denied: 0, .. }) => ClassBreak::Open,
                Some(Mismatches { denied, .. }) => class_of_count(denied),
            },
            Self::Open => class_of_count(facts.open),
        }
    }
}

impl Facts {
    /// What has to be said beside the share satisfied with all in all.
    pub fn remark(&self) -> Option<Remark> {
        let households = self.participation.map_or(0, |share| share.whole);
        remark(self.overall?, households, None)
    }
}

/// Denser with each step, in a hundred, that is reached.
fn class_of_share(share: Option<Share>, steps: [u32; 3]) -> ClassBreak {
    let Some(share) = share.filter(|share| share.whole > 0) else { return ClassBreak::None };
    let reached = steps.iter().filter(|percent| Compare::AtLeast.holds(share.part, share.whole, **percent)).count();
    ClassBreak::Good(u8::try_from(reached + 1).unwrap_or(4))
}

/// Worse with more.
const fn class_of_count(number: u64) -> ClassBreak {
    match number {
        0 => ClassBreak::None,
        1 => ClassBreak::Bad(1),
        2 | 3 => ClassBreak::Bad(2),
        _ => ClassBreak::Bad(3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_falls_into_a_class_that_the_legend_has() {
        for metric in MapMetric::ALL {
            for n in 0_u64..=100 {
                let share = Some(Share::new(n, 100));
                let facts = Facts {
                    verdict: match n % 4 {
                        0 => None,
                        1 => Some(None),
                        n => Some(Some(n == 2)),
                    },
                    asked_again: n % 3 == 0,
                    overall: share,
                    participation: share,
                    criteria: Some(Share::new(n.min(19), 19)),
                    mismatches: Some(Mismatches { denied: n / 10, open: n % 3, unjudged: n % 5 }),
                    open: n / 10,
                };
                assert!(metric.classes().contains(&metric.class_of(&facts)), "{metric:?} {n}");
            }
            assert!(metric.classes().contains(&metric.class_of(&Facts::default())), "{metric:?}");
        }
    }

    #[test]
    fn what_nothing_is_known_of_is_drawn_as_unknown_on_every_map() {
        // Criteria may be known where no round was published, and the other way round.
        let criteria = Facts { criteria: Some(Share::new(0, 19)), ..Facts::default() };
        let answers = Facts {
            verdict: Some(Some(true)),
            overall: Some(Share::new(95, 100)),
            participation: Some(Share::new(100, 100)),
            ..Facts::default()
        };
        let unknown = |facts: Facts| {
            MapMetric::ALL.into_iter().filter(|metric| metric.class_of(&facts) == ClassBreak::None).collect::<Vec<_>>()
        };
        let all_but = |known: &[MapMetric]| {
            MapMetric::ALL.into_iter().filter(|metric| !known.contains(metric)).collect::<Vec<_>>()
        };
        assert_eq!(unknown(Facts::default()), all_but(&[]));
        assert_eq!(unknown(criteria), all_but(&[MapMetric::Criteria]));
        assert_eq!(unknown(answers), all_but(&[MapMetric::Verdict, MapMetric::Overall, MapMetric::Participation]));
    }

    #[test]
    fn the_edges_of_the_classes_are_exact() {
        let of = |part, whole| {
            MapMetric::Overall.class_of(&Facts { overall: Some(Share::new(part, whole)), ..Facts::default() })
        };
        assert_eq!(
            [of(799, 1_000), of(800, 1_000), of(899_999, 1_000_000), of(95, 100)],
            [1, 2, 2, 4].map(ClassBreak::Good)
        );
        let met =
            |part| MapMetric::Criteria.class_of(&Facts { criteria: Some(Share::new(part, 19)), ..Facts::default() });
        assert_eq!([met(9), met(10), met(18), met(19)], [1, 2, 3, 4].map(ClassBreak::Good));
    }

    #[test]
    fn a_mismatch_that_the_answers_leave_open_is_not_drawn_as_one() {
        let of = |denied, open| {
            let mismatches = Some(Mismatches { denied, open, unjudged: 0 });
            MapMetric::Mismatches.class_of(&Facts { mismatches, ..Facts::default() })
        };
        assert_eq!(of(0, 5), ClassBreak::Open);
        assert_eq!([of(1, 0), of(2, 1)], [1, 2].map(ClassBreak::Bad));
        assert_eq!(of(0, 0), ClassBreak::Good(4));
    }

    #[test]
    fn what_nothing_is_asked_of_is_drawn_neither_as_well_nor_as_wrong() {
        let class = |facts: Facts| [MapMetric::Verdict, MapMetric::Mismatches].map(|metric| metric.class_of(&facts));
        let mismatches = Some(Mismatches { unjudged: 9, ..Mismatches::default() });
        let facts = Facts { verdict: Some(None), mismatches, ..Facts::default() };
        assert_eq!(class(facts), [ClassBreak::Unjudged; 2]);
    }

    #[test]
    fn a_handful_of_answers_is_not_drawn_as_what_a_commune_thinks() {
        let of = |overall, participation| {
            let facts = Facts { overall: Some(overall), participation: Some(participation), ..Facts::default() };
            (MapMetric::Overall.class_of(&facts), facts.remark().is_some_and(|remark| remark.few))
        };
        assert_eq!(of(Share::new(3, 3), Share::new(3, 400)), (ClassBreak::Open, true));
        assert_eq!(of(Share::new(300, 300), Share::new(300, 400)), (ClassBreak::Good(4), false));
        assert_eq!(of(Share::new(3, 3), Share::new(3, 3)).0, ClassBreak::Good(4), "all there are is not few");
    }
}
