//! What a map shows: one figure of each commune, in a few steps that can be told apart without colour.

use crate::domain::survey::interval::remark;
use crate::domain::survey::percent::{Share, count};
use crate::domain::survey::ruleset::Compare;

/// Criteria claimed as met that people deny.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mismatches {
    /// Those the answers settle.
    pub denied: u64,
    /// Those of which the answers leave it open, whichever way they lean.
    pub open: u64,
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

/// What the map shows of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
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

/// How a commune is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shade {
    /// Nothing is known: an empty outline.
    None,
    /// Something may be wrong, but the answers leave it open: rings without a colour.
    Open,
    /// Hatched in the colour of what is not enough, by how much of it there is: 1 to 3.
    Bad(u8),
    /// Filled in the colour of what is well, denser with more of it: 1 to 4.
    Good(u8),
}

impl Shade {
    /// The word a style sheet and a pattern are called by.
    pub fn word(self) -> String {
        match self {
            Self::None => "khong".into(),
            Self::Open => "mo".into(),
            Self::Bad(step) => format!("xau{step}"),
            Self::Good(step) => format!("tot{step}"),
        }
    }

    /// A sign that says the same where there is no picture.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::None => "·",
            Self::Open => "?",
            Self::Bad(1) => "◇",
            Self::Bad(2) => "◈",
            Self::Bad(_) => "◆",
            Self::Good(1) => "○",
            Self::Good(2) => "◔",
            Self::Good(3) => "◑",
            Self::Good(_) => "●",
        }
    }
}

impl Layer {
    /// All there are, with the word an address carries.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Verdict, "ket-luan"),
        (Self::Overall, "hai-long"),
        (Self::Participation, "tham-gia"),
        (Self::Criteria, "tieu-chi"),
        (Self::Mismatches, "lech"),
        (Self::Open, "kien-nghi"),
    ];

    /// What people read.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Verdict => "Kết luận lấy ý kiến",
            Self::Overall => "Hài lòng chung",
            Self::Participation => "Hộ tham gia",
            Self::Criteria => "Tiêu chí đạt",
            Self::Mismatches => "Tiêu chí báo đạt mà dân chưa hài lòng",
            Self::Open => "Kiến nghị chưa khép",
        }
    }

    /// The steps it is drawn in, worst first, each with its words.
    pub const fn steps(self) -> &'static [(Shade, &'static str)] {
        match self {
            Self::Verdict => &[
                (Shade::Bad(3), "Chưa đạt"),
                (Shade::Bad(1), "Chưa đạt ở nội dung hỏi lại"),
                (Shade::Good(1), "Không có ngưỡng"),
                (Shade::Good(2), "Đạt ở nội dung hỏi lại"),
                (Shade::Good(4), "Đạt"),
                (Shade::None, "Chưa có kết quả"),
            ],
            Self::Overall => &[
                (Shade::Good(1), "Dưới 80%"),
                (Shade::Good(2), "80% đến dưới 90%"),
                (Shade::Good(3), "90% đến dưới 95%"),
                (Shade::Good(4), "Từ 95%"),
                (Shade::Open, "Ít phiếu, chưa kết luận được"),
                (Shade::None, "Chưa có kết quả"),
            ],
            Self::Participation => &[
                (Shade::Good(1), "Dưới 50%"),
                (Shade::Good(2), "50% đến dưới 70%"),
                (Shade::Good(3), "70% đến dưới 90%"),
                (Shade::Good(4), "Từ 90%"),
                (Shade::None, "Chưa có kết quả"),
            ],
            Self::Criteria => &[
                (Shade::Good(1), "Dưới một nửa"),
                (Shade::Good(2), "Từ một nửa, dưới 80%"),
                (Shade::Good(3), "Từ 80%, chưa đủ"),
                (Shade::Good(4), "Đủ tất cả"),
                (Shade::None, "Chưa đánh giá"),
            ],
            Self::Mismatches => &[
                (Shade::Bad(3), "Từ 4 tiêu chí"),
                (Shade::Bad(2), "2 hoặc 3 tiêu chí"),
                (Shade::Bad(1), "1 tiêu chí"),
                (Shade::Open, "Có thể có, chưa kết luận được"),
                (Shade::Good(4), "Không có"),
                (Shade::None, "Chưa có kết quả"),
            ],
            Self::Open => &[
                (Shade::Bad(3), "Từ 4 kiến nghị"),
                (Shade::Bad(2), "2 hoặc 3 kiến nghị"),
                (Shade::Bad(1), "1 kiến nghị"),
                (Shade::None, "Không có"),
            ],
        }
    }

    /// How a commune is drawn, and its figure in words.
    pub fn of(self, facts: &Facts) -> (Shade, String) {
        let nothing = || (Shade::None, "Chưa có".to_owned());
        let share = |share: Option<Share>, steps: [u32; 3]| match share.filter(|share| share.whole > 0) {
            None => nothing(),
            Some(share) => {
                let reached = steps.iter().filter(|percent| holds(share, **percent)).count();
                let step = u8::try_from(reached + 1).unwrap_or(4);
                let text = format!("{}% ({} / {})", share.vietnamese(), count(share.part), count(share.whole));
                (Shade::Good(step), text)
            }
        };
        let many = |number: u64, what: &str| match number {
            0 => None,
            1 => Some((Shade::Bad(1), format!("1 {what}"))),
            2 | 3 => Some((Shade::Bad(2), format!("{number} {what}"))),
            _ => Some((Shade::Bad(3), format!("{number} {what}"))),
        };
        match self {
            Self::Verdict => match facts.verdict {
                None => nothing(),
                Some(None) => (Shade::Good(1), "Không có ngưỡng".into()),
                Some(Some(true)) if facts.asked_again => (Shade::Good(2), "Đạt ở nội dung hỏi lại".into()),
                Some(Some(true)) => (Shade::Good(4), "Đạt".into()),
                Some(Some(false)) if facts.asked_again => (Shade::Bad(1), "Chưa đạt ở nội dung hỏi lại".into()),
                Some(Some(false)) => (Shade::Bad(3), "Chưa đạt".into()),
            },
            Self::Overall => {
                let (shade, text) = share(facts.overall, [80, 90, 95]);
                let base = facts.participation.map_or(0, |share| share.whole);
                match facts.overall.and_then(|share| remark(share, base, None)) {
                    // A handful of answers is not drawn as what a commune thinks.
                    Some(few) => (Shade::Open, format!("{text}. {few}")),
                    None => (shade, text),
                }
            }
            Self::Participation => share(facts.participation, [50, 70, 90]),
            Self::Criteria => match facts.criteria {
                None => (Shade::None, "Chưa đánh giá".into()),
                Some(met) => {
                    let (shade, _) = share(Some(met), [50, 80, 100]);
                    (shade, format!("{} / {} tiêu chí", met.part, met.whole))
                }
            },
            Self::Mismatches => match facts.mismatches {
                None => nothing(),
                Some(Mismatches { denied, open }) => match (many(denied, "tiêu chí"), open) {
                    (None, 0) => (Shade::Good(4), "Không có".into()),
                    (None, open) => (Shade::Open, format!("{open} tiêu chí chưa kết luận được")),
                    (Some(step), 0) => step,
                    (Some((shade, text)), open) => (shade, format!("{text}, {open} chưa kết luận được")),
                },
            },
            Self::Open => many(facts.open, "kiến nghị").unwrap_or((Shade::None, "Không có".into())),
        }
    }
}

