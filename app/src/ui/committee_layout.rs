//! What stands around every committee page: who one is, where one can go, what is to be mended.

use crate::domain::people::account::Power;
use crate::forms::Posted;
use crate::i18n::{Lang, t};
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::assets::{COMMITTEE_CSS, COMMITTEE_JS, RESULTS_CSS};
use crate::ui::error_summary::error_summary;
use leptos::prelude::*;
use leptos_meta::{Html, Link, Stylesheet, Title};
use std::sync::Arc;

/// The frame of a committee page: who one is, where one can go.
#[component]
pub fn CommitteeLayout(
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
    let is_demo = use_context::<AppState>().is_some_and(|ports| ports.is_demo);
    let (keeps_accounts, oversees) = (me.role.may(Power::Accounts), me.role.may(Power::Oversee));
    let steps =
        path.iter().map(|(address, word)| view! { <li><a href=address.clone()>{word.clone()}</a></li> }).collect_view();
    view! {
        <Html {..} lang="vi" class="desk"/>
        <Title text=titled/>
        <Link rel="icon" href="data:,"/>
        <Stylesheet href=RESULTS_CSS/>
        <Stylesheet href=COMMITTEE_CSS/>
        <script src=COMMITTEE_JS defer></script>
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
            {error_summary(&posted)}
            {children()}
        </main>
    }
}

/// A page for people who are not signed in yet: narrow, with its form.
#[component]
pub fn SignInLayout(
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
        <Stylesheet href=RESULTS_CSS/>
        <Stylesheet href=COMMITTEE_CSS/>
        <a class="skip" href="#chinh">"Đến nội dung"</a>
        <header class="top"><div class="column top__row"><a class="mark" href="/">"Ý Dân"<span class="mark__dot">"."</span></a></div></header>
        <main id="chinh" class="column gate">
            <h1>{title}</h1>
            {error_summary(&posted)}
            {children()}
        </main>
    }
}
