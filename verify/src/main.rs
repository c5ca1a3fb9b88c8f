//! `ydan-verify DIR` recounts the record of a round in a folder. It ends with 0 if all agrees, with 1 if anything does
//! not, and with 2 if the record cannot be read.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use ydan_verify::files::Files;
use ydan_verify::plain::plain;
use ydan_verify::{Recount, recount};

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let (Some(folder), None) = (arguments.next(), arguments.next()) else {
        let _ = writeln!(io::stderr(), "Say which folder the record is in: ydan-verify DIR");
        return ExitCode::from(2);
    };
    let Recount { findings, summary } = match Files::read(Path::new(&folder)) {
        Ok(files) => recount(&files),
        Err(error) => Recount { findings: Vec::new(), summary: Err(error) },
    };
    // Nobody may be reading to the end; then there is no more to say.
    let mut out = io::BufWriter::new(io::stdout().lock());
    for finding in &findings {
        let _ = writeln!(out, "{}.", plain(&finding.to_string()));
    }
    let code = match summary {
        Err(error) => {
            let _ = out.flush();
            let _ = writeln!(io::stderr(), "{}", plain(&error.to_string()));
            2
        }
        Ok(_) if !findings.is_empty() => 1,
        Ok(summary) => {
            summary.to_string().lines().for_each(|it| _ = writeln!(out, "{}", plain(it)));
            0
        }
    };
    let _ = out.flush();
    ExitCode::from(code)
}
