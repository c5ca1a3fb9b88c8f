//! Files as people send and take them: reading and writing, knowing no SQL.

pub mod csv;
pub mod geojson;
mod outline_shape;
pub mod spreadsheet;
