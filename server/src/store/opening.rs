//! Plans, and how a plan becomes a round.

use super::{Store, StoreError, Tx, broken, counted, official, on, tree};
use crate::store::authority::{Deed, Place, Scope, note, require};
use crate::store::rounds::{add_hamlets, expect_state, hold, load};
use crate::store::units::{self, Atlas, unit_of};
use app::domain::collection::plan::{AskedCommune, Papers, Plan};
use app::domain::collection::round::State;
use app::domain::people::account::Power;
use app::domain::survey::ruleset::Ruleset;
use app::domain::units::unit::{Level, Unit};
use app::i18n::local;
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::plans::PlanView;
use app::ports::plans::Plans;
use app::ports::rounds::NewRound;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Writes a round with the hamlets it asks. Refuses where nobody would be asked, or where the same is asked already.
pub(super) async fn open_round(tx: &mut Tx, new: &NewRound, unit: &Unit) -> Answer<()> {
    let refuse = |text: String| Err(PortError::Refused(text.into()));
    if new.closes < new.opens {
        let (opens, closes) = (new.opens.format("%-d/%-m/%Y"), new.closes.format("%-d/%-m/%Y"));
        return refuse(format!("Ngày kết thúc {closes} trước ngày bắt đầu {opens}."));
    }
    check_level(unit, &new.ruleset)?;
    let asked = asked_communes(tx, unit.id, &new.ruleset, new.opens).await?;
    if asked.is_empty() {
        let kinds = new.ruleset.asks.join(", ");
        return refuse(format!("{} không có nơi nào được hỏi: bộ này chỉ hỏi hộ ở {kinds}.", unit.named.name));
    }
    units::hold(tx, unit.id).await?;
    let sql = "select count(*) from round where unit_id = $1 and ruleset_id = $2 and state = 'open'
               and opens <= $4 and $3 <= closes";
    let same: i64 = on!(tx, |conn| {
        let query = sqlx::query_scalar(sql).bind(unit.id).bind(&new.ruleset.id).bind(new.opens).bind(new.closes);
        query.fetch_one(conn).await
    })
    .map_err(broken)?;
    if same > 0 {
        return refuse(format!(
            "{} đang có một đợt mở theo bộ “{}” trong thời gian này.",
            unit.named.name, new.ruleset.name
        ));
    }
    let sql = "insert into round (id, unit_id, ruleset_id, level, ruleset, opens, closes, state, papers)
               values ($1, $2, $3, $4, $5, $6, $7, 'open', $8)";
    let document = serde_json::to_string(&new.ruleset).map_err(broken)?;
    let papers = serde_json::to_string(&new.papers).map_err(broken)?;
    on!(tx, |conn| {
        let query = sqlx::query(sql).bind(new.id).bind(unit.id).bind(&new.ruleset.id);
        let query = query.bind(new.ruleset.level.word()).bind(&document);
        query.bind(new.opens).bind(new.closes).bind(&papers).execute(conn).await.map(drop)
    })
    .map_err(broken)?;
    for commune in asked {
        add_hamlets(tx, new.id, commune.id).await?;
    }
    Ok(())
}

fn check_level(unit: &Unit, ruleset: &Ruleset) -> Answer<()> {
    if unit.named.level <= ruleset.level {
        return Ok(());
    }
    let level = ruleset.level.vietnamese();
    Err(PortError::Refused(
        format!("Bộ “{}” dành cho cấp {level}, không mở được cho {}.", ruleset.name, unit.named.name).into(),
    ))
}

/// The communes of a unit whose households a ruleset asks.
async fn asked_communes(tx: &mut Tx, unit: Uuid, ruleset: &Ruleset, day: NaiveDate) -> Result<Vec<Unit>, StoreError> {
    let units = tree::units(tx, unit, day).await?;
    let asks = |unit: &Unit| unit.named.level == Level::Commune && ruleset.asks.contains(&unit.named.kind);
    Ok(units.into_iter().filter(asks).collect())
}

