//! `ydan export`: the public record of a round, as a folder that everybody can recount.

use crate::files::record_files;
use crate::store::Store;
use anyhow::{Context as _, Result, bail};
use app::ports::records::Records as _;
use app::t;
use std::path::PathBuf;
use uuid::Uuid;

#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// The round
    #[arg(long)]
    round: Uuid,
    /// The folder, which is new or empty
    #[arg(long)]
    out: PathBuf,
}

impl Export {
    pub(super) async fn run(self, store: &Store) -> Result<()> {
        let folder = self.out.display().to_string();
        let no_folder = || t!("operator-no-folder", folder = &folder);
        std::fs::create_dir_all(&self.out).with_context(no_folder)?;
        if std::fs::read_dir(&self.out).with_context(no_folder)?.next().is_some() {
            bail!(t!("operator-folder-not-empty", folder = &folder));
        }
        let record = store.record(self.round).await?;
        for (name, content) in record_files(&record)? {
            std::fs::write(self.out.join(name), content).with_context(no_folder)?;
        }
        println!("{}", t!("operator-exported", round = self.round.to_string(), folder = folder));
        Ok(())
    }
}
