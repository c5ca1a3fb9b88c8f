//! The contract of the templates' port: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::document_kind::DocumentKind;
use app::domain::people::account::Role;
use app::domain::units::unit::Level;
use app::ports::audit_log::{AuditLog as _, LogQuery};
use app::ports::common::{Actor, PortError};
use app::ports::templates::{NewTemplate, TemplateRefused, TemplateRow, Templates as _, TemplatesAct};
use app::ports::units::Units as _;
use common::*;

on_both! {
    a_template_holds_for_its_level_below_the_unit_that_wrote_it_until_somebody_nearer_writes_another => story;
}

async fn row(world: &World, by: &Actor, level: Level, kind: DocumentKind) -> TemplateRow {
    let rows = world.store.templates(by).await.unwrap();
    rows.into_iter().find(|row| (row.level, row.kind) == (level, kind)).unwrap()
}

async fn story(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 6)]).await;
    let (province, _) = world.member("tinh", Role::Front, "68", "").await;
    let (commune, _) = world.member("xa", Role::Front, COMMUNE, "").await;
    let (other, _) = world.member("xa-2", Role::Front, COMMUNE, "").await;
    let (hamlet, _) = world.member("thon", Role::Hamlet, COMMUNE, "01").await;
    let (office, _) = world.member("ubnd", Role::Office, COMMUNE, "").await;
    for stranger in [&hamlet, &office, &Actor::Operator] {
        assert!(matches!(store.templates(stranger).await, Err(PortError::Denied)), "{stranger:?}");
    }
    let kinds = |rows: &[TemplateRow]| rows.iter().map(|row| (row.level, row.kind)).collect::<Vec<_>>();
    let own = kinds(&store.templates(&commune).await.unwrap());
    assert_eq!(own.len(), 7, "{own:?}");
    assert!(
        own.contains(&(Level::Hamlet, DocumentKind::Minutes)) && own.contains(&(Level::Commune, DocumentKind::Notice))
    );
    assert!(kinds(&store.templates(&province).await.unwrap()).contains(&(Level::Province, DocumentKind::Notice)));

    let unit = store.place(COMMUNE, Some(day("2024-07-01"))).await.unwrap().unwrap().id;
    let holds = async |kind| store.template_of(unit, kind).await.unwrap();
    let keep = async |by: &Actor, level, kind, text: Option<&str>| {
        let revision = row(&world, by, level, kind).await.revision();
        let text = text.map(str::to_owned);
        store.keep_template(by, NewTemplate { level, kind, revision, text }, now()).await
    };
    assert_eq!(holds(DocumentKind::Notice).await, None);
    keep(&province, Level::Commune, DocumentKind::Notice, Some("của tỉnh, cho xã")).await.unwrap();
    keep(&province, Level::Province, DocumentKind::Notice, Some("của tỉnh, cho tỉnh")).await.unwrap();
    keep(&province, Level::Hamlet, DocumentKind::Minutes, Some("của tỉnh, cho thôn")).await.unwrap();
    assert_eq!(holds(DocumentKind::Notice).await.as_deref(), Some("của tỉnh, cho xã"));
    assert_eq!(holds(DocumentKind::Minutes).await.as_deref(), Some("của tỉnh, cho thôn"));
    assert_eq!(holds(DocumentKind::Report).await, None);
    let above = store.place("68", Some(day("2024-07-01"))).await.unwrap().unwrap().id;
    let of_province = store.template_of(above, DocumentKind::Notice).await.unwrap();
    assert_eq!(of_province.as_deref(), Some("của tỉnh, cho tỉnh"));

    // Somebody nearer words it; two at once do not overwrite each other unseen.
    let seen = row(&world, &commune, Level::Commune, DocumentKind::Notice).await;
    assert_eq!(seen.written().map(|written| written.unit.name.as_str()), Some("Tỉnh Lâm Đồng"));
    keep(&other, Level::Commune, DocumentKind::Notice, Some("của xã")).await.unwrap();
    let late = NewTemplate {
        level: Level::Commune,
        kind: DocumentKind::Notice,
        revision: seen.revision(),
        text: Some("của người chậm".into()),
    };
    let told = refused(store.keep_template(&commune, late.clone(), now()).await);
    assert_eq!(told.key, app::message::Message::from(TemplateRefused::Overtaken { who: String::new() }).key);
    assert_eq!(holds(DocumentKind::Notice).await.as_deref(), Some("của xã"));
    // What is there already may be sent again.
    let same = NewTemplate { text: Some("của xã".into()), ..late.clone() };
    store.keep_template(&commune, same, now()).await.unwrap();
    let written = row(&world, &commune, Level::Commune, DocumentKind::Notice).await.own.unwrap();
    assert_eq!((written.text.as_str(), written.unit.code.as_str()), ("của xã", COMMUNE));

    // A commune words nothing for those above it.
    let too_high = NewTemplate { level: Level::Province, ..late };
    assert!(matches!(store.keep_template(&commune, too_high, now()).await, Err(PortError::Missing)));

    keep(&commune, Level::Commune, DocumentKind::Notice, None).await.unwrap();
    assert_eq!(holds(DocumentKind::Notice).await.as_deref(), Some("của tỉnh, cho xã"));
    let log = store.audit_entries(&Actor::Operator, &LogQuery::default()).await.unwrap();
    let acts = |act: TemplatesAct| log.iter().filter(|entry| entry.act == act.clone()).count();
    assert_eq!((acts(TemplatesAct::KeepTemplate), acts(TemplatesAct::DropTemplate)), (4, 1));
}
