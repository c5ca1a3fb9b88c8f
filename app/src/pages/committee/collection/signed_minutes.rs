//! The minutes of the counting of a hamlet (*biên bản kiểm phiếu*), to print and sign.

use crate::document_file::DocumentFile;
use crate::documents::Document;
use crate::documents::format::Format;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::counting::CountingMinutes;
use crate::ports::participation::HamletDetail;
use crate::routes::{Address as _, Hamlet, ReceiptList, SignedMinutes, SignedMinutesFile};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::document_view::{document_files, document_view};
use leptos::prelude::*;

/// Minutes to print and sign.
pub fn route() -> PageRoute {
    PageRoute::new::<SignedMinutes, _>(Audience::SignedIn, show)
}

/// The same as a file.
pub fn file_route() -> PageRoute {
    PageRoute::new::<SignedMinutesFile, _>(Audience::Printing, file)
}

/// Under which a query names a version that a correction replaced.
const VERSION: &str = "ban";

async fn show(at: SignedMinutes, user: CurrentUser, query: Query, app: AppState) -> PageResult {
    let mut shown = app.participation.hamlet(&user.actor(), at.round, at.hamlet).await?;
    let minutes = minutes_of(&mut shown, &query)?;
    Ok(Page::new(move || {
        let hamlet = name_of(&shown);
        let paper = document_view(&Document::minutes(&shown, &minutes, &hamlet), false);
        let list = minutes.receipts.is_some().then(|| {
            let hamlet = shown.counting.counted_under.unwrap_or(at.hamlet);
            view! { <a href=ReceiptList { round: at.round, hamlet }.to_string()>{t!("minutes-print-to-receipts")}</a> }
        });
        let file = |format: Format| {
            let to = SignedMinutesFile { round: at.round, hamlet: at.hamlet, format };
            let version = [(VERSION, query.get(VERSION))];
            to.with(if version[0].1.is_empty() { &[] } else { &version })
        };
        let files = document_files(Lang::Vi, &file(Format::Pdf), &file(Format::Word));
        let title = t!("minutes-print-page", hamlet = &hamlet);
        let path = vec![(Hamlet { round: at.round, hamlet: at.hamlet }.to_string(), hamlet)];
        view! {
            <CommitteeLayout title=title me=user.account() path=path>
                <p class="note screen">{t!("minutes-print-how")}" "{list.map(|list| view! { {t!("minutes-print-posted")}" "{list} })}</p>
                {files}
                {paper}
            </CommitteeLayout>
        }
    }))
}

async fn file(
    at: SignedMinutesFile,
    user: CurrentUser,
    query: Query,
    app: AppState,
) -> Result<DocumentFile, ErrorPage> {
    let mut shown = app.participation.hamlet(&user.actor(), at.round, at.hamlet).await?;
    let minutes = minutes_of(&mut shown, &query)?;
    let code = shown.row.hamlet.as_ref().map_or("", |hamlet| hamlet.code.as_str());
    let name = format!("bien-ban-{}-{code}", shown.row.unit.code);
    DocumentFile::make(&app, Document::minutes(&shown, &minutes, &name_of(&shown)), at.format, name).await
}

fn name_of(shown: &HamletDetail) -> String {
    shown.row.hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default()
}

/// The minutes that are asked for: those that a correction replaced are there as they were signed, numbered from 1.
fn minutes_of(shown: &mut HamletDetail, query: &Query) -> Result<CountingMinutes, ErrorPage> {
    let minutes = match query.parse::<usize>(VERSION).and_then(|no| no.checked_sub(1)) {
        Some(at) => shown.counting.former.get(at).cloned(),
        None => shown.counting.minutes.take(),
    };
    minutes.ok_or(ErrorPage::NotFound)
}
