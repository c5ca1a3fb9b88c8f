//! Whoever knows everything that is published, and subtracts it from each other, learns of no group that is too small.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::collection::minutes::Minutes;
use app::domain::collection::record::Record;
use app::domain::revision::Revision;
use app::domain::survey::box_counts::{PlaceCounts, ToldCommune, told_apart};
use app::domain::survey::count::{Count, Tally, Turnout};
use app::domain::survey::disclosure::{DisclosureRule, disclose};
use app::domain::survey::node::Node;
use app::domain::survey::results::Results;
use app::domain::survey::ruleset::Disclosure;
use app::domain::survey::withheld::Withheld;
use app::domain::units::unit::{Level, UnitRef};
use app::ports::casting::Casting as _;
use app::ports::common::Actor;
use app::ports::full_figures::FullFigures as _;
use app::ports::minutes::{MinutesEntry as _, Replacing};
use app::ports::notices::{Correction, Notices as _};
use app::ports::participation::Participation as _;
use app::ports::records::Records as _;
use app::ports::rounds::{Early, Rounds as _};
use app::ports::verification::Verification as _;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::*;
use http_body_util::BodyExt as _;
use proptest::prelude::*;
use server::http::router::router;
use server::http::state::app_state;
use server::store::Store;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt as _;
use uuid::Uuid;

/// The smallest groups there are, each with its answers to one question, and which of them the told sums are made of.
#[derive(Default)]
struct Known {
    groups: Vec<Count>,
    sums: Vec<Vec<usize>>,
}

impl Known {
    /// The same for somebody who knows all that was counted by hand: every second group.
    fn beside_minutes(mut self) -> Self {
        for at in (1..self.groups.len()).step_by(2) {
            self.groups[at] = Count::default();
            self.sums.push(vec![at]);
        }
        self
    }

    /// All groups of groups that may not be told and follow from the sums.
    fn found_out(&self, fewest: u64) -> Vec<Count> {
        self.found_out_beside(&[], fewest)
    }

    /// The same but for groups that it was decided to tell.
    fn found_out_beside(&self, decided: &[Vec<usize>], fewest: u64) -> Vec<Count> {
        assert!(self.groups.len() < 16, "every subset is tried");
        let mut rows: Vec<(usize, Vec<i128>)> = Vec::new();
        for sum in &self.sums {
            let row = (0..self.groups.len()).map(|at| i128::from(sum.contains(&at))).collect();
            let row = reduced(row, &rows);
            if let Some(first) = row.iter().position(|one| *one != 0) {
                let scale = inverse(row[first]);
                rows.push((first, row.iter().map(|one| one * scale % PRIME).collect()));
            }
        }
        let follows = |some: &u32| {
            let row = (0..self.groups.len()).map(|at| i128::from(some >> at & 1 == 1)).collect();
            reduced(row, &rows).iter().all(|one| *one == 0)
        };
        let counts = |some: u32| {
            let mut counts = Count::default();
            (0..self.groups.len()).filter(|at| some >> at & 1 == 1).for_each(|at| counts += self.groups[at]);
            counts
        };
        // Where nobody answered there is nobody to tell apart.
        let answered =
            (0..self.groups.len()).filter(|at| self.groups[*at].base() > 0).map(|at| 1_u32 << at).sum::<u32>();
        let decided = decided.iter().map(|unit| unit.iter().map(|at| 1 << at).sum::<u32>() & answered);
        let decided: Vec<u32> = decided.collect();
        let some = (1_u32..1 << self.groups.len()).filter(|some| !decided.contains(&(some & answered)));
        let some = some.filter(|some| Withheld::of(counts(*some), fewest).is_some());
        some.filter(follows).map(counts).collect()
    }
}

/// The fewest answers that the rulesets of the tests tell.
const FEWEST: u64 = Disclosure::LEAST;

/// Arithmetic modulo a large prime stands for fractions.
const PRIME: i128 = (1 << 61) - 1;

