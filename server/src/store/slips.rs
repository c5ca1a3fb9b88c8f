//! Slips: codes issued, written down before they are kept; issued again; spares.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::commune_boxes::CommuneBoxes;
use crate::store::db::{from_db, to_db};
use crate::store::journal::{JournalEntry, record};
use crate::store::round_hamlets::{
    RoundHamlet, add_hamlets, asked_hamlet, communes_asked_by, expect_not_closed, round_hamlets, set_issued,
};
use crate::store::round_records::{expect_state, lock_open_round, lock_round};
use crate::store::slip_records::{expect_unused, insert_codes, replace_slips, serial_of};
use crate::store::slip_sheet_records::{forget_replaced_sheets, keep_sheet};
use crate::store::tx::{Tx, execute, scalar, scalars, write};
use app::domain::collection::code::Code;
use app::domain::collection::round::{Round, State};
use app::domain::collection::slip::Slip;
use app::domain::people::account::Permission;
use app::message::Message;
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Now, refuse};
use app::ports::slips::{
    IssuedCode, IssuedSlips, SlipSelection, Slips, SlipsAct, SlipsDetail, SlipsRefused, WriteCodes,
};
use async_trait::async_trait;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

#[async_trait]
impl Slips for Store {
    async fn issue(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Option<&str>,
        write_down: WriteCodes<'_>,
        now: Now,
    ) -> Answer<u64> {
        write!(self.db, by, |tx| {
            let (unit_id, round) = lock_open_round(tx, id).await?;
            let communes = communes_asked_by(tx, unit_id, &round.ruleset, round.opens).await?;
            for commune in &communes {
                add_hamlets(tx, id, commune.id).await?;
            }
            let names: HashMap<Uuid, &str> =
                communes.iter().map(|commune| (commune.id, commune.named.code.as_str())).collect();
            let counted: Vec<Uuid> = scalars!(tx, "select hamlet_id from minutes where round_id = $1", id)?;
            let mut hamlets = round_hamlets(tx, id).await?;
            hamlets.sort_by(|a, b| (names.get(&a.commune), &a.code).cmp(&(names.get(&b.commune), &b.code)));
            let fresh = choose(hamlets, hamlet, &names, &counted)?;
            let place = match (hamlet, fresh.as_slice()) {
                (Some(_), [one]) => Place::Hamlet(one.id),
                _ => Place::Unit(unit_id),
            };
            let who = require(tx, by, Permission::Issue, place).await?;

            let mut codes = Vec::new();
            let mut rows = Vec::new();
            for hamlet in &fresh {
                for serial in 1..=hamlet.households {
                    let code = Code::draw(rand::random::<u8>);
                    rows.push((self.key.hash(&code), hamlet.id, to_db(serial)));
                    codes.push(IssuedCode {
                        commune_code: names.get(&hamlet.commune).copied().unwrap_or_default().to_owned(),
                        hamlet_code: hamlet.code.clone(),
                        serial,
                        code,
                    });
                }
            }
            for commune in fresh.iter().map(|hamlet| hamlet.commune).collect::<BTreeSet<_>>() {
                expect_no_box_opened(tx, &round, commune).await?;
            }
            insert_codes(tx, id, rows, false).await?;
            for hamlet in &fresh {
                set_issued(tx, id, hamlet.id, hamlet.households).await?;
            }
            let detail = SlipsDetail::Codes { codes: codes.len() as u64, hamlets: fresh.len() as u64 };
            record(tx, &self.key, &who, JournalEntry::of_round(SlipsAct::IssueCodes, unit_id, id).with(detail), now)
                .await?;
            if let Err(error) = write_down(&codes) {
                return refuse(SlipsRefused::NotWritten { error: error.to_string() });
            }
            Ok(codes.len() as u64)
        })
    }

    async fn slips(&self, by: &Actor, id: Uuid, hamlet: Uuid, which: SlipSelection, now: Now) -> Answer<IssuedSlips> {
        write!(self.db, by, |tx| {
            let (_, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Issue, Place::Hamlet(hamlet)).await?;
            expect_state(&round, State::Open)?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            expect_not_closed(&asked)?;
            expect_no_box_opened(tx, &round, asked.commune_id).await?;
            if asked.has_minutes {
                return refuse(SlipsRefused::MinutesIssue);
            }
            let mut replaced_serial = 0;
            let (count, act) = match which {
                SlipSelection::First if asked.issued > 0 => {
                    return refuse(SlipsRefused::Issued);
                }
                SlipSelection::First if asked.households == 0 => {
                    return refuse(SlipsRefused::NoHouseholds);
                }
                SlipSelection::First => (asked.households, SlipsAct::IssueSlips),
                SlipSelection::Again => match replace_slips(tx, id, hamlet, None).await? {
                    0 => return refuse(SlipsRefused::NoneUnused),
                    replaced => (replaced, SlipsAct::PrintSlipsAgain),
                },
                SlipSelection::One(slip) => {
                    let serial = serial_of(tx, &self.key, id, hamlet, slip).await?;
                    replaced_serial = serial;
                    expect_unused(tx, id, hamlet, serial).await?;
                    (replace_slips(tx, id, hamlet, Some(serial)).await?, SlipsAct::ReplaceSlip)
                }
                SlipSelection::Spare(count) if (1..=MOST_SPARES).contains(&count) => (count, SlipsAct::PrintSpares),
                SlipSelection::Spare(_) => return refuse(SlipsRefused::SpareCount),
            };
            let spare = matches!(which, SlipSelection::Spare(_));
            let sql = "select coalesce(max(serial), 0) from code where round_id = $1 and hamlet_id = $2";
            let last: i64 = scalar!(tx, sql, id, hamlet)?;
            let slips: Vec<(u64, Code)> = (from_db(last) + 1..)
                .take(usize::try_from(count).unwrap_or_default())
                .map(|serial| (serial, Code::draw(rand::random::<u8>)))
                .collect();
            let rows = slips.iter().map(|(serial, code)| (self.key.hash(code), hamlet, to_db(*serial))).collect();
            insert_codes(tx, id, rows, spare).await?;
            if which == SlipSelection::Again {
                forget_replaced_sheets(tx, id, hamlet).await?;
            }
            if which == SlipSelection::First {
                set_issued(tx, id, hamlet, asked.households).await?;
            }
            let detail: Message = match which {
                SlipSelection::One(_) => {
                    SlipsDetail::SlipReplaced { serial: replaced_serial.to_string(), by: (last + 1).to_string() }.into()
                }
                _ => Detail::Slips { count }.into(),
            };
            let deed = JournalEntry::of_hamlet(act, asked.commune_id, id, hamlet).with(detail);
            record(tx, &self.key, &who, deed, now).await?;
            let issued = IssuedSlips { round, commune: asked.commune, hamlet: asked.hamlet, spare, slips };
            keep_sheet(tx, &self.key, &issued, now).await?;
            Ok(issued)
        })
    }

