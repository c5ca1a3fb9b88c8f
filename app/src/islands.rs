//! The live parts of pages: they run in the browser (WebAssembly) by the same rules as the server's.
//!
//! A page that holds one is complete without it: where WebAssembly is off, old or fails to load, nothing happens and nothing
//! is missing. What an island says it is handed as [`phrases`], since wording is the server's.

pub mod call;
pub mod live_participation;
pub mod map_switch;
pub mod minutes_check;
pub mod paper_entry;
pub mod phrases;

#[cfg(feature = "ssr")]
pub mod loading;

/// Brings the islands of a page to life. The page's own script calls it once the file is loaded.
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
