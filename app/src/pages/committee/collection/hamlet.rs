//! One hamlet in a round: slips, help, paper, conflicts, closing. What can be done stands beside what shows it.

use crate::domain::collection::round::State;
use crate::domain::people::account::Power;
use crate::domain::survey::percent::count;
use crate::domain::survey::verdict::participation;
use crate::extract::{CurrentUser, Query};
use crate::forms::Posted;
use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::collection::{batches, closing, conflicts, slips};
use crate::ports::participation::HamletDesk;
use crate::routes::{Address as _, Assist, CommitteeHome, Hamlet, Minutes, Round};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::share::{Growing, hatching, part_bar};
use leptos::prelude::*;

/// A hamlet in a round.
pub fn route() -> PageRoute {
    PageRoute::new::<Hamlet, _>(Audience::SignedIn, show)
        .action("issue", Power::Issue, slips::issue_first)
        .action("again", Power::Issue, slips::issue_again)
        .action("one", Power::Issue, slips::issue_one)
        .action("spares", Power::Issue, slips::issue_spares)
        .action("use-spare", Power::Collect, slips::use_spare)
        .action("batch", Power::Collect, batches::begin)
        .action("settle", Power::Settle, conflicts::settle)
        .action("close", Power::CloseHamlet, closing::close)
        .action("reopen", Power::Settle, closing::reopen)
        .action("attach", Power::CloseHamlet, closing::attach)
}

/// What was done last, as a sentence.
fn last_done(word: &str) -> String {
    match word {
        "giai-quyet" => t!("conflict-settled"),
        "du-phong" => t!("slips-spare-used"),
        "tep" => t!("closing-file-kept"),
        "bien-ban" => t!("hamlet-minutes-kept"),
        "rut-bien-ban" => t!("hamlet-minutes-withdrawn"),
        "mo-lai" => t!("closing-reopened"),
        _ => String::new(),
    }
}

async fn show(at: Hamlet, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let desk = app.participation.hamlet(&user.actor(), at.round, at.hamlet).await?;
    let done = last_done(query.get("xong"));
    Ok(Page::new(move || hamlet_view(&at, &user, posted, &desk, done)))
}

fn hamlet_view(
    at: &Hamlet,
    user: &CurrentUser,
    posted: Posted,
    desk: &HamletDesk,
    done: String,
) -> impl IntoView + use<> {
    let HamletDesk { round, row, .. } = desk;
    let name = row.hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
    let commune = Round { round: round.id }.with(&[("noi", &row.unit.code)]);
    let path = vec![(CommitteeHome.to_string(), t!("committee-home")), (commune, row.unit.name.clone())];
    let is_open = round.state == State::Open && desk.closing.is_none();
    let may = |power: Power| user.role.may(power);
    let has_minutes = desk.minutes.is_some();
    let has_slips = desk.slips.out > 0;
    let conflicts = conflicts::view(&posted, at, desk, round.state == State::Open && may(Power::Settle));
    let issues = (is_open && !has_minutes && may(Power::Issue)).then(|| slips::issue_view(&posted, at, desk));
    let spare = (is_open && desk.slips.spare > 0 && may(Power::Collect)).then(|| slips::use_spare_view(&posted, at));
    let assist = (is_open && has_slips && may(Power::Collect)).then(|| assist_view(at));
    let paper = (has_slips && may(Power::Collect)).then(|| batches::view(&posted, at, desk, is_open));
    let by_hand =
        (may(Power::Collect) && (has_minutes || (is_open && row.pending == 0))).then(|| minutes_view(at, has_minutes));
    let closing = closing::view(&posted, at, desk, is_open, may(Power::CloseHamlet));
    let reopens = (round.state == State::Open && desk.closing.is_some() && may(Power::Settle))
        .then(|| closing::reopen_view(&posted, at, has_minutes));
    let figures = figures_view(desk);
    view! {
        <CommitteeLayout title=name me=user.account() posted=posted done=done path=path>
            {hatching()}
            {figures}
            {conflicts}
            {issues}
            {spare}
            {assist}
            {paper}
            {by_hand}
            {closing}
            {reopens}
        </CommitteeLayout>
    }
}

fn figures_view(desk: &HamletDesk) -> impl IntoView + use<> {
    let row = &desk.row;
    let rule = &desk.round.ruleset.participation;
    let share = participation(rule, &row.turnout);
    let turnout = &row.turnout;
    let part = t!("hamlet-part-of", part = share.part, whole = share.whole, percent = rule.percent);
    let origins = t!(
        "hamlet-origins",
        online = turnout.returned - row.minutes - row.assisted - row.paper,
        assisted = row.assisted,
        paper = row.paper,
        minutes = row.minutes
    );
    let issued = t!(
        "hamlet-issued-sums",
        households = turnout.households,
        spare = desk.slips.spare,
        replaced = desk.slips.replaced
    );
    view! {
        <dl class="figures">
            <div class="figure"><dt>{t!("taking-part")}</dt><dd>{format!("{}%", share.vietnamese())}<small>{part}</small>{part_bar(Lang::Vi, share, rule.percent, Growing::TookPart)}</dd></div>
            <div class="figure"><dt>{t!("hamlet-returned")}</dt><dd>{count(turnout.returned)}<small>{origins}</small></dd></div>
            <div class="figure"><dt>{t!("hamlet-issued")}</dt><dd>{count(turnout.issued)}<small>{issued}</small></dd></div>
        </dl>
    }
}

fn assist_view(at: &Hamlet) -> impl IntoView + use<> {
    let address = Assist { round: at.round, hamlet: at.hamlet }.to_string();
    view! {
        <h2>{t!("assist")}</h2>
        <p>{t!("assist-lead")}" "<a href=address>{t!("assist-go")}</a></p>
    }
}

fn minutes_view(at: &Hamlet, has_minutes: bool) -> impl IntoView + use<> {
    let address = Minutes { round: at.round, hamlet: at.hamlet }.to_string();
    let word = if has_minutes { t!("hamlet-minutes-see") } else { t!("hamlet-minutes-enter") };
    view! { <p><a href=address>{word}</a></p> }
}
