//! What stands beside a link to a page where people pass it on (Zalo, Facebook): Open Graph.

use crate::i18n::{Lang, t};
use crate::state::AppState;
use crate::ui::assets::{BRAND, SHARED_PICTURE};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The name of the page and the picture: its own, or that of all.
pub fn shared_link(lang: Lang, title: &str, picture: Option<&str>) -> impl IntoView + use<> {
    let base = use_context::<AppState>().map(|app| app.base_url.to_string()).unwrap_or_default();
    // Its own picture carries the page's name.
    let alt = if picture.is_some() { title.to_owned() } else { t!(lang, "shared-picture") };
    let locale = match lang {
        Lang::Vi => "vi_VN",
        Lang::En => "en_GB",
    };
    view! {
        <Meta property="og:type" content="website"/>
        <Meta property="og:site_name" content=BRAND/>
        <Meta property="og:locale" content=locale/>
        <Meta property="og:title" content=title.to_owned()/>
        <Meta property="og:image" content=format!("{base}{}", picture.unwrap_or(SHARED_PICTURE))/>
        <Meta property="og:image:alt" content=alt/>
    }
}

/// What the page says, in a sentence.
pub fn shared_about(about: String) -> impl IntoView {
    view! { <Meta property="og:description" content=about/> }
}
