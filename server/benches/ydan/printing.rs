//! A whole province's slips: issued for 350,000 households in 1,400 hamlets, and typeset as one archive.

use crate::{now, open, store_with};
use app::ports::common::Actor;
use app::ports::slip_sheets::{SlipPlace, SlipSheets as _};
use serde_json::{Value, json};
use server::http::print_archive::write_archive;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Hamlets of each commune.
const HAMLETS: usize = 200;
/// Households of each hamlet.
const HOUSEHOLDS: u64 = 250;

/// Counts what is written, and when the first byte came.
struct Counted {
    begun: Instant,
    first: Option<Duration>,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.first.get_or_insert_with(|| self.begun.elapsed());
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

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
    let begun = Instant::now();
    let issued = store.sheets(&by, round, all, now()).await.expect("slips");
    let opened = begun.elapsed();
    let slips: usize = issued.iter().map(|issued| issued.slips.len()).sum();
    let before = peak_kib();
    let begun = Instant::now();
    let written = tokio::task::spawn_blocking(move || {
        let mut to = Counted { begun, first: None, bytes: 0 };
        write_archive("https://ydan.lamdong.example", &issued, false, &mut to).expect("an archive");
        to
    });
    let written = written.await.expect("written");
    let seconds = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let rate = (slips as f64 / seconds).round();
    json!({
        "hamlets": hamlets, "slips": slips,
        "seconds_until_the_page_answers": answered.as_secs_f64(),
        "issue_seconds": issue.as_secs_f64(), "open_seconds": opened.as_secs_f64(),
        "archive_seconds": seconds, "archive_bytes": written.bytes,
        "seconds_until_the_first_byte": written.first.unwrap_or_default().as_secs_f64(),
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
