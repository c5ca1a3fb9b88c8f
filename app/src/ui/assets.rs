//! Addresses of what pages load.

use leptos::prelude::*;

/// The address of the stylesheet every page has.
pub const RESIDENT_CSS: &str = "/y-dan.css";
/// The address of the one that pages with tables have too.
pub const RESULTS_CSS: &str = "/ket-qua.css";
/// The address of the one that committee pages have beside both.
pub const COMMITTEE_CSS: &str = "/lam-viec.css";
/// The address of the script that keeps a household's answers on its own phone until they are sent; its pages are complete
/// without it.
pub const RESIDENT_JS: &str = "/phieu.js";

/// The picture that stands beside a link where people pass it on.
pub const SHARED_PICTURE: &str = "/chia-se.png";

/// The name of the product, the same in every language.
pub const BRAND: &str = "Ý Dân";

/// Loads the script of a household's page.
pub fn resident_script() -> impl IntoView {
    view! { <script src=RESIDENT_JS defer></script> }
}
