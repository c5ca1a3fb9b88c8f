//! Rounds: opened, closed, published, and their results worked out.

use super::{Store, StoreError, Tx, broken, closing, kept, on, tree};
use crate::store::authority::{Deed, Place, note, require};
use crate::store::notices::publish_first;
use crate::store::opening::open_round;
use crate::store::units::Atlas;
use app::domain::collection::notice::NoticeWords;
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Power;
use app::domain::survey::results::Results;
use app::domain::survey::ruleset::Ruleset;
use app::domain::survey::verdict::Node;
use app::domain::units::unit::{Level, UnitRef};
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::rounds::NewRound;
use app::ports::rounds::RoundLine;
use app::ports::rounds::Rounds;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::sync::Arc;
use uuid::Uuid;

/// A row of `round` with its unit.
pub(super) type Row =
    (Uuid, Uuid, String, NaiveDate, NaiveDate, String, Option<NaiveDate>, String, String, String, String, String);

/// The columns of a [`Row`].
pub(super) const ROUND: &str = "select r.id, r.unit_id, r.ruleset, r.opens, r.closes, r.state, r.published_on,
                                       r.papers, u.code, u.kind, u.level, u.name
                                from round r join unit u on u.id = r.unit_id";

/// Reads a round that is there or says that it is not.
pub(super) async fn load(tx: &mut Tx, id: Uuid) -> Answer<(Uuid, Round)> {
    let sql = format!("{ROUND} where r.id = $1");
    let row: Option<Row> =
        on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await).map_err(broken)?;
    let row = row.ok_or(PortError::Missing)?;
    Ok(round_of(row)?)
}

/// Reads a row.
pub(super) fn round_of(row: Row) -> Result<(Uuid, Round), StoreError> {
    let (id, unit_id, ruleset, opens, closes, state, published_on, papers, code, kind, level, name) = row;
    let papers = Arc::new(serde_json::from_str(&papers)?);
    let level = Level::from_word(&level).ok_or(StoreError::Word(level))?;
    let ruleset: Ruleset = serde_json::from_str(&ruleset)?;
    let state = State::from_word(&state).ok_or(StoreError::Word(state))?;
    let unit = UnitRef { code, name, kind, level };
    Ok((unit_id, Round { id, unit, ruleset: Arc::new(ruleset), papers, opens, closes, state, published_on }))
}

/// Holds the round's row until the end of the transaction, so that nobody closes it or casts meanwhile. SQLite lets
/// only one write at a time, so there the transaction itself is the lock.
pub(super) async fn hold(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    if let Tx::Postgres(tx) = tx {
        let sql = "select id from round where id = $1 for update";
        sqlx::query(sql).bind(id).fetch_optional(&mut **tx).await?;
    }
    Ok(())
}

/// Refuses unless the round is in `state`.
pub(super) fn expect_state(round: &Round, state: State) -> Answer<()> {
    if round.state == state {
        return Ok(());
    }
    let now = match round.state {
        State::Open => "đang mở",
        State::Closed => "đã đóng",
        State::Published => "đã công bố",
    };
    Err(PortError::Refused(format!("Đợt ở {} {now}, nên không làm được việc này.", round.unit.name).into()))
}

/// The round's tree with all counts, as kept.
pub(super) async fn node(tx: &mut Tx, unit_id: Uuid, round: &Round) -> Result<Option<Node>, StoreError> {
    let questions = round.ruleset.questions.len();
    let units = tree::units(tx, unit_id, round.opens).await?;
    let tallies = tree::kept_tallies(tx, round.id, questions).await?;
    let hamlets = tree::hamlets(tx, round.id).await?.into_iter().map(|hamlet| {
        let channels = tallies.range((hamlet.id, String::new())..).take_while(|((id, _), _)| *id == hamlet.id);
        let tally = tree::hamlet_tally(&hamlet, channels.map(|(_, tally)| tally), questions);
        (hamlet, tally)
    });
    let hamlets: Vec<_> = hamlets.collect();
    Ok(tree::build(unit_id, &units, &hamlets, &round.ruleset.asks, questions))
}

