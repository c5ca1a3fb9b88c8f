//! Fields for one file: a photo or scan, a list.

use crate::forms::Posted;
use crate::i18n::t;
use crate::ports::files::LARGEST_FILE;
use leptos::prelude::*;

/// A field for one photo or scan, with what is taken and what is wrong with the one that was sent.
pub(crate) fn file_field(posted: &Posted, label: &str, needed: bool) -> impl IntoView + use<> {
    field_for(posted, label, needed, t!("file-kinds", most = LARGEST_FILE >> 20), SCANS.to_owned())
}

/// The same where Word files are taken too.
pub(crate) fn signed_file_field(posted: &Posted, label: &str) -> impl IntoView + use<> {
    let kinds = t!("file-kinds-or-word", most = LARGEST_FILE >> 20);
    field_for(posted, label, true, kinds, format!("{SCANS},.docx"))
}

/// What browsers offer of photos and scans.
const SCANS: &str = "image/jpeg,image/png,image/webp,application/pdf";

fn field_for(posted: &Posted, label: &str, needed: bool, kinds: String, accept: String) -> impl IntoView + use<> {
    posted.call("file", label);
    let fault = posted.fault("file");
    let class = if fault.is_some() { "field field--faulty" } else { "field" };
    let told = if fault.is_some() { "file-hint file-fault" } else { "file-hint" };
    let optional = (!needed).then(|| format!("{} ", t!("file-optional")));
    // No browser fills a file in again.
    let again = (!posted.faults.is_empty()).then(|| format!(". {}", t!("file-again")));
    view! {
        <div class=class><label class="field__label" for="file">{label.to_owned()}</label>
        <p class="hint" id="file-hint">{optional}{kinds}{again}</p>
        {fault.map(|text| view! { <p class="field__fault" id="file-fault">{text}</p> })}
        <input id="file" type="file" name="file" accept=accept
            aria-invalid=posted.invalid("file") aria-describedby=told/></div>
    }
}

/// A field for a list out of a spreadsheet: what is wrong with the one that was sent as a whole, then what is wrong with its
/// lines.
pub(crate) fn list_file_field(posted: &Posted, label: &str) -> impl IntoView + use<> {
    table_field(posted, label, ".xlsx,.csv,.txt")
}

/// The same where only a workbook will do.
pub(crate) fn workbook_field(posted: &Posted, label: &str) -> impl IntoView + use<> {
    table_field(posted, label, ".xlsx")
}

fn table_field(posted: &Posted, label: &str, accept: &'static str) -> impl IntoView + use<> {
    posted.call("file", label);
    let mut faults = posted.faults_of("file").into_iter();
    let first = faults.next();
    let class = if first.is_some() { "field field--faulty" } else { "field" };
    let told = first.is_some().then_some("file-fault");
    let lines = faults.map(|text| view! { <li>{text}</li> }).collect_view();
    let fault = first.map(|text| {
        view! { <div class="field__fault" id="file-fault"><p>{text}</p><ul class="faults">{lines}</ul></div> }
    });
    view! {
        <div class=class><label class="field__label" for="file">{label.to_owned()}</label>
        {fault}
        <input id="file" type="file" name="file" accept=accept aria-invalid=posted.invalid("file") aria-describedby=told/></div>
    }
}
