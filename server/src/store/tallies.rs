//! Counts of a round as they are kept, added up from the hamlets to the round's unit.

use crate::store::db::{StoreError, from_db};
use crate::store::round_hamlets::{AskedHamlet, RoundHamlet, round_hamlets};
use crate::store::tx::{Tx, fetch_all};
use crate::store::unit_tree::units_below;
use app::domain::collection::round::Round;
use app::domain::survey::count::{Count, Tally, add_counts};
use app::domain::survey::disclosure::disclose;
use app::domain::survey::node::Node;
use app::domain::survey::results::Results;
use app::domain::units::unit::{Level, Unit, UnitRef};
use app::ports::common::{Answer, refuse};
use app::ports::rounds::RoundRefused;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A row of `turnout`.
#[derive(sqlx::FromRow)]
struct TurnoutRecord {
    hamlet_id: Uuid,
    channel: String,
    issued: i64,
    returned: i64,
    valid: i64,
    invalid: i64,
}

/// A row of `tally`.
#[derive(sqlx::FromRow)]
struct TallyRecord {
    hamlet_id: Uuid,
    channel: String,
    question: i64,
    satisfied: i64,
    unsatisfied: i64,
}

/// Counts by hamlet and channel.
pub(super) type Tallies = BTreeMap<(Uuid, String), Tally>;

/// The counts of a round, or of one of its hamlets, by hamlet and channel, as kept.
pub(super) async fn load_tallies(
    tx: &mut Tx,
    round: Uuid,
    hamlet: Option<Uuid>,
    questions: usize,
) -> Result<Tallies, StoreError> {
    let turnout = "select hamlet_id, channel, issued, returned, valid, invalid from turnout
                   where round_id = $1 and (hamlet_id = $2 or $2 is null)";
    let counts = "select hamlet_id, channel, question, satisfied, unsatisfied from tally
                  where round_id = $1 and (hamlet_id = $2 or $2 is null)";
    let mut tallies = Tallies::new();
    let rows: Vec<TurnoutRecord> = fetch_all!(tx, turnout, round, hamlet)?;
    for row in rows {
        let tally = tallies.entry((row.hamlet_id, row.channel)).or_insert_with(|| Tally::empty(questions));
        tally.turnout.issued = from_db(row.issued);
        tally.turnout.returned = from_db(row.returned);
        tally.turnout.valid = from_db(row.valid);
        tally.turnout.invalid = from_db(row.invalid);
    }
    let rows: Vec<TallyRecord> = fetch_all!(tx, counts, round, hamlet)?;
    for row in rows {
        let tally = tallies.entry((row.hamlet_id, row.channel)).or_insert_with(|| Tally::empty(questions));
        let at = usize::try_from(row.question - 1).unwrap_or(usize::MAX);
        if let Some(count) = tally.counts.get_mut(at) {
            *count = Count { satisfied: from_db(row.satisfied), unsatisfied: from_db(row.unsatisfied) };
        }
    }
    Ok(tallies)
}

/// A hamlet with its counts.
#[derive(Clone, Debug)]
pub(super) struct CountedHamlet {
    pub(super) hamlet: RoundHamlet,
    /// All of them.
    pub(super) tally: Tally,
    /// Those of its minutes among them, question 1 first.
    by_hand: Vec<Count>,
}

impl CountedHamlet {
    /// Adds a hamlet's channels up. Slips handed out and then used as paper ballots are the same ballots, so a hamlet with
    /// codes has handed out as many as it has codes, or as its minutes say where those are more.
    pub(super) fn of(hamlet: RoundHamlet, tallies: &Tallies, questions: usize) -> Self {
        let [from_box, by_hand] = ["ballot", "minutes"].map(|channel| tallies.get(&(hamlet.id, channel.to_owned())));
        let mut tally = Tally::empty(questions);
        let mut issued = hamlet.issued;
        for own in from_box.into_iter().chain(by_hand) {
            issued = issued.max(own.turnout.issued);
            tally += own;
        }
        tally.turnout.households = hamlet.households;
        tally.turnout.issued = issued;
        let by_hand = by_hand.map_or_else(|| Tally::empty(questions), Tally::clone).counts;
        Self { hamlet, tally, by_hand }
    }
}

/// What is counted of one hamlet, ballots and minutes together.
pub(super) async fn hamlet_sum(tx: &mut Tx, round: &Round, asked: &AskedHamlet) -> Result<Tally, StoreError> {
    Ok(hamlets_sum(tx, round, &[asked.in_round()]).await?.0)
}

