//! A commune's hamlets and their households, kept by its Front.

use crate::domain::revision::Seen;
use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, say};
use crate::message::Message;
use crate::pages::committee::page::{asked_for, committee_page};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::common::Line;
use crate::ports::common::PortError;
use crate::ports::hamlets::HamletEdit;
use crate::ports::hamlets::HamletList;
use crate::ports::hamlets::HamletRow;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::sync::Arc;
use uuid::Uuid;

/// How many empty rows there are to write into.
const EMPTY: usize = 8;
/// The most rows that are read.
const MOST: usize = 200;

/// Keeps hamlets.
pub(crate) async fn keep(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let commune = asked.keys.first().cloned().unwrap_or_default();
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    for at in 1..=MOST as u64 {
        let part = |name: &str| asked.text(&format!("{name}{at}"));
        let (code, name, typed) = (part("code"), part("name"), part("households"));
        let known = part("known");
        if code.is_empty() && name.is_empty() && typed.is_empty() {
            // A row that was there and is emptied is taken away.
            if !known.is_empty() {
                rows.push(Line { number: at, value: HamletEdit { known, row: None } });
            }
            continue;
        }
        let households = asked.number(&format!("households{at}"));
        if code.is_empty() || name.is_empty() {
            faults.push(Fault::of(&format!("code{at}"), format!("Dòng {at}: ghi cả mã và tên thôn.")));
        }
        let Some(households) = households else {
            faults.push(Fault::of(&format!("households{at}"), format!("Dòng {at}: số hộ “{typed}” không phải là số.")));
            continue;
        };
        let row = Some(HamletRow { commune_code: commune.clone(), code, name, households });
        rows.push(Line { number: at, value: HamletEdit { known, row } });
    }
    if !faults.is_empty() {
        return Ok(Done::Mend(faults));
    }
    let seen = Seen::read(asked.fields.get("seen"));
    match ports.hamlets.keep_hamlets(&asked.me()?.actor(), &commune, rows, &seen, asked.now).await {
        Ok(()) => {}
        Err(PortError::File(found)) => {
            let fault = |(line, text): (u64, Message)| {
                Fault::of(&format!("households{line}"), format!("Dòng {line}: {}", say(Lang::Vi, &text)))
            };
            return Ok(Done::Mend(found.0.into_iter().map(fault).collect()));
        }
        Err(error) => return Err(error),
    }
    Ok(Done::Go(match asked.fields.get("plan").parse::<Uuid>() {
        Ok(plan) => format!("/lam-viec/ke-hoach/{plan}"),
        Err(_) => format!("/lam-viec/thon/{commune}?xong=1"),
    }))
}

/// A commune's hamlets.
#[component]
pub fn HamletsPage() -> impl IntoView {
    let code = use_params_map().read_untracked().get("commune").unwrap_or_default();
    let plan = asked_for("ke-hoach");
    let done = asked_for("xong") == "1";
    committee_page(move |ports, me, posted| async move {
        let list = ports.hamlets.hamlets(&me.actor(), &code, (ports.now)()).await?;
        Ok(hamlets_view(me, &posted, &list, plan, done).into_any())
    })
}

fn hamlets_view(
    me: Arc<Signed>,
    posted: &Posted,
    list: &HamletList,
    plan: String,
    done: bool,
) -> impl IntoView + use<> {
    let HamletList { commune, hamlets: rows, official } = list;
    let plan = posted.value("plan", &plan);
    let sum = rows.iter().map(|row| row.households).sum();
    let official = official.as_ref().filter(|_| !rows.is_empty()).map(|official| {
        let few = official.is_far_above(sum);
        view! {
            <p class=if few { "note" } else { "hint" }>
                {official.beside(sum)}{few.then_some(" Xem lại có thiếu thôn hay thiếu hộ không.")}
            </p>
        }
    });
    // A form that came back shows every line that was sent, whatever the list has become.
    let sent = (1..=MOST)
        .rev()
        .find(|at| ["known", "code", "name"].iter().any(|n| !posted.fields.get(&format!("{n}{at}")).is_empty()));
    let lines = (rows.len() + EMPTY).max(sent.unwrap_or_default());
    let faulty = |name: &str| posted.faults.iter().any(|fault| fault.field == name).then_some("true");
    let lines = (1..=lines)
        .map(|at| {
            let known = rows.get(at - 1);
            let households = known.map(|row| row.households.to_string()).unwrap_or_default();
            let cell = |name: &'static str, label: &str, known: &str| {
                let id = format!("{name}{at}");
                let value = posted.value(&id, known);
                let label = format!("{label}, dòng {at}");
                view! { <input id=id.clone() name=id.clone() value=value aria-label=label aria-invalid=faulty(&id) autocomplete="off" maxlength="120"/> }
            };
            view! {
                <tr>
                    <td data-label="Mã">
                        <input type="hidden" name=format!("known{at}") value=posted.value(&format!("known{at}"), known.map_or("", |row| &row.code))/>
                        {cell("code", "Mã", known.map_or("", |row| &row.code))}
                    </td>
                    <td data-label="Tên thôn">{cell("name", "Tên thôn", known.map_or("", |row| &row.name))}</td>
                    <td data-label="Số hộ">{cell("households", "Số hộ", &households)}</td>
                </tr>
            }
        })
        .collect_view();
    let done = done.then(|| "Đã lưu.".to_owned());
    let body = view! {
        <p class="lead">"Số hộ là cơ sở tính tỷ lệ tham gia. Đợt đang mở giữ số hộ của ngày mở. Xóa trắng một dòng để bỏ thôn nhập nhầm."</p>
        {official}
        <form method="post" action=format!("/lam-viec/thon/{}", commune.code)>
            <input type="hidden" name="plan" value=plan/>
            <input type="hidden" name="seen" value=Seen::of(rows).to_string()/>
            <table class="table table--form table--hamlets">
                <caption class="unseen">"Thôn và số hộ"</caption>
                <thead><tr><th scope="col">"Mã"</th><th scope="col">"Tên thôn"</th><th scope="col">"Số hộ"</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
            <p><button class="button button--small" name="step" value="keep">"Lưu"</button></p>
        </form>
    };
    view! {
        <CommitteeLayout title=format!("Thôn và số hộ, {}", commune.name) me=me posted=posted.clone() done=done.unwrap_or_default()
            path=vec![("/lam-viec".to_owned(), "Việc cần làm".to_owned())]>{body}</CommitteeLayout>
    }
}
