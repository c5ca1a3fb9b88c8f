//! Changes of the files themselves.

mod common;

use std::fs;

use common::{draft, findings, sealed, unreadable};
use ydan_verify::files::Files;
use ydan_verify::finding::Finding;
use ydan_verify::recount;
use ydan_verify::unreadable::Unreadable;

type Bytes = fn(&mut Files) -> &mut Vec<u8>;

/// Whatever byte is changed, it is said which file is not as it was.
#[test]
fn one_byte_changed_in_each_file() {
    let whole = draft().files();
    let changed: [(&str, Bytes); 2] = [("record.json", |it| &mut it.record), ("receipts.csv", |it| &mut it.receipts)];
    for (name, bytes) in changed {
        let length = bytes(&mut whole.clone()).len();
        for index in (0..length).step_by(1 + length / 50) {
            let mut files = whole.clone();
            if let Some(byte) = bytes(&mut files).get_mut(index) {
                *byte ^= 1;
            }
            let findings = recount(&files).findings;
            assert!(
                findings.iter().any(|it| matches!(it, Finding::Digest { file, .. } if *file == name)),
                "{name} {index}"
            );
        }
    }
    for index in 0..whole.sums.len() {
        let mut files = whole.clone();
        files.sums[index] ^= 1;
        let again = recount(&files);
        assert!(again.summary.is_err() || !again.findings.is_empty(), "SHA256SUMS {index}");
    }
}

#[test]
fn digests() {
    let lines = |lines: &[usize]| {
        let mut files = draft().files();
        let text = String::from_utf8(files.sums).unwrap();
        let all: Vec<&str> = text.lines().chain([""]).collect();
        files.sums = lines.iter().flat_map(|it| [all[*it], "\n"]).collect::<String>().into_bytes();
        files
    };
    assert_eq!(findings(&lines(&[1, 0])), []);
    assert_eq!(findings(&lines(&[0])), [Finding::DigestMissing { file: "receipts.csv" }]);
    assert_eq!(findings(&lines(&[0, 1, 1])), [Finding::DigestTwice { file: "receipts.csv".into() }]);
    assert!(matches!(unreadable(&lines(&[0, 2, 1])), Unreadable::Line { file: "SHA256SUMS", line: 2, .. }));
    let mut files = draft().files();
    files.sums.extend(format!("{} *more.txt\n", "0".repeat(64)).bytes());
    assert_eq!(findings(&files), [Finding::DigestUnknown { file: "more.txt".into() }]);
}

#[test]
fn a_missing_file() {
    let whole = draft().files();
    for missing in ["record.json", "receipts.csv", "SHA256SUMS"] {
        let folder = tempfile::tempdir().unwrap();
        let files = [("record.json", &whole.record), ("receipts.csv", &whole.receipts), ("SHA256SUMS", &whole.sums)];
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        assert_eq!(findings(&Files::read(folder.path()).unwrap()), []);
        fs::remove_file(folder.path().join(missing)).unwrap();
        let error = Files::read(folder.path()).unwrap_err();
        assert!(matches!(error, Unreadable::File { file, .. } if file == missing), "{missing}");
    }
}

#[test]
fn an_unknown_format() {
    let mut draft = draft();
    draft.set("/format", "ydan-record/2");
    draft.at("/round").take();
    assert!(matches!(unreadable(&draft.files()), Unreadable::Format { format, .. } if format == "ydan-record/2"));
}

/// A field that cannot be understood is named.
#[test]
fn malformed_fields() {
    for path in ["/places/2/turnout/valid", "/results/3/children/0/unit", "/ruleset/threshold/1/percent", "/audit"] {
        let mut draft = draft();
        draft.set(path, "x");
        let Unreadable::Json { field, .. } = unreadable(&draft.files()) else { panic!("{path}") };
        let named = path
            .split('/')
            .skip(1)
            .map(|it| if it.parse::<u8>().is_ok() { format!("[{it}]") } else { format!(".{it}") });
        assert_eq!(format!(".{field}"), named.collect::<String>());
    }
    for (path, value) in [("/round/version", -1), ("/places/0/hamlets", -1), ("/ruleset/participation/percent", 101)] {
        let mut draft = draft();
        draft.set(path, value);
        assert!(matches!(unreadable(&draft.files()), Unreadable::Json { .. }), "{path}");
    }
}

#[test]
fn malformed_lines() {
    for (receipts, trouble) in [
        ("", 1),
        ("receipt,box\n", 1),
        ("box,receipt\r\n", 1),
        ("box,receipt\nbox-A,2222222223\nbox-A\n", 3),
        ("box,receipt\nbox-A,2222222223,1\n", 2),
    ] {
        let files = sealed(Files { receipts: receipts.into(), ..draft().files() });
        let error = unreadable(&files);
        assert!(matches!(error, Unreadable::Line { file: "receipts.csv", line, .. } if line == trouble), "{error}");
    }
}
