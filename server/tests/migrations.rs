//! Both databases have the same migrations, tables and columns.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use common::World;
use server::store::Db;
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
