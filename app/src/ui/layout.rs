//! What stands around every page: the mark, the place, the label of made-up data, the foot.

use crate::i18n::{Lang, t};
use crate::routes::{Address as _, Home};
use crate::state::AppState;
use crate::ui::assisted::Assisted;
use http::Method;
use http::request::Parts;
use leptos::prelude::*;
use leptos_meta::{Html, Link, Stylesheet, Title};

/// How wide the page's column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A ballot's.
    Narrow,
    /// A table's.
    Wide,
}

/// The frame of a page.
#[component]
pub fn Frame(
    /// The language.
    #[prop(default = Lang::Vi)]
    lang: Lang,
    /// The page's title.
    title: String,
    /// Whether the page asks to mend something; its title then says so first.
    #[prop(optional)]
    is_error: bool,
    /// How wide it is.
    width: Width,
    /// Where it is about.
    #[prop(optional, into)]
    place: Option<String>,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let mark = if is_error && lang == Lang::Vi {
        "Lỗi: "
    } else if is_error {
        "Error: "
    } else {
        ""
    };
    let is_demo = use_context::<AppState>().is_some_and(|ports| ports.is_demo);
    let assisted = use_context::<Assisted>();
    let other = lang.other();
    let in_other_language = same_page_in(other, assisted.is_some());
    let speaks = width == Width::Narrow;
    let sheet =
        if width == Width::Wide { Some(view! { <Stylesheet href=crate::ui::assets::RESULTS_CSS/> }) } else { None };
    // The renderer writes the title as it is given, so it is escaped here: it holds names that people import.
    let title = html_escape::encode_text(&format!("{mark}{title} · Ý Dân")).into_owned();
    view! {
        <Html {..} lang=lang.tag()/>
        <Title text=title/>
        <Link rel="icon" href="data:,"/>
        {sheet}
        <a class="skip" href="#chinh">{t!(lang, "skip")}</a>
        <header class="top">
            <div class="column" class:column--wide=width == Width::Wide>
                <div class="top__row">
                    <a class="mark" href="/">"Ý Dân"<span class="mark__dot">"."</span></a>
                    <nav class="top__nav">
                        <a href="/ket-qua">{t!(lang, "nav-results")}</a>
                        <a href="/cach-tinh">{t!(lang, "nav-method")}</a>
                        {speaks.then(|| view! { <a href=in_other_language hreflang=other.tag() lang=other.tag()>{t!(lang, "language")}</a> })}
                    </nav>
                </div>
                {place.map(|place| view! { <p class="place">{place}</p> })}
            </div>
        </header>
        {is_demo.then(|| view! { <aside class="demo" aria-label=t!(lang, "demo")><span class="column" class:column--wide=width == Width::Wide>{t!(lang, "demo")}</span></aside> })}
        {assisted.as_ref().and_then(|assisted| assisted.done.clone()).map(|done| view! { <p class="assisted" role="status"><span class="column">{done}</span></p> })}
        {assisted.map(|assisted| view! { <aside class="demo" aria-label="Giúp hộ"><span class="column">"Đang giúp một hộ trả lời. "<a href=assisted.desk>{format!("Về trang {}", assisted.hamlet)}</a></span></aside> })}
        <main id="chinh" class="column" class:column--wide=width == Width::Wide>{children()}</main>
        <footer class="foot"><p class="column" class:column--wide=width == Width::Wide>{t!(lang, "footer")}</p></footer>
    }
}

/// The address of the page that is asked for, in another language; its query is kept. A page that answers a post cannot be
/// asked for again by address, so there the other language waits at the start.
fn same_page_in(lang: Lang, is_assisted: bool) -> String {
    let asked = use_context::<Parts>().filter(|parts| parts.method == Method::GET && !is_assisted);
    let Some(Parts { uri, .. }) = asked else { return Home.with(&[("lang", lang.tag())]) };
    let mut query = form_urlencoded::Serializer::new(String::new());
    let kept = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).filter(|(name, _)| name != "lang");
    let query = query.extend_pairs(kept).append_pair("lang", lang.tag()).finish();
    format!("{}?{query}", uri.path())
}
