//! The document around a page.

use crate::islands::loading::{IslandsDrawn, loader};
use crate::page::Page;
use crate::routes::{Ballot, Thanks};
use crate::state::AppState;
use crate::ui::assets::RESIDENT_CSS;
use http::header::CONTENT_SECURITY_POLICY;
use http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, provide_meta_context};

/// The document around a page. Every page is complete without a script; it loads the islands where one stands on it.
pub fn shell(page: &Page) -> impl IntoView + use<> {
    provide_meta_context();
    let islands = IslandsDrawn::default();
    provide_context(islands.clone());
    let body = page.draw();
    let folder = use_context::<AppState>().and_then(|app| app.islands).filter(|_| islands.any());
    allow_only_our_own(folder.is_some());
    let loads_islands = folder.map(|folder| loader(&folder));
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=RESIDENT_CSS/>
                <MetaTags/>
                {loads_islands}
            </head>
            <body>{body}</body>
        </html>
    }
}

/// Forbids everything that is not ours. The renderer's own inline script carries the nonce.
fn allow_only_our_own(has_islands: bool) {
    let nonce = use_nonce().map(|nonce| format!("'nonce-{nonce}'")).unwrap_or_default();
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    let is_household = path.starts_with("/p/") || path == Ballot.to_string() || path == Thanks.to_string();
    let scripts = match (has_islands, is_household) {
        (true, _) => "'self' 'wasm-unsafe-eval'; connect-src 'self'",
        (false, true) => "'self'",
        (false, false) => "",
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src {nonce} {scripts}; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    if let (Some(options), Ok(policy)) = (use_context::<ResponseOptions>(), policy.parse()) {
        options.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}
