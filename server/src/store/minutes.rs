//! Hand-counted minutes: a channel of their own, in which no household is counted that was counted online.

use super::{Store, StoreError, Tx, broken, closing, counted, kept, on, rounds, tree};
use crate::store::authority::{Deed, Place, note, require};
use crate::store::slips::{asked_hamlet, expect_not_closed};
use app::domain::collection::minutes::{HamletMinutes, Minutes, MinutesRow, gather};
use app::domain::collection::round::State;
use app::domain::people::account::Power;
use app::domain::revision::Seen;
use app::domain::survey::count::Turnout;
use app::domain::survey::percent::count;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::Imported;
use app::ports::common::Line;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::minutes::Replacing;
use std::collections::{BTreeMap, HashMap};
use tree::RoundHamlet;
use uuid::Uuid;

/// The minutes kept of a round, by hamlet.
pub(super) async fn kept_minutes(tx: &mut Tx, round: Uuid) -> Result<BTreeMap<Uuid, Minutes>, StoreError> {
    let sql = "select hamlet_id, document from minutes where round_id = $1";
    let rows: Vec<(Uuid, String)> = on!(tx, |conn| sqlx::query_as(sql).bind(round).fetch_all(conn).await)?;
    rows.into_iter().map(|(hamlet, document)| Ok((hamlet, serde_json::from_str(&document)?))).collect()
}

impl Store {
    pub(super) async fn take_minutes(
        &self,
        by: &Actor,
        id: Uuid,
        rows: Vec<Line<MinutesRow>>,
        replacing: &Replacing,
        now: Now,
    ) -> Answer<Imported> {
        let mut tx = self.db.write().await?;
        rounds::hold(&mut tx, id).await?;
        let (unit_id, round) = rounds::load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Collect, Place::Anywhere).await?;
        rounds::expect_state(&round, State::Open)?;
        let communes = rounds::asked_communes(&mut tx, unit_id, &round).await?;
        for (commune, _) in &communes {
            rounds::add_hamlets(&mut tx, id, *commune).await?;
        }
        let codes: HashMap<Uuid, &str> = communes.iter().map(|(id, unit)| (*id, unit.code.as_str())).collect();
        let hamlets = tree::hamlets(&mut tx, id).await?;
        let by_place: HashMap<(&str, &str), &RoundHamlet> =
            hamlets.iter().filter_map(|h| Some(((*codes.get(&h.commune)?, h.code.as_str()), h))).collect();
        let online = online_returned(&mut tx, id).await?;
        let waiting = waiting(&mut tx, id).await?;
        let known = kept_minutes(&mut tx, id).await?;

        let questions = u32::try_from(round.ruleset.questions.len()).unwrap_or(u32::MAX);
        let lines: Vec<_> = rows.into_iter().map(|line| (line.number, line.value)).collect();
        let (gathered, faulty) = gather(&lines, questions);
        let mut faults = Faults(faulty);
        let mut done = Imported::default();
        let mut writes = Vec::new();
        for one in gathered {
            let place = (one.commune_code.as_str(), one.hamlet_code.as_str());
            let Some(hamlet) = by_place.get(&place) else {
                let known = codes.values().any(|code| *code == place.0);
                faults.add(one.line, unknown_place(&one, known));
                continue;
            };
            if !who.may(&mut tx, Power::Collect, Place::Hamlet(hamlet.id)).await? {
                return Err(PortError::Denied);
            }
            if let Some(slips) = waiting.get(&hamlet.id) {
                let text = format!(
                    "thôn {} còn {} phiếu giấy đã nhập từng phiếu mà chưa chốt; hãy chốt lô đó hoặc bỏ lô rồi nhập biên bản",
                    one.hamlet_code,
                    count(*slips)
                );
                faults.add(one.line, text);
            }
            // Households are the base of participation; whoever counts ballots does not set it.
            let (listed, said) = (hamlet.households, one.minutes.turnout.households);
            if listed != said && listed > 0 && !who.may(&mut tx, Power::Hamlets, Place::Anywhere).await? {
                let text = format!(
                    "danh sách của xã ghi thôn {} có {} hộ, biên bản ghi {}; nếu danh sách sai, hãy nhờ Mặt trận xã sửa",
                    one.hamlet_code,
                    count(listed),
                    count(said)
                );
                faults.add(one.line, text);
            }
            if let Some(fault) = twice_counted(
                &one.hamlet_code,
                &one.minutes.turnout,
                hamlet,
                online.get(&hamlet.id).copied().unwrap_or_default(),
            ) {
                faults.add(one.line, fault);
            }
            match known.get(&hamlet.id) {
                Some(old) if *old == one.minutes => {
                    done.same += 1;
                    continue;
                }
                Some(_) if *replacing == Replacing::None => faults.add(
                    one.line,
                    format!("thôn {} đã có biên bản khác trong đợt này; muốn thay thì nhập ở trang của thôn, hoặc thêm --replace", one.hamlet_code),
                ),
                Some(old) if matches!(replacing, Replacing::Seen(seen) if *seen != Seen::of(&Some(old))) => {
                    return Err(overtaken(old));
                }
                Some(_) => done.changed += 1,
                None => done.added += 1,
            }
            writes.push(((*hamlet).clone(), one.minutes));
        }
        faults.or(())?;
        let mut by_commune: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for (hamlet, minutes) in &writes {
            closing::expect_open_hamlet(&mut tx, &round, hamlet.id).await?;
            write_minutes(&mut tx, id, hamlet, minutes).await?;
            by_commune.entry(hamlet.commune).or_default().push(hamlet.id);
        }
        for (commune, hamlets) in by_commune {
            let hamlet = Some(hamlets[0]).filter(|_| hamlets.len() == 1);
            let detail = format!("{} thôn", hamlets.len());
            let deed = Deed { hamlet, round: Some(id), detail, ..Deed::new("Nhập biên bản", Some(commune)) };
            note(&mut tx, &who, deed, now).await?;
        }
        tx.commit().await?;
        Ok(done)
    }
}

