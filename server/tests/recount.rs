//! Whatever happens in whatever order, the kept counts are what a recount from the raw inputs gives.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::revision::Revision;
use app::domain::survey::count::Count;
use app::ports::casting::CastOutcome;
use app::ports::casting::Casting as _;
use app::ports::common::Actor;
use app::ports::hamlets::{HamletEdit, HamletRow, Hamlets as _};
use app::ports::minutes::MinutesEntry as _;
use app::ports::minutes::Replacing;
use app::ports::participation::Participation as _;
use app::ports::rounds::Rounds as _;
use app::ports::verification::Verification as _;
use common::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use std::collections::HashMap;

const HOUSEHOLDS: u64 = 12;

#[derive(Clone, Debug)]
enum Event {
    /// A household sends from a page, some questions not satisfying.
    Cast { hamlet: usize, slip: usize, key: u8, unsatisfied: Vec<usize> },
    /// Several at once.
    Burst(Vec<(usize, usize, u8)>),
    /// A hamlet's minutes come in, perhaps once more, perhaps in the place of others.
    Minutes { hamlet: usize, valid: u64, invalid: u64, satisfied: u64, replace: bool },
}

fn event() -> impl Strategy<Value = Event> {
    let slip = 0..usize::try_from(HOUSEHOLDS).unwrap();
    prop_oneof![
        4 => (0..3_usize, slip.clone(), 0..3_u8, proptest::collection::vec(1..=19_usize, 0..4))
            .prop_map(|(hamlet, slip, key, unsatisfied)| Event::Cast { hamlet, slip, key, unsatisfied }),
        2 => proptest::collection::vec((0..3_usize, slip, 0..3_u8), 1..20).prop_map(Event::Burst),
        1 => (0..3_usize, 0..=HOUSEHOLDS, 0..3_u64, 0..=HOUSEHOLDS, any::<bool>())
            .prop_map(|(hamlet, valid, invalid, satisfied, replace)| Event::Minutes { hamlet, valid, invalid, satisfied, replace }),
    ]
}

/// What the outside knows: who was told that their ballot counts, and which minutes were taken.
#[derive(Default)]
struct Outside {
    told: HashMap<(usize, usize), (u8, Vec<usize>)>,
    minutes: HashMap<usize, (u64, u64, u64)>,
}

async fn any_sequence(world: World) {
    let hamlets = ["01", "02", "03"];
    world.hamlets(COMMUNE, &hamlets.map(|code| (code, HOUSEHOLDS))).await;
    let mut runner = TestRunner::deterministic();
    let sequences = proptest::collection::vec(event(), 1..40);
    for _ in 0..12 {
        let events = sequences.new_tree(&mut runner).expect("a sequence").current();
        one_sequence(&world, &hamlets, &events).await;
    }
    assert_eq!(world.store.verify().await.unwrap(), []);
}

