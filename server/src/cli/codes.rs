//! `ydan codes`: codes into a file, the only place they are ever in clear.

use super::base_url;
use super::context::BY;
use crate::store::Store;
use anyhow::{Context as _, Result, bail};
use app::ports::slips::{IssuedCode, Slips as _};
use app::t;
use chrono::Utc;
use clap::Subcommand;
use std::path::{Path, PathBuf};
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub(super) enum CodesCommand {
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
        /// The address codes lead to; kept from then on. Default: the one that is kept
        #[arg(long, env = "YDAN_BASE_URL")]
        base_url: Option<String>,
    },
}

impl CodesCommand {
    pub(super) async fn run(self, store: &Store) -> Result<()> {
        let Self::Issue { round, hamlet, out, base_url } = self;
        let Some(base_url) = base_url::given_or_kept(store, base_url.as_deref()).await? else {
            bail!(t!("operator-no-base-url"));
        };
        if base_url::is_loopback(&base_url) {
            eprintln!("{}", t!("operator-base-url-loopback", address = &base_url));
        }
        let issued = issue(store, round, hamlet.as_deref(), &out, &base_url).await?;
        println!("{}", t!("operator-issued", count = issued, file = out.display().to_string()));
        Ok(())
    }
}

/// Issues codes into a file. The file is whole and on disk before the codes are kept, and is put in place after.
pub(crate) async fn issue(store: &Store, round: Uuid, hamlet: Option<&str>, out: &Path, base_url: &str) -> Result<u64> {
    if out.exists() {
        bail!(t!("operator-file-is-there", file = out.display().to_string()));
    }
    let draft = out.with_extension("dang-ghi");
    let mut write = |codes: &[IssuedCode]| write_codes(&draft, codes, base_url);
    let issued = store.issue(BY, round, hamlet, &mut write, Utc::now()).await;
    if issued.is_err() {
        // Codes that were not kept open nothing; the file is only in the way.
        let _ = std::fs::remove_file(&draft);
    }
    let issued = issued?;
    std::fs::rename(&draft, out).with_context(|| t!("operator-codes-in", file = draft.display().to_string()))?;
    Ok(issued)
}

/// A new file that nobody but its owner may read.
fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    // What a run before left behind may be open to others.
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write_codes(path: &Path, codes: &[IssuedCode], base_url: &str) -> std::io::Result<()> {
    let file = private_file(path)?;
    let mut rows = csv::Writer::from_writer(std::io::BufWriter::new(&file));
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