/// What is said where somebody else kept these minutes since a form was opened.
pub(super) fn overtaken(there: &Minutes) -> PortError {
    let Turnout { issued, returned, valid, invalid, .. } = there.turnout;
    PortError::Refused(format!(
        "Người khác vừa lưu biên bản này với số khác: phát ra {}, thu về {}, hợp lệ {}, không hợp lệ {}. Số ông bà ghi còn ở đây; so với bản giấy rồi bấm lưu lần nữa để thay.",
        count(issued),
        count(returned),
        count(valid),
        count(invalid)
    ).into())
}

fn unknown_place(one: &HamletMinutes, commune_known: bool) -> String {
    if commune_known {
        format!("xã {} không có thôn mã {}; nhập danh sách thôn trước", one.commune_code, one.hamlet_code)
    } else {
        format!("đợt này không hỏi ở xã mã {}", one.commune_code)
    }
}

/// Refuses minutes of a hamlet that would count a household twice.
pub(super) async fn expect_no_household_twice(
    tx: &mut Tx,
    round: Uuid,
    hamlet: &RoundHamlet,
    new: &Minutes,
) -> Answer<()> {
    let online = online_returned(tx, round).await?.get(&hamlet.id).copied().unwrap_or_default();
    match twice_counted(&hamlet.code, &new.turnout, hamlet, online) {
        Some(fault) => Err(PortError::Refused(fault.into())),
        None => Ok(()),
    }
}

/// Where codes were issued, paper can only come from households that did not answer online: each has one slip.
fn twice_counted(code: &str, head: &Turnout, hamlet: &RoundHamlet, online: u64) -> Option<String> {
    if hamlet.issued == 0 {
        return None;
    }
    if head.households != hamlet.households {
        return Some(format!(
            "thôn {} có {} hộ khi phát mã, biên bản ghi {}",
            code,
            count(hamlet.households),
            count(head.households)
        ));
    }
    let left = hamlet.issued.saturating_sub(online);
    (head.issued > left).then(|| {
        format!(
            "thôn {} phát {} mã, {} hộ đã trả lời trên mạng, nên phiếu giấy nhiều nhất là {}, biên bản ghi {}",
            code,
            count(hamlet.issued),
            count(online),
            count(left),
            count(head.issued)
        )
    })
}

async fn online_returned(tx: &mut Tx, round: Uuid) -> Result<HashMap<Uuid, u64>, StoreError> {
    let sql = "select hamlet_id, returned from turnout where round_id = $1 and channel = 'ballot'";
    let rows: Vec<(Uuid, i64)> = on!(tx, |conn| sqlx::query_as(sql).bind(round).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(hamlet, returned)| (hamlet, counted(returned))).collect())
}

