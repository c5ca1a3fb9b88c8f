//! What every committee page begins with: who is asking, what stands in its address, what was posted to it.

use crate::forms::Posted;
use crate::pages::error::load;
use crate::ports::common::PortError;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::future::Future;
use std::sync::Arc;
use uuid::Uuid;

/// Who is asking, put by the server into the request of a committee page.
pub(crate) fn me() -> Option<Arc<Signed>> {
    use_context::<http::request::Parts>()?.extensions.get::<Arc<Signed>>().cloned()
}

/// Draws a committee page once what it shows is there. The server lets only people who are signed in come here.
pub(crate) fn committee_page<F>(page: impl FnOnce(AppState, Arc<Signed>, Posted) -> F + 'static) -> impl IntoView
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
pub(crate) fn key(name: &str) -> Uuid {
    use_params_map().read_untracked().get(name).and_then(|key| key.parse().ok()).unwrap_or_default()
}

/// What an address asks for.
pub(crate) fn asked_for(name: &str) -> String {
    use_query_map().read_untracked().get(name).unwrap_or_default()
}
