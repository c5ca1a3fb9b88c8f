//! What came of a form.

use super::checked::Invalid;
use super::posted::Fault;
use crate::error::ErrorPage;
use crate::extract::GivenReceipt;
use crate::page::Page;
use crate::pdf_file::PdfFile;
use crate::ports::common::{Answer, Faults, PortError};
use crate::ports::sessions::{DeviceMark, Token};
use crate::ports::trials::TrialEntry;
use axum::response::{IntoResponse, Redirect, Response};
use std::fmt::Display;

/// What came of a form.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is done; on to another page.
    Redirect(String),
    /// It is done, and a session begins on a device that is known from now on; on to another page.
    SignedIn(Token, DeviceMark, String),
    /// Somebody goes into a trial; on to a page of it.
    EntersTrial(TrialEntry, String),
    /// A household's ballot is in; on to the page that thanks and shows its receipt.
    Sent(GivenReceipt, String),
    /// The session ends; on to another page.
    SignedOut(String),
    /// It is done, and what is shown now is shown once: a letter, slips, a household's next page.
    Page(Page),
    /// A file that is printed at once and kept by nobody.
    File(PdfFile),
    /// Nothing is done; the same page, with what is to be mended and all that was typed.
    Invalid(Vec<Fault>),
    /// The very form was acted on before; its page shows what holds now.
    DoneBefore,
    /// Nothing is done, and the page cannot be drawn again.
    Error(ErrorPage),
}

/// What an action answers; `?` on a port's refusal draws the page again.
pub type ActionResult = Result<Outcome, Outcome>;

impl Outcome {
    /// On to another page.
    pub fn to(address: impl Display) -> ActionResult {
        Ok(Self::Redirect(address.to_string()))
    }

    /// One fault of one field.
    pub fn fault(field: &str, message: impl Into<crate::message::Message>) -> Self {
        Self::Invalid(vec![Fault::of(field, message)])
    }
}

impl From<PortError> for Outcome {
    fn from(error: PortError) -> Self {
        at("", error)
    }
}

/// Names the field that a port's refusal is about.
pub trait At<T> {
    /// Draws the page again with the refusal at this field.
    fn at(self, field: &str) -> Result<T, Outcome>;
    /// Draws it again with the faults of what was typed one below the other, each at `FIELD1`, `FIELD2`, …
    fn at_each(self, field: &str) -> Result<T, Outcome>;
}

impl<T> At<T> for Answer<T> {
    fn at(self, field: &str) -> Result<T, Outcome> {
        self.map_err(|error| at(field, error))
    }

    fn at_each(self, field: &str) -> Result<T, Outcome> {
        self.map_err(|error| match error {
            PortError::File(Faults(faults)) => {
                let fault = |(place, message)| Fault::of(&format!("{field}{place}"), message);
                Outcome::Invalid(faults.into_iter().map(fault).collect())
            }
            error => error.into(),
        })
    }
}

fn at(field: &str, error: PortError) -> Outcome {
    match error {
        PortError::Refused(message) => Outcome::fault(field, message),
        PortError::File(faults) => {
            Outcome::Invalid(faults.messages().into_iter().map(|message| Fault::of(field, message)).collect())
        }
        PortError::DoneBefore => Outcome::DoneBefore,
        error => Outcome::Error(error.into()),
    }
}

/// What happens to the session's cookie; it travels in the response's extensions.
#[derive(Clone, Debug)]
pub enum SessionChange {
    /// A session begins, on a device that is known from now on.
    Begins(Token, DeviceMark),
    /// It ends.
    Ends,
}

impl IntoResponse for Outcome {
    fn into_response(self) -> Response {
        match self {
            Self::Redirect(to) => Redirect::to(&to).into_response(),
            Self::SignedIn(token, device, to) => redirect_with(&to, SessionChange::Begins(token, device)),
            Self::SignedOut(to) => redirect_with(&to, SessionChange::Ends),
            Self::EntersTrial(entry, to) => redirect_with(&to, entry),
            Self::Sent(given, to) => redirect_with(&to, given),
            Self::Page(page) => page.into_response(),
            Self::File(file) => file.into_response(),
            Self::Invalid(faults) => Invalid(faults).into_response(),
            Self::DoneBefore => {
                let mut response = http::StatusCode::SEE_OTHER.into_response();
                response.extensions_mut().insert(DoneBefore);
                response
            }
            Self::Error(error) => error.into_response(),
        }
    }
}

/// On to another page, with what the server does besides.
fn redirect_with<T: Clone + Send + Sync + 'static>(to: &str, besides: T) -> Response {
    let mut response = Redirect::to(to).into_response();
    response.extensions_mut().insert(besides);
    response
}

/// Marks a form that was acted on before.
#[derive(Clone, Copy, Debug)]
pub struct DoneBefore;
