//! A whole province's count: 350,000 ballots in 1,400 hamlets, from casting to the public record and its recount.

use crate::{COMMUNES, cast_all, now, open_and_issue, per_second, store_with};
use app::ports::common::Actor;
use app::ports::counting::Counting as _;
use app::ports::records::Records as _;
use app::ports::rounds::{Early, Rounds as _};
use serde_json::{Value, json};
use server::files::record_files;
use server::store::{Db, Store};
use std::time::Instant;
use ydan_verify::files::Files;

/// Hamlets of each commune.
const HAMLETS: usize = 200;
/// Households of each hamlet.
const HOUSEHOLDS: u64 = 250;

/// Measures one database.
pub async fn measure(url: &str) -> Value {
    let store = store_with(url, HAMLETS, HOUSEHOLDS).await;
    let (round, mut codes) = open_and_issue(&store, "677").await;
    codes.sort_by_key(|issued| issued.code.compact());
    let empty = bytes(&store, url).await;
    let begun = Instant::now();
    cast_all(&store, &codes).await;
    let rate = per_second(codes.len(), begun);
    let full = bytes(&store, url).await;
    store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.expect("closed");
    let begun = Instant::now();
    let hamlets = store.count_round(&Actor::Operator, round, &[], now()).await.expect("counted");
    let count = begun.elapsed();
    let begun = Instant::now();
    store.publish(&Actor::Operator, round, now()).await.expect("published");
    let publish = begun.elapsed();
    let after = bytes(&store, url).await;
    let begun = Instant::now();
    let record = store.record(round).await.expect("a record");
    let folder = tempfile::tempdir().expect("a folder");
    let mut written = 0;
    for (name, content) in record_files(&record).expect("written") {
        written += content.len();
        std::fs::write(folder.path().join(name), content).expect("written");
    }
    let export = begun.elapsed();
    let begun = Instant::now();
    let recount = ydan_verify::recount(&Files::read(folder.path()).expect("read"));
    let verify = begun.elapsed();
    assert!(recount.findings.is_empty(), "{:?}", recount.findings.first());
    let each = |bytes: u64| bytes / codes.len() as u64;
    json!({
        "communes": COMMUNES.len() - 1, "hamlets": hamlets, "ballots": codes.len(),
        "casts_per_second": rate.round(),
        "bytes_a_ballot_in_its_box": each(full.saturating_sub(empty)),
        "bytes_a_ballot_after_publishing": each(after.saturating_sub(empty)),
        "count_seconds": count.as_secs_f64(), "publish_seconds": publish.as_secs_f64(),
        "export_seconds": export.as_secs_f64(), "record_bytes": written,
        "recount_of_the_record_seconds": verify.as_secs_f64(),
    })
}

/// How large the database is, its log left out.
async fn bytes(store: &Store, url: &str) -> u64 {
    match store.db() {
        Db::Sqlite { writer, .. } => {
            sqlx::query("pragma wal_checkpoint(truncate)").execute(writer).await.expect("written");
            std::fs::metadata(url.trim_start_matches("sqlite:")).map_or(0, |file| file.len())
        }
        Db::Postgres(pool) => {
            sqlx::query("vacuum").execute(pool).await.expect("cleaned");
            let size = sqlx::query_scalar("select pg_database_size(current_database())").fetch_one(pool).await;
            u64::try_from(size.unwrap_or(0_i64)).unwrap_or_default()
        }
    }
}
