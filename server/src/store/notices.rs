//! Publishing: results frozen by version with the notice that tells them. A correction is a new version; nothing that was
//! published is overwritten.

use super::{Store, StoreError, Tx, broken, closing, kept, minutes, on, slips, tree};
use crate::store::authority::{Deed, Place, Scope, note, require};
use crate::store::rounds::{self, expect_state, hold, load, node, worked_out};
use app::domain::collection::minutes::{Minutes, count_fault, head_faults};
use app::domain::collection::notice::{Notice, NoticeWords};
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Power;
use app::domain::revision::Seen;
use app::domain::survey::verdict::{Node, participation};
use app::domain::units::unit::Level;
use app::i18n::{Lang, local, say};
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Now;
use app::ports::common::PortError;
use app::ports::notices::Correction;
use app::ports::notices::NoticeDesk;
use app::ports::notices::NoticeView;
use app::ports::notices::Notices;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Freezes the results of a round's unit and all below it as the latest version.
async fn freeze(tx: &mut Tx, round: &Round, unit_id: Uuid, version: u32, today: NaiveDate) -> Answer<()> {
    let units = tree::units(tx, unit_id, round.opens).await?;
    let ids: HashMap<&str, Uuid> = units.iter().map(|unit| (unit.named.code.as_str(), unit.id)).collect();
    let old = "update published set latest = 0, superseded_on = $2 where round_id = $1 and latest = 1";
    on!(tx, |conn| sqlx::query(old).bind(round.id).bind(today).execute(conn).await.map(drop)).map_err(broken)?;
    let node = node(tx, unit_id, round).await?;
    let mut nodes: Vec<&Node> = node.iter().collect();
    while let Some(node) = nodes.pop() {
        if node.unit.level == Level::Hamlet {
            continue;
        }
        if let Some(unit) = ids.get(node.unit.code.as_str()) {
            freeze_unit(tx, round, *unit, (version, today), node).await?;
        }
        nodes.extend(&node.children);
    }
    Ok(())
}

