//! Plans, and how a plan becomes a round.

use crate::store::Store;
use crate::store::authority::{Place, require};
use crate::store::census_records::load_census;
use crate::store::db::db_error;
use crate::store::held_key::{KeptFor, forget_letters, held_key, keep_held};
use crate::store::journal::{JournalEntry, record};
use crate::store::plan_records::{
    PLAN, PlanRecord, asked_with_hamlets, delete_plan, expect_one_commune, load_plan, lock_plan, planned_again,
    unit_of, write_plan,
};
use crate::store::round_opening::{check_first, check_level, open_round};
use crate::store::round_records::{expect_state, load_round, lock_round};
use crate::store::tallies::worked_out;
use crate::store::tx::{Tx, execute, fetch_all, scalar, write};
use crate::store::unit_records::UnitIndex;
use app::domain::collection::key_letters::{HeldKey, KeyHolders};
use app::domain::collection::plan::{AskedCommune, MissingItem, Papers, Plan, Purpose};
use app::domain::collection::round::State;
use app::domain::people::account::Permission;
use app::domain::revision::Revision;
use app::domain::survey::ruleset::Ruleset;
use app::domain::units::unit::Unit;
use app::i18n::{Lang, local, say};
use app::ports::audit_log::Detail;
use app::ports::common::{Actor, Answer, Now, PortError, by_place, refuse};
use app::ports::plans::{LettersPrinted, NewLetters, NewPlan, PlanRefused, PlanView, Plans, PlansAct, PlansDetail};
use app::ports::rounds::NewRound;
use async_trait::async_trait;
use std::collections::BTreeSet;
use uuid::Uuid;

