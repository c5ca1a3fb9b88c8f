//! One recommendation with its thread, and the next step for whoever has it.

use crate::domain::oversight::recommendation::{LONGEST_TEXT, Move};
use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, day, local};
use crate::pages::committee::oversight::criteria::{file_field, keep_file, read_day};
use crate::pages::committee::page::{committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::pages::results::recommendations::step_view;
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::common::Answer;
use crate::ports::recommendations::NewStep;
use crate::ports::recommendations::Thread;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure};
use crate::ui::status::stage_view;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

fn here(asked: &Asked) -> Answer<Done> {
    Ok(Done::Go(format!("/lam-viec/kien-nghi/{}", asked.key(0)?)))
}

/// Takes a step.
pub(crate) async fn take(ports: &AppState, asked: &Asked, step: Move) -> Answer<Done> {
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
    let unit = ports.recommendations.thread(&by, id).await?.row.unit;
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
pub fn ThreadPage() -> impl IntoView {
    let id = key("recommendation");
    committee_page(move |ports, me, posted| async move {
        let thread = ports.recommendations.thread(&me.actor(), id).await?;
        let name = criterion_name(&ports, &thread);
        Ok(thread_view(me, &posted, &thread, name, local((ports.now)()).date()).into_any())
    })
}

fn criterion_name(ports: &AppState, thread: &Thread) -> Option<String> {
    let subject = &thread.row.subject;
    let named = ports.rulesets.get(&subject.ruleset)?.criterion(subject.criterion)?;
    Some(format!("Tiêu chí {}. {}", named.no, named.name))
}

fn thread_view(
    me: Arc<Signed>,
    posted: &Posted,
    thread: &Thread,
    criterion: Option<String>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let row = &thread.row;
    let form = format!("/lam-viec/kien-nghi/{}", row.id);
    let steps = thread
        .steps
        .iter()
        .map(|step| {
            let files = step
                .files
                .iter()
                .map(|(id, name)| view! { <p><a href=format!("/lam-viec/tai-lieu/{id}")>{name.clone()}</a></p> })
                .collect_view();
            step_view(Lang::Vi, step, files)
        })
        .collect_view();
    let overdue = row.stage.is_overdue(row.due, today);
    let late = overdue
        .then(|| view! { " "<span class="tag">{format!("Quá hạn {} ngày", (today - row.due).num_days())}</span> });
    let about = [Some(row.unit.vietnamese()), criterion].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let source = row.subject.round.map(|round| {
        view! { <p><a href=address(Lang::Vi, &row.unit, UnitPage::Results, &[("dot", &round.to_string())])>"Kết quả lấy ý kiến mà kiến nghị này dựa vào"</a></p> }
    });
    let steps_form = (!thread.moves.is_empty()).then(|| form_view(posted, thread, &form));
    let shows = thread.row.may_settle.then(|| {
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
        <p>{stage_view(Lang::Vi, row.stage)}{format!(" · Hạn {}", day(row.due))}{late}</p>
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

fn form_view(posted: &Posted, thread: &Thread, address: &str) -> impl IntoView + use<> {
    let answers = thread.moves.iter().any(|step| step.is_answer());
    let label = if answers { "Trả lời của Ủy ban nhân dân" } else { "Ý kiến của Mặt trận" };
    let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let text = Field::text("text", label).lines(5, most).draw(posted);
    // A new day only makes sense where somebody still has to do something by it.
    let goes_on = thread.moves.iter().any(|step| step.sets_day());
    let due = goes_on.then(|| {
        Field::text("due", "Hạn mới").hint("Khi trả lại, hoặc khi chấp nhận và chờ làm xong").kind("date").draw(posted)
    });
    let closes = thread
        .moves
        .contains(&Move::Close)
        .then(|| sure(posted, "close", "Khép lại hẳn: việc đã xong hoặc không còn cần"));
    let buttons = thread
        .moves
        .iter()
        .map(|step| {
            let (class, word) = match step {
                Move::Answer => ("button button--small", "Gửi trả lời"),
                Move::Accept => ("button button--small", "Chấp nhận, theo dõi đến khi xong"),
                Move::Return => ("button button--quiet", "Trả lại"),
                Move::Close => ("button button--quiet", "Khép lại"),
                Move::Raise => ("button button--quiet", "Kiến nghị"),
            };
            view! { <button class=class name="step" value=step.word()>{word}</button> }
        })
        .collect_view();
    let seen = thread.steps.len().to_string();
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
