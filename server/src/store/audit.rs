//! The recount: every count made a second way, from the ballots and the minutes themselves.

use super::{Store, StoreError, Tx, broken, counted, kept, on, rounds, tree};
use crate::store::minutes::kept_minutes;
use app::domain::collection::round::{Round, State};
use app::domain::survey::ballot::Ballot;
use app::domain::survey::count::Tally;
use app::domain::survey::results::Results;
use app::domain::survey::verdict::{Node, participation};
use app::domain::units::unit::Level;
use app::ports::common::Answer;
use app::ports::verification::Verification;
use async_trait::async_trait;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tree::RoundHamlet;
use uuid::Uuid;

type Tallies = BTreeMap<(Uuid, String), Tally>;

#[async_trait]
impl Verification for Store {
    async fn verify(&self) -> Answer<Vec<String>> {
        let mut tx = self.db.read().await?;
        let sql = "select id from round order by id";
        let ids: Vec<Uuid> = on!(&mut tx, |conn| sqlx::query_scalar(sql).fetch_all(conn).await).map_err(broken)?;
        let mut found = Vec::new();
        for id in ids {
            let (unit_id, round) = rounds::load(&mut tx, id).await?;
            let names = tree::hamlets(&mut tx, id).await?;
            let recounted = recount(&mut tx, &round, &mut found).await?;
            let stored = tree::kept_tallies(&mut tx, id, round.ruleset.questions.len()).await?;
            compare_tallies(&round, &names, &stored, &recounted, &mut found);
            compare_codes(&mut tx, &round, &names, &recounted, &mut found).await?;
            if round.state == State::Published {
                let node = recounted_node(&mut tx, unit_id, &round, &names, &recounted).await?;
                compare_published(&mut tx, &round, node.as_ref(), &mut found).await?;
            }
        }
        Ok(found)
    }
}

/// Counts a round's ballots and minutes anew.
async fn recount(tx: &mut Tx, round: &Round, found: &mut Vec<String>) -> Result<Tallies, StoreError> {
    let questions = round.ruleset.questions.len();
    // Alike ballots of a hamlet are counted together by the database, so that a million need no memory here.
    let sql = "select hamlet_id, answers, count(*) from ballot where round_id = $1 group by hamlet_id, answers";
    let rows: Vec<(Uuid, String, i64)> = on!(tx, |conn| sqlx::query_as(sql).bind(round.id).fetch_all(conn).await)?;
    let mut tallies = Tallies::new();
    for (hamlet, answers, times) in rows {
        let tally = tallies.entry((hamlet, "ballot".to_owned())).or_insert_with(|| Tally::empty(questions));
        match Ballot::from_text(&answers).filter(|ballot| ballot.answers().len() == questions) {
            Some(ballot) => (0..times).for_each(|_| tally.add_ballot(&ballot, round.ruleset.invalid_ballot.when)),
            None => found.push(format!("đợt {}: có phiếu không đọc được trong thôn {hamlet}", round.id)),
        }
    }
    for (hamlet, minutes) in kept_minutes(tx, round.id).await? {
        let mut tally = minutes.tally();
        tally.turnout.households = 0;
        tallies.insert((hamlet, "minutes".to_owned()), tally);
    }
    Ok(tallies)
}

fn compare_tallies(
    round: &Round,
    hamlets: &[RoundHamlet],
    stored: &Tallies,
    recounted: &Tallies,
    found: &mut Vec<String>,
) {
    let names: HashMap<Uuid, &RoundHamlet> = hamlets.iter().map(|hamlet| (hamlet.id, hamlet)).collect();
    let empty = Tally::empty(round.ruleset.questions.len());
    let places: BTreeSet<_> = stored.keys().chain(recounted.keys()).collect();
    for place in places {
        let (kept, again) = (stored.get(place).unwrap_or(&empty), recounted.get(place).unwrap_or(&empty));
        let name = names.get(&place.0).map_or("?", |hamlet| hamlet.name.as_str());
        let code = names.get(&place.0).map_or("?", |hamlet| hamlet.code.as_str());
        let place = format!("đợt {}, {name} (mã {code}), kênh {}", round.id, place.1);
        if kept.turnout != again.turnout {
            found.push(format!("{place}: turnout ghi {:?}, đếm lại {:?}", kept.turnout, again.turnout));
        }
        for (no, (kept, again)) in (1..).zip(kept.counts.iter().zip(&again.counts)) {
            if kept != again {
                found.push(format!(
                    "{place}, câu {no}: tally ghi {} hài lòng và {} chưa hài lòng, đếm lại {} và {}",
                    kept.satisfied, kept.unsatisfied, again.satisfied, again.unsatisfied
                ));
            }
        }
    }
}

