//! Lists and workbooks as rows of what they say, read whole, every fault named by its cell, nothing taken in before all is
//! right.

use super::cell::{Cell, FileFault, Row};
use super::table::Table;
use crate::data::rulesets::Rulesets;
use app::domain::collection::minutes::MinutesRow;
use app::domain::day::read_day;
use app::domain::number::read_count;
use app::domain::oversight::criterion::{By, Status};
use app::domain::survey::count::{Count, Turnout};
use app::domain::text::broken::{BrokenText, broken_name, broken_text};
use app::domain::units::title::{Recognition, Title};
use app::domain::units::unit::{Level, UnitRef};
use app::i18n::labels::labelled;
use app::message::Message;
use app::messages;
use app::ports::census::HouseholdsRow;
use app::ports::common::{Answer, Faults, Line, refuse};
use app::ports::criteria::CriterionRow;
use app::ports::hamlets::HamletRow;
use app::ports::titles::TitleRow;
use app::ports::units::{SuccessionRow, UnitRow};
use chrono::{Datelike as _, NaiveDate};

messages! {
    /// What is wrong with a list, or with a line of it.
    pub(crate) enum ListFault {
        /// Its first line is not the header.
        Header { wanted: String, given: String } = "list-header",
        /// An official list has no code, or not one count of its year.
        HouseholdsHeader { dated: String, given: String } = "list-households-header",
        /// A line has more cells than there are columns.
        Columns { got: usize, wanted: usize } = "list-columns",
        /// A cell is wrong.
        Cell { column: String, fault: Message } = "list-cell",
    }
}

messages! {
    /// What is wrong with a cell.
    pub(crate) enum CellFault {
        /// Nothing stands in it.
        Empty = "cell-empty",
        /// It holds characters that no text holds.
        StrangeCharacters = "cell-strange-characters",
        /// It is too long; how it begins.
        TooLong { most: usize, typed: String } = "cell-too-long",
        /// The day is not there yet.
        InTheFuture { day: NaiveDate } = "cell-in-the-future",
        /// It is no level.
        NotALevel { typed: String } = "cell-not-a-level",
        /// It is no status.
        NotAStatus { typed: String } = "cell-not-a-status",
        /// It does not say who claims or appraises.
        NotASource { typed: String } = "cell-not-a-source",
        /// It is no title.
        NotATitle { typed: String } = "cell-not-a-title",
        /// It does not say what became of a title.
        NotAnEvent { typed: String } = "cell-not-an-event",
    }
}

messages! {
    /// What a status is of that is not there.
    enum StatusFault {
        /// There is no such ruleset.
        Ruleset { id: String, known: String } = "status-no-ruleset",
        /// The ruleset has no such criterion.
        Criterion { id: String, criterion: u32, last: usize } = "status-no-criterion",
        /// The criterion has no such indicator.
        Indicator { id: String, indicator: String } = "status-no-indicator",
    }
}

/// The longest name of anything.
const LONGEST_NAME: usize = 200;
/// How much is told of a text that is too long.
const BEGINNING: usize = 40;

/// A row whose cells are taken by the name of their column.
pub(super) struct Fields<'a> {
    columns: &'a [&'a str],
    /// What the columns are called in the file, where that is something else.
    heads: &'a [&'a str],
    cells: &'a [Cell],
    /// What is wrong, each with the place of its column.
    faults: Vec<(usize, Message)>,
}

