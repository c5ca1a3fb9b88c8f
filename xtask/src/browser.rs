//! What browser tests need: Chromium, Node.js and the packages of `end2end/`.
//!
//! Chromium is the system's own, because Playwright's download is one more host to trust and often unreachable. The
//! tests themselves are run by `playwright`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools;

/// The names Chromium goes by on `PATH`.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Finds Chromium, or installs it; the variable `CHROMIUM` decides if it is set.
pub fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("CHROMIUM").filter(|value| !value.is_empty()) {
        let chosen = PathBuf::from(chosen);
        if !tools::is_program(&chosen) {
            bail!("CHROMIUM is set to {}, which is not a program", chosen.display());
        }
        return Ok(chosen);
    }
    tools::find_or_install("Chromium", &["chromium"], || tools::on_path(&NAMES))
}

/// Finds what reads printed pages back (pdftoppm and zbarimg), or installs it.
pub fn scanner() -> Result<()> {
    tools::find_or_install("pdftoppm and zbarimg", &["poppler-utils", "zbar-tools"], || {
        ["pdftoppm", "zbarimg"].iter().all(|name| tools::on_path(&[name]).is_some()).then_some(())
    })
}

/// Brings `node_modules` up to date with the lock, with Node.js found or installed first.
pub fn packages(folder: &Path) -> Result<()> {
    tools::find_or_install("Node.js with npm and npx", &["nodejs", "npm"], || {
        ["node", "npm", "npx"].iter().all(|name| tools::on_path(&[name]).is_some()).then_some(())
    })?;
    if is_current(folder) {
        return Ok(());
    }
    // Without a lock there is nothing `ci` could follow.
    let how = if folder.join("package-lock.json").exists() { "ci" } else { "install" };
    process::set_up(Command::new("npm").arg(how).current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
        .context("the packages of the browser tests cannot be installed")
}

/// Says whether the last complete installation is younger than the lock.
fn is_current(folder: &Path) -> bool {
    // npm writes this file last, so that an interrupted installation does not look like a finished one.
    let installed = folder.join("node_modules/.package-lock.json");
    let time = |path: &Path| path.metadata().and_then(|file| file.modified());
    match (time(&installed), time(&folder.join("package-lock.json"))) {
        (Ok(installed), Ok(locked)) => installed >= locked,
        _ => false,
    }
}
