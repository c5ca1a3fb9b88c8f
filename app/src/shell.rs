//! The document around a page, and the application as a table of routes.

use crate::page::Page;
use crate::pages::committee;
use crate::pages::error::LostPage;
use crate::ui::assets::RESIDENT_CSS;
use http::header::CONTENT_SECURITY_POLICY;
use http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

/// The document around a page. It loads no script: households' and public pages are complete without one.
pub fn shell(page: &Page) -> impl IntoView + use<> {
    provide_meta_context();
    document(page.view())
}

/// The document around the pages that are not routes of their own yet.
pub fn old_shell() -> impl IntoView {
    document(view! { <App/> }.into_any())
}

fn document(body: AnyView) -> impl IntoView {
    allow_only_our_own();
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=RESIDENT_CSS/>
                <MetaTags/>
            </head>
            <body>{body}</body>
        </html>
    }
}

/// Forbids everything that is not ours. The renderer's own inline script carries the nonce.
fn allow_only_our_own() {
    let nonce = use_nonce().map(|nonce| format!("'nonce-{nonce}'")).unwrap_or_default();
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    let scripts = if path.starts_with("/lam-viec") { "'self'; connect-src 'self'" } else { "" };
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src {nonce} {scripts}; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    if let (Some(options), Ok(policy)) = (use_context::<ResponseOptions>(), policy.parse()) {
        options.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

/// The pages and their addresses.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=LostPage>
                <Route path=path!("/lam-viec/dot/:round/thong-bao") view=committee::NoticePage ssr=SsrMode::Async/>
                <Route path=path!("/lam-viec/dot/:round/thon/:hamlet/bien-ban") view=committee::MinutesPage ssr=SsrMode::Async/>
                <Route path=path!("/lam-viec/dot/:round/thon/:hamlet/bien-ban-ky") view=committee::SignedMinutesPage ssr=SsrMode::Async/>
                <Route path=path!("/lam-viec/lo/:batch") view=committee::BatchPage ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