fn inverse(of: i128) -> i128 {
    let (mut base, mut power, mut result) = (of.rem_euclid(PRIME), PRIME - 2, 1);
    while power > 0 {
        if power & 1 == 1 {
            result = result * base % PRIME;
        }
        (base, power) = (base * base % PRIME, power >> 1);
    }
    result
}

fn reduced(mut row: Vec<i128>, rows: &[(usize, Vec<i128>)]) -> Vec<i128> {
    for (first, other) in rows {
        let times = row[*first];
        for (one, other) in row.iter_mut().zip(other) {
            *one = (*one - times * other).rem_euclid(PRIME);
        }
    }
    row
}

fn unit(level: Level) -> UnitRef {
    UnitRef { code: "1".into(), name: "Nơi".into(), kind: level.usual_kind().into(), level }
}

fn node(level: Level, counts: Vec<Count>, children: Vec<Node>) -> Node {
    Node::new(unit(level), Tally { turnout: Turnout::default(), counts }, children)
}

fn above(level: Level, children: Vec<Node>) -> Node {
    Node::above(unit(level), children, 2)
}

/// What a tree tells of a question; of hamlets only the last one is told.
fn of_tree(node: &Node, question: u32, known: &mut Known) {
    let before = known.groups.len();
    if node.children.is_empty() || (node.unit.level == Level::Commune && question == 1) {
        known.groups.push(node.counts(question));
    } else {
        node.children.iter().for_each(|child| of_tree(child, question, known));
    }
    if node.told(question).is_some() {
        known.sums.push((before..known.groups.len()).collect());
    }
}

fn hamlets() -> impl Strategy<Value = Vec<Node>> {
    let counts = prop_oneof![(0_u64..4, 0_u64..4), (0_u64..12, 0_u64..2), (0_u64..60, 0_u64..30)];
    let hamlet = counts
        .prop_map(|(satisfied, unsatisfied)| node(Level::Hamlet, vec![Count { satisfied, unsatisfied }; 2], vec![]));
    prop::collection::vec(hamlet, 1..4)
}

proptest! {
    #[test]
    fn no_small_group_follows_from_what_a_tree_tells(
        communes in prop::collection::vec(hamlets(), 1..4),
        fewest in 5_u64..9,
    ) {
        let communes = communes.into_iter().map(|hamlets| above(Level::Commune, hamlets)).collect();
        let mut top = above(Level::District, communes);
        disclose(&mut top, DisclosureRule { fewest, in_full: false });
        for question in [1, 2] {
            let mut known = Known::default();
            of_tree(&top, question, &mut known);
            prop_assert_eq!(known.found_out(fewest), vec![]);
        }
    }
}

proptest! {
    #[test]
    fn of_full_figures_no_small_group_follows_but_a_whole_commune(communes in prop::collection::vec(hamlets(), 1..4)) {
        let communes = communes.into_iter().map(|hamlets| above(Level::Commune, hamlets)).collect();
        let mut top = above(Level::District, communes);
        disclose(&mut top, DisclosureRule { fewest: FEWEST, in_full: true });
        prop_assert!(top.children.iter().chain([&top]).all(|unit| unit.withheld == [None, None]));
        for question in [1, 2] {
            let mut known = Known::default();
            of_tree(&top, question, &mut known);
            let (mut before, mut unions) = (0, vec![Vec::new()]);
            for commune in &top.children {
                let after = before + if question == 1 { 1 } else { commune.children.len() };
                let with: Vec<Vec<usize>> =
                    unions.iter().map(|union: &Vec<usize>| union.iter().copied().chain(before..after).collect()).collect();
                unions.extend(with);
                before = after;
            }
            prop_assert_eq!(known.found_out_beside(&unions, FEWEST), vec![]);
        }
    }
}

