//! The commands of `ydan`. Each is a few port calls; what it prints is for people, its last line for scripts.

use crate::data::rulesets::{self, Rulesets};
use crate::data::{targets, units};
use crate::demo;
use crate::files::{csv, geojson};
use crate::http::router;
use crate::http::state::app_state;
use crate::store::key::CodeKey;
use crate::store::{Db, Store};
use anyhow::{Context as _, Result, bail};
use app::domain::collection::plan::Papers;
use app::domain::people::account::Role;
use app::domain::survey::ruleset::Ruleset;
use app::i18n::{Lang, date_of, local, say};
use app::ports::accounts::Accounts as _;
use app::ports::accounts::NewAccount;
use app::ports::census::Census as _;
use app::ports::common::Actor;
use app::ports::common::Imported;
use app::ports::criteria::Criteria as _;
use app::ports::hamlets::Hamlets as _;
use app::ports::maps::Maps as _;
use app::ports::minutes::MinutesEntry as _;
use app::ports::minutes::Replacing;
use app::ports::rounds::NewRound;
use app::ports::rounds::Rounds as _;
use app::ports::slips::IssuedCode;
use app::ports::slips::Slips as _;
use app::ports::targets::Targets as _;
use app::ports::titles::Titles as _;
use app::ports::units::Units as _;
use app::ports::verification::Verification as _;
use app::state::AppState;
use chrono::{NaiveDate, Utc};
use clap::{Parser, Subcommand};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// Ý Dân: rural households say whether they are satisfied.
#[derive(Debug, Parser)]
#[command(name = "ydan", version)]
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
    Serve {
        /// Where to listen
        #[arg(long, default_value = "127.0.0.1:3000")]
        addr: SocketAddr,
        /// The address people reach it at, as printed on slips and letters. Default: the address it listens on
        #[arg(long, env = "YDAN_BASE_URL")]
        base_url: Option<String>,
        /// A proxy of one's own stands before it and writes X-Forwarded-For
        #[arg(long, env = "YDAN_BEHIND_PROXY")]
        behind_proxy: bool,
    },
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
    /// Prints results as they stand
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
    /// Makes a demonstration province, unless it is there, and prints codes to try
    Demo {
        /// The address codes lead to
        #[arg(long, default_value = "http://127.0.0.1:3000")]
        base_url: String,
    },
}

#[derive(Debug, Subcommand)]
enum AccountsCommand {
    /// Invites somebody and prints the letter's one-time code
    Invite {
        /// What they sign in with
        #[arg(long)]
        login: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// administrator, front, office or hamlet
        #[arg(long, value_parser = role)]
        role: Role,
        /// The unit's code; none for an administrator
        #[arg(long, default_value = "")]
        unit: String,
        /// The hamlet's code, for its working committee
        #[arg(long, default_value = "")]
        hamlet: String,
    },
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| "vai trò là administrator, front, office hoặc hamlet".into())
}

