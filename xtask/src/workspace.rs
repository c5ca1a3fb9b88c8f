//! Where the workspace is, and how cargo is called in it.
//!
//! The places are asked for at run time, so that a moved checkout or another target folder needs no thought. What is
//! done with them is the commands' business.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// Knows the folders of this checkout.
pub struct Workspace {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// The folder cargo builds into.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the workspace this command was started from.
    pub fn find() -> Result<Self> {
        // Cargo sets the variable for what it runs; the compiled-in value serves a binary that is started by hand.
        let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&here).parent().context("xtask/ has no parent folder")?.to_owned();
        // `join` keeps an absolute CARGO_TARGET_DIR, and reads a relative one as the cargo we start in `root` will.
        let target = root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        Ok(Self { root, target })
    }

    /// Prepares a cargo command at the workspace's root.
    pub fn cargo(&self, args: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(args).current_dir(&self.root);
        command
    }
}
