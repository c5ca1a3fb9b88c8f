//! What a People's Committee does beside rounds (*các bước của Ủy ban nhân dân*), in order, and how far it is.

use strum::IntoStaticStr;

/// A step of a People's Committee or its coordination office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum OfficeStep {
    /// Each criterion of the set in force has a status (*tự đánh giá tiêu chí*).
    Assess,
    /// What units below claim is appraised (*thẩm định*).
    Appraise,
    /// What the Front recommends is answered (*trả lời kiến nghị*).
    Reply,
}

/// How far such a step is: so many of so many; of nothing, nothing is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeProgress {
    /// Which.
    pub step: OfficeStep,
    /// How many criteria, units or recommendations are done.
    pub done: u64,
    /// Of how many.
    pub of: u64,
}

impl OfficeProgress {
    /// Whether nothing of it is left.
    pub const fn is_done(&self) -> bool {
        self.done >= self.of
    }
}

/// The steps of a People's Committee, given how many of the criteria that are asked of it have a status (none where it is asked
/// for none), how many units wait to be appraised (none where there are none below), and how many of the Front's recommendations
/// that are open are answered.
pub fn office_steps(
    criteria: Option<(u64, u64)>,
    waiting_units: Option<u64>,
    (answered, open): (u64, u64),
) -> Vec<OfficeProgress> {
    let assess = criteria.map(|(done, of)| OfficeProgress { step: OfficeStep::Assess, done, of });
    let appraise = waiting_units.map(|of| OfficeProgress { step: OfficeStep::Appraise, done: 0, of });
    let reply = OfficeProgress { step: OfficeStep::Reply, done: answered, of: open };
    assess.into_iter().chain(appraise).chain([reply]).collect()
}

/// The step that is to be taken now: recommendations have a day by which they are answered, so they come first.
pub fn next_office_step(steps: &[OfficeProgress]) -> Option<OfficeStep> {
    let left = || steps.iter().filter(|own| !own.is_done()).map(|own| own.step);
    left().find(|step| *step == OfficeStep::Reply).or_else(|| left().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recommendations_come_first_then_what_is_first_in_order() {
        let next = |criteria, waiting, replies| next_office_step(&office_steps(criteria, waiting, replies));
        assert_eq!(next(Some((3, 19)), None, (0, 0)), Some(OfficeStep::Assess));
        assert_eq!(next(Some((3, 19)), None, (1, 2)), Some(OfficeStep::Reply));
        assert_eq!(next(Some((19, 19)), None, (2, 2)), None);
        assert_eq!(next(None, Some(4), (0, 0)), Some(OfficeStep::Appraise));
        assert_eq!(next(None, Some(0), (0, 0)), None, "nothing waits");
        let steps = office_steps(Some((1, 2)), Some(1), (0, 1));
        assert!(steps.windows(2).all(|pair| pair[0].step < pair[1].step));
    }
}
