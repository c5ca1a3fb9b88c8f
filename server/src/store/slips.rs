//! Slips of one hamlet: issued, issued again, spares.

use super::{Store, StoreError, Tx, broken, counted, kept, on, rounds, tree};
use crate::store::authority::{Deed, Place, note, require};
use crate::store::issuing::insert_codes;
use app::domain::collection::code::Code;
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Power;
use app::domain::units::unit::UnitRef;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::participation::HamletRef;
use app::ports::participation::SlipCounts;
use app::ports::slips::SlipSelection;
use app::ports::slips::SlipSheet;
use uuid::Uuid;

/// The most spares at once.
const MOST_SPARES: u64 = 100;

/// A hamlet in a round.
pub(super) struct Asked {
    pub(super) hamlet: HamletRef,
    pub(super) commune_id: Uuid,
    pub(super) commune: UnitRef,
    pub(super) households: u64,
    pub(super) issued: u64,
    pub(super) has_minutes: bool,
    pub(super) is_closed: bool,
}

/// A hamlet of a round; missing if the round does not ask there.
pub(super) async fn asked_hamlet(tx: &mut Tx, round: &Round, id: Uuid) -> Answer<Asked> {
    let sql = "select h.code, h.name, h.commune_id, r.households, r.issued,
                      (select count(*) from minutes m where m.round_id = r.round_id and m.hamlet_id = h.id),
                      (select count(*) from hamlet_closing c where c.round_id = r.round_id and c.hamlet_id = h.id)
               from round_hamlet r join hamlet h on h.id = r.hamlet_id where r.round_id = $1 and h.id = $2";
    let row: Option<(String, String, Uuid, i64, i64, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(round.id).bind(id).fetch_optional(conn).await).map_err(broken)?;
    let (code, name, commune_id, households, issued, minutes, closed) = row.ok_or(PortError::Missing)?;
    let commune = tree::units(tx, commune_id, round.opens).await?.into_iter().next().ok_or(PortError::Missing)?.named;
    let hamlet = HamletRef { id, code, name };
    let (households, issued) = (counted(households), counted(issued));
    Ok(Asked { hamlet, commune_id, commune, households, issued, has_minutes: minutes > 0, is_closed: closed > 0 })
}

/// Refuses what cannot be done in a hamlet that is closed.
pub(super) fn expect_not_closed(asked: &Asked) -> Answer<()> {
    if asked.is_closed {
        return Err(PortError::Refused(
            format!("{} đã đóng với biên bản, nên không nhận thêm được nữa.", asked.hamlet.name).into(),
        ));
    }
    Ok(())
}

