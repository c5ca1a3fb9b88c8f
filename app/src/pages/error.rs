//! What is shown in the place of a page, and when.

use crate::extract::Query;
use crate::i18n::{Lang, say, t};
use crate::page::Page;
use crate::ports::common::PortError;
use crate::routes::{Address as _, CommitteeHome, Home};
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use http::request::Parts;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::future::Future;
use std::sync::Arc;

/// Sets the HTTP status of the answer.
pub(crate) fn set_status(status: u16) {
    if let (Some(options), Ok(status)) = (use_context::<ResponseOptions>(), status.try_into()) {
        options.set_status(status);
    }
}

/// Draws a page once what it shows is there.
pub(crate) fn load<F>(page: impl FnOnce(AppState) -> F) -> impl IntoView
where
    F: Future<Output = Result<AnyView, PortError>> + Send + 'static,
{
    let ports = expect_context::<AppState>();
    let broke = Arc::clone(&ports.broke);
    let options = use_context::<ResponseOptions>();
    let drawn = page(ports);
    let drawn = async move {
        drawn.await.unwrap_or_else(|error| {
            if let PortError::Refused(text) = &error {
                return refused(&say(Lang::Vi, text), options);
            }
            broke(&error);
            let instead = match error {
                PortError::Denied => ErrorPage::Denied,
                PortError::Missing => ErrorPage::Lost,
                _ => ErrorPage::Broken,
            };
            if let (Some(options), Ok(status)) = (options, instead.status().try_into()) {
                options.set_status(status);
            }
            instead.view(Lang::Vi)
        })
    };
    view! { <Suspense>{Suspend::new(drawn)}</Suspense> }
}

/// A page that makes no sense now, such as the notice of a round that was reopened meanwhile: the sentence says what to do.
fn refused(text: &str, options: Option<ResponseOptions>) -> AnyView {
    if let (Some(options), Ok(status)) = (options, 409.try_into()) {
        options.set_status(status);
    }
    let (title, text) = ("Chưa làm được", text.to_owned());
    view! {
        <Frame title=title.to_owned() is_error=true width=Width::Narrow>
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            <p><a href="/lam-viec">"Việc cần làm"</a></p>
        </Frame>
    }
    .into_any()
}

/// What is shown in the place of a page; the server puts it into the context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorPage {
    /// There is no such page.
    Lost,
    /// It is for others to see or to do.
    Denied,
    /// A posted form was too big to read.
    Big,
    /// A file was too big to take.
    BigFile,
    /// Something broke.
    Broken,
    /// A form was posted by somebody who is not signed in any more.
    SessionOver,
}

impl ErrorPage {
    /// The HTTP status that says the same to programs.
    pub const fn status(self) -> u16 {
        match self {
            Self::Lost => 404,
            Self::Denied => 403,
            Self::Big | Self::BigFile => 413,
            Self::Broken => 500,
            Self::SessionOver => 401,
        }
    }

    fn view(self, lang: Lang) -> AnyView {
        let (title, lead) = match self {
            Self::Lost => (t!(lang, "lost-title"), t!(lang, "lost-lead")),
            Self::Denied => (t!(lang, "denied-title"), t!(lang, "denied-lead")),
            Self::Big => (t!(lang, "big-title"), t!(lang, "big-lead")),
            Self::BigFile => (t!(lang, "big-file-title"), t!(lang, "big-file-lead")),
            Self::Broken => (t!(lang, "broken-title"), t!(lang, "broken-lead")),
            Self::SessionOver => (t!(lang, "session-title"), t!(lang, "session-lead")),
        };
        view! {
            <Frame lang title=title.clone() is_error=true width=Width::Narrow>
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <p><a href="/">{t!(lang, "lost-home")}</a></p>
            </Frame>
        }
        .into_any()
    }
}

/// The page for an address that is not there, and for whatever stands in the place of a page.
#[component]
pub fn LostPage() -> impl IntoView {
    let instead = use_context::<ErrorPage>().unwrap_or(ErrorPage::Lost);
    set_status(instead.status());
    instead.view(Lang::Vi)
}

/// The page that stands in the place of another, in the language its address asks for.
pub fn error_page(error: crate::error::ErrorPage) -> Page {
    let status = error.status();
    let draw = move || {
        let lang = use_context::<Parts>().map(|parts| Query::of(&parts).language()).unwrap_or_default();
        error_view(lang, &error)
    };
    Page::new(draw).with_status(status)
}

fn error_view(lang: Lang, error: &crate::error::ErrorPage) -> impl IntoView + use<> {
    use crate::error::ErrorPage as Error;
    let (title, lead) = match error {
        Error::Refused(message) => (t!(lang, "refused-title"), say(lang, message)),
        Error::NotFound => (t!(lang, "lost-title"), t!(lang, "lost-lead")),
        Error::Denied => (t!(lang, "denied-title"), t!(lang, "denied-lead")),
        Error::TooBig => (t!(lang, "big-title"), t!(lang, "big-lead")),
        Error::FileTooBig => (t!(lang, "big-file-title"), t!(lang, "big-file-lead")),
        Error::Broken(_) => (t!(lang, "broken-title"), t!(lang, "broken-lead")),
        Error::SessionOver => (t!(lang, "session-title"), t!(lang, "session-lead")),
    };
    let (home, home_label) = match error {
        Error::Refused(_) => (CommitteeHome.to_string(), t!(lang, "refused-home")),
        _ => (Home.in_language(lang, &[]), t!(lang, "lost-home")),
    };
    view! {
        <Frame lang title=title.clone() is_error=true width=Width::Narrow>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <p><a href=home>{home_label}</a></p>
        </Frame>
    }
}