/// What the slips of a hamlet say.
#[derive(sqlx::FromRow)]
struct SlipRow {
    hamlet_id: Uuid,
    issued: i64,
    spent: i64,
    assisted: i64,
    paper: i64,
}

/// Each ballot, and each paper that is keyed in and not counted, has spent one slip; each issued slip is there; slips,
/// hours and closed hamlets say the same as the counts.
async fn compare_codes(
    tx: &mut Tx,
    round: &Round,
    hamlets: &[RoundHamlet],
    recounted: &Tallies,
    found: &mut Vec<String>,
) -> Result<(), StoreError> {
    let sql = "select hamlet_id, count(case when life = 'out' then 1 end) as issued, count(receipt) as spent,
                      count(case when origin = 'assisted' then 1 end) as assisted,
                      count(case when origin = 'paper' then 1 end) as paper
               from code where round_id = $1 group by hamlet_id";
    let rows: Vec<SlipRow> = on!(tx, |conn| sqlx::query_as(sql).bind(round.id).fetch_all(conn).await)?;
    let slips: HashMap<Uuid, SlipRow> = rows.into_iter().map(|row| (row.hamlet_id, row)).collect();
    let pending =
        "select p.hamlet_id, count(distinct e.slip) from paper_batch p join paper_entry e on e.batch_id = p.id
                   where p.round_id = $1 group by p.hamlet_id";
    let pending = numbers(tx, round, pending).await?;
    let hours = numbers(
        tx,
        round,
        "select hamlet_id, cast(sum(returned) as bigint) from pulse where round_id = $1 group by hamlet_id",
    )
    .await?;
    let kept_origins = "select hamlet_id, assisted, paper from turnout where round_id = $1 and channel = 'ballot'";
    let origins: Vec<(Uuid, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(kept_origins).bind(round.id).fetch_all(conn).await)?;
    let origins: HashMap<Uuid, (i64, i64)> = origins.into_iter().map(|(id, a, p)| (id, (a, p))).collect();
    for hamlet in hamlets {
        let place = format!("đợt {}, {} (mã {})", round.id, hamlet.name, hamlet.code);
        let slip = slips.get(&hamlet.id);
        let (issued, spent) = slip.map_or((0, 0), |row| (counted(row.issued), counted(row.spent)));
        let (assisted, paper) = slip.map_or((0, 0), |row| (row.assisted, row.paper));
        let waiting = pending.get(&hamlet.id).copied().unwrap_or_default();
        let ballots = recounted.get(&(hamlet.id, "ballot".to_owned())).map_or(0, |tally| tally.turnout.returned);
        if issued != hamlet.issued {
            found.push(format!("{place}: ghi đã phát {} mã, có {issued}", hamlet.issued));
        }
        if spent != ballots + waiting {
            found
                .push(format!("{place}: {spent} mã đã dùng nhưng có {ballots} phiếu và {waiting} phiếu giấy chờ chốt"));
        }
        let kept = origins.get(&hamlet.id).copied().unwrap_or_default();
        if (assisted, paper - crate::store::kept(waiting)) != kept {
            found.push(format!(
                "{place}: cách trả lời ghi {kept:?}, theo mã là {assisted} và {paper} (chờ chốt {waiting})"
            ));
        }
        let channels = ["ballot", "minutes"].map(|channel| recounted.get(&(hamlet.id, channel.to_owned())));
        let sum = tree::hamlet_tally(hamlet, channels.into_iter().flatten(), round.ruleset.questions.len());
        if sum.turnout.returned > sum.turnout.issued {
            let (returned, issued) = (sum.turnout.returned, sum.turnout.issued);
            found.push(format!("{place}: thu về {returned} phiếu, nhiều hơn {issued} phiếu phát ra"));
        }
        // Rounds from before hours were counted have none.
        match hours.get(&hamlet.id) {
            Some(hours) if *hours > ballots => {
                found.push(format!("{place}: theo giờ có {hours} phiếu, đếm lại {ballots}"));
            }
            _ => {}
        }
        if let Some(closing) = crate::store::closing::closing(tx, round.id, hamlet.id).await?
            && (closing.turnout, &closing.counts) != (sum.turnout, &sum.counts)
        {
            found.push(format!("{place}: biên bản đóng thôn khác số đếm lại"));
        }
    }
    Ok(())
}

