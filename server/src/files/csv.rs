//! Files in: comma-separated lists, read whole, every fault named by line, nothing taken in before all is right.

use crate::data::rulesets::Rulesets;
use ::csv::StringRecord;
use app::domain::collection::minutes::MinutesRow;
use app::domain::oversight::criterion::{By, Status};
use app::domain::oversight::title::{Recognition, Title};
use app::domain::survey::count::{Count, Turnout};
use app::domain::units::unit::{Level, UnitRef};
use app::message::Message;
use app::messages;
use app::ports::census::HouseholdsRow;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::Line;
use app::ports::common::{PortError, refuse};
use app::ports::criteria::CriterionRow;
use app::ports::hamlets::HamletRow;
use app::ports::titles::TitleRow;
use app::ports::units::SuccessionRow;
use app::ports::units::UnitRow;
use app::ui::labels::labelled;
use chrono::{Datelike as _, NaiveDate};

messages! {
    /// What is wrong with a list, or with a line of it.
    pub(crate) enum ListFault {
        /// Its first line is not the header.
        Header { wanted: String, given: String } = "list-header",
        /// An official list has no code, or not one count of its year.
        HouseholdsHeader { dated: String, given: String } = "list-households-header",
        /// Its first line cannot be read.
        FirstLine { error: String } = "list-first-line",
        /// It cannot be read.
        Unreadable { error: String } = "list-unreadable",
        /// A line is not UTF-8.
        NotUtf8 { line: String } = "list-not-utf8",
        /// There is nothing but the header.
        NoLines = "list-no-lines",
        /// A line has too many or too few columns.
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
        /// It is too long.
        TooLong { most: usize } = "cell-too-long",
        /// It is no count.
        NotACount { typed: String } = "cell-not-a-count",
        /// It is no day.
        NotADay { typed: String } = "cell-not-a-day",
        /// The day is not there yet.
        InTheFuture { day: String } = "cell-in-the-future",
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

fn refused(fault: ListFault) -> PortError {
    PortError::Refused(fault.into())
}

/// The longest name of anything.
const LONGEST_NAME: usize = 200;

/// A record of which fields are taken by the name of their column.
pub(crate) struct Fields<'a> {
    columns: &'a [&'a str],
    /// What the columns are called in the file, where that is something else.
    heads: &'a [&'a str],
    record: &'a StringRecord,
    faults: Vec<Message>,
}

impl Fields<'_> {
    /// What a column is called in the file.
    fn head(&self, column: &str) -> String {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.heads.get(at)).map_or(column, |head| *head).to_owned()
    }

    /// Notes what is wrong with a column.
    fn fault(&mut self, column: &str, wrong: CellFault) {
        let column = self.head(column);
        self.faults.push(ListFault::Cell { column, fault: wrong.into() }.into());
    }

    fn text(&mut self, column: &str) -> String {
        let at = self.columns.iter().position(|name| *name == column);
        let text = at.and_then(|at| self.record.get(at)).unwrap_or_default().trim();
        if text.chars().any(char::is_control) {
            self.fault(column, CellFault::StrangeCharacters);
        }
        if text.chars().count() > LONGEST_NAME {
            self.fault(column, CellFault::TooLong { most: LONGEST_NAME });
        }
        text.to_owned()
    }

    fn required(&mut self, column: &str) -> String {
        let text = self.text(column);
        if text.is_empty() {
            self.fault(column, CellFault::Empty);
        }
        text
    }

    fn number(&mut self, column: &str) -> u64 {
        let text = self.text(column);
        text.parse().unwrap_or_else(|_| {
            self.fault(column, CellFault::NotACount { typed: format!("{text:?}") });
            0
        })
    }

    fn small(&mut self, column: &str) -> u32 {
        let number = self.number(column);
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    fn date(&mut self, column: &str) -> Option<NaiveDate> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let date = text.parse().ok().or_else(|| NaiveDate::parse_from_str(&text, "%d/%m/%Y").ok());
        if date.is_none() {
            self.fault(column, CellFault::NotADay { typed: format!("{text:?}") });
        }
        date
    }
}

