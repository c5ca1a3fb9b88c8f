//! The commands of `ydan`, each in a file of its own: a few port calls; what it prints is for people, its last line for
//! scripts.

mod accounts;
mod base_url;
pub(crate) mod codes;
pub(crate) mod context;
mod export;
mod lists;
mod minutes;
mod round;
mod serve;

use crate::data::rulesets;
use crate::demo;
use crate::store::key::InstallationKey;
use crate::store::{Db, Store};
use accounts::AccountsCommand;
use anyhow::{Context as _, Result, bail};
use app::domain::survey::ruleset::Ruleset;
use app::i18n::{Lang, say};
use app::ports::rounds::Rounds as _;
use app::ports::verification::Verification as _;
use app::t;
use chrono::Utc;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use codes::CodesCommand;
use context::{BY, Context};
use export::Export;
use lists::{BoundariesCommand, FileCommand, HouseholdsCommand, UnitsCommand};
use minutes::MinutesCommand;
use round::RoundCommand;
use serve::Serve;
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

/// Ý Dân: rural households say whether they are satisfied.
#[derive(Debug, Parser)]
#[command(name = "ydan", version = concat!(env!("CARGO_PKG_VERSION"), " ", env!("YDAN_PROGRAM")))]
pub struct Cli {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
struct Shared {
    /// sqlite:FILE (made on first use) or `postgres://…`
    #[arg(long, global = true, env = "DATABASE_URL", default_value = "sqlite:ydan.db", hide_env_values = true)]
    database_url: String,
    /// The file with the key that codes are hashed with; made on first use. Default: beside the SQLite file, or ydan.key
    #[arg(long, global = true, env = "YDAN_KEY_FILE")]
    key_file: Option<PathBuf>,
    /// A folder of rulesets that add to or take the place of the shipped ones
    #[arg(long, global = true, env = "YDAN_RULESETS")]
    rulesets: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the pages
    Serve(Serve),
    /// People who run rounds
    #[command(subcommand)]
    Accounts(AccountsCommand),
    /// Brings the tables up to date
    Migrate,
    /// Lists the rulesets
    Rulesets,
    /// Recounts everything; exits 1 and names what does not agree
    Verify,
    /// Lists of units
    #[command(subcommand)]
    Units(UnitsCommand),
    /// Lists of hamlets
    #[command(subcommand)]
    Hamlets(FileCommand),
    /// Official numbers of households
    #[command(subcommand)]
    Households(HouseholdsCommand),
    /// Statuses of criteria
    #[command(subcommand)]
    Criteria(FileCommand),
    /// Decisions about titles
    #[command(subcommand)]
    Titles(FileCommand),
    /// Outlines of units for the map
    #[command(subcommand)]
    Boundaries(BoundariesCommand),
    /// Targets of a plan
    #[command(subcommand)]
    Targets(FileCommand),
    /// Rounds
    #[command(subcommand)]
    Round(RoundCommand),
    /// Codes
    #[command(subcommand)]
    Codes(CodesCommand),
    /// Hand-counted minutes
    #[command(subcommand)]
    Minutes(MinutesCommand),
    /// Prints the results of a round that is closed
    Results {
        /// The round
        #[arg(long)]
        round: Uuid,
        /// A unit inside it
        #[arg(long)]
        unit: Option<String>,
        /// As JSON, which is the only form so far
        #[arg(long, required = true)]
        json: bool,
    },
    /// Writes the public record of a published round, to be recounted by anybody with ydan-verify
    Export(Export),
    /// Makes a demonstration province in an empty database, unless it is there, and prints where to look
    Demo {
        /// The address people reach it at; kept from then on
        #[arg(long, default_value = "http://127.0.0.1:3000")]
        base_url: String,
    },
}

impl Cli {
    /// Reads the command line, with the words that name the command: `codes issue`. What else stands there may be a name.
    pub fn read() -> (Self, String) {
        let matches = Self::command().get_matches();
        let cli = Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        (cli, words(&matches))
    }
}

fn words(matches: &ArgMatches) -> String {
    match matches.subcommand() {
        Some((word, rest)) => format!("{word} {}", words(rest)).trim_end().to_owned(),
        None => String::new(),
    }
}

/// Runs a command, which stands in the audit log by its words.
pub async fn run(cli: Cli, words: &str) -> Result<()> {
    let rulesets = rulesets::load(cli.shared.rulesets.as_deref())?;
    if matches!(cli.command, Command::Rulesets) {
        rulesets.values().for_each(print_ruleset);
        return Ok(());
    }
    let store = open(&cli.shared).await?;
    let serves = matches!(cli.command, Command::Serve(_));
    if serves {
        note(&store, words, true).await;
    }
    let done = dispatch(Context { store: &store, rulesets: &rulesets }, cli.command).await;
    if !serves || done.is_err() {
        note(&store, words, done.is_ok()).await;
    }
    // A request that was left may hold a connection until the program ends.
    let _ = tokio::time::timeout(Duration::from_secs(5), store.disconnect()).await;
    done
}

/// What was done is done, though the log takes nothing.
async fn note(store: &Store, words: &str, is_done: bool) {
    if let Err(error) = store.note_command(words, is_done, Utc::now()).await {
        tracing::error!(%error, "the audit log did not take a command");
    }
}

async fn open(shared: &Shared) -> Result<Store> {
    let url = &shared.database_url;
    let db = Db::connect(url).await.with_context(|| {
        let place = if url.starts_with("sqlite") { url.as_str() } else { "PostgreSQL" };
        t!("operator-no-database", place = place)
    })?;
    let path = shared.key_file.clone().unwrap_or_else(|| key_beside(url));
    // Looked up first: two first starts at once make one key, and the one that is later reads it.
    if InstallationKey::is_known_to(&db).await? && !path.exists() {
        bail!(t!("key-missing", file = path.display().to_string()));
    }
    let key =
        InstallationKey::from_file(&path).with_context(|| t!("operator-no-key", file = path.display().to_string()))?;
    Ok(Store::open(db, key).await?)
}

fn key_beside(url: &str) -> PathBuf {
    let Some(file) = url.strip_prefix("sqlite:") else { return "ydan.key".into() };
    let file = file.trim_start_matches("//").split('?').next().unwrap_or_default();
    format!("{file}.key").into()
}

async fn dispatch(with: Context<'_>, command: Command) -> Result<()> {
    match command {
        Command::Migrate => println!("{}", t!("operator-migrated")),
        Command::Rulesets => {}
        Command::Serve(command) => command.run(with).await?,
        Command::Accounts(command) => command.run(with).await?,
        Command::Verify => verify(with.store).await?,
        Command::Units(command) => command.run(with).await?,
        Command::Hamlets(command) => command.hamlets(with).await?,
        Command::Households(command) => command.run(with).await?,
        Command::Criteria(command) => command.criteria(with).await?,
        Command::Titles(command) => command.titles(with).await?,
        Command::Boundaries(command) => command.run(with).await?,
        Command::Targets(command) => command.targets(with).await?,
        Command::Minutes(command) => command.run(with).await?,
        Command::Round(command) => command.run(with).await?,
        Command::Codes(command) => command.run(with.store).await?,
        Command::Results { round, unit, json: _ } => {
            let results = with.store.results(BY, round, unit.as_deref()).await?;
            println!("{}", serde_json::to_string_pretty(&results)?);
        }
        Command::Export(command) => command.run(with.store).await?,
        Command::Demo { base_url } => {
            let base_url = base_url::read(&base_url)?;
            demo::ensure(with.store, with.rulesets, Utc::now(), &base_url).await?;
            with.store.keep_base_url(&base_url).await?;
        }
    }
    Ok(())
}

/// Makes every count a second way and names each that does not agree.
async fn verify(store: &Store) -> Result<()> {
    let found = store.verify().await?;
    let count = found.len();
    found.into_iter().for_each(|one| println!("{}", say(Lang::Vi, &one.into())));
    if count > 0 {
        bail!(t!("operator-mismatches", count = count));
    }
    println!("{}", t!("operator-verified"));
    Ok(())
}

fn print_ruleset(ruleset: &Ruleset) {
    let (id, version, questions) = (&ruleset.id, ruleset.version, ruleset.questions.len());
    let about = t!("operator-ruleset", name = &ruleset.name, questions = questions);
    let checked = if ruleset.is_verified() { String::new() } else { format!("  {}", t!("operator-unverified")) };
    println!("{id:<28} v{version}  {about}{checked}");
}
