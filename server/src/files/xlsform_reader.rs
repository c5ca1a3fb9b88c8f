//! Forms of other programs (`XLSForm`: Kobo, ODK) as questions for a ballot.
//!
//! A ballot asks every household the same, and each question has two answers. What a form has besides is either let be,
//! since nobody is asked it (the phone's own data, notes, headings, calculated values, the reason beside an answer), or
//! refused with its row: skip logic, repeated parts, other kinds of questions.

use super::cell::{Cell, Row};
use super::cells::one_by_one;
use super::table::expect_workbook;
use super::workbook::named_rows;
use app::domain::survey::taken_form::TakenQuestion;
use app::domain::units::search_key::search_key;
use app::message::Message;
use app::messages;
use app::ports::common::{Answer, Faults, refuse};
use app::state::ReadXlsForm;
use std::collections::BTreeMap;
use std::sync::Arc;

messages! {
    /// What is wrong with a form.
    enum FormFault {
        /// It has no sheet of questions, or none of answers.
        NoSheet { sheet: String } = "xlsform-no-sheet",
        /// A sheet lacks a column.
        NoColumn { sheet: String, column: String } = "xlsform-no-column",
        /// Nothing in it can be asked.
        NoQuestions = "xlsform-no-questions",
        /// There are more questions than any ballot has.
        Many { most: usize } = "xlsform-many",
        /// Something is asked only after certain answers.
        Skipped { name: String, condition: String } = "xlsform-skipped",
        /// A part that is asked several times.
        Repeated { name: String } = "xlsform-repeated",
        /// A question that has no choices to tick, or several.
        OtherKind { name: String, kind: String } = "xlsform-other-kind",
        /// Not two answers.
        Answers { name: String, count: usize } = "xlsform-answers",
        /// It has no words.
        NoWords { name: String } = "xlsform-no-words",
        /// Its words are put together while it is asked.
        PutTogether { name: String } = "xlsform-put-together",
        /// It is too long.
        TooLong { name: String, most: usize, got: usize } = "xlsform-too-long",
    }
}

/// The most questions that are taken.
const MOST_QUESTIONS: usize = 60;
/// The most characters of a question.
const LONGEST: usize = 500;
/// What forms write down by themselves, or show without asking.
const NOT_ASKED: [&str; 20] = [
    "start",
    "end",
    "today",
    "deviceid",
    "device_id",
    "subscriberid",
    "simserial",
    "phonenumber",
    "username",
    "email",
    "audit",
    "start-geopoint",
    "background-audio",
    "background-geopoint",
    "calculate",
    "hidden",
    "note",
    "begin_group",
    "end_group",
    "xml-external",
];

/// What reads forms for the pages.
pub fn xlsform_reader() -> Arc<ReadXlsForm> {
    one_by_one(questions)
}

/// A sheet of a form: a row of names, and rows below.
struct Sheet {
    heads: Vec<String>,
    rows: Vec<Row>,
}

impl Sheet {
    fn new(rows: Vec<Row>) -> Self {
        let mut rows = rows.into_iter();
        let head = |cell: &Cell| search_key(cell.shown());
        let heads = rows.next().map(|row| row.cells.iter().map(head).collect()).unwrap_or_default();
        Self { heads, rows: rows.collect() }
    }

    /// The first of these columns that is there.
    fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.heads.iter().position(|own| own == name))
    }

    fn expect(&self, sheet: &str, names: &[&str]) -> Answer<usize> {
        let column = || FormFault::NoColumn { sheet: sheet.to_owned(), column: names.join(", ") };
        self.column(names).map_or_else(|| refuse(column()), Ok)
    }

    /// The columns of its labels in Vietnamese and in English. A column without a language is the form's own.
    fn labels(&self, is_english: bool) -> [Option<usize>; 2] {
        let language = |head: &String| head.strip_prefix("label")?.strip_prefix([':', ' ']).map(str::to_owned);
        let find = |tag: &str, names: &[&str]| {
            self.heads.iter().position(|head| {
                let language = language(head).unwrap_or_default();
                language.contains(tag) || names.iter().any(|name| language.contains(name))
            })
        };
        let [vi, en] = [find("(vi)", &["viet"]), find("(en)", &["english"])];
        match (self.column(&["label"]), is_english) {
            (Some(own), true) => [vi, en.or(Some(own))],
            (own, _) => [vi.or(own), en],
        }
    }
}

