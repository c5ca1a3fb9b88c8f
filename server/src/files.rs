//! Files as people send and take them: reading and writing, knowing no SQL.

mod cell;
pub mod csv;
mod delimited;
pub mod geojson;
mod outline_shape;
mod shown;
pub mod spreadsheet;
mod table;
mod template;
mod workbook;

pub use template::template;
