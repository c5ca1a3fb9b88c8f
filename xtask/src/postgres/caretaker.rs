//! Whoever takes a cluster away when its owner is gone.
//!
//! A `Drop` is not run on Ctrl-C, and nothing at all is run on a kill; a forgotten PostgreSQL would stay for good. So a
//! small shell waits at the end of a pipe: the pipe closes when we let go of it or when the system does it for us, and
//! then the shell stops the server and removes the folder. It is the only way a cluster ends, so it is tested each time.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Waits for the end of its input; `$1` is the folder, `$2` the file a running server keeps, the rest is how to stop it.
const SCRIPT: &str = r#"
trap '' HUP INT TERM
read -r _
folder=$1 running=$2
shift 2
status=0
if [ -e "$running" ]; then "$@" || status=$?; fi
cd / && rm -rf "$folder" || status=$?
exit $status
"#;

/// Is the waiting shell.
pub struct Caretaker(Child);

impl Caretaker {
    /// Sets a caretaker on `folder`; `stop` is run if the file `running` is there at the end.
    pub fn start(folder: &Path, running: &Path, stop: &Command) -> Result<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", SCRIPT, "caretaker"]).arg(folder).arg(running).arg(stop.get_program()).args(stop.get_args());
        for (name, value) in stop.get_envs() {
            shell.env(name, value.unwrap_or_default());
        }
        // Its own process group, because Ctrl-C is sent to all of ours.
        shell.current_dir(folder).process_group(0);
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = shell.spawn().context("cannot start `sh`, which would take the cluster away at the end")?;
        Ok(Self(child))
    }
}

impl Drop for Caretaker {
    fn drop(&mut self) {
        // Closing the pipe is the signal; after the wait the server is gone, and so is its folder.
        drop(self.0.stdin.take());
        match self.0.wait() {
            Ok(status) if status.success() => {}
            outcome => eprintln!("!!! a throw-away PostgreSQL may have been left behind: {outcome:?}"),
        }
    }
}
