//! A round's units with their counts, from its own unit down to the hamlets.

use super::{StoreError, Tx, counted, on};
use crate::store::units::{Row, unit_of};
use app::domain::survey::count::{Count, Tally};
use app::domain::survey::verdict::Node;
use app::domain::units::unit::{Level, Unit, UnitRef};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The unit and all below it that stood on the round's first day, down to the communes, by code.
pub(super) async fn units(tx: &mut Tx, unit: Uuid, day: NaiveDate) -> Result<Vec<Unit>, StoreError> {
    let sql = "with recursive tree (id) as (
                   select id from unit where id = $1
                   union all
                   select u.id from unit u join tree t on u.parent_id = t.id
                   where u.valid_from <= $2 and $2 <= u.valid_to)
               select u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
               from unit u join tree t on t.id = u.id order by u.code";
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(sql).bind(unit).bind(day).fetch_all(conn).await)?;
    rows.into_iter().map(unit_of).collect()
}

/// Begins a statement with what leads from a unit down (`high`, `low`): to the units in it; to the communes a commune was made
/// of, once they are no more; and from a wider unit to the one whose code it took over, as a province does that is laid
/// together with others. What stands beside a part it gave away keeps its own affairs.
pub(super) const EDGES: &str = "with recursive edge (high, low) as (
    select parent_id, id from unit where parent_id is not null
    union all
    select s.successor_id, s.predecessor_id from unit_succession s join unit b on b.id = s.predecessor_id
    where b.level = 'commune' and b.valid_to < s.since
    union all
    select n.id, b.id from unit n join unit b on b.code = n.code and b.level = n.level
    where n.level <> 'commune' and b.valid_to < n.valid_from)";

/// The unit `$1` and all that leads down from it, behind `EDGES`.
pub(super) const BELOW: &str = "below (id) as (
    select id from unit where id = $1
    union
    select e.low from edge e join below b on e.high = b.id)";

/// A unit and all below it, with what any of them was made of, as they stood on a day, down to the communes, by code.
pub(super) async fn lineage(tx: &mut Tx, unit: Uuid, day: NaiveDate) -> Result<Vec<Unit>, StoreError> {
    let sql = format!(
        "{EDGES}, {BELOW} select u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
         from unit u join below b on b.id = u.id where u.valid_from <= $2 and $2 <= u.valid_to order by u.code"
    );
    let sql = sqlx::AssertSqlSafe(sql);
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(sql).bind(unit).bind(day).fetch_all(conn).await)?;
    rows.into_iter().map(unit_of).collect()
}

/// The units above one, topmost first.
pub(super) async fn above(tx: &mut Tx, unit: Uuid) -> Result<Vec<Unit>, StoreError> {
    let sql = "with recursive chain (id, parent_id, depth) as (
                   select id, parent_id, 0 from unit where id = $1
                   union all
                   select u.id, u.parent_id, c.depth + 1 from unit u join chain c on u.id = c.parent_id)
               select u.id, u.code, u.kind, u.level, u.name, u.parent_id, u.valid_from, u.valid_to
               from unit u join chain c on c.id = u.id where c.depth > 0 order by c.depth desc";
    let rows: Vec<Row> = on!(tx, |conn| sqlx::query_as(sql).bind(unit).fetch_all(conn).await)?;
    rows.into_iter().map(unit_of).collect()
}

/// A hamlet of a round.
#[derive(Clone, Debug)]
pub(super) struct RoundHamlet {
    pub(super) id: Uuid,
    pub(super) commune: Uuid,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) households: u64,
    /// Codes issued; none where the round is counted by minutes alone.
    pub(super) issued: u64,
}

/// The hamlets of a round, by code.
pub(super) async fn hamlets(tx: &mut Tx, round: Uuid) -> Result<Vec<RoundHamlet>, StoreError> {
    let sql = "select h.id, h.commune_id, h.code, h.name, r.households, r.issued
               from round_hamlet r join hamlet h on h.id = r.hamlet_id
               where r.round_id = $1 order by h.code";
    let rows: Vec<(Uuid, Uuid, String, String, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(round).fetch_all(conn).await)?;
    let hamlet = |(id, commune, code, name, households, issued)| RoundHamlet {
        id,
        commune,
        code,
        name,
        households: counted(households),
        issued: counted(issued),
    };
    Ok(rows.into_iter().map(hamlet).collect())
}

