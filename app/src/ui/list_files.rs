//! Where a list is loaded as a file.

use crate::i18n::{Lang, t};
use crate::list_file::ListFormat;
use leptos::prelude::*;

/// The way to the files of a list, which keep the filter as it stands: an address for each of [`ListFormat::ALL`].
pub(crate) fn list_files_view(lang: Lang, addresses: [String; 2]) -> impl IntoView + use<> {
    let links = ListFormat::ALL.into_iter().zip(addresses).map(|(format, address)| {
        let word = match format {
            ListFormat::Excel => t!(lang, "list-excel"),
            ListFormat::Csv => t!(lang, "list-csv"),
        };
        view! { <a href=address hreflang=lang.of_vietnamese()>{word}</a>" " }
    });
    let links = links.collect_view();
    view! { <p class="screen ways">{links}</p> }
}
