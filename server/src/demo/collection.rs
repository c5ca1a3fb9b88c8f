//! The open round: answers online and on paper, a hamlet counted by hand, one that is closed, a slip that came in twice.

use super::figures::{HOME_HAMLETS, ballot_of, mixed};
use super::maker::Demo;
use super::scene::{HOME, LATEST, days_after, morning};
use anyhow::{Context as _, Result};
use app::domain::collection::code::Code;
use app::domain::collection::paper::write_keys;
use app::domain::collection::slip::Slip;
use app::domain::survey::ballot::{Answer, Reason};
use app::i18n::{Lang, word};
use app::ports::casting::{Cast, Casting as _};
use app::ports::common::Actor;
use app::ports::hamlet_closing::HamletClosing as _;
use app::ports::hamlets::HamletRow;
use app::ports::paper::{Keystrokes, Paper as _};
use app::ports::participation::{HamletRef, Participation as _};
use app::ports::rounds::Rounds as _;
use app::ports::slips::{IssuedCode, SlipSelection, Slips as _};
use chrono::{NaiveDate, TimeDelta};
use tokio::task::JoinSet;
use uuid::Uuid;

/// What people might write: the question, the key of the words.
const REASONS: [(u32, &str); 4] =
    [(2, "demo-reason-road"), (3, "demo-reason-signal"), (4, "demo-reason-water"), (13, "demo-reason-waste")];
/// The hamlet that is counted by hand, by its place; it has no slips.
const BY_HAND: usize = 4;
/// The hamlet that is closed.
const CLOSED: usize = 5;
/// The hamlet whose paper waits and whose slip came in twice.
const WAITING: usize = 0;
/// Ballots on paper in each of these two.
const PAPER: usize = 14;
/// Spare slips of that hamlet.
const SPARES: u64 = 3;
/// How many unused codes are kept of a hamlet to be tried.
const TO_TRY: usize = 12;

/// The open round as the guide tells of it.
pub(super) struct OpenRound {
    pub(super) until: NaiveDate,
    pub(super) codes: Vec<Code>,
}

