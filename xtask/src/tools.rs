//! Finding programs, and installing what is missing where that is ours to do.
//!
//! As root on a Debian-like system (a container, most often) a missing tool is installed; anywhere else the owner of
//! the machine is told what to install. Where a tool hides beyond `PATH` is known to whoever needs it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Says whether this is a file one may execute.
pub fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

/// Finds the first of these programs on `PATH`.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<_> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| is_program(path))
}

/// Says whether we run as root.
pub fn is_root() -> Result<bool> {
    Ok(process::quietly(Command::new("id").arg("-u"))? == "0")
}

/// Looks with `find`; installs the Debian packages if that finds nothing, and looks again.
pub fn find_or_install<T>(what: &str, packages: &[&str], find: impl Fn() -> Option<T>) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let wanted = packages.join(" ");
    if !is_root()? || on_path(&["apt-get"]).is_none() {
        bail!("{what} is not there: install it (on Debian: `apt-get install {wanted}`) and try again");
    }
    eprintln!("{what} is not there: installing {wanted}");
    // One unreachable package source makes `update` fail, though another may well have what we need.
    if let Err(error) = apt_get(&["update"]) {
        eprintln!("{error:#}");
    }
    apt_get(&[&["install", "-y"], packages].concat())?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("{what} is not there, even after `apt-get install {wanted}`"),
    }
}

/// Runs apt-get without letting it ask anything.
fn apt_get(args: &[&str]) -> Result<()> {
    process::set_up(Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}
