//! The demonstration: Lâm Đồng since 1/7/2025 with made-up hamlets and people, rounds at every stage, what is overseen.
//!
//! All of it goes in through the ports that real data go through, on the days on which it would have come. The figures
//! follow from the codes of places, so that every demonstration looks alike. It is marked as made up, and every page
//! says so.

mod collection;
mod figures;
mod oversight;
mod people;
mod rounds;

use crate::data::rulesets::Rulesets;
use crate::data::{calendar, units};
use crate::files::csv;
use crate::store::Store;
use anyhow::{Context as _, Result, bail};
use app::i18n::local;
use app::ports::common::{Actor, Line, Now};
use app::ports::demonstration::{Demonstration as _, Guide, Login, Sight, SightKind};
use app::ports::hamlets::{HamletRow, Hamlets as _};
use app::ports::units::{UnitRow, Units as _};
use app::routes::Demonstration;
use app::t;
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta};
use collection::OpenRound;
use people::{PEOPLE, People, password};
use rounds::Published;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The province: Lâm Đồng.
const PROVINCE: &str = "68";
/// The commune whose round is open, where most people work: Xã Đơn Dương. It claims what people deny.
const HOME: &str = "24931";
/// The commune that meets everything: Xã D'Ran.
const MET: &str = "24934";
/// The commune where too few take part: Xã Tà Năng.
const FEW: &str = "24988";
/// The commune that was asked again: Xã Quảng Lập.
const ASKED_AGAIN: &str = "24955";
/// The commune that was asked by an old set and the latest: Xã Ka Đô.
const TREND: &str = "24943";
/// The commune whose round waits for its notice: Xã Hiệp Thạnh.
const CLOSED: &str = "24967";
/// The commune whose round is planned: Xã Di Linh.
const PLANNED: &str = "25000";
/// Communes of which nobody has said anything yet: Xã Cát Tiên and its neighbours.
const UNASSESSED: [&str; 3] = ["25159", "25162", "25180"];

/// The sets: in force in autumn 2025, for advanced communes, and since 15/2/2026.
const FIRST: &str = "xa-ntm-2021-2025";
const ADVANCED: &str = "xa-nang-cao-2021-2025";
const LATEST: &str = "xa-ntm-2026-2030";

/// The first day of the communes of today.
const MERGED: (i32, u32, u32) = (2025, 7, 1);
/// The day on which people are invited and hamlets listed.
const START: (i32, u32, u32) = (2025, 8, 4);
/// What is told on fixed days is over by then.
const EARLIEST: (i32, u32, u32) = (2026, 5, 1);

/// Makes the demonstration, unless it is there, and says where to look.
pub async fn ensure(store: &Store, rulesets: &Rulesets, now: Now, base_url: &str) -> Result<()> {
    if store.guide(now).await?.is_none() {
        make(store, rulesets, now).await?;
    }
    let guide = store.guide(now).await?.with_context(|| t!("demo-failed"))?;
    if guide.open_until < local(now).date() {
        println!("{}", t!("demo-over", day = guide.open_until));
    }
    println!("{}", t!("demo-about"));
    println!("  {base_url}{Demonstration}");
    Ok(())
}