/// Hamlets of a commune, each with what came out of its box and what was counted by hand; nothing where there was none, and no
/// answers where there was one without.
fn of_both_kinds() -> impl Strategy<Value = Vec<[Option<Count>; 2]>> {
    let count = |(satisfied, unsatisfied)| Count { satisfied, unsatisfied };
    let there = |count: Count, is_there: bool| (count.base() > 0 || is_there).then_some(count);
    let own = prop_oneof![Just((0, 0)), (0_u64..60, 0_u64..30)].prop_map(count);
    let by_hand = prop_oneof![Just((0, 0)), (0_u64..4, 0_u64..4), (0_u64..20, 0_u64..9)].prop_map(count);
    let both = (own, by_hand, any::<[bool; 2]>());
    let hamlet = both.prop_map(move |(own, by_hand, are)| [there(own, are[0]), there(by_hand, are[1])]);
    prop::collection::vec(hamlet, 1..4)
}

/// What all that is told of communes tells of the overall question, the boxes in the record among it.
fn of_boxes_and_hands(communes: &[Vec<[Option<Count>; 2]>], in_full: bool) -> Known {
    let mut known = Known::default();
    let tree = communes.iter().map(|hamlets| {
        let hamlet = |[own, by_hand]: &[Option<Count>; 2]| {
            let mut both = own.unwrap_or_default();
            both += by_hand.unwrap_or_default();
            Node { by_hand: vec![by_hand.unwrap_or_default(); 2], ..node(Level::Hamlet, vec![both; 2], vec![]) }
        };
        above(Level::Commune, hamlets.iter().map(hamlet).collect())
    });
    let mut top = above(Level::District, tree.collect());
    let rule = DisclosureRule { fewest: FEWEST, in_full };
    disclose(&mut top, rule);
    for (commune, hamlets) in top.children.iter().zip(communes) {
        let first = known.groups.len();
        let places = commune.children.iter().zip(hamlets).map(|(child, [own, by_hand])| {
            let at = known.groups.len();
            let (has_box, has_hand) = (own.is_some(), by_hand.is_some());
            let [own, by_hand] = [own, by_hand].map(|of| of.unwrap_or_default());
            known.groups.extend([own, by_hand]);
            if child.told(2).is_some() {
                known.sums.push(vec![at, at + 1]);
            }
            // Where nothing was counted the record says so, or it may be guessed.
            known.sums.extend((own.base() == 0).then(|| vec![at]));
            known.sums.extend((by_hand.base() == 0).then(|| vec![at + 1]));
            PlaceCounts { told: child.told(2), from_box: own, has_box, has_hand }
        });
        let places: Vec<PlaceCounts> = places.collect();
        let own = (first..known.groups.len()).step_by(2);
        let mut boxes = Tally::empty(1);
        own.clone().for_each(|at| boxes.counts[0] += known.groups[at]);
        let told = ToldCommune { all: vec![commune.told(2)], places, rule };
        if commune.told(2).is_some() {
            known.sums.push((first..known.groups.len()).collect());
            if told_apart(&boxes, &told, &[]).is_some() {
                known.sums.extend([own.clone().collect(), own.map(|at| at + 1).collect()]);
            }
        }
    }
    if top.told(2).is_some() {
        known.sums.push((0..known.groups.len()).collect());
    }
    known
}

proptest! {
    // What was wrong once was so in one of five hundred.
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn no_small_group_follows_from_boxes_and_what_was_counted_by_hand(
        communes in prop::collection::vec(of_both_kinds(), 1..3)
    ) {
        let known = of_boxes_and_hands(&communes, false);
        prop_assert_eq!(known.found_out(FEWEST), vec![]);
        prop_assert_eq!(known.beside_minutes().found_out(FEWEST), vec![], "to those who counted by hand");
        let known = of_boxes_and_hands(&communes, true);
        let (mut before, mut decided) = (0, vec![(0..known.groups.len()).collect()]);
        for hamlets in &communes {
            decided.push((before..before + 2 * hamlets.len()).collect());
            before += 2 * hamlets.len();
        }
        prop_assert_eq!(known.found_out_beside(&decided, FEWEST), vec![]);
    }
}

