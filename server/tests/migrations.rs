//! Both databases have the same migrations, tables and columns.

use std::collections::BTreeMap;
use std::path::Path;

/// Tables with their columns, by migration.
fn shape(database: &str) -> BTreeMap<String, Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(database);
    let mut shape = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let words = text.lines().filter(|line| !line.trim_start().starts_with("--")).map(|line| {
            let line = line.trim();
            if line.starts_with("create") { line.to_owned() } else { line.split(' ').next().unwrap_or("").to_owned() }
        });
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        shape.insert(name, words.filter(|word| !word.is_empty()).collect());
    }
    shape
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let plain = |shape: BTreeMap<String, Vec<String>>| {
        let clean = |word: String| word.replace(" strict, without rowid", "").replace(" strict", "");
        let lines =
            |lines: Vec<String>| lines.into_iter().map(clean).map(|l| l.trim_end_matches(';').to_owned()).collect();
        shape.into_iter().map(|(name, words)| (name, lines(words))).collect::<BTreeMap<String, Vec<String>>>()
    };
    let sqlite = shape("sqlite");
    assert!(!sqlite.is_empty());
    // Line ends differ in what SQLite says of storage: `) strict, without rowid;` against `);`, both one word here.
    assert_eq!(plain(sqlite), plain(shape("postgres")));
}
