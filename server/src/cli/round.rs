//! `ydan round`: a round that nobody planned in the browser, from opening to publishing.

use super::context::{BY, Context, day, read};
use crate::data::rulesets::Rulesets;
use anyhow::{Result, bail};
use app::domain::collection::plan::{Papers, Purpose};
use app::domain::survey::ruleset::Ruleset;
use app::i18n::{Lang, say};
use app::message::Message;
use app::ports::common::{Faults, PortError};
use app::ports::counting::Counting as _;
use app::ports::rounds::{Early, NewRound, Rounds as _};
use app::t;
use chrono::{NaiveDate, Utc};
use clap::Subcommand;
use std::path::PathBuf;
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub(super) enum RoundCommand {
    /// Opens a round and prints its id
    Open {
        /// The ruleset's id
        #[arg(long)]
        ruleset: String,
        /// The unit's code
        #[arg(long)]
        unit: String,
        /// The first day
        #[arg(long, value_parser = day)]
        from: NaiveDate,
        /// The last day
        #[arg(long, value_parser = day)]
        to: NaiveDate,
        /// The participation asked for, in percent
        #[arg(long, value_parser = clap::value_parser!(u32).range(0..=100))]
        participation: Option<u32>,
        /// What it is for: recognise, repeat, reassess or withdraw
        #[arg(long, default_value = "recognise")]
        purpose: Purpose,
    },
    /// Ends the taking of ballots
    Close {
        /// The round
        round: Uuid,
        /// Ends it though households have days left
        #[arg(long)]
        early: bool,
    },
    /// Opens all boxes of a closed round and counts; it cannot be taken back
    Count {
        /// The round
        round: Uuid,
        /// A key holder's part, as it stands on their letter; once for each of them
        #[arg(long = "part", value_name = "TEXT", conflicts_with = "parts_file")]
        parts: Vec<String>,
        /// A file with one part on each line; unlike an argument it is in no list of processes
        #[arg(long, value_name = "FILE")]
        parts_file: Option<PathBuf>,
    },
    /// Makes the results public
    Publish {
        /// The round
        round: Uuid,
    },
}

impl RoundCommand {
    pub(super) async fn run(self, with: Context<'_>) -> Result<()> {
        match self {
            Self::Open { ruleset, unit, from, to, participation, purpose } => {
                let ruleset = with_participation(with.rulesets, &ruleset, participation)?;
                let (id, papers) = (Uuid::new_v4(), Papers { purpose, ..Papers::default() });
                let new = NewRound { id, unit_code: unit, ruleset, papers, opens: from, closes: to };
                with.store.open_at_once(BY, new, Utc::now()).await?;
                println!("{id}");
            }
            Self::Close { round, early } => {
                let early = if early { Early::Confirmed } else { Early::Refused };
                with.store.close(BY, round, &t!("operator-closed-without"), early, Utc::now()).await?;
                println!("{}", t!("operator-closed", round = round.to_string()));
            }
            Self::Count { round, parts, parts_file } => {
                let parts = match parts_file {
                    None => parts,
                    Some(file) => String::from_utf8_lossy(&read(&file)?).lines().map(str::to_owned).collect(),
                };
                let count = match with.store.count_round(BY, round, &parts, Utc::now()).await {
                    Err(PortError::File(Faults(faults))) => {
                        let fault =
                            |(at, fault): &(u64, Message)| t!("operator-part", at = *at, fault = say(Lang::Vi, fault));
                        bail!(faults.iter().map(fault).collect::<Vec<_>>().join("\n"))
                    }
                    count => count?,
                };
                println!("{}", t!("operator-counted", count = count, round = round.to_string()));
            }
            Self::Publish { round } => {
                with.store.publish(BY, round, Utc::now()).await?;
                println!("{}", t!("operator-published", round = round.to_string()));
            }
        }
        Ok(())
    }
}

fn with_participation(rulesets: &Rulesets, id: &str, percent: Option<u32>) -> Result<Ruleset> {
    let Some(ruleset) = rulesets.get(id) else { bail!(t!("operator-no-ruleset", id = id)) };
    let mut ruleset = ruleset.clone();
    if let Some(percent) = percent {
        ruleset.participation.percent = percent;
        ruleset.participation.source = t!("operator-participation-source");
        ruleset.participation.verified = true;
    }
    Ok(ruleset)
}
