//! `cargo xtask bench`: measures the delivered server on a database that keeps its promises.
//!
//! What is measured is decided in the `ydan` bench; this provides a durable PostgreSQL and keeps stdout clean, so that
//! it holds one JSON document and nothing else.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::build::{self, Profile};
use crate::postgres::{Binaries, Cluster, Durability};
use crate::process;
use crate::workspace::Workspace;

/// How both the server and the bench around it are built.
const PROFILE: Profile = Profile::Release;

/// Runs the bench, passes its document on to stdout, and keeps a copy in `json` if that is asked for; of one part alone if
/// `only` names it.
pub fn bench(workspace: &Workspace, json: Option<&Path>, only: Option<&str>) -> Result<()> {
    let ydan = build::server(workspace, PROFILE)?;
    let cluster = Cluster::start(&Binaries::find_or_install()?, Durability::Durable)?;

    let mut command = workspace.cargo(&["bench", "--profile", PROFILE.name(), "-p", "ydan", "--bench", "ydan"]);
    if let Some(part) = only {
        command.args(["--", part]);
    }
    command.env("YDAN_TEST_POSTGRES", cluster.url()).env("YDAN_BIN", ydan).env("YDAN_PROFILE", PROFILE.name());
    command.stderr(Stdio::inherit());
    let output = command.output().with_context(|| format!("cannot start `{}`", process::shown(&command)))?;

    io::stdout().write_all(&output.stdout)?;
    if !output.status.success() {
        bail!("`{}` failed ({})", process::shown(&command), output.status);
    }
    if let Some(file) = json {
        fs::write(file, &output.stdout).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}
