//! Unicode's normal forms. A browser has them; the tables they take would weigh more than all else that runs there.

/// Letters in one piece each (NFC).
#[cfg(not(all(feature = "hydrate", target_arch = "wasm32")))]
pub fn to_nfc(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfc().collect()
}

/// Letters and their marks apart (NFD).
#[cfg(not(all(feature = "hydrate", target_arch = "wasm32")))]
pub fn to_nfd(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfd().collect()
}

/// Letters in one piece each (NFC).
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub fn to_nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// Letters and their marks apart (NFD).
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
pub fn to_nfd(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFD").into()
}
