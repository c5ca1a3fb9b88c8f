//! Slips that can be printed: issued hamlet by hamlet, kept sealed, opened to be printed, deleted.

use crate::store::Store;
use crate::store::authority::{Place, Scope, require};
use crate::store::db::from_db;
use crate::store::journal::{JournalEntry, record};
use crate::store::round_hamlets::{asked_hamlet, round_hamlets};
use crate::store::round_records::{expect_state, load_round, lock_round};
use crate::store::slip_sheet_records::{SheetRecord, kept_sheets, open_sheet, purge_sheets, usable_slips};
use crate::store::tx::{Tx, execute, scalar, scalars, write};
use crate::store::unit_tree::units_below;
use app::domain::collection::code::Code;
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Permission;
use app::domain::revision::Revision;
use app::domain::units::unit::UnitRef;
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::participation::HamletRef;
use app::ports::slip_sheets::{PrintableSlips, SheetsAct, SheetsRefused, SlipPlace, SlipSheets, revision_of};
use app::ports::slips::{IssuedSlips, SlipSelection, Slips as _};
use async_trait::async_trait;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;
use uuid::Uuid;

/// How long somebody waits for slips that are issued before they see how far it is.
const PATIENCE: Duration = Duration::from_secs(2);

#[async_trait]
impl SlipSheets for Store {
    async fn issue_rest(&self, by: &Actor, id: Uuid, place: SlipPlace<'_>, now: Now) -> Answer<()> {
        let bare = self.hamlets_without_slips(by, id, place).await?;
        let (store, by) = (self.clone(), by.by_any_form());
        if let [one] = bare.as_slice() {
            return store.slips(&by, id, *one, SlipSelection::First, now).await.map(drop);
        }
        let issuing = tokio::spawn(async move {
            for hamlet in bare {
                match store.slips(&by, id, hamlet, SlipSelection::First, now).await {
                    // Somebody else was quicker, or it was closed meanwhile.
                    Ok(_) | Err(PortError::Refused(_)) => {}
                    Err(error) => tracing::error!(%error, "slips of a hamlet were not issued"),
                }
            }
        });
        match tokio::time::timeout(PATIENCE, issuing).await {
            Err(_) => Ok(()),
            Ok(done) => done.map_err(|error| PortError::Broken(Box::new(error))),
        }
    }

    async fn printable(&self, by: &Actor, id: Uuid, place: SlipPlace<'_>, now: Now) -> Answer<Vec<PrintableSlips>> {
        let tx = &mut self.db.read().await?;
        let asked = AskedPlace::find(tx, by, id, place).await?;
        let own = kept_sheets(tx, id, asked.hamlet, now).await?.into_iter().filter(|sheet| asked.has(sheet));
        Ok(own.map(printable).collect())
    }

    async fn sheets(&self, by: &Actor, id: Uuid, place: SlipPlace<'_>, now: Now) -> Answer<Vec<IssuedSlips>> {
        let (sheets, issued) = self.open_sheets(by, id, place, now).await?;
        let count = issued.iter().map(|issued| issued.slips.len() as u64).sum();
        write!(self.db, by, |tx| {
            // Nobody is given a code before the log says so, and none that was deleted meanwhile.
            let asked = AskedPlace::find(tx, by, id, place).await?;
            expect_state(&asked.round, State::Open)?;
            let kept = kept_sheets(tx, id, asked.hamlet, now).await?;
            if sheets.iter().any(|sheet| !kept.iter().any(|own| own.id == *sheet)) {
                return refuse(SheetsRefused::Gone);
            }
            let deed = asked.entry(SheetsAct::Print, id).with(Detail::Slips { count });
            record(tx, &self.key, &asked.who, deed, now).await?;
            Ok(())
        })?;
        Ok(issued)
    }

    async fn forget(&self, by: &Actor, id: Uuid, place: SlipPlace<'_>, shown: &Revision, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            lock_round(tx, id).await?;
            let asked = AskedPlace::find(tx, by, id, place).await?;
            let kept = kept_sheets(tx, id, asked.hamlet, now).await?;
            let own: Vec<PrintableSlips> = kept.into_iter().filter(|sheet| asked.has(sheet)).map(printable).collect();
            if own.is_empty() {
                return refuse(SheetsRefused::Gone);
            }
            if revision_of(&own) != *shown {
                return refuse(SheetsRefused::Overtaken);
            }
            for sheet in own {
                execute!(tx, "delete from slip_sheet where id = $1", sheet.id)?;
            }
            purge_sheets(tx).await?;
            record(tx, &self.key, &asked.who, asked.entry(SheetsAct::Forget, id), now).await?;
            Ok(())
        })
    }

    async fn forget_old(&self, now: Now) -> Answer<()> {
        let sql = "select count(*) from slip_sheet where kept_until <= $1";
        let old: i64 = scalar!(&mut self.db.read_once().await?, sql, now)?;
        if old == 0 {
            return Ok(());
        }
        write!(self.db, &Actor::Operator, |tx| {
            execute!(tx, "delete from slip_sheet where kept_until <= $1", now)?;
            purge_sheets(tx).await?;
            Ok(())
        })
    }
}

/// A sheet, as whoever prints sees it.
fn printable(sheet: SheetRecord) -> PrintableSlips {
    PrintableSlips {
        id: sheet.id,
        hamlet: sheet.hamlet_id,
        spare: sheet.spare,
        serials: (from_db(sheet.first_serial), from_db(sheet.last_serial)),
        until: sheet.kept_until,
    }
}

