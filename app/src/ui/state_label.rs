//! How the state of a round is shown: its class and its words.

use crate::domain::collection::round::State;
use crate::i18n::t;

/// The class of a state's mark, and its words.
pub fn state_label(state: State) -> (&'static str, String) {
    match state {
        State::Open => ("status status--none", t!("state-open")),
        State::Closed => ("status status--not", t!("state-closed")),
        State::Published => ("status status--met", t!("state-published")),
    }
}
