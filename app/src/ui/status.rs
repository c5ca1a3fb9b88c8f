//! A status as a mark with its word: a disc, a struck square or a ring, never a colour alone.

use crate::domain::oversight::criterion::{Position, Status};
use crate::domain::oversight::progress::Progress;
use crate::domain::oversight::recommendation::Stage;
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A disc: it is as it should be.
    Met,
    /// A struck square: it is not.
    NotMet,
    /// A ring: nothing is said, or something is under way.
    Open,
}

/// A mark with its word.
pub fn mark_view(mark: Mark, word: String) -> impl IntoView {
    let class = match mark {
        Mark::Met => "status status--met",
        Mark::NotMet => "status status--not",
        Mark::Open => "status status--none",
    };
    view! { <span class=class>{word}</span> }
}

/// How a target's progress is marked: what holds, what does not, what is under way or unknown.
pub const fn progress_mark(progress: Progress) -> Mark {
    match progress {
        Progress::Reached => Mark::Met,
        Progress::OnCourse | Progress::ReachedLate | Progress::Ended | Progress::NoData => Mark::Open,
        Progress::Late | Progress::Lost | Progress::Missed => Mark::NotMet,
    }
}

/// The status of a criterion.
pub fn status_view(lang: Lang, status: Status) -> impl IntoView {
    let mark = match status {
        Status::Met => Mark::Met,
        Status::NotMet => Mark::NotMet,
        Status::NotAssessed => Mark::Open,
    };
    mark_view(mark, label(lang, status))
}

/// Where a criterion stands; that nothing was ever written of it is no status.
pub fn position_view(lang: Lang, position: Option<&Position>) -> impl IntoView + use<> {
    known_status_view(lang, position.map(Position::status))
}

/// A status, if there is one.
pub fn known_status_view(lang: Lang, status: Option<Status>) -> impl IntoView {
    match status {
        Some(status) => status_view(lang, status).into_markup(),
        None => mark_view(Mark::Open, t!(lang, "no-data")).into_markup(),
    }
}

/// How far a recommendation has come.
pub fn stage_view(lang: Lang, stage: Stage) -> impl IntoView {
    let mark = match stage {
        Stage::Closed => Mark::Met,
        Stage::Waiting | Stage::Returned => Mark::NotMet,
        Stage::Answered | Stage::Accepted => Mark::Open,
    };
    mark_view(mark, label(lang, stage))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_to_fall_short_is_marked_so() {
        use Progress::{Late, Lost, Missed, Reached};
        let marked = |mark: Mark| Progress::ALL.into_iter().filter(move |one| progress_mark(*one) == mark);
        assert_eq!(marked(Mark::NotMet).collect::<Vec<_>>(), [Late, Missed, Lost]);
        assert_eq!(marked(Mark::Met).collect::<Vec<_>>(), [Reached]);
    }

    #[test]
    fn a_status_nobody_wrote_is_no_data_and_not_a_status() {
        let drawn = |status| known_status_view(Lang::Vi, status).to_html();
        let (unknown, not_assessed) = (drawn(None), drawn(Some(Status::NotAssessed)));
        assert!(unknown.contains("status--none") && unknown.contains(&t!("no-data")), "{unknown}");
        assert!(not_assessed.contains(&label(Lang::Vi, Status::NotAssessed)), "{not_assessed}");
        assert!(drawn(Some(Status::NotMet)).contains("status--not"));
    }
}
