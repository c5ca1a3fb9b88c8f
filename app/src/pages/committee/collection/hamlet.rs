//! One hamlet in a round: slips, help, paper, conflicts, closing. What can be done stands beside what shows it.

use crate::domain::collection::round::State;
use crate::domain::people::account::Permission;
use crate::domain::survey::verdict::participation;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, Checked, Outcome, Posted, Text};
use crate::i18n::{Lang, count, local, percent, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::collection::{batches, closing, conflicts, counting, slips, voiding};
use crate::ports::participation::HamletDetail;
use crate::routes::{Address as _, Assist, CommitteeHome, Hamlet, Minutes, Round};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::Field;
use crate::ui::form::idempotency_key;
use crate::ui::markup::Markup;
use crate::ui::share::{Growing, hatching, part_bar};
use chrono::NaiveDate;
use leptos::prelude::*;

/// A hamlet in a round.
pub fn route() -> PageRoute {
    PageRoute::new::<Hamlet, _>(Audience::SignedIn, show)
        .with_file()
        .action("issue", Permission::Issue, slips::issue_first)
        .action("again", Permission::Issue, slips::issue_again)
        .action("one", Permission::Issue, slips::issue_one)
        .action("spares", Permission::Issue, slips::issue_spares)
        .action("use-spare", Permission::Collect, slips::use_spare)
        .action("batch", Permission::Collect, batches::begin)
        .action("settle", Permission::Settle, conflicts::settle)
        .action("close", Permission::CloseHamlet, closing::close)
        .action("reopen", Permission::Settle, closing::reopen)
        .action("count", Permission::CloseHamlet, counting::count)
        .action("void", Permission::Audit, voiding::void)
        .action("attach", Permission::CloseHamlet, closing::attach)
        .action("rename", Permission::Hamlets, rename)
}

/// What was done last, as a sentence.
fn last_done(word: &str, detail: &HamletDetail) -> String {
    match word {
        "giai-quyet" => t!("conflict-settled"),
        "du-phong" => t!("slips-spare-used"),
        "tep" => t!("closing-file-kept"),
        "bien-ban" => t!("hamlet-minutes-kept"),
        "rut-bien-ban" => t!("hamlet-minutes-withdrawn"),
        "dong" if !detail.counting.waits_for.is_empty() => t!("closing-done-others-open"),
        "dong" if detail.is_box_empty() => t!("closing-done-by-hand"),
        "dong" => t!("closing-done"),
        "huy-hom" => t!("void-box-done"),
        "mo-lai" => t!("closing-reopened"),
        "doi-ten" => t!("hamlet-renamed"),
        _ => String::new(),
    }
}

form! {
    /// Gives the hamlet another name.
    struct RenameHamlet {
        name: Text<120>,
        why: Text<300>,
    }
}

async fn rename(at: Hamlet, user: CurrentUser, Checked(form): Checked<RenameHamlet>, app: AppState) -> ActionResult {
    let RenameHamlet { name: Text(name), why: Text(why) } = form;
    app.hamlets.rename_hamlet(&user.actor(), at.round, at.hamlet, &name, &why, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "doi-ten")]))
}

async fn show(at: Hamlet, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let detail = app.participation.hamlet(&user.actor(), at.round, at.hamlet).await?;
    let done = last_done(query.get("xong"), &detail);
    let today = local((app.now)()).date();
    let voids = voiding::may_void(&user, &detail);
    let holders = if voids { app.counting.key_holders(at.round).await? } else { None };
    Ok(Page::new(move || {
        let voiding = voids.then(|| voiding::view(&posted, &at, &detail, holders.as_ref()));
        hamlet_view(&at, &user, posted, &detail, today, done, voiding)
    }))
}

