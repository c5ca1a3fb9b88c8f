//! Administrative documents (*văn bản hành chính*) as data: what stands on them, in which order. The page, the PDF file and the Word
//! file are drawn of the same data, so that they cannot disagree; how it lies on A4 is Decree 30/2020/NĐ-CP, Annex I.

pub mod dossier;
pub mod example;
pub mod format;
pub mod minutes;
pub mod notice;
pub mod placeholders;
mod reasons;
pub mod recommendation;
pub mod report;
pub mod signed_at;
pub mod supervision;
mod supervision_example;
pub mod template;
pub mod text;
pub mod wording;

use crate::i18n::{Lang, t, unended};
use serde::Serialize;
use text::Text;

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Document {
    /// What its file is called.
    pub title: String,
    /// The language it is written in.
    pub lang: &'static str,
    /// Whose it is (*tên cơ quan, số, ký hiệu; Quốc hiệu, Tiêu ngữ*).
    pub letterhead: Letterhead,
    /// Where and when it is signed (*địa danh và thời gian ban hành*); minutes say it in their text.
    pub signed_at: Option<String>,
    /// What kind it is (*tên loại*), in capitals; an official letter (*công văn*) has none, and says what it is about below its number.
    pub kind: Option<String>,
    /// What it is about (*trích yếu*).
    pub about: String,
    /// Whom it is sent to, as a line (*kính gửi*).
    pub addressed: Option<String>,
    /// What it rests on (*căn cứ ban hành*), each ended.
    pub bases: Vec<Text>,
    /// Its text.
    pub body: Vec<Block>,
    /// Who signs (*chữ ký của người có thẩm quyền*).
    pub signatures: Vec<Signature>,
    /// Who receives it (*nơi nhận*); minutes are nobody's.
    pub receivers: Option<Receivers>,
    /// Which figures it was made of.
    pub made_of: String,
}

/// Whose a document is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Letterhead {
    /// The country.
    pub country: String,
    /// Its motto.
    pub motto: String,
    /// The body above the one that issues it.
    pub above: Option<String>,
    /// The body that issues it.
    pub body: String,
    /// Its number, with its word: `Số: 12/TB-MTTQ-BTT`.
    pub number: Option<String>,
}

impl Letterhead {
    /// Of a body that numbers no documents, such as a hamlet.
    pub fn of(lang: Lang, body: String) -> Self {
        let (country, motto) = (t!(lang, "heading-country"), t!(lang, "heading-motto"));
        Self { country, motto, above: None, body, number: None }
    }

    /// Of a committee below another, with the document's number as it is written, where it has one.
    pub fn of_committee(lang: Lang, above: &str, committee: &str, number: Option<String>) -> Self {
        let above = (!above.is_empty()).then(|| kept_together(above));
        Self { above, number, ..Self::of(lang, kept_together(committee)) }
    }
}

