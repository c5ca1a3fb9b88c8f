//! What is to be done: the first page after signing in.

use super::{Desk, desk};
use leptos::prelude::*;

/// What is to be done.
#[component]
pub fn HomePage() -> impl IntoView {
    desk(|_, me, _| async move {
        Ok(view! { <Desk title="Việc cần làm".to_owned() me=me><p class="empty">"Chưa có đợt nào."</p></Desk> }
            .into_any())
    })
}
