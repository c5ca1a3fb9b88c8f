//! Every sentence is written, in every language it is owed in, and whoever asks for it gives all that stands in it.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The messages of a language: key, and the names of what stands in each.
fn messages(files: &[(&str, &str)]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (_, text) in files {
        let mut key = String::new();
        for line in text.lines() {
            if let Some((head, _)) = line.split_once(" =").filter(|(head, _)| !head.starts_with([' ', '#', '-'])) {
                head.clone_into(&mut key);
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            for rest in line.split('$').skip(1) {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.get_mut(&key).expect("inside a message").insert(name);
            }
        }
    }
    found
}

/// The sources in some folders, each with its path; tests in files of their own are left out.
fn files_below(folders: &[&str]) -> Vec<(String, String)> {
    fn read(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "js")
                && !path.ends_with("tests.rs")
            {
                let text = std::fs::read_to_string(&path).expect("a file");
                found.push((path.display().to_string(), text));
            }
        }
    }
    let mut found = Vec::new();
    for folder in folders {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found
}

/// The text of all sources, without comments.
fn sources() -> String {
    let files = files_below(&["src", "../server/src"]);
    let lines = files.iter().flat_map(|(_, text)| text.lines());
    lines.filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

/// Each `t!` of the sources: the key it asks for and the names it gives.
fn asked(sources: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for (at, _) in sources.match_indices("t!(") {
        if sources[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let mut depth = 0;
        let rest = &sources[at + 2..];
        let end = rest.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        let call = &rest[1..end.map_or(0, |(end, _)| end)];
        let Some(key) = call.split('"').nth(1).filter(|key| !key.is_empty() && !key.contains([' ', '{'])) else {
            continue;
        };
        let names = call.split([',', '(']).filter_map(|part| part.split_once(" = ")).map(|(name, _)| name.trim());
        let names = names.filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'));
        found.push((key.to_owned(), names.map(str::to_owned).collect()));
    }
    found
}

#[test]
fn both_languages_say_the_same_things_to_households_and_the_public() {
    let rooms: Vec<_> = EN_FILES.iter().map(|(name, _)| name.replace("en/", "vi/")).collect();
    let owed: Vec<_> = VI_FILES.iter().filter(|(name, _)| rooms.iter().any(|room| room == name)).copied().collect();
    let (vietnamese, english) = (messages(&owed), messages(EN_FILES));
    assert_eq!(vietnamese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
}

#[test]
fn every_message_is_whole_in_its_language() {
    for (lang, files) in [(Lang::Vi, VI_FILES), (Lang::En, EN_FILES)] {
        for (key, names) in messages(files) {
            let args: Vec<_> = names.iter().map(|name| (name.as_str(), Arg::Number(7))).collect();
            let said = word(lang, &key, &args);
            assert!(!said.contains('{') && said != key, "{key}: {said}");
        }
    }
}

#[test]
fn every_message_that_is_asked_for_is_written_and_given_what_stands_in_it() {
    let mut written = messages(VI_FILES);
    // English has plurals where Vietnamese has none.
    for (key, names) in messages(EN_FILES) {
        written.entry(key).or_default().extend(names);
    }
    let sources = sources();
    let asked = asked(&sources);
    assert!(asked.len() > 50, "{}", asked.len());
    for (key, given) in asked {
        let Some(names) = written.get(&key) else { panic!("nobody wrote {key}") };
        assert!(names.is_subset(&given), "{key} holds {names:?} and is given {given:?}");
    }
    // Variants of `messages!`: `Closed = "close-closed"`, `Waits { count: u64 } = "close-waits"`.
    let mut variants = 0;
    for part in sources.split("messages! {").skip(1) {
        let body = part.split("\n}").next().unwrap_or_default();
        for line in body.lines().filter(|line| line.trim_end().ends_with("\",")) {
            let Some((head, key)) = line.split_once(" = \"") else { continue };
            let key = key.trim_end_matches("\",");
            let fields = head.split_once('{').map_or("", |(_, fields)| fields);
            let given: BTreeSet<_> = fields
                .split(',')
                .filter_map(|field| field.split_once(':'))
                .map(|(name, _)| name.trim().to_owned())
                .collect();
            let Some(names) = written.get(key) else { panic!("nobody wrote {key}") };
            assert!(names.is_subset(&given), "{key} holds {names:?} and is given {given:?}");
            variants += 1;
        }
    }
    assert!(variants > 0 || !sources.contains("\nmessages! {"));
}

#[test]
fn counts_and_days_are_written_as_the_language_does() {
    assert_eq!((Lang::Vi.count(1_278), Lang::En.count(1_278)), ("1.278".into(), "1,278".into()));
    let day = NaiveDate::from_ymd_opt(2024, 7, 26).expect("a day");
    assert_eq!((Lang::Vi.day(day), Lang::En.day(day)), ("26/7/2024".into(), "26 July 2024".into()));
    let share = Share::new(1_276, 1_278);
    assert_eq!((Lang::Vi.percent(share), Lang::En.percent(share)), ("99,84".into(), "99.84".into()));
    assert_eq!(Lang::En.percent(Share::new(0, 0)), "–");
}

#[test]
fn a_place_inside_a_sentence_has_a_small_kind_and_a_whole_name() {
    let body = |hamlet: &str| t!("role-hamlet-of", hamlet = hamlet, unit = "Xã Đơn Dương");
    assert!(body("Lạc Nghiệp").ends_with(" Lạc Nghiệp, xã Đơn Dương"));
    assert!(body("Thôn Lạc Xuân").ends_with(" thôn Lạc Xuân, xã Đơn Dương"));
    assert!(t!("recommendation-office", unit = "Xã Đơn Dương").ends_with(" xã Đơn Dương"));
    assert_eq!(hamlet_of(Lang::Vi, "Thôn 01", "Xã Đạ Ròn"), "Thôn 01, xã Đạ Ròn");
    assert_eq!(hamlet_of(Lang::En, "Thôn 01", "Xã Đạ Ròn"), "Thôn 01, Xã Đạ Ròn");
    let unit = crate::message::Message::plain("unit-name").with("name", "Xã Đạ Ròn");
    assert!(t!("task-open-plan", unit = unit).contains(" xã Đạ Ròn"));
}

/// The string literals of a source, without comments and the tests at its end.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => {
                let _ = rest.by_ref().find(|c| *c == '\n');
            }
            // A character such as '"' is no string; a lifetime has no second mark.
            '\'' => {
                let escaped = rest.peek() == Some(&'\\');
                let mut ahead = rest.clone();
                if escaped || ahead.nth(1) == Some('\'') {
                    rest.next();
                    let _ = rest.by_ref().find(|c| *c == '\'');
                }
            }
            '"' => {
                let mut literal = String::new();
                while let Some(c) = rest.next().filter(|c| *c != '"') {
                    literal.push(c);
                    if c == '\\' {
                        literal.extend(rest.next());
                    }
                }
                found.push(literal);
            }
            _ => {}
        }
    }
    found
}

