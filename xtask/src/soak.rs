//! `cargo xtask soak`: the drill of the `killed` tests, with so many kills that rare moments are among them.
//!
//! What is done between two kills, and what must hold after them, is decided in `server/tests/killed`; this provides a
//! PostgreSQL, says how many kills, and puts the figures of both databases side by side.

use anyhow::{Context, Result};

use crate::postgres::{Binaries, Cluster, Durability};
use crate::process;
use crate::workspace::Workspace;

/// The drill, without its database.
const DRILL: &str = "no_ballot_is_lost_or_doubled_and_no_box_is_half_counted";

/// What stands before the figures in the drill's output.
const FIGURES: &str = "drill: ";

/// How many kills there are to be on each database, and what chance begins with.
pub struct Soak {
    pub sqlite: u64,
    pub postgres: u64,
    pub seed: Option<u64>,
}

/// A figure with its name.
type Figure = (String, String);

/// Runs the drill on each database that is to have kills, and prints a table; `false` if anything did not hold.
pub fn soak(workspace: &Workspace, soak: &Soak) -> Result<bool> {
    let mut columns = Vec::new();
    let mut is_sound = true;
    for (module, name, kills) in [("sqlite", "SQLite", soak.sqlite), ("postgres", "PostgreSQL", soak.postgres)] {
        if kills == 0 {
            continue;
        }
        let mut command = workspace.cargo(&["test", "-p", "ydan", "--test", "killed", "--"]);
        command.args(["--exact", "--nocapture", &format!("{DRILL}::{module}")]).env("YDAN_KILLS", kills.to_string());
        if let Some(seed) = soak.seed {
            command.env("YDAN_SEED", seed.to_string());
        }
        let cluster = (module == "postgres")
            .then(|| Cluster::start(&Binaries::find_or_install()?, Durability::Durable))
            .transpose()?;
        if let Some(cluster) = &cluster {
            command.env("YDAN_TEST_POSTGRES", cluster.url());
        }
        let mut figures = None;
        let status = process::listen(&mut command, |line| figures = figures.take().or_else(|| parse(line)))?;
        is_sound &= status.success();
        let figures = figures.with_context(|| format!("the drill on {name} came to no end ({status})"))?;
        columns.push([vec![("database".to_owned(), name.to_owned())], figures].concat());
    }
    print!("{}", table(&columns));
    Ok(is_sound)
}

/// Reads a line such as `drill: kills=8;lost=0`, wherever in it the figures begin.
fn parse(line: &str) -> Option<Vec<Figure>> {
    let (_, figures) = line.split_once(FIGURES)?;
    figures.split(';').map(|one| one.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
}

/// Writes a row for each figure and a column for each database.
fn table(columns: &[Vec<Figure>]) -> String {
    let rows = columns.first().map_or(0, Vec::len);
    let row = |at: usize| {
        let figures: Vec<&Figure> = columns.iter().filter_map(|column| column.get(at)).collect();
        let values: Vec<String> = figures.iter().map(|(_, value)| format!("{value:>12}")).collect();
        format!("{:<36}{}", figures.first().map_or("", |(name, _)| name), values.concat())
    };
    format!("\n{}\n", (0..rows).map(row).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_both_databases_stand_side_by_side() -> Result<()> {
        let sqlite = parse("test a::sqlite ... drill: kills=1000;lost=0").context("figures")?;
        let postgres = parse("drill: kills=200;lost=3").context("figures")?;
        let table = table(&[sqlite, postgres]);
        let rows: Vec<Vec<&str>> = table.trim().lines().map(|row| row.split_whitespace().collect()).collect();
        assert_eq!(rows, [["kills", "1000", "200"], ["lost", "0", "3"]]);
        assert_eq!(parse("test result: ok"), None);
        Ok(())
    }

    #[test]
    fn the_drill_is_there() -> Result<()> {
        let tests = std::fs::read_to_string(Workspace::find()?.root.join("server/tests/killed/main.rs"))?;
        assert!(tests.contains(&format!("{DRILL} =>")));
        Ok(())
    }
}
