//! The server is killed in the middle of casting, of paper entry, of closing and of counting, many times: what it said is kept
//! is kept, and nothing is half done. `cargo xtask soak` has it killed more often.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

#[path = "../common/mod.rs"]
mod common;

mod drill;
mod figures;
mod kept;
mod program;

use app::domain::people::account::Role;
use app::ports::common::Actor;
use app::ports::paper::Paper as _;
use app::ports::participation::Participation as _;
use app::ports::slips::{SlipSelection, Slips as _};
use app::ports::verification::Verification as _;
use common::*;
use drill::{killed_all_the_while, killed_with_holders};
use kept::kept_boxes;
use program::{Program, key_in, post};
use std::collections::BTreeSet;
use std::time::Duration;

on_both! {
    nothing_acknowledged_is_lost_and_nothing_is_half_closed => killed;
    no_ballot_is_lost_or_doubled_and_no_box_is_half_counted => killed_all_the_while;
    no_ballot_is_lost_where_the_holders_come_again_after_each_kill => killed_with_holders;
}

async fn killed(world: World) {
    let store = &world.store;
    let codes: Vec<(String, u64)> = (1..=8).map(|n| (format!("{n:02}"), 60)).collect();
    let hamlets: Vec<(&str, u64)> = codes.iter().map(|(code, households)| (code.as_str(), *households)).collect();
    world.hamlets(COMMUNE, &hamlets).await;
    let round = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    // The program runs by the clock of the machine.
    world.tamper("update round set closes = '2999-12-31'").await;
    let (actor, token) = world.invited("hoa", person("hoa", Role::Front, COMMUNE), chrono::Utc::now()).await;
    let rows = store.unit_participation(&Actor::Operator, round, None).await.unwrap().rows;
    let hamlets: Vec<_> = rows.into_iter().map(|row| row.hamlet.unwrap().id).collect();
    for hamlet in &hamlets {
        store.slips(&actor, round, *hamlet, SlipSelection::First, now()).await.unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let key = key_in(folder.path());

    let paper = hamlets[0];
    // The account's password is as old as the machine's clock says.
    let batch = store.begin_batch(&actor, round, paper, false, chrono::Utc::now()).await.unwrap();
    let mut acknowledged: BTreeSet<u64> = BTreeSet::new();
    let mut closed = 0;
    for (turn, closing) in hamlets[1..].iter().enumerate() {
        let mut program = Program::start(&world, &key);
        let (address, cookie) = (program.address.clone(), token.0.clone());
        let next = acknowledged.last().copied().unwrap_or_default() + 1;
        let mut keying = Some(std::thread::spawn(move || {
            let mut kept = Vec::new();
            for serial in next..=60 {
                let form = format!("step=key&slip={serial}&keys=1111111111111111112");
                let answer = post(&address, &format!("/lam-viec/lo/{batch}"), &cookie, &form);
                if !answer.leads_to().is_some_and(|to| to.contains("da-nhap")) {
                    break;
                }
                kept.push(serial);
            }
            kept
        }));
        let (address, cookie) = (program.address.clone(), token.0.clone());
        let path = format!("/lam-viec/dot/{round}/thon/{closing}");
        let end = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            post(&address, &path, &cookie, "step=close&sure=1")
        });
        // Now a moment before the answer, now a moment after; the last time the moment it is there.
        let is_last = turn + 2 == hamlets.len();
        let answered = if is_last {
            // On a busy machine the turns before may have kept nothing: the last one keys all the rest.
            acknowledged.extend(keying.take().map(|keying| keying.join().unwrap()).unwrap_or_default());
            end.join().unwrap()
        } else {
            std::thread::sleep(Duration::from_millis(40 + 35 * turn as u64));
            program.kill();
            end.join().unwrap()
        };
        program.kill();
        acknowledged.extend(keying.map(|keying| keying.join().unwrap()).unwrap_or_default());
        let said_closed = answered.leads_to().is_some_and(|to| to.contains("xong=dong"));
        assert!(said_closed || !is_last, "nobody could close");

        let kept: BTreeSet<u64> =
            store.batch(&actor, batch).await.unwrap().keyed.iter().map(|slip| slip.serial).collect();
        assert!(kept.is_superset(&acknowledged), "lost: {:?}", acknowledged.difference(&kept));
        // What was kept though its answer got lost is keyed again by the next turn, or stands: it is in once.
        acknowledged.extend(kept);
        let boxes = kept_boxes(store, round).await;
        let kept = boxes.iter().find(|one| one.hamlet == *closing).unwrap();
        let is_closed = kept.is_closed();
        assert!(is_closed || !said_closed, "said closed and is not");
        assert!(!kept.is_half_closed(), "{kept:?}");
        closed += usize::from(is_closed);
        assert_eq!(store.verify().await.unwrap(), []);
    }
    assert_eq!(store.count_batch(&actor, batch, now()).await.unwrap(), acknowledged.len() as u64);
    assert_eq!(store.verify().await.unwrap(), []);
    println!("killed {} times: {} ballots kept, {closed} hamlets closed whole", hamlets.len() - 1, acknowledged.len());
}
