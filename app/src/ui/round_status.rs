//! How far a round has come, as a label.

use crate::domain::collection::round::State;
use crate::i18n::Lang;
use crate::i18n::labels::label;

/// The class of the label and its words.
pub(crate) fn round_status(state: State) -> (&'static str, String) {
    let class = match state {
        State::Open => "status status--none",
        State::Closed => "status status--not",
        State::Published => "status status--met",
    };
    (class, label(Lang::Vi, state))
}
