//! The few pictures there are, drawn as lines in the colour of the text.

use leptos::prelude::*;

fn line(path: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=path/></svg>
    }
}

/// A content face.
pub fn smile() -> impl IntoView {
    line(
        "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M7.5 14.500c1.200 1.700 2.700 2.500 4.500 2.500s3.300-.8 4.500-2.500M8.500 9.200v.3M15.500 9.200v.3",
    )
}

/// A face that is not content.
pub fn frown() -> impl IntoView {
    line(
        "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M7.500 16.500c1.200-1.700 2.700-2.500 4.500-2.500s3.300.8 4.500 2.500M8.500 9.200v.3M15.500 9.200v.3",
    )
}

/// A lock.
pub fn lock() -> impl IntoView {
    line("M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2M8 11V8a4 4 0 0 1 8 0v3")
}

/// A tick in a ring.
pub fn done() -> impl IntoView {
    line("M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M7.500 12.500l3 3 6-6.500")
}
