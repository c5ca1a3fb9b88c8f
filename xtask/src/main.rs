//! `cargo xtask`: everything one has to do around the workspace, each as one command.
//!
//! This crate does all set-up for running, testing and measuring Ý Dân: it builds, starts throw-away databases, finds
//! or installs what is missing, and sums up what happened. It knows the `ydan` binary from outside only, by its
//! command line and its environment variables; nothing of it is part of what is delivered.
//!
//! It needs a Unix system: signals reach the server by `exec`, and PostgreSQL's aversion to root is answered by
//! changing the user.

mod args;
mod bench;
mod browser;
mod build;
mod deny;
mod figures;
mod handbook;
mod islands;
mod libtest;
mod office;
mod playwright;
mod postgres;
mod process;
mod run;
mod soak;
mod step;
mod tally;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use args::Args;
use soak::Soak;
use workspace::Workspace;

/// Says what there is to do; printed by `cargo xtask help`.
const USAGE: &str = "\
cargo xtask <command>

  build
        Builds the server as it is delivered, and prints where it lies and how big it is.
  islands
        Builds what of the pages runs in the browser, for the next build of the server to take in; all others do it too.
  handbook
        Makes the pictures of the handbooks by the browser tests, for the next build of the server to take in; after
        `test` they are there. A server shows only pictures that were made of its own pages.
  run [--addr 127.0.0.1:3000] [--fresh]
        Builds the server, fills a demo database in data/ on the first start, and serves it.
        --fresh deletes the demo database first.
  test [--quick]
        Format, clippy, documentation, dependencies, all Rust tests (with a throw-away PostgreSQL), server build,
        browser tests.
        --quick leaves out all but the format and the Rust tests, and says so.
        Ends with one line: `ydan: N passed, M failed, K skipped`.
  bench [--json FILE] [--only casting|counting|documents|oversight|printing]
        Measures the release build on SQLite and on a durable throw-away PostgreSQL; one part alone if asked for.
        One JSON document on stdout (and in FILE), everything else on stderr.
  soak [--kills 1000] [--postgres-kills 200] [--seed N]
        Kills the server (the debug build, as in the tests) while households answer, hamlets are closed and boxes are
        counted, on SQLite and on a durable throw-away PostgreSQL; prints what was acknowledged, lost, doubled or half
        counted. 0 kills leave a database out; a seed repeats what is left to chance in the drill itself.
  help  Prints this.
";

/// Runs the command and turns its outcome into an exit code.
fn main() -> ExitCode {
    match dispatch() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the command line and does what it asks; `false` means that something was tested and failed.
fn dispatch() -> Result<bool> {
    let mut args = Args::new(std::env::args().skip(1));
    if args.switch("--help") || args.switch("-h") {
        print!("{USAGE}");
        return Ok(true);
    }
    match args.command().as_deref() {
        None | Some("help") => {
            args.finish()?;
            print!("{USAGE}");
            Ok(true)
        }
        Some("build") => {
            args.finish()?;
            build::build(&Workspace::find()?)?;
            Ok(true)
        }
        Some("islands") => {
            args.finish()?;
            islands::build(&Workspace::find()?)?;
            Ok(true)
        }
        Some("handbook") => {
            args.finish()?;
            let workspace = Workspace::find()?;
            islands::build(&workspace)?;
            handbook::make(&workspace, &build::tested_server(&workspace)?)?;
            Ok(true)
        }
        Some("run") => {
            let addr = args.value("--addr")?;
            let fresh = args.switch("--fresh");
            args.finish()?;
            run::run(&Workspace::find()?, addr.as_deref().unwrap_or("127.0.0.1:3000"), fresh)?;
            Ok(true)
        }
        Some("test") => {
            let quick = args.switch("--quick");
            args.finish()?;
            Ok(test::test(&Workspace::find()?, quick))
        }
        Some("bench") => {
            let (json, only) = (args.value("--json")?, args.value("--only")?);
            args.finish()?;
            bench::bench(&Workspace::find()?, json.as_deref().map(std::path::Path::new), only.as_deref())?;
            Ok(true)
        }
        Some("soak") => {
            let (sqlite, postgres) = (args.number("--kills")?, args.number("--postgres-kills")?);
            let seed = args.number("--seed")?;
            args.finish()?;
            let soak = Soak { sqlite: sqlite.unwrap_or(1_000), postgres: postgres.unwrap_or(200), seed };
            soak::soak(&Workspace::find()?, &soak)
        }
        Some(other) => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    }
}