#[async_trait]
impl Plans for Store {
    async fn begin(&self, by: &Actor, new: NewPlan, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let NewPlan { id, unit_code, plan, many } = &new;
            let id = *id;
            let index = UnitIndex::load(tx).await?;
            let Some(unit) = index.on(unit_code, plan.opens) else {
                require(tx, by, Permission::Plan, Place::Anywhere).await?;
                return refuse(PlanRefused::NoUnit { code: unit_code.clone(), day: plan.opens });
            };
            let who = require(tx, by, Permission::Plan, Place::Unit(unit.id)).await?;
            check_level(unit, &plan.ruleset)?;
            let is_new = unit_of(tx, id).await?.is_none();
            if is_new {
                let asked = asked_with_hamlets(tx, unit.id, plan).await?;
                check_first(tx, unit, &plan.ruleset, &plan.papers, asked.iter().map(|commune| commune.id)).await?;
                if !many {
                    expect_one_commune(unit, &asked)?;
                }
            }
            let begun = is_new && write_plan(tx, id, unit.id, plan).await?;
            if !begun {
                // The same key is the same plan, or the round that was made of it; but nobody else's.
                return if unit_of(tx, id).await? == Some(unit.id) { Ok(()) } else { Err(PortError::Denied) };
            }
            let detail = Detail::Text { text: plan.ruleset.name.clone() };
            record(tx, &self.key, &who, JournalEntry::of_round(PlansAct::BeginPlan, unit.id, id).with(detail), now)
                .await?;
            Ok(())
        })
    }

    async fn repeat(&self, by: &Actor, round: Uuid, now: Now) -> Answer<Uuid> {
        write!(self.db, by, |tx| {
            let (unit_id, old) = load_round(tx, round).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
            expect_state(&old, State::Published)?;
            let results = worked_out(tx, unit_id, &old, None).await?;
            let failed: BTreeSet<u32> =
                results.questions.iter().filter(|q| !q.overall && q.met == Some(false)).map(|q| q.no).collect();
            let overall_failed = results.overall().is_some_and(|q| q.met == Some(false));
            if failed.is_empty() && !overall_failed {
                return refuse(PlanRefused::NothingFailed);
            }
            let today = local(now).date();
            if let Some(begun) = planned_again(tx, unit_id, round).await? {
                return Ok(begun);
            }
            let (basis, days_off) = (old.papers.basis.clone(), old.papers.days_off.clone());
            let papers =
                Papers { purpose: Purpose::Repeat, basis, days_off, repeats: Some(round), ..Papers::default() };
            let ruleset = Ruleset::clone(&old.ruleset);
            let mut plan =
                Plan { ruleset, papers, opens: today, closes: today, reviewed: false, holders: KeyHolders::default() }
                    .only(&failed);
            plan.closes = plan.usual_close();
            let id = Uuid::new_v4();
            write_plan(tx, id, unit_id, &plan).await?;
            let detail = PlansDetail::AskedAgain { count: failed.len() as u64 };
            record(tx, &self.key, &who, JournalEntry::of_round(PlansAct::RepeatRound, unit_id, id).with(detail), now)
                .await?;
            Ok(id)
        })
    }

    async fn plans(&self, by: &Actor, now: Now) -> Answer<Vec<PlanView>> {
        let tx = &mut self.db.read().await?;
        let scope = require(tx, by, Permission::Plan, Place::Anywhere).await?;
        let sql = format!("{PLAN} order by u.code");
        let rows: Vec<PlanRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql))?;
        let mut views = Vec::new();
        for row in rows {
            let (id, plan, unit) = row.read()?;
            if scope.holds(tx, Place::Unit(unit.id)).await? {
                views.push(self.plan_view(tx, id, plan, unit, now).await?);
            }
        }
        Ok(views)
    }

    async fn plan(&self, by: &Actor, id: Uuid, now: Now) -> Answer<PlanView> {
        let tx = &mut self.db.read().await?;
        let (_, plan, unit) = load_plan(tx, by, id).await?;
        let mut view = self.plan_view(tx, id, plan, unit, now).await?;
        let mut census = load_census(tx, local(now).date()).await?;
        view.asked.iter_mut().for_each(|commune| commune.census = census.remove(&commune.id));
        Ok(view)
    }

    async fn keep(&self, by: &Actor, id: Uuid, revision: &Revision, plan: Plan, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (who, there, unit) = lock_plan(tx, by, id).await?;
            if *revision != Revision::of(&there) {
                return refuse(PlanRefused::Overtaken);
            }
            check_ballot(&plan)?;
            rewrite_plan(tx, id, &plan).await?;
            if held_key(tx, &self.key, KeptFor::Plan(id)).await?.is_some_and(|held| !is_for(&held, &plan)) {
                forget_letters(tx, id).await?;
            }
            record(tx, &self.key, &who, JournalEntry::of_round(PlansAct::ChangePlan, unit.id, id), now).await?;
            Ok(())
        })
    }

    async fn discard(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (who, _, unit) = lock_plan(tx, by, id).await?;
            delete_plan(tx, id).await?;
            record(tx, &self.key, &who, JournalEntry::of_round(PlansAct::DiscardPlan, unit.id, id), now).await?;
            Ok(())
        })
    }

    async fn draw_letters(
        &self,
        by: &Actor,
        id: Uuid,
        revision: &Revision,
        plan: Plan,
        now: Now,
    ) -> Answer<NewLetters> {
        // The letters of the last sending are those that people see.
        let by = &by.by_any_form();
        write!(self.db, by, |tx| {
            let (who, there, unit) = lock_plan(tx, by, id).await?;
            if *revision != Revision::of(&there) && there != plan {
                return refuse(PlanRefused::Overtaken);
            }
            check_ballot(&plan)?;
            rewrite_plan(tx, id, &plan).await?;
            let Some(key) = HeldKey::draw(plan.holders.clone(), now, &mut rand::rng()) else {
                return refuse(PlanRefused::NoHolders);
            };
            keep_held(tx, &self.key, KeptFor::Plan(id), &key.held).await?;
            let KeyHolders { names, needed } = plan.holders.clone();
            let detail = PlansDetail::Letters { names: names.join(", "), needed, mark: key.held.mark() };
            let entry = JournalEntry::of_round(PlansAct::PrintKeyLetters, unit.id, id).with(detail);
            record(tx, &self.key, &who, entry, now).await?;
            Ok(NewLetters { unit: unit.named, plan: plan.clone(), key })
        })
    }

    async fn open(
        &self,
        by: &Actor,
        id: Uuid,
        revision: &Revision,
        changed: Option<Plan>,
        words: &[String],
        now: Now,
    ) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (who, plan, unit) = match lock_plan(tx, by, id).await {
                Err(PortError::Missing) => {
                    // Somebody else opened it: it is open.
                    let (unit, _) = load_round(tx, id).await?;
                    require(tx, by, Permission::Plan, Place::Unit(unit)).await?;
                    return Ok(());
                }
                found => found?,
            };
            if *revision != Revision::of(&plan) {
                return refuse(PlanRefused::Overtaken);
            }
            let plan = changed.clone().unwrap_or(plan);
            check_ballot(&plan)?;
            if !unit.stands_on(plan.opens) {
                return refuse(PlanRefused::UnitGone { unit: unit.named.name, day: plan.opens });
            }
            let asked = asked_with_hamlets(tx, unit.id, &plan).await?;
            let held = held_key(tx, &self.key, KeptFor::Plan(id)).await?;
            let missing = missing(&plan, &asked, held.as_ref(), now);
            if !missing.is_empty() {
                let sentences: Vec<_> = missing.into_iter().map(|gap| say(Lang::Vi, &gap.into())).collect();
                return refuse(PlanRefused::Missing { items: sentences.join(" ") });
            }
            let held = held.filter(|_| !plan.holders.is_server());
            let faults = held.as_ref().map(|held| held.check_words(words)).unwrap_or_default();
            by_place(faults)?;
            let Plan { ruleset, papers, opens, closes, holders: KeyHolders { names, needed }, .. } = plan;
            let new = NewRound { id, unit_code: unit.named.code.clone(), ruleset, papers, opens, closes };
            open_round(tx, &self.key, &new, &unit, held.as_ref()).await?;
            delete_plan(tx, id).await?;
            let number = new.papers.number;
            let detail = match held {
                None => PlansDetail::Plan { number },
                Some(held) => {
                    PlansDetail::PlanWithHolders { number, names: names.join(", "), needed, mark: held.mark() }
                }
            };
            record(tx, &self.key, &who, JournalEntry::of_round(PlansAct::OpenRound, unit.id, id).with(detail), now)
                .await?;
            Ok(())
        })
    }

    async fn reconsider(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit_id, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Plan, Place::Unit(unit_id)).await?;
            expect_state(&round, State::Open)?;
            let sql = "select (select count(*) from code where round_id = $1)
                        + (select count(*) from minutes where round_id = $1)
                        + (select count(*) from former_minutes where round_id = $1)
                        + (select count(*) from hamlet_closing where round_id = $1)
                        + (select count(*) from file where round_id = $1)";
            let begun: i64 = scalar!(tx, sql, id)?;
            if begun > 0 {
                return refuse(PlanRefused::Begun);
            }
            let held = held_key(tx, &self.key, KeptFor::Round(id)).await?;
            for sql in [
                "delete from notice where round_id = $1",
                "delete from round_hamlet where round_id = $1",
                "delete from box_key where round_id = $1",
                "delete from round where id = $1",
            ] {
                execute!(tx, sql, id)?;
            }
            let ruleset = Ruleset::clone(&round.ruleset);
            let papers = Papers::clone(&round.papers);
            // The letters are in the holders' hands: they stay good.
            let holders = held.as_ref().map(|held| held.letters.holders.clone()).unwrap_or_default();
            let plan = Plan { ruleset, papers, opens: round.opens, closes: round.closes, reviewed: false, holders };
            write_plan(tx, id, unit_id, &plan).await?;
            if let Some(held) = held {
                keep_held(tx, &self.key, KeptFor::Plan(id), &held).await?;
            }
            record(tx, &self.key, &who, JournalEntry::of_round(PlansAct::ReconsiderRound, unit_id, id), now).await?;
            Ok(())
        })
    }
}