/// What is counted of hamlets, ballots and minutes together, and what of each question was counted by hand.
pub(super) async fn hamlets_sum(
    tx: &mut Tx,
    round: &Round,
    hamlets: &[RoundHamlet],
) -> Result<(Tally, Vec<Count>), StoreError> {
    let questions = round.ruleset.questions.len();
    let (mut sum, mut by_hand) = (Tally::empty(questions), vec![Count::default(); questions]);
    for hamlet in hamlets {
        let tallies = load_tallies(tx, round.id, Some(hamlet.id), questions).await?;
        let counted = CountedHamlet::of(hamlet.clone(), &tallies, questions);
        sum += &counted.tally;
        add_counts(&mut by_hand, counted.by_hand);
    }
    Ok((sum, by_hand))
}

/// Hamlets with their counts; those whose boxes were opened together as one, with the names and the sums of all.
pub(super) fn counted_together(hamlets: Vec<CountedHamlet>) -> Vec<CountedHamlet> {
    let is_head = |one: &CountedHamlet| one.hamlet.head() == one.hamlet.id;
    let (mut heads, others): (Vec<_>, Vec<_>) = hamlets.into_iter().partition(is_head);
    let places: HashMap<Uuid, usize> = (0..).zip(&heads).map(|(at, head)| (head.hamlet.id, at)).collect();
    for CountedHamlet { hamlet, tally, by_hand } in others {
        let Some(sum) = places.get(&hamlet.head()).and_then(|at| heads.get_mut(*at)) else { continue };
        let head = &mut sum.hamlet;
        head.name = format!("{}, {}", head.name, hamlet.name);
        head.households += hamlet.households;
        head.issued += hamlet.issued;
        head.hamlets += hamlet.hamlets;
        sum.tally += &tally;
        add_counts(&mut sum.by_hand, by_hand);
    }
    heads
}

/// The round's tree with all counts, as kept.
pub(super) async fn counted_node(tx: &mut Tx, unit_id: Uuid, round: &Round) -> Result<Option<Node>, StoreError> {
    let questions = round.ruleset.questions.len();
    let units = units_below(tx, unit_id, round.opens).await?;
    let tallies = load_tallies(tx, round.id, None, questions).await?;
    let hamlets = round_hamlets(tx, round.id).await?.into_iter();
    let hamlets = hamlets.map(|hamlet| CountedHamlet::of(hamlet, &tallies, questions));
    let hamlets = counted_together(hamlets.collect());
    Ok(build_tree(unit_id, &units, &hamlets, round))
}

/// The results of a round's unit or one inside it, as they stand.
pub(super) async fn worked_out(tx: &mut Tx, unit_id: Uuid, round: &Round, unit_code: Option<&str>) -> Answer<Results> {
    let node = counted_node(tx, unit_id, round).await?;
    let code = unit_code.unwrap_or(&round.unit.code);
    match node.as_ref().and_then(|node| find_node(node, code)) {
        Some(found) => Ok(app::i18n::reasons::results(&round.ruleset, found)),
        None => refuse(RoundRefused::NotAsked { round: round.id.to_string(), unit: code.to_owned() }),
    }
}

/// Builds the tree of a round with its counts added up. Communes of kinds that are not asked are left out, and so is
/// what lies above nothing but them. What is withheld of small numbers is settled.
pub(super) fn build_tree(top: Uuid, units: &[Unit], hamlets: &[CountedHamlet], round: &Round) -> Option<Node> {
    let (asks, questions) = (&round.ruleset.asks, round.ruleset.questions.len());
    let mut children: HashMap<Uuid, Vec<&Unit>> = HashMap::new();
    for unit in units {
        if let Some(parent) = unit.parent {
            children.entry(parent).or_default().push(unit);
        }
    }
    let mut below: HashMap<Uuid, Vec<Node>> = HashMap::new();
    for CountedHamlet { hamlet, tally, by_hand } in hamlets {
        let unit = UnitRef {
            code: hamlet.code.clone(),
            name: hamlet.name.clone(),
            kind: Level::Hamlet.usual_kind().to_owned(),
            level: Level::Hamlet,
        };
        let node = Node::new(unit, tally.clone(), Vec::new());
        let node = Node { hamlets: hamlet.hamlets, by_hand: by_hand.clone(), ..node };
        below.entry(hamlet.commune).or_default().push(node);
    }
    let top = units.iter().find(|unit| unit.id == top)?;
    let grown = grow(top, &children, &mut below, asks, questions);
    let mut tree = grown.unwrap_or_else(|| Node::new(top.named.clone(), Tally::empty(questions), Vec::new()));
    disclose(&mut tree, round.disclosure_rule());
    Some(tree)
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
    Some(Node::above(unit.named.clone(), nodes, questions))
}

/// Finds a unit in the tree by its code; hamlets have codes of their own and are not looked at.
pub(super) fn find_node<'a>(node: &'a Node, code: &str) -> Option<&'a Node> {
    if node.unit.level == Level::Hamlet {
        return None;
    }
    if node.unit.code == code {
        return Some(node);
    }
    node.children.iter().find_map(|child| find_node(child, code))
}
