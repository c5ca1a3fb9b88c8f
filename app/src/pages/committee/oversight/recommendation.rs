//! One recommendation with its recommendation, and the next step for whoever has it.

use crate::domain::oversight::recommendation::{LONGEST_TEXT, RecommendationAction};
use crate::forms::{Fault, Posted};
use crate::i18n::{day, local};
use crate::pages::committee::oversight::criteria::{keep_file, read_day};
use crate::pages::committee::page::{committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::pages::results::recommendations::{stage_view, step_view};
use crate::pages::results::unit_address::address;
use crate::ports::common::Answer;
use crate::ports::recommendations::NewStep;
use crate::ports::recommendations::Recommendation;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure};
use crate::ui::file_field::file_field;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

fn here(asked: &Asked) -> Answer<Done> {
    Ok(Done::Go(format!("/lam-viec/kien-nghi/{}", asked.key(0)?)))
}

/// Takes a step.
pub(crate) async fn take(ports: &AppState, asked: &Asked, step: RecommendationAction) -> Answer<Done> {
    let by = asked.me()?.actor();
    let id = asked.key(0)?;
    let mut faults = Vec::new();
    let due = match asked.fields.trimmed("due") {
        "" => None,
        _ if !step.sets_day() => None,
        _ => Some(read_day(asked, "due", &mut faults)),
    };
    if asked.text("text").is_empty() {
        faults.push(Fault::of("text", "Ghi vài lời: trả lời gì, vì sao chấp nhận, trả lại hay khép lại."));
    }
    if !faults.is_empty() {
        return Ok(Done::Mend(faults));
    }
    let unit = ports.recommendations.recommendation(&by, id).await?.row.unit;
    let files = keep_file(ports, asked, &unit).await?.into_iter().collect();
    let new = NewStep { step, seen: asked.number("seen").unwrap_or_default(), text: asked.text("text"), due, files };
    ports.recommendations.step(&by, id, new, asked.now).await?;
    here(asked)
}

/// Lets residents read it, or not any more.
pub(crate) async fn show(ports: &AppState, asked: &Asked, is_public: bool) -> Answer<Done> {
    ports.recommendations.show(&asked.me()?.actor(), asked.key(0)?, is_public, asked.now).await?;
    here(asked)
}

/// One recommendation.
#[component]
pub fn RecommendationPage() -> impl IntoView {
    let id = key("recommendation");
    committee_page(move |ports, me, posted| async move {
        let recommendation = ports.recommendations.recommendation(&me.actor(), id).await?;
        let name = criterion_name(&ports, &recommendation);
        Ok(recommendation_view(me, &posted, &recommendation, name, local((ports.now)()).date()).into_any())
    })
}

fn criterion_name(ports: &AppState, recommendation: &Recommendation) -> Option<String> {
    let subject = &recommendation.row.subject;
    let named = ports.rulesets.get(&subject.ruleset)?.criterion(subject.criterion)?;
    Some(format!("Tiêu chí {}. {}", named.no, named.name))
}

fn recommendation_view(
    me: Arc<Signed>,
    posted: &Posted,
    recommendation: &Recommendation,
    criterion: Option<String>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let row = &recommendation.row;
    let form = format!("/lam-viec/kien-nghi/{}", row.id);
    let steps = recommendation
        .steps
        .iter()
        .map(|step| {
            let files = step
                .files
                .iter()
                .map(|(id, name)| view! { <p><a href=format!("/lam-viec/tai-lieu/{id}")>{name.clone()}</a></p> })
                .collect_view();
            step_view(step, files)
        })
        .collect_view();
    let overdue = row.stage.is_overdue(row.due, today);
    let late = overdue
        .then(|| view! { " "<span class="tag">{format!("Quá hạn {} ngày", (today - row.due).num_days())}</span> });
    let about = [Some(row.unit.vietnamese()), criterion].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let source = row.subject.round.map(|round| {
        view! { <p><a href=address(&row.unit, "", &format!("dot={round}"))>"Kết quả lấy ý kiến mà kiến nghị này dựa vào"</a></p> }
    });
    let steps_form = (!recommendation.actions.is_empty()).then(|| form_view(posted, recommendation, &form));
    let shows = recommendation.row.may_settle.then(|| {
        let (word, text) = if row.is_public {
            ("hide", "Thôi cho người dân xem")
        } else {
            ("show", "Cho người dân xem ở trang kết quả")
        };
        view! { <form method="post" action=form.clone()><button class="button button--quiet" name="step" value=word>{text}</button></form> }
    });
    let seen = if row.is_public {
        "Người dân xem được ở trang kết quả."
    } else {
        "Chỉ Mặt trận và cơ quan được mời xem."
    };
    let body = view! {
        <p class="lead">{about}</p>
        <p>{stage_view(row.stage)}{format!(" · Hạn {}", day(row.due))}{late}</p>
        {source}
        <ol class="thread__steps">{steps}</ol>
        {steps_form}
        <p class="hint">{seen}</p>
        {shows}
    };
    let path = vec![("/lam-viec/kien-nghi".to_owned(), "Kiến nghị".to_owned())];
    view! {
        <CommitteeLayout title=row.title.clone() me=me posted=posted.clone() path=path>{body}</CommitteeLayout>
    }
}

fn form_view(posted: &Posted, recommendation: &Recommendation, address: &str) -> impl IntoView + use<> {
    let answers = recommendation.actions.iter().any(|step| step.is_answer());
    let label = if answers { "Trả lời của Ủy ban nhân dân" } else { "Ý kiến của Mặt trận" };
    let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let text = Field::text("text", label).lines(5, most).draw(posted);
    // A new day only makes sense where somebody still has to do something by it.
    let goes_on = recommendation.actions.iter().any(|step| step.sets_day());
    let due = goes_on.then(|| {
        Field::text("due", "Hạn mới").hint("Khi trả lại, hoặc khi chấp nhận và chờ làm xong").kind("date").draw(posted)
    });
    let closes = recommendation
        .actions
        .contains(&RecommendationAction::Close)
        .then(|| sure(posted, "close", "Khép lại hẳn: việc đã xong hoặc không còn cần"));
    let buttons = recommendation
        .actions
        .iter()
        .map(|step| {
            let (class, word) = match step {
                RecommendationAction::Answer => ("button button--small", "Gửi trả lời"),
                RecommendationAction::Accept => ("button button--small", "Chấp nhận, theo dõi đến khi xong"),
                RecommendationAction::Return => ("button button--quiet", "Trả lại"),
                RecommendationAction::Close => ("button button--quiet", "Khép lại"),
                RecommendationAction::Raise => ("button button--quiet", "Kiến nghị"),
            };
            view! { <button class=class name="step" value=step.word()>{word}</button> }
        })
        .collect_view();
    let seen = recommendation.steps.len().to_string();
    view! {
        <form class="form" method="post" action=address.to_owned() enctype="multipart/form-data">
            <input type="hidden" name="seen" value=seen/>
            {text}
            {due}
            {file_field(posted, "Ảnh hoặc văn bản kèm theo", false)}
            {closes}
            <div class="buttons">{buttons}</div>
        </form>
    }
}
