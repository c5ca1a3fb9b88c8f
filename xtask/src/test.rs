//! `cargo xtask test`: everything that has to hold, in one order, with one number at the end.
//!
//! This is the list of the steps and what each depends on; how a step is taken and counted is in the modules it calls.
//! A missing browser or database is a failure: a check that quietly checks less is worth nothing.

use crate::build;
use crate::deny;
use crate::figures;
use crate::islands;
use crate::libtest;
use crate::office;
use crate::playwright;
use crate::postgres::{Binaries, Cluster, Durability};
use crate::process;
use crate::step::Report;
use crate::tally::Tally;
use crate::workspace::Workspace;

/// Takes all steps (or the quick ones), prints the report, and returns whether nothing failed.
pub fn test(workspace: &Workspace, quick: bool) -> bool {
    let left_out = "--quick leaves it out; `cargo xtask test` does it";
    let mut report = Report::default();

    report.command("format", &mut workspace.cargo(&["fmt", "--all", "--check"]));

    if quick {
        for name in ["clippy", "clippy of islands", "documentation", "dependencies"] {
            report.skip(name, left_out);
        }
    } else {
        let words = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        report.command("clippy", &mut workspace.cargo(&words));
        report.step("clippy of islands", || {
            process::check(&mut islands::clippy(workspace)?)?;
            Ok((Tally::PASSED, ()))
        });
        let words = ["doc", "--workspace", "--no-deps", "--document-private-items"];
        report.command("documentation", workspace.cargo(&words).env("RUSTDOCFLAGS", "-D warnings"));
        report.step("dependencies", || {
            process::check(&mut deny::check(workspace)?)?;
            Ok((Tally::PASSED, ()))
        });
    }

    let cluster = report.step("PostgreSQL", || {
        let cluster = Cluster::start(&Binaries::find_or_install()?, Durability::Fast)?;
        println!("{}", cluster.url());
        Ok((Tally::NONE, cluster))
    });
    let database = cluster.as_ref().map(Cluster::url);

    let office = report.step("LibreOffice", || Ok((Tally::NONE, office::find_or_install()?)));

    let figures = report.step("PSPP, Python", || Ok((Tally::NONE, figures::find_or_install(&workspace.target)?)));

    // The server's build takes them in, for the Rust tests already.
    report.step("islands", || Ok((Tally::NONE, islands::build(workspace)?)));

    report.step("Rust tests", || {
        // Without `--no-fail-fast` the counts would end at the first crate that fails.
        let mut command = workspace.cargo(&["test", "--workspace", "--no-fail-fast"]);
        match &database {
            Some(url) => command.env("YDAN_TEST_POSTGRES", url),
            None => command.env_remove("YDAN_TEST_POSTGRES"),
        };
        match &office {
            Some(office) => command.env("YDAN_TEST_OFFICE", office),
            None => command.env_remove("YDAN_TEST_OFFICE"),
        };
        match &figures {
            Some(folder) => command.env("YDAN_TEST_PYTHON", folder),
            None => command.env_remove("YDAN_TEST_PYTHON"),
        };
        Ok((libtest::run(&mut command)?, ()))
    });

    if quick {
        for name in ["server build", "browser tests"] {
            report.skip(name, left_out);
        }
    } else {
        // A build that works is no test and counts nothing; one that does not is a failure all the same.
        let ydan = report.step("server build", || Ok((Tally::NONE, build::tested_server(workspace)?)));
        report.step("browser tests", || match &ydan {
            Some(ydan) => Ok((playwright::run(workspace, ydan, database.as_deref())?, ())),
            None => anyhow::bail!("not run, for there is no build to test"),
        });
    }

    // The cluster goes before the report, whose last line is to be the last line of all.
    drop(cluster);
    report.finish()
}
