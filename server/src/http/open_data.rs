//! Open data as files: made while they are sent, some units at a time.

use crate::files::{Columns, csv_head, csv_line, open_workbook};
use crate::http::downloads::made_beside;
use app::error::ErrorPage;
use app::open_data::{OpenFormat, Value, lines};
use app::ports::common::Answer;
use app::ports::open_data::{Cursor, OpenResults};
use app::routes::OpenDataFile;
use app::state::AppState;
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::try_unfold;
use std::io;

/// So many units are read at once.
const AT_ONCE: u32 = 100;

/// How far a file is.
enum Progress {
    Head,
    Behind(Option<Cursor>),
}

/// All published results as a file. Text is made while it is sent; what has its contents at its end is made before.
pub async fn open_data_file(at: OpenDataFile, app: AppState) -> Result<Response, ErrorPage> {
    let (kind, body) = match at.format {
        OpenFormat::Csv => {
            let pieces = try_unfold(Progress::Head, move |at| next_piece(app.clone(), at));
            ("text/csv; charset=utf-8; header=present", Body::from_stream(pieces))
        }
        OpenFormat::Excel => {
            let mut lines = Vec::new();
            for_each_line(&app, |line| lines.push(line)).await?;
            let file = made_beside(move || open_workbook(lines.into_iter())).await?;
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.into())
        }
        OpenFormat::Spss => {
            let columns = all_columns(&app).await?;
            ("application/x-spss-sav", made_beside(move || columns.sav()).await?.into())
        }
        OpenFormat::Parquet => {
            let columns = all_columns(&app).await?;
            ("application/vnd.apache.parquet", made_beside(move || columns.parquet()).await?.into())
        }
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"y-dan-{}\"", at.format)),
        (CACHE_CONTROL, "public, max-age=0, s-maxage=60".to_owned()),
    ];
    Ok((headers, body).into_response())
}

/// Reads all lines, some units at a time.
async fn for_each_line(app: &AppState, mut take: impl FnMut(Vec<Value>) + Send) -> Answer<()> {
    let mut after = None;
    loop {
        let found = app.open_data.open_results(after, AT_ONCE).await?;
        let Some(last) = found.last() else { return Ok(()) };
        after = Some(last.cursor);
        found.iter().flat_map(lines).for_each(&mut take);
    }
}

async fn all_columns(app: &AppState) -> Answer<Columns> {
    let mut columns = Columns::default();
    for_each_line(app, |line| columns.push(line)).await?;
    Ok(columns)
}

async fn next_piece(app: AppState, at: Progress) -> io::Result<Option<(Bytes, Progress)>> {
    let after = match at {
        Progress::Head => return Ok(Some((csv_head().into(), Progress::Behind(None)))),
        Progress::Behind(after) => after,
    };
    let found = some(&app, after).await?;
    let Some(last) = found.last() else { return Ok(None) };
    let next = Progress::Behind(Some(last.cursor));
    let piece: Vec<u8> = found.iter().flat_map(lines).flat_map(csv_line).collect();
    Ok(Some((piece.into(), next)))
}

/// Some results; what broke is logged, and whoever loads the file sees that it is not whole.
async fn some(app: &AppState, after: Option<Cursor>) -> io::Result<Vec<OpenResults>> {
    app.open_data.open_results(after, AT_ONCE).await.map_err(|error| {
        (app.log_broken)(&error);
        io::Error::other("not whole")
    })
}
