//! Slips of all communes of a round as one archive: opened and typeset commune by commune while it is sent, so that it takes as
//! little memory for 350,000 households as for one commune.

use crate::http::zip_stream::{ArchiveError, Pieces, ZipStream, sent_while};
use app::error::ErrorPage;
use app::extract::{CurrentUser, Query};
use app::ports::common::{Actor, Now, PortError};
use app::ports::slip_sheets::{SheetsRefused, SlipPlace, SlipSheets};
use app::ports::slips::IssuedSlips;
use app::ports::typesetting::Typesetting;
use app::prints::WithCodes;
use app::routes::PrintArchive;
use app::state::AppState;
use axum::response::Response;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

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
    let AppState { slip_sheets, typesetting, base_url, now, .. } = app;
    let archive = SlipArchive { slip_sheets, typesetting, base_url, now, by, round: at.round, communes, what };
    Ok(sent_while(&at.print, |pieces| async move { Box::pin(archive.write(&pieces)).await }))
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
    pub async fn write(&self, to: &Pieces) -> Result<(), ArchiveError> {
        let mut archive = ZipStream::new(to);
        for code in &self.communes {
            let Some(turn) = archive.turn().await else { return Ok(()) };
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
            archive.add(turn, &name, &file)?;
        }
        archive.finish().await
    }
}
