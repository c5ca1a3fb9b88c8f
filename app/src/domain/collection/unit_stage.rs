//! How far asking people has come in a unit (*tình trạng lấy ý kiến*), by its rounds and plans together.

use crate::domain::collection::round::State;
use crate::message::Message;

/// How far it has come; the order is that in which units are told apart: what goes on now comes before what is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitStage {
    /// Households answer (*đang lấy ý kiến*).
    Open,
    /// Closed, and not published yet (*chờ công bố*).
    Closed,
    /// A plan is made (*đang chuẩn bị*).
    Planned,
    /// The latest round is published (*đã công bố*).
    Published,
    /// Nothing yet (*chưa có đợt nào*).
    None,
}

impl UnitStage {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Open, Self::Closed, Self::Planned, Self::Published, Self::None];

    /// Of a unit with such rounds, and with or without a plan.
    pub fn of(rounds: impl IntoIterator<Item = State>, is_planned: bool) -> Self {
        let of_round = |state| match state {
            State::Open => Self::Open,
            State::Closed => Self::Closed,
            State::Published => Self::Published,
        };
        let planned = is_planned.then_some(Self::Planned);
        rounds.into_iter().map(of_round).chain(planned).min().unwrap_or(Self::None)
    }
}

/// Its label.
impl From<UnitStage> for Message {
    fn from(stage: UnitStage) -> Self {
        Self::plain(match stage {
            UnitStage::Open => "unit-stage-open",
            UnitStage::Closed => "unit-stage-closed",
            UnitStage::Planned => "unit-stage-planned",
            UnitStage::Published => "unit-stage-published",
            UnitStage::None => "unit-stage-none",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_now_comes_before_what_is_over() {
        assert_eq!(UnitStage::of([], false), UnitStage::None);
        assert_eq!(UnitStage::of([State::Published], false), UnitStage::Published);
        assert_eq!(UnitStage::of([State::Published], true), UnitStage::Planned);
        assert_eq!(UnitStage::of([State::Published, State::Closed], true), UnitStage::Closed);
        assert_eq!(UnitStage::of([State::Closed, State::Open, State::Published], true), UnitStage::Open);
    }
}