/// A number for each hamlet of a round.
async fn numbers(tx: &mut Tx, round: &Round, sql: &'static str) -> Result<HashMap<Uuid, u64>, StoreError> {
    let rows: Vec<(Uuid, i64)> = on!(tx, |conn| sqlx::query_as(sql).bind(round.id).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(hamlet, number)| (hamlet, counted(number))).collect())
}

async fn recounted_node(
    tx: &mut Tx,
    unit_id: Uuid,
    round: &Round,
    hamlets: &[RoundHamlet],
    recounted: &Tallies,
) -> Result<Option<Node>, StoreError> {
    let questions = round.ruleset.questions.len();
    let units = tree::units(tx, unit_id, round.opens).await?;
    let tallies = hamlets.iter().map(|hamlet| {
        let channels = ["ballot", "minutes"].map(|channel| recounted.get(&(hamlet.id, channel.to_owned())));
        (hamlet.clone(), tree::hamlet_tally(hamlet, channels.into_iter().flatten(), questions))
    });
    let hamlets: Vec<_> = tallies.collect();
    Ok(tree::build(unit_id, &units, &hamlets, &round.ruleset.asks, questions))
}

/// What was published is what the recount gives.
async fn compare_published(
    tx: &mut Tx,
    round: &Round,
    node: Option<&Node>,
    found: &mut Vec<String>,
) -> Result<(), StoreError> {
    type Row = (String, i64, i64, i64, i64, Option<bool>, String);
    let sql = "select u.code, p.participated, p.participation_base, p.satisfied, p.unsatisfied, p.met, p.document
               from published p join unit u on u.id = p.unit_id where p.round_id = $1 and p.latest = 1";
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(sql).bind(round.id).fetch_all(conn).await)?;
    let sql = "select u.code, a.question, a.satisfied, a.unsatisfied from published_answer a
               join published p on p.round_id = a.round_id and p.unit_id = a.unit_id and p.version = a.version
               join unit u on u.id = a.unit_id where a.round_id = $1 and p.latest = 1";
    let answers: Vec<(String, i64, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(round.id).fetch_all(conn).await)?;
    let answers: HashMap<(String, i64), (i64, i64)> =
        answers.into_iter().map(|(code, question, yes, not)| ((code, question), (yes, not))).collect();
    let mut published: HashMap<String, Row> = rows.into_iter().map(|row| (row.0.clone(), row)).collect();
    let mut nodes: Vec<&Node> = node.into_iter().collect();
    while let Some(node) = nodes.pop() {
        if node.unit.level == Level::Hamlet {
            continue;
        }
        nodes.extend(&node.children);
        let place = format!("đợt {}, {} (mã {})", round.id, node.unit.name, node.unit.code);
        let Some(row) = published.remove(&node.unit.code) else {
            found.push(format!("{place}: thiếu kết quả đã công bố"));
            continue;
        };
        let results = app::i18n::reasons::results(&round.ruleset, node);
        let frozen = serde_json::from_str::<Results>(&row.6).ok();
        // Results from before hamlets were counted have no number of them.
        let same = frozen.is_some_and(|frozen| {
            frozen == Results { hamlets: frozen.hamlets.and(results.hamlets), ..results.clone() }
        });
        if !same {
            found.push(format!("{place}: kết quả đã công bố khác kết quả đếm lại"));
        }
        for question in results.questions.iter().filter(|_| node.unit.level == Level::Commune) {
            let key = (node.unit.code.clone(), i64::from(question.no));
            let again = (kept(question.counts.satisfied), kept(question.counts.unsatisfied));
            if answers.get(&key) != Some(&again) {
                found.push(format!(
                    "{place}, câu {}: số phiếu trong danh sách đối chiếu khác kết quả đếm lại",
                    question.no
                ));
            }
        }
        let share = participation(&round.ruleset.participation, &node.tally.turnout);
        let overall = node.tally.counts.last().copied().unwrap_or_default();
        let again = [share.part, share.whole, overall.satisfied, overall.unsatisfied].map(kept);
        if [row.1, row.2, row.3, row.4] != again || row.5 != results.verdict.met {
            found.push(format!("{place}: số liệu trong danh sách khác kết quả đếm lại"));
        }
    }
    found.extend(published.into_keys().map(|code| format!("đợt {}: thừa kết quả của đơn vị {code}", round.id)));
    Ok(())
}
