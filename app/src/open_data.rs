//! Published results as open data (*dữ liệu mở*): one line for each question of each unit of each published round, as it stands in its
//! latest version. Every kind of file is written of the same lines, so that they cannot disagree.

use crate::domain::collection::round::Round;
use crate::domain::survey::results::{QuestionFigures, Results};
use crate::i18n::{Lang, word};
use crate::ports::open_data::OpenResults;
use chrono::NaiveDate;
use strum::{Display, EnumString};

/// The licence of the data (*giấy phép*): anybody may use them and names where they are from.
pub const LICENCE: &str = "CC BY 4.0";

/// Where its text stands.
pub const LICENCE_ADDRESS: &str = "https://creativecommons.org/licenses/by/4.0/deed.vi";

/// What kind of file; written as in its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumString)]
pub enum OpenFormat {
    /// Text, a line each (RFC 4180).
    #[strum(serialize = "ket-qua.csv")]
    Csv,
    /// A workbook (Office Open XML).
    #[strum(serialize = "ket-qua.xlsx")]
    Excel,
    /// SPSS, with what fields and values mean.
    #[strum(serialize = "ket-qua.sav")]
    Spss,
    /// Apache Parquet.
    #[strum(serialize = "ket-qua.parquet")]
    Parquet,
}

impl OpenFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Excel, Self::Spss, Self::Parquet];

    /// The name of the kind as people know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Excel => "Excel (XLSX)",
            Self::Spss => "SPSS (SAV)",
            Self::Parquet => "Parquet",
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// A decimal number, with a point.
    Decimal,
    /// A day: `2026-11-29`.
    Day,
    /// `1` or `0`.
    Flag,
}

/// A field of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, and the end of the key of its meaning: `open-data-…`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

impl Field {
    /// What it means.
    pub fn meaning(self, lang: Lang) -> String {
        word(lang, &format!("open-data-{}", self.name.replace('_', "-")), &[])
    }
}

/// A value of a field; nothing where it does not apply or is withheld.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    None,
    /// A text.
    Text(String),
    /// A whole number, or a flag.
    Number(u64),
    /// A decimal number as it is written, with a point.
    Decimal(String),
    /// A day.
    Day(NaiveDate),
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

/// The fields, in order. They are added to at the end and never change what they mean.
pub const FIELDS: [Field; 27] = [
    field("round", Kind::Text),
    field("ruleset", Kind::Text),
    field("ruleset_version", Kind::Number),
    field("ruleset_name", Kind::Text),
    field("opens", Kind::Day),
    field("last_day", Kind::Day),
    field("published_on", Kind::Day),
    field("version", Kind::Number),
    field("unit_code", Kind::Text),
    field("unit_name", Kind::Text),
    field("unit_kind", Kind::Text),
    field("unit_level", Kind::Text),
    field("households", Kind::Number),
    field("issued", Kind::Number),
    field("returned", Kind::Number),
    field("valid", Kind::Number),
    field("invalid", Kind::Number),
    field("percent_participation", Kind::Decimal),
    field("question", Kind::Number),
    field("topic", Kind::Text),
    field("is_overall", Kind::Flag),
    field("satisfied", Kind::Number),
    field("unsatisfied", Kind::Number),
    field("percent_satisfied", Kind::Decimal),
    field("withheld", Kind::Text),
    field("threshold", Kind::Decimal),
    field("met", Kind::Flag),
];

/// The lines of a unit's results, a value for each field.
pub fn lines(of: &OpenResults) -> impl Iterator<Item = Vec<Value>> {
    of.results.questions.iter().map(|question| line(of, question))
}

fn line(
    OpenResults { round, results, version, published_on, .. }: &OpenResults,
    asked: &QuestionFigures,
) -> Vec<Value> {
    let mut line = of_unit(round, results, *version, *published_on);
    let counts = asked.counts;
    line.extend([
        Value::Number(asked.no.into()),
        Value::Text(asked.topic.clone()),
        Value::Number(asked.overall.into()),
        counts.map_or(Value::None, |counts| Value::Number(counts.satisfied)),
        counts.map_or(Value::None, |counts| Value::Number(counts.unsatisfied)),
        decimal(asked.percent_satisfied.as_ref()),
        asked
            .withheld
            .and_then(|why| serde_json::to_value(why).ok()?.as_str().map(str::to_owned))
            .map_or(Value::None, Value::Text),
        decimal(asked.threshold.as_ref()),
        asked.met.map_or(Value::None, |met| Value::Number(met.into())),
    ]);
    line
}

/// What is the same in every line of a unit.
fn of_unit(round: &Round, results: &Results, version: u32, published_on: NaiveDate) -> Vec<Value> {
    let (unit, rules) = (&results.unit, &results.ruleset);
    let turnout = &results.participation.turnout;
    vec![
        Value::Text(round.id.to_string()),
        Value::Text(rules.id.clone()),
        Value::Number(rules.version.into()),
        Value::Text(rules.name.clone()),
        Value::Day(round.opens),
        Value::Day(round.last_day()),
        Value::Day(published_on),
        Value::Number(version.into()),
        Value::Text(unit.code.clone()),
        Value::Text(unit.name.clone()),
        Value::Text(unit.kind.clone()),
        Value::Text(unit.level.to_string()),
        Value::Number(turnout.households),
        Value::Number(turnout.issued),
        Value::Number(turnout.returned),
        Value::Number(turnout.valid),
        Value::Number(turnout.invalid),
        decimal(results.participation.percent.as_ref()),
    ]
}

fn decimal(written: Option<&String>) -> Value {
    written.map_or(Value::None, |written| Value::Decimal(written.clone()))
}

/// A text that spreadsheets would take for a formula, with an apostrophe before it, as they write text themselves; every other as it is.
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_has_a_name_of_its_own_and_says_what_it_means_in_every_language() {
        let names: BTreeSet<_> = FIELDS.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), FIELDS.len());
        for field in FIELDS {
            let key = format!("open-data-{}", field.name.replace('_', "-"));
            for lang in [Lang::Vi, Lang::En] {
                assert_ne!(field.meaning(lang), key, "{key}");
            }
        }
    }

    #[test]
    fn no_text_is_a_formula() {
        let texts = ["=1+1", "+84", "-2", "@SUM", "\t=1", "Xã Đạ Ròn", ""].map(guarded);
        assert_eq!(texts, ["'=1+1", "'+84", "'-2", "'@SUM", "'\t=1", "Xã Đạ Ròn", ""]);
    }
}
