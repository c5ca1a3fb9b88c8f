//! Both databases have the same migrations, tables and columns.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use common::World;
use server::store::Db;
use sqlx::{Connection as _, Executor as _};
use std::collections::BTreeSet;
use std::path::Path;

type Column = (String, String, bool);

fn files(database: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(database);
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn both_databases_have_the_same_migrations() {
    assert!(!files("sqlite").is_empty());
    assert_eq!(files("sqlite"), files("postgres"));
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let (sqlite, postgres) = (World::sqlite().await, World::postgres().await);
    let Db::Sqlite { readers, .. } = sqlite.store.db() else { panic!("not SQLite") };
    let Db::Postgres(pool) = postgres.store.db() else { panic!("not PostgreSQL") };

    let here: Vec<Column> = sqlx::query_as(
        "select t.name, c.name, c.\"notnull\" = 1 or c.pk > 0 from sqlite_schema t, pragma_table_info(t.name) c
         where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like '_sqlx%' order by 1, 2",
    )
    .fetch_all(readers)
    .await
    .unwrap();
    let there: Vec<Column> = sqlx::query_as(
        "select table_name::text, column_name::text, is_nullable = 'NO' from information_schema.columns
         where table_schema = 'public' and table_name not like '\\_sqlx%'
         order by table_name collate \"C\", column_name collate \"C\"",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(here.len() > 80);
    assert_eq!(here, there);
}

/// What a database of the first release holds is there after all later migrations.
#[tokio::test]
async fn a_database_of_the_first_release_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("old.db").display());
    let mut old = sqlx::SqliteConnection::connect(&url).await.unwrap();
    let first: std::collections::HashSet<i64> = [1].into();
    let migrator = sqlx::migrate!("../migrations/sqlite");
    for migration in migrator.iter().filter(|migration| first.contains(&migration.version)) {
        old.execute(migration.sql.clone()).await.unwrap();
    }
    old.execute(
        "insert into unit values (x'01', '1', 'xã', 'commune', 'Xã', null, '0001-01-01', '9999-12-31');
         insert into hamlet values (x'02', x'01', '01', 'Thôn', 5);
         insert into round values (x'03', x'01', 'r', 'commune', '{}', '2024-07-01', '2024-07-26', 'published', '2024-08-01');
         insert into round_hamlet values (x'03', x'02', 5, 1);
         insert into code values (x'04', x'03', x'02', 1, 'spent', x'05');
         insert into turnout values (x'03', x'02', 'online', 0, 1, 1, 0);
         insert into tally values (x'03', x'02', 'online', 1, 1, 0);
         insert into published values (x'03', x'01', 1, 5, 1, 0, null, '{}');",
    )
    .await
    .unwrap();
    for migration in migrator.iter().filter(|migration| !first.contains(&migration.version)) {
        old.execute(migration.sql.clone()).await.unwrap();
    }
    let told: (String, i64, String, i64, i64, String) = sqlx::query_as(
        "select t.channel, t.returned, c.origin, p.version, p.latest, n.document
         from turnout t, code c, published p, notice n",
    )
    .fetch_one(&mut old)
    .await
    .unwrap();
    assert_eq!((told.0.as_str(), told.1, told.2.as_str(), told.3, told.4), ("ballot", 1, "online", 1, 1));
    let notice: app::domain::collection::notice::Notice = serde_json::from_str(&told.5).unwrap();
    assert_eq!((notice.version, notice.published_on), (1, common::day("2024-08-01")));
}
