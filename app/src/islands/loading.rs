//! Which pages load the islands' file: those that one stands on.

use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether an island was drawn on the page.
#[derive(Clone, Default)]
pub struct IslandsDrawn(Arc<AtomicBool>);

impl IslandsDrawn {
    /// Says whether one was.
    pub fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Says that the page being drawn holds an island.
pub(super) fn island_drawn() {
    if let Some(drawn) = use_context::<IslandsDrawn>() {
        drawn.0.store(true, Ordering::Relaxed);
    }
}

/// What loads the islands from a folder of the server.
pub fn loader(folder: &str) -> impl IntoView + use<> {
    let options =
        LeptosOptions::builder().output_name("ydan").site_pkg_dir(folder.trim_start_matches('/').to_owned()).build();
    view! { <HydrationScripts options islands=true/> }
}
