//! A programme of supervision as residents read it: who looks at what, where, what was found and what became of it.

use crate::domain::oversight::supervision::{Progress, Supervisor, Uptake};
use crate::extract::Query;
use crate::i18n::labels::label;
use crate::i18n::{Lang, local, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::supervision::{Activity, Comment, Finding, Programme, Visit};
use crate::routes::PublicProgramme;
use crate::state::AppState;
use crate::ui::fold::fold_named;
use crate::ui::layout::{Frame, Width};
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::status::{Mark, mark_view, stage_view};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The page.
pub fn route() -> PageRoute {
    PageRoute::new::<PublicProgramme, _>(Audience::Reading, show)
}

async fn show(at: PublicProgramme, query: Query, app: AppState) -> PageResult {
    let lang = query.language();
    let programme = app.supervision.public_programme(at.programme, (app.now)()).await?;
    let today = local((app.now)()).date();
    Ok(Page::new(move || page_view(lang, &programme, today)))
}

/// Whose programme it is.
pub(super) fn whose(lang: Lang, programme: &Programme) -> String {
    let unit = &programme.row.unit.named.name;
    match programme.row.head.supervisor {
        Supervisor::Front => t!(lang, "programme-of-front", unit = unit),
        Supervisor::Organisation => {
            t!(lang, "programme-of-organisation", name = &programme.row.head.organisation, unit = unit)
        }
        Supervisor::Council => t!(lang, "programme-of-council", unit = unit),
    }
}

fn page_view(lang: Lang, programme: &Programme, today: NaiveDate) -> impl IntoView + use<> {
    let head = &programme.row.head;
    let title = t!(lang, "programme-title", year = head.year.to_string());
    let number = (!head.number.is_empty()).then(|| format!(" · {}", head.number));
    let back = address(lang, &programme.row.unit, UnitPage::Results, &[]);
    let unit = programme.row.unit.named.name.clone();
    let activities = programme.activities.iter().map(|one| activity_view(lang, one, today)).collect_view();
    let none =
        programme.activities.is_empty().then(|| view! { <p class="empty">{t!(lang, "public-programme-none")}</p> });
    let whose = whose(lang, programme);
    view! {
        <Frame lang title=title.clone() width=Width::Wide>
            <h1>{title}</h1>
            <p class="lead">{whose}{number}</p>
            <p>{t!(lang, "public-programme-lead")}" "<a href=back>{unit}</a></p>
            {none}
            {activities}
        </Frame>
    }
}

fn activity_view(lang: Lang, activity: &Activity, today: NaiveDate) -> Markup {
    let plan = &activity.plan;
    let progress = activity.progress(today);
    let mark = match progress {
        Progress::Concluded => Mark::Met,
        Progress::Overdue => Mark::NotMet,
        Progress::UnderWay | Progress::Planned => Mark::Open,
    };
    let names: Vec<&str> = activity.units.iter().map(|unit| unit.named.name.as_str()).collect();
    let place = if names.is_empty() { plan.drafter.clone() } else { names.join(", ") };
    let visits = activity.visits.iter().map(|visit| visit_view(lang, visit)).collect_view();
    let comments = activity.comments.iter().map(|comment| comment_view(lang, comment)).collect_view();
    let ended = activity.conclusion.as_ref().map(|end| {
        view! { <p><b>{t!(lang, "activity-conclusion-on", day = end.on)}</b></p>{lines(lang, &end.text)} }
    });
    let body = view! {
        <p>{mark_view(mark, label(lang, progress))}" · "{label(lang, plan.kind)}" · "{label(lang, plan.method)}</p>
        <dl class="facts">
            <dt>{t!(lang, "activity-where")}</dt><dd lang=lang.of_vietnamese()>{place}</dd>
            <dt>{t!(lang, "activity-when")}</dt><dd>{format!("{} – {}", lang.day(plan.starts_on), lang.day(plan.ends_on))}</dd>
            <dt>{t!(lang, "activity-lead")}</dt><dd lang=lang.of_vietnamese()>{plan.lead.clone()}</dd>
        </dl>
        {visits}
        {(!activity.comments.is_empty()).then(|| view! { <ul class="findings">{comments}</ul> })}
        {ended}
    };
    // Folded on a phone: a year has many.
    fold_named(lang.untranslated(&plan.subject), Some(label(lang, progress)), body)
}

fn lines(lang: Lang, text: &str) -> impl IntoView + use<> {
    text.lines().map(|line| view! { <p lang=lang.of_vietnamese()>{line.to_owned()}</p> }).collect_view()
}

fn visit_view(lang: Lang, visit: &Visit) -> impl IntoView + use<> {
    let findings = visit.findings.iter().map(|finding| finding_view(lang, finding)).collect_view();
    view! {
        <p><b>{t!(lang, "visit-on", day = visit.on, unit = &visit.unit.named.name)}</b></p>
        <ul class="findings">{findings}</ul>
    }
}

fn finding_view(lang: Lang, finding: &Finding) -> impl IntoView + use<> {
    let mark = if finding.what.is_lacking {
        mark_view(Mark::NotMet, t!(lang, "visit-finding-lacking"))
    } else {
        mark_view(Mark::Met, t!(lang, "visit-finding-well"))
    };
    let became = finding.recommendation.as_ref().map(|one| {
        let due = t!(lang, "visit-due", day = one.due);
        view! {
            <p>{t!(lang, "visit-recommendation")}": "<span lang=lang.of_vietnamese()>{one.title.clone()}</span>" · "{stage_view(lang, one.stage)}" · "{due}</p>
        }
    });
    view! { <li>{mark}{lines(lang, &finding.what.text)}{became}</li> }
}

fn comment_view(lang: Lang, comment: &Comment) -> impl IntoView + use<> {
    let reply = match &comment.reply {
        Some(reply) => {
            let mark = if reply.uptake == Uptake::Whole { Mark::Met } else { Mark::Open };
            let said = t!(lang, "comment-replied", uptake = label(lang, reply.uptake), day = reply.on);
            view! { <p>{mark_view(mark, said)}</p>{lines(lang, &reply.text)} }.into_markup()
        }
        None => view! { <p>{mark_view(Mark::NotMet, t!(lang, "comment-unanswered"))}</p> }.into_markup(),
    };
    view! { <li>{lines(lang, &comment.text)}{reply}</li> }
}
