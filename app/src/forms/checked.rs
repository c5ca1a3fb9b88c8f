//! A form that was read without a fault.

use super::posted::{Fault, PostedForm};
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::request::Parts;
use std::sync::{Arc, OnceLock};

/// What a posted form is read into; made by [`form!`](crate::form).
pub trait Form: Sized + Send {
    /// The names of the fields that are never drawn again.
    const SECRETS: &'static [&'static str];

    /// Reads it, or says everything that is to be mended.
    fn read(form: &PostedForm) -> Result<Self, Vec<Fault>>;
}

/// Takes a form without faults out of a request; with faults, the page is drawn again with them.
#[derive(Clone, Debug)]
pub struct Checked<F>(pub F);

impl<F: Form, S: Sync> FromRequestParts<S> for Checked<F> {
    type Rejection = Invalid;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Invalid> {
        if let Some(secrets) = parts.extensions.get::<SecretFields>() {
            // Said before anything is refused, by the form or later by a port.
            let _ = secrets.0.set(F::SECRETS);
        }
        let form = parts.extensions.get::<Arc<PostedForm>>().cloned().unwrap_or_default();
        F::read(&form).map(Self).map_err(Invalid)
    }
}

/// The names of the form's secret fields, once it is known which form it is.
#[derive(Clone, Debug, Default)]
pub struct SecretFields(Arc<OnceLock<&'static [&'static str]>>);

impl SecretFields {
    /// Whether a field is never drawn again. Until it is known which form it is, all are.
    pub fn hides(&self, name: &str) -> bool {
        self.0.get().is_none_or(|secrets| secrets.contains(&name))
    }
}

/// What is to be mended; it travels in the response's extensions until the page is drawn again.
#[derive(Clone, Debug)]
pub struct Invalid(pub Vec<Fault>);

impl IntoResponse for Invalid {
    fn into_response(self) -> Response {
        let mut response = StatusCode::UNPROCESSABLE_ENTITY.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Defines a form: a struct whose fields say how each is read. A field's name is its name in the form.
///
/// ```
/// use app::forms::{Confirmed, Lines, Text};
///
/// app::form! {
///     /// Closes a hamlet with its minutes.
///     pub struct CloseHamlet {
///         place: Text<200>,
///         present: Lines,
///         sure: Confirmed,
///     }
/// }
/// ```
#[macro_export]
macro_rules! form {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($field:ident: $of:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        #[allow(dead_code, reason = "what only has to be right, such as a confirmation, is not read again")]
        $vis struct $name { $($field: $of),* }

        impl $crate::forms::Form for $name {
            const SECRETS: &'static [&'static str] = {
                const ALL: &[(&str, bool)] =
                    &[$((stringify!($field), <$of as $crate::forms::FieldValue>::IS_SECRET)),*];
                const COUNT: usize = {
                    let (mut at, mut count) = (0, 0);
                    while at < ALL.len() { if ALL[at].1 { count += 1; } at += 1; }
                    count
                };
                const NAMES: [&str; COUNT] = {
                    let (mut at, mut count, mut names) = (0, 0, [""; COUNT]);
                    while at < ALL.len() { if ALL[at].1 { names[count] = ALL[at].0; count += 1; } at += 1; }
                    names
                };
                &NAMES
            };

            fn read(form: &$crate::forms::PostedForm) -> Result<Self, Vec<$crate::forms::Fault>> {
                let mut faults = Vec::new();
                $(let $field = <$of as $crate::forms::FieldValue>::read(form, stringify!($field), &mut faults);)*
                match ($($field,)*) {
                    ($(Some($field),)*) if faults.is_empty() => Ok(Self { $($field),* }),
                    _ => Err(faults),
                }
            }
        }
    };
}
