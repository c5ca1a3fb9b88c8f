//! How far a round has come, as a label.

use crate::domain::collection::round::State;
use crate::i18n::t;

/// The class of the label and its words.
pub(crate) fn round_status(state: State) -> (&'static str, String) {
    match state {
        State::Open => ("status status--none", t!("round-state-open")),
        State::Closed => ("status status--not", t!("round-state-closed")),
        State::Published => ("status status--met", t!("round-state-published")),
    }
}
