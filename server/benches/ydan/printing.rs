//! A whole province's slips: issued for 350,000 households in 1,400 hamlets, and typeset as one archive.

use crate::{now, open, store_with};
use app::ports::common::Actor;
use app::ports::participation::Participation as _;
use app::ports::slip_sheets::{SlipPlace, SlipSheets as _};
use app::prints::WithCodes;
use axum::body::Bytes;
use serde_json::{Value, json};
use server::files::typeset::Typesetter;
use server::http::print_archive::SlipArchive;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Hamlets of each commune.
const HAMLETS: usize = 200;
/// Households of each hamlet.
const HOUSEHOLDS: u64 = 250;

/// Measures one database.
pub async fn measure(url: &str) -> Value {
    let store = store_with(url, HAMLETS, HOUSEHOLDS).await;
    let (round, by, all) = (open(&store, "677").await, Actor::Operator, SlipPlace::Round);
    let begun = Instant::now();
    store.issue_rest(&by, round, all, now()).await.expect("issued");
    let answered = begun.elapsed();
    let hamlets = HAMLETS * (crate::COMMUNES.len() - 1);
    while store.printable(&by, round, all, now()).await.expect("a list").len() < hamlets {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let issue = begun.elapsed();
    let before = peak_kib();
    let begun = Instant::now();
    let (to, mut pieces) = tokio::sync::mpsc::channel::<std::io::Result<Bytes>>(1);
    let taken = tokio::spawn(async move {
        let (mut first, mut bytes) = (None, 0);
        while let Some(piece) = pieces.recv().await {
            first.get_or_insert_with(|| begun.elapsed());
            bytes += piece.expect("a piece").len();
        }
        (first, bytes)
    });
    let participation = store.unit_participation(&by, round, None).await.expect("communes");
    let slips = participation.rows.iter().map(|row| row.turnout.issued).sum::<u64>();
    let archive = SlipArchive {
        slip_sheets: Arc::new(store.clone()),
        typesetting: Arc::new(Typesetter::default()),
        base_url: "https://ydan.lamdong.example".into(),
        now: Arc::new(now),
        by,
        round,
        communes: participation.rows.into_iter().map(|row| row.unit.code).collect(),
        what: WithCodes::Slips,
    };
    archive.write(&to).await.expect("an archive");
    drop(to);
    let (first, bytes) = taken.await.expect("taken");
    let seconds = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let rate = (slips as f64 / seconds).round();
    json!({
        "hamlets": hamlets, "slips": slips,
        "seconds_until_the_page_answers": answered.as_secs_f64(),
        "issue_seconds": issue.as_secs_f64(),
        "archive_seconds": seconds, "archive_bytes": bytes,
        "seconds_until_the_first_byte": first.unwrap_or_default().as_secs_f64(),
        "slips_per_second": rate,
        "peak_memory_kib_before": before, "peak_memory_kib": peak_kib(),
    })
}

/// The most memory that this process ever held at once.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
