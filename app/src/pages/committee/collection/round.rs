//! A round while it runs: who takes part, fewest first; closing it.

use crate::documents::notice::ended_without;
use crate::domain::collection::key_letters::MOST;
use crate::domain::collection::plan::deadline;
use crate::domain::collection::round::State;
use crate::domain::collection::steps::HamletCounts;
use crate::domain::people::account::Permission;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Confirmed, Numbered, Outcome, Posted, Ticked, Typed};
use crate::i18n::purpose::purpose_official;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::collection::key_parts::parts_view;
use crate::pages::committee::collection::participation::{live, participation_view};
use crate::pages::results::sources::time_limit_source;
use crate::ports::common::PortError;
use crate::ports::counting::RoundHolders;
use crate::ports::participation::UnitParticipation;
use crate::ports::rounds::Early;
use crate::routes::{Address as _, AuditSlips, CommitteeHome, Notice, Plan, Prints, Round, Signals};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure, tick};
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::round_status::round_status;
use crate::ui::share::hatching;
use chrono::NaiveDate;
use leptos::prelude::*;

/// A round.
pub fn route() -> PageRoute {
    PageRoute::new::<Round, _>(Audience::SignedIn, show)
        .action("close", Permission::Conclude, close)
        .action("count", Permission::Conclude, count_boxes)
        .action("reopen", Permission::Conclude, reopen)
        .action("reconsider", Permission::Plan, reconsider)
}

form! {
    /// Closes a round, or makes a plan of it again.
    struct EndRound {
        without: Typed,
        early: Ticked,
    }
}

/// What a reason would settle.
const NEEDS_A_REASON: [&str; 2] = ["close-round-early-reason-missing", "round-hamlets-open"];

async fn close(at: Round, user: CurrentUser, Checked(form): Checked<EndRound>, app: AppState) -> ActionResult {
    let early = if form.early.0 { Early::Confirmed } else { Early::Refused };
    match app.rounds.close(&user.actor(), at.round, form.without.0.trim(), early, (app.now)()).await {
        Err(PortError::Refused(message)) if message.key == "close-round-before-last-day" => {
            Err(Outcome::fault("early", message))
        }
        Err(PortError::Refused(message)) if NEEDS_A_REASON.contains(&&*message.key) => {
            Err(Outcome::fault("without", message))
        }
        done => {
            done?;
            Outcome::to(at.with(&[("xong", "dong")]))
        }
    }
}

form! {
    /// Opens all boxes and counts. The holders' parts are drawn again where one of them is refused: they were typed in the open,
    /// the answer is kept nowhere, and 68 characters are work.
    struct CountRound {
        part: Numbered<MOST>,
        sure: Confirmed,
    }
}

async fn count_boxes(
    at: Round,
    user: CurrentUser,
    Checked(CountRound { part: Numbered(parts), sure: Confirmed }): Checked<CountRound>,
    app: AppState,
) -> ActionResult {
    app.counting.count_round(&user.actor(), at.round, &parts, (app.now)()).await.at_each("part")?;
    Outcome::to(at.with(&[("xong", "kiem")]))
}

async fn reopen(at: Round, user: CurrentUser, app: AppState) -> ActionResult {
    app.rounds.reopen(&user.actor(), at.round, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "mo-lai")]))
}

async fn reconsider(at: Round, user: CurrentUser, _: Checked<EndRound>, app: AppState) -> ActionResult {
    app.plans.reconsider(&user.actor(), at.round, (app.now)()).await?;
    Outcome::to(Plan { plan: at.round }.with(&[("xong", "ve-ke-hoach")]))
}

async fn show(at: Round, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let unit = Some(query.get("noi")).filter(|unit| !unit.is_empty());
    let participation = app.participation.unit_participation(&user.actor(), at.round, unit).await?;
    let holders = app.counting.key_holders(at.round).await?;
    let today = local((app.now)()).date();
    let done = last_done(query.get("xong"), participation.round.state);
    Ok(Page::new(move || round_view(&user, posted, done, &participation, holders.as_ref(), today)))
}