/// A piece of a document's text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block {
    /// What the paragraphs below it are about.
    Heading { text: Text },
    /// A paragraph; where one placeholder made all of it, that one's name.
    Paragraph { text: Text, of: Option<&'static str> },
    /// Numbered lines.
    List { lines: Vec<Text> },
    /// A table.
    Table(Table),
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Table {
    /// What it shows.
    pub name: String,
    /// Its columns, as wide in parts of the whole.
    pub columns: Vec<Column>,
    /// The lines that are repeated on every page.
    pub head: Vec<Vec<Cell>>,
    /// The lines below.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the last column goes below its line where there is little room.
    pub has_remarks: bool,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Column {
    /// Its width, in parts.
    pub width: u32,
    /// Whether it holds numbers, which stand at its right.
    pub is_number: bool,
}

impl Column {
    /// One of words.
    pub const fn words(width: u32) -> Self {
        Self { width, is_number: false }
    }

    /// One of numbers.
    pub const fn numbers(width: u32) -> Self {
        Self { width, is_number: true }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Cell {
    /// What stands in it.
    pub text: Text,
    /// Over how many columns it stands; one, where it stands over several lines.
    pub columns: usize,
    /// Over how many lines.
    pub rows: usize,
    /// Whether it says why no number stands here.
    pub is_withheld: bool,
    /// The number it shows, as decimals: `1278`, `93.97`.
    #[serde(skip)]
    pub number: Option<String>,
}

impl Cell {
    /// A cell of one column.
    pub fn new(text: impl Into<Text>) -> Self {
        Self { text: text.into(), columns: 1, rows: 1, is_withheld: false, number: None }
    }

    /// A count.
    pub fn count(lang: Lang, number: u64) -> Self {
        Self { number: Some(number.to_string()), ..Self::new(lang.count(number)) }
    }

    /// A share in a hundred, as its decimals are written; a dash where there is no whole.
    pub fn share(lang: Lang, decimal: Option<&String>) -> Self {
        Self { number: decimal.cloned(), ..Self::new(percent(lang, decimal)) }
    }

    /// The same over several columns.
    #[must_use]
    pub fn over(self, columns: usize) -> Self {
        Self { columns, ..self }
    }

    /// The same over several lines.
    #[must_use]
    pub fn down(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// What stands in the place of numbers that are not told.
    pub fn withheld(text: impl Into<Text>, columns: usize) -> Self {
        Self { is_withheld: true, ..Self::new(text).over(columns) }
    }
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Signature {
    /// In which office, a line each: `TM. BAN THƯỜNG TRỰC`, `CHỦ TỊCH`.
    pub offices: Vec<String>,
    /// How it is signed: `(ký, đóng dấu)`.
    pub how: String,
    /// Who signs; whoever it is writes the name where it is empty.
    pub name: String,
}

impl Signature {
    /// Of whoever signs in an office, its title line by line; signed without a word how.
    pub fn of(title: &str, name: &str) -> Self {
        let offices = title.lines().map(|line| line.trim().to_owned()).collect();
        Self { offices, how: String::new(), name: name.to_owned() }
    }
}

/// Who receives a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Receivers {
    /// What stands above them.
    pub heading: String,
    /// One each, ended.
    pub lines: Vec<String>,
}

impl Receivers {
    /// Each with a dash and a semicolon, the last with a full stop; nobody where there is none.
    pub fn new(lang: Lang, lines: &[String]) -> Option<Self> {
        let lines = ended(lines.iter().map(|line| format!("- {}", unended(line))));
        (!lines.is_empty()).then(|| Self { heading: t!(lang, "notice-receivers"), lines })
    }
}

/// A share in a hundred as it is written; a dash where there is no whole.
fn percent(lang: Lang, decimal: Option<&String>) -> String {
    decimal.map_or_else(|| "–".to_owned(), |percent| lang.decimal(percent))
}

/// A document's number as it is written: a nought stands before one below 10 (Decree 30/2020/NĐ-CP, Annex I).
pub fn with_nought(number: &str) -> String {
    let digits = number.chars().take_while(char::is_ascii_digit).count();
    if digits == 1 && !number.starts_with('0') { format!("0{number}") } else { number.to_owned() }
}

/// A body's name whose unit stays on one line: `ỦY BAN MTTQ VIỆT NAM / XÃ QUẢNG LẬP`.
fn kept_together(name: &str) -> String {
    let kinds = t!("document-unit-kinds");
    let at = kinds.split(',').filter_map(|kind| name.rfind(&format!(" {} ", kind.trim()))).max();
    match at {
        Some(at) => format!("{} {}", &name[..at], name[at + 1..].replace(' ', "\u{a0}")),
        None => name.to_owned(),
    }
}

/// Ends the text of a document as offices do.
fn end(mut body: Vec<Block>) -> Vec<Block> {
    let last = match body.last_mut() {
        Some(Block::Paragraph { text, .. }) => Some(text),
        Some(Block::List { lines }) => lines.last_mut(),
        _ => None,
    };
    if let Some(run) = last.and_then(|text| text.0.last_mut()) {
        run.text.truncate(run.text.trim_end_matches(['.', ' ']).len());
        run.text.push_str("./.");
    }
    body
}

/// The Front's standing committee of a unit, as a sentence names it.
fn standing_committee(unit: &str) -> String {
    t!("document-standing-committee", unit = unit)
}

/// Lines of a list that is a sentence: each ends with a semicolon, the last with a full stop.
fn ended(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<_> = lines.map(|line| line + ";").collect();
    if let Some(last) = lines.last_mut() {
        last.pop();
        last.push('.');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_below_10_has_a_nought() {
        let written = ["4/TB-MTTQ", "12/TB-MTTQ", "04/TB", "TB-4", ""].map(with_nought);
        assert_eq!(written, ["04/TB-MTTQ", "12/TB-MTTQ", "04/TB", "TB-4", ""]);
    }

    #[test]
    fn the_last_receiver_ends_with_a_full_stop_and_the_others_with_semicolons() {
        let lines = ["Như trên".to_owned(), "Lưu: VT;".to_owned()];
        let receivers = Receivers::new(Lang::Vi, &lines).expect("some");
        assert_eq!(receivers.lines, ["- Như trên;", "- Lưu: VT."]);
        assert_eq!(Receivers::new(Lang::Vi, &[]), None);
    }

    #[test]
    fn a_unit_stays_on_one_line_of_its_body_s_name() {
        let kept = kept_together("ỦY BAN MTTQ VIỆT NAM XÃ QUẢNG LẬP");
        assert_eq!(kept, "ỦY BAN MTTQ VIỆT NAM XÃ\u{a0}QUẢNG\u{a0}LẬP");
        assert_eq!(kept_together("BAN THƯỜNG TRỰC"), "BAN THƯỜNG TRỰC");
    }

    #[test]
    fn a_text_ends_with_a_stop_and_a_stroke() {
        let of = |text: &str| Block::Paragraph { text: text.into(), of: None };
        assert_eq!(end(vec![of("Một."), of("Hai.")]), [of("Một."), of("Hai./.")]);
        assert_eq!(end(vec![Block::List { lines: vec!["Ba".into()] }]), [Block::List { lines: vec!["Ba./.".into()] }]);
    }
}
