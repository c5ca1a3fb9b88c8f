//! The public record of a round.

use crate::store::Store;
use crate::store::counting_records::load_countings;
use crate::store::db::{StoreError, from_db, small};
use crate::store::minutes_records::load_minutes;
use crate::store::receipts::box_receipts;
use crate::store::round_hamlets::{RoundHamlet, round_hamlets};
use crate::store::round_records::load_round;
use crate::store::tallies::counted_node;
use crate::store::tx::{Tx, fetch_all, fetch_optional, scalars};
use app::domain::collection::receipt::{Receipt, root};
use app::domain::collection::record::{
    FORMAT, Record, RecordSummary, RecordedAudit, RecordedAuditSlip, RecordedBox, RecordedCommune, RecordedPlace,
    RecordedRound, RecordedUnit,
};
use app::domain::collection::round::Round;
use app::domain::survey::ballot::Ballot;
use app::domain::survey::box_counts::{PlaceCounts, ToldCommune, told_apart};
use app::domain::survey::count::{Count, Tally, Turnout};
use app::domain::survey::disclosure::DisclosureRule;
use app::domain::survey::node::Node;
use app::domain::survey::results::Results;
use app::domain::units::unit::Level;
use app::message::Message;
use app::ports::common::{Answer, refuse};
use app::ports::counting::CountingMinutes;
use app::ports::full_figures::FullFiguresAct;
use app::ports::notices::NoticesAct;
use app::ports::records::{RecordRefused, Records};
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

#[async_trait]
impl Records for Store {
    async fn record(&self, id: Uuid) -> Answer<Record> {
        let tx = &mut self.db.read().await?;
        let (unit_id, round) = load_round(tx, id).await?;
        let sql = "select max(version), max(published_on) from published where round_id = $1 and latest = 1";
        let (version, published_on): (Option<i64>, Option<NaiveDate>) =
            fetch_optional!(tx, sql, id)?.unwrap_or_default();
        let (Some(version), Some(published_on)) = (version, published_on) else {
            return refuse(RecordRefused::NotPublished);
        };
        let Some(node) = counted_node(tx, unit_id, &round).await? else { return refuse(RecordRefused::NotPublished) };
        let mut units = Vec::new();
        list_units(&node, None, &mut units);
        let sql = "select document from published where round_id = $1 and latest = 1";
        let documents: Vec<String> = scalars!(tx, sql, id)?;
        let read = |documents: Vec<String>| {
            documents.iter().map(|document| serde_json::from_str(document)).collect::<Result<Vec<Results>, _>>()
        };
        let results = read(documents).map_err(StoreError::from)?;
        let sql = "select document from published where round_id = $1 and latest = 0";
        let older = read(scalars!(tx, sql, id)?).map_err(StoreError::from)?;
        let places = Places::load(tx, &round).await?;
        let ballots = ballots_by_commune(tx, &round, &places).await?;
        let mut record = Record {
            summary: RecordSummary {
                format: FORMAT,
                round: RecordedRound {
                    id,
                    unit: round.unit.code.clone(),
                    opens: round.opens,
                    closes: round.closes,
                    ended: round.last_day(),
                    published_on,
                    version: small(version),
                    full_figures: round.full_figures.clone(),
                },
                ruleset: (*round.ruleset).clone(),
                units,
                places: Vec::new(),
                communes: Vec::new(),
                results,
                audit_slips: audit_slips(tx, id).await?,
                audit: audit(tx, id).await?,
            },
            receipts: Vec::new(),
        };
        let mut nodes = vec![&node];
        while let Some(node) = nodes.pop() {
            if node.unit.level == Level::Commune {
                add_commune(tx, &round, node, &places, (&ballots, &older), &mut record).await?;
            } else {
                nodes.extend(&node.children);
            }
        }
        Ok(record)
    }
}

/// The hamlets of a round under which boxes were counted, and what was counted there.
struct Places {
    /// By the code of the commune's unit and their own.
    heads: HashMap<(Uuid, String), RoundHamlet>,
    by_hand: HashMap<Uuid, Turnout>,
    /// The counts of the overall question out of their boxes.
    from_boxes: HashMap<Uuid, Count>,
    countings: HashMap<Uuid, CountingMinutes>,
    communes: HashMap<String, Uuid>,
}

