//! Open data as columns: the batch of which SPSS and Parquet files are written.

use ambers::{Compression, SpssMetadata, Value as SpssValue, write_sav_to_writer};
use app::i18n::{Lang, word};
use app::open_data::{FIELDS, Field, Kind, LICENCE, Value};
use arrow::array::{ArrayRef, Date32Builder, Float64Builder, Int64Builder, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field as Column, Schema};
use arrow::error::ArrowError;
use chrono::NaiveDate;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression as ParquetCompression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use std::io::Cursor;
use std::sync::Arc;

/// Why a file of open data is not written.
#[derive(Debug, thiserror::Error)]
pub enum OpenFileError {
    /// The columns do not fit together.
    #[error(transparent)]
    Columns(#[from] ArrowError),
    /// The Parquet file.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// The SPSS file.
    #[error(transparent)]
    Spss(#[from] ambers::error::SpssError),
}

/// A column that is being filled.
enum Filling {
    Text(StringBuilder),
    Number(Int64Builder),
    Decimal(Float64Builder),
    Day(Date32Builder),
}

/// Lines that are being put together as columns.
pub struct Columns(Vec<Filling>);

impl Default for Columns {
    fn default() -> Self {
        Self(FIELDS.iter().map(|field| Filling::of(field.kind)).collect())
    }
}

impl Columns {
    /// Adds a line, a value for each field.
    pub fn push(&mut self, line: Vec<Value>) {
        for (column, value) in self.0.iter_mut().zip(line) {
            column.push(value);
        }
    }

    /// All lines as one batch; a day is a date.
    fn batch(self) -> Result<RecordBatch, ArrowError> {
        let (columns, arrays): (Vec<Column>, Vec<ArrayRef>) =
            FIELDS.iter().zip(self.0).map(|(field, column)| column.ended(field)).unzip();
        RecordBatch::try_new(Arc::new(Schema::new(columns)), arrays)
    }

    /// As an SPSS file (`.sav`) with what each field and value means.
    pub fn sav(self) -> Result<Vec<u8>, OpenFileError> {
        let mut written = Cursor::new(Vec::new());
        write_sav_to_writer(&mut written, &self.batch()?, &meanings(), Compression::Bytecode, None)?;
        Ok(written.into_inner())
    }

    /// As a Parquet file.
    pub fn parquet(self) -> Result<Vec<u8>, OpenFileError> {
        let batch = self.batch()?;
        let licence = KeyValue::new("licence".to_owned(), LICENCE.to_owned());
        let properties = WriterProperties::builder()
            .set_compression(ParquetCompression::SNAPPY)
            .set_key_value_metadata(Some(vec![licence]))
            .build();
        let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))?;
        writer.write(&batch)?;
        Ok(writer.into_inner()?)
    }
}

impl Filling {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Number | Kind::Flag => Self::Number(Int64Builder::new()),
            Kind::Decimal => Self::Decimal(Float64Builder::new()),
            Kind::Day => Self::Day(Date32Builder::new()),
        }
    }

    fn push(&mut self, value: Value) {
        match (self, value) {
            (Self::Text(column), Value::Text(text)) => column.append_value(text),
            (Self::Text(column), _) => column.append_null(),
            (Self::Number(column), Value::Number(number)) => column.append_option(i64::try_from(number).ok()),
            (Self::Number(column), _) => column.append_null(),
            (Self::Decimal(column), Value::Decimal(written)) => column.append_option(written.parse().ok()),
            (Self::Decimal(column), _) => column.append_null(),
            (Self::Day(column), Value::Day(day)) => {
                let days = (day - NaiveDate::default()).num_days();
                column.append_option(i32::try_from(days).ok());
            }
            (Self::Day(column), _) => column.append_null(),
        }
    }

    fn ended(mut self, field: &Field) -> (Column, ArrayRef) {
        let (kind, array): (DataType, ArrayRef) = match &mut self {
            Self::Text(column) => (DataType::Utf8, Arc::new(column.finish())),
            Self::Number(column) => (DataType::Int64, Arc::new(column.finish())),
            Self::Decimal(column) => (DataType::Float64, Arc::new(column.finish())),
            Self::Day(column) => (DataType::Date32, Arc::new(column.finish())),
        };
        (Column::new(field.name, kind, true), array)
    }
}

/// What each field means, and the values of those that have few, in Vietnamese.
fn meanings() -> SpssMetadata {
    let mut meanings =
        SpssMetadata { file_label: "Ý Dân".to_owned(), notes: vec![LICENCE.to_owned()], ..SpssMetadata::default() };
    for field in FIELDS {
        meanings.variable_labels.insert(field.name.to_owned(), field.meaning(Lang::Vi));
        if field.kind == Kind::Day {
            // Year, month, day, as everywhere else.
            meanings.variable_formats.insert(field.name.to_owned(), "SDATE10".to_owned());
        }
        if field.kind == Kind::Flag {
            let [no, yes] = ["open-data-no", "open-data-yes"].map(|key| word(Lang::Vi, key, &[]));
            let values = [(SpssValue::Numeric(0.0), no), (SpssValue::Numeric(1.0), yes)];
            meanings.variable_value_labels.insert(field.name.to_owned(), values.into_iter().collect());
        }
    }
    meanings
}
