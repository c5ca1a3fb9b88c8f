//! A commune's titles, and what it was made of: shown as background, never added up as its own.

use crate::domain::oversight::criterion::Status;
use crate::domain::oversight::title::{Recognition, Title, held};
use crate::domain::survey::percent::count;
use crate::i18n::{Lang, day};
use crate::pages::results::unit_address::address;
use crate::ports::results::CommuneView;
use crate::ports::results::PredecessorResults;
use crate::ui::labels::label;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

fn names(titles: &BTreeSet<Title>) -> String {
    titles.iter().rev().map(|title| label(Lang::Vi, *title)).collect::<Vec<_>>().join(", ")
}

/// The titles held today, with the decisions; and, for a new commune, that nothing is inherited.
pub(super) fn titles_view(shown: &CommuneView, is_assessed_at_all: bool, today: NaiveDate) -> impl IntoView + use<> {
    let held = held(&shown.recognitions, today);
    let decisions = shown
        .recognitions
        .iter()
        .map(|Recognition { title, granted, day: on, decision }| {
            let act = if *granted { "Công nhận" } else { "Thu hồi" };
            view! { <li>{format!("{act} {}: {decision}, {}", label(Lang::Vi, *title).to_lowercase(), day(*on))}</li> }
        })
        .collect_view();
    let any = !shown.recognitions.is_empty();
    // Until somebody looks at the new commune's criteria, whatever title it is given.
    let is_new = is_assessed_at_all && !shown.predecessor_results.is_empty() && !shown.assessed;
    view! {
        {(!held.is_empty()).then(|| view! { <p class="title-held">{names(&held)}</p> })}
        {any.then(|| view! { <details class="sources sources--slim"><summary>"Quyết định công nhận"</summary><ul>{decisions}</ul></details> })}
        {is_new.then(|| view! {
            <p class="note">"Đơn vị này được lập từ các đơn vị cũ. Danh hiệu và tình trạng tiêu chí của đơn vị cũ không tự chuyển sang: cần đánh giá lại."</p>
        })}
    }
}

/// The units a commune was made of, as they stood last.
pub(crate) fn predecessor_results_view(predecessor_results: &[PredecessorResults]) -> Option<impl IntoView + use<>> {
    let rows = predecessor_results
        .iter()
        .map(|before| {
            let until = before.unit.valid_to.unwrap_or(NaiveDate::MAX);
            let titles = held(&before.recognitions, until);
            let titles = if titles.is_empty() { "Không có".to_owned() } else { names(&titles) };
            let met = before.positions.values().filter(|position| position.status() == Status::Met).count();
            let criteria = if before.positions.is_empty() {
                "Chưa đánh giá".to_owned()
            } else {
                format!("{met} tiêu chí đạt")
            };
            let (overall, when) = match &before.result {
                Some((round, result)) => (
                    format!(
                        "{}% ({} / {})",
                        result.overall.vietnamese(),
                        count(result.overall.part),
                        count(result.overall.whole)
                    ),
                    format!("Công bố {}", day(round.published_on)),
                ),
                None => ("Chưa có".to_owned(), String::new()),
            };
            let until = before.unit.valid_to.map(|until| format!("đến {}", day(until))).unwrap_or_default();
            view! {
                <tr>
                    <th scope="row"><a href=address(&before.unit, "", "")>{before.unit.named.name.clone()}</a><small>{until}</small></th>
                    <td data-label="Danh hiệu cuối cùng">{titles}</td>
                    <td data-label="Tiêu chí">{criteria}</td>
                    <td class="num" data-label="Hài lòng chung">{overall}<small>{when}</small></td>
                </tr>
            }
        })
        .collect_view();
    (!predecessor_results.is_empty()).then(|| {
        view! {
            <h2>"Các đơn vị cũ, để tham khảo"</h2>
            <p class="hint">"Số của đơn vị cũ đứng riêng, không cộng vào số của đơn vị này."</p>
            <table class="table">
                <caption class="unseen">"Các đơn vị cũ mà nơi này được lập từ đó hoặc nhận một phần"</caption>
                <thead><tr>
                    <th scope="col">"Đơn vị cũ"</th><th scope="col">"Danh hiệu cuối cùng"</th>
                    <th scope="col">"Tiêu chí"</th><th scope="col" class="num">"Hài lòng chung"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
}