/// What became of a hamlet's slips.
pub(super) async fn slip_counts(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<SlipCounts, StoreError> {
    let sql = "select count(case when life = 'out' then 1 end), count(case when state = 'spent' then 1 end),
                      count(case when life = 'spare' then 1 end), count(case when life = 'replaced' then 1 end)
               from code where round_id = $1 and hamlet_id = $2";
    let (out, spent, spare, replaced): (i64, i64, i64, i64) =
        on!(tx, |conn| sqlx::query_as(sql).bind(round).bind(hamlet).fetch_one(conn).await)?;
    Ok(SlipCounts { out: counted(out), spent: counted(spent), spare: counted(spare), replaced: counted(replaced) })
}

/// State and life of the slip with this number.
async fn slip(tx: &mut Tx, round: Uuid, hamlet: Uuid, serial: u64) -> Answer<Option<(String, String)>> {
    let sql = "select state, life from code where round_id = $1 and hamlet_id = $2 and serial = $3";
    let serial = kept(serial);
    on!(tx, |conn| sqlx::query_as(sql).bind(round).bind(hamlet).bind(serial).fetch_optional(conn).await).map_err(broken)
}

/// Refuses unless the slip is with a household and unused.
async fn expect_unused(tx: &mut Tx, round: Uuid, hamlet: Uuid, serial: u64) -> Answer<()> {
    let refuse = |text: String| Err(PortError::Refused(text.into()));
    match slip(tx, round, hamlet, serial).await? {
        None => refuse(format!("Thôn này không có phiếu số {serial}.")),
        Some((state, _)) if state == "spent" => {
            refuse(format!("Phiếu số {serial} đã được dùng để trả lời, nên không thay được."))
        }
        Some((state, life)) if state != "fresh" || life != "out" => {
            refuse(format!("Phiếu số {serial} không còn hiệu lực từ trước."))
        }
        Some(_) => Ok(()),
    }
}

async fn kill(tx: &mut Tx, round: Uuid, hamlet: Uuid, serial: Option<u64>) -> Answer<u64> {
    let sql = "update code set state = 'void', life = 'replaced'
               where round_id = $1 and hamlet_id = $2 and state = 'fresh' and life = 'out' and ($3 = 0 or serial = $3)";
    let serial = kept(serial.unwrap_or_default());
    let done = on!(tx, |conn| {
        let query = sqlx::query(sql).bind(round).bind(hamlet).bind(serial);
        query.execute(conn).await.map(|done| done.rows_affected())
    });
    done.map_err(broken)
}

impl Store {
    pub(super) async fn issue_slips(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Uuid,
        which: SlipSelection,
        now: Now,
    ) -> Answer<SlipSheet> {
        let refuse = |text: &str| Err(PortError::Refused(text.into()));
        let mut tx = self.db.write().await?;
        rounds::hold(&mut tx, id).await?;
        let (_, round) = rounds::load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Issue, Place::Hamlet(hamlet)).await?;
        rounds::expect_state(&round, State::Open)?;
        let asked = asked_hamlet(&mut tx, &round, hamlet).await?;
        expect_not_closed(&asked)?;
        if asked.has_minutes {
            return refuse("Thôn này đã có biên bản kiểm phiếu tay, nên không phát thêm phiếu được.");
        }
        let (count, act) = match which {
            SlipSelection::First if asked.issued > 0 => {
                return refuse(
                    "Thôn này đã được phát phiếu. Nếu bản in hỏng, hãy chọn in lại: phiếu cũ chưa dùng sẽ hết hiệu lực.",
                );
            }
            SlipSelection::First if asked.households == 0 => {
                return refuse("Thôn này chưa có số hộ; hãy nhập số hộ trước.");
            }
            SlipSelection::First => (asked.households, "Phát phiếu"),
            SlipSelection::Again => match kill(&mut tx, id, hamlet, None).await? {
                0 => return refuse("Không còn phiếu nào chưa dùng để in lại."),
                killed => (killed, "In lại phiếu"),
            },
            SlipSelection::One(serial) => {
                expect_unused(&mut tx, id, hamlet, serial).await?;
                (kill(&mut tx, id, hamlet, Some(serial)).await?, "Cấp lại phiếu")
            }
            SlipSelection::Spare(count) if (1..=MOST_SPARES).contains(&count) => (count, "In phiếu dự phòng"),
            SlipSelection::Spare(_) => return refuse("Mỗi lần in từ 1 đến 100 phiếu dự phòng."),
        };
        let spare = matches!(which, SlipSelection::Spare(_));
        let sql = "select coalesce(max(serial), 0) from code where round_id = $1 and hamlet_id = $2";
        let last: i64 =
            on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(id).bind(hamlet).fetch_one(conn).await).map_err(broken)?;
        let slips: Vec<(u64, Code)> = (counted(last) + 1..)
            .take(usize::try_from(count).unwrap_or_default())
            .map(|serial| (serial, Code::draw(rand::random::<u8>)))
            .collect();
        let rows = slips.iter().map(|(serial, code)| (self.key.hash(code), hamlet, kept(*serial))).collect();
        insert_codes(&mut tx, id, rows, spare).await?;
        if which == SlipSelection::First {
            rounds::set_issued(&mut tx, id, hamlet, asked.households).await?;
        }
        let detail = match which {
            SlipSelection::One(serial) => format!("thay phiếu số {serial} bằng số {}", last + 1),
            _ => format!("{count} phiếu"),
        };
        let deed = Deed { hamlet: Some(hamlet), round: Some(id), detail, ..Deed::new(act, Some(asked.commune_id)) };
        note(&mut tx, &who, deed, now).await?;
        tx.commit().await?;
        Ok(SlipSheet { round, commune: asked.commune, hamlet: asked.hamlet, spare, slips })
    }

    pub(super) async fn hand_spare(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: Uuid,
        spare: u64,
        lost: Option<u64>,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.db.write().await?;
        rounds::hold(&mut tx, id).await?;
        let (_, round) = rounds::load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Collect, Place::Hamlet(hamlet)).await?;
        rounds::expect_state(&round, State::Open)?;
        let asked = asked_hamlet(&mut tx, &round, hamlet).await?;
        expect_not_closed(&asked)?;
        if asked.has_minutes {
            let text = "Thôn này đã có biên bản kiểm phiếu tay, nên không dùng thêm phiếu được.";
            return Err(PortError::Refused(text.into()));
        }
        let sql = "update code set state = 'fresh', life = 'out'
                   where round_id = $1 and hamlet_id = $2 and serial = $3 and life = 'spare'";
        let done = on!(&mut tx, |conn| {
            let query = sqlx::query(sql).bind(id).bind(hamlet).bind(kept(spare));
            query.execute(conn).await.map(|done| done.rows_affected())
        });
        if done.map_err(broken)? != 1 {
            return Err(PortError::Refused(
                format!("Số {spare} không phải phiếu dự phòng còn trống của thôn này.").into(),
            ));
        }
        let detail = if let Some(lost) = lost {
            if lost == spare {
                return Err(PortError::Refused("Phiếu thay và phiếu bị mất đang cùng một số.".into()));
            }
            expect_unused(&mut tx, id, hamlet, lost).await?;
            kill(&mut tx, id, hamlet, Some(lost)).await?;
            format!("phiếu số {spare} thay phiếu số {lost}")
        } else {
            // Whoever counts ballots does not say how many households there are.
            require(&mut tx, by, Power::Issue, Place::Hamlet(hamlet)).await?;
            rounds::set_issued(&mut tx, id, hamlet, asked.issued + 1).await?;
            let households = asked.households.max(asked.issued + 1);
            let sql = "update round_hamlet set households = $3 where round_id = $1 and hamlet_id = $2";
            on!(&mut tx, |conn| {
                sqlx::query(sql).bind(id).bind(hamlet).bind(kept(households)).execute(conn).await.map(drop)
            })
            .map_err(broken)?;
            format!("phiếu số {spare} cho hộ mới, thôn có {households} hộ")
        };
        let commune = Some(asked.commune_id);
        let deed =
            Deed { hamlet: Some(hamlet), round: Some(id), detail, ..Deed::new("Dùng phiếu dự phòng", commune) };
        note(&mut tx, &who, deed, now).await?;
        Ok(tx.commit().await?)
    }
}