fn hamlet_view(
    at: &Hamlet,
    user: &CurrentUser,
    posted: Posted,
    detail: &HamletDetail,
    today: NaiveDate,
    done: String,
    voiding: Option<Markup>,
) -> impl IntoView + use<> {
    let HamletDetail { round, row, .. } = detail;
    let name = row.hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
    let commune = Round { round: round.id }.with(&[("noi", &row.unit.code)]);
    let path = vec![(CommitteeHome.to_string(), t!("committee-home")), (commune, row.unit.name.clone())];
    let is_open = round.state == State::Open && detail.closing.is_none();
    let may = |permission: Permission| user.role.may(permission);
    let has_minutes = detail.minutes.is_some();
    let has_slips = detail.slips.out > 0;
    let conflicts = conflicts::view(&posted, at, detail, round.state == State::Open && may(Permission::Settle));
    let issues = (is_open && !has_minutes && may(Permission::Issue)).then(|| slips::issue_view(&posted, at, detail));
    let spare = (is_open && detail.slips.spare > 0 && may(Permission::Collect))
        .then(|| slips::use_spare_view(&posted, at, user));
    let no_spare = (is_open && has_slips && detail.slips.spare == 0 && !may(Permission::Issue))
        .then(|| view! { <p class="note">{t!("slips-spare-none")}</p> });
    let assist = (is_open && has_slips && !has_minutes && may(Permission::Collect)).then(|| assist_view(at));
    let paper = (has_slips && may(Permission::Collect)).then(|| batches::view(&posted, at, detail, is_open));
    let by_hand = (may(Permission::Collect) && (has_minutes || (is_open && row.pending == 0)))
        .then(|| minutes_view(at, has_minutes));
    let closing = closing::view(&posted, at, detail, (is_open && may(Permission::CloseHamlet)).then_some(today));
    let takes_none = detail.closing.is_some() || round.state != State::Open;
    // A box that goes with others is opened by whoever may open them all.
    let counts = may(Permission::CloseHamlet)
        && round.state != State::Published
        && (detail.counting.together.is_empty() || user.hamlet.is_none());
    let attaches = may(Permission::CloseHamlet);
    let counting = takes_none.then(|| counting::view(&posted, at, detail, counts, attaches));
    // A hamlet without slips has no ballots in a box: what was counted there by hand may still be put right.
    let slips = detail.slips;
    let has_slips_at_all = slips.out + slips.spent + slips.spare + slips.replaced > 0;
    let may_reopen = !detail.counting.any_opened || !has_slips_at_all;
    let reopens = (round.state == State::Open && detail.closing.is_some() && may_reopen && may(Permission::Settle))
        .then(|| closing::reopen_view(&posted, at, has_minutes));
    let renames = (is_open && may(Permission::Hamlets)).then(|| rename_view(&posted, at, &name));
    let figures = figures_view(detail);
    view! {
        <CommitteeLayout title=name me=user.account() posted=posted done=done path=path>
            {hatching()}
            {figures}
            {conflicts}
            {issues}
            {spare}
            {no_spare}
            {assist}
            {paper}
            {by_hand}
            {closing}
            {counting}
            {voiding}
            {reopens}
            {renames}
        </CommitteeLayout>
    }
}

fn figures_view(detail: &HamletDetail) -> impl IntoView + use<> {
    let row = &detail.row;
    let rule = &detail.round.ruleset.participation;
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
        spare = detail.slips.spare,
        replaced = detail.slips.replaced
    );
    view! {
        <dl class="figures">
            <div class="figure"><dt>{t!("taking-part")}</dt><dd>{percent(share)}<small>{part}</small>{part_bar(Lang::Vi, share, rule.percent, Growing::TookPart)}</dd></div>
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

fn rename_view(posted: &Posted, at: &Hamlet, name: &str) -> impl IntoView + use<> {
    let is_faulty = posted.action() == "rename";
    let hint = t!("hamlet-rename-hint");
    let name = Field::text("name", &t!("hamlet-rename-name")).hint(&hint).known(name).draw(posted);
    let why = Field::text("why", &t!("hamlet-rename-reason")).draw(posted);
    view! {
        <details class="sources" open=is_faulty><summary>{t!("hamlet-rename")}</summary>
            <form class="form" method="post" action=at.to_string()>
                {idempotency_key()}
                {name}
                {why}
                <p><button class="button button--quiet" name="step" value="rename">{t!("hamlet-rename")}</button></p>
            </form>
        </details>
    }
}
