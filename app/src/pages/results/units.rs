//! The topmost units.

use crate::domain::units::unit::UnitRef;
use crate::pages::error::load;
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// The list of provinces whose results can be read here.
#[component]
pub fn PlacesPage() -> impl IntoView {
    load(|ports: AppState| async move { Ok(places_view(&ports.units.roots().await?).into_any()) })
}

fn places_view(places: &[UnitRef]) -> impl IntoView + use<> {
    let is_empty = places.is_empty();
    let links = places
        .iter()
        .map(|unit| view! { <li><a href=format!("/ket-qua/{}", unit.code)>{unit.name.clone()}</a></li> })
        .collect_view();
    view! {
        <Frame title="Kết quả đã công bố".to_owned() width=Width::Wide>
            <h1>"Kết quả đã công bố"</h1>
            <p class="lead">"Chọn nơi muốn xem. Chỉ có kết quả các đợt đã đóng và đã công bố."</p>
            {is_empty.then(|| view! { <p class="empty">"Chưa có đơn vị nào. Quản trị viên cần nhập danh sách đơn vị."</p> })}
            <ul class="places">{links}</ul>
        </Frame>
    }
}
