//! Wiring: reads the command, runs it, says in one line what did not work.

use app::i18n::say_error;
use app::ports::common::PortError;
use clap::Parser as _;
use server::cli::{Cli, run};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).init();
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            match error.downcast_ref::<PortError>() {
                Some(refused @ PortError::Broken(source)) => eprintln!("ydan: {}: {source}", say_error(refused)),
                Some(refused) => eprintln!("ydan: {}", say_error(refused)),
                None => eprintln!("ydan: {error:#}"),
            }
            ExitCode::FAILURE
        }
    }
}
