//! The way from one page of a long list to the next.

use crate::i18n::{Lang, t};
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// Links to the pages before and after `page`, counted from 1; nothing where there is one page only.
pub fn pages_view(lang: Lang, page: usize, pages: usize, address: impl Fn(usize) -> String) -> Option<Markup> {
    let before = (page > 1).then(|| (address(page - 1), format!("← {}", t!(lang, "pages-before"))));
    let after = (page < pages).then(|| (address(page + 1), format!("{} →", t!(lang, "pages-after"))));
    let links = [before, after]
        .into_iter()
        .flatten()
        .map(|(to, text)| view! { <a class="pages__link" href=to>{text}</a> })
        .collect_view();
    (pages > 1).then(|| view! { <nav class="pages" aria-label=t!(lang, "pages")>{links}</nav> }.into_markup())
}
