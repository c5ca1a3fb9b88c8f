//! A page that is ready to be drawn: what it shows is there, and drawing it waits for nothing.

use crate::error::ErrorPage;
use crate::ui::markup::{IntoMarkup as _, Markup};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use leptos::prelude::IntoView;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A page. It travels in the response's extensions until the server draws it with the request as it came.
#[derive(Clone)]
pub struct Page {
    status: StatusCode,
    // Extensions of a response are cloned with it; whoever draws first draws.
    draw: Arc<Mutex<Option<Draw>>>,
}

type Draw = Box<dyn FnOnce() -> Markup + Send>;

/// What a page's handler answers; `?` on a port's error shows what stands in its place.
pub type PageResult = Result<Page, ErrorPage>;

impl Page {
    /// A page drawn by a function of what it shows.
    pub fn new<V: IntoView + 'static>(draw: impl FnOnce() -> V + Send + 'static) -> Self {
        let draw: Draw = Box::new(move || draw().into_markup());
        Self { status: StatusCode::OK, draw: Arc::new(Mutex::new(Some(draw))) }
    }

    /// The same with another HTTP status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The HTTP status that says the same to programs.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// Draws it, once; inside an owner that holds the application's state.
    pub fn draw(&self) -> Markup {
        let draw = self.draw.lock().unwrap_or_else(PoisonError::into_inner).take();
        draw.map_or_else(|| ().into_markup(), |draw| draw())
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Page({})", self.status)
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
