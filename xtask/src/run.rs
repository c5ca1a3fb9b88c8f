//! `cargo xtask run`: the demo, from a fresh checkout to a page in the browser.
//!
//! It builds the server, lets the server itself fill the demo database, and then becomes the server. What is in the
//! demo, and what it prints, is the server's own.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build::{self, Profile};
use crate::process;
use crate::workspace::Workspace;

/// The demo database, and what SQLite and the server keep beside it.
const DEMO_FILES: [&str; 4] = ["demo.db", "demo.db-wal", "demo.db-shm", "demo.db.key"];

/// Prepares the demo and serves it on `addr`; returns only if that fails.
pub fn run(workspace: &Workspace, addr: &str, fresh: bool) -> Result<()> {
    let ydan = build::server(workspace, Profile::Dev)?;
    let data = workspace.root.join("data");
    fs::create_dir_all(&data).with_context(|| format!("cannot create {}", data.display()))?;
    if fresh {
        forget(&data)?;
    }
    let database = format!("sqlite://{}", data.join("demo.db").display());
    let command = |words: &[&str]| {
        let mut command = Command::new(&ydan);
        command.args(words).args(["--database-url", &database]).current_dir(&workspace.root);
        command
    };
    process::check(&mut command(&["demo", "--base-url", &format!("http://{addr}")]))?;
    // The server takes our place, so that Ctrl-C and a service manager's signals reach it and nobody else.
    let mut serve = command(&["serve", "--addr", addr]);
    let error = serve.exec();
    Err(error).with_context(|| format!("cannot start `{}`", process::shown(&serve)))
}

/// Deletes the demo in this folder; what is not there is fine.
fn forget(data: &Path) -> Result<()> {
    for name in DEMO_FILES {
        match fs::remove_file(data.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot delete {name} in {}", data.display()));
            }
            _ => {}
        }
    }
    Ok(())
}
