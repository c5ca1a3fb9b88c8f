//! Who takes part, as it changes: parts of the page are exchanged as the server sends them, drawn by the page's own functions.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Event, EventSource, MessageEvent};
use std::rc::Rc;
use std::time::Duration;

/// The attribute that names a part.
pub const PART: &str = "data-part";

/// How long it is waited where the server took nobody in.
const AGAIN: Duration = Duration::from_secs(30);

/// Figures and table of a round, kept up to date while somebody looks.
#[island]
pub fn LiveParticipation(
    /// Where the server tells what changed.
    address: String,
    /// The figures and the table.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::loading::island_drawn();
    let around = NodeRef::<Div>::new();
    let watching = Watching { address: StoredValue::new(address), around, source: StoredValue::new_local(None) };
    Effect::new(move |_| watching.begin());
    view! { <div data-live node_ref=around>{children()}</div> }
}

/// What listens to the server; it is closed where nobody looks, since browsers have few lines to one server.
#[derive(Clone, Copy)]
struct Watching {
    address: StoredValue<String>,
    around: NodeRef<Div>,
    source: StoredValue<Option<Rc<EventSource>>, LocalStorage>,
}

impl Watching {
    fn begin(self) {
        let look = Closure::<dyn Fn()>::new(move || if document().hidden() { self.close() } else { self.open() });
        // The page ends before this does.
        let _ = document().add_event_listener_with_callback("visibilitychange", look.as_ref().unchecked_ref());
        look.forget();
        if !document().hidden() {
            self.open();
        }
    }

    fn open(self) {
        if self.source.with_value(Option::is_some) {
            return;
        }
        let Ok(source) = self.address.with_value(|address| EventSource::new(address)) else { return };
        let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                self.exchange(&text);
            }
        });
        source.set_onmessage(Some(told.as_ref().unchecked_ref()));
        told.forget();
        let failed = Closure::<dyn Fn(Event)>::new(move |_| {
            // A line that breaks is mended by the browser; whom the server refused asks again later.
            let is_over = self
                .source
                .with_value(|source| source.as_ref().is_some_and(|own| own.ready_state() == EventSource::CLOSED));
            if is_over {
                self.close();
                set_timeout(
                    move || {
                        if !document().hidden() {
                            self.open();
                        }
                    },
                    AGAIN,
                );
            }
        });
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        failed.forget();
        self.source.set_value(Some(Rc::new(source)));
    }

    fn close(self) {
        if let Some(Some(source)) = self.source.try_update_value(Option::take) {
            source.close();
        }
    }

    /// Puts what changed in the place of what was there; where the keyboard stands it stays.
    fn exchange(self, text: &str) {
        let parts: Vec<(String, String)> = serde_json::from_str(text).unwrap_or_default();
        let Some(around) = self.around.get_untracked() else { return };
        let active = document().active_element();
        for (name, drawn) in parts {
            let Ok(Some(part)) = around.query_selector(&format!("[{PART}=\"{name}\"]")) else { continue };
            if !part.contains(active.as_deref()) {
                part.set_inner_html(&drawn);
            }
        }
    }
}
