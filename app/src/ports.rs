//! What the pages and the command line need of the server.
//!
//! One use case a file, each method atomic: it happens entirely or not at all. The server implements them on SQLite and
//! PostgreSQL; one contract story runs every method on both.

pub mod accounts;
pub mod audit_log;
pub mod audit_slips;
pub mod batches;
pub mod casting;
pub mod census;
pub mod common;
pub mod comparisons;
pub mod conflicts;
pub mod counting;
pub mod criteria;
pub mod criteria_files;
pub mod demonstration;
pub mod files;
pub mod full_figures;
pub mod hamlet_closing;
pub mod hamlets;
pub mod maps;
pub mod milestones;
pub mod minutes;
pub mod notices;
pub mod open_data;
pub mod paper;
pub mod participation;
pub mod plans;
pub mod receipts;
pub mod recommendations;
pub mod records;
pub mod results;
pub mod rounds;
pub mod sessions;
pub mod signals;
pub mod signed_documents;
pub mod slip_sheets;
pub mod slips;
pub mod supervision;
pub mod targets;
pub mod templates;
pub mod titles;
pub mod trends;
pub mod trials;
pub mod typesetting;
pub mod units;
pub mod verification;
