//! What stands around every page: the mark, the place, the label of made-up data, the foot.

use crate::i18n::{Lang, t};
use crate::routes::{Address as _, CommitteeHome, Home, LANGUAGE, Method, OpenData, Units};
use crate::ui::assets::BRAND;
use crate::ui::assisted::Assisted;
use crate::ui::language::{FormSwitch, switch_button};
use crate::ui::made_up::{Place, made_up_banner};
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::preview::preview_note;
use crate::ui::shared_link::shared_link;
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
pub fn Frame<V: IntoView>(
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
    /// The address of its own picture, beside a link to it.
    #[prop(optional, into)]
    picture: Option<String>,
    /// What is posted to see it in the other language, where it cannot be asked for by its address.
    #[prop(optional_no_strip)]
    switch: Option<FormSwitch>,
    /// What stands in it.
    children: TypedChildren<V>,
) -> impl IntoView {
    around((lang, title, is_error), width, place, picture.as_deref(), switch, children.into_inner()().into_markup())
}

/// One function for all pages: drawn around each kind of page anew it would stand in the program as often.
fn around(
    (lang, title, is_error): (Lang, String, bool),
    width: Width,
    place: Option<String>,
    picture: Option<&str>,
    switch: Option<FormSwitch>,
    shown: Markup,
) -> impl IntoView + use<> {
    let assisted = use_context::<Assisted>();
    let other = lang.other();
    // Whoever helps a household does so in Vietnamese.
    let to_other = assisted.is_none().then(|| match switch {
        Some(switch) => switch_button(lang, t!(lang, "language"), switch).into_markup(),
        None => view! { <a href=same_page_in(other) hreflang=other.tag() lang=other.tag()>{t!(lang, "language")}</a> }
            .into_markup(),
    });
    let sheet =
        if width == Width::Wide { Some(view! { <Stylesheet href=crate::ui::assets::RESULTS_CSS/> }) } else { None };
    let is_wide = width == Width::Wide;
    let shared = is_wide.then(|| shared_link(lang, &title, picture));
    // Committees work in Vietnamese.
    let data = is_wide.then(|| view! { " "<a href=OpenData.in_language(lang, &[])>{t!(lang, "open-data-title")}</a> });
    let desk = (is_wide && lang == Lang::Vi)
        .then(|| view! { " "<a href=CommitteeHome.to_string()>{t!(lang, "footer-desk")}</a> });
    let title = format!("{title} · {BRAND}");
    let title = if is_error { t!(lang, "error-title", title = title) } else { title };
    // The renderer writes the title as it is given, so it is escaped here: it holds names that people import.
    let title = html_escape::encode_text(&title).into_owned();
    view! {
        <Html {..} lang=lang.tag()/>
        <Title text=title/>
        <Link rel="icon" href="data:,"/>
        {sheet}
        {shared}
        <a class="skip" href="#chinh">{t!(lang, "skip")}</a>
        <header class="top">
            <div class="column" class:column--wide=width == Width::Wide>
                <div class="top__row">
                    <a class="mark" href=Home.in_language(lang, &[])>{BRAND}<span class="mark__dot">"."</span></a>
                    <nav class="top__nav">
                        <a href=Units.in_language(lang, &[])>{t!(lang, "nav-results")}</a>
                        <a href=Method.in_language(lang, &[])>{t!(lang, "nav-method")}</a>
                        {to_other}
                    </nav>
                </div>
                {place.map(|place| view! { <p class="place">{place}</p> })}
            </div>
        </header>
        {made_up_banner(lang, if is_wide { Place::Results } else { Place::Household })}
        {assisted.as_ref().and_then(|assisted| assisted.done.clone()).map(|done| view! { <p class="assisted" role="status"><span class="column">{done}</span></p> })}
        {assisted.map(|assisted| view! { <aside class="demo" aria-label=t!(lang, "assisted")><span class="column">{t!(lang, "assisted-now")}" "<a href=assisted.hamlet_address>{t!(lang, "assisted-back", hamlet = assisted.hamlet)}</a></span></aside> })}
        {preview_note(lang)}
        <main id="chinh" class="column" class:column--wide=width == Width::Wide>{shown}</main>
        <footer class="foot"><p class="column" class:column--wide=width == Width::Wide>{t!(lang, "footer")}{data}{desk}</p></footer>
    }
}

/// Whether the page answers what was posted, so that it cannot be asked for again by its address.
pub fn answers_a_post() -> bool {
    use_context::<Parts>().is_none_or(|parts| parts.method != http::Method::GET)
}

/// The address of the page that is asked for, in another language; its query is kept. From a page that answers a post and
/// carries no form, it leads to the start.
fn same_page_in(lang: Lang) -> String {
    let Some(Parts { uri, .. }) = use_context::<Parts>().filter(|_| !answers_a_post()) else {
        return Home.with(&[(LANGUAGE, lang.tag())]);
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    let kept = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).filter(|(name, _)| name != LANGUAGE);
    let query = query.extend_pairs(kept).append_pair(LANGUAGE, lang.tag()).finish();
    format!("{}?{query}", uri.path())
}
