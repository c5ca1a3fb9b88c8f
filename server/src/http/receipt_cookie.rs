//! The cookie that takes a household's receipt from the sending of its ballot to the page that thanks: a link with the receipt
//! in it would stand in the logs of whoever passes it on. It lasts as long as somebody needs to write it down, and not beyond the
//! next household on the same phone: whoever begins anew, or opens a slip, finds nothing of the one before.

use crate::http::cookies::{cookies_of, set_cookie};
use app::domain::collection::audit_slip::SendingCode;
use app::domain::collection::receipt::Receipt;
use app::extract::GivenReceipt;
use app::routes::{Ballot, Home, Thanks};
use app::state::AppState;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use cookie::Cookie;
use cookie::time::Duration;

/// The name of the cookie.
const NAME: &str = "ydan-bien-nhan";
/// How long it lasts.
const KEPT: Duration = Duration::minutes(15);

/// Hands the page that thanks the receipt of the ballot that was sent before.
pub async fn receipt_cookie(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    if request.uri().path() == Thanks.to_string() {
        let given = cookies_of(request.headers()).find(|cookie| cookie.name() == NAME);
        if let Some(given) = given.and_then(|cookie| read(cookie.value())) {
            request.extensions_mut().insert(given);
        }
    }
    let path = request.uri().path();
    let begins = path.starts_with("/p/") || path == Ballot.to_string() || path == Home.to_string();
    let mut response = next.run(request).await;
    let mut cookie = None;
    if let Some(GivenReceipt { receipt, sending }) = response.extensions_mut().remove::<GivenReceipt>() {
        let value = format!("{}.{}", receipt.compact(), sending.0.simple());
        cookie = Some((value, KEPT));
    } else if begins {
        cookie = Some((String::new(), Duration::ZERO));
    }
    if let Some((value, kept)) = cookie {
        let cookie = Cookie::build((NAME, value)).path(Thanks.to_string()).max_age(kept);
        set_cookie(response.headers_mut(), cookie.build(), &app.base_url);
    }
    response
}

fn read(value: &str) -> Option<GivenReceipt> {
    let (receipt, sending) = value.split_once('.')?;
    let receipt = Receipt::from_compact(receipt.as_bytes())?;
    Some(GivenReceipt { receipt, sending: SendingCode::parse(sending).ok()? })
}