/// The same with what is known of their hamlets.
async fn asked_with_hamlets(tx: &mut Tx, unit: Uuid, plan: &Plan) -> Answer<Vec<AskedCommune>> {
    let communes = asked_communes(tx, unit, &plan.ruleset, plan.opens).await?;
    let sql = "select commune_id, count(*), count(case when households = 0 then 1 end), cast(sum(households) as bigint)
               from hamlet group by commune_id";
    let rows: Vec<(Uuid, i64, i64, i64)> = on!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await).map_err(broken)?;
    let known: std::collections::HashMap<Uuid, (i64, i64, i64)> = rows
        .into_iter()
        .map(|(commune, hamlets, without, households)| (commune, (hamlets, without, households)))
        .collect();
    let asked = communes.into_iter().map(|commune| {
        let (hamlets, without, households) = known.get(&commune.id).copied().unwrap_or_default();
        AskedCommune {
            id: commune.id,
            code: commune.named.code,
            name: commune.named.name,
            hamlets: counted(hamlets),
            without: counted(without),
            households: counted(households),
            official: None,
        }
    });
    Ok(asked.collect())
}

/// A row of `plan` with its unit: key, document, version; unit.
type Row = (Uuid, String, i64, Uuid, String, String, String, String, Option<Uuid>, NaiveDate, NaiveDate);

const PLAN: &str = "select p.id, p.document, p.version, u.id, u.code, u.kind, u.level, u.name, u.parent_id,
                           u.valid_from, u.valid_to
                    from plan p join unit u on u.id = p.unit_id";

fn plan_of(row: Row) -> Result<(Uuid, Plan, i64, Unit), StoreError> {
    let (id, document, version, unit, code, kind, level, name, parent, from, to) = row;
    let unit = unit_of((unit, code, kind, level, name, parent, from, to))?;
    Ok((id, serde_json::from_str(&document)?, version, unit))
}

/// Reads a plan to change it: nobody else does until the end of the transaction.
async fn hold_plan(tx: &mut Tx, by: &Actor, id: Uuid) -> Answer<(Scope, Plan, i64, Unit)> {
    if let Tx::Postgres(tx) = tx {
        let sql = "select id from plan where id = $1 for update";
        sqlx::query(sql).bind(id).fetch_optional(&mut **tx).await.map_err(broken)?;
    }
    load_plan(tx, by, id).await
}

/// Reads a plan that whoever asks may plan.
async fn load_plan(tx: &mut Tx, by: &Actor, id: Uuid) -> Answer<(Scope, Plan, i64, Unit)> {
    let sql = format!("{PLAN} where p.id = $1");
    let row: Option<Row> =
        on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await).map_err(broken)?;
    let Some(row) = row else {
        // Nobody learns from the answer which plans there are.
        require(tx, by, Power::Plan, Place::Anywhere).await?;
        return Err(PortError::Missing);
    };
    let (_, plan, version, unit) = plan_of(row)?;
    let who = require(tx, by, Power::Plan, Place::Unit(unit.id)).await?;
    Ok((who, plan, version, unit))
}

async fn view(tx: &mut Tx, id: Uuid, plan: Plan, version: i64, unit: Unit, now: Now) -> Answer<PlanView> {
    let asked = asked_with_hamlets(tx, unit.id, &plan).await?;
    let gaps = plan.gaps(&asked, local(now).date());
    Ok(PlanView { id, version, unit: unit.named, plan, asked, gaps })
}

/// Writes a new plan; answers whether it was not there yet.
async fn write_plan(tx: &mut Tx, id: Uuid, unit: Uuid, plan: &Plan) -> Answer<bool> {
    let document = serde_json::to_string(plan).map_err(broken)?;
    let sql = "insert into plan (id, unit_id, document, version) values ($1, $2, $3, 1) on conflict (id) do nothing";
    let done = on!(tx, |conn| {
        let query = sqlx::query(sql).bind(id).bind(unit).bind(&document);
        query.execute(conn).await.map(|done| done.rows_affected())
    });
    Ok(done.map_err(broken)? == 1)
}

async fn delete_plan(tx: &mut Tx, id: Uuid) -> Answer<()> {
    on!(tx, |conn| sqlx::query("delete from plan where id = $1").bind(id).execute(conn).await.map(drop)).map_err(broken)
}

