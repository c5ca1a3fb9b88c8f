//! The text of a document with placeholders (*mẫu văn bản*): what committees may word for themselves, and what is put in.
//!
//! A line is a paragraph; one that begins with `#` is a heading. `{tổng số hộ}` is put in by the program; what begins with *câu* is a
//! whole sentence that is left out where there is nothing to say, what begins with *bảng* (a table), *danh sách* (a list) or *đoạn* (paragraphs) stands on a
//! line of its own. The names are words of the locale.
//! A paragraph of which nothing is left is left out, and so is a heading with nothing below it.

use super::text::Text;
use super::{Block, Table};
use crate::i18n::{Lang, t};
use crate::messages;
use std::collections::BTreeMap;

/// The longest template, in characters.
pub const LONGEST: usize = 20_000;

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Words, or nothing.
    Words(Text),
    /// A table.
    Table(Table),
    /// Numbered lines.
    List(Vec<Text>),
    /// Paragraphs that somebody wrote.
    Paragraphs(Vec<Text>),
}

impl<T: Into<Text>> From<T> for Filling {
    fn from(words: T) -> Self {
        Self::Words(words.into())
    }
}

/// All that a document can say, by its placeholders.
pub type Fillings = BTreeMap<&'static str, Filling>;

messages! {
    /// What is wrong with a template.
    pub enum TemplateFault {
        /// Nothing knows this placeholder.
        Unknown { line: usize, name: String } = "template-unknown",
        /// A brace has no other one.
        Brace { line: usize } = "template-brace",
        /// A table or a list stands inside a sentence.
        NotAlone { line: usize, name: String } = "template-not-alone",
        /// It is too long, in characters.
        Long { most: usize } = "template-long",
        /// It says nothing.
        Empty = "template-empty",
        /// It does not say what it must.
        Missing { name: String } = "template-missing",
    }
}

/// A template that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Line>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    is_heading: bool,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Placeholder(&'static str),
}

/// Whether a placeholder makes more than words, and stands alone on its line.
fn is_block(key: &str) -> bool {
    ["table-", "list-", "text-"].iter().any(|kind| key.starts_with(kind))
}

