//! A throw-away PostgreSQL cluster: there for one command, gone after it.
//!
//! It lives in a folder of its own in the system's temporary folder, listens on a free port of the loopback address,
//! and is taken away by a [`Caretaker`] however we end. What is done in it, and which databases or schemas tests
//! create there, is not its business. Anybody on this machine may connect, so it must never hold anything of worth.

mod account;
mod binaries;
mod caretaker;

use std::fs::{self, DirBuilder};
use std::net::TcpListener;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result};

use crate::process;
use account::Account;
pub use binaries::Binaries;
use caretaker::Caretaker;

/// Says what a commit is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A commit is on disk, as it would be in service: for measuring.
    Durable,
    /// A commit survives nothing but the test: for speed.
    Fast,
}

impl Durability {
    /// Returns the server's settings for this.
    fn settings(self) -> &'static str {
        match self {
            Self::Durable => "-c fsync=on -c synchronous_commit=on -c full_page_writes=on",
            Self::Fast => "-c fsync=off -c synchronous_commit=off -c full_page_writes=off",
        }
    }
}

/// Is a running cluster; dropping it stops the server and removes its folder.
pub struct Cluster {
    port: u16,
    folder: PathBuf,
    account: Account,
    /// Held for its `Drop`.
    _caretaker: Caretaker,
}

impl Cluster {
    /// Creates a cluster and waits until it answers.
    pub fn start(binaries: &Binaries, durability: Durability) -> Result<Self> {
        let account = Account::find()?;
        let folder = create_folder()?;
        let data = folder.join("data");
        // The caretaker comes before there is anything to take care of, so that no moment is left out.
        let mut stop = account.command(&binaries.program("pg_ctl"), &folder);
        stop.args(["-m", "immediate", "-w", "stop", "-D"]).arg(&data);
        let caretaker = Caretaker::start(&folder, &data.join("postmaster.pid"), &stop)?;
        account.give(&folder)?;

        let mut init = account.command(&binaries.program("initdb"), &folder);
        init.arg("-D").arg(&data).args(["-U", "ydan", "--auth=trust", "-E", "UTF8", "--locale=C"]);
        // A cluster that lives for minutes has no crash to be safe from before its first commit.
        process::quietly(init.arg("--no-sync"))?;

        let mut cluster = Self { port: 0, folder, account, _caretaker: caretaker };
        let mut outcome = Ok(());
        // Between asking for a free port and using it somebody else may take it; three in a row is another matter.
        for _ in 0..3 {
            cluster.port = free_port()?;
            outcome = cluster.listen(binaries, durability);
            if outcome.is_ok() {
                break;
            }
        }
        outcome.map(|()| cluster)
    }

    /// Starts the server on the chosen port.
    fn listen(&self, binaries: &Binaries, durability: Durability) -> Result<()> {
        // No socket in the file system: its path would have to be short, and everybody connects by TCP anyway.
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 {}",
            self.port,
            durability.settings()
        );
        let log = self.folder.join("log");
        let mut start = self.command(binaries, "pg_ctl");
        start.arg("-D").arg(self.folder.join("data")).arg("-l").arg(&log).args(["-w", "-o", &options, "start"]);
        process::quietly(&mut start).map(drop).with_context(|| {
            let said = fs::read_to_string(&log).unwrap_or_default();
            format!("PostgreSQL did not start; its log says:\n{said}")
        })
    }

    /// Prepares one of PostgreSQL's programs, run as the user the cluster belongs to.
    fn command(&self, binaries: &Binaries, program: &str) -> Command {
        self.account.command(&binaries.program(program), &self.folder)
    }

    /// Returns the address of the database every cluster has.
    pub fn url(&self) -> String {
        format!("postgres://ydan@127.0.0.1:{}/postgres", self.port)
    }
}

/// Asks the system for a port nobody listens on.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Creates a folder only we can read; a name that is taken is an error, never a folder somebody else prepared.
fn create_folder() -> Result<PathBuf> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("ydan-postgres-{}-{number}", std::process::id()));
    DirBuilder::new().mode(0o700).create(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(cluster: &Cluster, binaries: &Binaries, question: &str) -> Result<String> {
        process::quietly(cluster.command(binaries, "psql").args(["-X", "-A", "-t", &cluster.url(), "-c", question]))
    }

    #[test]
    fn a_cluster_answers_and_is_gone_afterwards() -> Result<()> {
        let binaries = Binaries::find_or_install()?;
        for (durability, fsync) in [(Durability::Fast, "off"), (Durability::Durable, "on")] {
            let cluster = Cluster::start(&binaries, durability)?;
            let ready = || process::quietly(Command::new(binaries.program("pg_isready")).args(["-d", &cluster.url()]));
            ready()?;
            assert_eq!(ask(&cluster, &binaries, "show fsync")?, fsync);
            assert_eq!(ask(&cluster, &binaries, "show max_connections")?, "200");
            assert_eq!(ask(&cluster, &binaries, "show server_encoding")?, "UTF8");

            let (folder, url) = (cluster.folder.clone(), cluster.url());
            drop(cluster);
            assert!(!folder.exists());
            let after = process::quietly(Command::new(binaries.program("pg_isready")).args(["-d", &url]));
            assert!(after.is_err(), "the server still answers");
        }
        Ok(())
    }
}
