//! The program itself: what it prints and how it ends.

#![allow(clippy::unwrap_used, reason = "in tests that is how trouble shows")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::draft;
use ydan_verify::files::Files;

fn write(folder: &Path, files: &Files) {
    let files = [("record.json", &files.record), ("receipts.csv", &files.receipts), ("SHA256SUMS", &files.sums)];
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

/// How it ends, what it prints, and what it says of trouble.
fn run(arguments: &[&Path]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_ydan-verify")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn how_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut draft = draft();
    write(folder, &draft.files());
    let (code, out, trouble) = run(&[folder]);
    assert_eq!((code, trouble.as_str()), (Some(0), ""));
    assert!(out.starts_with("Round r1 of Name of 01, version 1\n") && out.ends_with("No disagreement.\n"), "{out}");

    draft.set("/results/2/questions/0/percent_satisfied", "73.78");
    write(folder, &draft.files());
    let (code, out, trouble) = run(&[folder]);
    assert_eq!((code, trouble.as_str()), (Some(1), ""));
    assert_eq!(out, "commune 01101, question 1: the share percent_satisfied is 73.78, but should be 73.77.\n");

    draft.set("/places/1/turnout/valid", "many");
    write(folder, &draft.files());
    let (code, _, trouble) = run(&[folder]);
    assert_eq!((code, trouble.lines().count()), (Some(2), 1));
    assert!(trouble.starts_with("record.json cannot be understood at places[1].turnout.valid"), "{trouble}");

    fs::remove_file(folder.join("receipts.csv")).unwrap();
    let (code, _, trouble) = run(&[folder]);
    assert_eq!((code, trouble.lines().count()), (Some(2), 1));
    assert!(trouble.starts_with("The file receipts.csv cannot be read"), "{trouble}");

    for arguments in [&[][..], &[folder, folder], &[&folder.join("nowhere")]] {
        let (code, out, trouble) = run(arguments);
        assert_eq!((code, out.as_str(), trouble.lines().count()), (Some(2), "", 1));
    }
}
