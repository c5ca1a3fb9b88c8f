//! The audit log is a chain: what is done to it from outside is noticed, by whoever does it without the key.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

mod common;

use app::domain::people::account::Role;
use app::ports::accounts::{Accounts as _, NewAccount};
use app::ports::common::Actor;
use app::ports::verification::{Discrepancy, Verification as _};
use common::*;
use server::store::Db;

on_both! {
    a_line_of_the_audit_log_that_is_changed_from_outside_is_named => changed_from_outside;
    lines_that_are_written_at_once_stand_in_one_chain => at_once;
}

async fn deed(world: &World, login: &str) {
    let new = NewAccount {
        login: login.into(),
        name: "Nguyễn Thị Hoa".into(),
        role: Role::Front,
        unit_code: COMMUNE.into(),
        hamlet_code: String::new(),
    };
    world.store.invite(&Actor::Operator, new, now()).await.unwrap();
}

async fn changed_from_outside(world: World) {
    for login in ["mot", "hai", "ba", "bon", "nam"] {
        deed(&world, login).await;
    }
    let lines = world.count("select count(*) from audit_log").await;
    assert_eq!((lines, world.count("select no from audit_end").await), (5, 5));
    world.tamper("create table kept_log as select * from audit_log").await;
    world.tamper("create table kept_end as select * from audit_end").await;
    // Whoever may change the database may take its triggers away as well.
    match world.store.db() {
        Db::Sqlite { .. } => {
            world.tamper("drop trigger audit_log_keeps").await;
            world.tamper("drop trigger audit_log_holds").await;
        }
        Db::Postgres(_) => {
            world.tamper("alter table audit_log disable trigger all").await;
        }
    }
    assert_eq!(world.store.verify().await.unwrap(), []);
    let line = |no: u32| Discrepancy::AuditLine { no: no.to_string() };
    let end = |kept: u32, found: u32| Discrepancy::AuditEnd { kept: kept.to_string(), found: found.to_string() };
    let attempts: [(&[&'static str], Discrepancy); 11] = [
        (&["update audit_log set who = 'Ai đó' where no = 2"], line(2)),
        (&["update audit_log set act = 'audit-remove-account' where no = 3"], line(3)),
        (&["update audit_log set detail = null where no = 1"], line(1)),
        (&["update audit_log set unit_id = null where no = 5"], line(5)),
        (&["update audit_log set happened_at = '2020-01-01T00:00:00+00:00' where no = 4"], line(4)),
        (&["update audit_log set link = (select link from kept_log where no = 1) where no = 2"], line(2)),
        (&["delete from audit_log where no = 3"], line(3)),
        (&["delete from audit_log where no = 3", "update audit_log set no = no - 1 where no > 3"], line(3)),
        (&["delete from audit_log where no = 5"], end(5, 4)),
        (&["delete from audit_log where no = 5", "update audit_end set no = 4"], end(4, 4)),
        (
            &[
                "insert into audit_log select 6, happened_at, account_id, who, act, unit_id, hamlet_id, round_id, detail, link from kept_log where no = 5",
            ],
            line(6),
        ),
    ];
    for (sql, found) in attempts {
        for statement in sql {
            assert!(world.tamper(statement).await > 0, "{statement}");
        }
        assert_eq!(world.store.verify().await.unwrap(), [found], "{sql:?}");
        world.tamper("delete from audit_log").await;
        world.tamper("insert into audit_log select * from kept_log").await;
        world.tamper("update audit_end set no = 5, seal = (select seal from kept_end)").await;
        assert_eq!(world.store.verify().await.unwrap(), []);
    }
}

async fn at_once(world: World) {
    let deeds = (0..24).map(|n| {
        let store = world.store.clone();
        tokio::spawn(async move {
            let (login, name) = (format!("nguoi{n}"), "Nguyễn Thị Hoa".into());
            let hamlet_code = String::new();
            let new = NewAccount { login, name, role: Role::Front, unit_code: COMMUNE.into(), hamlet_code };
            store.invite(&Actor::Operator, new, now()).await.unwrap();
        })
    });
    for deed in deeds.collect::<Vec<_>>() {
        deed.await.unwrap();
    }
    let (lines, end) = (world.count("select count(*) from audit_log").await, "select no from audit_end");
    assert_eq!((lines, world.count(end).await), (24, 24));
    assert_eq!(world.store.verify().await.unwrap(), []);
}