/// What was done last, as a sentence, while it is so.
fn last_done(word: &str, state: State) -> String {
    match (word, state) {
        ("mo", State::Open) => t!("round-opened"),
        ("mo-lai", State::Open) => t!("round-reopened"),
        ("dong", State::Closed) => t!("round-closed"),
        ("kiem", _) => t!("round-counted"),
        _ => String::new(),
    }
}

fn round_view(
    user: &CurrentUser,
    posted: Posted,
    done: String,
    participation: &UnitParticipation,
    holders: Option<&RoundHolders>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let round = &participation.round;
    let at = Round { round: round.id };
    let whole = participation.unit == round.unit;
    let mut path = vec![(CommitteeHome.to_string(), t!("committee-home"))];
    if !whole && user.hamlet.is_none() {
        path.push((at.to_string(), round.unit.name.clone()));
    }
    let concludes = whole && user.role.may(Permission::Conclude) && user.hamlet.is_none();
    let prints = (round.state == State::Open).then(|| {
        let prints = Prints { round: round.id };
        let prints = if whole { prints.to_string() } else { prints.with(&[("noi", &participation.unit.code)]) };
        view! { <p><a class="button button--quiet button--link" href=prints>{t!("round-to-prints")}</a></p> }
    });
    let signals = user.role.may(Permission::Settle).then(|| {
        view! { <p><a href=Signals { round: round.id }.to_string()>{t!("signals-title")}</a></p> }
    });
    let audit_slips = (whole && user.role.may(Permission::Audit)).then(|| {
        view! { <p><a href=AuditSlips { round: round.id }.to_string()>{t!("audit-slips-title")}</a></p> }
    });
    let end = concludes.then(|| end_view(&posted, participation, holders, today));
    let head = head_view(participation, holders, today);
    let title = t!("round-title", place = &participation.unit.name);
    let participation = live(participation, participation_view(participation).into_markup());
    view! {
        <CommitteeLayout title=title me=user.account() posted=posted done=done path=path>
            {hatching()}
            {head}
            {participation}
            {prints}
            {signals}
            {audit_slips}
            {end}
        </CommitteeLayout>
    }
}

/// By which rules, how far it has come, and until when.
fn head_view(
    participation: &UnitParticipation,
    holders: Option<&RoundHolders>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let round = &participation.round;
    let left = (round.closes - today).num_days();
    let when = match round.state {
        State::Open if left > 0 => t!("round-days-left", days = left, last = round.closes),
        State::Open if left == 0 => t!("round-last-day"),
        State::Open => t!("round-time-over", last = round.closes),
        _ => t!("round-from-to", first = round.opens, last = round.last_day()),
    };
    let deadline = deadline(&round.ruleset, round.opens, &round.papers).filter(|_| round.state != State::Published);
    let deadline = deadline.map(|last| {
        let source = round.ruleset.time_limit.as_ref().map(time_limit_source).unwrap_or_default();
        let text = if last < today {
            t!("round-deadline-over", last = last, source = source)
        } else {
            t!("round-deadline", last = last, source = source)
        };
        view! { <p class="hint">{text}</p> }
    });
    let repeats = round.papers.repeats.map(|first| {
        let first = Round { round: first }.to_string();
        view! { <br/>{t!("round-repeats")}" "<a href=first>{t!("round-repeated")}</a> }
    });
    let holders = holders.map(|RoundHolders { holders, .. }| {
        let names = holders.names.join(", ");
        view! { <p class="hint">{t!("round-key-holders", names = names, needed = holders.needed)}</p> }
    });
    let ended =
        (participation.unit == round.unit).then(|| ended_without(Lang::Vi, &participation.ending, round.unit.level));
    let ended = ended.flatten().map(|said| view! { <p class="note">{said}</p> });
    let (class, state) = round_status(round.state);
    view! {
        <p class="lead">{round.ruleset.name.clone()}{repeats}<br/>{purpose_official(Lang::Vi, round.papers.purpose)}<br/><span class=class>{state}</span>" · "{when}</p>
        {ended}
        {deadline}
        {holders}
    }
}

