//! How far what a plan promises has come (*tiến độ*).

use crate::message::Message;

/// How far a target has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Reached by its day (*đạt đúng hạn*).
    Reached,
    /// Its day is not over yet (*còn hạn*).
    OnCourse,
    /// Its day is over and it is not reached, while the plan still runs (*trễ hạn*).
    Late,
    /// Reached after its day (*đạt trễ hạn*).
    ReachedLate,
    /// Reached by its day, and not any more (*đã đạt, nay không còn*).
    Lost,
    /// The plan is over and it is not reached (*không đạt*).
    Missed,
    /// Its units were no more before its day, and had not reached it (*không còn cấp này*).
    Ended,
    /// Too many units have no entry at all for it to be said (*chưa đủ số liệu*): no data is not failure.
    NoData,
}

impl Progress {
    /// All of them, what is wrong first.
    pub const ALL: [Self; 8] = [
        Self::Late,
        Self::Missed,
        Self::Lost,
        Self::ReachedLate,
        Self::OnCourse,
        Self::NoData,
        Self::Ended,
        Self::Reached,
    ];
}

/// Its label.
impl From<Progress> for Message {
    fn from(progress: Progress) -> Self {
        Self::plain(match progress {
            Progress::Reached => "progress-reached",
            Progress::OnCourse => "progress-on-course",
            Progress::Late => "progress-late",
            Progress::ReachedLate => "progress-reached-late",
            Progress::Lost => "progress-lost",
            Progress::Missed => "progress-missed",
            Progress::Ended => "progress-ended",
            Progress::NoData => "progress-no-data",
        })
    }
}
