//! The contents page of what the Front contributes to a dossier of recognition (*hồ sơ đề nghị xét, công nhận*).

use super::signed_at::signed_later;
use super::{Block, Cell, Column, Document, Letterhead, Signature, Table};
use crate::i18n::{Lang, t};
use crate::ports::notices::NoticeView;
use chrono::{Datelike as _, NaiveDate};

impl Document {
    /// The contents: what each file is, and its name.
    pub fn contents(shown: &NoticeView, files: &[(String, String)], today: NaiveDate) -> Self {
        let NoticeView { round, notice, results, .. } = shown;
        let words = &notice.words;
        let row = |(no, (what, name)): (usize, &(String, String))| {
            vec![Cell::new(no.to_string()), Cell::new(what.clone()), Cell::new(name.clone())]
        };
        let about = t!("dossier-about", unit = &results.unit.name, ruleset = &round.ruleset.name);
        Self {
            title: about.clone(),
            lang: Lang::Vi.tag(),
            letterhead: Letterhead::of_committee(Lang::Vi, &words.above, &words.committee, None),
            signed_at: Some(signed_later(&words.place, today.year())),
            kind: Some(t!("dossier-kind")),
            about,
            addressed: None,
            bases: Vec::new(),
            body: vec![Block::Table(Table {
                name: t!("dossier-files"),
                columns: vec![Column::numbers(8), Column::words(52), Column::words(40)],
                head: vec![vec![
                    Cell::new(t!("notice-no")),
                    Cell::new(t!("dossier-what")),
                    Cell::new(t!("dossier-file")),
                ]],
                rows: (1..).zip(files).map(row).collect(),
                has_remarks: false,
            })],
            signatures: vec![Signature::of(&words.title, &words.signer)],
            receivers: None,
            made_of: t!("document-made-of", version = notice.version, day = notice.published_on),
        }
    }
}