/// Refuses a plan whose ballot is not sound.
fn check_ballot(plan: &Plan) -> Answer<()> {
    plan.ruleset.check().or_else(|found| refuse(PlanRefused::Ballot { fault: found.fault.into() }))
}

/// Writes a plan in the place of what it was.
async fn rewrite_plan(tx: &mut Tx, id: Uuid, plan: &Plan) -> Answer<()> {
    let document = serde_json::to_string(plan).map_err(db_error)?;
    execute!(tx, "update plan set document = $2 where id = $1", id, &document)?;
    Ok(())
}

/// Whether a key was drawn for the holders that a plan names.
fn is_for(held: &HeldKey, plan: &Plan) -> bool {
    held.letters.holders == plan.holders
}

fn missing(plan: &Plan, asked: &[AskedCommune], held: Option<&HeldKey>, now: Now) -> Vec<MissingItem> {
    plan.missing(asked, held.map(|held| &held.letters), local(now).date())
}

impl Store {
    async fn plan_view(&self, tx: &mut Tx, id: Uuid, plan: Plan, unit: Unit, now: Now) -> Answer<PlanView> {
        let asked = asked_with_hamlets(tx, unit.id, &plan).await?;
        let held = held_key(tx, &self.key, KeptFor::Plan(id)).await?;
        let missing = missing(&plan, &asked, held.as_ref(), now);
        let letters = held.filter(|held| is_for(held, &plan));
        let letters = letters.map(|held| LettersPrinted { mark: held.mark(), at: held.letters.drawn });
        Ok(PlanView { id, revision: Revision::of(&plan), unit: unit.named, plan, asked, missing, letters })
    }
}
