//! Trying a round with made-up households (*làm thử*): begun by a commune's Front, entered by whoever works there, thrown away after.

use crate::domain::collection::code::Code;
use crate::domain::people::account::Permission;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, Checked, Count, Outcome, Typed};
use crate::i18n::role_label::role_label;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::PortError;
use crate::ports::trials::{KeptTrial, Trial, TrialPerson, Trials, Trying};
use crate::routes::{self, Address as _, CommitteeHome, SlipLink, TrialOver};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::form::idempotency_key;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::{IntoMarkup as _, Markup};
use axum::Extension;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

/// So many codes are offered to be tried.
const CODES: usize = 4;

/// Trying a round, from outside and from inside.
pub fn route() -> PageRoute {
    PageRoute::new::<routes::Trial, _>(Audience::SignedIn, show)
        .action("begin", Permission::Plan, begin)
        .action("enter", None, enter)
        .action("discard", Permission::Plan, discard)
        .action("as", None, sign_in_as)
        .action("answer", None, answer)
        .action("pass", None, pass)
}

/// What stands in the place of a trial that is no more, or that cannot be opened because something broke.
pub fn over_route() -> PageRoute {
    PageRoute::new::<TrialOver, _>(
        Audience::Public,
        async |_: TrialOver, broken: Option<Extension<ErrorPage>>, lang: Lang| -> PageResult {
            broken.map_or_else(|| Ok(over(lang)), |Extension(error)| Err(error))
        },
    )
}

form! {
    /// In whose place to go on.
    struct InPlaceOf {
        login: Typed,
    }
}

form! {
    /// How many in a hundred households answer.
    struct SomeAnswer {
        percent: Count,
    }
}

form! {
    /// How many days go by.
    struct DaysPass {
        days: Count,
    }
}

async fn begin(user: CurrentUser, app: AppState) -> ActionResult {
    outside(&app)?.begin(&user.actor(), (app.now)()).await?;
    Outcome::to(routes::Trial)
}

async fn enter(user: CurrentUser, app: AppState) -> ActionResult {
    let entry = outside(&app)?.enter(&user.actor(), (app.now)()).await?;
    Ok(Outcome::EntersTrial(entry, routes::Trial.to_string()))
}

async fn discard(user: CurrentUser, app: AppState) -> ActionResult {
    outside(&app)?.discard(&user.actor(), (app.now)()).await?;
    Outcome::to(routes::Trial.with(&[("xong", "bo")]))
}

fn outside(app: &AppState) -> Result<&Arc<dyn Trials>, PortError> {
    if let Trying::Outside(trials) = &app.trying { Ok(trials) } else { Err(PortError::Missing) }
}

fn inside(app: &AppState) -> Result<&Arc<dyn Trial>, PortError> {
    if let Trying::Inside(trial) = &app.trying { Ok(trial) } else { Err(PortError::Missing) }
}

async fn sign_in_as(Checked(form): Checked<InPlaceOf>, app: AppState) -> ActionResult {
    let (token, device) = inside(&app)?.sign_in(&form.login.0).await?;
    Ok(Outcome::SignedIn(token, device, CommitteeHome.to_string()))
}

async fn answer(Checked(form): Checked<SomeAnswer>, app: AppState) -> ActionResult {
    let count = inside(&app)?.answer(form.percent.0).await?;
    Outcome::to(routes::Trial.with(&[("da-gui", &count.to_string())]))
}

async fn pass(user: CurrentUser, Checked(form): Checked<DaysPass>, app: AppState) -> ActionResult {
    let trial = inside(&app)?;
    trial.pass(form.days.0).await?;
    // The session would be over by the new calendar.
    let (token, device) = trial.sign_in(&user.login).await?;
    Ok(Outcome::SignedIn(token, device, routes::Trial.to_string()))
}

async fn show(_: routes::Trial, query: Query, user: CurrentUser, app: AppState) -> PageResult {
    let now = (app.now)();
    let path = || vec![(CommitteeHome.to_string(), t!("committee-home"))];
    match &app.trying {
        Trying::Unavailable => Err(ErrorPage::NotFound),
        Trying::Outside(trials) => {
            let kept = trials.trial(&user.actor(), now).await?;
            let done = if query.get("xong") == "bo" { t!("trial-discarded") } else { String::new() };
            Ok(Page::new(move || {
                let body = outside_view(kept.as_ref(), user.role.may(Permission::Plan));
                view! { <CommitteeLayout title=t!("trial-title") me=user.account() done=done path=path()>{body}</CommitteeLayout> }
            }))
        }
        Trying::Inside(trial) => {
            let (people, codes) = (trial.people(), trial.unused().await?);
            let (today, last) = (local(now).date(), trial.last_day());
            let done =
                query.parse::<u64>("da-gui").map(|count| t!("trial-answered", count = count)).unwrap_or_default();
            let base = app.base_url.clone();
            Ok(Page::new(move || {
                let body = inside_view(&user.login, &people, &codes, &base, (today, last));
                view! { <CommitteeLayout title=t!("trial-inside-title") me=user.account() done=done path=path()>{body}</CommitteeLayout> }
            }))
        }
    }
}

