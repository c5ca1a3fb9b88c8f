//! What every form carries that is posted by somebody who is signed in.

use crate::state::AppState;
use leptos::prelude::*;
use uuid::Uuid;

/// The hidden field that is the same for every sending of the same form, so that a form pressed twice is acted on once.
pub fn idempotency_key() -> impl IntoView {
    let app = expect_context::<AppState>();
    let key = Uuid::from_u128((app.mark)());
    view! { <input type="hidden" name="idempotency_key" value=key.to_string()/> }
}