/// The counts of a round by hamlet and channel, as kept.
pub(super) async fn kept_tallies(
    tx: &mut Tx,
    round: Uuid,
    questions: usize,
) -> Result<BTreeMap<(Uuid, String), Tally>, StoreError> {
    let turnout = "select hamlet_id, channel, issued, returned, valid, invalid from turnout where round_id = $1";
    let counts = "select hamlet_id, channel, question, satisfied, unsatisfied from tally where round_id = $1";
    let mut tallies: BTreeMap<(Uuid, String), Tally> = BTreeMap::new();
    let turnout: Vec<(Uuid, String, i64, i64, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(turnout).bind(round).fetch_all(conn).await)?;
    for (hamlet, channel, issued, returned, valid, invalid) in turnout {
        let tally = tallies.entry((hamlet, channel)).or_insert_with(|| Tally::empty(questions));
        tally.turnout.issued = counted(issued);
        tally.turnout.returned = counted(returned);
        tally.turnout.valid = counted(valid);
        tally.turnout.invalid = counted(invalid);
    }
    let rows: Vec<(Uuid, String, i64, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(counts).bind(round).fetch_all(conn).await)?;
    for (hamlet, channel, question, satisfied, unsatisfied) in rows {
        let tally = tallies.entry((hamlet, channel)).or_insert_with(|| Tally::empty(questions));
        let at = usize::try_from(question - 1).unwrap_or(usize::MAX);
        if let Some(count) = tally.counts.get_mut(at) {
            *count = Count { satisfied: counted(satisfied), unsatisfied: counted(unsatisfied) };
        }
    }
    Ok(tallies)
}

/// Adds a hamlet's channels up. Slips handed out and then used as paper ballots are the same ballots, so a hamlet with
/// codes has handed out as many as it has codes, or as its minutes say where those are more.
pub(super) fn hamlet_tally<'a>(
    hamlet: &RoundHamlet,
    channels: impl Iterator<Item = &'a Tally>,
    questions: usize,
) -> Tally {
    let mut sum = Tally::empty(questions);
    let mut issued = hamlet.issued;
    for tally in channels {
        issued = issued.max(tally.turnout.issued);
        sum += tally;
    }
    sum.turnout.households = hamlet.households;
    sum.turnout.issued = issued;
    sum
}

/// Builds the tree of a round with its counts added up. Communes of kinds that are not asked are left out, and so is
/// what lies above nothing but them.
pub(super) fn build(
    top: Uuid,
    units: &[Unit],
    hamlets: &[(RoundHamlet, Tally)],
    asks: &[String],
    questions: usize,
) -> Option<Node> {
    let mut children: HashMap<Uuid, Vec<&Unit>> = HashMap::new();
    for unit in units {
        if let Some(parent) = unit.parent {
            children.entry(parent).or_default().push(unit);
        }
    }
    let mut below: HashMap<Uuid, Vec<Node>> = HashMap::new();
    for (hamlet, tally) in hamlets {
        below.entry(hamlet.commune).or_default().push(Node {
            unit: UnitRef {
                code: hamlet.code.clone(),
                name: hamlet.name.clone(),
                kind: Level::Hamlet.vietnamese().to_owned(),
                level: Level::Hamlet,
            },
            tally: tally.clone(),
            children: Vec::new(),
        });
    }
    let top = units.iter().find(|unit| unit.id == top)?;
    Some(grow(top, &children, &mut below, asks, questions).unwrap_or_else(|| Node {
        unit: top.named.clone(),
        tally: Tally::empty(questions),
        children: Vec::new(),
    }))
}

fn grow(
    unit: &Unit,
    children: &HashMap<Uuid, Vec<&Unit>>,
    below: &mut HashMap<Uuid, Vec<Node>>,
    asks: &[String],
    questions: usize,
) -> Option<Node> {
    let nodes = if unit.named.level == Level::Commune {
        if !asks.contains(&unit.named.kind) {
            return None;
        }
        below.remove(&unit.id).unwrap_or_default()
    } else {
        let children_of = children.get(&unit.id).map(Vec::as_slice).unwrap_or_default();
        let grown: Vec<Node> =
            children_of.iter().filter_map(|child| grow(child, children, below, asks, questions)).collect();
        if grown.is_empty() {
            return None;
        }
        grown
    };
    let mut tally = Tally::empty(questions);
    nodes.iter().for_each(|node| tally += &node.tally);
    Some(Node { unit: unit.named.clone(), tally, children: nodes })
}

/// Finds a unit in the tree by its code; hamlets have codes of their own and are not looked at.
pub(super) fn find<'a>(node: &'a Node, code: &str) -> Option<&'a Node> {
    if node.unit.level == Level::Hamlet {
        return None;
    }
    if node.unit.code == code {
        return Some(node);
    }
    node.children.iter().find_map(|child| find(child, code))
}
