//! The recount: every count made a second way, from the ballots and the minutes themselves.

use crate::store::Store;
use crate::store::audit_slip_records::slips_by_hamlet;
use crate::store::counting_records::load_counting;
use crate::store::db::{StoreError, from_db, to_db};
use crate::store::journal::check_audit_log;
use crate::store::minutes_records::load_minutes;
use crate::store::receipts::box_receipts;
use crate::store::round_hamlets::{RoundHamlet, round_hamlets};
use crate::store::round_records::load_round;
use crate::store::tallies::{CountedHamlet, Tallies, build_tree, counted_together, load_tallies};
use crate::store::tx::{Tx, fetch_all, scalar, scalars};
use crate::store::unit_tree::units_below;
use app::domain::collection::receipt::root;
use app::domain::collection::round::{Round, State};
use app::domain::survey::ballot::Ballot;
use app::domain::survey::count::Tally;
use app::domain::survey::node::Node;
use app::domain::survey::results::Results;
use app::domain::survey::verdict::participation;
use app::domain::units::unit::Level;
use app::message::Message;
use app::ports::common::Answer;
use app::ports::counting::ReceiptList;
use app::ports::verification::{CountedPlace, Discrepancy, Verification};
use async_trait::async_trait;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

#[async_trait]
impl Verification for Store {
    async fn verify(&self) -> Answer<Vec<Discrepancy>> {
        let tx = &mut self.db.read().await?;
        let ids: Vec<Uuid> = scalars!(tx, "select id from round order by id")?;
        let mut found: Vec<Discrepancy> = check_audit_log(tx, &self.key).await?.into_iter().collect();
        for id in ids {
            let (unit_id, round) = load_round(tx, id).await?;
            let hamlets = round_hamlets(tx, id).await?;
            let heads: HashMap<Uuid, Uuid> = hamlets.iter().map(|hamlet| (hamlet.id, hamlet.head())).collect();
            let questions = round.ruleset.questions.len();
            let audited = slips_by_hamlet(tx, id).await?;
            let recounted = under_heads(recount(tx, &round, &mut found).await?, &heads, questions);
            let stored = under_heads(load_tallies(tx, id, None, questions).await?, &heads, questions);
            let bare = hamlets.into_iter().map(|hamlet| CountedHamlet::of(hamlet, &Tallies::new(), questions));
            let names: Vec<RoundHamlet> = counted_together(bare.collect()).into_iter().map(|one| one.hamlet).collect();
            compare_tallies(&round, &names, &stored, &recounted, &mut found);
            compare_codes(tx, &round, &names, (&heads, &audited), &recounted, &mut found).await?;
            if round.state == State::Published {
                let node = recounted_node(tx, unit_id, &round, &names, &recounted).await?;
                compare_published(tx, &round, node.as_ref(), &mut found).await?;
            }
        }
        Ok(found)
    }
}

/// Counts of hamlets whose boxes were opened together, under the first of them.
fn under_heads(tallies: Tallies, heads: &HashMap<Uuid, Uuid>, questions: usize) -> Tallies {
    let mut under = Tallies::new();
    for ((hamlet, channel), tally) in tallies {
        let head = heads.get(&hamlet).copied().unwrap_or(hamlet);
        *under.entry((head, channel)).or_insert_with(|| Tally::empty(questions)) += &tally;
    }
    under
}

/// Numbers of hamlets whose boxes were opened together, under the first of them.
fn add_under_heads<T>(
    rows: impl IntoIterator<Item = (Uuid, T)>,
    heads: &HashMap<Uuid, Uuid>,
    add: impl Fn(&mut T, T),
) -> HashMap<Uuid, T> {
    let mut under: HashMap<Uuid, T> = HashMap::new();
    for (hamlet, number) in rows {
        let head = heads.get(&hamlet).copied().unwrap_or(hamlet);
        match under.entry(head) {
            std::collections::hash_map::Entry::Occupied(mut there) => add(there.get_mut(), number),
            std::collections::hash_map::Entry::Vacant(free) => drop(free.insert(number)),
        }
    }
    under
}