#[async_trait]
impl Rounds for Store {
    async fn rounds(&self, by: &Actor) -> Answer<Vec<RoundLine>> {
        self.list_rounds(by).await
    }

    async fn open_at_once(&self, by: &Actor, new: NewRound, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let Some(unit) = atlas.on(&new.unit_code, new.opens) else {
            let text = format!("không có đơn vị mã {} vào ngày {}", new.unit_code, new.opens);
            return Err(PortError::Refused(text.into()));
        };
        let who = require(&mut tx, by, Power::Plan, Place::Unit(unit.id)).await?;
        open_round(&mut tx, &new, unit).await?;
        note(&mut tx, &who, Deed { round: Some(new.id), ..Deed::new("Mở đợt", Some(unit.id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn close(&self, by: &Actor, id: Uuid, without: &str, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        hold(&mut tx, id).await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Conclude, Place::Unit(unit_id)).await?;
        if round.state == State::Closed {
            // Pressed twice, or by two people at once: it is closed once.
            return Ok(());
        }
        expect_state(&round, State::Open)?;
        let without = without.trim();
        let (held, open) = closing::unfinished(&mut tx, &round, unit_id).await?;
        if !held.is_empty() {
            let names = held.join(", ");
            let text = format!("Còn phiếu giấy chưa chốt hoặc phiếu trùng chưa giải quyết ở: {names}.");
            return Err(PortError::Refused(text.into()));
        }
        if !open.is_empty() && without.is_empty() {
            let names = open.join(", ");
            let text = format!(
                "Còn {} thôn chưa đóng: {names}. Hãy đóng từng thôn, hoặc ghi lý do đóng đợt khi thiếu.",
                open.len()
            );
            return Err(PortError::Refused(text.into()));
        }
        let without =
            if open.is_empty() { String::new() } else { format!("{without} Chưa đóng: {}.", open.join(", ")) };
        let sql = "update round set state = 'closed', closed_without = $2 where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).bind(&without).execute(conn).await.map(drop)).map_err(broken)?;
        forget_order(&mut tx, id, None).await?;
        note(&mut tx, &who, Deed { round: Some(id), detail: without, ..Deed::new("Đóng đợt", Some(unit_id)) }, now)
            .await?;
        Ok(tx.commit().await?)
    }

    async fn reopen(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        hold(&mut tx, id).await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Conclude, Place::Unit(unit_id)).await?;
        if round.state == State::Open {
            return Ok(());
        }
        expect_state(&round, State::Closed)?;
        let sql = "update round set state = 'open', closed_without = '' where id = $1";
        on!(&mut tx, |conn| sqlx::query(sql).bind(id).execute(conn).await.map(drop)).map_err(broken)?;
        note(&mut tx, &who, Deed { round: Some(id), ..Deed::new("Mở lại đợt", Some(unit_id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn publish(&self, by: &Actor, id: Uuid, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        hold(&mut tx, id).await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Conclude, Place::Unit(unit_id)).await?;
        expect_state(&round, State::Closed)?;
        let words = NoticeWords { committee: round.unit.name.clone(), ..NoticeWords::default() };
        publish_first(&mut tx, &round, unit_id, words, now).await?;
        note(&mut tx, &who, Deed { round: Some(id), ..Deed::new("Công bố kết quả", Some(unit_id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn round(&self, id: Uuid) -> Answer<Round> {
        let mut tx = self.db.read().await?;
        Ok(load(&mut tx, id).await?.1)
    }

    async fn results(&self, by: &Actor, id: Uuid, unit_code: Option<&str>) -> Answer<Results> {
        let mut tx = self.db.read().await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        let place = match unit_code {
            Some(code) => {
                let units = tree::units(&mut tx, unit_id, round.opens).await?;
                units.into_iter().find(|unit| unit.named.code == code).map_or(unit_id, |unit| unit.id)
            }
            None => unit_id,
        };
        let who = require(&mut tx, by, Power::Conclude, Place::Unit(place)).await?;
        if who.account.is_some() && round.state == State::Open {
            return Err(PortError::Refused("Kết quả chỉ xem được sau khi đóng đợt.".into()));
        }
        worked_out(&mut tx, unit_id, &round, unit_code).await
    }
}

/// The results of a round's unit or one inside it, as they stand.
pub(super) async fn worked_out(tx: &mut Tx, unit_id: Uuid, round: &Round, unit_code: Option<&str>) -> Answer<Results> {
    let node = node(tx, unit_id, round).await?;
    let code = unit_code.unwrap_or(&round.unit.code);
    let found = node.as_ref().and_then(|node| tree::find(node, code));
    let found =
        found.ok_or_else(|| PortError::Refused(format!("đợt {} không hỏi ở đơn vị mã {code}", round.id).into()))?;
    Ok(app::i18n::reasons::results(&round.ruleset, found))
}

/// Takes a commune's hamlets into a round with the households they have now, where none of them is in it yet: what is
/// asked stays what it was when the round was opened, whatever becomes of the list.
pub(super) async fn add_hamlets(tx: &mut Tx, round: Uuid, commune: Uuid) -> Result<(), StoreError> {
    let sql = "insert into round_hamlet (round_id, hamlet_id, households, issued)
               select $1, id, households, 0 from hamlet where commune_id = $2
                 and not exists (select 1 from round_hamlet r join hamlet h on h.id = r.hamlet_id
                                 where r.round_id = $1 and h.commune_id = $2)
               on conflict (round_id, hamlet_id) do nothing";
    on!(tx, |conn| sqlx::query(sql).bind(round).bind(commune).execute(conn).await.map(drop))?;
    Ok(())
}

/// Writes down how many slips of a hamlet are with households.
pub(super) async fn set_issued(tx: &mut Tx, round: Uuid, hamlet: Uuid, issued: u64) -> Result<(), StoreError> {
    let sql = "update round_hamlet set issued = $3 where round_id = $1 and hamlet_id = $2";
    on!(tx, |conn| sqlx::query(sql).bind(round).bind(hamlet).bind(kept(issued)).execute(conn).await.map(drop))?;
    Ok(())
}

/// The communes whose households a round asks.
pub(super) async fn asked_communes(
    tx: &mut Tx,
    unit_id: Uuid,
    round: &Round,
) -> Result<Vec<(Uuid, UnitRef)>, StoreError> {
    let units = tree::units(tx, unit_id, round.opens).await?;
    let asks = &round.ruleset.asks;
    let asked = units.into_iter().filter(|u| u.named.level == Level::Commune && asks.contains(&u.named.kind));
    Ok(asked.map(|unit| (unit.id, unit.named)).collect())
}

/// Writes the ballots of a round, or of one hamlet, anew in the order of their random ids, all in one transaction, and the
/// round's reasons with them. PostgreSQL keeps rows in the order they came and stamps each with the transaction that
/// wrote it; after this neither says anything about a household. SQLite's tables lie in the order of the ids anyway.
pub(super) async fn forget_order(tx: &mut Tx, round: Uuid, hamlet: Option<Uuid>) -> Result<(), StoreError> {
    let Tx::Postgres(tx) = tx else { return Ok(()) };
    for sql in [
        "create temporary table shuffled_ballot on commit drop as
         select * from ballot where round_id = $1 and ($2::uuid is null or hamlet_id = $2) order by id",
        "create temporary table shuffled_reason on commit drop as
         select * from reason where round_id = $1 and $2::uuid is null order by id",
        "delete from ballot where round_id = $1 and ($2::uuid is null or hamlet_id = $2)",
        "delete from reason where round_id = $1 and $2::uuid is null",
        "update code set state = state where round_id = $1 and ($2::uuid is null or hamlet_id = $2)",
    ] {
        sqlx::query(sql).persistent(false).bind(round).bind(hamlet).execute(&mut **tx).await?;
    }
    for sql in [
        "insert into ballot (id, round_id, hamlet_id, answers)
         select id, round_id, hamlet_id, answers from shuffled_ballot order by id",
        "insert into reason (id, round_id, commune_id, question, text)
         select id, round_id, commune_id, question, text from shuffled_reason order by id",
    ] {
        sqlx::query(sql).persistent(false).execute(&mut **tx).await?;
    }
    Ok(())
}
