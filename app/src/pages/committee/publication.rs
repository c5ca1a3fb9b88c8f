//! What is published of a round.

pub mod full_figures;
pub mod notice;
pub mod round_documents;
pub mod template;
pub mod templates;
