//! A list of hamlets as people paste it: out of a spreadsheet, a document or a message.

use crate::domain::text::clean_line;
use crate::domain::units::alike::hamlet_code_key;
use crate::domain::units::search_key::search_key;
use std::collections::BTreeSet;

/// A line of a pasted list, each part as it was written; empty where nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedHamlet {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many households live there.
    pub households: String,
}

/// Reads a pasted list: a hamlet a line, its name and its households, perhaps a code or a number before them. Cells stand apart by
/// tabs or semicolons; in a line without either the number at the end is the households, with *hộ* behind it or not. Below a line
/// that names its columns, as in the template, each cell is what its column says, whatever it looks like. What cannot be read
/// stands as it was written, so that somebody sees it. Lines of heads and sums, and empty ones, are left out.
///
/// ```
/// use app::domain::units::pasted_hamlets::read_pasted;
/// let list = read_pasted("STT\tTên thôn\tSố hộ\n1\tThôn Đoàn Kết\t1.120\n2\tThôn Mới\t\n");
/// assert_eq!((list[0].code.as_str(), list[0].name.as_str(), list[0].households.as_str()), ("01", "Thôn Đoàn Kết", "1.120"));
/// assert_eq!((list[1].name.as_str(), list[1].households.as_str()), ("Thôn Mới", ""));
/// assert_eq!(read_pasted("- Thôn 3: 95 hộ")[0].households, "95");
/// ```
pub fn read_pasted(text: &str) -> Vec<PastedHamlet> {
    let lines = text.lines().map(|line| line.trim_end_matches('\r')).filter(|line| !clean_line(line).is_empty());
    let (mut columns, mut hamlets) = (None, Vec::new());
    for line in lines {
        let cells = cells(line);
        if is_head_or_sum(&cells) {
            columns = Columns::of(&cells).or(columns);
            continue;
        }
        let told = columns.filter(|_| line.contains(SIGNS)).and_then(|columns: Columns| columns.hamlet(&cells));
        hamlets.push(told.unwrap_or_else(|| hamlet(&cells)));
    }
    hamlets
}

/// What stands between cells.
const SIGNS: [char; 2] = ['\t', ';'];

/// In which columns a list says what.
#[derive(Clone, Copy, Debug)]
struct Columns {
    code: Option<usize>,
    name: usize,
    households: usize,
}

impl Columns {
    /// The columns that a line names; none where it does not say where names and households stand.
    fn of(cells: &[String]) -> Option<Self> {
        let keys: Vec<String> = cells.iter().map(|cell| search_key(cell)).collect();
        let at = |is: fn(&str) -> bool| keys.iter().position(|key| is(key));
        let number = || at(|key| matches!(key, "stt" | "tt" | "so tt" | "so thu tu"));
        let code = at(|key| key == "ma" || key.starts_with("ma ")).or_else(number);
        let name = at(|key| key.starts_with("ten") || key == "thon")?;
        let households = at(|key| key.starts_with("so ho") || key == "ho")?;
        Some(Self { code, name, households })
    }

    /// What a line says in them; none where it has no name there.
    fn hamlet(self, cells: &[String]) -> Option<PastedHamlet> {
        let cell = |at: usize| cells.get(at).cloned().unwrap_or_default();
        let (code, name) = (self.code.map(|at| code(&cell(at))).unwrap_or_default(), cell(self.name));
        (!name.is_empty()).then(|| PastedHamlet { code, name, households: households_of(&cell(self.households)) })
    }
}

fn has_digit(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_number(cell: &str) -> bool {
    has_digit(cell) && cell.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',' | ' '))
}

fn cells(line: &str) -> Vec<String> {
    for sign in SIGNS {
        if line.contains(sign) {
            return line.split(sign).map(clean_line).collect();
        }
    }
    let line = clean_line(line);
    let line = line.trim_start_matches(['-', '+', '*', '•', '–', ' ']);
    // The number at the end, unless it is all there is, or belongs to the name: "Thôn 3".
    let bare = line.strip_suffix("hộ").map_or(line, str::trim_end);
    let at = bare.trim_end_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',')).len();
    let (name, households) = bare.split_at(at);
    let marked = name.trim_end().ends_with([':', '-', '–', ',', '(']) || bare.len() < line.len();
    let is_own = !name.trim().is_empty() && !households.is_empty() && (marked || name.split_whitespace().count() > 1);
    if !is_own {
        return vec![line.to_owned()];
    }
    let name = name.trim_end_matches([':', '-', '–', ',', '(', ' ']);
    vec![name.to_owned(), households.trim_end_matches(['.', ',']).to_owned()]
}

/// Whether a line names columns, or adds up.
fn is_head_or_sum(cells: &[String]) -> bool {
    let all = search_key(&cells.join(" "));
    let names_columns =
        !cells.iter().any(|cell| is_number(cell)) && (all.contains("so ho") || all.contains("ten thon"));
    let adds_up =
        cells.iter().map(|cell| search_key(cell)).any(|cell| matches!(cell.as_str(), "tong" | "tong cong" | "cong"));
    names_columns || adds_up
}

