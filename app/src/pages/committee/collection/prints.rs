//! What can be printed for a round, or a part of it, with a button each: slips, what goes with handing them out, what hangs in
//! the hall, what is needed to count by hand.

use super::participation::{issued_view, live};
use super::print_file::PrintName;
use super::print_place::PrintPlace;
use crate::domain::collection::round::State;
use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, Checked, Confirmed, Hidden, Outcome, Posted};
use crate::i18n::{date_of, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::participation::ParticipationRow;
use crate::ports::slip_sheets::{PrintableSlips, revision_of};
use crate::routes::{Address as _, CommitteeHome, Hamlet, PrintArchive, PrintFile, Prints, Round};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::sure;
use crate::ui::fold::fold;
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;
use uuid::Uuid;

/// What can be printed for a round.
pub fn route() -> PageRoute {
    PageRoute::new::<Prints, _>(Audience::SignedIn, show).action("issue", Permission::Issue, issue).action(
        "forget",
        Permission::Issue,
        forget,
    )
}

form! {
    /// Deletes codes that are on paper.
    struct ForgetSheets {
        sure: Confirmed,
        shown: Hidden<Revision>,
    }
}

async fn issue(at: Prints, user: CurrentUser, query: Query, app: AppState) -> ActionResult {
    let place = PrintPlace::find(&app, &user, at.round, &query).await.map_err(Outcome::Error)?;
    app.slip_sheets.issue_rest(&user.actor(), at.round, place.slip_place(), (app.now)()).await?;
    Outcome::to(place.address(&at, &[("xong", "phat")]))
}

async fn forget(
    at: Prints,
    user: CurrentUser,
    query: Query,
    Checked(ForgetSheets { sure: Confirmed, shown }): Checked<ForgetSheets>,
    app: AppState,
) -> ActionResult {
    let place = PrintPlace::find(&app, &user, at.round, &query).await.map_err(Outcome::Error)?;
    let shown = shown.0.unwrap_or_default();
    app.slip_sheets.forget(&user.actor(), at.round, place.slip_place(), &shown, (app.now)()).await?;
    Outcome::to(place.address(&at, &[("xong", "xoa")]))
}

async fn show(at: Prints, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let place = PrintPlace::find(&app, &user, at.round, &query).await?;
    let issues = place.round().state == State::Open && user.role.may(Permission::Issue);
    let printable = if issues {
        app.slip_sheets.printable(&user.actor(), at.round, place.slip_place(), (app.now)()).await?
    } else {
        Vec::new()
    };
    let done = match query.get("xong") {
        "phat" if !printable.is_empty() => t!("prints-issued-now"),
        "xoa" if printable.is_empty() => t!("prints-forgotten"),
        _ => String::new(),
    };
    Ok(Page::new(move || prints_view(&at, &user, (posted, done), &place, &printable, issues)))
}

fn prints_view(
    at: &Prints,
    user: &CurrentUser,
    (posted, done): (Posted, String),
    place: &PrintPlace,
    printable: &[PrintableSlips],
    issues: bool,
) -> impl IntoView + use<> {
    let round = Round { round: at.round };
    let unit = &place.participation.unit;
    let mut path = vec![(CommitteeHome.to_string(), t!("committee-home"))];
    match place.hamlet() {
        Some(hamlet) => path.push((Hamlet { round: at.round, hamlet: hamlet.id }.to_string(), hamlet.name.clone())),
        None => path.push((round.with(&[("noi", &unit.code)]), unit.name.clone())),
    }
    let slips = issues.then(|| slips_view(&posted, at, place, printable));
    let one = |name: PrintName, title, what| {
        (place.is_by_hamlet() || !name.is_by_hamlet()).then(|| print_view(at, place, name, title, what))
    };
    let prints = [
        (
            t!("prints-for-handing-out"),
            vec![one(PrintName::Register, t!("prints-register-title"), t!("prints-register-what"))],
        ),
        (
            t!("prints-for-hall"),
            vec![
                one(PrintName::Poster, t!("prints-poster-name"), t!("prints-poster-what")),
                one(PrintName::Announcement, t!("prints-announcement-title"), t!("prints-announcement-what-for")),
            ],
        ),
        (
            t!("prints-for-hand-count"),
            vec![
                one(PrintName::BlankBallot, t!("prints-blank-name"), t!("prints-blank-what")),
                one(PrintName::Tally, t!("prints-tally-title"), t!("prints-tally-what")),
            ],
        ),
    ];
    let prints = prints.into_iter().filter(|(_, prints)| prints.iter().any(Option::is_some));
    let prints =
        prints.map(|(title, prints)| view! { <h2>{title}</h2> <ul class="prints">{prints}</ul> }).collect_view();
    let parts = place.hamlet().is_none().then(|| parts_view(at, place, printable));
    let title = t!("prints-of", place = place.name());
    view! {
        <CommitteeLayout title=title me=user.account() posted=posted done=done path=path>
            <p class="lead">{t!("prints-lead")}</p>
            {slips}
            {prints}
            {parts}
        </CommitteeLayout>
    }
}

/// One print with its button.
fn print_view(at: &Prints, place: &PrintPlace, name: PrintName, title: String, what: String) -> Markup {
    let file = file_address(at, place, name, None);
    view! {
        <li class="print">
            <p class="print__what"><b>{title.clone()}</b><small>{what}</small></p>
            <a class="button button--quiet button--link" href=file target="_blank" data-print=name.into_str()>{t!("prints-print")}<span class="unseen">{format!(": {title}")}</span></a>
        </li>
    }
    .into_markup()
}

fn file_address(at: &Prints, place: &PrintPlace, name: PrintName, sheet: Option<Uuid>) -> String {
    let file = PrintFile { round: at.round, print: name.into_str().to_owned() };
    let sheet = sheet.map(|sheet| sheet.to_string());
    place.address(&file, sheet.as_deref().map(|sheet| ("to", sheet)).as_slice())
}

/// Slips: issued where there are none, printed while their codes are kept.
fn slips_view(posted: &Posted, at: &Prints, place: &PrintPlace, printable: &[PrintableSlips]) -> Markup {
    let total = &place.participation.total.hamlets;
    let (issued, all) = match place.hamlet() {
        Some(_) => {
            let own = place.participation.rows.first().map(|row| row.hamlets).unwrap_or_default();
            (own.issued, own.all)
        }
        None => (total.issued, total.all),
    };
    let left = all - issued.min(all);
    let address = place.address(at, &[]);
    let first = (left > 0).then(|| {
        let go = if place.hamlet().is_some() { t!("prints-issue-one") } else { t!("prints-issue", hamlets = left) };
        view! {
            <form class="print__issue" method="post" action=address.clone()>
                {idempotency_key()}
                <p>{t!("prints-issue-lead")}</p>
                <p><button class="button button--small" name="step" value="issue">{go}</button></p>
            </form>
        }
    });
    let shown = &place.participation;
    let status = (all > 1).then(|| live(shown, issued_view(shown).into_markup()));
    let is_first = left == 0;
    let files = (!printable.is_empty()).then(|| sheets_view(posted, at, place, printable, is_first));
    let gone = (printable.is_empty() && issued > 0).then(|| view! { <p class="note">{t!("prints-gone")}</p> });
    view! {
        <section id="slips">
            <h2>{t!("prints-slips-title")}</h2>
            {status}
            {first}
            {files}
            {gone}
        </section>
    }
    .into_markup()
}

/// What can be printed of the slips, until when, and that it is done.
fn sheets_view(
    posted: &Posted,
    at: &Prints,
    place: &PrintPlace,
    printable: &[PrintableSlips],
    is_first: bool,
) -> Markup {
    let button = |name: PrintName, title: String, is_main: bool, sheet: Option<Uuid>| {
        let class = if is_main { "button button--small button--link" } else { "button button--quiet button--link" };
        let file = file_address(at, place, name, sheet);
        view! { <a class=class href=file target="_blank" data-print=name.into_str()>{title}</a> }.into_markup()
    };
    let until = printable.iter().map(|sheet| sheet.until).min().map(date_of).unwrap_or_default();
    // Of one hamlet what was issued together can be printed by itself: one slip in the place of a lost one, spares.
    let sheets = (place.hamlet().is_some() && printable.len() > 1).then(|| {
        let sheets = printable.iter().map(|sheet| {
            let (first, last) = sheet.serials;
            let name = match (sheet.spare, first == last) {
                (true, _) => t!("prints-sheet-spare", first = first.to_string(), last = last.to_string()),
                (false, true) => t!("prints-slip-no", serial = first.to_string()),
                (false, false) => t!("prints-sheet", first = first.to_string(), last = last.to_string()),
            };
            let slips = button(PrintName::Slips, t!("prints-as-slips"), false, Some(sheet.id));
            let ballots = button(PrintName::Ballots, t!("prints-as-ballots"), false, Some(sheet.id));
            view! { <li class="print"><p class="print__what"><b>{name}</b></p><span class="buttons">{slips}{ballots}</span></li> }
        });
        let sheets = sheets.collect_view();
        view! { <h3>{t!("prints-sheets")}</h3> <ul class="prints">{sheets}</ul> }
    });
    let is_faulty = posted.action() == "forget";
    let sure = sure(posted, "forget", &t!("prints-forget-sure"));
    let all = if place.is_by_hamlet() {
        let slips = button(PrintName::Slips, t!("prints-all-slips"), is_first, None);
        view! { {slips}{button(PrintName::Ballots, t!("prints-all-ballots"), false, None)} }.into_markup()
    } else {
        let archive = |print: &str| place.address(&PrintArchive { round: at.round, print: print.to_owned() }, &[]);
        view! {
            <a class="button button--small button--link" href=archive("the-ma.zip")>{t!("prints-archive-slips")}</a>
            <a class="button button--quiet button--link" href=archive("phieu-giay.zip")>{t!("prints-archive-ballots")}</a>
        }
        .into_markup()
    };
    view! {
        <p class="buttons">{all}</p>
        <p class="hint">{t!("prints-kept-until", until = until)}</p>
        {sheets}
        <details class="sources" open=is_faulty>
            <summary>{t!("prints-forget")}</summary>
            <form class="form" method="post" action=place.address(at, &[])>
                {idempotency_key()}
                <input type="hidden" name="shown" value=revision_of(printable).to_string()/>
                <p>{t!("prints-forget-lead")}</p>
                {sure}
                <p><button class="button button--quiet" name="step" value="forget">{t!("prints-forget-go")}</button></p>
            </form>
        </details>
    }
    .into_markup()
}

/// The same for each part by itself.
fn parts_view(at: &Prints, place: &PrintPlace, printable: &[PrintableSlips]) -> Markup {
    let row = |row: &ParticipationRow| {
        let (name, address) = match &row.hamlet {
            Some(hamlet) => (hamlet.name.clone(), at.with(&[("thon", &hamlet.id.to_string())])),
            None => (row.unit.name.clone(), at.with(&[("noi", &row.unit.code)])),
        };
        let is_kept = row.hamlet.as_ref().is_some_and(|hamlet| printable.iter().any(|sheet| sheet.hamlet == hamlet.id));
        let said = match (row.hamlets.issued, row.hamlets.all) {
            (0, 1) => t!("prints-part-none"),
            (1, 1) if is_kept => t!("prints-part-kept", slips = row.turnout.issued),
            (1, 1) => t!("prints-part-issued", slips = row.turnout.issued),
            (issued, all) => t!("prints-issued", issued = issued, all = all),
        };
        view! { <li><a href=address>{name}</a>" "<small>{said}</small></li> }
    };
    let rows = place.participation.rows.iter().map(row).collect_view();
    let title = if place.is_by_hamlet() { t!("prints-by-hamlet") } else { t!("prints-by-commune") };
    fold(&title, Some(place.participation.rows.len().to_string()), view! { <ul class="print-parts">{rows}</ul> })
}
