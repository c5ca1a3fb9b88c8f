//! A plan: what is missing, its dates and papers, opening it.

use crate::domain::collection::plan::{Gap, Papers, Plan};
use crate::domain::survey::ruleset::{self, Base, Counted};
use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, day, local, say};
use crate::pages::committee::page::{asked_for, committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::ports::plans::PlanView;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, unit_options};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// How many days from a plan's first one its days off are shown for.
const NEAR: i64 = 90;

/// Begins a plan.
pub(crate) async fn begin(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let me = asked.me()?;
    let mut faults = Vec::new();
    let Some(ruleset) = ports.rulesets.get(asked.fields.get("ruleset")).cloned() else {
        return Ok(Done::Mend(vec![Fault::of("ruleset", "Hãy chọn bộ tiêu chí.")]));
    };
    let opens = read_day(asked, "opens", &mut faults);
    let unit = asked.text("unit");
    let own = me.unit.as_ref().map(|unit| unit.code.clone()).unwrap_or_default();
    let unit = if unit.is_empty() { own } else { unit };
    let Some(opens) = opens.filter(|_| faults.is_empty()) else { return Ok(Done::Mend(faults)) };
    let papers = Papers {
        basis: ruleset.sources.iter().map(|source| format!("{}: {}", source.number, source.title)).collect(),
        days_off: ports.days_off.iter().map(|off| off.day).collect(),
        ..Papers::default()
    };
    let mut plan = Plan { ruleset, papers, opens, closes: opens, reviewed: false };
    plan.closes = plan.usual_close();
    // The page brings the plan's key along, so that pressing twice begins one plan.
    let id = asked.fields.get("plan").parse().unwrap_or_else(|_| Uuid::from_u128((ports.mark)()));
    ports.plans.begin(&me.actor(), id, &unit, plan, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/ke-hoach/{id}")))
}

/// Reads a day as browsers send it or as people type it.
fn read_day(asked: &Asked, name: &str, faults: &mut Vec<Fault>) -> Option<NaiveDate> {
    let typed = asked.fields.trimmed(name);
    let read = NaiveDate::parse_from_str(typed, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(typed, "%d/%m/%Y"));
    match read {
        Ok(day) if (2000..=2100).contains(&chrono::Datelike::year(&day)) => Some(day),
        _ => {
            faults.push(Fault::of(name, "Ghi ngày như 26/7/2026."));
            None
        }
    }
}

/// Keeps a plan's dates and papers.
pub(crate) async fn keep(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let id = asked.key(0)?;
    let mut plan = ports.plans.plan(&by, id, asked.now).await?.plan;
    let mut faults = Vec::new();
    let (opens, closes) = (read_day(asked, "opens", &mut faults), read_day(asked, "closes", &mut faults));
    plan.papers.signed_on = match asked.fields.trimmed("signed_on") {
        "" => None,
        _ => read_day(asked, "signed_on", &mut faults),
    };
    match asked.number("percent").and_then(|percent| u32::try_from(percent).ok()).filter(|percent| *percent <= 100) {
        Some(percent) => plan.ruleset.participation.percent = percent,
        None => faults.push(Fault::of("percent", "Tỷ lệ là số từ 0 đến 100.")),
    }
    plan.ruleset.participation.base =
        if asked.fields.get("base") == "issued" { Base::Issued } else { Base::Households };
    plan.ruleset.participation.counted =
        if asked.fields.get("counted") == "valid" { Counted::Valid } else { Counted::Returned };
    plan.ruleset.participation.source = asked.text("participation_source");
    plan.papers.number = asked.text("number");
    plan.papers.basis =
        asked.fields.get("basis").lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let mut days_off = BTreeSet::new();
    for word in asked.fields.get("days_off").split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        match NaiveDate::parse_from_str(word, "%d/%m/%Y") {
            Ok(day) => {
                days_off.insert(day);
            }
            Err(_) => faults.push(Fault::of(
                "days_off",
                format!("“{word}” không phải ngày; ghi như 2/9/2026, cách nhau bằng dấu phẩy."),
            )),
        }
    }
    // The form shows the days off near the plan's days; those further off are kept, and the calendar's come with new days.
    let near = |opens: NaiveDate, day: &NaiveDate| (0..NEAR).contains(&(*day - opens).num_days());
    let shown_from = plan.opens;
    days_off.extend(plan.papers.days_off.iter().filter(|day| !near(shown_from, day)).copied());
    if let Some(opens) = opens.filter(|opens| *opens != shown_from) {
        let fresh = ports.days_off.iter().map(|off| off.day).filter(|day| near(opens, day) && !near(shown_from, day));
        days_off.extend(fresh);
    }
    plan.papers.days_off = days_off;
    let (Some(opens), Some(closes), true) = (opens, closes, faults.is_empty()) else { return Ok(Done::Mend(faults)) };
    (plan.opens, plan.closes) = (opens, closes);
    ports.plans.keep(&by, id, version(asked)?, plan, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/ke-hoach/{id}?xong=1")))
}

/// The version that the form was drawn from.
pub(crate) fn version(asked: &Asked) -> Answer<i64> {
    asked.fields.get("version").parse().map_err(|_| PortError::Missing)
}

/// Opens a plan.
pub(crate) async fn open(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let id = asked.key(0)?;
    ports.plans.open(&asked.me()?.actor(), id, version(asked)?, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/dot/{id}")))
}

/// Throws a plan away.
pub(crate) async fn discard(ports: &AppState, asked: &Asked) -> Answer<Done> {
    ports.plans.discard(&asked.me()?.actor(), asked.key(0)?, asked.now).await?;
    Ok(Done::Go("/lam-viec".into()))
}

/// Where a plan begins.
#[component]
pub fn NewPlanPage() -> impl IntoView {
    committee_page(|ports, me, posted| async move {
        let rulesets = ports.rulesets.values().map(|ruleset| (ruleset.id.clone(), ruleset.name.clone())).collect();
        let known = me.unit.as_ref().map(|unit| unit.code.clone()).unwrap_or_default();
        let ruleset = choose(&posted, "ruleset", "Bộ tiêu chí và mẫu phiếu", ruleset::USUAL, rulesets);
        let units = ports.units.scope(&me.actor(), (ports.now)()).await?;
        let unit = choose(&posted, "unit", "Đơn vị lấy ý kiến", &known, unit_options(&units));
        let opens = Field::text("opens", "Ngày bắt đầu").kind("date").known(local((ports.now)()).date()).draw(&posted);
        let plan = posted.value("plan", &Uuid::from_u128((ports.mark)()).to_string());
        let body = view! {
            <form class="form" method="post" action="/lam-viec/ke-hoach/moi">
                <input type="hidden" name="plan" value=plan/>
                {ruleset}
                {unit}
                {opens}
                <p class="hint">"Ngày cuối được tính sẵn theo 20 ngày làm việc; sửa được ở bước sau."</p>
                <button class="button button--small">"Tiếp tục"</button>
            </form>
        };
        Ok(view! {
            <CommitteeLayout title="Lập kế hoạch lấy ý kiến".to_owned() me=me posted=posted.clone() path=vec![("/lam-viec".to_owned(), "Việc cần làm".to_owned())]>{body}</CommitteeLayout>
        }
        .into_any())
    })
}

/// A plan.
#[component]
pub fn PlanPage() -> impl IntoView {
    let id = key("plan");
    let done = if asked_for("xong") == "1" { "Đã lưu." } else { "" };
    committee_page(move |ports, me, posted| async move {
        let view = ports.plans.plan(&me.actor(), id, (ports.now)()).await?;
        Ok(plan_view(me, &posted, &view, done).into_any())
    })
}

fn plan_view(me: Arc<Signed>, posted: &Posted, view: &PlanView, done: &'static str) -> impl IntoView + use<> {
    let PlanView { plan, unit, gaps, .. } = view;
    let address = format!("/lam-viec/ke-hoach/{}", view.id);
    let wording = format!("{address}/phieu");
    // A form that came back was drawn from the version it says: a second press must not overwrite somebody else.
    let (version, again) = (posted.value("version", &view.version.to_string()), view.version.to_string());
    let missing = gaps
        .iter()
        .map(|gap| {
            let to = match gap {
                Gap::Hamlets { code, .. } => format!("/lam-viec/thon/{code}?ke-hoach={}", view.id),
                Gap::Review => wording.clone(),
                Gap::Number => "#number".to_owned(),
                Gap::Basis => "#basis".to_owned(),
                Gap::Participation => "#participation_source".to_owned(),
                Gap::Order | Gap::Past | Gap::Late { .. } => "#closes".to_owned(),
            };
            view! { <li><a href=to>{gap.sentence()}</a></li> }
        })
        .collect_view();
    let ready = gaps.is_empty();
    let deadline = plan.deadline().map(|last| format!("Theo quy định, kiểm phiếu và tổng hợp xong trước hết ngày {}; hãy để vài ngày sau ngày cuối nhận ý kiến.", day(last))).unwrap_or_default();
    let asked = view.asked.iter().map(|commune| {
        let to = format!("/lam-viec/thon/{}?ke-hoach={}", commune.code, view.id);
        let official = commune.official.as_ref().map(|official| {
            let few = commune.hamlets > 0 && official.is_far_above(commune.households);
            view! { <small>{format!("Thống kê: {}", say(Lang::Vi, &official.into()))}</small>{few.then(|| view! { <span class="tag">"Ít hơn nhiều"</span> })} }
        });
        view! { <tr><th scope="row"><a href=to>{commune.name.clone()}</a></th><td data-label="Thôn và hộ">{commune.sentence()}{official}</td></tr> }
    });
    let asked = asked.collect_view();
    let rule = &plan.ruleset.participation;
    let options = |pairs: [(&str, &str); 2]| pairs.map(|(value, word)| (value.to_owned(), word.to_owned())).to_vec();
    let base = if rule.base == Base::Issued { "issued" } else { "households" };
    let counted = if rule.counted == Counted::Valid { "valid" } else { "returned" };
    let days_off: Vec<String> = plan
        .papers
        .days_off
        .iter()
        .filter(|off| (0..NEAR).contains(&(**off - plan.opens).num_days()))
        .map(|off| day(*off))
        .collect();
    let number =
        Field::text("number", "Số kế hoạch").hint("Ví dụ: 12/KH-MTTQ-BTT").known(&plan.papers.number).draw(posted);
    let signed = plan.papers.signed_on.map(|day| day.to_string()).unwrap_or_default();
    let signed_on = Field::text("signed_on", "Ngày ký").kind("date").known(signed).draw(posted);
    let opens = Field::text("opens", "Ngày bắt đầu").kind("date").known(plan.opens).draw(posted);
    let closes = Field::text("closes", "Ngày cuối nhận ý kiến").kind("date").known(plan.closes).draw(posted);
    let basis = Field::text("basis", "Căn cứ")
        .hint("Mỗi văn bản một dòng")
        .known(plan.papers.basis.join("\n"))
        .lines(4, 4_000)
        .draw(posted);
    let off = Field::text("days_off", "Ngày nghỉ lễ đã trừ")
        .hint("Chưa xác minh: hãy sửa theo thông báo của năm. Thứ bảy, chủ nhật được trừ sẵn.")
        .known(days_off.join(", "))
        .lines(2, 2_000)
        .draw(posted);
    let percent = Field::text("percent", "Tỷ lệ tham gia cần có, %").known(rule.percent).draw(posted);
    let source = Field::text("participation_source", "Văn bản quy định tỷ lệ này").known(&rule.source).draw(posted);
    let base = choose(
        posted,
        "base",
        "Tính trên",
        base,
        options([("households", "Tổng số hộ"), ("issued", "Số phiếu phát ra")]),
    );
    let counted = choose(
        posted,
        "counted",
        "Phiếu được tính",
        counted,
        options([("returned", "Phiếu thu về"), ("valid", "Phiếu hợp lệ")]),
    );
    let body = view! {
        <p class="lead">{plan.ruleset.name.clone()}</p>
        {(!plan.ruleset.note.is_empty()).then(|| view! { <p class="note">{plan.ruleset.note.clone()}</p> })}
        <section class=if ready { "verdict verdict--met" } else { "verdict" } aria-label="Còn thiếu gì">
            <p class="verdict__title">{if ready { "Đã đủ để mở đợt" } else { "Còn thiếu" }}</p>
            {(!ready).then(|| view! { <ul class="verdict__reasons">{missing}</ul> })}
            {ready.then(|| view! {
                <form method="post" action=address.clone()>
                    <input type="hidden" name="version" value=again/>
                    <p>"Sau khi mở, câu hỏi và ngày không sửa được nữa."</p>
                    <button class="button button--small" name="step" value="open">"Mở đợt"</button>
                </form>
            })}
        </section>
        <h2>"Phiếu"</h2>
        <p><a href=wording>{format!("Xem và sửa lời {} câu hỏi", plan.ruleset.questions.len())}</a>{if plan.reviewed { " · đã đối chiếu" } else { " · chưa đối chiếu" }}</p>
        <h2>"Nơi được hỏi"</h2>
        <table class="table"><caption class="unseen">"Xã được hỏi"</caption><thead><tr><th scope="col">"Xã"</th><th scope="col">"Thôn và hộ"</th></tr></thead><tbody>{asked}</tbody></table>
        <h2>"Thời gian và văn bản"</h2>
        <form class="form" method="post" action=address.clone()>
            <input type="hidden" name="version" value=version/>
            <div class="fields">{number}{signed_on}</div>
            <div class="fields">{opens}{closes}</div>
            <p class="hint">{deadline}</p>
            {off}
            {basis}
            <div class="fields">{percent}{base}{counted}</div>
            {source}
            <button class="button button--small" name="step" value="keep">"Lưu"</button>
        </form>
        <details class="sources"><summary>"Bỏ kế hoạch này"</summary>
            <form method="post" action=address.clone()>
                <input type="hidden" name="sure" value="1"/>
                <p>"Kế hoạch và lời câu hỏi đã sửa sẽ mất."</p>
                <p><button class="button button--quiet button--danger" name="step" value="discard">"Bỏ kế hoạch"</button></p>
            </form>
        </details>
    };
    view! {
        <CommitteeLayout title=format!("Kế hoạch lấy ý kiến, {}", unit.name) me=me posted=posted.clone() done=done path=vec![("/lam-viec".to_owned(), "Việc cần làm".to_owned())]>{body}</CommitteeLayout>
    }
}