fn outside_view(kept: Option<&KeptTrial>, runs: bool) -> Markup {
    let button = |step: &'static str, word: String, class: &'static str| {
        view! { <form method="post" action=routes::Trial.to_string()>{idempotency_key()}<button class=class name="step" value=step>{word}</button></form> }
    };
    let now = match kept {
        Some(kept) => {
            let discard = runs.then(|| {
                view! { <details class="sources"><summary>{t!("trial-discard")}</summary><p>{t!("trial-discard-what")}</p>{button("discard", t!("trial-discard-now"), "button button--quiet")}</details> }
            });
            view! {
                <p class="note">{t!("trial-kept", day = local(kept.begun).date(), who = &kept.begun_by, until = local(kept.ends).date())}</p>
                {button("enter", t!("trial-enter"), "button")}
                {discard}
            }
            .into_markup()
        }
        None if runs => button("begin", t!("trial-begin"), "button").into_markup(),
        None => view! { <p class="empty">{t!("trial-none")}</p> }.into_markup(),
    };
    view! {
        <p class="lead">{t!("trial-lead")}</p>
        <div class="trial">
        <ul>
            <li>{t!("trial-what-households")}</li>
            <li>{t!("trial-what-roles")}</li>
            <li>{t!("trial-what-calendar")}</li>
            <li>{t!("trial-what-marks")}</li>
        </ul>
        {now}
        </div>
    }
    .into_markup()
}

fn inside_view(
    login: &str,
    people: &[TrialPerson],
    codes: &[Code],
    base: &str,
    (today, last): (NaiveDate, NaiveDate),
) -> Markup {
    let action = routes::Trial.to_string();
    let roles = people
        .iter()
        .map(|person| {
            let own = person.login == login;
            let go = if own {
                view! { <b>{t!("trial-now-you")}</b> }.into_markup()
            } else {
                let value = person.login.clone();
                let label = t!("trial-as-whom", name = &person.name);
                view! { <form method="post" action=action.clone()><input type="hidden" name="login" value=value/><button class="button button--quiet" name="step" value="as" aria-label=label>{t!("trial-as")}</button></form> }
                    .into_markup()
            };
            view! {
                <tr aria-current=own.then_some("true")>
                    <th scope="row">{person.name.clone()}</th>
                    <td data-label=t!("trial-role")>{role_label(person.role)}</td>
                    <td data-label=t!("trial-where")>{person.place.clone()}</td>
                    <td>{go}</td>
                </tr>
            }
        })
        .collect_view();
    let press = |step: &'static str, field: &'static str, value: u64, word: String| {
        view! { <form method="post" action=action.clone()>{idempotency_key()}<input type="hidden" name=field value=value.to_string()/><button class="button button--quiet" name="step" value=step>{word}</button></form> }
    };
    let households = if codes.is_empty() {
        view! { <p class="empty">{t!("trial-no-codes")}</p> }.into_markup()
    } else {
        let links = codes
            .iter()
            .take(CODES)
            .map(|code| {
                let to = format!("{base}{}", SlipLink { code: code.compact() });
                view! { <li><a href=to>{code.to_string()}</a></li> }
            })
            .collect_view();
        view! {
            <p>{t!("trial-unused", count = codes.len())}</p>
            <div class="trial__press">
                {press("answer", "percent", 50, t!("trial-answer-half"))}
                {press("answer", "percent", 90, t!("trial-answer-most"))}
            </div>
            <p class="aside">{t!("trial-answer-yourself")}</p>
            <ul class="guide guide--codes">{links}</ul>
        }
        .into_markup()
    };
    view! {
        <p class="lead">{t!("trial-inside-lead", until = last)}</p>
        <h2>{t!("trial-roles")}</h2>
        <p class="aside">{t!("trial-roles-why")}</p>
        <table class="table">
            <caption class="unseen">{t!("trial-roles")}</caption>
            <thead><tr><th scope="col">{t!("trial-name")}</th><th scope="col">{t!("trial-role")}</th><th scope="col">{t!("trial-where")}</th><th scope="col">{t!("trial-go-on")}</th></tr></thead>
            <tbody>{roles}</tbody>
        </table>
        <h2>{t!("trial-households")}</h2>
        {households}
        <h2>{t!("trial-calendar")}</h2>
        <p>{t!("trial-today", day = today)}</p>
        <div class="trial__press">
            {press("pass", "days", 1, t!("trial-pass-day"))}
            {press("pass", "days", 7, t!("trial-pass-week"))}
        </div>
    }
    .into_markup()
}

fn over(lang: Lang) -> Page {
    Page::new(move || {
        let title = t!(lang, "trial-over-title");
        view! {
            <Frame lang title=title.clone() width=Width::Narrow>
                <h1>{title}</h1>
                <p class="lead">{t!(lang, "trial-over")}</p>
                <p><a class="button button--link" href=routes::Home.in_language(lang, &[])>{t!(lang, "trial-over-home")}</a></p>
            </Frame>
        }
    })
    .with_status(http::StatusCode::GONE)
}
