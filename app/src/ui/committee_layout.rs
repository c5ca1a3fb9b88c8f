//! What stands around every committee page: who one is, where one can go, what is to be mended.

use crate::domain::people::account::Permission;
use crate::domain::units::unit::Level;
use crate::forms::Posted;
use crate::handbook::Reader;
use crate::i18n::role_label::account_title;
use crate::i18n::{Lang, t};
use crate::ports::sessions::Account;
use crate::routes::{Accounts, AuditLog, CommitteeHome, Comparison, Hamlets, Handbook, Home, OwnAccount, Units};
use crate::ui::assets::BRAND;
use crate::ui::assets::{COMMITTEE_CSS, RESULTS_CSS};
use crate::ui::error_summary::error_summary;
use crate::ui::help::page_help;
use crate::ui::made_up::{Place, made_up_banner};
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;
use leptos_meta::{Html, Link, Meta, Stylesheet, Title};
use std::sync::Arc;

/// The frame of a committee page: who one is, where one can go.
#[component]
pub fn CommitteeLayout<V: IntoView>(
    /// The page's title.
    title: String,
    /// Who is asking.
    me: Arc<Account>,
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
    children: TypedChildren<V>,
) -> impl IntoView {
    around(title, &me, &posted, done, path, children.into_inner()().into_markup())
}

/// One function for all pages: drawn around each kind of page anew it would stand in the program as often.
fn around(
    title: String,
    me: &Account,
    posted: &Posted,
    done: Option<String>,
    path: Vec<(String, String)>,
    shown: Markup,
) -> impl IntoView + use<> {
    let mark = if posted.faults.is_empty() { String::new() } else { t!("layout-error") };
    let titled = html_escape::encode_text(&format!("{mark}{title} · {BRAND}")).into_owned();
    let commune = me.unit.as_ref().filter(|unit| unit.level == Level::Commune && me.role.may(Permission::Hamlets));
    let hamlets = commune.map(|unit| Hamlets { commune: unit.code.clone() }.to_string());
    let (keeps_accounts, oversees) = (me.role.may(Permission::Accounts), me.role.may(Permission::Oversee));
    let handbook = Reader::of(me).map(|reader| Handbook { reader }.to_string());
    let help = page_help(me);
    let steps =
        path.iter().map(|(address, word)| view! { <li><a href=address.clone()>{word.clone()}</a></li> }).collect_view();
    view! {
        <Html {..} lang="vi" class="desk"/>
        <Title text=titled/>
        // Forms say where they come from, whatever a proxy adds to our headers.
        <Meta name="referrer" content="same-origin"/>
        <Link rel="icon" href="data:,"/>
        <Stylesheet href=RESULTS_CSS/>
        <Stylesheet href=COMMITTEE_CSS/>
        <a class="skip" href="#chinh">{t!("layout-skip")}</a>
        <header class="top">
            <div class="column column--wide top__row">
                <a class="mark" href=CommitteeHome.to_string()>{BRAND}<span class="mark__dot">"."</span></a>
                <nav class="top__nav" aria-label=t!("layout-main")>
                    <a href=CommitteeHome.to_string()>{t!("committee-home")}</a>
                    {hamlets.map(|to| view! { <a href=to>{t!("layout-hamlets")}</a> })}
                    {oversees.then(|| view! { <a href=Comparison.to_string()>{t!("layout-comparison")}</a> })}
                    {keeps_accounts.then(|| view! { <a href=Accounts.to_string()>{t!("accounts-title")}</a> <a href=AuditLog.to_string()>{t!("audit-title")}</a> })}
                    <a href=Units.to_string()>{t!("layout-results")}</a>
                    {handbook.map(|to| view! { <a href=to>{t!("handbook")}</a> })}
                </nav>
            </div>
            <div class="column column--wide whoami">
                <p class="whoami__who"><a href=OwnAccount.to_string()>{me.name.clone()}</a>" · "{account_title(me)}</p>
                <form method="post" action=OwnAccount.to_string()><button class="plain" name="step" value="sign-out">{t!("layout-sign-out")}</button></form>
            </div>
        </header>
        {made_up_banner(Lang::Vi, Place::Desk)}
        <main id="chinh" class="column column--wide">
            {(!path.is_empty()).then(|| view! { <nav aria-label=t!("layout-path")><ol class="path">{steps}</ol></nav> })}
            <h1>{title}</h1>
            {done.filter(|text| !text.is_empty()).map(|text| view! { <p class="done" role="status">{text}</p> })}
            {error_summary(posted)}
            {help}
            {shown}
        </main>
    }
}

/// A page for people who are not signed in yet: narrow, with its form.
#[component]
pub fn SignInLayout<V: IntoView>(
    /// The page's title.
    title: String,
    /// What was posted.
    posted: Posted,
    /// What stands in it.
    children: TypedChildren<V>,
) -> impl IntoView {
    let shown = children.into_inner()().into_markup();
    let mark = if posted.faults.is_empty() { String::new() } else { t!("layout-error") };
    let titled = html_escape::encode_text(&format!("{mark}{title} · {BRAND}")).into_owned();
    view! {
        <Html {..} lang="vi" class="desk"/>
        <Title text=titled/>
        // Forms say where they come from, whatever a proxy adds to our headers.
        <Meta name="referrer" content="same-origin"/>
        <Link rel="icon" href="data:,"/>
        <Stylesheet href=RESULTS_CSS/>
        <Stylesheet href=COMMITTEE_CSS/>
        <a class="skip" href="#chinh">{t!("layout-skip")}</a>
        <header class="top"><div class="column top__row"><a class="mark" href=Home.to_string()>{BRAND}<span class="mark__dot">"."</span></a></div></header>
        {made_up_banner(Lang::Vi, Place::Results)}
        <main id="chinh" class="column gate">
            <h1>{title}</h1>
            {error_summary(&posted)}
            {shown}
        </main>
    }
}
