//! Wiring: reads the command, runs it, says in one line what did not work.

use app::i18n::say_error;
use app::ports::common::PortError;
use mimalloc::MiMalloc;
use server::cli::{Cli, run};
use std::error::Error;
use std::io::{IsTerminal as _, stderr};
use std::process::ExitCode;

/// Gives large blocks back to the system at once: the usual one keeps the 19 MiB of each wrong password for good.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let log = tracing_subscriber::fmt().with_writer(stderr).with_max_level(tracing::Level::WARN);
    // A file or a journal is read without a terminal's colours.
    log.with_ansi(stderr().is_terminal()).init();
    let (cli, words) = Cli::read();
    match run(cli, &words).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            match error.downcast_ref::<PortError>() {
                Some(refused @ PortError::Broken(source)) => {
                    eprintln!("ydan: {}: {}", say_error(refused), causes(source.as_ref()));
                }
                Some(refused) => eprintln!("ydan: {}", say_error(refused)),
                None => eprintln!("ydan: {}", causes(error.as_ref())),
            }
            ExitCode::FAILURE
        }
    }
}

/// An error with its causes, each said once: many say their cause themselves.
fn causes(error: &(dyn Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !said.contains(&text) {
            said = format!("{said}: {text}");
        }
        next = cause.source();
    }
    said
}