/// Makes the demonstration. It is refused where anything is kept already: no real code is ever beside one in clear.
pub async fn make(store: &Store, rulesets: &Rulesets, now: Now) -> Result<()> {
    let today = local(now).date();
    if !store.is_empty().await? {
        bail!(t!("demo-not-empty"));
    }
    if today < fixed(EARLIEST) {
        bail!(t!("demo-too-early", day = fixed(EARLIEST)));
    }
    let before = csv::units(units::LAMDONG_2022.as_bytes(), (None, None))?;
    let list = csv::units(units::LAMDONG_2025.as_bytes(), (Some(fixed(MERGED)), None))?;
    let (before_codes, codes) = (rural(&before), rural(&list));
    let names = list.iter().map(|line| (line.value.named.code.clone(), line.value.named.name.clone())).collect();
    store.import_units(before).await?;
    store.import_units(list).await?;
    let pairs = csv::successions(units::LAMDONG_2022_TO_2025.as_bytes())?;
    store.import_successions(pairs, fixed(MERGED)).await?;
    let hamlets: Vec<HamletRow> = codes.iter().flat_map(|commune| figures::hamlets_of(commune)).collect();
    store.import_hamlets(&Actor::Operator, numbered(hamlets.clone()), morning(fixed(START))).await?;
    let people = people::invite_all(store).await?;
    let days_off = calendar::shipped()?.into_iter().map(|off| off.day).collect();
    let demo = Demo { store, rulesets, now, today, people, names, hamlets, days_off };

    demo.assess_before(&before_codes).await?;
    demo.assess(&codes).await?;
    let published = demo.rounds_over().await?;
    demo.recommend(published.province).await?;
    demo.round_closed().await?;
    demo.round_planned().await?;
    let open = demo.round_open().await?;
    store.keep_guide(&demo.guide(&published, open)).await?;
    Ok(())
}

/// What everything is made with.
struct Demo<'a> {
    store: &'a Store,
    rulesets: &'a Rulesets,
    now: Now,
    today: NaiveDate,
    people: People,
    names: BTreeMap<String, String>,
    hamlets: Vec<HamletRow>,
    days_off: BTreeSet<NaiveDate>,
}

impl Demo<'_> {
    fn name_of(&self, unit: &str) -> String {
        self.names.get(unit).cloned().unwrap_or_default()
    }

    fn hamlets_in(&self, commune: &'static str) -> impl Iterator<Item = &HamletRow> {
        self.hamlets.iter().filter(move |hamlet| hamlet.commune_code == commune)
    }

    /// The Monday of the week so many days ago.
    fn monday(&self, ago: u64) -> NaiveDate {
        let day = days_before(self.today, ago);
        days_before(day, u64::from(day.weekday().num_days_from_monday()))
    }

    /// What there is to see and to try.
    fn guide(&self, published: &Published, open: OpenRound) -> Guide {
        let at = |(kind, code, round): (SightKind, &str, Uuid)| Sight {
            kind,
            code: code.to_owned(),
            place: self.name_of(code),
            round,
        };
        let round = published.province;
        let sights = [
            (SightKind::Results, PROVINCE, round),
            (SightKind::Map, PROVINCE, round),
            (SightKind::Met, MET, round),
            (SightKind::Denied, HOME, round),
            (SightKind::FewTookPart, FEW, round),
            (SightKind::AskedAgain, ASKED_AGAIN, round),
            (SightKind::Trend, TREND, round),
            (SightKind::Notice, TREND, published.latest),
            (SightKind::Targets, PROVINCE, round),
        ];
        let logins = PEOPLE.map(|(login, kind, _, _, unit, hamlet)| {
            let own = self.hamlets.iter().find(|row| row.commune_code == unit && row.code == hamlet);
            let commune = self.name_of(unit);
            let place = own.map(|row| t!("demo-hamlet-of", hamlet = &row.name, commune = &commune)).unwrap_or(commune);
            Login { login: login.to_owned(), kind, place }
        });
        Guide {
            made_on: self.today,
            asks: self.name_of(HOME),
            open_until: open.until,
            sights: sights.map(at).into(),
            logins: logins.into(),
            password: password(),
            codes: open.codes.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The communes of a list that are rural, by code.
fn rural(list: &[Line<UnitRow>]) -> Vec<String> {
    let kind = t!("demo-commune-kind");
    let rural = list.iter().filter(|line| line.value.named.kind == kind);
    rural.map(|line| line.value.named.code.clone()).collect()
}

/// A morning in Vietnam.
fn morning(day: NaiveDate) -> Now {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(1)
}

fn fixed((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day + Days::new(days)
}

fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day - Days::new(days)
}

fn numbered<T>(rows: Vec<T>) -> Vec<Line<T>> {
    (2..).zip(rows).map(|(number, value)| Line { number, value }).collect()
}