async fn one_sequence(world: &World, hamlets: &[&str; 3], events: &[Event]) {
    let store = &world.store;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let codes = world.issue(round, None).await;
    let code = |hamlet: usize, slip: usize| codes[hamlet * usize::try_from(HOUSEHOLDS).unwrap() + slip].code;
    let mut outside = Outside::default();
    for event in events {
        match event {
            Event::Cast { hamlet, slip, key, unsatisfied } => {
                let told = store.cast(cast(code(*hamlet, *slip), *key, unsatisfied), now()).await.unwrap();
                hear(&mut outside, told, (*hamlet, *slip), *key, unsatisfied);
            }
            Event::Burst(posts) => {
                let mut tasks = tokio::task::JoinSet::new();
                for (hamlet, slip, key) in posts.clone() {
                    let (store, code) = (store.clone(), code(hamlet, slip));
                    tasks.spawn(async move {
                        (store.cast(cast(code, key, &[]), now()).await.unwrap(), (hamlet, slip), key)
                    });
                }
                for (told, household, key) in tasks.join_all().await {
                    hear(&mut outside, told, household, key, &[]);
                }
            }
            Event::Minutes { hamlet, valid, invalid, satisfied, replace } => {
                let satisfied = (*satisfied).min(*valid);
                let head = head(HOUSEHOLDS, valid + invalid, *valid, *invalid);
                let rows = minutes(COMMUNE, hamlets[*hamlet], head, 19, |_| satisfied);
                if store
                    .import_minutes(
                        &Actor::Operator,
                        round,
                        rows,
                        if *replace { Replacing::Any } else { Replacing::None },
                        now(),
                    )
                    .await
                    .is_ok()
                {
                    outside.minutes.insert(*hamlet, (*valid, *invalid, satisfied));
                }
            }
        }
    }
    let results = world.end(round).await;
    let turnout = results.participation.turnout;
    let paper: u64 = outside.minutes.values().map(|(valid, invalid, _)| valid + invalid).sum();
    assert_eq!(turnout.returned, outside.told.len() as u64 + paper);
    assert!(turnout.returned <= turnout.households && turnout.issued == turnout.households);
    for question in &results.questions {
        let mut count = Count::default();
        for (_, unsatisfied) in outside.told.values() {
            let is_unsatisfied = unsatisfied.contains(&(question.no as usize));
            count += Count { satisfied: u64::from(!is_unsatisfied), unsatisfied: u64::from(is_unsatisfied) };
        }
        for (valid, _, satisfied) in outside.minutes.values() {
            count += Count { satisfied: *satisfied, unsatisfied: valid - satisfied };
        }
        assert_eq!(question.counts, Some(count), "question {}", question.no);
    }
}

/// Who is told twice was told by the same page.
fn hear(outside: &mut Outside, told: CastOutcome, household: (usize, usize), key: u8, unsatisfied: &[usize]) {
    if told == CastOutcome::Counted {
        let first = outside.told.entry(household).or_insert_with(|| (key, unsatisfied.to_vec()));
        assert_eq!(first.0, key, "two pages were both told that they count");
    }
}

/// A commune gives a hamlet another code and name while a round that asks there runs, and after it is published.
async fn renamed(world: World) {
    let store = &world.store;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    for issued in world.issue(round, Some("01")).await {
        store.cast(cast(issued.code, 1, &[]), now()).await.unwrap();
    }
    let rename = async |from: &str, to: &str| {
        let listed = store.hamlets(&Actor::Operator, COMMUNE, now()).await.unwrap().hamlets;
        let edit = |row: &HamletRow| {
            let mut new = row.clone();
            if row.code == from {
                (new.code, new.name) = (to.into(), format!("Tổ dân phố {to}"));
            }
            HamletEdit { known: row.code.clone(), row: Some(new) }
        };
        let rows = numbered(listed.iter().map(edit).collect());
        store.keep_hamlets(&Actor::Operator, COMMUNE, rows, &Revision::of(&listed), now()).await.unwrap();
    };
    rename("01", "11").await;
    let rows = minutes(COMMUNE, "02", head(6, 6, 5, 0), 19, |_| 4);
    store.import_minutes(&Actor::Operator, round, rows, Replacing::None, now()).await.unwrap();
    store.close(&Actor::Operator, round, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, round).await;
    store.publish(&Actor::Operator, round, now()).await.unwrap();
    rename("02", "12").await;
    assert_eq!(store.verify().await.unwrap(), [], "what was published is not accused");
    let results = store.results(&Actor::Operator, round, None).await.unwrap();
    let names: Vec<_> = results.children.iter().map(|child| child.unit.name.as_str()).collect();
    assert_eq!(names, ["Thôn 01", "Thôn 02"], "as they were when the round was opened");
    let seen = store.unit_participation(&Actor::Operator, round, Some(COMMUNE)).await.unwrap();
    let mut codes: Vec<_> = seen.rows.into_iter().map(|row| row.hamlet.unwrap().code).collect();
    codes.sort();
    assert_eq!(codes, ["01", "02"]);
}

on_both! {
    a_hamlet_renamed_after_its_round_was_opened_changes_nothing_about_the_round => renamed;
    tallies_equal_a_recount_after_any_sequence => any_sequence;
}