/// Counts a round's ballots and minutes anew.
async fn recount(tx: &mut Tx, round: &Round, found: &mut Vec<Discrepancy>) -> Result<Tallies, StoreError> {
    let questions = round.ruleset.questions.len();
    // Alike ballots of a hamlet are counted together by the database, so that a million need no memory here.
    let sql = "select hamlet_id, answers, count(*) from ballot where round_id = $1 group by hamlet_id, answers";
    let rows: Vec<(Uuid, String, i64)> = fetch_all!(tx, sql, round.id)?;
    let mut tallies = Tallies::new();
    for (hamlet, answers, times) in rows {
        let tally = tallies.entry((hamlet, "ballot".to_owned())).or_insert_with(|| Tally::empty(questions));
        if let Some(ballot) = Ballot::from_text(&answers).filter(|ballot| ballot.answers().len() == questions) {
            (0..times).for_each(|_| tally.add_ballot(&ballot, round.ruleset.invalid_ballot.when));
        } else {
            let (round, hamlet) = (round.id.to_string(), hamlet.to_string());
            found.push(Discrepancy::UnreadableBallot { round, hamlet });
        }
    }
    // What nobody has opened yet can be told apart by nobody: it is there.
    let sql =
        "select hamlet_id, count(*) from sealed_ballot where round_id = $1 and part = 'answers' group by hamlet_id";
    let rows: Vec<(Uuid, i64)> = fetch_all!(tx, sql, round.id)?;
    for (hamlet, ballots) in rows {
        let tally = tallies.entry((hamlet, "ballot".to_owned())).or_insert_with(|| Tally::empty(questions));
        let ballots = from_db(ballots);
        tally.turnout.returned += ballots;
        tally.turnout.valid += ballots;
    }
    for (hamlet, minutes) in load_minutes(tx, round.id).await? {
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
    found: &mut Vec<Discrepancy>,
) {
    let names: HashMap<Uuid, &RoundHamlet> = hamlets.iter().map(|hamlet| (hamlet.id, hamlet)).collect();
    let empty = Tally::empty(round.ruleset.questions.len());
    let places: BTreeSet<_> = stored.keys().chain(recounted.keys()).collect();
    for place in places {
        let (kept, again) = (stored.get(place).unwrap_or(&empty), recounted.get(place).unwrap_or(&empty));
        let name = names.get(&place.0).map_or("?", |hamlet| hamlet.name.as_str());
        let code = names.get(&place.0).map_or("?", |hamlet| hamlet.code.as_str());
        let (round, channel) = (round.id.to_string(), place.1.clone());
        let place = CountedPlace::Channel { round, name: name.to_owned(), code: code.to_owned(), channel };
        let place = || Message::from(place.clone());
        if kept.turnout != again.turnout {
            let (kept, again) = (format!("{:?}", kept.turnout), format!("{:?}", again.turnout));
            found.push(Discrepancy::Turnout { place: place(), kept, again });
        }
        for (no, (kept, again)) in (1..).zip(kept.counts.iter().zip(&again.counts)) {
            if kept != again {
                found.push(Discrepancy::Question {
                    place: place(),
                    no: i32::to_string(&no),
                    satisfied: kept.satisfied.to_string(),
                    unsatisfied: kept.unsatisfied.to_string(),
                    satisfied_again: again.satisfied.to_string(),
                    unsatisfied_again: again.unsatisfied.to_string(),
                });
            }
        }
    }
}

/// What the slips of a hamlet say.
#[derive(sqlx::FromRow)]
struct SlipsRecord {
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
    (heads, audited): (&HashMap<Uuid, Uuid>, &HashMap<Uuid, u64>),
    recounted: &Tallies,
    found: &mut Vec<Discrepancy>,
) -> Result<(), StoreError> {
    let sql = "select hamlet_id, count(case when slip_status = 'out' then 1 end) as issued, count(spent_from) as spent,
                      count(case when origin = 'assisted' then 1 end) as assisted,
                      count(case when origin = 'paper' then 1 end) as paper
               from code where round_id = $1 group by hamlet_id";
    let rows: Vec<SlipsRecord> = fetch_all!(tx, sql, round.id)?;
    let slips = add_under_heads(rows.into_iter().map(|row| (row.hamlet_id, row)), heads, |sum, row| {
        sum.issued += row.issued;
        sum.spent += row.spent;
        sum.assisted += row.assisted;
        sum.paper += row.paper;
    });
    let pending =
        "select p.hamlet_id, count(distinct e.slip) from paper_batch p join paper_entry e on e.batch_id = p.id
                   where p.round_id = $1 group by p.hamlet_id";
    let pending = numbers(tx, round, heads, pending).await?;
    let hours = numbers(
        tx,
        round,
        heads,
        "select hamlet_id, cast(sum(returned) as bigint) from hourly_turnout where round_id = $1 group by hamlet_id",
    )
    .await?;
    let sql = "select hamlet_id, assisted, paper from turnout where round_id = $1 and channel = 'ballot'";
    let set_aside = audited.iter().map(|(hamlet, slips)| (*hamlet, *slips));
    let set_aside = add_under_heads(set_aside, heads, |sum, slips| *sum += slips);
    let origins: Vec<(Uuid, i64, i64)> = fetch_all!(tx, sql, round.id)?;
    let origins = origins.into_iter().map(|(id, assisted, paper)| (id, (assisted, paper)));
    let origins: HashMap<Uuid, (i64, i64)> =
        add_under_heads(origins, heads, |sum, row| *sum = (sum.0 + row.0, sum.1 + row.1));
    for hamlet in hamlets {
        let (name, code) = (hamlet.name.clone(), hamlet.code.clone());
        let place = CountedPlace::Unit { round: round.id.to_string(), name, code };
        let place = || Message::from(place.clone());
        let slip = slips.get(&hamlet.id);
        let (issued, spent) = slip.map_or((0, 0), |row| (from_db(row.issued), from_db(row.spent)));
        let (assisted, paper) = slip.map_or((0, 0), |row| (row.assisted, row.paper));
        let waiting = pending.get(&hamlet.id).copied().unwrap_or_default();
        let ballots = recounted.get(&(hamlet.id, "ballot".to_owned())).map_or(0, |tally| tally.turnout.returned);
        if issued != hamlet.issued {
            found.push(Discrepancy::Issued {
                place: place(),
                kept: hamlet.issued.to_string(),
                found: issued.to_string(),
            });
        }
        if spent != ballots + waiting {
            let [spent, ballots, waiting] = [spent, ballots, waiting].map(|number| number.to_string());
            found.push(Discrepancy::Spent { place: place(), spent, ballots, waiting });
        }
        let kept = origins.get(&hamlet.id).copied().unwrap_or_default();
        if (assisted, paper - to_db(waiting)) != kept {
            let (kept, waiting) = (format!("{kept:?}"), waiting.to_string());
            let (assisted, paper) = (assisted.to_string(), paper.to_string());
            found.push(Discrepancy::Origins { place: place(), kept, assisted, paper, waiting });
        }
        let sum = CountedHamlet::of(hamlet.clone(), recounted, round.ruleset.questions.len()).tally;
        if sum.turnout.returned > sum.turnout.issued {
            let (returned, issued) = (sum.turnout.returned.to_string(), sum.turnout.issued.to_string());
            found.push(Discrepancy::MoreThanIssued { place: place(), returned, issued });
        }
        let hours = hours.get(&hamlet.id).copied().unwrap_or_default();
        if hours > ballots + set_aside.get(&hamlet.id).copied().unwrap_or_default() {
            let (hours, ballots) = (hours.to_string(), ballots.to_string());
            found.push(Discrepancy::Hours { place: place(), hours, ballots });
        }
        if let Some(closing) = load_counting(tx, round.id, hamlet.id).await?
            && (closing.turnout != sum.turnout || (!closing.counts.is_empty() && closing.counts != sum.counts))
        {
            found.push(Discrepancy::Closing { place: place() });
        }
        if !receipts_agree(tx, round, hamlet).await? {
            found.push(Discrepancy::Receipts { place: place() });
        }
    }
    Ok(())
}

/// Whether the receipts of a box are those of its minutes, one for each ballot that opened.
async fn receipts_agree(tx: &mut Tx, round: &Round, hamlet: &RoundHamlet) -> Result<bool, StoreError> {
    let receipts = box_receipts(tx, round.id, hamlet.id).await?;
    let list = ReceiptList { count: receipts.len() as u64, root: root(&receipts) };
    let Some(minutes) = load_counting(tx, round.id, hamlet.id).await? else { return Ok(receipts.is_empty()) };
    let sql = "select count(*) from ballot where round_id = $1 and hamlet_id = $2";
    let ballots: i64 = scalar!(tx, sql, round.id, hamlet.id)?;
    let is_twice = receipts.windows(2).any(|pair| pair[0] == pair[1]);
    Ok(!is_twice
        && minutes.receipts.unwrap_or(ReceiptList { root: root(&[]), count: 0 }) == list
        && from_db(ballots) == list.count + minutes.unreadable)
}

/// A number for each hamlet of a round.
async fn numbers(
    tx: &mut Tx,
    round: &Round,
    heads: &HashMap<Uuid, Uuid>,
    sql: &'static str,
) -> Result<HashMap<Uuid, u64>, StoreError> {
    let rows: Vec<(Uuid, i64)> = fetch_all!(tx, sql, round.id)?;
    let rows = rows.into_iter().map(|(hamlet, number)| (hamlet, from_db(number)));
    Ok(add_under_heads(rows, heads, |sum, number| *sum += number))
}

async fn recounted_node(
    tx: &mut Tx,
    unit_id: Uuid,
    round: &Round,
    hamlets: &[RoundHamlet],
    recounted: &Tallies,
) -> Result<Option<Node>, StoreError> {
    let questions = round.ruleset.questions.len();
    let units = units_below(tx, unit_id, round.opens).await?;
    let counted = |hamlet: &RoundHamlet| CountedHamlet::of(hamlet.clone(), recounted, questions);
    let hamlets: Vec<_> = hamlets.iter().map(counted).collect();
    Ok(build_tree(unit_id, &units, &hamlets, round))
}

/// What was published is what the recount gives.
async fn compare_published(
    tx: &mut Tx,
    round: &Round,
    node: Option<&Node>,
    found: &mut Vec<Discrepancy>,
) -> Result<(), StoreError> {
    let sql = "select u.code, p.participated, p.participation_base, p.satisfied, p.unsatisfied, p.met, p.document
               from published p join unit u on u.id = p.unit_id where p.round_id = $1 and p.latest = 1";
    let rows: Vec<PublishedRecord> = fetch_all!(tx, sql, round.id)?;
    let sql = "select u.code, a.question, a.satisfied, a.unsatisfied from published_answer a
               join published p on p.round_id = a.round_id and p.unit_id = a.unit_id and p.version = a.version
               join unit u on u.id = a.unit_id where a.round_id = $1 and p.latest = 1";
    let answers: Vec<AnswerRecord> = fetch_all!(tx, sql, round.id)?;
    let answers: HashMap<(String, i64), (i64, i64)> =
        answers.into_iter().map(|row| ((row.code, row.question), (row.satisfied, row.unsatisfied))).collect();
    let mut published: HashMap<String, PublishedRecord> = rows.into_iter().map(|row| (row.code.clone(), row)).collect();
    let mut nodes: Vec<&Node> = node.into_iter().collect();
    while let Some(node) = nodes.pop() {
        if node.unit.level == Level::Hamlet {
            continue;
        }
        nodes.extend(&node.children);
        let (name, code) = (node.unit.name.clone(), node.unit.code.clone());
        let place = CountedPlace::Unit { round: round.id.to_string(), name, code };
        let place = || Message::from(place.clone());
        let Some(row) = published.remove(&node.unit.code) else {
            found.push(Discrepancy::Unpublished { place: place() });
            continue;
        };
        let results = app::i18n::reasons::results(&round.ruleset, node);
        let frozen = serde_json::from_str::<Results>(&row.document).ok();
        if frozen.as_ref() != Some(&results) {
            found.push(Discrepancy::Published { place: place() });
        }
        for question in results.questions.iter().filter(|_| node.unit.level == Level::Commune) {
            let key = (node.unit.code.clone(), i64::from(question.no));
            let again = question.counts.map(|counts| (to_db(counts.satisfied), to_db(counts.unsatisfied)));
            if answers.get(&key).copied() != again {
                found.push(Discrepancy::ListedQuestion { place: place(), no: question.no.to_string() });
            }
        }
        let share = participation(&round.ruleset.participation, &node.tally.turnout);
        let overall = results.overall_counts();
        let again = [share.part, share.whole, overall.satisfied, overall.unsatisfied].map(to_db);
        let kept = [row.participated, row.participation_base, row.satisfied, row.unsatisfied];
        if kept != again || row.met != results.verdict.met {
            found.push(Discrepancy::Figures { place: place() });
        }
    }
    let round = round.id.to_string();
    found.extend(published.into_keys().map(|unit| Discrepancy::Surplus { round: round.clone(), unit }));
    Ok(())
}

/// The published figures of a unit.
#[derive(sqlx::FromRow)]
struct PublishedRecord {
    code: String,
    participated: i64,
    participation_base: i64,
    satisfied: i64,
    unsatisfied: i64,
    met: Option<bool>,
    document: String,
}

/// The published answers of a unit to a question.
#[derive(sqlx::FromRow)]
struct AnswerRecord {
    code: String,
    question: i64,
    satisfied: i64,
    unsatisfied: i64,
}