/// Whether a text holds a letter that only Vietnamese has, or a mark that English has not.
fn is_vietnamese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'À'..='ỹ') && !matches!(c, '×' | '÷' | '–' | '…') && c.is_alphabetic())
}

#[test]
fn no_sentence_stands_in_the_code() {
    assert_eq!(literals("let a = 'x'; // \"bỏ\"\nlet b = \"có \\\" dấu\"; let c = '\"';"), ["có \\\" dấu"]);
    assert!(is_vietnamese("Đã") && is_vietnamese("sửa") && !is_vietnamese("→ 5 × 3 … “x”"));
    let mut sentences = Vec::new();
    // Kinds of units are data: they stand in the lists of units. So are letters and syllables.
    let is_data = |path: &str| ["/domain/units/", "/domain/text/"].iter().any(|room| path.contains(room));
    let files = files_below(&["src", "../server/src"]);
    for (path, text) in files.into_iter().filter(|(path, _)| !is_data(path)) {
        // The name of the product is the same in every language.
        let found = literals(&text).into_iter().filter(|literal| is_vietnamese(literal) && literal != "Ý Dân");
        sentences.extend(found.map(|literal| format!("{path}: {literal}")));
    }
    // What scripts say is handed to them by the page.
    for (path, text) in files_below(&["public"]) {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//") && is_vietnamese(line));
        sentences.extend(lines.map(|line| format!("{path}: {line}")));
    }
    assert!(sentences.is_empty(), "{} sentences stand in the code:\n{}", sentences.len(), sentences.join("\n"));
}

/// Words that new users misread, or that the field has another one for.
const MISREAD: [&str; 26] = [
    "Thoát",
    "Chốt lô",
    "cả lô",
    "Dùng thư mời",
    "Chưa làm được",
    "khó lấy lại",
    "Đưa về kế hoạch",
    "phiếu mã",
    "Giúp một hộ",
    "được giúp",
    "Gọi tắt",
    "mức cần",
    "ngưỡng",
    "cho máy đọc",
    "Khép lại",
    "Nêu kiến nghị",
    "Thôi cho",
    "Được báo",
    "Dòng lệnh",
    "trong giờ",
    "Bản đính chính số",
    "Trễ hạn",
    "UBMTTQ",
    "chưa cơ quan nào ban hành",
    "kiểm tay",
    "chữ cái và dấu",
];

#[test]
fn no_sentence_says_what_new_users_misread() {
    for (file, text) in VI_FILES {
        for word in MISREAD {
            assert!(!text.contains(word), "{file} says {word:?}");
        }
    }
}
