//! Where PostgreSQL's programs are.
//!
//! Distributions keep the server's programs out of `PATH`, one folder per version; this knows the usual places. All
//! programs are taken from one folder, for those of different versions do not understand each other's clusters.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::tools;

/// Where versions are kept, with what stands before the version and what comes after it.
const PLACES: [(&str, &str, &str); 5] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
];

/// Is the folder with `initdb`, `pg_ctl` and their siblings.
#[derive(Debug, PartialEq, Eq)]
pub struct Binaries(PathBuf);

impl Binaries {
    /// Finds the programs, and installs PostgreSQL if there are none.
    pub fn find_or_install() -> Result<Self> {
        tools::find_or_install("PostgreSQL (initdb, pg_ctl)", &["postgresql"], Self::find)
    }

    /// Looks on `PATH` first, then in the usual places, newest version first.
    fn find() -> Option<Self> {
        let on_path = tools::on_path(&["initdb"]).into_iter().flat_map(|initdb| {
            // A link on `PATH` leads to the folder that also has the programs nobody linked.
            let real = initdb.canonicalize().ok();
            [real.as_deref().and_then(Path::parent), initdb.parent()].map(|folder| folder.map(Path::to_owned))
        });
        let places = PLACES.iter().flat_map(|(parent, prefix, bin)| versions(Path::new(parent), prefix, bin));
        on_path.flatten().chain(places).find(|folder| is_complete(folder)).map(Self)
    }

    /// Returns the full path of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// Says whether a folder has what starting a cluster takes.
fn is_complete(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|name| tools::is_program(&folder.join(name)))
}

/// Lists `parent/prefixVERSION/bin`, newest version first.
fn versions(parent: &Path, prefix: &str, bin: &str) -> Vec<PathBuf> {
    let mut found: Vec<(Vec<u32>, PathBuf)> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((version(entry.file_name().to_str()?.strip_prefix(prefix)?)?, entry.path().join(bin))))
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, folder)| folder).collect()
}

/// Reads `17` or `9.6` as numbers, because as text `9.6` would be newer than `17`.
fn version(name: &str) -> Option<Vec<u32>> {
    name.split('.').map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers() {
        assert!(version("17") > version("9.6"));
        assert!(version("16.4") > version("16"));
        assert_eq!(version("latest"), None);
    }
}