fn cell(row: &Row, column: Option<usize>) -> &str {
    column.and_then(|column| row.cells.get(column)).map_or("", |cell| cell.shown().trim())
}

/// The questions of a form.
fn questions(bytes: &[u8]) -> Answer<Vec<TakenQuestion>> {
    expect_workbook(bytes)?;
    let [survey, choices, settings] = named_rows(bytes, ["survey", "choices", "settings"])?;
    let missing = |sheet: &str| FormFault::NoSheet { sheet: sheet.to_owned() };
    let Some(survey) = survey.map(Sheet::new) else { return refuse(missing("survey")) };
    let Some(choices) = choices.map(Sheet::new) else { return refuse(missing("choices")) };
    let settings = Sheet::new(settings.unwrap_or_default());
    let language = settings.rows.first().map_or("", |row| cell(row, settings.column(&["default_language"])));
    let is_english = language.to_lowercase().contains("english") || language.contains("(en)");
    Form::new(&survey, &choices, is_english)?.read()
}

/// A form and where its columns stand.
struct Form<'a> {
    survey: &'a Sheet,
    kind: usize,
    name: usize,
    conditions: [Option<usize>; 2],
    disabled: Option<usize>,
    labels: [Option<usize>; 2],
    /// The answers of each list: what they are called in the data, and their words.
    lists: BTreeMap<&'a str, Vec<(&'a str, &'a str)>>,
}

impl<'a> Form<'a> {
    fn new(survey: &'a Sheet, choices: &'a Sheet, is_english: bool) -> Answer<Self> {
        let list = choices.expect("choices", &["list_name", "list name"])?;
        let name = choices.expect("choices", &["name", "value"])?;
        let [vi, en] = choices.labels(is_english);
        let mut lists: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for row in &choices.rows {
            let words = [cell(row, vi), cell(row, en)].into_iter().find(|words| !words.is_empty());
            let name = cell(row, Some(name));
            lists.entry(cell(row, Some(list))).or_default().push((name, words.unwrap_or(name)));
        }
        Ok(Self {
            survey,
            kind: survey.expect("survey", &["type"])?,
            name: survey.expect("survey", &["name", "value"])?,
            conditions: [
                survey.column(&["relevant", "relevance", "bind::relevant"]),
                survey.column(&["choice_filter"]),
            ],
            disabled: survey.column(&["disabled"]),
            labels: survey.labels(is_english),
            lists,
        })
    }

    fn read(&self) -> Answer<Vec<TakenQuestion>> {
        let mut faults = Faults::default();
        let mut questions: Vec<TakenQuestion> = Vec::new();
        for row in &self.survey.rows {
            let disabled = cell(row, self.disabled).to_lowercase();
            if matches!(disabled.as_str(), "yes" | "true" | "true()") {
                continue;
            }
            if let Some(fault) = row.cells.iter().find_map(|cell| match cell {
                Cell::Faulty(fault) => Some(fault.clone()),
                _ => None,
            }) {
                faults.add(row.number, fault);
                continue;
            }
            match self.question(row, questions.last()) {
                Ok(Some(question)) => questions.push(question),
                Ok(None) => {}
                Err(fault) => faults.add(row.number, fault),
            }
        }
        let questions = faults.or(questions)?;
        match questions.len() {
            0 => refuse(FormFault::NoQuestions),
            1..=MOST_QUESTIONS => Ok(questions),
            _ => refuse(FormFault::Many { most: MOST_QUESTIONS }),
        }
    }

