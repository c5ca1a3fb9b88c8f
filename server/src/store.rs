//! The store: the ports on SQLite and on PostgreSQL, with one SQL text for both.
//!
//! One file for each port, of the same name. What several ports read and write stands in files named after it, which know
//! no port: ports -> records -> `tx` -> `db`. `caster` groups ballots into commits.

mod account_records;
mod accounts;
mod assessment_records;
mod assessment_writes;
mod audit_log;
mod audit_slip_records;
mod audit_slips;
mod authority;
mod ballot_box;
mod ballot_contexts;
mod batch_records;
mod box_opening;
mod caster;
mod casting;
mod census;
mod census_records;
mod closing_records;
mod commune_boxes;
mod comparisons;
mod conflict_records;
mod conflicts;
mod counting;
mod counting_records;
mod criteria;
mod criteria_files;
pub mod db;
mod demonstration;
mod file_records;
mod files;
mod full_figures;
mod hamlet_closing;
mod hamlets;
mod held_key;
mod installation;
mod journal;
pub mod key;
mod maps;
mod milestones;
mod minutes;
mod minutes_records;
mod notices;
mod open_data;
mod paper;
mod paper_entries;
mod participation;
mod participation_records;
mod password;
mod plan_records;
mod plans;
mod predecessor_results;
pub mod publication;
mod published_records;
mod purge;
mod receipts;
mod recommendation_records;
mod recommendations;
mod records;
mod results;
mod round_hamlets;
mod round_opening;
mod round_records;
mod rounds;
mod sessions;
mod settings;
mod sign_in_waits;
mod signals;
mod signed_documents;
mod slip_records;
mod slip_sheet_records;
mod slip_sheets;
mod slips;
mod snapshot;
mod supervision;
mod supervision_checks;
mod supervision_findings;
mod supervision_records;
mod tallies;
mod targets;
mod template_records;
mod templates;
mod title_records;
mod titles;
mod trends;
mod trial_databases;
pub mod trial_records;
mod tx;
mod unit_history;
mod unit_records;
mod unit_tree;
mod units;
pub mod upload;
mod verification;

use crate::store::ballot_contexts::BallotContexts;
use crate::store::caster::Caster;
use crate::store::key::InstallationKey;
use crate::store::purge::Purger;
pub use db::{Db, StoreError};
use std::sync::Arc;

/// The ports, on one of the two databases.
///
/// Its parts are shared: a clone is another door to the same store.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
    /// The same database over connections of their own, for what households do.
    households: Db,
    key: InstallationKey,
    contexts: Arc<BallotContexts>,
    caster: Caster,
    purger: Arc<Purger>,
}

impl Store {
    /// Closes all connections, so that SQLite folds its log into the file.
    pub async fn disconnect(&self) {
        self.purger.stop();
        self.households.close().await;
        self.db.close().await;
    }

    /// Opens the store with the key that codes are hashed with. Refuses a key that differs from the one codes here were
    /// issued with: every household would be told that its code is unknown.
    pub async fn open(db: Db, key: InstallationKey) -> Result<Self, StoreError> {
        key.agrees_with(&db).await?;
        let households = db.beside();
        // What was deleted before the program ended last time.
        db.purge().await;
        let caster = Caster::start(households.clone());
        let purger = Arc::new(Purger::start(db.clone()));
        Ok(Self { db, households, key, contexts: Arc::default(), caster, purger })
    }
}