fn holds(share: Share, percent: u32) -> bool {
    Compare::AtLeast.holds(share.part, share.whole, percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_falls_into_a_step_that_the_legend_has() {
        for (layer, _) in Layer::ALL {
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
                    mismatches: Some(Mismatches { denied: n / 10, open: n % 3 }),
                    open: n / 10,
                };
                let (shade, text) = layer.of(&facts);
                let step = layer.steps().iter().find(|(step, _)| *step == shade);
                assert!(step.is_some(), "{layer:?} {n}");
                if layer == Layer::Verdict && facts.verdict.is_some() {
                    assert_eq!(step.map(|(_, words)| *words), Some(text.as_str()));
                }
            }
            let (shade, _) = layer.of(&Facts::default());
            assert!(layer.steps().iter().any(|(step, _)| *step == shade), "{layer:?}");
        }
    }

    #[test]
    fn the_edges_of_the_steps_are_exact() {
        let of =
            |part, whole| Layer::Overall.of(&Facts { overall: Some(Share::new(part, whole)), ..Facts::default() }).0;
        assert_eq!(
            [of(799, 1_000), of(800, 1_000), of(899_999, 1_000_000), of(95, 100)],
            [1, 2, 2, 4].map(Shade::Good)
        );
        let met = |part| Layer::Criteria.of(&Facts { criteria: Some(Share::new(part, 19)), ..Facts::default() }).0;
        assert_eq!([met(9), met(10), met(18), met(19)], [1, 2, 3, 4].map(Shade::Good));
    }

    #[test]
    fn a_mismatch_that_the_answers_leave_open_is_not_drawn_as_one() {
        let of = |denied, open| {
            let mismatches = Some(Mismatches { denied, open });
            Layer::Mismatches.of(&Facts { mismatches, ..Facts::default() })
        };
        assert_eq!(of(0, 5), (Shade::Open, "5 tiêu chí chưa kết luận được".into()));
        assert_eq!(of(1, 0), (Shade::Bad(1), "1 tiêu chí".into()));
        assert_eq!(of(2, 1), (Shade::Bad(2), "2 tiêu chí, 1 chưa kết luận được".into()));
        assert_eq!(of(0, 0).0, Shade::Good(4));
    }

    #[test]
    fn a_handful_of_answers_is_not_drawn_as_what_a_commune_thinks() {
        let of = |overall, participation| {
            Layer::Overall.of(&Facts { overall: Some(overall), participation: Some(participation), ..Facts::default() })
        };
        let (shade, text) = of(Share::new(3, 3), Share::new(3, 400));
        assert_eq!(shade, Shade::Open);
        assert!(text.starts_with("100,00% (3 / 3). Ít phiếu: có thể từ "), "{text}");
        assert_eq!(of(Share::new(300, 300), Share::new(300, 400)), (Shade::Good(4), "100,00% (300 / 300)".into()));
        assert_eq!(of(Share::new(3, 3), Share::new(3, 3)).0, Shade::Good(4), "all there are is not few");
    }

    #[test]
    fn shades_have_signs_and_words_of_their_own() {
        let all = [Shade::None, Shade::Open, Shade::Bad(1), Shade::Bad(2), Shade::Bad(3)]
            .into_iter()
            .chain((1..=4).map(Shade::Good));
        let (signs, words): (std::collections::BTreeSet<_>, std::collections::BTreeSet<_>) =
            all.map(|shade| (shade.sign(), shade.word())).unzip();
        assert_eq!((signs.len(), words.len()), (9, 9));
    }
}