impl Fields<'_> {
    /// Notes what is wrong with a column, once.
    fn fault(&mut self, column: &str, wrong: impl Into<Message>) {
        let at = self.columns.iter().position(|name| *name == column).unwrap_or(self.columns.len());
        let column = self.heads.get(at).map_or(column, |head| *head).to_owned();
        let fault = (at, ListFault::Cell { column, fault: wrong.into() }.into());
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn cell(&self, column: &str) -> Option<&Cell> {
        self.columns.iter().position(|name| *name == column).and_then(|at| self.cells.get(at))
    }

    fn text(&mut self, column: &str) -> String {
        self.sound(column, broken_text)
    }

    /// A text that is not `broken`.
    fn sound(&mut self, column: &str, broken: impl Fn(&str) -> Option<BrokenText>) -> String {
        let text = match self.cell(column) {
            Some(Cell::Faulty(fault)) => {
                let fault = fault.clone();
                self.fault(column, fault);
                return String::new();
            }
            cell => cell.map(|cell| cell.shown().to_owned()).unwrap_or_default(),
        };
        if let Some(fault) = broken(&text) {
            self.fault(column, fault);
        } else if text.chars().any(char::is_control) {
            self.fault(column, CellFault::StrangeCharacters);
        }
        if text.chars().count() > LONGEST_NAME {
            let typed = text.chars().take(BEGINNING).collect();
            self.fault(column, CellFault::TooLong { most: LONGEST_NAME, typed });
        }
        text
    }

    /// Notes that a column is empty, unless it is and something else is wrong with it.
    fn expect_filled(&mut self, column: &str, text: &str) {
        if text.is_empty() && !matches!(self.cell(column), Some(Cell::Faulty(_))) {
            self.fault(column, CellFault::Empty);
        }
    }

    fn required(&mut self, column: &str) -> String {
        let text = self.text(column);
        self.expect_filled(column, &text);
        text
    }

    fn name(&mut self, column: &str) -> String {
        let text = self.sound(column, broken_name);
        self.expect_filled(column, &text);
        text
    }

    /// A count that has to be there; none where something is wrong with it.
    fn count(&mut self, column: &str) -> Option<u64> {
        let text = self.required(column);
        if text.is_empty() {
            return None;
        }
        read_count(&text).map_err(|fault| self.fault(column, fault)).ok()
    }

    fn number(&mut self, column: &str) -> u64 {
        self.count(column).unwrap_or_default()
    }

    fn small(&mut self, column: &str) -> Option<u32> {
        self.count(column).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// A day that may be left out; none as well where something is wrong with it.
    fn day(&mut self, column: &str) -> Option<NaiveDate> {
        let written = match self.cell(column) {
            Some(Cell::Day(day, _)) => day.to_string(),
            _ => self.text(column),
        };
        if written.is_empty() {
            return None;
        }
        read_day(&written).map_err(|fault| self.fault(column, fault)).ok()
    }

    fn required_day(&mut self, column: &str) -> Option<NaiveDate> {
        let shown = self.cell(column).map(|cell| cell.shown().to_owned()).unwrap_or_default();
        self.expect_filled(column, &shown);
        self.day(column)
    }
}

/// Reads a list whose header is `columns`, of which the last `optional` ones may be missing.
fn read<T>(
    bytes: &[u8],
    columns: &[&str],
    optional: usize,
    row: impl FnMut(&mut Fields<'_>) -> T,
) -> Answer<Vec<Line<T>>> {
    read_table(Table::read(bytes)?, columns, optional, row)
}

fn read_table<T>(
    table: Table,
    columns: &[&str],
    optional: usize,
    row: impl FnMut(&mut Fields<'_>) -> T,
) -> Answer<Vec<Line<T>>> {
    let given = table.heads.len();
    let known = given <= columns.len() && given + optional >= columns.len();
    if !known || table.heads.iter().zip(columns).any(|(name, column)| name != column) {
        let wanted = columns.join(",");
        return refuse(ListFault::Header { wanted, given: table.heads.join(",") });
    }
    take(table.rows, columns, &[], given, row)
}

/// Reads the rows of a table that has `given` of the columns. Faults call the columns by their `heads`, where there are any.
pub(super) fn take<T>(
    rows: Vec<Row>,
    columns: &[&str],
    heads: &[&str],
    given: usize,
    mut read: impl FnMut(&mut Fields<'_>) -> T,
) -> Answer<Vec<Line<T>>> {
    let mut lines = Vec::new();
    let mut faults = Faults::default();
    for Row { number, cells } in rows {
        if cells.len() > given {
            faults.add(number, ListFault::Columns { got: cells.len(), wanted: given });
            continue;
        }
        let mut fields = Fields { columns, heads, cells: &cells, faults: Vec::new() };
        let value = read(&mut fields);
        fields.faults.sort_by_key(|(at, _)| *at);
        fields.faults.into_iter().for_each(|(_, fault)| faults.add(number, fault));
        lines.push(Line { number, value });
    }
    if lines.is_empty() && faults.0.is_empty() {
        return refuse(FileFault::NoRows);
    }
    faults.or(lines)
}

/// Reads a list of units; `period` stands in where the file has no days.
pub fn units(bytes: &[u8], period: (Option<NaiveDate>, Option<NaiveDate>)) -> Answer<Vec<Line<UnitRow>>> {
    let columns = ["code", "parent_code", "level", "kind", "name", "valid_from", "valid_to"];
    read(bytes, &columns, 2, |fields| {
        let word = fields.text("level");
        let level = word.parse::<Level>().ok().filter(|level| *level != Level::Hamlet).unwrap_or_else(|| {
            fields.fault("level", CellFault::NotALevel { typed: word.clone() });
            Level::Commune
        });
        UnitRow {
            named: UnitRef {
                code: fields.required("code"),
                name: fields.name("name"),
                kind: fields.required("kind").to_lowercase(),
                level,
            },
            parent_code: fields.text("parent_code"),
            valid_from: fields.day("valid_from").or(period.0),
            valid_to: fields.day("valid_to").or(period.1),
        }
    })
}

/// Reads a list of mergers.
pub fn successions(bytes: &[u8]) -> Answer<Vec<Line<SuccessionRow>>> {
    read(bytes, &["old_code", "new_code"], 0, |fields| SuccessionRow {
        old_code: fields.required("old_code"),
        new_code: fields.required("new_code"),
    })
}

/// Reads a list of hamlets.
pub fn hamlets(bytes: &[u8]) -> Answer<Vec<Line<HamletRow>>> {
    read(bytes, &["commune_code", "code", "name", "households"], 0, |fields| HamletRow {
        commune_code: fields.required("commune_code"),
        code: fields.required("code"),
        name: fields.name("name"),
        households: fields.number("households"),
    })
}

/// Reads an official list of households. Such lists have columns of their own besides: `code` is needed, and `households` or
/// `households_` with the year of `on`; `name` is looked at where there is one.
pub fn households(bytes: &[u8], on: NaiveDate) -> Answer<Vec<Line<HouseholdsRow>>> {
    let Table { heads, rows } = Table::read(bytes)?;
    let columns: Vec<&str> = heads.iter().map(String::as_str).collect();
    let dated = format!("households_{}", on.year());
    let counts: Vec<&str> = columns.iter().copied().filter(|name| *name == "households" || *name == dated).collect();
    let ([counted], true) = (counts.as_slice(), columns.contains(&"code")) else {
        return refuse(ListFault::HouseholdsHeader { dated, given: heads.join(",") });
    };
    take(rows, &columns, &[], columns.len(), |fields| HouseholdsRow {
        unit_code: fields.required("code"),
        name: fields.sound("name", broken_name),
        households: fields.number(counted),
    })
}

/// Reads a table of statuses of criteria; a day after `today` is refused.
pub(super) fn criteria(table: Table, rulesets: &Rulesets, today: NaiveDate) -> Answer<Vec<Line<CriterionRow>>> {
    read_table(table, &STATUS_COLUMNS, 3, |fields| status(fields, rulesets, today))
}

/// The columns of a list of statuses.
pub(super) const STATUS_COLUMNS: [&str; 9] =
    ["unit_code", "ruleset", "criterion", "status", "as_of", "document", "value", "source", "indicator"];

/// Reads one status; a day after `today` is a fault.
pub(super) fn status(fields: &mut Fields<'_>, rulesets: &Rulesets, today: NaiveDate) -> CriterionRow {
    let id = fields.required("ruleset");
    let criterion = fields.small("criterion");
    let indicator = if fields.text("indicator").is_empty() { Some(0) } else { fields.small("indicator") };
    let ruleset = rulesets.get(&id);
    if ruleset.is_none() && !id.is_empty() {
        let known: Vec<&str> = rulesets.keys().map(String::as_str).collect();
        fields.fault("ruleset", StatusFault::Ruleset { id: id.clone(), known: known.join(", ") });
    }
    if let (Some(ruleset), Some(criterion)) = (ruleset, criterion) {
        let last = ruleset.criteria.len();
        match ruleset.criterion(criterion) {
            None => fields.fault("criterion", StatusFault::Criterion { id: id.clone(), criterion, last }),
            Some(known) => {
                let unknown = indicator.filter(|indicator| *indicator as usize > known.indicators.len());
                if let Some(indicator) = unknown {
                    let indicator = format!("{criterion}.{indicator}");
                    fields.fault("indicator", StatusFault::Indicator { id: id.clone(), indicator });
                }
            }
        }
    }
    let word = fields.required("status");
    let status = word.parse().ok().or_else(|| labelled(Status::ALL, &word)).unwrap_or_else(|| {
        if !word.is_empty() {
            fields.fault("status", CellFault::NotAStatus { typed: word.clone() });
        }
        Status::NotAssessed
    });
    let as_of = fields.required_day("as_of");
    if let Some(day) = as_of.filter(|day| *day > today) {
        fields.fault("as_of", CellFault::InTheFuture { day });
    }
    let word = fields.text("source");
    let by = word.parse().ok().or_else(|| labelled(By::ALL, &word));
    if by.is_none() && !word.is_empty() {
        fields.fault("source", CellFault::NotASource { typed: word.clone() });
    }
    CriterionRow {
        unit_code: fields.required("unit_code"),
        by,
        value: fields.text("value"),
        ruleset: id,
        level: ruleset.map_or(Level::Commune, |ruleset| ruleset.level),
        criterion: criterion.unwrap_or_default(),
        indicator: indicator.unwrap_or_default(),
        status,
        as_of: as_of.unwrap_or_default(),
        document: fields.text("document"),
    }
}

/// Reads a list of decisions about titles.
pub fn titles(bytes: &[u8]) -> Answer<Vec<Line<TitleRow>>> {
    read(bytes, &["unit_code", "title", "event", "day", "decision"], 0, |fields| {
        let word = fields.text("title");
        let title = word.parse::<Title>().unwrap_or_else(|_| {
            fields.fault("title", CellFault::NotATitle { typed: word.clone() });
            Title::Standard
        });
        let event = fields.text("event");
        if !matches!(event.as_str(), "granted" | "withdrawn") {
            fields.fault("event", CellFault::NotAnEvent { typed: event.clone() });
        }
        let day = fields.required_day("day").unwrap_or_default();
        let decision = fields.required("decision");
        let recognition = Recognition { title, granted: event == "granted", day, decision };
        TitleRow { unit_code: fields.required("unit_code"), recognition }
    })
}

/// Reads hand-counted minutes.
pub fn minutes(bytes: &[u8]) -> Answer<Vec<Line<MinutesRow>>> {
    let columns = [
        "commune_code",
        "hamlet_code",
        "households",
        "issued",
        "returned",
        "valid",
        "invalid",
        "question",
        "satisfied",
        "unsatisfied",
    ];
    read(bytes, &columns, 0, |fields| MinutesRow {
        commune_code: fields.required("commune_code"),
        hamlet_code: fields.required("hamlet_code"),
        head: Turnout {
            households: fields.number("households"),
            issued: fields.number("issued"),
            returned: fields.number("returned"),
            valid: fields.number("valid"),
            invalid: fields.number("invalid"),
        },
        question: fields.small("question").unwrap_or_default(),
        counts: Count { satisfied: fields.number("satisfied"), unsatisfied: fields.number("unsatisfied") },
    })
}

#[cfg(test)]
mod tests {
    use super::super::delimited::TextFault;
    use super::super::refused::faults;
    use super::*;
    use app::domain::day::DayFault;
    use app::domain::number::CountFault;

    /// What is wrong with a cell.
    fn cell(column: &str, fault: impl Into<Message>) -> Message {
        ListFault::Cell { column: column.to_owned(), fault: fault.into() }.into()
    }

    #[test]
    fn an_official_list_may_have_columns_of_its_own_but_one_count_of_its_year() {
        let read = |text: &str| households(text.as_bytes(), "2019-04-01".parse().expect("a day"));
        let census = "code,level,name,households_2019,population_2019\n24937,commune,Xã Đạ Ròn,1699,7000\n";
        let row = HouseholdsRow { unit_code: "24937".into(), name: "Xã Đạ Ròn".into(), households: 1_699 };
        assert_eq!(read(census).expect("read"), [Line { number: 2, value: row }]);
        let plain = read("households,code\n7,1\n").expect("read");
        assert_eq!((plain[0].value.unit_code.as_str(), plain[0].value.households), ("1", 7));
        for head in ["code,name", "households", "code,households,households_2019", "code,households_2024"] {
            let fault = ListFault::HouseholdsHeader { dated: "households_2019".into(), given: head.into() };
            assert_eq!(faults(read(&format!("{head}\n1,2,3\n"))), [(0, fault.into())]);
        }
        let not_a_number = cell("households", CountFault::Unreadable { typed: "x".into() });
        let wrong = faults(read("code,households\n1,x\n2\n"));
        assert_eq!(wrong, [(2, not_a_number), (3, cell("households", CellFault::Empty))]);
    }

    #[test]
    fn a_list_is_read_with_and_without_the_byte_order_mark() {
        let plain = "commune_code,code,name,households\n24934,01,\"Thôn A, B\",120\n";
        let marked = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
        let lines = hamlets(plain.as_bytes()).expect("read");
        assert_eq!((lines[0].number, lines[0].value.name.as_str()), (2, "Thôn A, B"));
        let again = hamlets(marked.as_bytes()).expect("read");
        assert_eq!((again[0].number, &again[0].value), (2, &lines[0].value), "lines are counted alike");
    }

    #[test]
    fn broken_text_is_named_in_whatever_column_it_stands() {
        let rulesets = crate::data::rulesets::load(None).expect("sound");
        let today = "2024-07-01".parse().expect("a day");
        let read = |document: &str, value: &str| {
            let head = "unit_code,ruleset,criterion,status,as_of,document,value\n";
            let list = format!("{head}24934,xa-ntm-2021-2025,19,met,2024-07-01,{document},{value}\n");
            criteria(Table::read(list.as_bytes())?, &rulesets, today)
        };
        let lost = |word: &str| BrokenText::QuestionMarks { word: word.to_owned() };
        let twice = BrokenText::TwiceEncoded { word: "ThÃ´n".into(), meant: "Thôn".into() };
        let wrong = faults(read("Quy?t d?nh 5", "ThÃ´n A"));
        assert_eq!(wrong, [(2, cell("document", lost("Quy?t"))), (2, cell("value", twice))]);
        assert_eq!(read("QĐ 5", "Đạt chưa? Rồi.").expect("read")[0].value.document, "QĐ 5");
        let pairs = successions("old_code,new_code\n24934,2\u{1}5\n".as_bytes());
        assert_eq!(faults(pairs), [(2, cell("new_code", CellFault::StrangeCharacters))]);
        let decision =
            titles("unit_code,title,event,day,decision\n24934,standard,granted,2024-07-01,Q? 1\n".as_bytes());
        assert!(decision.is_ok(), "a question mark alone may be one");
        let decision = titles("unit_code,title,event,day,decision\n24934,standard,granted,2024-07-01,S?a\n".as_bytes());
        assert_eq!(faults(decision), [(2, cell("decision", lost("S?a")))]);
    }

    #[test]
    fn a_wrong_header_another_encoding_and_an_empty_file_are_refused() {
        let (wanted, given) = ("commune_code,code,name,households", "code,commune_code,name,households");
        let header = ListFault::Header { wanted: wanted.into(), given: given.into() };
        assert_eq!(faults(hamlets(format!("{given}\n").as_bytes())), [(0, header.into())]);
        let latin = hamlets(b"commune_code,code,name,households\n1,1,Th\xf4n,3\n");
        assert_eq!(faults(latin), [(0, TextFault::NotUtf8 { line: "2".into() }.into())]);
        assert_eq!(faults(hamlets(format!("{wanted}\n").as_bytes())), [(0, FileFault::NoRows.into())]);
        assert_eq!(faults(hamlets(b"")), [(0, FileFault::Empty.into())]);
    }

    #[test]
    fn every_bad_line_is_named() {
        let rows: Vec<_> = (0..30).map(|n| format!("1,{n},Thôn,-{n}")).collect();
        let text = format!("commune_code,code,name,households\n1,x,,5,6\n{}\n", rows.join("\n"));
        let wrong = faults(hamlets(text.as_bytes()));
        assert_eq!(wrong[0], (2, ListFault::Columns { got: 5, wanted: 4 }.into()));
        let negative = |n: u64| (n + 3, cell("households", CountFault::Unreadable { typed: format!("-{n}") }));
        assert_eq!(wrong[1..], (0..30).map(negative).collect::<Vec<_>>());
    }

    #[test]
    fn days_of_units_are_optional_and_can_be_given_for_the_whole_file() {
        let text = b"code,parent_code,level,kind,name\n68,,province,t\xe1\xbb\x89nh,T\n";
        let day = "2025-07-01".parse().ok();
        assert_eq!(units(text, (day, None)).expect("read")[0].value.valid_from, day);
        let wrong = faults(units(b"code,parent_code,level,kind,name\n68,,hamlet,x,T\n", (None, None)));
        assert_eq!(wrong, [(2, cell("level", CellFault::NotALevel { typed: "hamlet".into() }))]);
    }

    #[test]
    fn a_status_of_another_set_or_of_tomorrow_is_refused() {
        let rulesets = crate::data::rulesets::load(None).expect("sound");
        let known = rulesets.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let today = "2024-07-01".parse().expect("a day");
        let one = |row: &str| {
            let text = format!("unit_code,ruleset,criterion,status,as_of,document\n{row}\n");
            criteria(Table::read(text.as_bytes())?, &rulesets, today)
        };
        assert!(one("24934,xa-ntm-2021-2025,19,met,2024-07-01,QĐ 1").is_ok());
        let sixth = "unit_code,ruleset,criterion,status,as_of,document,value,source,indicator\n24934,xa-ntm-2021-2025,2,met,2024-07-01,,,,6\n";
        let id = || "xa-ntm-2021-2025".to_owned();
        let wrong = criteria(Table::read(sixth.as_bytes()).expect("a table"), &rulesets, today);
        let indicator = StatusFault::Indicator { id: id(), indicator: "2.6".into() };
        assert_eq!(faults(wrong), [(2, cell("indicator", indicator))]);
        let (tomorrow, later) = ("2024-07-02", "1 tháng 7");
        for (row, column, fault) in [
            (
                "24934,xa-ntm-2021-2025,20,met,2024-07-01,",
                "criterion",
                Message::from(StatusFault::Criterion { id: id(), criterion: 20, last: 19 }),
            ),
            ("24934,xa-ntm,1,met,2024-07-01,", "ruleset", StatusFault::Ruleset { id: "xa-ntm".into(), known }.into()),
            (
                &format!("24934,xa-ntm-2021-2025,1,met,{tomorrow},"),
                "as_of",
                CellFault::InTheFuture { day: tomorrow.parse().expect("a day") }.into(),
            ),
            (
                "24934,xa-ntm-2021-2025,1,yes,2024-07-01,",
                "status",
                CellFault::NotAStatus { typed: "yes".into() }.into(),
            ),
            (
                &format!("24934,xa-ntm-2021-2025,1,met,{later},"),
                "as_of",
                DayFault::Unreadable { typed: later.into() }.into(),
            ),
        ] {
            assert_eq!(faults(one(row)), [(2, cell(column, fault))], "{row}");
        }
        assert_eq!(one("24934,xa-ntm-2021-2025,1,Chưa đạt,1/7/2024,").expect("read")[0].value.status, Status::NotMet);
    }
}