/// What the Front does next with the round as a whole.
fn end_view(
    posted: &Posted,
    participation: &UnitParticipation,
    holders: Option<&RoundHolders>,
    today: NaiveDate,
) -> Markup {
    let round = participation.round.id;
    let notice = Notice { round }.to_string();
    match participation.round.state {
        State::Open => close_view(posted, participation, today).into_markup(),
        State::Closed if participation.total.uncounted > 0 => {
            view! { {count_view(posted, participation, holders)} {reopen_view(participation)} }.into_markup()
        }
        State::Closed => {
            view! { <p><a class="button button--small button--link" href=notice>{t!("round-write-notice")}</a></p> }
                .into_markup()
        }
        State::Published => view! { <p><a href=notice>{t!("round-see-notice")}</a></p> }.into_markup(),
    }
}

/// Opening all boxes that are not opened yet.
fn count_view(
    posted: &Posted,
    participation: &UnitParticipation,
    holders: Option<&RoundHolders>,
) -> impl IntoView + use<> {
    let at = Round { round: participation.round.id };
    let lead = match holders {
        None => t!("count-round-lead", hamlets = participation.total.uncounted),
        Some(_) => t!("count-round-by-holders", hamlets = participation.total.uncounted),
    };
    let parts = holders.map(|holders| parts_view(posted, holders));
    let sure = sure(posted, "count", &t!("count-round-sure"));
    view! {
        <h2>{t!("counting")}</h2>
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <p>{lead}" "{t!("count-round-witnesses")}</p>
            {parts}
            {sure}
            <button class="button button--small" name="step" value="count">{t!("counting-go")}</button>
        </form>
    }
}

/// Taking ballots again where a hamlet was not closed.
fn reopen_view(participation: &UnitParticipation) -> Option<impl IntoView + use<>> {
    let at = Round { round: participation.round.id };
    let HamletCounts { all, closed, .. } = participation.total.hamlets;
    (closed < all).then(|| {
        view! {
            <form class="form" method="post" action=at.to_string()>
                {idempotency_key()}
                <p>{t!("reopen-round-lead")}</p>
                <button class="button button--quiet" name="step" value="reopen">{t!("reopen-round")}</button>
            </form>
        }
    })
}

fn close_view(posted: &Posted, participation: &UnitParticipation, today: NaiveDate) -> impl IntoView + use<> {
    let at = Round { round: participation.round.id };
    let HamletCounts { all, closed, .. } = participation.total.hamlets;
    let closes = participation.round.closes;
    let (label, hint) = if closed < all {
        (t!("close-round-without", hamlets = all - closed), t!("close-round-without-hint"))
    } else {
        (t!("close-round-early-reason"), t!("close-round-early-reason-hint"))
    };
    let asks = closed < all || today < closes;
    // The one green button is the next step.
    let class = if closed < all { "button button--quiet" } else { "button button--small" };
    let without = asks.then(|| Field::text("without", &label).hint(&hint).lines(2, 500).draw(posted));
    let early = (today < closes).then(|| tick(posted, "early", &t!("close-round-early", closes = closes)));
    let unbegun = participation.total.turnout.issued == 0;
    view! {
        <h2>{t!("close-round")}</h2>
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <p>{t!("close-round-lead")}</p>
            {without}
            {early}
            <div class="buttons">
                <button class=class name="step" value="close">{t!("close-round")}</button>
                {unbegun.then(|| view! { <button class="button button--quiet" name="step" value="reconsider">{t!("close-round-reconsider")}</button> })}
            </div>
        </form>
    }
}
