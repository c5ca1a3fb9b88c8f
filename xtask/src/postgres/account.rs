//! The user a cluster runs as.
//!
//! PostgreSQL refuses to run as root, for good reasons. An ordinary user runs it as themselves; root, as in a
//! container, lends it to the system's `postgres` user, which is created if there is none.

use std::os::unix::fs::chown;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools;

/// The system user that stands in for root.
const STAND_IN: &str = "postgres";

/// Knows whether commands are run as somebody else, and as whom.
pub struct Account {
    /// The stand-in's number, if there has to be one.
    stand_in: Option<u32>,
}

impl Account {
    /// Finds the user, and creates the stand-in if it is needed and missing.
    pub fn find() -> Result<Self> {
        if !tools::is_root()? {
            return Ok(Self { stand_in: None });
        }
        if tools::on_path(&["runuser"]).is_none() {
            bail!(
                "PostgreSQL refuses root, and there is no `runuser`: install util-linux, or run this as another user"
            );
        }
        let number = || process::quietly(Command::new("id").args(["-u", STAND_IN]));
        let number = if let Ok(number) = number() {
            number
        } else {
            process::set_up(Command::new("useradd").args(["--system", STAND_IN]))?;
            number()?
        };
        let number = number.parse().with_context(|| format!("`id -u {STAND_IN}` said `{number}`"))?;
        Ok(Self { stand_in: Some(number) })
    }

    /// Gives a folder to the user.
    pub fn give(&self, folder: &Path) -> Result<()> {
        match self.stand_in {
            Some(_) => chown(folder, self.stand_in, None)
                .with_context(|| format!("cannot give {} to {STAND_IN}", folder.display())),
            None => Ok(()),
        }
    }

    /// Prepares a command that runs as the user, in a folder the user can read.
    pub fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = match self.stand_in {
            Some(_) => {
                let mut command = Command::new("runuser");
                command.args(["-u", STAND_IN, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        // Without a fixed locale PostgreSQL refuses to start on some systems, and its messages vary on all.
        command.current_dir(folder).env("LC_ALL", "C");
        command
    }
}