#[derive(Debug, Subcommand)]
enum FileCommand {
    /// Takes a file in, all or nothing
    Import {
        /// The file
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum HouseholdsCommand {
    /// Takes an official list in, all or nothing: `code`, `households` or `households_2019`[, `name`], other columns are let be
    Import {
        /// The file
        file: PathBuf,
        /// The day on which households were counted
        #[arg(long)]
        on: NaiveDate,
        /// Where the numbers are from, as people read it: "Tổng điều tra dân số và nhà ở"
        #[arg(long)]
        source: String,
    },
}

#[derive(Debug, Subcommand)]
enum BoundariesCommand {
    /// Takes outlines in, all or nothing: `GeoJSON` whose features have the property `code`
    Import {
        /// The file
        file: PathBuf,
        /// A day on which the units stand. Default: today
        #[arg(long)]
        on: Option<NaiveDate>,
    },
}

#[derive(Debug, Subcommand)]
enum UnitsCommand {
    /// Takes a list in: `code,parent_code,level,kind,name[,valid_from,valid_to]`
    Import {
        /// The file, or builtin:lamdong-2022 or builtin:lamdong-2025
        file: PathBuf,
        /// The first day of lines that give none
        #[arg(long)]
        valid_from: Option<NaiveDate>,
        /// The last day of lines that give none
        #[arg(long)]
        valid_to: Option<NaiveDate>,
    },
    /// Takes a list of mergers in: `old_code,new_code`
    Merge {
        /// The file, or builtin:lamdong-2022-to-2025
        file: PathBuf,
        /// The first day of the new units
        #[arg(long)]
        on: NaiveDate,
    },
}

#[derive(Debug, Subcommand)]
enum RoundCommand {
    /// Opens a round and prints its id
    Open {
        /// The ruleset's id
        #[arg(long)]
        ruleset: String,
        /// The unit's code
        #[arg(long)]
        unit: String,
        /// The first day
        #[arg(long)]
        from: NaiveDate,
        /// The last day
        #[arg(long)]
        to: NaiveDate,
        /// The participation asked for, in percent
        #[arg(long, value_parser = clap::value_parser!(u32).range(0..=100))]
        participation: Option<u32>,
    },
    /// Ends the taking of ballots
    Close {
        /// The round
        round: Uuid,
    },
    /// Makes the results public
    Publish {
        /// The round
        round: Uuid,
    },
}

#[derive(Debug, Subcommand)]
enum CodesCommand {
    /// Issues a code for each household and writes them to a file, the only place they are ever in clear
    Issue {
        /// The round
        #[arg(long)]
        round: Uuid,
        /// One hamlet, CODE or COMMUNE/CODE
        #[arg(long)]
        hamlet: Option<String>,
        /// The file to write; it must not be there
        #[arg(long)]
        out: PathBuf,
        /// The address codes lead to
        #[arg(long, env = "YDAN_BASE_URL", default_value = "http://127.0.0.1:3000")]
        base_url: String,
    },
}

#[derive(Debug, Subcommand)]
enum MinutesCommand {
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

/// Whoever runs commands.
const BY: &Actor = &Actor::Operator;

/// The day it is in Vietnam, which has one time zone and no summer time.
pub fn today() -> NaiveDate {
    local(Utc::now()).date()
}

/// Runs a command.
pub async fn run(cli: Cli) -> Result<()> {
    let rulesets = rulesets::load(cli.shared.rulesets.as_deref())?;
    if matches!(cli.command, Command::Rulesets) {
        rulesets.values().for_each(print_ruleset);
        return Ok(());
    }
    let store = open(&cli.shared).await?;
    let done = obey(&store, &rulesets, cli.command).await;
    store.db().close().await;
    done
}

async fn open(shared: &Shared) -> Result<Store> {
    let url = &shared.database_url;
    let db = Db::connect(url).await.with_context(|| {
        let place = if url.starts_with("sqlite") { url.as_str() } else { "PostgreSQL" };
        format!("không mở được cơ sở dữ liệu {place}")
    })?;
    let path = shared.key_file.clone().unwrap_or_else(|| key_beside(url));
    let key = CodeKey::from_file(&path).with_context(|| format!("không dùng được tệp khóa {}", path.display()))?;
    Ok(Store::open(db, key).await?)
}

fn key_beside(url: &str) -> PathBuf {
    let Some(file) = url.strip_prefix("sqlite:") else { return "ydan.key".into() };
    let file = file.trim_start_matches("//").split('?').next().unwrap_or_default();
    format!("{file}.key").into()
}

async fn obey(store: &Store, rulesets: &Rulesets, command: Command) -> Result<()> {
    match command {
        Command::Migrate => println!("cơ sở dữ liệu đã sẵn sàng"),
        Command::Rulesets => {}
        Command::Serve { addr, base_url, behind_proxy } => {
            serve(store, rulesets.clone(), addr, base_url, behind_proxy).await?;
        }
        Command::Accounts(AccountsCommand::Invite { login, name, role, unit, hamlet }) => {
            let new = NewAccount { login, name, role, unit_code: unit, hamlet_code: hamlet };
            let letter = store.invite(BY, new, Utc::now()).await?;
            let who = &letter.account.signed;
            println!("{} ({}): vào /thu-moi, tên đăng nhập {}", who.name, who.title(), who.login);
            println!("Mã dùng một lần, đến {}:", date_of(letter.until));
            println!("{}", letter.code);
        }
        Command::Verify => {
            let found = store.verify().await?;
            let count = found.len();
            found.into_iter().for_each(|one| println!("{}", say(Lang::Vi, &one.into())));
            if count > 0 {
                bail!("{count} chỗ không khớp");
            }
            println!("đếm lại khớp");
        }
        Command::Units(UnitsCommand::Import { file, valid_from, valid_to }) => {
            report(store.import_units(csv::units(&read(&file)?, (valid_from, valid_to))?).await?);
        }
        Command::Units(UnitsCommand::Merge { file, on }) => {
            report(store.import_successions(csv::successions(&read(&file)?)?, on).await?);
        }
        Command::Hamlets(FileCommand::Import { file }) => {
            report(store.import_hamlets(BY, csv::hamlets(&read(&file)?)?, Utc::now()).await?);
        }
        Command::Households(HouseholdsCommand::Import { file, on, source }) => {
            if on > today() {
                bail!("ngày {} ở tương lai", on.format("%-d/%-m/%Y"));
            }
            let lines = csv::households(&read(&file)?, on)?;
            report(store.import_households(BY, lines, on, source.trim(), Utc::now()).await?);
        }
        Command::Criteria(FileCommand::Import { file }) => {
            let lines = csv::criteria(&read(&file)?, rulesets, today())?;
            report(store.record(BY, lines, None, Utc::now()).await?);
        }
        Command::Titles(FileCommand::Import { file }) => {
            let written = store.recognise(BY, csv::titles(&read(&file)?)?, Utc::now()).await?;
            println!("đã ghi {written} quyết định");
        }
        Command::Boundaries(BoundariesCommand::Import { file, on }) => {
            let outlines = geojson::read(&read(&file)?)?;
            let taken = store.import_boundaries(BY, outlines, on.unwrap_or_else(today)).await?;
            println!("đã nhập ranh giới của {taken} đơn vị");
        }
        Command::Targets(FileCommand::Import { file }) => {
            let text = String::from_utf8(read(&file)?).context("tệp không phải UTF-8")?;
            let profile = targets::parse(&file.display().to_string(), &text, rulesets)?;
            store.import_profile(BY, &profile).await?;
            println!("đã nhập bộ chỉ tiêu {}: {} chỉ tiêu", profile.id, profile.targets.len());
        }
        Command::Minutes(MinutesCommand::Import { round, file, replace }) => {
            let rows = csv::minutes(&read(&file)?)?;
            warn_of_missing(store, round, &rows).await?;
            report(
                store
                    .import_minutes(BY, round, rows, if replace { Replacing::Any } else { Replacing::None }, Utc::now())
                    .await?,
            );
        }
        Command::Round(RoundCommand::Open { ruleset, unit, from, to, participation }) => {
            let ruleset = with_participation(rulesets, &ruleset, participation)?;
            let id = Uuid::new_v4();
            store
                .open_at_once(
                    BY,
                    NewRound { id, unit_code: unit, ruleset, papers: Papers::default(), opens: from, closes: to },
                    Utc::now(),
                )
                .await?;
            println!("{id}");
        }
        Command::Round(RoundCommand::Close { round }) => {
            store.close(BY, round, "Đóng bằng dòng lệnh.", Utc::now()).await?;
            println!("đã đóng đợt {round}");
        }
        Command::Round(RoundCommand::Publish { round }) => {
            store.publish(BY, round, Utc::now()).await?;
            println!("đã công bố đợt {round}");
        }
        Command::Codes(CodesCommand::Issue { round, hamlet, out, base_url }) => {
            let issued = issue(store, round, hamlet.as_deref(), &out, &base_url).await?;
            println!("đã phát {issued} mã vào {}", out.display());
        }
        Command::Results { round, unit, json: _ } => {
            let results = store.results(BY, round, unit.as_deref()).await?;
            println!("{}", serde_json::to_string_pretty(&results)?);
        }
        Command::Demo { base_url } => demo::ensure(store, rulesets, today(), &base_url).await?,
    }
    Ok(())
}

fn print_ruleset(ruleset: &Ruleset) {
    let checked = if ruleset.is_verified() { "" } else { "  (chưa xác minh)" };
    let (id, version, name) = (&ruleset.id, ruleset.version, &ruleset.name);
    println!("{id:<28} v{version}  {name}, {} câu{checked}", ruleset.questions.len());
}

fn read(file: &Path) -> Result<Vec<u8>> {
    if let Some(list) = file.to_str().and_then(units::shipped) {
        return Ok(list.into());
    }
    std::fs::read(file).with_context(|| format!("không đọc được tệp {}", file.display()))
}

fn report(done: Imported) {
    println!("thêm {}, sửa {}, không đổi {}", done.added, done.changed, done.same);
}

fn with_participation(rulesets: &Rulesets, id: &str, percent: Option<u32>) -> Result<Ruleset> {
    let Some(ruleset) = rulesets.get(id) else { bail!("không có bộ tiêu chí {id}; xem `ydan rulesets`") };
    let mut ruleset = ruleset.clone();
    if let Some(percent) = percent {
        ruleset.participation.percent = percent;
        ruleset.participation.source = "Kế hoạch của đợt lấy ý kiến".into();
        ruleset.participation.verified = true;
    }
    Ok(ruleset)
}

/// Minutes of old rounds may not mention every question; whoever imports them is told.
async fn warn_of_missing(
    store: &Store,
    round: Uuid,
    rows: &[app::ports::common::Line<app::domain::collection::minutes::MinutesRow>],
) -> Result<()> {
    let questions = u32::try_from(store.round(round).await?.ruleset.questions.len())?;
    let lines: Vec<_> = rows.iter().map(|line| (line.number, line.value.clone())).collect();
    for one in app::domain::collection::minutes::gather(&lines, questions).0 {
        if !one.missing.is_empty() {
            eprintln!(
                "lưu ý: biên bản thôn {} (xã {}) không ghi câu {:?}: các câu này coi như chưa có ý kiến",
                one.hamlet_code, one.commune_code, one.missing
            );
        }
    }
    Ok(())
}

/// Issues codes into a file. The file is whole and on disk before the codes are kept, and is put in place after.
pub(crate) async fn issue(store: &Store, round: Uuid, hamlet: Option<&str>, out: &Path, base_url: &str) -> Result<u64> {
    if out.exists() {
        bail!("tệp {} đã có; chọn tên khác để không ghi đè mã", out.display());
    }
    let draft = out.with_extension("dang-ghi");
    let mut write = |codes: &[IssuedCode]| write_codes(&draft, codes, base_url);
    let issued = store.issue(BY, round, hamlet, &mut write, Utc::now()).await;
    if issued.is_err() {
        // Codes that were not kept open nothing; the file is only in the way.
        let _ = std::fs::remove_file(&draft);
    }
    let issued = issued?;
    std::fs::rename(&draft, out).with_context(|| format!("mã nằm trong {}", draft.display()))?;
    Ok(issued)
}

fn write_codes(path: &Path, codes: &[IssuedCode], base_url: &str) -> std::io::Result<()> {
    let file = std::fs::File::create(path)?;
    let mut rows = ::csv::Writer::from_writer(std::io::BufWriter::new(&file));
    rows.write_record(["commune_code", "hamlet_code", "serial", "code", "link"])?;
    for one in codes {
        let link = format!("{}/p/{}", base_url.trim_end_matches('/'), one.code.compact());
        let (serial, code) = (one.serial.to_string(), one.code.to_string());
        rows.write_record([&one.commune_code, &one.hamlet_code, &serial, &code, &link])?;
    }
    rows.flush()?;
    drop(rows);
    file.sync_all()
}

async fn serve(
    store: &Store,
    rulesets: Rulesets,
    addr: SocketAddr,
    base_url: Option<String>,
    behind_proxy: bool,
) -> Result<()> {
    let is_demo = store.is_demo().await?;
    let listener = tokio::net::TcpListener::bind(addr).await.with_context(|| format!("không mở được cổng {addr}"))?;
    let own = format!("http://{}", listener.local_addr()?);
    let base_url = base_url.unwrap_or_else(|| own.clone());
    let state = app_state(Arc::new(store.clone()), rulesets, Arc::new(Utc::now), &base_url)?;
    let state = AppState { behind_proxy, is_demo, ..state };
    println!("Ý Dân: {own}");
    std::io::stdout().flush()?;
    let service = router::router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await?;
    Ok(())
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    let _ = interrupt.await;
}
