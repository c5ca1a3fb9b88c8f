//! The real program on a world's database, and what it answers.

use crate::common::World;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The file with the key of all worlds.
pub fn key_in(folder: &Path) -> PathBuf {
    let key = folder.join("key");
    std::fs::write(&key, "07".repeat(32)).unwrap();
    key
}

/// A command of the program.
pub fn command(world: &World, key: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ydan"));
    command.args(words).args(["--database-url", &world.url, "--key-file"]).arg(key);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The program while it serves.
pub struct Program {
    child: Child,
    pub address: String,
}

impl Program {
    pub fn start(world: &World, key: &Path) -> Self {
        let mut command = command(world, key, &["serve", "--addr", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("//").next().unwrap().to_owned();
        Self { child, address }
    }

    /// Ends it by SIGKILL.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What came of a form that was posted.
#[derive(Debug)]
pub enum Answer {
    /// Nobody was there to take it.
    NotSent,
    /// It was on its way when the program ended.
    Lost,
    /// The head of an answer.
    Came(String),
}

impl Answer {
    /// Where a form that was taken leads.
    pub fn leads_to(&self) -> Option<&str> {
        let Self::Came(head) = self else { return None };
        head.lines().find_map(|line| line.strip_prefix("location: ")).filter(|_| self.has_status(&["303"]))
    }

    pub fn has_status(&self, any: &[&str]) -> bool {
        matches!(self, Self::Came(head) if head.split(' ').nth(1).is_some_and(|status| any.contains(&status)))
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        let Self::Came(head) = self else { return None };
        let mut cookies = head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
        cookies.find_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('=')?.split(';').next())
    }
}

/// Posts a form as a browser would.
pub fn post(address: &str, path: &str, cookie: &str, form: &str) -> Answer {
    let Ok(mut line) = TcpStream::connect(address) else { return Answer::NotSent };
    let length = form.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\ncookie: ydan={cookie}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
    );
    let mut answer = Vec::new();
    if line.write_all(request.as_bytes()).is_ok() {
        // What came before the end is an answer, if its head is whole.
        let _ = line.read_to_end(&mut answer);
    }
    match String::from_utf8_lossy(&answer).split_once("\r\n\r\n") {
        Some((head, _)) => Answer::Came(head.to_owned()),
        None => Answer::Lost,
    }
}
