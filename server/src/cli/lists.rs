//! Commands that take a file in, all or nothing: units, hamlets, households, criteria, titles, outlines, targets.

use super::context::{BY, Context, day, read, report, today};
use crate::data::targets;
use crate::files::{csv, geojson, spreadsheet};
use anyhow::{Context as _, Result, bail};
use app::ports::census::Census as _;
use app::ports::criteria::Criteria as _;
use app::ports::hamlets::Hamlets as _;
use app::ports::maps::Maps as _;
use app::ports::targets::Targets as _;
use app::ports::titles::Titles as _;
use app::ports::units::Units as _;
use app::t;
use chrono::{NaiveDate, Utc};
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum FileCommand {
    /// Takes a file in, all or nothing
    Import {
        /// The file
        file: PathBuf,
    },
}

impl FileCommand {
    pub(super) async fn hamlets(self, with: Context<'_>) -> Result<()> {
        let Self::Import { file } = self;
        report(with.store.import_hamlets(BY, csv::hamlets(&read(&file)?)?, Utc::now()).await?);
        Ok(())
    }

    pub(super) async fn criteria(self, with: Context<'_>) -> Result<()> {
        let Self::Import { file } = self;
        let lines = spreadsheet::statuses(&read(&file)?, with.rulesets, today())?;
        report(with.store.record(BY, lines, None, Utc::now()).await?);
        Ok(())
    }

    pub(super) async fn titles(self, with: Context<'_>) -> Result<()> {
        let Self::Import { file } = self;
        let written = with.store.recognise(BY, csv::titles(&read(&file)?)?, Utc::now()).await?;
        println!("{}", t!("operator-titles", count = written));
        Ok(())
    }

    pub(super) async fn targets(self, with: Context<'_>) -> Result<()> {
        let Self::Import { file } = self;
        let text = String::from_utf8(read(&file)?).with_context(|| t!("operator-not-utf8"))?;
        let profile = targets::parse(&file.display().to_string(), &text, with.rulesets)?;
        with.store.import_profile(BY, &profile).await?;
        println!("{}", t!("operator-targets", id = &profile.id, count = profile.targets.len()));
        Ok(())
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum HouseholdsCommand {
    /// Takes an official list in, all or nothing: `code`, `households` or `households_2019`[, `name`], other columns are let be
    Import {
        /// The file
        file: PathBuf,
        /// The day on which households were counted
        #[arg(long, value_parser = day)]
        on: NaiveDate,
        /// Where the numbers are from, as people read it
        #[arg(long)]
        source: String,
    },
}

impl HouseholdsCommand {
    pub(super) async fn run(self, with: Context<'_>) -> Result<()> {
        let Self::Import { file, on, source } = self;
        if on > today() {
            bail!(t!("operator-future", day = on));
        }
        let lines = csv::households(&read(&file)?, on)?;
        report(with.store.import_households(BY, lines, on, source.trim(), Utc::now()).await?);
        Ok(())
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum BoundariesCommand {
    /// Takes outlines in, all or nothing: `GeoJSON` whose features name their unit by its code
    Import {
        /// The file
        file: PathBuf,
        /// The property with the code. Default: found by its usual names (`code`, `ma_xa`, `GID_3` …), or the feature's `id`
        #[arg(long, value_name = "NAME")]
        property: Option<String>,
        /// A day on which the units stand. Default: today
        #[arg(long, value_parser = day)]
        on: Option<NaiveDate>,
    },
}

impl BoundariesCommand {
    pub(super) async fn run(self, with: Context<'_>) -> Result<()> {
        let Self::Import { file, property, on } = self;
        let outlines = geojson::read(&read(&file)?, property.as_deref())?;
        let taken = with.store.import_boundaries(BY, outlines, on.unwrap_or_else(today)).await?;
        println!("{}", t!("operator-boundaries", count = taken));
        Ok(())
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum UnitsCommand {
    /// Takes a list in: `code,parent_code,level,kind,name[,valid_from,valid_to]`
    Import {
        /// The file, or builtin:lamdong-2022 or builtin:lamdong-2025
        file: PathBuf,
        /// The first day of lines that give none
        #[arg(long, value_parser = day)]
        valid_from: Option<NaiveDate>,
        /// The last day of lines that give none
        #[arg(long, value_parser = day)]
        valid_to: Option<NaiveDate>,
    },
    /// Takes a list of mergers in: `old_code,new_code`
    Merge {
        /// The file, or builtin:lamdong-2022-to-2025
        file: PathBuf,
        /// The first day of the new units
        #[arg(long, value_parser = day)]
        on: NaiveDate,
    },
}

impl UnitsCommand {
    pub(super) async fn run(self, with: Context<'_>) -> Result<()> {
        report(match self {
            Self::Import { file, valid_from, valid_to } => {
                with.store.import_units(csv::units(&read(&file)?, (valid_from, valid_to))?).await?
            }
            Self::Merge { file, on } => with.store.import_successions(csv::successions(&read(&file)?)?, on).await?,
        });
        Ok(())
    }
}
