//! Who takes part, as it changes: parts of the page are exchanged as the server sends them, drawn by the page's own functions.

use crate::islands::phrases::Phrases;
use crate::messages;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Event, EventSource, MessageEvent};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

/// The attribute that names a part.
const PART: &str = "data-part";

/// How long it is waited where the server took nobody in.
const AGAIN: Duration = Duration::from_secs(30);

/// What the server tells: the places in their order, and the parts that changed.
#[derive(Debug, Default, Deserialize)]
struct News {
    order: Vec<String>,
    parts: Vec<(String, String)>,
}

messages! {
    /// What is said of the figures.
    #[derive(Copy)]
    pub enum LiveTold {
        /// The button that holds them still.
        Pause = "live-pause",
        /// The button that lets them go on.
        GoOn = "live-go-on",
        /// They are as they were.
        Stopped = "live-stopped",
    }
}

/// Whether the figures are kept up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the browser took over.
    Asleep,
    Live,
    Paused,
    /// The server tells nothing more.
    Stopped,
}

/// Figures and table of a round, kept up to date while somebody looks.
#[island]
pub fn LiveParticipation(
    /// Where the server tells what changed.
    address: String,
    /// What is said.
    phrases: Phrases,
    /// The figures and the table.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::loading::island_drawn();
    let around = NodeRef::<Div>::new();
    let state = RwSignal::new(State::Asleep);
    let watching = Watching {
        address: StoredValue::new(address),
        around,
        state,
        source: StoredValue::new_local(None),
        late: StoredValue::new((BTreeMap::new(), Vec::new())),
    };
    Effect::new(move |_| watching.begin());
    let [pause, go_on, stopped] =
        [LiveTold::Pause, LiveTold::GoOn, LiveTold::Stopped].map(|told| phrases.say(&told.into()));
    let label = move || if state.get() == State::Paused { go_on.clone() } else { pause.clone() };
    view! {
        <div node_ref=around on:focusout=move |_| watching.put_in_soon()>{children()}</div>
        <p aria-live="polite">{move || (state.get() == State::Stopped).then(|| stopped.clone())}</p>
        <p hidden=move || !matches!(state.get(), State::Live | State::Paused)>
            <button type="button" class="plain" on:click=move |_| watching.pause()>{label}</button>
        </p>
    }
}

/// What listens to the server; it is closed where nobody looks, since browsers have few lines to one server.
#[derive(Clone, Copy)]
struct Watching {
    address: StoredValue<String>,
    around: NodeRef<Div>,
    state: RwSignal<State>,
    /// What came while the keyboard stood in it: parts by name, and the order of the places.
    late: StoredValue<(BTreeMap<String, String>, Vec<String>)>,
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
        if self.source.with_value(Option::is_some) || self.state.get_untracked() == State::Paused {
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
                self.state.set(State::Stopped);
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

    /// Holds the figures still, or lets them go on.
    fn pause(self) {
        if self.state.get_untracked() == State::Paused {
            self.state.set(State::Live);
            self.open();
        } else {
            self.state.set(State::Paused);
            self.close();
        }
    }

    /// Takes what the server tells.
    fn exchange(self, text: &str) {
        let Ok(News { order, parts }) = serde_json::from_str(text) else { return };
        self.state.set(State::Live);
        self.late.update_value(|(late, late_order)| {
            late.extend(parts);
            *late_order = order;
        });
        self.put_in();
    }

    /// Once the keyboard has left, what waited for that.
    fn put_in_soon(self) {
        set_timeout(move || self.put_in(), Duration::ZERO);
    }

    /// Puts what changed in the place of what was there; where the keyboard stands it waits.
    fn put_in(self) {
        let Some(around) = self.around.get_untracked() else { return };
        let active = document().active_element();
        let part = |name: &str| around.query_selector(&format!("[{PART}=\"{name}\"]")).ok().flatten();
        self.late.update_value(|(late, order)| {
            late.retain(|name, drawn| {
                let Some(part) = part(name) else { return false };
                let stays = part.contains(active.as_deref());
                if !stays {
                    part.set_inner_html(drawn);
                }
                stays
            });
            if around.contains(active.as_deref()) {
                return;
            }
            for row in std::mem::take(order).iter().filter_map(|name| part(name)) {
                if let Some(table) = row.parent_node() {
                    // Only an element that is gone refuses.
                    let _ = table.append_child(&row);
                }
            }
        });
    }
}

#[cfg(feature = "ssr")]
mod worded {
    use super::LiveTold;
    use crate::i18n::Lang;
    use crate::islands::phrases::Phrases;

    /// All of it in Vietnamese.
    pub fn phrases() -> Phrases {
        Phrases::new(Lang::Vi).with::<LiveTold>(Lang::Vi)
    }
}

#[cfg(feature = "ssr")]
pub use worded::phrases;