/// Reads a list whose header is `columns`, of which the last `optional` ones may be missing.
fn read<T>(
    bytes: &[u8],
    columns: &[&str],
    optional: usize,
    row: impl FnMut(&mut Fields<'_>) -> T,
) -> Answer<Vec<Line<T>>> {
    let text = text_of(bytes)?;
    let (names, records) = records(&text)?;
    let given = names.len();
    let known = given <= columns.len() && given + optional >= columns.len();
    if !known || names.iter().zip(columns).any(|(name, column)| name != column) {
        let wanted = columns.join(",");
        return refuse(ListFault::Header { wanted, given: names.join(",") });
    }
    take(records, columns, &[], given, row)
}

/// A record with the number of its line.
type Numbered = Answer<(u64, StringRecord)>;

/// The names of the columns, and the records with the numbers of their lines.
fn records(text: &str) -> Answer<(Vec<String>, impl Iterator<Item = Numbered>)> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| refused(ListFault::FirstLine { error: error.to_string() }))?;
    let names = header.iter().map(|name| name.trim().to_owned()).collect();
    let records = reader.into_records().map(|record| match record {
        Ok(record) => Ok((record.position().map_or(0, ::csv::Position::line), record)),
        Err(error) => refuse(ListFault::Unreadable { error: error.to_string() }),
    });
    Ok((names, records))
}

/// The text of a list, without a byte order mark and with plain line ends: behind others the reader counts a line too few.
pub(crate) fn text_of(bytes: &[u8]) -> Answer<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        refused(ListFault::NotUtf8 { line: line.to_string() })
    })?;
    Ok(text.replace("\r\n", "\n"))
}

