//! What stands in the place of a page, and the HTTP status that says the same to programs.

use crate::message::Message;
use crate::ports::common::PortError;
use axum::extract::rejection::PathRejection;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::sync::Arc;

/// What is shown in the place of a page. It travels in the response's extensions until it is drawn.
#[derive(Clone, Debug, Default)]
pub enum ErrorPage {
    /// There is no such page.
    #[default]
    NotFound,
    /// Its address holds what no address can.
    Garbled,
    /// It is for others to see or to do.
    Denied,
    /// A form was posted from a page that is not ours, as far as the browser says.
    Foreign {
        /// The address the browser names.
        from: String,
        /// The address that whoever runs the server named.
        own: String,
    },
    /// It makes no sense now; the sentence says what to do.
    Refused(Message),
    /// A posted form was too big to read.
    TooBig,
    /// A file was too big to take.
    FileTooBig,
    /// A posted form did not arrive whole.
    CutOff,
    /// Too many ask at once; to be tried again in a while.
    Crowded,
    /// A form was posted by somebody who is not signed in any more.
    SessionOver,
    /// Something broke; logged once, where the page is drawn.
    Broken(Arc<PortError>),
}

impl ErrorPage {
    /// The HTTP status that says the same to programs.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Garbled => StatusCode::BAD_REQUEST,
            Self::Denied | Self::Foreign { .. } => StatusCode::FORBIDDEN,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::TooBig | Self::FileTooBig => StatusCode::PAYLOAD_TOO_LARGE,
            Self::CutOff => StatusCode::REQUEST_TIMEOUT,
            Self::Crowded => StatusCode::SERVICE_UNAVAILABLE,
            Self::SessionOver => StatusCode::UNAUTHORIZED,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<PortError> for ErrorPage {
    fn from(error: PortError) -> Self {
        match error {
            PortError::Denied => Self::Denied,
            PortError::Missing => Self::NotFound,
            PortError::Refused(message) => Self::Refused(message),
            error => Self::Broken(Arc::new(error)),
        }
    }
}

/// A key that is none names nothing.
impl From<PathRejection> for ErrorPage {
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl IntoResponse for ErrorPage {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