    /// What a row asks; none where nobody is asked.
    fn question(&self, row: &Row, before: Option<&TakenQuestion>) -> Result<Option<TakenQuestion>, Message> {
        let kind = cell(row, Some(self.kind)).split_whitespace().collect::<Vec<_>>();
        let name = cell(row, Some(self.name)).to_owned();
        let [first, rest @ ..] = kind.as_slice() else { return Ok(None) };
        let word = first.to_lowercase().replace(' ', "_");
        // `begin group` and `select one` are the same words apart.
        let (word, rest) = match (word.as_str(), rest) {
            ("begin" | "end" | "select", [next, rest @ ..]) => (format!("{word}_{}", next.to_lowercase()), rest),
            _ => (word, rest),
        };
        if word.ends_with("_repeat") {
            return Err(FormFault::Repeated { name }.into());
        }
        let is_note = NOT_ASKED.contains(&word.as_str());
        let condition = self.conditions.iter().map(|column| cell(row, *column)).find(|text| !text.is_empty());
        if let Some(condition) = condition {
            let is_reason = word == "text" && before.is_some_and(|question| self.asks_why(condition, question));
            let is_group = word == "begin_group";
            if is_reason || (is_note && !is_group) {
                return Ok(None);
            }
            return Err(FormFault::Skipped { name, condition: condition.to_owned() }.into());
        }
        if is_note {
            return Ok(None);
        }
        let list = match (word.as_str(), rest) {
            ("select_one", ["from", list] | [list]) => *list,
            _ => return Err(FormFault::OtherKind { name, kind: kind.join(" ") }.into()),
        };
        let answers: Vec<&str> = self.lists.get(list).into_iter().flatten().map(|(_, words)| *words).collect();
        let [yes, no] = answers.as_slice() else {
            return Err(FormFault::Answers { name, count: answers.len() }.into());
        };
        let [vi, en] = self.labels.map(|column| cell(row, column).to_owned());
        // A form without English repeats the Vietnamese.
        let en = if en == vi { String::new() } else { en };
        if vi.is_empty() && en.is_empty() {
            return Err(FormFault::NoWords { name }.into());
        }
        if [&vi, &en].iter().any(|text| text.contains("${")) {
            return Err(FormFault::PutTogether { name }.into());
        }
        let got = vi.chars().count().max(en.chars().count());
        if got > LONGEST {
            return Err(FormFault::TooLong { name, most: LONGEST, got }.into());
        }
        let answers = [(*yes).to_owned(), (*no).to_owned()];
        Ok(Some(TakenQuestion { row: row.number, name, vi, en, answers }))
    }

