//! Statuses of many units at once: the list, the template, and a file that is looked at before it is taken in.

use crate::domain::oversight::criterion::Assessment;
use crate::domain::people::account::Power;
use crate::domain::survey::percent::count;
use crate::domain::survey::ruleset::{self, Ruleset};
use crate::domain::units::unit::UnitRef;
use crate::forms::{Fault, Posted};
use crate::i18n::day;
use crate::i18n::{Lang, say, say_faults};
use crate::pages::committee::oversight::criteria::{address, count_met};
use crate::pages::committee::page::{asked_for, committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::ports::criteria_files::Change;
use crate::ports::criteria_files::Changes;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::choose;
use crate::ui::labels::label;
use crate::ui::pages::pages_view;
use leptos::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

const ADDRESS: &str = "/lam-viec/tieu-chi";
/// How many changes are written out.
const SHOWN: usize = 300;
/// How many units a page holds; a province fits on one.
const PAGE: usize = 200;

/// Reads a file and shows what it would change.
pub(crate) async fn preview(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let me = asked.me()?;
    if !me.role.may(Power::Assess) {
        return Err(PortError::Denied);
    }
    let by = me.actor();
    let (name, content) = asked.file.clone().unwrap_or_default();
    let fault = |text: String| Ok(Done::Mend(vec![Fault::of("file", text)]));
    let kept = match (ports.read_statuses)(&content, asked.now) {
        Ok(lines) => ports.criteria_files.keep_draft(&by, &name, lines, asked.now).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => Ok(Done::Go(format!("{ADDRESS}/nhap/{id}"))),
        Err(PortError::Refused(text)) => fault(say(Lang::Vi, &text)),
        Err(PortError::File(faults)) => fault(say_faults(&faults)),
        Err(error) => Err(error),
    }
}

/// Takes in what was looked at.
pub(crate) async fn apply(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let done = ports.criteria_files.apply_draft(&asked.me()?.actor(), asked.key(0)?, asked.now).await?;
    let set = leptos_router::location::Url::escape(asked.fields.get("bo"));
    Ok(Done::Go(format!("{ADDRESS}?bo={set}&xong={}", done.added + done.changed)))
}

/// The units of one's scope with their criteria, the template and the upload.
#[component]
pub fn StatusesPage() -> impl IntoView {
    let set = asked_for("bo");
    let page = asked_for("trang").parse().unwrap_or(1);
    let done = asked_for("xong").parse::<u64>().ok();
    committee_page(move |ports, me, posted| async move {
        let set = posted.value("bo", &set);
        let set = if set.is_empty() { ruleset::USUAL } else { &set };
        let ruleset = ports.rulesets.get(set).ok_or(PortError::Missing)?.clone();
        let mut units = ports.criteria.standing(&me.actor(), &ruleset.id, ruleset.level, (ports.now)()).await?;
        units.retain(|(unit, known)| ruleset.recognises(unit) || !known.is_empty());
        let others = ports.rulesets.values().map(|one| (one.id.clone(), one.name.clone())).collect();
        Ok(list_view(me, &posted, &ruleset, others, &units, page, done).into_any())
    })
}

fn list_view(
    me: Arc<Signed>,
    posted: &Posted,
    ruleset: &Ruleset,
    others: Vec<(String, String)>,
    units: &[(UnitRef, Vec<Assessment>)],
    page: usize,
    done: Option<u64>,
) -> impl IntoView + use<> {
    let done = done.map(|n| format!("Đã ghi {} tình trạng.", count(n))).unwrap_or_default();
    let all = ruleset.criteria.len();
    let pages = units.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let rows = units
        .iter()
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .map(|(unit, known)| {
            let last = known.iter().map(|one| one.as_of).max().map_or_else(|| "Chưa có".to_owned(), day);
            let met = if known.is_empty() { "Chưa đánh giá".to_owned() } else { format!("{} / {all}", count_met(known)) };
            view! {
                <tr>
                    <th scope="row"><a href=format!("{}?bo={}", address(&unit.code), ruleset.id)>{unit.name.clone()}</a></th>
                    <td class="num" data-label="Tiêu chí đạt">{met}</td>
                    <td data-label="Ghi gần nhất">{last}</td>
                </tr>
            }
        })
        .collect_view();
    let none = units.is_empty();
    let sets = choose(&Posted::default(), "bo", "Bộ tiêu chí", &ruleset.id, others);
    let fault = posted.faults.iter().find(|fault| fault.field == "file");
    let class = if fault.is_some() { "field field--faulty" } else { "field" };
    let fault = fault.map(|fault| {
        let text = say(Lang::Vi, &fault.message);
        let lines =
            text.lines().map(|line| view! { <span class="fault-line">{line.trim().to_owned()}</span> }).collect_view();
        view! { <p class="field__fault">{lines}</p> }
    });
    let writes = me.role.may(Power::Assess);
    let template = format!("{ADDRESS}/mau.xlsx?bo={}", ruleset.id);
    let body = view! {
        <form class="filter" method="get" action=ADDRESS>
            <div class="filter__field">{sets}</div>
            <button class="button button--small">"Xem"</button>
        </form>
        {writes.then(|| view! {
            <h2>"Ghi nhiều xã bằng một tệp"</h2>
            <p>"Tải tệp mẫu đã có tên các đơn vị, điền, rồi gửi lên. Tệp được xem trước, đúng hết mới ghi. "<a href=template>"Tải tệp mẫu XLSX"</a></p>
            <form class="form" method="post" action=format!("{ADDRESS}?step=preview") enctype="multipart/form-data">
                <input type="hidden" name="step" value="preview"/>
                <input type="hidden" name="bo" value=ruleset.id.clone()/>
                <div class=class><label class="field__label" for="file">"Tệp XLSX hoặc CSV"</label>
                {fault}
                <input id="file" type="file" name="file" accept=".xlsx,.csv"/></div>
                <button class="button button--small">"Xem trước thay đổi"</button>
            </form>
        })}
        <h2>"Các đơn vị"</h2>
        {none.then(|| view! { <p class="empty">"Không có đơn vị nào của cấp này trong phạm vi."</p> })}
        {(!none).then(|| view! {
            <table class="table">
                <caption class="unseen">"Tiêu chí đạt theo đơn vị"</caption>
                <thead><tr><th scope="col">"Đơn vị"</th><th scope="col" class="num">"Tiêu chí đạt"</th><th scope="col">"Ghi gần nhất"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })}
        {pages_view(Lang::Vi, page, pages, |to| format!("{ADDRESS}?bo={}&trang={to}", ruleset.id))}
    };
    let path = vec![("/lam-viec/giam-sat".to_owned(), "Giám sát".to_owned())];
    view! {
        <CommitteeLayout title="Tình trạng tiêu chí".to_owned() me=me posted=posted.clone() done=done path=path>{body}</CommitteeLayout>
    }
}

/// What a file would change.
#[component]
pub fn StatusDraftPage() -> impl IntoView {
    let id = key("draft");
    committee_page(move |ports, me, posted| async move {
        let changes = ports.criteria_files.draft(&me.actor(), id).await?;
        Ok(draft_view(me, &posted, id, &changes).into_any())
    })
}

fn draft_view(me: Arc<Signed>, posted: &Posted, id: Uuid, found: &Changes) -> impl IntoView + use<> {
    let all = found.changes.len();
    let rows = found.changes.iter().take(SHOWN).map(change_view).collect_view();
    let more = (all > SHOWN).then(|| view! { <p class="hint">{format!("Và {} thay đổi nữa, cũng sẽ được ghi.", count((all - SHOWN) as u64))}</p> });
    let lead = format!(
        "Tệp {}: {} thay đổi, {} dòng giống điều đã ghi. Chưa ghi gì cả.",
        found.name,
        count(all as u64),
        count(found.same)
    );
    let none = all == 0;
    let set = found.changes.first().map(|change| change.row.ruleset.clone()).unwrap_or_default();
    let body = view! {
        <p class="lead">{lead}</p>
        {none.then(|| view! { <p class="empty">"Tệp này không thay đổi gì."</p> })}
        {(!none).then(|| view! {
            <form method="post" action=format!("{ADDRESS}/nhap/{id}")>
                <input type="hidden" name="bo" value=set/>
                <p class="buttons"><button class="button button--small" name="step" value="apply">{format!("Ghi {} thay đổi", count(all as u64))}</button>
                <a class="button button--quiet button--link" href=ADDRESS>"Thôi, không ghi"</a></p>
            </form>
            <table class="table">
                <caption class="unseen">"Thay đổi"</caption>
                <thead><tr><th scope="col">"Đơn vị"</th><th scope="col">"Tiêu chí"</th><th scope="col">"Trước"</th><th scope="col">"Sẽ là"</th><th scope="col">"Ngày, văn bản"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        })}
    };
    let path = vec![(ADDRESS.to_owned(), "Tình trạng tiêu chí".to_owned())];
    view! {
        <CommitteeLayout title="Xem trước thay đổi".to_owned() me=me posted=posted.clone() path=path>{body}</CommitteeLayout>
    }
}

fn change_view(change: &Change) -> impl IntoView + use<> {
    let row = &change.row;
    let before = change.before.map_or_else(|| "–".to_owned(), |status| label(Lang::Vi, status));
    let after = format!("{} ({})", label(Lang::Vi, row.status), label(Lang::Vi, row.by).to_lowercase());
    view! {
        <tr>
            <th scope="row">{change.unit.name.clone()}</th>
            <td data-label="Tiêu chí">{if row.indicator == 0 { row.criterion.to_string() } else { format!("{}.{}", row.criterion, row.indicator) }}</td>
            <td data-label="Trước">{before}</td>
            <td data-label="Sẽ là"><b>{after}</b>" "<small>{row.value.clone()}</small></td>
            <td data-label="Ngày, văn bản">{day(row.as_of)}" "<small>{row.document.clone()}</small></td>
        </tr>
    }
}