impl Places {
    async fn load(tx: &mut Tx, round: &Round) -> Answer<Self> {
        let hamlets = round_hamlets(tx, round.id).await?;
        let head_of: HashMap<Uuid, Uuid> = hamlets.iter().map(|hamlet| (hamlet.id, hamlet.head())).collect();
        let mut by_hand: HashMap<Uuid, Turnout> = HashMap::new();
        for (hamlet, minutes) in load_minutes(tx, round.id).await? {
            let head = head_of.get(&hamlet).copied().unwrap_or(hamlet);
            *by_hand.entry(head).or_default() += Turnout { households: 0, ..minutes.tally().turnout };
        }
        let sql = "select distinct u.id, u.code from round_hamlet r join hamlet h on h.id = r.hamlet_id
                   join unit u on u.id = h.commune_id where r.round_id = $1";
        let rows: Vec<(Uuid, String)> = fetch_all!(tx, sql, round.id)?;
        let heads = hamlets.into_iter().filter(|hamlet| hamlet.head() == hamlet.id);
        Ok(Self {
            heads: heads.map(|hamlet| ((hamlet.commune, hamlet.code.clone()), hamlet)).collect(),
            by_hand,
            from_boxes: from_boxes(tx, round).await?,
            countings: load_countings(tx, round.id).await?,
            communes: rows.into_iter().map(|(id, code)| (code, id)).collect(),
        })
    }

    fn head(&self, commune: &str, code: &str) -> Option<&RoundHamlet> {
        self.heads.get(&(*self.communes.get(commune)?, code.to_owned()))
    }
}

/// The audit slips of a round, by the box they lay in.
async fn audit_slips(tx: &mut Tx, round: Uuid) -> Answer<Vec<RecordedAuditSlip>> {
    let sql = "select u.code, head.code, s.receipt, s.agrees from audit_slip s
               join round_hamlet r on r.round_id = s.round_id and r.hamlet_id = s.hamlet_id
               join round_hamlet head on head.round_id = r.round_id and head.hamlet_id = r.counted_with
               join hamlet h on h.id = s.hamlet_id join unit u on u.id = h.commune_id
               where s.round_id = $1 order by u.code, head.code, s.receipt";
    let rows: Vec<(String, String, String, Option<i64>)> = fetch_all!(tx, sql, round)?;
    let slip = |(commune, hamlet, receipt, agrees)| RecordedAuditSlip {
        lay_in: format!("{commune}/{hamlet}"),
        receipt,
        agrees: agrees == Some(1),
    };
    Ok(rows.into_iter().map(slip).collect())
}

/// How often each ballot came out of the boxes of a commune.
type BallotsByCommune = HashMap<Uuid, BTreeMap<String, u64>>;

async fn ballots_by_commune(tx: &mut Tx, round: &Round, places: &Places) -> Answer<BallotsByCommune> {
    let sql = "select hamlet_id, answers, count(*) from ballot where round_id = $1 group by hamlet_id, answers";
    let rows: Vec<(Uuid, String, i64)> = fetch_all!(tx, sql, round.id)?;
    let commune_of: HashMap<Uuid, Uuid> = places.heads.values().map(|head| (head.id, head.commune)).collect();
    let mut found = BallotsByCommune::new();
    for (hamlet, answers, times) in rows {
        let commune = commune_of.get(&hamlet).copied().unwrap_or_default();
        *found.entry(commune).or_default().entry(answers).or_default() += from_db(times);
    }
    Ok(found)
}

fn list_units(node: &Node, parent: Option<&str>, into: &mut Vec<RecordedUnit>) {
    if node.unit.level == Level::Hamlet {
        return;
    }
    into.push(RecordedUnit {
        code: node.unit.code.clone(),
        name: node.unit.name.clone(),
        kind: node.unit.kind.clone(),
        level: node.unit.level,
        parent: parent.map(ToOwned::to_owned),
    });
    node.children.iter().for_each(|child| list_units(child, Some(&node.unit.code), into));
}

