//! A page with what can be done on it: one address, one way to draw it, and its actions.
//!
//! A post goes to the page's own address. Its form is read here once; the action that is meant takes it, asks a port, and
//! leads on. What is refused draws the very same page again, with what was typed and each fault at its field.

use crate::domain::people::account::Permission;
use crate::error::ErrorPage;
use crate::extract::CurrentUser;
use crate::forms::{self, Invalid, Posted, SecretFields};
use crate::forms::{Fields, PostedForm};
use crate::page::Page;
use crate::state::AppState;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{MethodRouter, any, get};
use axum_extra::routing::TypedPath;
use http::StatusCode;
use http::request::Parts;
use std::sync::Arc;
use tower::ServiceExt as _;

/// Who may ask for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: households' pages, which nobody waits for.
    Public,
    /// Everybody who reads results: a few at a time, since there may be many.
    Reading,
    /// The same, for what takes its time to be drawn: whoever waits for it keeps no page from others.
    Drawing,
    /// Whoever has an account but is not signed in yet.
    SigningIn,
    /// Whoever is signed in; the ports say who of them.
    SignedIn,
    /// The same, for a file that takes its time to be made: whoever waits for one keeps no page from others.
    Printing,
}

/// Something that can be done on a page.
#[derive(Clone)]
pub struct Action {
    /// The value of its button; empty where it is the page's only one.
    pub word: &'static str,
    /// The permission it takes; none for what everybody does for themselves. Who has it in no place is refused before the
    /// form is read; where they have it, the port that does it looks up.
    pub permission: Option<Permission>,
    run: MethodRouter<AppState>,
}

/// A page with what can be done on it.
#[derive(Clone)]
pub struct PageRoute {
    /// Its address, with names in braces.
    pub path: &'static str,
    /// Who may ask for it.
    pub audience: Audience,
    /// What can be done on it.
    pub actions: Vec<Action>,
    /// Whether an action of it takes a file.
    pub takes_file: bool,
    /// Whether it is drawn when it is asked for; otherwise only posts go there.
    pub is_shown: bool,
    show: MethodRouter<AppState>,
}

impl PageRoute {
    /// A page at an address, drawn by a handler.
    pub fn new<P: TypedPath, T: 'static>(audience: Audience, show: impl Handler<T, AppState>) -> Self {
        Self { path: P::PATH, audience, actions: Vec::new(), takes_file: false, is_shown: true, show: any(show) }
    }

    /// Something that can be done on it. `word` is the value of its button.
    #[must_use]
    pub fn action<T: 'static>(
        mut self,
        word: &'static str,
        permission: impl Into<Option<Permission>>,
        run: impl Handler<T, AppState>,
    ) -> Self {
        self.actions.push(Action { word, permission: permission.into(), run: any(run) });
        self
    }

    /// That an action of it takes a file. Nobody sends one who is not signed in.
    #[must_use]
    pub const fn with_file(mut self) -> Self {
        self.takes_file = true;
        self
    }

    /// The address as routes of the router.
    pub fn into_router(self) -> Router<AppState> {
        let show = self.show.clone();
        let shown = get(move |State(app), request: Request| run(show, app, request));
        let page = Arc::new(self);
        let path = page.path;
        let posted = move |State(app): State<AppState>, request: Request| post(Arc::clone(&page), app, request);
        Router::new().route(path, shown.post(posted))
    }
}

async fn run(handler: MethodRouter<AppState>, app: AppState, request: Request) -> Response {
    match handler.with_state(app).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Answers what is posted to a page.
async fn post(page: Arc<PageRoute>, app: AppState, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let form = match forms::read(&parts, body, page.takes_file).await {
        Ok(form) => Arc::new(form),
        Err(error) => return error.into_response(),
    };
    let Some(action) = page.actions.iter().find(|action| action.word == form.action() || action.word == "*") else {
        return ErrorPage::NotFound.into_response();
    };
    let role = parts.extensions.get::<CurrentUser>().map(|user| user.role);
    if let (Some(permission), Some(role)) = (action.permission, role)
        && !role.may(permission)
    {
        return ErrorPage::Denied.into_response();
    }
    let secrets = SecretFields::default();
    parts.extensions.insert(Arc::clone(&form));
    parts.extensions.insert(secrets.clone());
    let asked = Request::from_parts(parts.clone(), Body::empty());
    let mut response = run(action.run.clone(), app.clone(), asked).await;
    if response.extensions().get::<forms::DoneBefore>().is_some() {
        return Redirect::to(parts.uri.path()).into_response();
    }
    match response.extensions_mut().remove::<Invalid>() {
        Some(Invalid(faults)) => mend(&page, app, parts, &form, &secrets, faults).await,
        None => response,
    }
}

/// The page again, with what was typed and what is wrong with it.
async fn mend(
    page: &PageRoute,
    app: AppState,
    mut parts: Parts,
    form: &PostedForm,
    secrets: &SecretFields,
    faults: Vec<forms::Fault>,
) -> Response {
    let fields = form.fields.0.iter().filter(|(name, _)| !secrets.hides(name)).cloned().collect();
    parts.extensions.insert(Posted::new(Fields(fields), faults));
    let mut response = run(page.show.clone(), app, Request::from_parts(parts, Body::empty())).await;
    // What stands in the page's place, where it may not be seen, keeps its own status.
    if let Some(shown) = response.extensions_mut().get_mut::<Page>()
        && shown.status() == StatusCode::OK
    {
        let status = if form.upload_too_big { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::UNPROCESSABLE_ENTITY };
        *shown = shown.clone().with_status(status);
    }
    response
}
