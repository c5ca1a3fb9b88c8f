//! The two ways to build the server, and `cargo xtask build`, which makes the one that is delivered.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::handbook;
use crate::islands;
use crate::process;
use crate::workspace::Workspace;

/// A profile of the workspace's `Cargo.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// To try out and to test: quick to build.
    Dev,
    /// To deliver and to measure.
    Release,
}

impl Profile {
    /// Returns the profile's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    /// Returns the folder in `target/` that cargo builds it in.
    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// Builds the server, with the islands in it, and returns the binary.
pub fn server(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    islands::build(workspace)?;
    let mut command = workspace.cargo(&["build", "--profile", profile.name(), "-p", "ydan", "--bin", "ydan"]);
    process::check(&mut command)?;
    Ok(workspace.target.join(profile.folder()).join("ydan"))
}

/// Returns the server that the Rust tests run against. `cargo build` would compile a third of it again, for the crates that
/// only tests need switch features of others on.
pub fn tested_server(workspace: &Workspace) -> Result<PathBuf> {
    process::check(&mut workspace.cargo(&["test", "--workspace", "--no-run", "--quiet"]))?;
    Ok(workspace.target.join(Profile::Dev.folder()).join("ydan"))
}

/// Builds what is delivered, and prints where it lies and how big it is.
pub fn build(workspace: &Workspace) -> Result<()> {
    let ydan = server(workspace, Profile::Release)?;
    let file = ydan.metadata().with_context(|| format!("cannot read {}", ydan.display()))?;
    println!("{}", handbook::said(workspace, &ydan)?);
    println!("{}\n{}", ydan.display(), megabytes(file.len()));
    Ok(())
}

/// Writes a size with one decimal, rounded down.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_decimal_megabytes() {
        assert_eq!(megabytes(42_199_999), "42.1 MB");
        assert_eq!(megabytes(99_999), "0.0 MB");
    }

    #[test]
    fn every_profile_is_one_of_the_workspace() -> Result<()> {
        let manifest = std::fs::read_to_string(Workspace::find()?.root.join("Cargo.toml"))?;
        for profile in [Profile::Dev, Profile::Release] {
            assert!(manifest.contains(&format!("\n[profile.{}]\n", profile.name())), "{profile:?}");
        }
        Ok(())
    }
}
