//! Addresses of what pages load.

/// The address of the stylesheet every page has.
pub const RESIDENT_CSS: &str = "/y-dan.css";
/// The address of the one that pages with tables have too.
pub const RESULTS_CSS: &str = "/ket-qua.css";
/// The address of the one that committee pages have beside both.
pub const COMMITTEE_CSS: &str = "/lam-viec.css";
/// The address of the only script: the committee's pages are complete without it, and quicker with it.
pub const COMMITTEE_JS: &str = "/lam-viec.js";

/// The name of the product, the same in every language.
pub const BRAND: &str = "Ý Dân";
