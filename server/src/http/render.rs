//! The one place where pages are drawn: with the request as it came, its query too.

use crate::http::crowd::Place;
use crate::http::state::log_broken;
use app::error::ErrorPage;
use app::page::Page;
use app::pages::error::error_page;
use app::shell::shell;
use app::state::AppState;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::Response;
use leptos::prelude::provide_context;

/// Draws the page, or what stands in its place, that a handler put into its response.
pub async fn render(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Request::from_parts(parts.clone(), Body::empty());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let extensions = response.extensions_mut();
    let place = extensions.remove::<Place>();
    let page = match (extensions.remove::<Page>(), extensions.remove::<ErrorPage>()) {
        (Some(page), _) => page,
        (None, Some(error)) => {
            if let ErrorPage::Broken(error) = &error {
                log_broken(error);
            }
            error_page(error)
        }
        (None, None) => return response,
    };
    // The handler's answer had no body; its length is not the page's.
    response.headers_mut().remove(CONTENT_LENGTH);
    let status = page.status();
    let draw = leptos_axum::render_app_async_with_context(move || provide_context(app.clone()), move || shell(&page));
    let mut drawn = draw(asked).await;
    drop(place);
    *drawn.status_mut() = status;
    drawn.headers_mut().extend(response.headers().iter().map(|(name, value)| (name.clone(), value.clone())));
    *drawn.extensions_mut() = std::mem::take(response.extensions_mut());
    drawn
}
