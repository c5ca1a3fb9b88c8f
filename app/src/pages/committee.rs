//! The pages of the people who run rounds (*cán bộ Mặt trận*): denser, worst first, what to do next first.
//!
//! Every page is complete without JavaScript. A form posts to the page it stands on, with a `step`; [`Step`] lists all
//! there are. What comes back is another page, or the same page with what was typed and what is to be mended.

mod accounts;
mod assist;
mod batch;
mod claims;
mod criteria;
mod fields;
mod hamlet;
mod hamlets;
mod home;
mod journal;
mod minutes;
mod notice;
mod own;
mod plans;
mod recommendations;
mod round;
mod sheet;
mod sign_in;
mod signals;
mod statuses;
mod step;
mod thread;
mod wording;

pub use accounts::AccountsPage;
pub(crate) use assist::form_address;
pub use assist::{AssistPage, Assisted};
pub use batch::BatchPage;
pub use claims::ClaimsPage;
pub use criteria::CriteriaPage;
pub use fields::{Fault, Fields, Posted};
pub use hamlet::{HamletPage, Printed};
pub use hamlets::HamletsPage;
pub use home::HomePage;
pub use journal::JournalPage;
pub(crate) use minutes::national_heading;
pub use minutes::{MinutesPage, SignedMinutesPage};
pub use notice::NoticePage;
pub use own::OwnPage;
pub use plans::{NewPlanPage, PlanPage};
pub use recommendations::{NewRecommendationPage, RecommendationsPage};
pub use round::RoundPage;
pub use sign_in::{AcceptPage, SignInPage};
pub use signals::SignalsPage;
pub use statuses::{StatusDraftPage, StatusesPage};
pub use step::{Asked, Done, Step, act, find};
pub use thread::ThreadPage;
pub use wording::WordingPage;

use super::{Ports, load};
use crate::domain::people::account::Power;
use crate::i18n::{Lang, t};
use crate::ports::PortError;
use crate::ports::accounts::Signed;
use leptos::prelude::*;
use leptos_meta::{Html, Link, Stylesheet, Title};
use leptos_router::hooks::{use_params_map, use_query_map};
use std::future::Future;
use std::sync::Arc;
use uuid::Uuid;

/// Who is asking, put by the server into the request of a committee page.
pub(crate) fn me() -> Option<Arc<Signed>> {
    use_context::<http::request::Parts>()?.extensions.get::<Arc<Signed>>().cloned()
}

/// Draws a committee page once what it shows is there. The server lets only people who are signed in come here.
fn desk<F>(page: impl FnOnce(Ports, Arc<Signed>, Posted) -> F + 'static) -> impl IntoView
where
    F: Future<Output = Result<AnyView, PortError>> + Send + 'static,
{
    let posted = use_context::<Posted>().unwrap_or_default();
    let me = me();
    load(move |ports| {
        let drawn = me.map(|me| page(ports, me, posted));
        async move {
            match drawn {
                Some(drawn) => drawn.await,
                None => Err(PortError::Denied),
            }
        }
    })
}

/// A key in the page's path; a key that is none is that of nothing.
fn key(name: &str) -> Uuid {
    use_params_map().read_untracked().get(name).and_then(|key| key.parse().ok()).unwrap_or_default()
}

/// What an address asks for.
fn asked_for(name: &str) -> String {
    use_query_map().read_untracked().get(name).unwrap_or_default()
}

/// The frame of a committee page: who one is, where one can go.
#[component]
fn Desk(
    /// The page's title.
    title: String,
    /// Who is asking.
    me: Arc<Signed>,
    /// What was posted, if the page answers a post.
    #[prop(optional)]
    posted: Posted,
    /// One sentence that something is done.
    #[prop(optional, into)]
    done: Option<String>,
    /// The way up: addresses and words.
    #[prop(optional)]
    path: Vec<(String, String)>,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let mark = if posted.faults.is_empty() { "" } else { "Lỗi: " };
    let titled = html_escape::encode_text(&format!("{mark}{title} · Ý Dân")).into_owned();
    let is_demo = use_context::<Ports>().is_some_and(|ports| ports.is_demo);
    let (keeps_accounts, oversees) = (me.role.may(Power::Accounts), me.role.may(Power::Oversee));
    let steps =
        path.iter().map(|(address, word)| view! { <li><a href=address.clone()>{word.clone()}</a></li> }).collect_view();
    view! {
        <Html {..} lang="vi" class="desk"/>
        <Title text=titled/>
        <Link rel="icon" href="data:,"/>
        <Stylesheet href=crate::shell::RESULTS_CSS/>
        <Stylesheet href=crate::shell::COMMITTEE_CSS/>
        <script src=crate::shell::COMMITTEE_JS defer></script>
        <a class="skip" href="#chinh">"Đến nội dung"</a>
        <header class="top">
            <div class="column column--wide top__row">
                <a class="mark" href="/lam-viec">"Ý Dân"<span class="mark__dot">"."</span></a>
                <nav class="top__nav" aria-label="Chính">
                    <a href="/lam-viec">"Việc cần làm"</a>
                    {oversees.then(|| view! { <a href="/lam-viec/giam-sat">"Giám sát"</a> })}
                    {keeps_accounts.then(|| view! { <a href="/lam-viec/tai-khoan">"Tài khoản"</a> <a href="/lam-viec/nhat-ky">"Nhật ký"</a> })}
                    <a href="/ket-qua">"Kết quả"</a>
                </nav>
            </div>
            <div class="column column--wide whoami">
                <p class="whoami__who"><a href="/lam-viec/toi">{me.name.clone()}</a>" · "{me.title()}</p>
                <form method="post" action="/lam-viec/toi"><button class="plain" name="step" value="sign-out">"Thoát"</button></form>
            </div>
        </header>
        {is_demo.then(|| view! { <aside class="demo" aria-label=t!(Lang::Vi, "demo")><span class="column column--wide">{t!(Lang::Vi, "demo")}</span></aside> })}
        <main id="chinh" class="column column--wide">
            {(!path.is_empty()).then(|| view! { <nav aria-label="Đường dẫn"><ol class="path">{steps}</ol></nav> })}
            <h1>{title}</h1>
            {done.filter(|text| !text.is_empty()).map(|text| view! { <p class="done" role="status">{text}</p> })}
            {posted.summary()}
            {children()}
        </main>
    }
}

/// A page for people who are not signed in yet: narrow, with its form.
#[component]
fn Gate(
    /// The page's title.
    title: String,
    /// What was posted.
    posted: Posted,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let mark = if posted.faults.is_empty() { "" } else { "Lỗi: " };
    let titled = html_escape::encode_text(&format!("{mark}{title} · Ý Dân")).into_owned();
    view! {
        <Html {..} lang="vi" class="desk"/>
        <Title text=titled/>
        <Link rel="icon" href="data:,"/>
        <Stylesheet href=crate::shell::RESULTS_CSS/>
        <Stylesheet href=crate::shell::COMMITTEE_CSS/>
        <a class="skip" href="#chinh">"Đến nội dung"</a>
        <header class="top"><div class="column top__row"><a class="mark" href="/">"Ý Dân"<span class="mark__dot">"."</span></a></div></header>
        <main id="chinh" class="column gate">
            <h1>{title}</h1>
            {posted.summary()}
            {children()}
        </main>
    }
}
