//! Statuses of criteria: the template as it comes back, as a workbook or saved as a list, and lists with columns of ours.

use super::cell::{Cell, Row};
use super::csv::{self, STATUS_COLUMNS};
use super::table::Table;
use crate::data::rulesets::Rulesets;
use app::i18n::{Lang, local, word};
use app::messages;
use app::ports::common::{Answer, Line, PortError, refuse};
use app::ports::criteria::CriterionRow;
use app::state::ReadStatuses;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// The columns of the template: the key of what each is called, and which of [`STATUS_COLUMNS`] it is; names are there to be
/// read.
pub(super) const HEADS: [(&str, Option<&str>); 11] = [
    ("sheet-unit-code", Some("unit_code")),
    ("sheet-unit-name", None),
    ("sheet-ruleset", Some("ruleset")),
    ("sheet-criterion", Some("criterion")),
    ("sheet-indicator", Some("indicator")),
    ("sheet-criterion-name", None),
    ("sheet-status", Some("status")),
    ("sheet-value", Some("value")),
    ("sheet-day", Some("as_of")),
    ("sheet-document", Some("document")),
    ("sheet-source", Some("source")),
];

/// What the columns of the template are called.
pub(super) fn heads() -> [String; 11] {
    HEADS.map(|(key, _)| word(Lang::Vi, key, &[]))
}

messages! {
    /// What is wrong with a template that comes back.
    enum SheetFault {
        /// Its first row is not the template's.
        Header { wanted: String, given: String } = "sheet-header",
    }
}

/// Turns at reading: one file at a time, and one person's files one behind the other, so that whoever sends many holds nobody
/// else up by more than one.
struct Turns {
    all: Arc<Semaphore>,
    of: Mutex<HashMap<Uuid, Arc<Semaphore>>>,
}

impl Turns {
    /// Waits for somebody's turn, which lasts until it is dropped.
    async fn of(&self, account: Uuid) -> Result<[OwnedSemaphorePermit; 2], AcquireError> {
        let own = {
            let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
            of.retain(|_, own| Arc::strong_count(own) > 1);
            Arc::clone(of.entry(account).or_insert_with(|| Arc::new(Semaphore::new(1))))
        };
        Ok([own.acquire_owned().await?, Arc::clone(&self.all).acquire_owned().await?])
    }
}

/// What reads statuses for the pages, by the rules there are, beside what is asked of the server meanwhile.
pub fn status_reader(rulesets: Arc<Rulesets>) -> Arc<ReadStatuses> {
    let turns = Arc::new(Turns { all: Arc::new(Semaphore::new(1)), of: Mutex::default() });
    Arc::new(move |account, bytes, now| {
        let (rulesets, turns) = (Arc::clone(&rulesets), Arc::clone(&turns));
        Box::pin(async move {
            let turn = turns.of(account).await;
            let reading = spawn_blocking(move || {
                // Kept to the end, whether somebody still waits for it or not.
                let _turn = turn;
                statuses(&bytes, &rulesets, local(now).date())
            });
            reading.await.unwrap_or_else(|error| Err(PortError::Broken(Box::new(error))))
        })
    })
}

/// Reads statuses from a workbook or a list, by what is in the file; a day after `today` is refused.
pub fn statuses(bytes: &[u8], rulesets: &Rulesets, today: NaiveDate) -> Answer<Vec<Line<CriterionRow>>> {
    let table = Table::read(bytes)?;
    if table.heads.first().is_some_and(|head| head == STATUS_COLUMNS[0]) {
        return csv::criteria(table, rulesets, today);
    }
    let names = heads();
    // Further columns may follow.
    if !table.heads.starts_with(&names) {
        return refuse(SheetFault::Header { wanted: names.join(", "), given: table.heads.join(", ") });
    }
    let place = |column: &str| HEADS.iter().position(|(_, own)| *own == Some(column)).unwrap_or_default();
    let heads = STATUS_COLUMNS.map(|column| names[place(column)].as_str());
    let rows = table.rows.into_iter().filter_map(|row| filled_in(row, place)).collect();
    csv::take(rows, &STATUS_COLUMNS, &heads, heads.len(), |fields| csv::status(fields, rulesets, today))
}

