//! Running other programs, and saying clearly which one failed.
//!
//! Three ways are enough: let it talk to the terminal, keep it quiet until it fails, or listen to its lines while they
//! are shown. Which program to run is decided elsewhere.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// Returns the command line as one would type it, for messages.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs the command with our own input and outputs, and returns how it ended.
pub fn status(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| format!("cannot start `{}`", shown(command)))
}

/// Runs the command with our own input and outputs; its failure is an error.
pub fn check(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a command of the set-up: all it says goes to stderr, because stdout may be a document.
pub fn set_up(command: &mut Command) -> Result<()> {
    check(command.stdin(Stdio::null()).stdout(io::stderr()))
}

/// Runs the command without showing what it says, and returns its stdout; a failure tells what it said.
pub fn quietly(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{}`", shown(command)))?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        bail!("`{}` failed ({}): {said} {complaint}", shown(command), output.status);
    }
    Ok(said)
}

/// Runs the command, shows its stdout as it comes, and calls `hear` with each line of it.
pub fn listen(command: &mut Command, mut hear: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{}`", shown(command)))?;
    let mut lines = BufReader::new(child.stdout.take().context("the child has no stdout")?);
    let mut line = Vec::new();
    // Bytes, not `lines()`: a failing test may print anything, and it must come through as it is.
    while lines.read_until(b'\n', &mut line)? > 0 {
        io::stdout().write_all(&line)?;
        hear(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
    Ok(child.wait()?)
}
