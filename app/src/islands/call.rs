//! How islands speak to the server, and how the server answers them.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a call came to nothing. What the server refuses is no such thing, but an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallFailed {
    /// Nothing came back.
    Line,
    /// What came back is no answer of this server's, or something broke there.
    Server,
}

impl FromServerFnError for CallFailed {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Line,
            _ => Self::Server,
        }
    }
}

#[cfg(feature = "ssr")]
mod answering {
    use super::CallFailed;
    use crate::extract::CurrentUser;
    use crate::i18n::say_error;
    use crate::ports::common::PortError;
    use crate::state::AppState;
    use http::request::Parts;
    use leptos::prelude::use_context;

    /// The application, and who calls; none if nobody is signed in any more.
    pub fn caller() -> Option<(AppState, CurrentUser)> {
        let user = use_context::<Parts>()?.extensions.get::<CurrentUser>()?.clone();
        Some((use_context::<AppState>()?, user))
    }

    /// Why a port did not do it, in words; what broke is logged and answered as such.
    pub fn refusal(app: &AppState, error: PortError) -> Result<String, CallFailed> {
        match error {
            PortError::Broken(_) => {
                (app.log_broken)(&error);
                Err(CallFailed::Server)
            }
            error => Ok(say_error(&error)),
        }
    }
}

#[cfg(feature = "ssr")]
pub use answering::{caller, refusal};