impl Store {
    /// The hamlets of a place that have no slips and are not counted by hand, by code.
    async fn hamlets_without_slips(&self, by: &Actor, id: Uuid, place: SlipPlace<'_>) -> Answer<Vec<Uuid>> {
        let tx = &mut self.db.read().await?;
        let asked = AskedPlace::find(tx, by, id, place).await?;
        expect_state(&asked.round, State::Open)?;
        let sql = "select r.hamlet_id from round_hamlet r
                   where r.round_id = $1 and r.issued = 0 and r.households > 0
                     and not exists (select 1 from minutes m where m.round_id = $1 and m.hamlet_id = r.hamlet_id)
                     and not exists (select 1 from hamlet_closing c where c.round_id = $1 and c.hamlet_id = r.hamlet_id)
                   order by r.code";
        let rows: Vec<Uuid> = scalars!(tx, sql, id)?;
        let bare: Vec<Uuid> = rows.into_iter().filter(|hamlet| asked.hamlets.contains_key(hamlet)).collect();
        if bare.is_empty() { refuse(SheetsRefused::NoneLeft) } else { Ok(bare) }
    }

    /// What can be printed in a place, and the sheets it is on. It is opened while nobody is kept from writing: there may be a
    /// province's.
    pub(crate) async fn open_sheets(
        &self,
        by: &Actor,
        id: Uuid,
        place: SlipPlace<'_>,
        now: Now,
    ) -> Answer<(Vec<Uuid>, Vec<IssuedSlips>)> {
        let tx = &mut self.db.read().await?;
        let asked = AskedPlace::find(tx, by, id, place).await?;
        expect_state(&asked.round, State::Open)?;
        let usable = usable_slips(tx, id, asked.hamlet).await?;
        let mut slips: BTreeMap<_, Vec<(u64, Code)>> = BTreeMap::new();
        let mut sheets = Vec::new();
        for sheet in kept_sheets(tx, id, asked.hamlet, now).await?.iter().filter(|sheet| asked.has(sheet)) {
            let Some((commune, hamlet)) = asked.hamlets.get(&sheet.hamlet_id) else { continue };
            let codes = open_sheet(tx, &self.key, sheet).await?.into_iter();
            let codes = codes.filter(|(serial, _)| usable.contains(&(sheet.hamlet_id, *serial)));
            let of = (commune.code.clone(), hamlet.code.clone(), sheet.hamlet_id, sheet.spare);
            slips.entry(of).or_default().extend(codes);
            sheets.push(sheet.id);
        }
        let mut issued = Vec::new();
        for ((_, _, hamlet, spare), mut slips) in slips {
            let Some((commune, named)) = asked.hamlets.get(&hamlet) else { continue };
            if slips.is_empty() {
                continue;
            }
            slips.sort_unstable_by_key(|(serial, _)| *serial);
            let (round, commune, hamlet) = (asked.round.clone(), commune.clone(), named.clone());
            issued.push(IssuedSlips { round, commune, hamlet, spare, slips });
        }
        if issued.is_empty() { refuse(SheetsRefused::Gone) } else { Ok((sheets, issued)) }
    }
}

/// A place of a round in which somebody may issue slips, with its hamlets.
struct AskedPlace {
    who: Scope,
    round: Round,
    unit: Uuid,
    hamlet: Option<Uuid>,
    sheet: Option<Uuid>,
    hamlets: HashMap<Uuid, (UnitRef, HamletRef)>,
}

impl AskedPlace {
    async fn find(tx: &mut Tx, by: &Actor, id: Uuid, place: SlipPlace<'_>) -> Answer<Self> {
        let (unit_id, round) = load_round(tx, id).await?;
        let one = match place {
            SlipPlace::Hamlet(hamlet) => Some((hamlet, None)),
            SlipPlace::Sheet { hamlet, sheet } => Some((hamlet, Some(sheet))),
            SlipPlace::Round | SlipPlace::Unit(_) => None,
        };
        if let Some((hamlet, sheet)) = one {
            let who = require(tx, by, Permission::Issue, Place::Hamlet(hamlet)).await?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            let hamlets = HashMap::from([(hamlet, (asked.commune, asked.hamlet))]);
            return Ok(Self { who, round, unit: asked.commune_id, hamlet: Some(hamlet), sheet, hamlets });
        }
        let all = units_below(tx, unit_id, round.opens).await?;
        let (unit, units) = match place {
            SlipPlace::Unit(code) => {
                let unit = all.iter().find(|unit| unit.named.code == code).ok_or(PortError::Missing)?.id;
                (unit, units_below(tx, unit, round.opens).await?)
            }
            _ => (unit_id, all),
        };
        let who = require(tx, by, Permission::Issue, Place::Unit(unit)).await?;
        let communes: HashMap<Uuid, UnitRef> = units.into_iter().map(|unit| (unit.id, unit.named)).collect();
        let hamlets = round_hamlets(tx, id).await?.into_iter().filter_map(|hamlet| {
            let commune = communes.get(&hamlet.commune)?.clone();
            Some((hamlet.id, (commune, HamletRef { id: hamlet.id, code: hamlet.code, name: hamlet.name })))
        });
        Ok(Self { who, round, unit, hamlet: None, sheet: None, hamlets: hamlets.collect() })
    }

    fn has(&self, sheet: &SheetRecord) -> bool {
        self.hamlets.contains_key(&sheet.hamlet_id) && self.sheet.is_none_or(|one| one == sheet.id)
    }

    fn entry(&self, act: SheetsAct, round: Uuid) -> JournalEntry {
        match self.hamlet {
            Some(hamlet) => JournalEntry::of_hamlet(act, self.unit, round, hamlet),
            None => JournalEntry::of_round(act, self.unit, round),
        }
    }
}