/// Ends what is not used of a hamlet's slips.
pub(super) async fn kill_fresh(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Answer<()> {
    let kill = "update code set state = 'void' where round_id = $1 and hamlet_id = $2 and state = 'fresh'";
    on!(tx, |conn| sqlx::query(kill).bind(round).bind(hamlet).execute(conn).await.map(drop)).map_err(broken)
}

/// Makes the slips good again that [`kill_fresh`] ended: those that are with households and were neither used nor
/// replaced.
pub(super) async fn revive(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Answer<()> {
    let revive = "update code set state = 'fresh'
                  where round_id = $1 and hamlet_id = $2 and state = 'void' and life = 'out'";
    on!(tx, |conn| sqlx::query(revive).bind(round).bind(hamlet).execute(conn).await.map(drop)).map_err(broken)
}

impl Store {
    pub(super) async fn take_minutes_back(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Uuid,
        reason: &str,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (_, round) = Self::hold_open(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Settle, Place::Hamlet(hamlet)).await?;
        let asked = asked_hamlet(&mut tx, &round, hamlet).await?;
        expect_not_closed(&asked)?;
        let reason = closing::expect_reason(reason)?;
        if !asked.has_minutes {
            // Pressed twice.
            return Ok(());
        }
        closing::keep_former(&mut tx, id, hamlet, now).await?;
        for sql in [
            "delete from minutes where round_id = $1 and hamlet_id = $2",
            "delete from turnout where round_id = $1 and hamlet_id = $2 and channel = 'minutes'",
            "delete from tally where round_id = $1 and hamlet_id = $2 and channel = 'minutes'",
            // Without slips the minutes said how many households there are; now the commune's list does again.
            "update round_hamlet set households = (select h.households from hamlet h where h.id = round_hamlet.hamlet_id)
             where round_id = $1 and hamlet_id = $2 and issued = 0",
        ] {
            on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(hamlet).execute(conn).await.map(drop)).map_err(broken)?;
        }
        revive(&mut tx, id, hamlet).await?;
        let (detail, commune) = (reason.to_owned(), Some(asked.commune_id));
        let deed =
            Deed {
                hamlet: Some(hamlet), round: Some(id), detail, ..Deed::new("Rút biên bản kiểm phiếu tay", commune)
            };
        note(&mut tx, &who, deed, now).await?;
        Ok(tx.commit().await?)
    }
}

/// Paper that is keyed in and not counted, by hamlet.
async fn waiting(tx: &mut Tx, round: Uuid) -> Result<HashMap<Uuid, u64>, StoreError> {
    let sql = "select p.hamlet_id, count(distinct e.slip) from paper_batch p join paper_entry e on e.batch_id = p.id
               where p.round_id = $1 group by p.hamlet_id";
    let rows: Vec<(Uuid, i64)> = on!(tx, |conn| sqlx::query_as(sql).bind(round).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(hamlet, slips)| (hamlet, counted(slips))).collect())
}

pub(super) async fn write_minutes(tx: &mut Tx, round: Uuid, hamlet: &RoundHamlet, minutes: &Minutes) -> Answer<()> {
    let keep = "insert into minutes (round_id, hamlet_id, document) values ($1, $2, $3)
                on conflict (round_id, hamlet_id) do update set document = excluded.document";
    let document = serde_json::to_string(minutes).map_err(broken)?;
    on!(tx, |conn| sqlx::query(keep).bind(round).bind(hamlet.id).bind(&document).execute(conn).await.map(drop))
        .map_err(broken)?;
    let households = "update round_hamlet set households = $3 where round_id = $1 and hamlet_id = $2";
    let number = kept(minutes.turnout.households);
    on!(tx, |conn| sqlx::query(households).bind(round).bind(hamlet.id).bind(number).execute(conn).await.map(drop))
        .map_err(broken)?;
    // The hamlet is counted: a slip that was not used online cannot be any more.
    kill_fresh(tx, round, hamlet.id).await?;
    let turnout =
        "insert into turnout (round_id, hamlet_id, channel, issued, returned, valid, invalid, assisted, paper)
                   values ($1, $2, 'minutes', $3, $4, $5, $6, 0, 0)
                   on conflict (round_id, hamlet_id, channel) do update set issued = excluded.issued,
                       returned = excluded.returned, valid = excluded.valid, invalid = excluded.invalid";
    let head = &minutes.turnout;
    on!(tx, |conn| {
        let query = sqlx::query(turnout).bind(round).bind(hamlet.id).bind(kept(head.issued)).bind(kept(head.returned));
        query.bind(kept(head.valid)).bind(kept(head.invalid)).execute(conn).await.map(drop)
    })
    .map_err(broken)?;
    let tally = "insert into tally (round_id, hamlet_id, channel, question, satisfied, unsatisfied)
                 values ($1, $2, 'minutes', $3, $4, $5)
                 on conflict (round_id, hamlet_id, channel, question)
                 do update set satisfied = excluded.satisfied, unsatisfied = excluded.unsatisfied";
    for (no, count) in (1_i64..).zip(&minutes.counts) {
        on!(tx, |conn| {
            let query = sqlx::query(tally).bind(round).bind(hamlet.id).bind(no);
            query.bind(kept(count.satisfied)).bind(kept(count.unsatisfied)).execute(conn).await.map(drop)
        })
        .map_err(broken)?;
    }
    Ok(())
}
