//! The ballot of a plan: its questions, to be matched with the province's form and worded before the round opens.

use crate::forms::{Fault, Posted};
use crate::pages::committee::page::{committee_page, key};
use crate::pages::committee::planning::plans::version;
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::plans::PlanView;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, tick};
use leptos::prelude::*;
use std::sync::Arc;

/// Keeps the wording.
pub(crate) async fn keep(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let id = asked.key(0)?;
    let mut plan = ports.plans.plan(&by, id, asked.now).await?.plan;
    let mut faults = Vec::new();
    for question in &mut plan.ruleset.questions {
        let (vi, topic) = (format!("vi{}", question.no), format!("topic{}", question.no));
        for (field, what) in [(&vi, "lời câu hỏi"), (&topic, "tên gọi tắt")] {
            if asked.text(field).is_empty() {
                faults.push(Fault::of(field, format!("Câu {}: ghi {what}.", question.no)));
            }
        }
        // A question in other words is asked in those words; what stood there in English asked something else.
        if question.vi != asked.text(&vi) {
            question.vi = asked.text(&vi);
            question.en = question.vi.clone();
        }
        question.topic = asked.text(&topic);
    }
    if !faults.is_empty() {
        return Ok(Done::Mend(faults));
    }
    plan.reviewed = asked.fields.get("reviewed") == "1";
    ports.plans.keep(&by, id, version(asked)?, plan, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/ke-hoach/{id}?xong=1")))
}

/// The ballot of a plan.
#[component]
pub fn WordingPage() -> impl IntoView {
    let id = key("plan");
    committee_page(move |ports, me, posted| async move {
        let view = ports.plans.plan(&me.actor(), id, (ports.now)()).await?;
        Ok(wording_view(me, &posted, &view).into_any())
    })
}

fn wording_view(me: Arc<Signed>, posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    let address = format!("/lam-viec/ke-hoach/{}", view.id);
    let path = vec![
        ("/lam-viec".to_owned(), "Việc cần làm".to_owned()),
        (address.clone(), format!("Kế hoạch, {}", view.unit.name)),
    ];
    let ruleset = &view.plan.ruleset;
    let rows = ruleset
        .questions
        .iter()
        .map(|question| {
            let (vi, topic) = (format!("vi{}", question.no), format!("topic{}", question.no));
            let criteria: Vec<String> = question.criteria.iter().map(ToString::to_string).collect();
            let about =
                if question.overall { "Câu chung".to_owned() } else { format!("Tiêu chí {}", criteria.join(", ")) };
            let label = format!("Câu {} · {about}", question.no);
            let words = Field::text(&vi, &label).known(&question.vi).lines(2, 500).draw(posted);
            let short = Field::text(&topic, "Gọi tắt trong bảng").known(&question.topic).draw(posted);
            view! { <div class="wording">{words}{short}</div> }
        })
        .collect_view();
    let shown = if view.plan.reviewed && posted.fields.0.is_empty() {
        Posted { fields: crate::forms::Fields(vec![("reviewed".into(), "1".into())]), faults: Vec::new() }
    } else {
        posted.clone()
    };
    let reviewed = tick(&shown, "reviewed", "Đã đối chiếu từng câu với mẫu phiếu của tỉnh");
    let rule = format!(
        "Phiếu giấy: ý kiến để trống hoặc đánh cả hai ô là không hợp lệ. Phiếu {} là phiếu không hợp lệ. {}",
        match ruleset.invalid_ballot.when {
            crate::domain::survey::ruleset::Spoils::All => "không có ý kiến hợp lệ nào",
            crate::domain::survey::ruleset::Spoils::Any => "có ý kiến không hợp lệ",
        },
        if ruleset.invalid_ballot.verified { "" } else { "(Chưa xác minh.)" }
    );
    let body = view! {
        <p class="lead">"Câu hỏi ngắn, lời thường ngày, mỗi câu hỏi một điều. Sau khi mở đợt không sửa được nữa."</p>
        <p class="note">{rule}</p>
        <form class="form" method="post" action=format!("{address}/phieu")>
            <input type="hidden" name="version" value=posted.value("version", &view.version.to_string())/>
            {rows}
            {reviewed}
            <button class="button button--small" name="step" value="keep">"Lưu"</button>
        </form>
    };
    view! {
        <CommitteeLayout title="Lời trên phiếu".to_owned() me=me posted=posted.clone() path=path>{body}</CommitteeLayout>
    }
}