/// A row in the order of [`STATUS_COLUMNS`]; none where nobody filled it in.
fn filled_in(row: Row, place: impl Fn(&str) -> usize) -> Option<Row> {
    let cell = |column: &str| row.cells.get(place(column)).cloned().unwrap_or(Cell::Text(String::new()));
    let says_nothing = cell("status").is_empty() && cell("as_of").is_empty();
    (!says_nothing).then(|| Row { number: row.number, cells: STATUS_COLUMNS.map(cell).to_vec() })
}

#[cfg(test)]
mod tests {
    use super::super::cell::FileFault;
    use super::super::csv::{CellFault, ListFault};
    use super::super::refused::faults;
    use super::super::shown::ShownFault;
    use super::super::workbook::WorkbookFault;
    use super::*;
    use crate::files::template;
    use app::domain::day::DayFault;
    use app::domain::oversight::criterion::{Assessment, By, Status};
    use app::domain::survey::ruleset::Indicator;
    use app::domain::units::unit::Level;
    use app::domain::units::unit::UnitRef;
    use app::message::Message;
    use futures_util::FutureExt as _;
    use rust_xlsxwriter::Workbook;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn sets() -> Rulesets {
        crate::data::rulesets::load(None).expect("sound")
    }

    /// Runs where one thread reads files, which is kept busy until it is let go.
    fn with_a_busy_reader<F: Future<Output = ()>>(run: impl FnOnce(std::sync::mpsc::Sender<()>) -> F) {
        let runtime = tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).build().expect("a runtime");
        runtime.block_on(async {
            let (let_go, kept) = std::sync::mpsc::channel::<()>();
            let busy = spawn_blocking(move || kept.recv());
            run(let_go).await;
            busy.await.expect("the thread is free").expect("let go");
        });
    }

    const EMPTY: &[u8] = b"unit_code,ruleset,criterion,status,as_of,document\n";

    #[test]
    fn a_file_is_read_beside_everything_else() {
        with_a_busy_reader(async |let_go| {
            let read = status_reader(Arc::new(sets()));
            let mut asked = [1, 2].map(|account| read(Uuid::from_u128(account), EMPTY.into(), chrono::Utc::now()));
            for one in &mut asked {
                assert!(one.as_mut().now_or_never().is_none(), "whoever asks next does not wait for it");
            }
            let_go.send(()).expect("kept busy");
            for reading in asked {
                assert!(matches!(reading.await, Err(PortError::Refused(why)) if why == FileFault::NoRows));
            }
        });
    }

    #[tokio::test]
    async fn whoever_sends_many_files_holds_others_up_by_one_at_most() {
        let turns = Turns { all: Arc::new(Semaphore::new(1)), of: Mutex::default() };
        let order = std::cell::RefCell::new(Vec::new());
        let read = async |account: u128| {
            let _turn = turns.of(Uuid::from_u128(account)).await.expect("nobody closes it");
            order.borrow_mut().push(account);
            // The others ask while it is read.
            tokio::task::yield_now().await;
        };
        tokio::join!(biased; read(1), read(1), read(1), read(2));
        assert_eq!(*order.borrow(), [1, 2, 1, 1]);
    }

    fn wrong(bytes: &[u8]) -> Vec<(u64, Message)> {
        faults(statuses(bytes, &sets(), day("2026-01-01")))
    }

    /// What is wrong with a cell of the second row, in the column that the template calls by this key.
    fn in_row_2(head: &str, fault: impl Into<Message>) -> (u64, Message) {
        (2, ListFault::Cell { column: word(Lang::Vi, head, &[]), fault: fault.into() }.into())
    }

    /// A workbook with the template's heads and whatever else is written into it.
    fn book(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in (0..).zip(heads()) {
            sheet.write_string(0, column, name).expect("written");
        }
        for (column, text) in (0..).zip(["24934", "Xã", "xa-ntm-2021-2025", "2", "", "Giao thông", "Đạt"]) {
            sheet.write_string(1, column, text).expect("written");
        }
        write(sheet);
        book.save_to_buffer().expect("a workbook")
    }

    #[test]
    fn the_template_reads_back_and_what_nobody_filled_in_is_left_out() {
        let unit =
            UnitRef { code: "24934".into(), name: "Xã Lạc Xuân".into(), kind: "xã".into(), level: Level::Commune };
        let known = Assessment {
            criterion: 2,
            indicator: 0,
            by: By::Appraisal,
            status: Status::NotMet,
            value: "71%".into(),
            as_of: day("2024-06-30"),
            document: "BC 12/BC-UBND".into(),
        };
        // A set that lists indicators has a row for each.
        let mut sets = sets();
        let set = sets.get_mut("xa-ntm-2021-2025").expect("shipped");
        set.criteria[0].indicators =
            (1..=2).map(|no| Indicator { no, name: format!("Chỉ tiêu {no}"), asks: String::new() }).collect();
        let second = Assessment { criterion: 1, indicator: 2, ..known.clone() };
        let bytes = template(set, &[(unit, vec![second, known.clone()])]).expect("a workbook");
        let lines = statuses(&bytes, &sets, day("2026-01-01")).expect("read");
        let read: Vec<_> = lines.iter().map(|line| (line.number, line.value.item())).collect();
        assert_eq!(read, [(4, (1, 2)), (5, (2, 0))]);
        let lines = &lines[1..];
        let row = &lines[0].value;
        assert_eq!(
            (row.unit_code.as_str(), row.criterion, row.by, row.status),
            ("24934", 2, Some(By::Appraisal), Status::NotMet)
        );
        assert_eq!((row.value.as_str(), row.as_of, row.document.as_str()), ("71%", known.as_of, "BC 12/BC-UBND"));
    }

    #[test]
    fn days_may_be_cells_or_text_and_strange_ones_are_named_by_row() {
        let read = |text: &str| {
            let bytes = book(|sheet| {
                sheet.write_string(1, 8, text).expect("written");
            });
            statuses(&bytes, &sets(), day("2026-01-01"))
        };
        assert_eq!(read("30/6/2024").expect("read")[0].value.as_of, day("2024-06-30"));
        let strange = DayFault::Unreadable { typed: "cuối tháng 6".into() };
        assert_eq!(faults(read("cuối tháng 6")), [in_row_2("sheet-day", strange)]);
        let future = CellFault::InTheFuture { day: day("2027-01-01") };
        assert_eq!(faults(read("1/1/2027")), [in_row_2("sheet-day", future)]);
    }

    #[test]
    fn the_template_may_come_back_as_a_list_with_commas_or_semicolons() {
        for delimiter in [",", ";", "\t"] {
            let heads = heads().join(delimiter);
            let filled = [
                "24934",
                "Xã",
                "xa-ntm-2021-2025",
                "2",
                "",
                "Giao thông",
                "Đạt",
                "71%",
                "30/6/2024",
                "BC 1",
                "Thẩm định",
            ];
            let bare = ["24934", "Xã", "xa-ntm-2021-2025", "3", "", "Thủy lợi", "", "", "", "", ""];
            let text = format!("\u{feff}{heads}\r\n{}\r\n{}\r\n", filled.join(delimiter), bare.join(delimiter));
            let lines = statuses(text.as_bytes(), &sets(), day("2026-01-01")).expect("read");
            assert_eq!((lines.len(), lines[0].number, lines[0].value.by), (1, 2, Some(By::Appraisal)));
            let strange = DayFault::Unreadable { typed: "tháng 6".into() };
            let told = wrong(text.replace("30/6/2024", "tháng 6").as_bytes());
            assert_eq!(told, [in_row_2("sheet-day", strange)]);
        }
    }

    #[test]
    fn a_formula_is_refused_where_it_is_read_and_named_by_its_cell() {
        let formula = book(|sheet| {
            sheet.write_formula(1, 6, "=IF(1=1,\"Đạt\",\"\")").expect("written");
            sheet.write_formula(1, 1, "=\"Xã\"").expect("written");
            sheet.write_string(1, 8, "1/1/2026").expect("written");
        });
        let named = in_row_2("sheet-status", ShownFault::Formula { cell: "G2".into() });
        assert_eq!(wrong(&formula), [named], "the unit's name, B2, is there to be read");
    }

    #[test]
    fn other_heads_and_other_files_are_refused() {
        let mut other = Workbook::new();
        other.add_worksheet().write_string(0, 0, "STT").expect("written");
        let header = SheetFault::Header { wanted: heads().join(", "), given: "STT".into() };
        assert_eq!(wrong(&other.save_to_buffer().expect("a workbook")), [(0, header.into())]);
        let broken = wrong(b"PK\x03\x04 nonsense");
        assert_eq!(broken[0].1.key, Message::from(WorkbookFault::Unreadable { error: String::new() }).key);
        assert_eq!(wrong(b""), [(0, FileFault::Empty.into())]);
    }
}