/// A hamlet: its code, how many answered, and how many of them are satisfied.
type Hamlet = (&'static str, u64, u64);

/// The hamlets that answer online, in a box; the others' paper is counted by hand.
const ONLINE: [(&str, &str); 4] = [(COMMUNE, "01"), (COMMUNE, "03"), ("24940", "01"), ("24943", "04")];

/// The hamlets of a district, commune by commune.
const DISTRICT: [(&str, &[Hamlet]); 3] = [
    (COMMUNE, &[("01", 1, 1), ("02", 3, 2), ("03", 40, 31), ("04", 60, 47)]),
    ("24940", &[("01", 1, 0)]),
    ("24943", &[("01", 50, 40), ("02", 55, 45), ("03", 8, 8), ("04", 12, 9)]),
];

/// How many are satisfied with a question: not the same with each.
fn satisfied(no: u32, answered: u64, most: u64) -> u64 {
    if no.is_multiple_of(3) { most } else { (most + u64::from(no)).min(answered) }
}

async fn document(app: &Router, round: Uuid, unit: &str, version: u32) -> Results {
    let path = format!("/api/v1/rounds/{round}/results?unit={unit}&version={version}");
    let response = app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{unit} in version {version}");
    serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap()
}

/// What is public of a round: the documents of its units by version, and the latest record.
#[derive(Clone)]
struct Public {
    documents: BTreeMap<(u32, String), Results>,
    record: Record,
}

/// The district and its communes.
fn units() -> impl Iterator<Item = &'static str> {
    DISTRICT.iter().map(|(commune, _)| *commune).chain(["677"])
}

/// All that is public of a round with so many versions.
async fn everything(app: &Router, store: &Store, round: Uuid, versions: u32) -> Public {
    let mut documents = BTreeMap::new();
    for version in 1..=versions {
        for unit in units() {
            documents.insert((version, unit.to_owned()), document(app, round, unit, version).await);
        }
    }
    Public { documents, record: store.record(round).await.unwrap() }
}

/// What all that is public of a round tells of a question. `changed` is the hamlet that differs between versions: so many
/// more answers of each kind.
fn of_public(public: &Public, no: u32, changed: (&str, &str, Count)) -> Known {
    let mut known = Known::default();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (commune, hamlets) in DISTRICT {
        for (hamlet, answered, most) in hamlets {
            let satisfied = satisfied(no, *answered, *most);
            places.insert((commune, hamlet), known.groups.len());
            known.groups.push(Count { satisfied, unsatisfied: answered - satisfied });
        }
    }
    let difference = known.groups.len();
    known.groups.push(changed.2);
    let latest = public.record.summary.round.version;
    let sum = |version: u32, holds: &dyn Fn(&str, &str) -> bool| {
        let more = version == latest && version > 1 && holds(changed.0, changed.1);
        let mine = places.iter().filter(|((commune, hamlet), _)| holds(commune, hamlet)).map(|(_, at)| *at);
        mine.chain(more.then_some(difference)).collect::<Vec<_>>()
    };
    let summary = &public.record.summary;
    let version = summary.round.version;
    for commune in &summary.communes {
        let is_told = |counts: &[Option<Count>]| counts[no as usize - 1].is_some();
        let own = |code: &str| code == commune.unit;
        if commune.boxes.as_ref().is_some_and(|boxes| is_told(&boxes.counts)) {
            known.sums.push(sum(version, &|code, hamlet| own(code) && ONLINE.contains(&(code, hamlet))));
        }
        if commune.by_hand.as_ref().is_some_and(|by_hand| is_told(by_hand)) {
            known.sums.push(sum(version, &|code, hamlet| own(code) && !ONLINE.contains(&(code, hamlet))));
        }
    }
    let recorded = summary.results.iter().map(|results| (version, results));
    for (version, results) in public.documents.iter().map(|((version, _), results)| (*version, results)).chain(recorded)
    {
        let inside = |commune: Option<&str>, hamlet: Option<&str>| {
            sum(version, &|own, code| {
                commune.is_none_or(|commune| commune == own) && hamlet.is_none_or(|hamlet| hamlet == code)
            })
        };
        let code = results.unit.code.as_str();
        let commune = DISTRICT.iter().find(|(commune, _)| *commune == code).map(|(commune, _)| *commune);
        let question = results.questions.iter().find(|question| question.no == no).unwrap();
        if question.counts.is_some() {
            known.sums.push(inside(commune, None));
        }
        for child in results.children.iter().filter(|child| question.overall && child.overall.is_some()) {
            let hamlet = commune.map(|_| child.unit.code.as_str());
            let own = commune.unwrap_or(child.unit.code.as_str());
            known.sums.push(inside(Some(own), hamlet));
        }
    }
    known
}