async fn freeze_unit(
    tx: &mut Tx,
    round: &Round,
    unit: Uuid,
    (version, today): (u32, NaiveDate),
    node: &Node,
) -> Result<(), StoreError> {
    let results = app::i18n::reasons::results(&round.ruleset, node);
    let share = participation(&round.ruleset.participation, &node.tally.turnout);
    let overall = node.tally.counts.last().copied().unwrap_or_default();
    let document = serde_json::to_string(&results)?;
    let sql = "insert into published (round_id, unit_id, version, latest, participated, participation_base, satisfied,
                                      unsatisfied, met, document, published_on)
               values ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10)";
    on!(tx, |conn| {
        let query = sqlx::query(sql).bind(round.id).bind(unit).bind(i64::from(version));
        let query = query.bind(kept(share.part)).bind(kept(share.whole));
        let query = query.bind(kept(overall.satisfied)).bind(kept(overall.unsatisfied));
        query.bind(results.verdict.met).bind(&document).bind(today).execute(conn).await.map(drop)
    })?;
    if node.unit.level == Level::Commune {
        on!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new(
                "insert into published_answer (round_id, unit_id, version, question, satisfied, unsatisfied) ",
            );
            sql.push_values(&results.questions, |mut values, question| {
                values.push_bind(round.id).push_bind(unit).push_bind(i64::from(version));
                values.push_bind(i64::from(question.no)).push_bind(kept(question.counts.satisfied));
                values.push_bind(kept(question.counts.unsatisfied));
            });
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// Publishes a closed round for the first time.
pub(super) async fn publish_first(
    tx: &mut Tx,
    round: &Round,
    unit_id: Uuid,
    words: NoticeWords,
    now: Now,
) -> Answer<()> {
    let today = local(now).date();
    freeze(tx, round, unit_id, 1, today).await?;
    let closed_without = closed_without(tx, round.id).await?;
    let notice = Notice { words, version: 1, published_on: today, reason: String::new(), closed_without };
    write(tx, round.id, 1, &serde_json::to_string(&notice).map_err(broken)?).await?;
    let sql = "update round set state = 'published', published_on = $2 where id = $1";
    on!(tx, |conn| sqlx::query(sql).bind(round.id).bind(today).execute(conn).await.map(drop)).map_err(broken)
}

async fn closed_without(tx: &mut Tx, round: Uuid) -> Answer<String> {
    let sql = "select closed_without from round where id = $1";
    on!(tx, |conn| sqlx::query_scalar(sql).bind(round).fetch_one(conn).await).map_err(broken)
}

async fn write(tx: &mut Tx, round: Uuid, version: u32, document: &str) -> Answer<()> {
    let sql = "insert into notice (round_id, version, document) values ($1, $2, $3)
               on conflict (round_id, version) do update set document = excluded.document";
    let version = i64::from(version);
    on!(tx, |conn| sqlx::query(sql).bind(round).bind(version).bind(document).execute(conn).await.map(drop))
        .map_err(broken)
}

async fn keep_draft(tx: &mut Tx, round: Uuid, words: &NoticeWords) -> Answer<()> {
    write(tx, round, 0, &serde_json::to_string(words).map_err(broken)?).await
}

fn expect_no_gaps(words: &NoticeWords) -> Answer<()> {
    let gaps: Vec<_> = words.gaps().into_iter().map(|(_, gap)| say(Lang::Vi, &gap.into())).collect();
    if gaps.is_empty() {
        Ok(())
    } else {
        Err(PortError::Refused(format!("Chưa công bố được. {}", gaps.join(" ")).into()))
    }
}

/// What is written and not published yet.
async fn draft(tx: &mut Tx, round: &Round) -> Answer<NoticeWords> {
    let sql = "select document from notice where round_id = $1 and version = 0";
    let document: Option<String> =
        on!(tx, |conn| sqlx::query_scalar(sql).bind(round.id).fetch_optional(conn).await).map_err(broken)?;
    match document {
        Some(document) => Ok(serde_json::from_str(&document).map_err(broken)?),
        None => Ok(NoticeWords {
            committee: format!("ỦY BAN MTTQ VIỆT NAM {}", round.unit.name.to_uppercase()),
            ..NoticeWords::default()
        }),
    }
}

/// What was published, latest first.
async fn versions(tx: &mut Tx, round: Uuid) -> Result<Vec<Notice>, StoreError> {
    let sql = "select document from notice where round_id = $1 and version > 0 order by version desc";
    let rows: Vec<String> = on!(tx, |conn| sqlx::query_scalar(sql).bind(round).fetch_all(conn).await)?;
    rows.iter().map(|document| Ok(serde_json::from_str(document)?)).collect()
}

/// Puts other minutes of a hamlet in the place of those that were published; what was signed stays beside it.
async fn replace_minutes(
    tx: &mut Tx,
    round: &Round,
    who: &Scope,
    hamlet: Uuid,
    new: &Minutes,
    reason: &str,
    now: Now,
) -> Answer<()> {
    let refuse = |text: String| Err(PortError::Refused(text.into()));
    let asked = slips::asked_hamlet(tx, round, hamlet).await?;
    if !asked.has_minutes {
        return refuse(format!("{} không có biên bản kiểm phiếu tay để đính chính.", asked.hamlet.name));
    }
    let mut faults: Vec<String> =
        head_faults(&new.turnout).into_iter().map(|(_, fault)| say(Lang::Vi, &fault.into())).collect();
    faults.extend(
        new.counts.iter().filter_map(|counts| Some(say(Lang::Vi, &count_fault(&new.turnout, *counts)?.into()))),
    );
    if new.counts.len() != round.ruleset.questions.len() {
        faults.push(format!("cần đủ {} câu", round.ruleset.questions.len()));
    }
    if !faults.is_empty() {
        return refuse(format!("Biên bản chưa khớp: {}.", faults.join("; ")));
    }
    let row = tree::RoundHamlet {
        id: hamlet,
        commune: asked.commune_id,
        code: asked.hamlet.code.clone(),
        name: asked.hamlet.name.clone(),
        households: asked.households,
        issued: asked.issued,
    };
    minutes::expect_no_household_twice(tx, round.id, &row, new).await?;
    let closed = closing::closing(tx, round.id, hamlet).await?;
    closing::keep_former(tx, round.id, hamlet, now).await?;
    minutes::write_minutes(tx, round.id, &row, new).await?;
    if let Some(mut closed) = closed {
        let asked = slips::asked_hamlet(tx, round, hamlet).await?;
        let sum = closing::hamlet_sum(tx, round, &asked).await?;
        let before = format!(
            "Đính chính của {}: {reason} Trước đó: phát ra {}, thu về {}, hợp lệ {}, không hợp lệ {}.",
            who.who, closed.turnout.issued, closed.turnout.returned, closed.turnout.valid, closed.turnout.invalid
        );
        closed.remarks =
            [closed.remarks, before].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        (closed.turnout, closed.counts) = (sum.turnout, sum.counts);
        closed.origins[3] = new.turnout.returned;
        let document = serde_json::to_string(&closed).map_err(broken)?;
        let sql = "update hamlet_closing set document = $3 where round_id = $1 and hamlet_id = $2";
        on!(tx, |conn| sqlx::query(sql).bind(round.id).bind(hamlet).bind(&document).execute(conn).await.map(drop))
            .map_err(broken)?;
    }
    Ok(())
}

#[async_trait]
impl Notices for Store {
    async fn notice_desk(&self, by: &Actor, id: Uuid) -> Answer<NoticeDesk> {
        let mut tx = self.db.read().await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        require(&mut tx, by, Power::Conclude, Place::Unit(unit_id)).await?;
        if round.state == State::Open {
            return Err(PortError::Refused("Thông báo chỉ soạn được sau khi đóng đợt.".into()));
        }
        let results = worked_out(&mut tx, unit_id, &round, None).await?;
        // By the words themselves: no order of casting is left to read off.
        let sql = "select question, text from reason where round_id = $1 order by question, text";
        let rows: Vec<(i64, String)> =
            on!(&mut tx, |conn| sqlx::query_as(sql).bind(id).fetch_all(conn).await).map_err(broken)?;
        let mut reasons: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (question, text) in rows {
            reasons.entry(u32::try_from(question).unwrap_or_default()).or_default().push(text);
        }
        let words = draft(&mut tx, &round).await?;
        let versions = versions(&mut tx, id).await?;
        let closed_without = closed_without(&mut tx, id).await?;
        Ok(NoticeDesk { round, results, words, reasons, closed_without, versions })
    }

    async fn keep_words(&self, by: &Actor, id: Uuid, words: NoticeWords, now: Now) -> Answer<()> {
        let mut tx = self.db.write().await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Conclude, Place::Unit(unit_id)).await?;
        if round.state == State::Open {
            return Err(PortError::Refused("Thông báo chỉ soạn được sau khi đóng đợt.".into()));
        }
        keep_draft(&mut tx, id, &words).await?;
        note(&mut tx, &who, Deed { round: Some(id), ..Deed::new("Soạn thông báo", Some(unit_id)) }, now).await?;
        Ok(tx.commit().await?)
    }

    async fn publish_notice(&self, by: &Actor, id: Uuid, words: NoticeWords, now: Now) -> Answer<bool> {
        let mut tx = self.db.write().await?;
        hold(&mut tx, id).await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Conclude, Place::Unit(unit_id)).await?;
        if round.state == State::Published {
            // Pressed twice; or somebody else was faster.
            return Ok(versions(&mut tx, id).await?.first().is_some_and(|latest| latest.words == words));
        }
        expect_state(&round, State::Closed)?;
        expect_no_gaps(&words)?;
        let detail = format!("thông báo {}", words.number);
        keep_draft(&mut tx, id, &words).await?;
        publish_first(&mut tx, &round, unit_id, words, now).await?;
        note(&mut tx, &who, Deed { round: Some(id), detail, ..Deed::new("Công bố kết quả", Some(unit_id)) }, now)
            .await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn correct(&self, by: &Actor, id: Uuid, reason: &str, correction: Correction, now: Now) -> Answer<u32> {
        let mut tx = self.db.write().await?;
        hold(&mut tx, id).await?;
        let (unit_id, round) = load(&mut tx, id).await?;
        let who = require(&mut tx, by, Power::Conclude, Place::Unit(unit_id)).await?;
        expect_state(&round, State::Published)?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > 500 {
            return Err(PortError::Refused("Hãy ghi lý do đính chính, nhiều nhất 500 chữ.".into()));
        }
        let earlier = versions(&mut tx, id).await?;
        let Some(before) = earlier.first() else { return Err(PortError::Missing) };
        let (words, hamlet) = match correction {
            Correction::Words(words) if words == before.words => {
                return Err(PortError::Refused("Chưa có gì khác bản đã công bố.".into()));
            }
            Correction::Words(words) => {
                expect_no_gaps(&words)?;
                keep_draft(&mut tx, id, &words).await?;
                (words, None)
            }
            Correction::Minutes(hamlet, new, seen) => {
                match minutes::kept_minutes(&mut tx, id).await?.get(&hamlet) {
                    // Pressed twice: it is corrected once.
                    Some(there) if *there == new => return Ok(before.version),
                    Some(there) if seen != Seen::of(&Some(there)) => return Err(minutes::overtaken(there)),
                    _ => {}
                }
                replace_minutes(&mut tx, &round, &who, hamlet, &new, reason, now).await?;
                // What somebody is still writing is not ready to go out with it.
                (before.words.clone(), Some(hamlet))
            }
        };
        let version = before.version + 1;
        let today = local(now).date();
        freeze(&mut tx, &round, unit_id, version, today).await?;
        let closed_without = closed_without(&mut tx, id).await?;
        let notice = Notice { words, version, published_on: today, reason: reason.to_owned(), closed_without };
        write(&mut tx, id, version, &serde_json::to_string(&notice).map_err(broken)?).await?;
        let detail = format!("bản {version}: {reason}");
        let deed = Deed { hamlet, round: Some(id), detail, ..Deed::new("Đính chính kết quả", Some(unit_id)) };
        note(&mut tx, &who, deed, now).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn notice(&self, id: Uuid, unit_code: Option<&str>, version: Option<u32>) -> Answer<Option<NoticeView>> {
        let mut tx = self.db.read().await?;
        let (_, round) = match rounds::load(&mut tx, id).await {
            Err(PortError::Missing) => return Ok(None),
            found => found?,
        };
        let all = versions(&mut tx, id).await?;
        let wanted = match version {
            Some(version) => all.iter().find(|notice| notice.version == version),
            None => all.first(),
        };
        let Some(notice) = wanted.cloned() else { return Ok(None) };
        let code = unit_code.unwrap_or(&round.unit.code).to_owned();
        let sql = "select p.document from published p join unit u on u.id = p.unit_id
                   where p.round_id = $1 and u.code = $2 and p.version = $3";
        let number = i64::from(notice.version);
        let document: Option<String> = on!(&mut tx, |conn| {
            sqlx::query_scalar(sql).bind(id).bind(&code).bind(number).fetch_optional(conn).await
        })
        .map_err(broken)?;
        let Some(document) = document else { return Ok(None) };
        let results = serde_json::from_str(&document).map_err(broken)?;
        Ok(Some(NoticeView { round, notice, results, versions: all }))
    }
}
