//! Files as people send and take them: reading and writing, knowing no SQL.

mod cell;
mod cells;
pub mod csv;
mod delimited;
mod docx;
mod figures;
mod fonts;
pub mod geojson;
mod hamlet_template;
mod list;
mod open_batch;
mod open_csv;
mod open_workbook;
mod outline_shape;
mod record;
mod shown;
pub mod spreadsheet;
mod table;
mod template;
pub mod typeset;
mod workbook;
mod xlsform;
mod xlsform_reader;

pub use cells::cell_reader;
pub use docx::docx;
pub use figures::figures;
pub use hamlet_template::hamlet_template;
pub use list::{list_csv, list_workbook};
pub use open_batch::Columns;
pub use open_csv::{csv_head, csv_line};
pub use open_workbook::open_workbook;
pub use record::{record_archive, record_files};
pub use template::template;
pub use xlsform::xlsform;
pub use xlsform_reader::xlsform_reader;

#[cfg(test)]
mod refused {
    use app::message::Message;
    use app::ports::common::{Answer, Faults, PortError};

    /// What is wrong with a file that was refused, by line; what is wrong with all of it, at line 0.
    #[track_caller]
    pub(super) fn faults<T: std::fmt::Debug>(answer: Answer<T>) -> Vec<(u64, Message)> {
        match answer {
            Err(PortError::Refused(message)) => vec![(0, message)],
            Err(PortError::File(Faults(faults))) => faults,
            other => panic!("not refused: {other:?}"),
        }
    }
}