async fn published(world: &World) -> Uuid {
    for (commune, hamlets) in DISTRICT {
        let hamlets: Vec<_> = hamlets.iter().map(|(code, answered, _)| (*code, answered + 1)).collect();
        world.hamlets(commune, &hamlets).await;
    }
    let round = world.open("677", ruleset("xa-ntm-2021-2025")).await;
    let codes = world.issue(round, None).await;
    for (commune, hamlets) in DISTRICT {
        for (hamlet, answered, most) in hamlets {
            if ONLINE.contains(&(commune, hamlet)) {
                let own = codes.iter().filter(|one| one.commune_code == commune && one.hamlet_code == *hamlet);
                for (household, issued) in (0..*answered).zip(own) {
                    let unsatisfied = (1..=19).filter(|no| household >= satisfied(*no, *answered, *most));
                    let unsatisfied: Vec<_> = unsatisfied.map(|no| no as usize).collect();
                    world.store.cast(cast(issued.code, 1, &unsatisfied), now()).await.unwrap();
                }
                continue;
            }
            let head = head(answered + 1, answered + 1, *answered, 0);
            let rows = minutes(commune, hamlet, head, 19, |no| satisfied(no, *answered, *most));
            world.store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
        }
    }
    world.store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, round).await;
    world.store.publish(&Actor::Operator, round, now()).await.unwrap();
    round
}

/// After publishing it is decided to tell the full figures, and then the minutes of a hamlet are corrected by one ballot.
async fn in_full(world: World) {
    let store = &world.store;
    let front = Actor::Operator;
    let rulesets = server::data::rulesets::load(None).unwrap();
    let app = router(app_state(Arc::new(store.clone()), rulesets, Arc::new(now), "http://ydan.test").unwrap());
    let round = published(&world).await;
    let all = async |versions| everything(&app, store, round, versions).await;
    store.tell_in_full(&front, round, "Công văn số 15", now()).await.unwrap();
    let none = ("24943", "02", Count::default());
    let both = all(2).await;
    for unit in units() {
        let questions = &both.documents[&(2, unit.to_owned())].questions;
        assert!(questions.iter().all(|question| question.counts.is_some()), "{unit}");
    }
    // The only small unit, by the place of its hamlet among the groups.
    let decided = [vec![DISTRICT[0].1.len()]];
    for no in 1..=19 {
        assert_eq!(of_public(&both, no, none).found_out_beside(&decided, FEWEST), [], "question {no}");
        assert!(!of_public(&both, no, none).found_out(FEWEST).is_empty(), "the commune of one");
    }
    let rows = store.unit_participation(&front, round, Some("24943")).await.unwrap().rows;
    let hamlet = rows.iter().find_map(|row| row.hamlet.as_ref().filter(|hamlet| hamlet.code == "02")).unwrap().id;
    let seen = Revision::of(&store.hamlet(&front, round, hamlet).await.unwrap().minutes);
    let counts = (1..=19).map(|no| {
        let satisfied = satisfied(no, 55, 45);
        Count { satisfied, unsatisfied: 56 - satisfied }
    });
    let minutes = Minutes { turnout: head(56, 56, 56, 0), counts: counts.collect() };
    let correction = Correction::Minutes(hamlet, minutes, seen);
    assert_eq!(store.correct(&front, round, "Sót một phiếu.", correction, now()).await.unwrap(), 3);
    // The ballot came with the third version alone.
    let three = all(3).await;
    let one = ("24943", "02", Count { satisfied: 0, unsatisfied: 1 });
    for no in 1..=19 {
        assert_eq!(
            of_public(&three, no, one).found_out_beside(&decided, FEWEST),
            [],
            "question {no} in three versions"
        );
    }
    assert_eq!(store.verify().await.unwrap(), []);
}

