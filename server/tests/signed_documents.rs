//! The contract of the signed documents' port: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::notice::NoticeWords;
use app::domain::document_kind::DocumentKind;
use app::domain::people::account::Role;
use app::ports::common::{Actor, PortError};
use app::ports::files::{FileRefused, NewFile};
use app::ports::notices::{Correction, Notices as _};
use app::ports::rounds::{Early, Rounds as _};
use app::ports::signed_documents::{SignedDocumentRefused, SignedDocuments as _};
use common::*;
use std::io::Write as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

on_both! {
    what_was_signed_is_kept_with_the_version_it_tells_and_read_by_whom_it_concerns => story;
}

fn words() -> NoticeWords {
    NoticeWords {
        number: "25/TB".into(),
        place: "Đạ Ròn".into(),
        committee: "BAN THƯỜNG TRỰC".into(),
        title: "CHỦ TỊCH".into(),
        signer: "Hoa".into(),
        posted_at: "Nhà văn hóa".into(),
        ..NoticeWords::default()
    }
}

/// A Word file as office programs write it, with more parts where they are named.
fn word(parts: &[&str]) -> NewFile {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in [&["[Content_Types].xml", "_rels/.rels", "word/document.xml"], parts].concat() {
        zip.start_file(part, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<?xml version=\"1.0\"?><a/>").unwrap();
    }
    NewFile { name: "bao-cao.docx".into(), content: zip.finish().unwrap().into_inner() }
}

async fn story(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 6)]).await;
    let (front, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (elsewhere, _) = world.member("xa-khac", Role::Front, "24940", "").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    store.close(&front, round, "thử", Early::Confirmed, now()).await.unwrap();
    let attach = async |by: &Actor, kind, file: NewFile| store.attach_signed(by, round, kind, file, now()).await;
    let early = refused(attach(&front, DocumentKind::Notice, photo(100)).await);
    assert_eq!(early, SignedDocumentRefused::NotPublished);
    assert!(store.publish_notice(&front, round, words(), now()).await.unwrap());

    for stranger in [&elsewhere, &office] {
        assert!(matches!(attach(stranger, DocumentKind::Notice, photo(100)).await, Err(PortError::Denied)));
        assert!(matches!(store.signed_documents(stranger, round).await, Err(PortError::Denied)));
    }
    for kind in [DocumentKind::Minutes, DocumentKind::Letter] {
        assert_eq!(refused(attach(&front, kind, photo(100)).await), SignedDocumentRefused::Elsewhere);
    }
    let none = NewFile { name: "a.docx".into(), content: b"PK, but none".to_vec() };
    assert_eq!(refused(attach(&front, DocumentKind::Report, none).await), FileRefused::KindOrWord);
    let with_macros = word(&["word/vbaProject.bin"]);
    assert_eq!(refused(attach(&front, DocumentKind::Report, with_macros).await), FileRefused::Macros);

    attach(&front, DocumentKind::Report, word(&[])).await.unwrap();
    attach(&front, DocumentKind::Report, word(&[])).await.unwrap();
    attach(&front, DocumentKind::Notice, photo(100)).await.unwrap();
    let other = NoticeWords { signer: "Lan".into(), ..words() };
    store.correct(&front, round, "ghi sai tên", Correction::Words(other), now()).await.unwrap();
    attach(&front, DocumentKind::Notice, photo(100)).await.unwrap();

    let kept = store.signed_documents(&front, round).await.unwrap();
    let of: Vec<_> =
        kept.iter().map(|own| (own.version, own.kind, own.size == photo(100).content.len() as u64)).collect();
    assert_eq!(of.len(), 3, "the same file of the same version is kept once: {of:?}");
    assert_eq!(of[0], (2, DocumentKind::Notice, true));
    assert!(of.contains(&(1, DocumentKind::Report, false)) && of.contains(&(1, DocumentKind::Notice, true)));
    let notices = store.signed_notices(round).await.unwrap();
    assert_eq!(notices.iter().map(|own| own.version).collect::<Vec<_>>(), [2, 1]);

    // A notice is everybody's, a report the Front's.
    let (row, content) = store.signed_document(None, notices[0].file).await.unwrap();
    assert_eq!((row.media_type.as_str(), content.len()), ("image/jpeg", photo(100).content.len()));
    let report = kept.iter().find(|own| own.kind == DocumentKind::Report).unwrap().file;
    assert!(matches!(store.signed_document(None, report).await, Err(PortError::Missing)));
    assert!(matches!(store.signed_document(Some(&office), report).await, Err(PortError::Denied)));
    assert_eq!(store.signed_document(Some(&front), report).await.unwrap().1.to_vec(), word(&[]).content);

    for size in 101..119 {
        attach(&front, DocumentKind::Notice, photo(size)).await.unwrap();
    }
    let many = refused(attach(&front, DocumentKind::Notice, photo(119)).await);
    assert_eq!(many, SignedDocumentRefused::Files { most: 20 });
}
