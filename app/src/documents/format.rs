//! As which kinds of files documents are given.

use strum::{Display, EnumString};

/// What kind of file; written as in its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumString)]
pub enum Format {
    /// A PDF file (PDF/UA-1).
    #[strum(serialize = "van-ban.pdf")]
    Pdf,
    /// A Word file (Office Open XML).
    #[strum(serialize = "van-ban.docx")]
    Word,
}
