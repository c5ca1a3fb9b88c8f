//! One print as a PDF file: of a hamlet, of a commune, of the whole round.

use super::print_place::PrintPlace;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::page_route::{Audience, PageRoute};
use crate::pdf_file::PdfFile;
use crate::ports::slip_sheets::SlipPlace;
use crate::prints::announcement::Announcement;
use crate::prints::ballots::Ballots;
use crate::prints::poster::Poster;
use crate::prints::register::Register;
use crate::prints::tally::Tally;
use crate::prints::{Print, WithCodes};
use crate::routes::PrintFile;
use crate::state::AppState;
use strum::{EnumString, IntoStaticStr};
use uuid::Uuid;

/// A print, as its address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(const_into_str)]
pub(super) enum PrintName {
    /// Slips with codes.
    #[strum(serialize = "the-ma.pdf")]
    Slips,
    /// Paper ballots with codes.
    #[strum(serialize = "phieu-giay.pdf")]
    Ballots,
    /// Who was given a slip.
    #[strum(serialize = "so-phat-phieu.pdf")]
    Register,
    /// A paper ballot without a code.
    #[strum(serialize = "phieu-trang.pdf")]
    BlankBallot,
    /// Tally sheets.
    #[strum(serialize = "bang-kiem-phieu.pdf")]
    Tally,
    /// A poster.
    #[strum(serialize = "ap-phich.pdf")]
    Poster,
    /// A text for the loudspeaker.
    #[strum(serialize = "bai-doc-loa.pdf")]
    Announcement,
}

impl PrintName {
    /// Whether it is printed hamlet by hamlet.
    pub(super) const fn is_by_hamlet(self) -> bool {
        matches!(self, Self::Slips | Self::Ballots | Self::Register | Self::Tally)
    }
}

/// One of the prints.
pub fn route() -> PageRoute {
    PageRoute::new::<PrintFile, _>(Audience::Printing, show)
}

async fn show(at: PrintFile, user: CurrentUser, query: Query, app: AppState) -> Result<PdfFile, ErrorPage> {
    let name: PrintName = at.print.parse().map_err(|_| ErrorPage::NotFound)?;
    let place = PrintPlace::find(&app, &user, at.round, &query).await?;
    if name.is_by_hamlet() && !place.is_by_hamlet() {
        // Whoever stands above communes prints commune by commune; all slips come as an archive.
        return Err(ErrorPage::NotFound);
    }
    let (base, round, rows) = (&*app.base_url, place.round(), &place.participation.rows);
    let print = match name {
        PrintName::Slips => with_codes(WithCodes::Slips, &at, &place, &user, &query, &app).await?,
        PrintName::Ballots => with_codes(WithCodes::Ballots, &at, &place, &user, &query, &app).await?,
        PrintName::Register => Print::Register(Register::new(round, rows)),
        PrintName::Tally => Print::Tally(Tally::new(round, rows)),
        PrintName::BlankBallot => Print::Ballots(Ballots::blank(round, place.name())),
        PrintName::Poster => Print::Poster(Poster::new(base, round, &place.name())),
        PrintName::Announcement => Print::Announcement(Announcement::new(base, round, &place.name())),
    };
    let file = at.print.trim_end_matches(".pdf");
    Ok(PdfFile { name: format!("{file}-{}", place.code()), content: app.typesetting.pdf(print).await? })
}

async fn with_codes(
    what: WithCodes,
    at: &PrintFile,
    place: &PrintPlace,
    user: &CurrentUser,
    query: &Query,
    app: &AppState,
) -> Result<Print, ErrorPage> {
    let of = match (query.parse::<Uuid>("to"), place.hamlet()) {
        (Some(sheet), Some(hamlet)) => SlipPlace::Sheet { hamlet: hamlet.id, sheet },
        _ => place.slip_place(),
    };
    let issued = app.slip_sheets.sheets(&user.actor(), at.round, of, (app.now)()).await?;
    Ok(what.print(&app.base_url, place.round(), &issued))
}
