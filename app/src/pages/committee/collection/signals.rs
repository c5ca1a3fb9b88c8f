//! Signals of quality, for the level above.

use crate::i18n::{Lang, say};
use crate::pages::committee::page::{committee_page, key};
use crate::ui::committee_layout::CommitteeLayout;
use leptos::prelude::*;

/// What the level above should look at.
#[component]
pub fn SignalsPage() -> impl IntoView {
    let round = key("round");
    committee_page(move |ports, me, _| async move {
        let signals = ports.signals.signals(&me.actor(), round).await?;
        let none = signals.is_empty();
        let rows = signals
            .into_iter()
            .map(|signal| view! { <tr><th scope="row">{signal.place}</th><td>{say(Lang::Vi, &signal.text)}</td></tr> })
            .collect_view();
        let path = vec![
            ("/lam-viec".to_owned(), "Việc cần làm".to_owned()),
            (format!("/lam-viec/dot/{round}"), "Đợt".to_owned()),
        ];
        let body = view! {
            <p class="lead">"Những con số khác thường, để hỏi lại cho rõ. Đây không phải là kết luận ai làm sai."</p>
            {none.then(|| view! { <p class="empty">"Chưa thấy con số nào khác thường."</p> })}
            {(!none).then(|| view! {
                <table class="table">
                    <caption class="unseen">"Dấu hiệu theo nơi"</caption>
                    <thead><tr><th scope="col">"Nơi"</th><th scope="col">"Số đếm"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            })}
        };
        Ok(view! {
            <CommitteeLayout title="Dấu hiệu cần xem lại".to_owned() me=me path=path>{body}</CommitteeLayout>
        }
        .into_any())
    })
}
