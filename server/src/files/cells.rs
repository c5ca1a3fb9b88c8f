//! The cells of a file, whatever program wrote it, as text: for lists that are read as if they were pasted.

use super::table::Table;
use app::ports::common::{Answer, PortError};
use app::state::{ReadCells, Reading};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// What reads cells for the pages.
pub fn cell_reader() -> Arc<ReadCells> {
    one_by_one(cells)
}

/// Reads files with a function, one after the other, beside what is asked of the server meanwhile.
pub(super) fn one_by_one<T: Send + 'static>(
    read: fn(&[u8]) -> Answer<T>,
) -> Arc<dyn Fn(Vec<u8>) -> Reading<T> + Send + Sync> {
    let turns = Arc::new(Semaphore::new(1));
    Arc::new(move |bytes| {
        let turns = Arc::clone(&turns);
        Box::pin(async move {
            let turn = turns.acquire_owned().await.map_err(|error| PortError::Broken(Box::new(error)))?;
            let reading = spawn_blocking(move || {
                let _turn = turn;
                read(&bytes)
            });
            reading.await.unwrap_or_else(|error| Err(PortError::Broken(Box::new(error))))
        })
    })
}

/// A line for each row that is not empty, the columns' names first; tabs between its cells.
fn cells(bytes: &[u8]) -> Answer<String> {
    let Table { heads, rows } = Table::read(bytes)?;
    let rows = rows.iter().map(|row| row.cells.iter().map(|cell| cell.shown().to_owned()).collect());
    let line = |cells: Vec<String>| {
        // A break within a cell is none between two.
        let cells = cells.into_iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        cells.collect::<Vec<_>>().join("\t")
    };
    Ok(std::iter::once(heads).chain(rows).map(line).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_line_and_a_break_within_a_cell_is_none() {
        let text = cells("Tên thôn;Số hộ\n\"Thôn\nĐoàn Kết\";120\n;\nThôn 3;1.250\n".as_bytes()).expect("read");
        assert_eq!(text, "Tên thôn\tSố hộ\nThôn Đoàn Kết\t120\nThôn 3\t1.250");
    }
}
