//! Slips of all communes of a round as one archive: opened and typeset commune by commune while it is sent, so that it takes as
//! little memory for 350,000 households as for one commune.

use app::error::ErrorPage;
use app::extract::{CurrentUser, Query};
use app::ports::common::{Actor, Now, PortError};
use app::ports::slip_sheets::{SheetsRefused, SlipPlace, SlipSheets};
use app::ports::slips::IssuedSlips;
use app::ports::typesetting::Typesetting;
use app::prints::WithCodes;
use app::routes::PrintArchive;
use app::state::AppState;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use uuid::Uuid;
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
    let by = user.actor();
    let unit = Some(query.get("noi")).filter(|code| !code.is_empty());
    let place = unit.map_or(SlipPlace::Round, SlipPlace::Unit);
    if app.slip_sheets.printable(&by, at.round, place, (app.now)()).await?.is_empty() {
        return Err(PortError::Refused(SheetsRefused::Gone.into()).into());
    }
    let rows = app.participation.unit_participation(&by, at.round, unit).await?.rows;
    let communes: BTreeSet<String> = rows.into_iter().map(|row| row.unit.code).collect();
    // One file waits for the line, and no more.
    let (sender, mut pieces) = mpsc::channel::<io::Result<Bytes>>(1);
    let AppState { slip_sheets, typesetting, base_url, now, .. } = app;
    let archive = SlipArchive { slip_sheets, typesetting, base_url, now, by, round: at.round, communes, what };
    tokio::spawn(async move {
        if let Err(error) = archive.write(&sender).await {
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
    /// Slips were not opened, or a file was not typeset.
    #[error(transparent)]
    Port(#[from] PortError),
    /// The archive does not take it.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// The same, of what is in it.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// An archive of what carries codes, with a file for each commune.
pub struct SlipArchive {
    /// What can be printed.
    pub slip_sheets: Arc<dyn SlipSheets>,
    /// Who makes the files.
    pub typesetting: Arc<dyn Typesetting>,
    /// Where slips lead.
    pub base_url: Arc<str>,
    /// What time it is.
    pub now: Arc<dyn Fn() -> Now + Send + Sync>,
    /// Who prints.
    pub by: Actor,
    /// The round.
    pub round: Uuid,
    /// The codes of the communes.
    pub communes: BTreeSet<String>,
    /// What is printed.
    pub what: WithCodes,
}

impl SlipArchive {
    /// Writes it until nobody takes it any more. The slips of a commune are opened when its turn comes: whoever loads slowly gets
    /// none that were printed, used or closed meanwhile, and nothing once they may not.
    pub async fn write(&self, to: &mpsc::Sender<io::Result<Bytes>>) -> Result<(), ArchiveError> {
        let written = Written::default();
        let mut archive: ZipWriter<StreamWriter<Written>> = ZipWriter::new_stream(written.clone());
        // What a file holds is packed already.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for code in &self.communes {
            // One is taken, and no more waits for the line than one.
            let Ok(turn) = to.reserve().await else { return Ok(()) };
            let place = SlipPlace::Unit(code);
            let issued = match self.slip_sheets.sheets(&self.by, self.round, place, (self.now)()).await {
                Ok(issued) => issued,
                // Nothing of it can be printed, or not any more.
                Err(PortError::Refused(_)) => continue,
                Err(error) => return Err(error.into()),
            };
            let Some(IssuedSlips { round, commune, .. }) = issued.first() else { continue };
            let name = format!("{} {}.pdf", commune.code, commune.name.replace(['/', '\\'], "-"));
            let file = self.typesetting.pdf(self.what.print(&self.base_url, round, &issued)).await?;
            archive.start_file(name, options)?;
            archive.write_all(&file)?;
            turn.send(Ok(written.take().into()));
        }
        archive.finish()?.flush()?;
        let _ = to.send(Ok(written.take().into())).await;
        Ok(())
    }
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