    async fn use_spare(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Uuid,
        spare: Slip,
        lost: Option<Slip>,
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (_, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Collect, Place::Hamlet(hamlet)).await?;
            expect_state(&round, State::Open)?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            expect_not_closed(&asked)?;
            if asked.has_minutes {
                return refuse(SlipsRefused::MinutesUse);
            }
            let spare = serial_of(tx, &self.key, id, hamlet, spare).await?;
            let sql = "update code set state = 'fresh', slip_status = 'out'
                   where round_id = $1 and hamlet_id = $2 and serial = $3 and slip_status = 'spare'";
            if execute!(tx, sql, id, hamlet, to_db(spare))? != 1 {
                return refuse(SlipsRefused::NotSpare { serial: spare.to_string() });
            }
            let detail = if let Some(lost) = lost {
                let lost = serial_of(tx, &self.key, id, hamlet, lost).await?;
                if lost == spare {
                    return refuse(SlipsRefused::SameNumber);
                }
                expect_unused(tx, id, hamlet, lost).await?;
                replace_slips(tx, id, hamlet, Some(lost)).await?;
                SlipsDetail::SpareReplaces { spare: spare.to_string(), lost: lost.to_string() }
            } else {
                // Whoever counts ballots does not say how many households there are.
                require(tx, by, Permission::Issue, Place::Hamlet(hamlet)).await?;
                set_issued(tx, id, hamlet, asked.issued + 1).await?;
                let households = asked.households.max(asked.issued + 1);
                let sql = "update round_hamlet set households = $3 where round_id = $1 and hamlet_id = $2";
                execute!(tx, sql, id, hamlet, to_db(households))?;
                SlipsDetail::SpareForHousehold { spare: spare.to_string(), households }
            };
            let deed = JournalEntry::of_hamlet(SlipsAct::UseSpare, asked.commune_id, id, hamlet).with(detail);
            record(tx, &self.key, &who, deed, now).await?;
            Ok(())
        })
    }
}

/// The most spares at once.
const MOST_SPARES: u64 = 100;

/// Refuses slips where a box of the commune was opened: whatever came in afterwards would be counted apart.
async fn expect_no_box_opened(tx: &mut Tx, round: &Round, commune: Uuid) -> Answer<()> {
    if CommuneBoxes::load(tx, round, commune).await?.any_opened() {
        return refuse(SlipsRefused::BoxesOpened);
    }
    Ok(())
}

/// The hamlets to issue codes for: those asked for that have none yet and whose paper is not counted.
fn choose(
    hamlets: Vec<RoundHamlet>,
    wanted: Option<&str>,
    communes: &HashMap<Uuid, &str>,
    counted: &[Uuid],
) -> Answer<Vec<RoundHamlet>> {
    let Some(wanted) = wanted else {
        let all = hamlets.len();
        let fresh: Vec<_> = hamlets.into_iter().filter(|h| h.issued == 0 && !counted.contains(&h.id)).collect();
        return match (all, fresh.len()) {
            (0, _) => refuse(SlipsRefused::NoHamlets),
            (_, 0) => refuse(SlipsRefused::AllIssued),
            _ => Ok(fresh),
        };
    };
    let (commune, code) = wanted.split_once('/').map_or((None, wanted), |(commune, code)| (Some(commune), code));
    let is_wanted = |hamlet: &RoundHamlet| {
        hamlet.code == code && commune.is_none_or(|commune| communes.get(&hamlet.commune) == Some(&commune))
    };
    let mut found = hamlets.into_iter().filter(is_wanted);
    match (found.next(), found.next()) {
        (None, _) => refuse(SlipsRefused::NoHamlet { code: wanted.to_owned() }),
        (Some(_), Some(_)) => refuse(SlipsRefused::Ambiguous { code: code.to_owned() }),
        (Some(hamlet), None) if hamlet.issued > 0 => refuse(SlipsRefused::HamletIssued { code: wanted.to_owned() }),
        (Some(hamlet), None) if counted.contains(&hamlet.id) => {
            refuse(SlipsRefused::HamletHasMinutes { code: wanted.to_owned() })
        }
        (Some(hamlet), None) => Ok(vec![hamlet]),
    }
}
