//! The pages: what households answer and what the public may read.
//!
//! A page is drawn on the server from what the [`Ports`] give it, whole, in one answer. It never says what broke: that is
//! logged where it is met, and the reader is told what to do.

pub mod frame;
pub mod resident;
pub mod results;

use crate::i18n::{Lang, t};
use crate::ports::{PortError, Public, Residents};
use chrono::NaiveDate;
use frame::{Frame, Width};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::future::Future;
use std::sync::Arc;

/// What the pages need of the server, put into their context.
#[derive(Clone)]
pub struct Ports {
    /// Households' ballots.
    pub residents: Arc<dyn Residents>,
    /// What is public.
    pub public: Arc<dyn Public>,
    /// The day it is in Vietnam.
    pub today: Arc<dyn Fn() -> NaiveDate + Send + Sync>,
    /// A new page's mark, at random.
    pub mark: Arc<dyn Fn() -> u128 + Send + Sync>,
    /// Hears of what broke, once.
    pub broke: Arc<dyn Fn(&PortError) + Send + Sync>,
    /// Whether the data are made up; every page then says so.
    pub is_demo: bool,
}

/// Sets the HTTP status of the answer.
pub(crate) fn set_status(status: u16) {
    if let (Some(options), Ok(status)) = (use_context::<ResponseOptions>(), status.try_into()) {
        options.set_status(status);
    }
}

/// Draws a page once what it shows is there.
pub(crate) fn load<F>(page: impl FnOnce(Ports) -> F) -> impl IntoView
where
    F: Future<Output = Result<AnyView, PortError>> + Send + 'static,
{
    let ports = expect_context::<Ports>();
    let broke = Arc::clone(&ports.broke);
    let options = use_context::<ResponseOptions>();
    let drawn = page(ports);
    let drawn = async move {
        drawn.await.unwrap_or_else(|error| {
            broke(&error);
            if let Some(options) = options {
                options.set_status(500_u16.try_into().unwrap_or_default());
            }
            broken_view(Lang::Vi).into_any()
        })
    };
    view! { <Suspense>{Suspend::new(drawn)}</Suspense> }
}

/// The page for an address that is not there.
#[component]
pub fn LostPage() -> impl IntoView {
    set_status(404);
    lost_view()
}

/// Says that there is no such page.
pub(crate) fn lost_view() -> impl IntoView {
    let lang = Lang::Vi;
    plain_view(lang, t!(lang, "lost-title"), t!(lang, "lost-lead"))
}

/// Put into the context of a posted form that could not be answered.
#[derive(Clone, Copy, Debug)]
pub struct BrokenPage;

/// Put into the context of a posted form that was too big to read.
#[derive(Clone, Copy, Debug)]
pub struct BigPage;

/// Says that something broke and what to do.
pub fn broken_view(lang: Lang) -> impl IntoView {
    plain_view(lang, t!(lang, "broken-title"), t!(lang, "broken-lead"))
}

/// Says that a form was too big to take.
pub fn big_view(lang: Lang) -> impl IntoView {
    plain_view(lang, t!(lang, "big-title"), t!(lang, "big-lead"))
}

fn plain_view(lang: Lang, title: String, lead: String) -> impl IntoView {
    view! {
        <Frame lang title=title.clone() is_error=true width=Width::Narrow>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <p><a href="/">{t!(lang, "lost-home")}</a></p>
        </Frame>
    }
}
