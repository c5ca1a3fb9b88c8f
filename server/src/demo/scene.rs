//! Where and when the demonstration plays.

use app::ports::common::{Line, Now};
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

/// The province: Lâm Đồng.
pub(super) const PROVINCE: &str = "68";
/// The commune whose round is open, where most people work: Xã Đơn Dương. It claims what people deny.
pub(super) const HOME: &str = "24931";
/// The commune that meets everything: Xã D'Ran.
pub(super) const MET: &str = "24934";
/// The commune where too few take part: Xã Tà Năng.
pub(super) const FEW: &str = "24988";
/// The commune that was asked again: Xã Quảng Lập.
pub(super) const ASKED_AGAIN: &str = "24955";
/// The commune that was asked by an old set and the latest: Xã Ka Đô.
pub(super) const TREND: &str = "24943";
/// The commune whose round waits for its notice: Xã Hiệp Thạnh.
pub(super) const CLOSED: &str = "24967";
/// The commune whose round is planned: Xã Di Linh.
pub(super) const PLANNED: &str = "25000";
/// Communes of which nobody has said anything yet: Xã Cát Tiên and its neighbours.
pub(super) const UNASSESSED: [&str; 3] = ["25159", "25162", "25180"];

/// The sets: in force in autumn 2025, for advanced communes, and since 15/2/2026.
pub(super) const FIRST: &str = "xa-ntm-2021-2025";
pub(super) const ADVANCED: &str = "xa-nang-cao-2021-2025";
pub(super) const LATEST: &str = "xa-ntm-2026-2030";

/// The first day of the communes of today.
pub(super) const MERGED: (i32, u32, u32) = (2025, 7, 1);
/// The day on which people are invited and hamlets listed.
pub(super) const START: (i32, u32, u32) = (2025, 8, 4);
/// What is told on fixed days is over by then.
pub(super) const EARLIEST: (i32, u32, u32) = (2026, 5, 1);

/// A morning in Vietnam.
pub(super) fn morning(day: NaiveDate) -> Now {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(1)
}

pub(super) fn fixed((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

pub(super) fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day + Days::new(days)
}

pub(super) fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day - Days::new(days)
}

pub(crate) fn numbered<T>(rows: Vec<T>) -> Vec<Line<T>> {
    (2..).zip(rows).map(|(number, value)| Line { number, value }).collect()
}
