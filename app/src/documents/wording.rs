//! The wording of each kind of document: the template that ships inside, what a template may and must say, and the one in force.

use super::placeholders::placeholders;
use super::template::{Template, TemplateFault, named};
use crate::domain::document_kind::DocumentKind;
use crate::i18n::Lang;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The template of a kind that ships inside, in Vietnamese.
pub const fn shipped(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Notice => include_str!("../../locales/vi/documents/notice.txt"),
        DocumentKind::Minutes => include_str!("../../locales/vi/documents/minutes.txt"),
        DocumentKind::Report => include_str!("../../locales/vi/documents/report.txt"),
        DocumentKind::Summary => include_str!("../../locales/vi/documents/summary.txt"),
        DocumentKind::Request => include_str!("../../locales/vi/documents/request.txt"),
        DocumentKind::Letter => include_str!("../../locales/vi/documents/letter.txt"),
        DocumentKind::Supervision => include_str!("../../locales/vi/documents/supervision.txt"),
    }
}

/// What a template of a kind must say: the numbers themselves, and what bounds them. Words can be chosen; that something was left
/// out, corrected or ended early cannot be kept silent.
pub const fn required(kind: DocumentKind) -> &'static [&'static str] {
    match kind {
        DocumentKind::Notice => &["correction", "ending", "table-results", "left-out", "verdict", "table-denied"],
        DocumentKind::Minutes => {
            &["unreadable", "untold", "table-results", "partly-untold", "left-out", "remarks", "receipts"]
        }
        DocumentKind::Report => &["ending", "table-results", "left-out", "verdict", "table-denied"],
        DocumentKind::Summary => &["table-units", "table-results", "left-out"],
        DocumentKind::Request => &["list-denied"],
        DocumentKind::Letter => &["text-of-letter"],
        DocumentKind::Supervision => &["supervision-counts", "list-lacking", "supervision-recommendations"],
    }
}

/// Reads a template that somebody wrote for a kind; every fault is told.
pub fn read(kind: DocumentKind, text: &str) -> Result<Template, Vec<TemplateFault>> {
    let template = Template::read(text, &named(&placeholders(kind)))?;
    let missing = named(required(kind)).into_iter().filter(|(key, _)| !template.says(key));
    let missing: Vec<_> = missing.map(|(_, name)| TemplateFault::Missing { name }).collect();
    if missing.is_empty() { Ok(template) } else { Err(missing) }
}

static SHIPPED: LazyLock<HashMap<DocumentKind, Template>> = LazyLock::new(|| {
    let read = |kind| (kind, Template::shipped(shipped(kind), &placeholders(kind)));
    DocumentKind::ALL.into_iter().map(read).collect()
});

static ENGLISH_NOTICE: LazyLock<Template> = LazyLock::new(|| {
    Template::shipped(include_str!("../../locales/en/documents/notice.txt"), &placeholders(DocumentKind::Notice))
});

/// The template a document is drawn with: what the Front wrote, or what ships inside. The notice has a translation of the latter.
pub(super) fn in_force(lang: Lang, kind: DocumentKind, own: Option<&str>) -> Cow<'static, Template> {
    match (lang, own) {
        (Lang::En, _) => Cow::Borrowed(&ENGLISH_NOTICE),
        (Lang::Vi, Some(own)) => Cow::Owned(Template::kept(own, &named(&placeholders(kind)))),
        (Lang::Vi, None) => Cow::Borrowed(&SHIPPED[&kind]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_inside_says_what_every_template_must_say() {
        for kind in DocumentKind::ALL {
            assert!(read(kind, shipped(kind)).is_ok(), "{kind}");
        }
    }

    #[test]
    fn a_template_that_keeps_silent_about_what_bounds_its_numbers_is_refused() {
        let silent = shipped(DocumentKind::Notice).replace("{câu đính chính}", "");
        let named = named(&["correction"]).remove(0).1;
        assert_eq!(read(DocumentKind::Notice, &silent), Err(vec![TemplateFault::Missing { name: named }]));
        assert!(read(DocumentKind::Letter, "Kính gửi.").is_err());
    }

    #[test]
    fn every_placeholder_has_a_name_of_its_own() {
        for kind in DocumentKind::ALL {
            let keys = placeholders(kind);
            let names: std::collections::BTreeSet<_> = named(&keys).into_iter().map(|(_, name)| name).collect();
            assert_eq!(names.len(), keys.len(), "{kind}");
        }
    }
}