    /// Whether a condition is no more than one of the two answers to the question before: a reason is asked beside every
    /// question of a ballot.
    fn asks_why(&self, condition: &str, question: &TakenQuestion) -> bool {
        let plain: String = condition.chars().filter(|letter| !letter.is_whitespace()).collect();
        let plain = plain.replace('"', "'");
        let mut answers =
            self.lists.values().flatten().filter(|(_, words)| question.answers.iter().any(|own| own == words));
        let reference = format!("${{{}}}", question.name);
        answers.any(|(answer, _)| {
            plain == format!("{reference}='{answer}'") || plain == format!("selected({reference},'{answer}')")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell::FileFault;
    use super::super::refused::faults;
    use super::*;
    use crate::files::xlsform;
    use rust_xlsxwriter::Workbook;

    /// A workbook of sheets of texts.
    fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, rows) in sheets {
            let sheet = book.add_worksheet().set_name(*name).expect("named");
            for (row, cells) in (0..).zip(*rows) {
                for (column, text) in (0..).zip(*cells) {
                    sheet.write_string(row, column, *text).expect("written");
                }
            }
        }
        book.save_to_buffer().expect("a workbook")
    }

    const YES_NO: (&str, &[&[&str]]) =
        ("choices", &[&["list_name", "name", "label"], &["yes_no", "yes", "Có"], &["yes_no", "no", "Không"]]);

    fn survey(rows: &[&[&str]]) -> Vec<u8> {
        book(&[("survey", rows), YES_NO])
    }

    #[test]
    fn a_ballot_that_went_out_comes_in_again_with_the_very_same_questions() {
        let rulesets = crate::data::rulesets::load(None).expect("sound");
        for ruleset in rulesets.values() {
            let form = xlsform(ruleset, "Xã Đạ Ròn").expect("a workbook");
            let taken = questions(&form).expect("read");
            let words = |vi: &str, en: &str| (vi.to_owned(), en.to_owned());
            let expected: Vec<_> = ruleset.questions.iter().map(|own| words(&own.vi, &own.en)).collect();
            let got: Vec<_> = taken.iter().map(|own| words(&own.vi, &own.en)).collect();
            assert_eq!(got, expected, "{}", ruleset.id);
        }
    }

    /// The form “Detect language used” of the public documentation of ODK (repository `getodk/docs`,
    /// `guide-form-language`), row by row.
    #[test]
    fn a_form_of_a_public_repository_comes_in() {
        let survey: &[&[&str]] = &[
            &["type", "name", "label::English (en)", "label::Español (es)", "required", "calculation"],
            &["select_one yes_no", "like_icecream", "Do you like ice cream?", "¿Te gusta el helado?", "yes"],
            &["calculate", "yes_label", "", "", "", "jr:choice-name('yes', '${like_icecream}')"],
            &["calculate", "language", "", "", "", "if(${yes_label} = 'Yes', 'en', 'es')"],
        ];
        let choices: &[&[&str]] = &[
            &["list_name", "name", "label::English (en)", "label::Español (es)"],
            &["yes_no", "yes", "Yes", "Sí"],
            &["yes_no", "no", "No", "No"],
        ];
        let taken = questions(&book(&[("survey", survey), ("choices", choices)])).expect("read");
        let expected = TakenQuestion {
            row: 2,
            name: "like_icecream".into(),
            vi: String::new(),
            en: "Do you like ice cream?".into(),
            answers: ["Yes".into(), "No".into()],
        };
        assert_eq!(taken, [expected]);
    }

    #[test]
    fn what_cannot_be_asked_is_refused_each_with_its_row_and_nothing_is_taken() {
        let long = "x".repeat(LONGEST + 1);
        let form = survey(&[
            &["type", "name", "label", "relevant"],
            &["start", "start"],
            &["select_one yes_no", "road", "Đường?"],
            &["text", "why", "Vì sao?", "${road} = 'no'"],
            &["select_one yes_no", "school", "Trường?", "${road} = 'yes'"],
            &["integer", "people", "Mấy người?"],
            &["begin repeat", "child", "Con"],
            &["select_one age", "age", "Tuổi?"],
            &["select one from yes_no", "name", "${people} có khỏe không?"],
            &["select_one yes_no", "long", &long],
            &["select_one yes_no", "mute", ""],
            &["begin_group", "part", "Phần", "${road} = 'yes'"],
            &["text", "other", "Ý kiến khác?", "${school} = 'no'"],
        ]);
        let name = |name: &str| name.to_owned();
        let skipped = |own: &str, condition: &str| FormFault::Skipped { name: name(own), condition: name(condition) };
        let expected: Vec<(u64, Message)> = vec![
            (5, skipped("school", "${road} = 'yes'").into()),
            (6, FormFault::OtherKind { name: name("people"), kind: name("integer") }.into()),
            (7, FormFault::Repeated { name: name("child") }.into()),
            (8, FormFault::Answers { name: name("age"), count: 0 }.into()),
            (9, FormFault::PutTogether { name: name("name") }.into()),
            (10, FormFault::TooLong { name: name("long"), most: LONGEST, got: LONGEST + 1 }.into()),
            (11, FormFault::NoWords { name: name("mute") }.into()),
            (12, skipped("part", "${road} = 'yes'").into()),
            (13, skipped("other", "${school} = 'no'").into()),
        ];
        assert_eq!(faults(questions(&form)), expected);
    }

    #[test]
    fn what_is_no_such_form_says_what_it_lacks() {
        let lacks = |form: &[u8]| faults(questions(form)).remove(0).1;
        let no_sheet = |sheet: &str| Message::from(FormFault::NoSheet { sheet: sheet.into() });
        assert_eq!(lacks(&book(&[YES_NO])), no_sheet("survey"));
        assert_eq!(lacks(&book(&[("Survey", &[&["type", "name"]])])), no_sheet("choices"));
        assert_eq!(lacks(&survey(&[&["loại", "name"]])).key, "xlsform-no-column");
        assert_eq!(lacks(&survey(&[&["type", "name", "label"], &["note", "a", "Xin chào"]])), FormFault::NoQuestions);
        assert_eq!(lacks(b"type,name,label\n"), FileFault::NotAWorkbook);
        assert_eq!(lacks(b"%PDF-1.7"), FileFault::Pdf);
    }

    #[test]
    fn a_label_without_a_language_is_in_the_language_of_the_form() {
        let rows: &[&[&str]] = &[&["type", "name", "label"], &["select_one yes_no", "a", "Roads?"]];
        let read = |language: &str| {
            let settings: &[&[&str]] = &[&["default_language"], &[language]];
            let taken = questions(&book(&[("survey", rows), YES_NO, ("settings", settings)])).expect("read");
            [taken[0].vi.clone(), taken[0].en.clone()]
        };
        assert_eq!(read("English (en)"), ["", "Roads?"]);
        assert_eq!(read("Tiếng Việt (vi)"), ["Roads?", ""]);
    }
}