/// Placeholders with the names they have in templates.
pub fn named(keys: &[&'static str]) -> Vec<(&'static str, String)> {
    keys.iter().map(|key| (*key, t!(Lang::Vi, &format!("placeholder-{key}")))).collect()
}

impl Template {
    /// Reads a template that may use these placeholders; every fault is told.
    pub fn read(text: &str, known: &[(&'static str, String)]) -> Result<Self, Vec<TemplateFault>> {
        if text.chars().count() > LONGEST {
            return Err(vec![TemplateFault::Long { most: LONGEST }]);
        }
        let mut faults = Vec::new();
        let mut lines = Vec::new();
        for (no, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            match read_line(no, line.trim(), known) {
                Ok(line) => lines.push(line),
                Err(wrong) => faults.extend(wrong),
            }
        }
        if lines.is_empty() && faults.is_empty() {
            faults.push(TemplateFault::Empty);
        }
        if faults.is_empty() { Ok(Self(lines)) } else { Err(faults) }
    }

    /// A template that ships inside and may use these placeholders; a test reads all of them.
    #[expect(clippy::expect_used, reason = "the files are inside the binary and a test reads them")]
    pub(super) fn shipped(text: &str, keys: &[&'static str]) -> Self {
        Self::read(text, &named(keys)).expect("a sound template")
    }

    /// A template as it was kept. What this program does not know any more stands in it as it was written, for everybody to see.
    pub(super) fn kept(text: &str, known: &[(&'static str, String)]) -> Self {
        let words = |line: &str| Line { is_heading: false, pieces: vec![Piece::Words(line.to_owned())] };
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        Self(lines.map(|(no, line)| read_line(no, line.trim(), known).unwrap_or_else(|_| words(line))).collect())
    }

    /// Whether a placeholder stands in it.
    pub(super) fn says(&self, key: &str) -> bool {
        let pieces = self.0.iter().flat_map(|line| &line.pieces);
        pieces.into_iter().any(|piece| matches!(piece, Piece::Placeholder(placeholder) if *placeholder == key))
    }

    /// The text of a document.
    pub fn fill(&self, fillings: &Fillings) -> Vec<Block> {
        let mut blocks = Vec::new();
        for line in &self.0 {
            line.fill(fillings, &mut blocks);
        }
        let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
        let empty: Vec<bool> =
            (0..blocks.len()).map(|at| is_heading(&blocks[at]) && blocks.get(at + 1).is_none_or(is_heading)).collect();
        let mut empty = empty.into_iter();
        blocks.retain(|_| !empty.next().unwrap_or_default());
        blocks
    }
}

fn read_line(no: usize, line: &str, known: &[(&'static str, String)]) -> Result<Line, Vec<TemplateFault>> {
    let (is_heading, mut rest) = match line.strip_prefix('#') {
        Some(rest) => (true, rest.trim_start_matches('#').trim()),
        None => (false, line),
    };
    let is_alone = |name: &str| {
        !is_heading && line.strip_prefix('{').and_then(|it| it.strip_suffix('}')).is_some_and(|it| it.trim() == name)
    };
    let (mut pieces, mut faults) = (Vec::new(), Vec::new());
    while let Some(at) = rest.find(['{', '}']) {
        let (words, from) = rest.split_at(at);
        let name = from.strip_prefix('{').and_then(|from| from.split_once('}')).filter(|(name, _)| !name.contains('{'));
        let Some((name, after)) = name else {
            faults.push(TemplateFault::Brace { line: no });
            return Err(faults);
        };
        if !words.is_empty() {
            pieces.push(Piece::Words(words.to_owned()));
        }
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        match known.iter().find(|(_, known)| known.to_lowercase() == name.to_lowercase()) {
            Some((key, _)) if is_block(key) && !is_alone(&name) => {
                faults.push(TemplateFault::NotAlone { line: no, name });
            }
            Some((key, _)) => pieces.push(Piece::Placeholder(key)),
            None => faults.push(TemplateFault::Unknown { line: no, name }),
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    if faults.is_empty() { Ok(Line { is_heading, pieces }) } else { Err(faults) }
}

impl Line {
    fn fill(&self, fillings: &Fillings, blocks: &mut Vec<Block>) {
        let of = match self.pieces[..] {
            [Piece::Placeholder(name)] => Some(name),
            _ => None,
        };
        let mut text = Text::default();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => text.push(words.as_str()),
                Piece::Placeholder(name) => match fillings.get(name) {
                    Some(Filling::Words(words)) => text.push(words.clone()),
                    Some(Filling::Table(table)) => blocks.push(Block::Table(table.clone())),
                    Some(Filling::List(lines)) if !lines.is_empty() => {
                        blocks.push(Block::List { lines: lines.clone() });
                    }
                    Some(Filling::Paragraphs(all)) => {
                        let written = all.iter().filter(|text| !text.is_blank());
                        blocks.extend(written.map(|text| Block::Paragraph { text: text.clone(), of }));
                    }
                    Some(Filling::List(_)) | None => {}
                },
            }
        }
        let text = text.tidied();
        match (text.is_blank(), self.is_heading) {
            (true, _) => {}
            (false, true) => blocks.push(Block::Heading { text }),
            (false, false) => blocks.push(Block::Paragraph { text, of }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known() -> Vec<(&'static str, String)> {
        [
            ("households", "số hộ"),
            ("verdict", "câu kết luận"),
            ("table-results", "bảng kết quả"),
            ("list-present", "danh sách có mặt"),
        ]
        .map(|(key, name)| (key, name.to_owned()))
        .to_vec()
    }

    fn fillings() -> Fillings {
        let table = Table { name: String::new(), columns: vec![], head: vec![], rows: vec![], has_remarks: false };
        [
            ("households", "1.278".into()),
            ("verdict", "".into()),
            ("table-results", Filling::Table(table)),
            ("list-present", Filling::List(vec!["Bà Hoa".into()])),
        ]
        .into()
    }

    fn filled(text: &str) -> Vec<Block> {
        Template::read(text, &known()).expect("sound").fill(&fillings())
    }

    #[test]
    fn placeholders_are_put_in_and_what_says_nothing_is_left_out() {
        let blocks =
            filled("# 1. Kết quả\nCó {số hộ}  hộ. {Câu kết luận}\n\n{bảng kết quả}\n# 2. Kết luận\n{câu kết luận}\n");
        let words: Vec<_> = blocks
            .iter()
            .map(|block| match block {
                Block::Heading { text } | Block::Paragraph { text, .. } => text.words(),
                other => format!("{other:?}").chars().take(5).collect(),
            })
            .collect();
        assert_eq!(words, ["1. Kết quả", "Có 1.278 hộ.", "Table"]);
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let read = Template::read("{số hộ\n{tổng hộ} và {bảng kết quả}\n\nhay }", &known());
        let unknown = |line, name: &str| TemplateFault::Unknown { line, name: name.into() };
        let alone = TemplateFault::NotAlone { line: 2, name: "bảng kết quả".into() };
        let brace = |line| TemplateFault::Brace { line };
        assert_eq!(read, Err(vec![brace(1), unknown(2, "tổng hộ"), alone, brace(4)]));
        assert_eq!(Template::read(" \n", &known()), Err(vec![TemplateFault::Empty]));
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(Template::read(&long, &known()), Err(vec![TemplateFault::Long { most: LONGEST }]));
    }

    #[test]
    fn what_is_not_known_any_more_stands_as_it_was_written() {
        let kept = Template::kept("Có {số hộ} hộ.\nThuộc {tên cũ}.", &known());
        let words: Vec<_> = kept
            .fill(&fillings())
            .into_iter()
            .map(|block| match block {
                Block::Paragraph { text, .. } => text.words(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(words, ["Có 1.278 hộ.", "Thuộc {tên cũ}."]);
    }

    proptest! {
        #[test]
        fn what_is_read_holds_no_brace_and_filling_it_never_fails(text in "([a-zđ #]|\\{số hộ\\}|\\{câu kết luận\\}|\n|[{}]){0,40}") {
            if let Ok(template) = Template::read(&text, &known()) {
                for block in template.fill(&fillings()) {
                    if let Block::Paragraph { text, .. } | Block::Heading { text } = block {
                        let has_brace = text.words().contains(['{', '}']);
                        prop_assert!(!text.is_blank() && !has_brace);
                    }
                }
            }
        }
    }
}