fn hamlet(cells: &[String]) -> PastedHamlet {
    // The name is the first cell that is more than a number, where one stands before it that is a code.
    let filled = || cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let Some((at, name)) = filled().find(|(_, cell)| !is_number(cell)).or_else(|| filled().next()) else {
        return PastedHamlet::default();
    };
    let code = cells[..at].iter().find(|cell| !cell.is_empty()).map(|cell| code(cell)).unwrap_or_default();
    let households = cells[at + 1..].iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default();
    let (numbered, name) = numbered(name);
    PastedHamlet { code: if code.is_empty() { numbered } else { code }, name, households: households_of(&households) }
}

/// A number before a name, "3. Thôn Ba", and the name.
fn numbered(name: &str) -> (String, String) {
    let at = name.find(|sign: char| !sign.is_ascii_digit()).unwrap_or_default();
    let (number, rest) = name.split_at(at);
    match rest.strip_prefix(['.', ')', '/']).map(str::trim_start) {
        Some(rest) if !number.is_empty() && !rest.is_empty() => (code(number), rest.to_owned()),
        _ => (String::new(), name.to_owned()),
    }
}

/// A number of one digit as codes are written.
fn code(typed: &str) -> String {
    let typed = typed.trim_end_matches('.');
    if typed.len() == 1 { format!("0{typed}") } else { typed.to_owned() }
}

fn households_of(cell: &str) -> String {
    cell.strip_suffix("hộ").map_or(cell, str::trim_end).to_owned()
}

/// The first code that is not taken, counted up from 01.
pub fn free_code<'a>(taken: impl Iterator<Item = &'a str>) -> String {
    let taken: BTreeSet<String> = taken.map(hamlet_code_key).collect();
    let is_taken = |number: u32| taken.contains(&hamlet_code_key(&number.to_string()));
    let number = (1..=u32::MAX).find(|number| !is_taken(*number)).unwrap_or(1);
    format!("{number:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<[String; 3]> {
        read_pasted(text).into_iter().map(|own| [own.code, own.name, own.households]).collect()
    }

    fn one(text: &str) -> [String; 3] {
        let mut all = read(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn a_line_is_read_as_people_write_it() {
        let plain = ["", "Thôn Đoàn Kết", "120"].map(str::to_owned);
        for text in [
            "Thôn Đoàn Kết\t120",
            "Thôn Đoàn Kết;120",
            "Thôn Đoàn Kết 120",
            "Thôn Đoàn Kết: 120 hộ",
            "- Thôn Đoàn Kết - 120 hộ",
            "Thôn Đoàn Kết, 120.",
            "\tThôn Đoàn Kết\t120 hộ\t\r",
        ] {
            assert_eq!(one(text), plain, "{text}");
        }
        for text in ["3\tThôn Ba\t95", "3. Thôn Ba: 95", "3) Thôn Ba 95 hộ", "03;Thôn Ba;95", "3.\tThôn Ba\t\t95\t410"]
        {
            assert_eq!(one(text), ["03", "Thôn Ba", "95"].map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_stands_as_it_was_written() {
        assert_eq!(one("Thôn Bốn\tchín mươi"), ["", "Thôn Bốn", "chín mươi"].map(str::to_owned));
        assert_eq!(one("Thôn Năm"), ["", "Thôn Năm", ""].map(str::to_owned));
        assert_eq!(one("Thôn 3"), ["", "Thôn 3", ""].map(str::to_owned), "a name of two words");
        assert_eq!(one("Thôn 3 95"), ["", "Thôn 3", "95"].map(str::to_owned));
    }

    #[test]
    fn heads_sums_and_empty_lines_are_no_hamlets() {
        let list = "DANH SÁCH: Tên thôn, số hộ\nSTT\tTên thôn\tSố hộ\n\n1\tThôn Một\t10\n\t\t\nTổng cộng\t\t10\n";
        assert_eq!(read(list), [["01", "Thôn Một", "10"].map(str::to_owned)]);
    }

    #[test]
    fn below_named_columns_a_cell_is_what_its_column_says() {
        let template = "Mã\tTên thôn\tSố hộ\nA1\tThôn Một\t10\n02\t3\t20\n\tThôn Ba\t\n";
        let expected = [["A1", "Thôn Một", "10"], ["02", "3", "20"], ["", "Thôn Ba", ""]];
        assert_eq!(read(template), expected.map(|row| row.map(str::to_owned)));
        let turned = "Số hộ;STT;Tên tổ dân phố\n95;1;Tổ 3\nKhu A\n20 hộ;2;4\n";
        let expected = [["01", "Tổ 3", "95"], ["", "Khu A", ""], ["02", "4", "20"]];
        assert_eq!(read(turned), expected.map(|row| row.map(str::to_owned)));
    }

    #[test]
    fn a_free_code_is_the_first_that_is_not_taken() {
        assert_eq!(free_code(["01", "2", "04"].into_iter()), "03");
        assert_eq!(free_code([].into_iter()), "01");
    }

    proptest! {
        #[test]
        fn nothing_that_is_pasted_breaks_it(text in "\\PC{0,80}[\t;\n]\\PC{0,40}") {
            let lines = text.lines().count();
            prop_assert!(read_pasted(&text).len() <= lines);
        }
    }
}