/// Reads the records of a list that has `given` of the columns; each record has the number of its line. Faults call the
/// columns by their `heads`, where there are any.
pub(crate) fn take<T>(
    records: impl Iterator<Item = Numbered>,
    columns: &[&str],
    heads: &[&str],
    given: usize,
    mut row: impl FnMut(&mut Fields<'_>) -> T,
) -> Answer<Vec<Line<T>>> {
    let mut lines = Vec::new();
    let mut faults = Faults::default();
    for record in records {
        let (number, record) = record?;
        if record.len() != given {
            faults.add(number, ListFault::Columns { got: record.len(), wanted: given });
            continue;
        }
        let mut fields = Fields { columns, heads, record: &record, faults: Vec::new() };
        let value = row(&mut fields);
        fields.faults.into_iter().for_each(|fault| faults.add(number, fault));
        lines.push(Line { number, value });
    }
    if lines.is_empty() && faults.0.is_empty() {
        return refuse(ListFault::NoLines);
    }
    faults.or(lines)
}

/// Reads a list of units; `period` stands in where the file has no days.
pub fn units(bytes: &[u8], period: (Option<NaiveDate>, Option<NaiveDate>)) -> Answer<Vec<Line<UnitRow>>> {
    let columns = ["code", "parent_code", "level", "kind", "name", "valid_from", "valid_to"];
    read(bytes, &columns, 2, |fields| {
        let word = fields.text("level");
        let level = word.parse::<Level>().ok().filter(|level| *level != Level::Hamlet).unwrap_or_else(|| {
            fields.fault("level", CellFault::NotALevel { typed: format!("{word:?}") });
            Level::Commune
        });
        UnitRow {
            named: UnitRef {
                code: fields.required("code"),
                name: fields.required("name"),
                kind: fields.required("kind").to_lowercase(),
                level,
            },
            parent_code: fields.text("parent_code"),
            valid_from: fields.date("valid_from").or(period.0),
            valid_to: fields.date("valid_to").or(period.1),
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
        name: fields.required("name"),
        households: fields.number("households"),
    })
}

/// Reads an official list of households. Such lists have columns of their own besides: `code` is needed, and `households` or
/// `households_` with the year of `on`; `name` is looked at where there is one.
pub fn households(bytes: &[u8], on: NaiveDate) -> Answer<Vec<Line<HouseholdsRow>>> {
    let text = text_of(bytes)?;
    let (names, records) = records(&text)?;
    let columns: Vec<&str> = names.iter().map(String::as_str).collect();
    let dated = format!("households_{}", on.year());
    let counts: Vec<&str> = columns.iter().copied().filter(|name| *name == "households" || *name == dated).collect();
    let ([counted], true) = (counts.as_slice(), columns.contains(&"code")) else {
        return refuse(ListFault::HouseholdsHeader { dated, given: names.join(",") });
    };
    take(records, &columns, &[], columns.len(), |fields| HouseholdsRow {
        unit_code: fields.required("code"),
        name: fields.text("name"),
        households: fields.number(counted),
    })
}

/// Reads a list of statuses of criteria; a day after `today` is refused.
pub fn criteria(bytes: &[u8], rulesets: &Rulesets, today: NaiveDate) -> Answer<Vec<Line<CriterionRow>>> {
    read(bytes, &STATUS_COLUMNS, 3, |fields| status(fields, rulesets, today))
}

/// The columns of a list of statuses.
pub(crate) const STATUS_COLUMNS: [&str; 9] =
    ["unit_code", "ruleset", "criterion", "status", "as_of", "document", "value", "source", "indicator"];

/// Reads one status; a day after `today` is a fault.
pub(crate) fn status(fields: &mut Fields<'_>, rulesets: &Rulesets, today: NaiveDate) -> CriterionRow {
    let id = fields.required("ruleset");
    let criterion = fields.small("criterion");
    let indicator = if fields.text("indicator").is_empty() { 0 } else { fields.small("indicator") };
    let mut level = Level::Commune;
    match rulesets.get(&id) {
        None => {
            let known: Vec<&str> = rulesets.keys().map(String::as_str).collect();
            fields.faults.push(StatusFault::Ruleset { id: id.clone(), known: known.join(", ") }.into());
        }
        Some(ruleset) if !(1..=ruleset.criteria.len()).contains(&(criterion as usize)) => {
            let last = ruleset.criteria.len();
            fields.faults.push(StatusFault::Criterion { id: id.clone(), criterion, last }.into());
        }
        Some(ruleset) => {
            level = ruleset.level;
            let last = ruleset.criterion(criterion).map_or(0, |criterion| criterion.indicators.len());
            if indicator as usize > last {
                let indicator = format!("{criterion}.{indicator}");
                fields.faults.push(StatusFault::Indicator { id: id.clone(), indicator }.into());
            }
        }
    }
    let word = fields.text("status");
    let status = word.parse().ok().or_else(|| labelled(Status::ALL, &word)).unwrap_or_else(|| {
        fields.fault("status", CellFault::NotAStatus { typed: format!("{word:?}") });
        Status::NotAssessed
    });
    let as_of = fields.date("as_of");
    match as_of {
        None if fields.faults.is_empty() => fields.fault("as_of", CellFault::Empty),
        Some(day) if day > today => fields.fault("as_of", CellFault::InTheFuture { day: day.to_string() }),
        _ => {}
    }
    let word = fields.text("source");
    let by = if word.is_empty() { Some(By::Claim) } else { word.parse().ok().or_else(|| labelled(By::ALL, &word)) };
    if by.is_none() {
        fields.fault("source", CellFault::NotASource { typed: format!("{word:?}") });
    }
    CriterionRow {
        unit_code: fields.required("unit_code"),
        by: by.unwrap_or_default(),
        value: fields.text("value"),
        ruleset: id,
        level,
        criterion,
        indicator,
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
            fields.fault("title", CellFault::NotATitle { typed: format!("{word:?}") });
            Title::Standard
        });
        let event = fields.text("event");
        if !matches!(event.as_str(), "granted" | "withdrawn") {
            fields.fault("event", CellFault::NotAnEvent { typed: format!("{event:?}") });
        }
        let day = fields.date("day").unwrap_or_else(|| {
            fields.fault("day", CellFault::Empty);
            NaiveDate::default()
        });
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
        question: fields.small("question"),
        counts: Count { satisfied: fields.number("satisfied"), unsatisfied: fields.number("unsatisfied") },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message<T: std::fmt::Debug>(answer: Answer<T>) -> String {
        app::i18n::say_error(&answer.expect_err("refused"))
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
            let text = message(read(&format!("{head}\n1,2,3\n")));
            assert!(text.contains("phải có code và đúng một cột households hoặc households_2019"), "{text}");
        }
        let text = message(read("code,households\n1,x\n2\n"));
        assert!(text.contains("dòng 2: households phải là số nguyên"), "{text}");
        assert!(text.contains("dòng 3: có 1 cột, cần 2"), "{text}");
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
    fn a_wrong_header_another_encoding_and_an_empty_file_are_refused() {
        assert!(message(hamlets(b"code,commune_code,name,households\n")).contains("tiêu đề phải là commune_code,code"));
        let utf16: Vec<u8> = "\u{feff}commune_code".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(message(hamlets(&utf16)).contains("UTF-8"));
        assert!(
            message(hamlets(b"commune_code,code,name,households\n1,1,Th\xf4n,3\n"))
                .contains("dòng 2: tệp không phải UTF-8")
        );
        assert!(message(hamlets(b"commune_code,code,name,households\n")).contains("không có dòng nào"));
        assert!(message(hamlets(b"")).contains("tiêu đề"));
    }

    #[test]
    fn every_bad_line_is_named_the_first_twenty_in_full() {
        let rows: Vec<_> = (0..30).map(|n| format!("1,{n},Thôn,-{n}")).collect();
        let text = format!("commune_code,code,name,households\n1,x,,5,6\n{}\n", rows.join("\n"));
        let message = message(hamlets(text.as_bytes()));
        assert!(message.starts_with("Tệp có 31 lỗi, chưa nhập dòng nào:\n  dòng 2: có 5 cột, cần 4"), "{message}");
        assert!(message.contains("dòng 3: households phải là số nguyên không âm, không phải \"-0\""));
        assert!(message.ends_with("và 11 lỗi nữa"));
    }

    #[test]
    fn days_of_units_are_optional_and_can_be_given_for_the_whole_file() {
        let text = b"code,parent_code,level,kind,name\n68,,province,t\xe1\xbb\x89nh,T\n";
        let day = "2025-07-01".parse().ok();
        assert_eq!(units(text, (day, None)).expect("read")[0].value.valid_from, day);
        assert!(message(units(b"code,parent_code,level,kind,name\n68,,hamlet,x,T\n", (None, None))).contains("level"));
    }

    #[test]
    fn a_status_of_another_set_or_of_tomorrow_is_refused() {
        let rulesets = crate::data::rulesets::load(None).expect("sound");
        let today = "2024-07-01".parse().expect("a day");
        let one = |row: &str| {
            criteria(format!("unit_code,ruleset,criterion,status,as_of,document\n{row}\n").as_bytes(), &rulesets, today)
        };
        assert!(one("24934,xa-ntm-2021-2025,19,met,2024-07-01,QĐ 1").is_ok());
        let sixth = "unit_code,ruleset,criterion,status,as_of,document,value,source,indicator\n24934,xa-ntm-2021-2025,2,met,2024-07-01,,,,6\n";
        assert!(message(criteria(sixth.as_bytes(), &rulesets, today)).contains("không có chỉ tiêu 2.6"));
        assert!(message(one("24934,xa-ntm-2021-2025,20,met,2024-07-01,")).contains("không có tiêu chí 20"));
        assert!(message(one("24934,xa-ntm,1,met,2024-07-01,")).contains("không có bộ tiêu chí"));
        assert!(message(one("24934,xa-ntm-2021-2025,1,met,2024-07-02,")).contains("tương lai"));
        assert!(message(one("24934,xa-ntm-2021-2025,1,yes,2024-07-01,")).contains("status phải là"));
        assert_eq!(one("24934,xa-ntm-2021-2025,1,Chưa đạt,1/7/2024,").expect("read")[0].value.status, Status::NotMet);
        assert!(message(one("24934,xa-ntm-2021-2025,1,met,1 tháng 7,")).contains("2024-07-01"));
    }
}
