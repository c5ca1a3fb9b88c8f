//! Slips of all communes of a round as one archive: typeset commune by commune while it is sent, so that it takes as little
//! memory for 350,000 households as for one commune.

use crate::files::typeset::{TypesetError, pdf};
use app::error::ErrorPage;
use app::extract::CurrentUser;
use app::ports::slip_sheets::SlipPlace;
use app::ports::slips::IssuedSlips;
use app::prints::Print;
use app::prints::ballots::Ballots;
use app::prints::slips::Slips;
use app::routes::PrintArchive;
use app::state::AppState;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use std::io::{self, Write};
use std::sync::Arc;
use tokio::sync::mpsc;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// So much is sent at once.
const PIECE: usize = 64 * 1_024;
/// So many pieces wait for a slow line.
const WAITING: usize = 64;

/// Slips (`the-ma`) or paper ballots (`phieu-giay`) of a round, one file a commune.
pub async fn print_archive(at: PrintArchive, user: CurrentUser, app: AppState) -> Result<Response, ErrorPage> {
    let are_ballots = match at.print.as_str() {
        "the-ma.zip" => false,
        "phieu-giay.zip" => true,
        _ => return Err(ErrorPage::NotFound),
    };
    let issued = app.slip_sheets.sheets(&user.actor(), at.round, SlipPlace::Round, (app.now)()).await?;
    let (sender, mut pieces) = mpsc::channel(WAITING);
    let base_url = Arc::clone(&app.base_url);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = write_archive(&base_url, &issued, are_ballots, Pieces::new(sender.clone())) {
            // Whoever loads it sees that it is not whole; where they left, nobody does.
            if sender.blocking_send(Err(io::Error::other("not whole"))).is_ok() {
                tracing::error!(%error, "an archive of prints was not made");
            }
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
    Typeset(#[from] TypesetError),
    /// The archive does not take it.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// Whoever it was for is gone.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Writes such an archive, commune by commune.
pub fn write_archive(
    base_url: &str,
    issued: &[IssuedSlips],
    are_ballots: bool,
    to: impl Write,
) -> Result<(), ArchiveError> {
    let mut archive = zip::ZipWriter::new_stream(to);
    // What a file holds is packed already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for commune in issued.chunk_by(|one, other| one.commune.code == other.commune.code) {
        let Some(IssuedSlips { round, commune: unit, .. }) = commune.first() else { continue };
        let print = if are_ballots {
            Print::Ballots(Ballots::with_codes(base_url, round, commune))
        } else {
            Print::Slips(Slips::new(base_url, round, commune))
        };
        archive.start_file(format!("{} {}.pdf", unit.code, unit.name.replace(['/', '\\'], "-")), options)?;
        archive.write_all(&pdf(&print)?)?;
    }
    archive.finish()?.flush()?;
    Ok(())
}

/// What is written, sent in pieces.
struct Pieces {
    to: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Pieces {
    fn new(to: mpsc::Sender<io::Result<Bytes>>) -> Self {
        Self { to, piece: Vec::with_capacity(PIECE) }
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.to.blocking_send(Ok(piece.into())).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
