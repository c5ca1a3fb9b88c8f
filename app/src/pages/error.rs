//! What is shown in the place of a page.

use crate::error::ErrorPage;
use crate::extract::Query;
use crate::i18n::{Lang, say, t};
use crate::page::Page;
use crate::routes::{Address as _, CommitteeHome, Home};
use crate::ui::layout::{Frame, Width};
use http::request::Parts;
use leptos::prelude::*;

/// The page that stands in the place of another, in the language its address asks for.
pub fn error_page(error: ErrorPage) -> Page {
    let status = error.status();
    let draw = move || {
        let parts = use_context::<Parts>();
        let lang = parts.as_ref().map(|parts| Query::of(parts).language()).unwrap_or_default();
        let is_desk = parts.is_some_and(|parts| is_of_the_desk(parts.uri.path()));
        error_view(lang, is_desk, &error)
    };
    Page::new(draw).with_status(status)
}

/// Whether an address is the committee's desk or lies below it.
fn is_of_the_desk(path: &str) -> bool {
    let below = path.strip_prefix(&CommitteeHome.to_string());
    below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

fn error_view(lang: Lang, is_desk: bool, error: &ErrorPage) -> impl IntoView + use<> {
    let (title, lead) = match error {
        ErrorPage::Refused(message) => (t!(lang, "refused-title"), say(lang, message)),
        ErrorPage::NotFound => (t!(lang, "lost-title"), t!(lang, "lost-lead")),
        ErrorPage::Garbled => (t!(lang, "garbled-title"), t!(lang, "garbled-lead")),
        ErrorPage::Foreign { from, own } => {
            (t!(lang, "foreign-title"), t!(lang, "foreign-lead", from = from, own = own))
        }
        ErrorPage::Denied => (t!(lang, "denied-title"), t!(lang, "denied-lead")),
        ErrorPage::TooBig => (t!(lang, "big-title"), t!(lang, "big-lead")),
        ErrorPage::FileTooBig => (t!(lang, "big-file-title"), t!(lang, "big-file-lead")),
        ErrorPage::CutOff => (t!(lang, "cut-off-title"), t!(lang, "cut-off-lead")),
        ErrorPage::Crowded => (t!(lang, "crowded-title"), t!(lang, "crowded-lead")),
        ErrorPage::Broken(_) => (t!(lang, "broken-title"), t!(lang, "broken-lead")),
        ErrorPage::SessionOver => (t!(lang, "session-title"), t!(lang, "session-lead")),
    };
    let (home, home_label) = if is_desk || matches!(error, ErrorPage::Refused(_)) {
        (CommitteeHome.to_string(), t!(lang, "refused-home"))
    } else {
        (Home.in_language(lang, &[]), t!(lang, "lost-home"))
    };
    view! {
        <Frame lang title=title.clone() is_error=true width=Width::Narrow>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <p><a href=home>{home_label}</a></p>
        </Frame>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_below_the_desk_is_of_the_desk() {
        for path in ["/lam-viec", "/lam-viec/", "/lam-viec/dot/none"] {
            assert!(is_of_the_desk(path), "{path}");
        }
        for path in ["/", "/lam-viec.css", "/lam-viec-khac", "/xa/24853/lam-viec"] {
            assert!(!is_of_the_desk(path), "{path}");
        }
    }
}
