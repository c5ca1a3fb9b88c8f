//! Both databases have the same migrations, tables, columns and keys.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use common::World;
use server::store::Db;
use sqlx::{PgPool, SqlitePool};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Table, column, whether it is always there.
type Column = (String, String, bool);
/// A unique key: table, columns in their order, whether it holds for a part of the rows.
type Key = (String, String, bool);
/// A reference: table, columns, the other table, its columns.
type Reference = (String, String, String, String);

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

/// The columns of a foreign key, and those it leads to.
type Columns = (Vec<String>, Vec<String>);

#[tokio::test]
async fn both_databases_have_the_same_tables_columns_and_keys() {
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

    let (here, there) = (sqlite_keys(readers).await, postgres_keys(pool).await);
    assert!(here.len() > 30);
    assert_eq!(here, there);
    let (here, there) = (sqlite_references(readers).await, postgres_references(pool).await);
    assert!(here.len() > 40);
    assert_eq!(here, there);
}

async fn sqlite_keys(readers: &SqlitePool) -> BTreeSet<Key> {
    let rows: Vec<(String, String, bool, String)> = sqlx::query_as(
        "select t.name, i.name, i.partial, c.name from sqlite_schema t, pragma_index_list(t.name) i,
                pragma_index_info(i.name) c
         where t.type = 'table' and t.name not like '_sqlx%' and i.\"unique\" = 1 order by t.name, i.name, c.seqno",
    )
    .fetch_all(readers)
    .await
    .unwrap();
    let mut found: BTreeMap<(String, String, bool), Vec<String>> = BTreeMap::new();
    for (table, index, partial, column) in rows {
        found.entry((table, index, partial)).or_default().push(column);
    }
    // A table that lies in the order of its number has no index for it.
    let numbered: Vec<(String, String)> = sqlx::query_as(
        "select t.name, c.name from sqlite_schema t, pragma_table_info(t.name) c
         where t.type = 'table' and t.name not like '_sqlx%' and c.pk = 1 and not exists
             (select 1 from pragma_index_list(t.name) i where i.origin = 'pk')",
    )
    .fetch_all(readers)
    .await
    .unwrap();
    let numbered = numbered.into_iter().map(|(table, column)| (table, column, false));
    found
        .into_iter()
        .map(|((table, _, partial), columns)| (table, columns.join(", "), partial))
        .chain(numbered)
        .collect()
}

async fn postgres_keys(pool: &PgPool) -> BTreeSet<Key> {
    let rows: Vec<Key> = sqlx::query_as(
        "select t.relname::text,
                (select string_agg(a.attname::text, ', ' order by k.at)
                 from unnest(i.indkey::int2[]) with ordinality k (number, at)
                 join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number),
                i.indpred is not null
         from pg_index i join pg_class t on t.oid = i.indrelid
         where t.relnamespace = 'public'::regnamespace and i.indisunique and t.relname not like '\\_sqlx%'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    rows.into_iter().collect()
}

async fn sqlite_references(readers: &SqlitePool) -> BTreeSet<Reference> {
    let rows: Vec<(String, i64, String, String, String)> = sqlx::query_as(
        "select t.name, f.id, f.\"from\", f.\"table\", f.\"to\" from sqlite_schema t, pragma_foreign_key_list(t.name) f
         where t.type = 'table' order by t.name, f.id, f.seq",
    )
    .fetch_all(readers)
    .await
    .unwrap();
    let mut found: BTreeMap<(String, i64, String), Columns> = BTreeMap::new();
    for (table, id, from, other, to) in rows {
        let (own, theirs) = found.entry((table, id, other)).or_default();
        own.push(from);
        theirs.push(to);
    }
    let reference = |((table, _, other), (own, theirs)): ((_, _, _), (Vec<String>, Vec<String>))| {
        (table, own.join(", "), other, theirs.join(", "))
    };
    found.into_iter().map(reference).collect()
}

async fn postgres_references(pool: &PgPool) -> BTreeSet<Reference> {
    let columns = |table: &str, key: &str| {
        format!(
            "(select string_agg(a.attname::text, ', ' order by k.at) from unnest(c.{key}) with ordinality k (number, at)
              join pg_attribute a on a.attrelid = c.{table} and a.attnum = k.number)"
        )
    };
    let sql = format!(
        "select t.relname::text, {}, o.relname::text, {} from pg_constraint c
         join pg_class t on t.oid = c.conrelid join pg_class o on o.oid = c.confrelid
         where c.contype = 'f' and t.relnamespace = 'public'::regnamespace",
        columns("conrelid", "conkey"),
        columns("confrelid", "confkey")
    );
    let rows: Vec<Reference> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(pool).await.unwrap();
    rows.into_iter().collect()
}
