//! The demonstration: Lâm Đồng since 1/7/2025 with made-up hamlets and people, rounds at every stage, what is overseen.
//!
//! All of it goes in through the ports that real data go through, on the days on which it would have come. The figures
//! follow from the codes of places, so that every demonstration looks alike. It is marked as made up, and every page
//! says so.

mod collection;
pub(crate) mod figures;
mod maker;
mod oversight;
pub(crate) mod people;
mod rounds;
pub(crate) mod scene;
mod supervision;

use crate::data::rulesets::Rulesets;
use crate::data::{calendar, units};
use crate::files::csv;
use crate::store::Store;
use anyhow::{Context as _, Result, bail};
use app::i18n::{Lang, hamlet_of, local};
use app::ports::common::{Actor, Line, Now};
use app::ports::demonstration::{Demonstration as _, Guide, Login, Sight, SightKind};
use app::ports::hamlets::{HamletRow, Hamlets as _};
use app::ports::units::{UnitRow, Units as _};
use app::routes::Demonstration;
use app::t;
use collection::OpenRound;
use maker::Demo;
use people::{PEOPLE, password};
use rounds::Published;
use scene::{ASKED_AGAIN, EARLIEST, FEW, HOME, MERGED, MET, PROVINCE, START, TREND, fixed, morning, numbered};
use uuid::Uuid;

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
    demo.supervise().await?;
    demo.round_closed().await?;
    demo.round_planned().await?;
    let open = demo.round_open().await?;
    store.keep_guide(&demo.guide(&published, open)).await?;
    Ok(())
}

impl Demo<'_> {
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
            let place = own.map(|row| hamlet_of(Lang::Vi, &row.name, &commune)).unwrap_or(commune);
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
