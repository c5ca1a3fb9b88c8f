//! Parts that several pages draw.

pub mod assets;
pub mod assisted;
pub mod chart;
pub mod committee_layout;
pub mod document_view;
pub mod error_summary;
pub mod field;
pub mod file_field;
pub mod fold;
pub mod form;
pub mod help;
pub mod icon;
pub mod language;
pub mod layout;
pub(crate) mod list_files;
mod made_up;
pub mod markup;
pub mod pages;
pub mod preview;
pub mod qr;
pub mod round_status;
pub mod ruleset_field;
pub mod share;
pub mod shared_link;
pub mod status;
pub mod translated;
pub mod verdict;
