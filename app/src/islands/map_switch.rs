//! A map that is switched to another metric or day without loading the page, magnified, and walked over with the arrow keys.
//!
//! What is shown is drawn by the page's own functions; here it is exchanged, and moved.

pub mod asked;
mod magnifying;

use crate::islands::call::CallFailed;
use asked::{MapAsked, MapDrawn};
use leptos::ev::{Event, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use leptos::web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement};
use magnifying::{Direction, Frame, nearest};

/// Draws another map.
#[server(prefix = "/goi", endpoint = "ban-do", input = GetUrl)]
async fn another_map(asked: MapAsked) -> Result<Option<MapDrawn>, CallFailed> {
    let app = use_context::<crate::state::AppState>().ok_or(CallFailed::Server)?;
    let drawn = (app.draw_map)(app.clone(), asked).await;
    match drawn {
        Ok(drawn) => Ok(Some(drawn)),
        Err(error) => super::call::refusal(&app, error).map(|_| None),
    }
}

/// The form that asks for a map, and the map.
#[island]
pub fn MapSwitch(
    /// The unit's code.
    code: String,
    /// The language.
    language: String,
    /// What is said where the line is down.
    failed: String,
    /// The form and the map.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::loading::island_drawn();
    let map = Map {
        asked: StoredValue::new(MapAsked { code, language, ..MapAsked::default() }),
        around: NodeRef::new(),
        whole: StoredValue::new(Frame::default()),
        frame: StoredValue::new(Frame::default()),
        drag: StoredValue::new(None),
        is_dragged: StoredValue::new(false),
        latest: StoredValue::new(0),
        said: RwSignal::new(String::new()),
        has_failed: RwSignal::new(false),
        failed: StoredValue::new(failed),
    };
    Effect::new(move |_| map.waken());
    view! {
        <div class="map-switch" node_ref=map.around
            on:change=move |_| map.switch()
            on:submit=move |event| { event.prevent_default(); map.switch(); }
            on:click=move |event| map.clicked(&event)
            on:keydown=move |event| map.pressed(&event)
            on:pointerover=move |event| map.tell(&event)
            on:focusin=move |event| map.tell(&event)
            on:pointerdown=move |event: PointerEvent| map.touched(&event)
            on:pointercancel=move |_| map.drag.set_value(None)
            on:pointermove=move |event| map.dragged(&event)
            on:pointerup=move |_| map.drag.set_value(None)
            on:wheel=move |event| map.wheeled(&event)>
            {children()}
        </div>
        <p class=move || if map.has_failed.get() { "note" } else { "unseen" } aria-live="polite">{move || map.said.get()}</p>
    }
}

/// The map on the page. All of it that is drawn comes from the server, so events are heard around it.
#[derive(Clone, Copy)]
struct Map {
    asked: StoredValue<MapAsked>,
    around: NodeRef<Div>,
    /// All of the picture.
    whole: StoredValue<Frame>,
    /// What of it is seen.
    frame: StoredValue<Frame>,
    /// Where a finger or a button was pressed.
    drag: StoredValue<Option<(i32, i32)>>,
    is_dragged: StoredValue<bool>,
    /// The map that was asked for last; one that comes late is not shown.
    latest: StoredValue<u32>,
    /// Which map it is now, for whoever listens; or that it was not switched.
    said: RwSignal<String>,
    has_failed: RwSignal<bool>,
    failed: StoredValue<String>,
}

