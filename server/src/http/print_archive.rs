//! Slips of all communes of a round as one archive: typeset commune by commune while it is sent, so that it takes as little
//! memory for 350,000 households as for one commune.

use app::error::ErrorPage;
use app::extract::{CurrentUser, Query};
use app::ports::common::PortError;
use app::ports::slip_sheets::SlipPlace;
use app::ports::slips::IssuedSlips;
use app::ports::typesetting::Typesetting;
use app::prints::WithCodes;
use app::routes::PrintArchive;
use app::state::AppState;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

/// Slips (`the-ma`) or paper ballots (`phieu-giay`) of a round, or of a unit in it (`noi`), one file a commune.
pub async fn print_archive(
    at: PrintArchive,
    user: CurrentUser,
    query: Query,
    app: AppState,
) -> Result<Response, ErrorPage> {
    let what = match at.print.as_str() {
        "the-ma.zip" => WithCodes::Slips,
        "phieu-giay.zip" => WithCodes::Ballots,
        _ => return Err(ErrorPage::NotFound),
    };
    let place = if query.get("noi").is_empty() { SlipPlace::Round } else { SlipPlace::Unit(query.get("noi")) };
    let issued = app.slip_sheets.sheets(&user.actor(), at.round, place, (app.now)()).await?;
    // One file waits for the line, and no more.
    let (sender, mut pieces) = mpsc::channel::<io::Result<Bytes>>(1);
    tokio::spawn(async move {
        if let Err(error) = write_archive(&*app.typesetting, &app.base_url, &issued, what, &sender).await {
            tracing::error!(%error, "an archive of prints was not made");
            // Whoever loads it sees that it is not whole.
            let _ = sender.send(Err(io::Error::other("not whole"))).await;
        }
    });
    let stream = futures_util::stream::poll_fn(move |context| pieces.poll_recv(context));
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", at.print)),
    ];
    Ok((headers, Body::from_stream(stream)).into_response())
}

/// Why an archive is not made.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A file was not typeset.
    #[error(transparent)]
    Typeset(#[from] PortError),
    /// The archive does not take it.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// The same, of what is in it.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Writes such an archive, commune by commune, until nobody takes it any more.
pub async fn write_archive(
    typesetting: &dyn Typesetting,
    base_url: &str,
    issued: &[IssuedSlips],
    what: WithCodes,
    to: &mpsc::Sender<io::Result<Bytes>>,
) -> Result<(), ArchiveError> {
    let written = Written::default();
    let mut archive: ZipWriter<StreamWriter<Written>> = ZipWriter::new_stream(written.clone());
    // What a file holds is packed already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for commune in issued.chunk_by(|one, other| one.commune.code == other.commune.code) {
        let Some(IssuedSlips { round, commune: unit, .. }) = commune.first() else { continue };
        let file = typesetting.pdf(what.print(base_url, round, commune)).await?;
        archive.start_file(format!("{} {}.pdf", unit.code, unit.name.replace(['/', '\\'], "-")), options)?;
        archive.write_all(&file)?;
        if to.send(Ok(written.take().into())).await.is_err() {
            return Ok(());
        }
    }
    archive.finish()?.flush()?;
    let _ = to.send(Ok(written.take().into())).await;
    Ok(())
}

/// What is written and not sent yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