impl Demo<'_> {
    /// Opens a round and brings in about forty in a hundred households.
    pub(super) async fn round_open(&self) -> Result<OpenRound> {
        let by = &self.people.commune;
        let opens = self.monday(9);
        let until = days_after(opens, 21);
        let id = self.open(by, self.plan(HOME, LATEST, Some(17), opens, until)?).await?;
        let there = self.store.unit_participation(by, id, Some(HOME)).await?;
        let mut to_try = Vec::new();
        for (at, (row, (_, percent))) in self.hamlets_in(HOME).zip(HOME_HAMLETS).enumerate() {
            if at == BY_HAND {
                self.count(by, id, days_after(opens, 6), &[row.code.as_str()]).await?;
                continue;
            }
            let hamlet = there.rows.iter().filter_map(|row| row.hamlet.clone()).find(|own| own.code == row.code);
            let hamlet = hamlet.context("a hamlet")?;
            let issued = self.issue(by, id, &row.code, opens).await?;
            let (used, unused) = self.answer_online(id, row, issued, percent, (opens, self.today)).await?;
            match at {
                WAITING => {
                    let (paper, rest) = unused.split_at(PAPER);
                    self.key_in_once(by, id, &hamlet, row, paper, &used[0]).await?;
                    self.store.slips(by, id, hamlet.id, SlipSelection::Spare(SPARES), morning(opens)).await?;
                    to_try.extend(rest.iter().take(TO_TRY).map(|slip| slip.code));
                }
                CLOSED => self.close_with_paper(by, id, &hamlet, row, &unused[..PAPER]).await?,
                _ => to_try.extend(unused.into_iter().take(TO_TRY).map(|slip| slip.code)),
            }
        }
        Ok(OpenRound { until, codes: to_try })
    }

    /// Issues the codes of a hamlet.
    pub(super) async fn issue(&self, by: &Actor, id: Uuid, hamlet: &str, day: NaiveDate) -> Result<Vec<IssuedCode>> {
        let mut codes: Vec<IssuedCode> = Vec::new();
        let mut keep = |issued: &[IssuedCode]| {
            codes.extend_from_slice(issued);
            Ok(())
        };
        self.store.issue(by, id, Some(hamlet), &mut keep, morning(day)).await?;
        Ok(codes)
    }

    /// Answers with so many in a hundred of the codes, on the days before the last one, at hours when people are at home.
    /// What was used comes back, and what was not.
    pub(super) async fn answer_online(
        &self,
        id: Uuid,
        hamlet: &HamletRow,
        mut issued: Vec<IssuedCode>,
        percent: u64,
        (first, last): (NaiveDate, NaiveDate),
    ) -> Result<(Vec<IssuedCode>, Vec<IssuedCode>)> {
        let ruleset = self.store.round(id).await?.ruleset;
        let days = u64::try_from((last - first).num_days()).unwrap_or(1).max(1);
        issued.sort_by_key(|slip| mixed(slip.serial));
        let unused = issued.split_off(issued.len() * usize::try_from(percent)? / 100);
        let mut tasks = JoinSet::new();
        for slip in &issued {
            let draw = mixed(slip.serial ^ hamlet.households);
            let ballot = ballot_of(hamlet, slip.serial, &ruleset);
            let denied = |no: u32| ballot.answers().get(no as usize - 1) == Some(&Some(Answer::Unsatisfied));
            let reasons = REASONS.into_iter().filter(|(no, _)| denied(*no));
            let reasons = reasons.map(|(question, key)| Reason { question, text: word(Lang::Vi, key, &[]) }).collect();
            let hour = TimeDelta::hours(i64::try_from(draw / 100 % 12)?);
            let at = morning(days_after(first, draw % days)) + hour;
            let (store, code) = (self.store.clone(), slip.code);
            let cast = Cast { code, into: None, idempotency_key: Uuid::new_v4(), ballot, reasons, helper: None };
            tasks.spawn(async move { store.cast(cast, at).await });
        }
        while let Some(done) = tasks.join_next().await {
            done??;
        }
        Ok((issued, unused))
    }

    /// Keys a batch in that a second person has yet to key, and among it the paper of a household that answered online.
    async fn key_in_once(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: &HamletRef,
        row: &HamletRow,
        paper: &[IssuedCode],
        answered: &IssuedCode,
    ) -> Result<()> {
        let batch = self.store.begin_batch(by, id, hamlet.id, true, self.now).await?;
        self.key_in(by, id, batch, row, paper).await?;
        self.key_in(by, id, batch, row, std::slice::from_ref(answered)).await
    }

    /// Keys a batch in, counts it and closes the hamlet.
    async fn close_with_paper(
        &self,
        by: &Actor,
        id: Uuid,
        hamlet: &HamletRef,
        row: &HamletRow,
        paper: &[IssuedCode],
    ) -> Result<()> {
        let now = self.now - TimeDelta::days(1);
        let batch = self.store.begin_batch(by, id, hamlet.id, false, now).await?;
        self.key_in(by, id, batch, row, paper).await?;
        self.store.count_batch(by, batch, now).await?;
        self.store.close_hamlet(by, id, hamlet.id, now).await?;
        Ok(())
    }

    async fn key_in(&self, by: &Actor, id: Uuid, batch: Uuid, row: &HamletRow, paper: &[IssuedCode]) -> Result<()> {
        let ruleset = self.store.round(id).await?.ruleset;
        for slip in paper {
            let ballot = ballot_of(row, slip.serial, &ruleset);
            let (slip, keys) = (Slip::Serial(slip.serial), write_keys(&ballot));
            let keyed = Keystrokes { slip, keys, reasons: String::new(), again: None, sending: None };
            self.store.key_in(by, batch, keyed).await?;
        }
        Ok(())
    }
}
