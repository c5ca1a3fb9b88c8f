//! Reading a posted body: fields, and a file where an action takes one.

use super::posted::{Fields, PostedForm, Upload};
use crate::error::ErrorPage;
use crate::ports::files::LARGEST_FILE;
use crate::received::received;
use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::request::Parts;

/// The largest form that is read without its file: 19 reasons of 5,000 characters, written out in percent signs, and then
/// some.
const LARGEST_FORM: usize = 2 * 1024 * 1024;
/// The most that is read of a form that is too big, to be able to answer it.
const MOST_DRAINED: usize = 128 * 1024 * 1024;
/// The most fields of a form: a list of all hamlets of a large commune has some hundreds.
const MOST_FIELDS: usize = 5_000;

/// Reads a posted form. Where a file is taken, one that is too big is read to its end and dropped: a browser that is cut off
/// in the middle of sending shows its own error and not ours. Elsewhere no more is read than a form may hold.
pub async fn read(parts: &Parts, body: Body, takes_file: bool) -> Result<PostedForm, ErrorPage> {
    let kind = parts.headers.get(CONTENT_TYPE).map(http::HeaderValue::as_bytes).unwrap_or_default();
    if kind.starts_with(b"multipart/form-data") {
        let request = Request::from_parts(parts.clone(), body);
        return read_multipart(request, takes_file).await;
    }
    let mut request = Request::from_parts(parts.clone(), body);
    DefaultBodyLimit::max(LARGEST_FORM).apply(&mut request);
    let body = Bytes::from_request(request, &()).await;
    let body = body.map_err(|fault| unread(fault.status(), ErrorPage::TooBig))?;
    // Text that is not UTF-8 arrives with replacement characters.
    let fields = form_urlencoded::parse(&body).map(|(name, value)| (received(&name), received(&value)));
    let fields: Vec<_> = fields.take(MOST_FIELDS + 1).collect();
    if fields.len() > MOST_FIELDS {
        return Err(ErrorPage::TooBig);
    }
    Ok(PostedForm { fields: Fields(fields), ..PostedForm::default() })
}

/// What a body that was not read to its end is answered with: it was too big, or did not arrive whole.
fn unread(status: StatusCode, too_big: ErrorPage) -> ErrorPage {
    if status == StatusCode::PAYLOAD_TOO_LARGE { too_big } else { ErrorPage::CutOff }
}

async fn read_multipart(mut request: Request, takes_file: bool) -> Result<PostedForm, ErrorPage> {
    DefaultBodyLimit::max(if takes_file { MOST_DRAINED } else { LARGEST_FORM }).apply(&mut request);
    let too_big = || if takes_file { ErrorPage::FileTooBig } else { ErrorPage::TooBig };
    let cut_off = |fault: MultipartError| unread(fault.status(), too_big());
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| ErrorPage::Garbled)?;
    let mut form = PostedForm::default();
    // All fields together hold no more than a form without a file.
    let mut left = LARGEST_FORM;
    while let Some(mut part) = parts.next_field().await.map_err(cut_off)? {
        let name = received(part.name().unwrap_or_default());
        let file = part.file_name().map(received);
        let most = match file {
            Some(_) if takes_file => LARGEST_FILE,
            Some(_) => 0,
            None => left,
        };
        if file.is_some() {
            // One file is taken: the one that comes last.
            form.upload = None;
        }
        let mut content = Vec::new();
        let mut fits = true;
        while let Some(chunk) = part.chunk().await.map_err(cut_off)? {
            if content.len() + chunk.len() <= most {
                content.extend_from_slice(&chunk);
            } else {
                fits = false;
            }
        }
        match file {
            Some(_) if !fits => form.upload_too_big = true,
            // A browser sends an empty part where no file was chosen.
            Some(name) if name.is_empty() && content.is_empty() => {}
            Some(name) => form.upload = Some(Upload { name, content }),
            None if !fits || form.fields.0.len() >= MOST_FIELDS => return Err(too_big()),
            None => {
                left = left.saturating_sub(name.len() + content.len());
                form.fields.0.push((name, received(&String::from_utf8_lossy(&content))));
            }
        }
    }
    Ok(form)
}
