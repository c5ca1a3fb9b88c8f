//! Wiring: reads the command, runs it, says in one line what did not work.

use clap::Parser as _;
use server::cli::{Cli, run};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).init();
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ydan: {error:#}");
            ExitCode::FAILURE
        }
    }
}