async fn of_a_told_hamlet(world: World) {
    corrected(world, "02", 55, 45).await;
}

async fn of_a_withheld_hamlet(world: World) {
    corrected(world, "01", 50, 40).await;
}

/// A hamlet of 24943 of which one ballot was forgotten.
async fn corrected(world: World, changed: &'static str, answered: u64, most: u64) {
    let store = world.store.clone();
    let rulesets = server::data::rulesets::load(None).unwrap();
    let app = router(app_state(Arc::new(store), rulesets, Arc::new(now), "http://ydan.test").unwrap());
    let round = published(&world).await;
    let all = async |versions| everything(&app, &world.store, round, versions).await;
    let none = ("24943", changed, Count::default());
    let first = all(1).await;
    for no in 1..=19 {
        assert_eq!(of_public(&first, no, none).found_out(FEWEST), [], "question {no}");
    }
    let told = |public: &Public, version: u32, unit: &str| {
        let questions = &public.documents[&(version, unit.to_owned())].questions;
        questions.iter().filter(|question| question.counts.is_some()).count()
    };
    assert_eq!(told(&first, 1, "677"), 19, "the district is told whole");
    assert_eq!(told(&first, 1, "24940"), 0, "of a commune of one nothing is");
    assert_eq!((told(&first, 1, COMMUNE), told(&first, 1, "24943")), (0, 19), "nor of the smaller one beside it");

    // One ballot was forgotten: a difference of one household.
    let rows = world.store.unit_participation(&Actor::Operator, round, Some("24943")).await.unwrap().rows;
    let hamlet = rows.iter().find_map(|row| row.hamlet.as_ref().filter(|hamlet| hamlet.code == changed)).unwrap().id;
    let seen = Revision::of(&world.store.hamlet(&Actor::Operator, round, hamlet).await.unwrap().minutes);
    let counts = (1..=19).map(|no| {
        let satisfied = satisfied(no, answered, most);
        Count { satisfied, unsatisfied: answered + 1 - satisfied }
    });
    let minutes = Minutes { turnout: head(answered + 1, answered + 1, answered + 1, 0), counts: counts.collect() };
    let correction = Correction::Minutes(hamlet, minutes, seen);
    let corrected = world.store.correct(&Actor::Operator, round, "Sót một phiếu.", correction, now()).await;
    assert_eq!(corrected.unwrap(), 2);
    let both = all(2).await;
    let one = ("24943", changed, Count { satisfied: 0, unsatisfied: 1 });
    for no in 1..=19 {
        assert_eq!(of_public(&both, no, one).found_out(FEWEST), [], "question {no} in two versions");
    }
    assert_eq!((told(&both, 1, "24943"), told(&both, 2, "24943")), (0, 19), "what differs is told as it is now");
    // Had the first version stayed as it was, the one ballot would have been read off.
    let mut kept = both.clone();
    kept.documents.extend(first.documents);
    assert!(!of_public(&kept, 1, one).found_out(FEWEST).is_empty());
    assert_eq!(world.store.verify().await.unwrap(), []);
}

on_both! {
    of_full_figures_nothing_follows_but_what_was_decided_corrections_too => in_full;
    no_small_group_follows_from_a_district_and_the_correction_of_a_hamlet_that_is_told => of_a_told_hamlet;
    no_small_group_follows_from_a_district_and_the_correction_of_a_hamlet_that_is_not => of_a_withheld_hamlet;
}