/// The plan that asks a round's contents again, if it is begun already.
async fn planned_again(tx: &mut Tx, unit: Uuid, round: Uuid) -> Answer<Option<Uuid>> {
    let sql = format!("{PLAN} where p.unit_id = $1");
    let rows: Vec<Row> =
        on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(unit).fetch_all(conn).await).map_err(broken)?;
    for row in rows {
        let (id, plan, ..) = plan_of(row)?;
        if plan.papers.repeats == Some(round) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Somebody else changed it meanwhile.
fn changed_meanwhile() -> PortError {
    PortError::Refused("Người khác vừa sửa kế hoạch này. Hãy mở lại trang, xem chỗ đã đổi rồi sửa tiếp.".into())
}

#[async_trait]
impl Plans for Store {
    async fn begin(&self, by: &Actor, id: Uuid, unit_code: &str, plan: Plan, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let Some(unit) = atlas.on(unit_code, plan.opens) else {
            require(&mut tx, by, Power::Plan, Place::Anywhere).await?;
            let day = plan.opens.format("%-d/%-m/%Y");
            return Err(PortError::Refused(format!("Không có đơn vị mã {unit_code} vào ngày {day}.").into()));
        };
        let who = require(&mut tx, by, Power::Plan, Place::Unit(unit.id)).await?;
        check_level(unit, &plan.ruleset)?;
        if !write_plan(&mut tx, id, unit.id, &plan).await? {
            // Pressed twice: it is begun once.
            return Ok(());
        }
        let detail = plan.ruleset.name.clone();
        note(&mut tx, &who, Deed { round: Some(id), detail, ..Deed::new("Lập kế hoạch", Some(unit.id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn repeat(&self, by: &Actor, round: Uuid, now: Now) -> Answer<Uuid> {
        let mut tx = self.db.write().await?;
        let (unit_id, old) = load(&mut tx, round).await?;
        let who = require(&mut tx, by, Power::Conclude, Place::Unit(unit_id)).await?;
        expect_state(&old, State::Published)?;
        let results = crate::store::rounds::worked_out(&mut tx, unit_id, &old, None).await?;
        let failed: BTreeSet<u32> =
            results.questions.iter().filter(|q| !q.overall && q.met == Some(false)).map(|q| q.no).collect();
        let overall_failed = results.overall().is_some_and(|q| q.met == Some(false));
        if failed.is_empty() && !overall_failed {
            return Err(PortError::Refused("Đợt này không có nội dung nào chưa đạt để lấy ý kiến lại.".into()));
        }
        let today = local(now).date();
        if let Some(begun) = planned_again(&mut tx, unit_id, round).await? {
            return Ok(begun);
        }
        let (basis, days_off) = (old.papers.basis.clone(), old.papers.days_off.clone());
        let papers = Papers { basis, days_off, repeats: Some(round), ..Papers::default() };
        let ruleset = Ruleset::clone(&old.ruleset);
        let mut plan = Plan { ruleset, papers, opens: today, closes: today, reviewed: false }.only(&failed);
        plan.closes = plan.usual_close();
        let id = Uuid::new_v4();
        write_plan(&mut tx, id, unit_id, &plan).await?;
        let detail = format!("hỏi lại {} nội dung", failed.len());
        let deed =
            Deed { round: Some(id), detail, ..Deed::new("Lập kế hoạch lấy ý kiến lại", Some(unit_id)) };
        note(&mut tx, &who, deed, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn plans(&self, by: &Actor, now: Now) -> Answer<Vec<PlanView>> {
        let mut tx = self.db.read().await?;
        let scope = require(&mut tx, by, Power::Plan, Place::Anywhere).await?;
        let sql = format!("{PLAN} order by u.code");
        let rows: Vec<Row> =
            on!(&mut tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(conn).await).map_err(broken)?;
        let mut views = Vec::new();
        for row in rows {
            let (id, plan, version, unit) = plan_of(row)?;
            if scope.holds(&mut tx, Place::Unit(unit.id)).await? {
                views.push(view(&mut tx, id, plan, version, unit, now).await?);
            }
        }
        Ok(views)
    }

    async fn plan(&self, by: &Actor, id: Uuid, now: Now) -> Answer<PlanView> {
        let mut tx = self.db.read().await?;
        let (_, plan, version, unit) = load_plan(&mut tx, by, id).await?;
        let mut view = view(&mut tx, id, plan, version, unit, now).await?;
        let mut official = official::load(&mut tx, local(now).date()).await?;
        view.asked.iter_mut().for_each(|commune| commune.official = official.remove(&commune.id));
        Ok(view)
    }

    async fn keep(&self, by: &Actor, id: Uuid, version: i64, plan: Plan, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (who, old, kept, unit) = hold_plan(&mut tx, by, id).await?;
        if kept != version {
            // The same again, as after a lost answer, is no conflict.
            return if old == plan { Ok(()) } else { Err(changed_meanwhile()) };
        }
        if let Err(fault) = plan.ruleset.check() {
            return Err(PortError::Refused(format!("Phiếu chưa đúng: {fault}").into()));
        }
        let document = serde_json::to_string(&plan).map_err(broken)?;
        let sql = "update plan set document = $2, version = version + 1 where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(&document).execute(conn).await.map(drop)).map_err(broken)?;
        note(&mut tx, &who, Deed { round: Some(id), ..Deed::new("Sửa kế hoạch", Some(unit.id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn discard(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (who, _, _, unit) = hold_plan(&mut tx, by, id).await?;
        delete_plan(&mut tx, id).await?;
        note(&mut tx, &who, Deed { round: Some(id), ..Deed::new("Bỏ kế hoạch", Some(unit.id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn open(&self, by: &Actor, id: Uuid, version: i64, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (who, plan, kept, unit) = match hold_plan(&mut tx, by, id).await {
            Err(PortError::Missing) => {
                // Pressed twice: it is open already.
                let (unit, _) = load(&mut tx, id).await?;
                require(&mut tx, by, Power::Plan, Place::Unit(unit)).await?;
                return Ok(());
            }
            found => found?,
        };
        if kept != version {
            return Err(changed_meanwhile());
        }
        if !unit.stands_on(plan.opens) {
            let day = plan.opens.format("%-d/%-m/%Y");
            return Err(PortError::Refused(
                format!("{} không còn vào ngày {day}; hãy sửa ngày bắt đầu.", unit.named.name).into(),
            ));
        }
        let asked = asked_with_hamlets(&mut tx, unit.id, &plan).await?;
        let gaps = plan.gaps(&asked, local(now).date());
        if !gaps.is_empty() {
            let sentences: Vec<_> =
                gaps.into_iter().map(|gap| app::i18n::say(app::i18n::Lang::Vi, &gap.into())).collect();
            return Err(PortError::Refused(format!("Chưa mở được đợt. {}", sentences.join(" ")).into()));
        }
        let Plan { ruleset, papers, opens, closes, .. } = plan;
        let new = NewRound { id, unit_code: unit.named.code.clone(), ruleset, papers, opens, closes };
        open_round(&mut tx, &new, &unit).await?;
        delete_plan(&mut tx, id).await?;
        let detail = format!("kế hoạch {}", new.papers.number);
        note(&mut tx, &who, Deed { round: Some(id), detail, ..Deed::new("Mở đợt", Some(unit.id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn reconsider(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        hold(&mut tx, id).await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Plan, Place::Unit(unit_id)).await?;
        expect_state(&round, State::Open)?;
        let sql = "select (select count(*) from code where round_id = $1) + (select count(*) from minutes where round_id = $1)";
        let begun: i64 = on!(&mut tx, |conn| sqlx::query_scalar(sql).bind(id).fetch_one(conn).await).map_err(broken)?;
        if begun > 0 {
            let text = "Đợt đã phát mã hoặc đã có biên bản, nên không đưa về kế hoạch được nữa.";
            return Err(PortError::Refused(text.into()));
        }
        for sql in [
            "delete from notice where round_id = $1",
            "delete from round_hamlet where round_id = $1",
            "delete from round where id = $1",
        ] {
            on!(&mut tx, |conn| sqlx::query(sql).bind(id).execute(conn).await.map(drop)).map_err(broken)?;
        }
        let ruleset = Ruleset::clone(&round.ruleset);
        let papers = Papers::clone(&round.papers);
        let plan = Plan { ruleset, papers, opens: round.opens, closes: round.closes, reviewed: false };
        write_plan(&mut tx, id, unit_id, &plan).await?;
        note(&mut tx, &who, Deed { round: Some(id), ..Deed::new("Đưa đợt về kế hoạch", Some(unit_id)) }, now).await?;
        Ok(tx.commit().await?)
    }
}
