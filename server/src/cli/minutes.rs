//! `ydan minutes`: hand-counted minutes from a list.

use super::context::{BY, Context, read, report};
use crate::files::csv;
use anyhow::Result;
use app::domain::collection::minutes::{MinutesRow, gather};
use app::ports::common::Line;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::rounds::Rounds as _;
use app::t;
use chrono::Utc;
use clap::Subcommand;
use std::path::PathBuf;
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub(super) enum MinutesCommand {
    /// Takes minutes in, all or nothing
    Import {
        /// The round
        #[arg(long)]
        round: Uuid,
        /// The file
        file: PathBuf,
        /// Puts these minutes in the place of other ones of the same hamlet
        #[arg(long)]
        replace: bool,
    },
}

impl MinutesCommand {
    pub(super) async fn run(self, with: Context<'_>) -> Result<()> {
        let Self::Import { round, file, replace } = self;
        let rows = csv::minutes(&read(&file)?)?;
        warn_of_missing(with, round, &rows).await?;
        let replacing = if replace { Replacing::Any } else { Replacing::None };
        report(with.store.import_minutes(BY, round, rows, replacing, Utc::now()).await?);
        Ok(())
    }
}

/// Minutes of old rounds may not mention every question; whoever imports them is told.
async fn warn_of_missing(with: Context<'_>, round: Uuid, rows: &[Line<MinutesRow>]) -> Result<()> {
    let questions = u32::try_from(with.store.round(round).await?.ruleset.questions.len())?;
    let lines: Vec<_> = rows.iter().map(|line| (line.number, line.value.clone())).collect();
    for one in gather(&lines, questions).0.into_iter().filter(|one| !one.missing.is_empty()) {
        let missing = format!("{:?}", one.missing);
        eprintln!(
            "{}",
            t!("operator-minutes-missing", hamlet = &one.hamlet_code, commune = &one.commune_code, questions = missing)
        );
    }
    Ok(())
}