impl Map {
    fn find<T: leptos::wasm_bindgen::JsCast>(self, selector: &str) -> Option<T> {
        self.around.get_untracked()?.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    /// Lets the keyboard in, and shows what it takes to magnify.
    fn waken(self) {
        if let Some(buttons) = self.find::<HtmlElement>("[data-magnify]") {
            buttons.set_hidden(false);
        }
        let Some(picture) = self.find::<Element>("svg.map") else { return };
        let view_box = picture.get_attribute("viewBox").unwrap_or_default();
        let whole = Frame::parse(&view_box).unwrap_or_default();
        self.whole.set_value(whole);
        self.frame.set_value(whole);
        // Only an element that is gone refuses.
        let _ = picture.remove_attribute("aria-hidden");
        let _ = picture.set_attribute("role", "group");
        let _ = picture.set_attribute("tabindex", "0");
    }

    fn switch(self) {
        let Some(form) = self.find::<HtmlFormElement>("form") else { return };
        let field = |name: &str| form.query_selector(&format!("[name={name}]")).ok().flatten();
        let metric = field("xem").and_then(|field| field.dyn_into::<HtmlSelectElement>().ok());
        let day = field("ngay").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        let mut asked = self.asked.get_value();
        asked.metric = metric.map(|field| field.value()).unwrap_or_default();
        asked.day = day.map(|field| field.value()).unwrap_or_default();
        let turn = self.latest.get_value() + 1;
        self.latest.set_value(turn);
        spawn_local(async move {
            let answer = another_map(asked).await;
            if self.latest.get_value() != turn {
                return;
            }
            self.has_failed.set(answer.is_err());
            match answer {
                Ok(Some(map)) => self.show(map),
                // Half a day is typed, or there is no such map: what is shown stays.
                Ok(None) => {}
                Err(_) => self.said.set(self.failed.get_value()),
            }
        });
    }

    fn show(self, map: MapDrawn) {
        if let Some(drawn) = self.find::<Element>("[data-map]") {
            drawn.set_inner_html(&map.drawn);
        }
        if let Some(chosen) = self.find::<Element>("form summary") {
            chosen.set_text_content(Some(&map.chosen));
        }
        if let Ok(history) = window().history() {
            // A browser that is asked too often keeps the address as it is.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("?{}", map.query)));
        }
        if let Ok(Some(elsewhere)) = document().query_selector("a[hreflang]") {
            let to = elsewhere.get_attribute("href").unwrap_or_default();
            let path = to.split('?').next().unwrap_or_default();
            let query =
                if map.query_elsewhere.is_empty() { String::new() } else { format!("?{}", map.query_elsewhere) };
            // Only an element that is gone refuses.
            let _ = elsewhere.set_attribute("href", &format!("{path}{query}"));
        }
        self.said.set(map.chosen);
        self.waken();
    }

    /// Where a finger or a button is put down.
    fn touched(self, event: &PointerEvent) {
        self.is_dragged.set_value(false);
        self.drag.set_value(Some((event.client_x(), event.client_y())));
    }

    fn clicked(self, event: &MouseEvent) {
        if self.is_dragged.get_value() {
            self.is_dragged.set_value(false);
            event.prevent_default();
            return;
        }
        let button = closest(event, "[data-magnify] button");
        if let Some(how) = button.and_then(|button| button.get_attribute("value")) {
            self.magnify(&how);
        }
    }

    fn magnify(self, how: &str) {
        let (frame, whole) = (self.frame.get_value(), self.whole.get_value());
        self.look_at(match how {
            "+" => frame.magnified(1.6, whole),
            "-" => frame.magnified(1.0 / 1.6, whole),
            _ => whole,
        });
    }

    fn look_at(self, frame: Frame) {
        self.frame.set_value(frame);
        if let Some(picture) = self.find::<Element>("svg.map") {
            // Only an element that is gone refuses.
            let _ = picture.set_attribute("viewBox", &frame.to_string());
            // What is magnified is moved by a finger; otherwise a finger moves the page.
            let near = if frame == self.whole.get_value() { "map" } else { "map map--near" };
            let _ = picture.set_attribute("class", near);
        }
    }

    fn pressed(self, event: &KeyboardEvent) {
        let Some(picture) = self.find::<Element>("svg.map") else { return };
        let is_inside = document().active_element().is_some_and(|active| picture.contains(Some(&active)));
        if !is_inside || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        if let Some(direction) = Direction::of_key(&key) {
            event.prevent_default();
            self.walk(&picture, direction);
        } else if matches!(key.as_str(), "+" | "=" | "-" | "0") {
            event.prevent_default();
            self.magnify(if key == "=" { "+" } else { &key });
        }
    }

    /// Goes to the nearest commune in a direction, and has it in the picture.
    fn walk(self, picture: &Element, direction: Direction) {
        let Ok(links) = picture.query_selector_all("a") else { return };
        let all: Vec<Element> =
            (0..links.length()).filter_map(|at| links.item(at)?.dyn_into::<Element>().ok()).collect();
        let middle = |element: &Element| {
            let place = element.get_bounding_client_rect();
            (place.left() + place.width() / 2.0, place.top() + place.height() / 2.0)
        };
        let active = document().active_element();
        let at = all.iter().position(|own| active.as_ref() == Some(own));
        let places: Vec<(f64, f64)> = all.iter().map(middle).collect();
        let from = at.map_or_else(|| middle(picture), |at| places[at]);
        let Some(to) = nearest(from, direction, &places) else { return };
        let (seen, (x, y)) = (picture.get_bounding_client_rect(), places[to]);
        if x < seen.left() || x > seen.right() || y < seen.top() || y > seen.bottom() {
            let (frame, (middle_x, middle_y)) = (self.frame.get_value(), middle(picture));
            let scale = frame.scale_in(&seen);
            self.look_at(frame.moved((x - middle_x) * scale, (y - middle_y) * scale, self.whole.get_value()));
        }
        // An area of a picture takes the focus as any link does.
        let _ = all[to].unchecked_ref::<HtmlElement>().focus();
    }

    fn dragged(self, event: &PointerEvent) {
        let Some((x, y)) = self.drag.get_value() else { return };
        let (whole, frame) = (self.whole.get_value(), self.frame.get_value());
        let is_pressed = event.buttons() & 1 == 1;
        let Some(picture) = self.find::<Element>("svg.map").filter(|_| is_pressed && frame != whole) else { return };
        let (by_x, by_y) = (event.client_x() - x, event.client_y() - y);
        if by_x.abs() + by_y.abs() < 4 && !self.is_dragged.get_value() {
            return;
        }
        self.is_dragged.set_value(true);
        self.drag.set_value(Some((event.client_x(), event.client_y())));
        let scale = frame.scale_in(&picture.get_bounding_client_rect());
        self.look_at(frame.moved(-f64::from(by_x) * scale, -f64::from(by_y) * scale, whole));
    }

    /// Two fingers on a pad, or the wheel with Ctrl; the wheel alone moves the page.
    fn wheeled(self, event: &WheelEvent) {
        if event.ctrl_key() && closest(event, "svg.map").is_some() {
            event.prevent_default();
            self.magnify(if event.delta_y() < 0.0 { "+" } else { "-" });
        }
    }

    /// Says which commune it is, and its figure.
    fn tell<E: AsRef<Event>>(self, event: &E) {
        let title = closest(event.as_ref(), "svg.map a")
            .and_then(|area| area.query_selector("title").ok().flatten())
            .and_then(|own| own.text_content());
        if let (Some(told), Some(title)) = (self.find::<Element>("[data-map-told]"), title) {
            told.set_text_content(Some(&title));
        }
    }
}

/// The element around what an event happened in.
fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}