/// Adds a commune with its places, boxes and ballots.
async fn add_commune(
    tx: &mut Tx,
    round: &Round,
    commune: &Node,
    places: &Places,
    (ballots, older): (&BallotsByCommune, &[Results]),
    record: &mut Record,
) -> Answer<()> {
    let code = &commune.unit.code;
    let overall = overall(round);
    let mut kinds: HashMap<&str, PlaceCounts> = HashMap::new();
    for place in &commune.children {
        let Some(head) = places.head(code, &place.unit.code) else { continue };
        let by_hand = places.by_hand.get(&head.id).copied();
        let came = place.tally.turnout.returned - by_hand.map_or(0, |turnout| turnout.returned);
        let mut opened = None;
        if came > 0 {
            let minutes = places.countings.get(&head.id);
            let name = format!("{code}/{}", head.code);
            let receipts: Vec<Receipt> = box_receipts(tx, round.id, head.id).await?;
            let list = minutes.and_then(|minutes| minutes.receipts.as_ref());
            let root = list.map_or_else(|| root(&[]), |list| list.root.clone());
            let unreadable = minutes.map_or(0, |minutes| minutes.unreadable);
            opened = Some(RecordedBox { name: name.clone(), ballots: came, unreadable, root });
            record.receipts.push((name, receipts));
        }
        let from_box = places.from_boxes.get(&head.id).copied().unwrap_or_default();
        let valid_by_hand = by_hand.map_or(0, |turnout| turnout.valid);
        let (has_box, has_hand) = (place.tally.turnout.valid > valid_by_hand, valid_by_hand > 0);
        let told = place.told(overall);
        kinds.insert(&place.unit.code, PlaceCounts { told, from_box, has_box, has_hand });
        record.summary.places.push(RecordedPlace {
            unit: code.clone(),
            code: place.unit.code.clone(),
            name: place.unit.name.clone(),
            hamlets: place.hamlets,
            turnout: place.tally.turnout,
            by_hand,
            opened,
        });
    }
    let all: Vec<_> = round.ruleset.questions.iter().map(|question| commune.told(question.no)).collect();
    let mut tally = Tally::empty(round.ruleset.questions.len());
    for (answers, times) in places.communes.get(code).and_then(|id| ballots.get(id)).into_iter().flatten() {
        let ballot = Ballot::from_text(answers).ok_or(StoreError::Word("ballot".into()))?;
        (0..*times).for_each(|_| tally.add_ballot(&ballot, round.ruleset.invalid_ballot.when));
    }
    let rule = round.disclosure_rule();
    let told = ToldCommune { all, places: kinds.values().copied().collect(), rule };
    let before = older.iter().filter(|results| results.unit.code == *code);
    let before: Vec<ToldCommune> = before.map(|results| told_before(results, &kinds, rule)).collect();
    let (boxes, by_hand) = told_apart(&tally, &told, &before).unzip();
    record.summary.communes.push(RecordedCommune { unit: code.clone(), boxes, by_hand });
    Ok(())
}

/// The number of the overall question.
fn overall(round: &Round) -> u32 {
    round.ruleset.questions.iter().find(|question| question.overall).map_or(0, |question| question.no)
}

/// The counts of the overall question out of the boxes, by the hamlet under which they were counted.
async fn from_boxes(tx: &mut Tx, round: &Round) -> Answer<HashMap<Uuid, Count>> {
    let sql = "select hamlet_id, satisfied, unsatisfied from tally
               where round_id = $1 and channel = 'ballot' and question = $2";
    let rows: Vec<(Uuid, i64, i64)> = fetch_all!(tx, sql, round.id, i64::from(overall(round)))?;
    let count = |(hamlet, satisfied, unsatisfied)| {
        (hamlet, Count { satisfied: from_db(satisfied), unsatisfied: from_db(unsatisfied) })
    };
    Ok(rows.into_iter().map(count).collect())
}

/// What an older version tells of a commune, whose boxes are what they were.
fn told_before(results: &Results, kinds: &HashMap<&str, PlaceCounts>, rule: DisclosureRule) -> ToldCommune {
    let place = |(code, kind): (&&str, &PlaceCounts)| {
        let child = results.children.iter().find(|child| child.unit.code == **code);
        let told = child.and_then(|child| child.overall.as_ref()).map(|overall| overall.counts);
        PlaceCounts { told, ..*kind }
    };
    let all = results.questions.iter().map(|question| question.counts).collect();
    ToldCommune { all, places: kinds.iter().map(place).collect(), rule }
}

/// The line of the audit log with which this version was published: the same for everybody who asks, whenever.
async fn audit(tx: &mut Tx, round: Uuid) -> Answer<RecordedAudit> {
    let acts: [Message; 3] = [NoticesAct::Publish.into(), NoticesAct::Correct.into(), FullFiguresAct::Decide.into()];
    let [publish, correct, decide] = acts.map(|act| act.key);
    let sql = "select no, link from audit_log where round_id = $1 and act in ($2, $3, $4) order by no desc limit 1";
    let last: Option<(i64, Vec<u8>)> =
        fetch_optional!(tx, sql, round, publish.as_ref(), correct.as_ref(), decide.as_ref())?;
    Ok(last.map(|(no, link)| RecordedAudit { no: from_db(no), link: hex::encode(link) }).unwrap_or_default())
}
