//! The journal: who did what, inside one's own scope.

use crate::i18n::moment;
use crate::pages::committee::page::committee_page;
use crate::ui::committee_layout::CommitteeLayout;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The journal.
#[component]
pub fn JournalPage() -> impl IntoView {
    let page: u32 = use_query_map().read_untracked().get("trang").and_then(|page| page.parse().ok()).unwrap_or(0);
    committee_page(move |ports, me, _| async move {
        let rows = ports.audit_log.journal(&me.actor(), page).await?;
        let full = rows.len() == 100;
        let empty = rows.is_empty();
        let lines = rows
            .into_iter()
            .map(|row| {
                let label = (!row.detail.is_empty()).then_some("Chi tiết");
                view! {
                    <tr>
                        <td data-label="Lúc" class="when">{moment(row.at)}</td>
                        <th scope="row">{row.act}</th>
                        <td data-label="Ai">{row.who}</td>
                        <td data-label="Nơi">{row.place}</td>
                        <td data-label=label>{row.detail}</td>
                    </tr>
                }
            })
            .collect_view();
        let body = view! {
            <p class="lead">"Ai đã làm gì trong phạm vi của ông bà. Không có mã phiếu và ý kiến nào ở đây. Dòng đã ghi không sửa, không xóa được."</p>
            {empty.then(|| view! { <p class="empty">"Chưa có dòng nào."</p> })}
            {(!empty).then(|| view! {
                <table class="table">
                    <caption class="unseen">"Nhật ký, mới nhất ở trên"</caption>
                    <thead><tr>
                        <th scope="col">"Lúc"</th><th scope="col">"Việc"</th><th scope="col">"Ai"</th>
                        <th scope="col">"Nơi"</th><th scope="col">"Chi tiết"</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            })}
            <nav class="pages" aria-label="Trang">
                {(page > 0).then(|| view! { <a class="pages__link" href=format!("/lam-viec/nhat-ky?trang={}", page - 1)>"← Mới hơn"</a> })}
                {full.then(|| view! { <a class="pages__link" href=format!("/lam-viec/nhat-ky?trang={}", page + 1)>"Cũ hơn →"</a> })}
            </nav>
        };
        Ok(view! {
            <CommitteeLayout title="Nhật ký".to_owned() me=me>{body}</CommitteeLayout>
        }
        .into_any())
    })
}
