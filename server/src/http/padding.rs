//! Households' pages of one length: whoever watches the line does not see by it whether a review holds reasons.
//!
//! What is compressed is padded after that, in a field of the gzip header that every browser skips; what is not, with blanks
//! at its end.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, VARY};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use flate2::{Compression, GzBuilder};
use http_body_util::BodyExt as _;
use std::io::Write as _;

/// The length of a compressed page is a multiple of so many bytes: a review of all questions with a few reasons fits in one.
const STEP: usize = 8 * 1024;
/// The same for a page that is sent as it is.
const PLAIN_STEP: usize = 48 * 1024;
/// What a gzip header grows by for a field of its own, besides the field.
const FIELD_HEAD: usize = 2;

/// Marks a page that is padded as it is: compressing it would undo that.
#[derive(Clone, Copy, Debug)]
pub struct Padded;

/// Pads what is answered to a household's form, in its own hands or a helper's.
pub async fn pad(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_form = path == "/phieu" || (path.starts_with("/lam-viec/") && path.ends_with("/ho-tro"));
    if request.method() != Method::POST || !is_form {
        return next.run(request).await;
    }
    let takes_gzip = takes_gzip(request.headers());
    let (mut parts, body) = next.run(request).await.into_parts();
    let is_page = parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return Response::from_parts(parts, body);
    }
    // Pages are drawn whole before they are answered.
    let Ok(page) = body.collect().await else { return Response::from_parts(parts, Body::empty()) };
    let page = page.to_bytes();
    let zipped = if takes_gzip { zip(&page) } else { None };
    let bytes = if let Some(zipped) = zipped {
        parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        zipped
    } else {
        parts.extensions.insert(Padded);
        let mut page = page.to_vec();
        page.resize(page.len().next_multiple_of(PLAIN_STEP), b' ');
        page
    };
    parts.headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    Response::from_parts(parts, Body::from(bytes))
}

/// Says whether a browser takes what is compressed by gzip.
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        is_gzip && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn zip(page: &[u8]) -> Option<Vec<u8>> {
    let packed = zipped(page, Compression::default())?;
    let field = STEP - (packed.len() + FIELD_HEAD) % STEP;
    compress(GzBuilder::new().extra(vec![0; field]), page, Compression::default())
}

/// Compresses bytes by gzip.
pub(super) fn zipped(bytes: &[u8], level: Compression) -> Option<Vec<u8>> {
    compress(GzBuilder::new(), bytes, level)
}

fn compress(builder: GzBuilder, bytes: &[u8], level: Compression) -> Option<Vec<u8>> {
    let mut writer = builder.write(Vec::new(), level);
    writer.write_all(bytes).ok()?;
    writer.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn what_is_padded_unpacks_to_the_page_and_is_of_one_length() {
        for text in ["", "Đã nhận", &"lý do ".repeat(900)] {
            let zipped = zip(text.as_bytes()).expect("packed");
            assert_eq!(zipped.len(), STEP);
            let mut page = String::new();
            flate2::read::GzDecoder::new(zipped.as_slice()).read_to_string(&mut page).expect("sound");
            assert_eq!(page, text);
        }
    }

    #[test]
    fn gzip_is_used_where_it_is_taken() {
        let of =
            |line: &'static str| takes_gzip(&HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(line))]));
        assert!(of("gzip, deflate, br") && of("br;q=1.0, GZIP;q=0.5"));
        assert!(!of("br") && !of("gzip;q=0") && !of(""));
    }
}
