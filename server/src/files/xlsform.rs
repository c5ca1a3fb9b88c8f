//! A ballot as a form of other programs (`XLSForm`), so that users of Kobo and ODK can take it along.

use app::domain::survey::ruleset::{Question, Ruleset, Words};
use app::domain::survey::taken_form::data_name;
use app::i18n::{Lang, t};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// What the two answers are called in a form's data.
const ANSWERS: [&str; 2] = ["hai_long", "chua_hai_long"];
/// The list they stand in.
const ANSWER_LIST: &str = "tra_loi";
/// The languages, in their own names.
fn languages() -> [String; 2] {
    [Lang::Vi, Lang::En].map(|lang| t!(lang, "xlsform-language"))
}

/// The form: an introduction, each question with its two answers, and the reason where somebody is not satisfied.
pub fn xlsform(ruleset: &Ruleset, unit: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    survey(book.add_worksheet(), ruleset)?;
    choices(book.add_worksheet(), ruleset)?;
    settings(book.add_worksheet(), ruleset, unit)?;
    book.save_to_buffer()
}

fn survey(sheet: &mut Worksheet, ruleset: &Ruleset) -> Result<(), XlsxError> {
    sheet.set_name("survey")?;
    let introduction = [Lang::Vi, Lang::En].map(|lang| t!(lang, "xlsform-introduction"));
    let reason = [Lang::Vi, Lang::En].map(|lang| t!(lang, "ballot-reason"));
    let line = |kind: &str, name: &str, [vi, en]: &[String; 2], relevant: &str| {
        [kind, name, vi, en, relevant].map(str::to_owned)
    };
    let mut lines = vec![line("note", "gioi_thieu", &introduction, "")];
    for question in &ruleset.questions {
        let name = data_name(question.no);
        let unsatisfied = format!("${{{name}}} = '{}'", ANSWERS[1]);
        lines.push(line(&format!("select_one {ANSWER_LIST}"), &name, &labels(question), ""));
        lines.push(line("text", &format!("ly_do_{}", question.no), &reason, &unsatisfied));
    }
    let [vi, en] = languages().map(|language| format!("label::{language}"));
    table(sheet, &[("type", 22.0), ("name", 12.0), (&vi, 70.0), (&en, 70.0), ("relevant", 30.0)], &lines)
}

/// A question as it is asked; one that nobody translated is asked in Vietnamese, as on the page in English.
fn labels(question: &Question) -> [String; 2] {
    let en = if question.en.is_empty() { &question.vi } else { &question.en };
    [question.vi.clone(), en.clone()]
}

fn choices(sheet: &mut Worksheet, ruleset: &Ruleset) -> Result<(), XlsxError> {
    sheet.set_name("choices")?;
    let answers = [&ruleset.answers.satisfied, &ruleset.answers.unsatisfied];
    let line = |(name, Words { vi, en }): (&str, &Words)| [ANSWER_LIST, name, vi, en].map(str::to_owned);
    let lines: Vec<_> = ANSWERS.into_iter().zip(answers).map(line).collect();
    let [vi, en] = languages().map(|language| format!("label::{language}"));
    table(sheet, &[("list_name", 12.0), ("name", 16.0), (&vi, 30.0), (&en, 30.0)], &lines)
}

fn settings(sheet: &mut Worksheet, ruleset: &Ruleset, unit: &str) -> Result<(), XlsxError> {
    sheet.set_name("settings")?;
    let title = t!("xlsform-title", name = &ruleset.name, unit = unit);
    let [language, _] = languages();
    let line = [title, ruleset.id.replace('-', "_"), ruleset.version.to_string(), language];
    let heads = [("form_title", 60.0), ("form_id", 30.0), ("version", 10.0), ("default_language", 20.0)];
    table(sheet, &heads, &[line])
}

/// A sheet of texts: whatever they begin with, they stay texts.
fn table<const COLUMNS: usize>(
    sheet: &mut Worksheet,
    heads: &[(&str, f64); COLUMNS],
    lines: &[[String; COLUMNS]],
) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    let text = Format::new().set_num_format("@").set_text_wrap();
    for (column, (name, width)) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, *name, &head)?;
        sheet.set_column_width(column, *width)?;
    }
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (0..).zip(line).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
