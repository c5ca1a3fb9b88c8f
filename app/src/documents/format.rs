//! Which documents of a round there are, and as which kinds of files documents are given.

use crate::domain::document_kind::DocumentKind;
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
    /// A workbook of its tables (Office Open XML).
    #[strum(serialize = "van-ban.xlsx")]
    Excel,
}

/// What is reported of a published round; written as in its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumString)]
pub enum RoundDocument {
    /// The report to the body above.
    #[strum(serialize = "bao-cao")]
    Report,
    /// The summary table.
    #[strum(serialize = "tong-hop")]
    Summary,
    /// The letter about contents that people denied.
    #[strum(serialize = "giai-trinh")]
    Request,
}

impl RoundDocument {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Report, Self::Summary, Self::Request];

    /// Which kind of document it is.
    pub const fn kind(self) -> DocumentKind {
        match self {
            Self::Report => DocumentKind::Report,
            Self::Summary => DocumentKind::Summary,
            Self::Request => DocumentKind::Request,
        }
    }
}
