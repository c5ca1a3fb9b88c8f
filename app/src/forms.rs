//! What people post: one way of reading a form for households and committees.
//!
//! A form is a struct whose fields say how each is read ([`form!`](crate::form)); reading it collects every fault with
//! its field. [`Checked`] takes it out of a request, [`Outcome`] is what came of it, and [`Posted`] is what a page draws
//! again when something has to be mended.

mod checked;
mod outcome;
mod posted;
mod read;
mod value;

pub use checked::{Checked, Form, Invalid, SecretFields};
pub use outcome::{ActionResult, At, DoneBefore, Outcome, SessionChange};
pub use posted::{Fault, Fields, IDEMPOTENCY_KEY, Posted, PostedForm, Upload};
pub use read::read;
pub(crate) use value::is_unfit;
pub use value::{
    Choice, Confirmed, Count, Day, FieldRefused, FieldValue, File, Hidden, Lines, Numbered, OptionalDay, OptionalText,
    Secret, Text, Ticked, Typed, required_text,
};
