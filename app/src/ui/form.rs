//! What every form carries that is posted by somebody who is signed in.

use crate::forms::IDEMPOTENCY_KEY;
use crate::state::AppState;
use leptos::prelude::*;

/// The hidden field that is the same for every sending of the same form, so that a form pressed twice is acted on once.
pub fn idempotency_key() -> impl IntoView {
    let app = expect_context::<AppState>();
    let key = (app.new_key)();
    view! { <input type="hidden" name=IDEMPOTENCY_KEY value=key.to_string()/> }
}
