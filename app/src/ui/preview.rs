//! What a household's page shows while a committee looks at it before the round opens: nothing is sent from it.

use crate::i18n::{Lang, t};
use leptos::prelude::*;

/// Put into the context of a household's page that is only looked at.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its own address.
    pub address: String,
    /// The address of the plan.
    pub plan: String,
    /// The address of the paper ballot.
    pub paper: String,
}

/// Whether the page is only looked at.
pub(crate) fn is_preview() -> bool {
    use_context::<Preview>().is_some()
}

/// What stands above it, for the committee; nothing on a household's own page.
pub(crate) fn preview_note(lang: Lang) -> Option<impl IntoView> {
    use_context::<Preview>().map(|preview| {
        view! {
            <aside class="demo" aria-label=t!("preview-mark") lang=lang.of_vietnamese() data-preview>
                <span class="column">
                    <b>{t!("preview-mark")}</b>" "{t!("preview-phone")}" "
                    <a href=preview.paper hreflang="vi">{t!("preview-to-paper")}</a>" · "
                    <a href=preview.plan hreflang="vi">{t!("preview-back")}</a>
                </span>
            </aside>
        }
    })
}
