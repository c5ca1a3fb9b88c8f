//! Boxes as they are opened and counted.

use crate::store::audit_slip_records::{are_handed_in, open_slips, take_slips_out, waiting_slips};
use crate::store::commune_boxes::CommuneBoxes;
use crate::store::db::{StoreError, from_db, to_db};
use crate::store::key::InstallationKey;
use crate::store::purge::{PurgeScope, request_purge};
use crate::store::tx::{ROWS, Tx, execute, fetch_all, scalar, with_conn};
use app::domain::collection::receipt::{Receipt, root};
use app::domain::collection::round::Round;
use app::domain::collection::sealed_ballot::{BallotBox, OpeningKey, open_answers, open_reasons};
use app::domain::survey::ballot::{Ballot, Reason};
use app::domain::survey::count::Tally;
use app::ports::common::{Answer, refuse};
use app::ports::counting::{CountingRefused, CountingText, ReceiptList};
use uuid::Uuid;

/// Why boxes stay shut: whoever can write to the database would else read a ballot off the count, or have others counted.
#[derive(Clone, Copy)]
enum Shut {
    /// An audit slip that nobody handed in would have a ballot set aside.
    AuditSlip,
    /// A sealed ballot lies there twice.
    Copied,
    /// So many are missing or do not open that the few that are left would be told.
    FewLeft { readable: u64, returned: u64 },
    /// More lie there than came in.
    Surplus { ballots: u64, returned: u64 },
    /// More or fewer are said to have come in than slips were used.
    Turnout { spent: u64, returned: u64 },
}

impl Shut {
    fn refusal(self, hamlets: String) -> CountingRefused {
        match self {
            Self::AuditSlip => CountingRefused::AuditSlip { hamlets },
            Self::Copied => CountingRefused::Copied { hamlets },
            Self::FewLeft { readable, returned } => CountingRefused::FewLeft { hamlets, readable, returned },
            Self::Surplus { ballots, returned } => CountingRefused::Surplus { ballots, returned },
            Self::Turnout { spent, returned } => CountingRefused::Turnout { hamlets, spent, returned },
        }
    }
}

impl From<Shut> for CountingText {
    fn from(shut: Shut) -> Self {
        match shut {
            Shut::AuditSlip => Self::AuditSlip,
            Shut::Copied => Self::Copied,
            Shut::FewLeft { readable, returned } => Self::FewLeft { readable, returned },
            Shut::Surplus { ballots, returned } => Self::Surplus { ballots, returned },
            Shut::Turnout { spent, returned } => Self::Turnout { spent, returned },
        }
    }
}

/// What came out of boxes.
#[derive(Default)]
struct Opened {
    ballots: Vec<Ballot>,
    /// Of those that opened.
    receipts: Vec<Receipt>,
    reasons: Vec<Reason>,
    /// How many did not open, or were no ballots.
    unreadable: u64,
    /// How many audit slips were looked for, and the ballots of those that were there, which are not counted.
    audit_slips: u64,
    set_aside: Vec<(Receipt, Ballot)>,
}

/// What a count came to.
#[derive(Default)]
pub(super) struct Counted {
    /// Ballots that did not open, or were none.
    pub(super) unreadable: u64,
    /// Ballots out of the boxes.
    pub(super) ballots: u64,
    /// Valid ones among them.
    valid: u64,
    /// Audit slips, whose ballots were set aside.
    pub(super) audit_slips: u64,
    /// The receipts of those that opened.
    pub(super) receipts: ReceiptList,
}

impl Counted {
    /// Whether what came out of the boxes tells on people beside what was counted by hand.
    pub(super) const fn is_few(&self, fewest: u64) -> bool {
        self.ballots > 0 && self.valid < fewest
    }
}

/// Notes that the boxes of hamlets are about to be opened, in a transaction of its own before anything of them is read: whatever ends the
/// count half way, they take no ballots again. Else whoever finds what was read then takes it from what is counted later.
pub(super) async fn begin_opening(tx: &mut Tx, boxes: &CommuneBoxes, group: &[Uuid]) -> Result<bool, StoreError> {
    if !boxes.hold_ballots(group) {
        return Ok(false);
    }
    let mut begun = 0;
    for hamlet in group {
        let sql = "update round_hamlet set opening = 1 where round_id = $1 and hamlet_id = $2 and opening = 0";
        begun += execute!(tx, sql, boxes.round().id, hamlet)?;
    }
    if begun > 0 {
        request_purge(tx, PurgeScope::Secrets).await?;
    }
    Ok(begun > 0)
}

/// Opens the boxes of hamlets with the key of their round, if there is one still, and counts them under the first of them.
pub(super) async fn open_and_count(
    tx: &mut Tx,
    keys: (&InstallationKey, Option<&OpeningKey>),
    boxes: &CommuneBoxes,
    group: &[Uuid],
) -> Answer<Counted> {
    match open_boxes(tx, keys, boxes, group).await? {
        Ok(opened) => count_opened(tx, boxes, group, &opened).await,
        Err(shut) => refuse(shut.refusal(boxes.names(group))),
    }
}

/// Counts boxes that stay shut as if nothing in them could be read, and says why they do; refused where they open.
pub(super) async fn count_as_unreadable(
    tx: &mut Tx,
    keys: (&InstallationKey, Option<&OpeningKey>),
    boxes: &CommuneBoxes,
    group: &[Uuid],
) -> Answer<(Counted, CountingText)> {
    let Err(shut) = open_boxes(tx, keys, boxes, group).await? else {
        return refuse(CountingRefused::Opens { hamlets: boxes.names(group) });
    };
    // Every ballot whose slip was used is counted, whatever the turnout says.
    for hamlet in group {
        let spent = to_db(used_slips(tx, boxes.round().id, *hamlet).await?);
        let sql = "update turnout set returned = $3, valid = $3
                   where round_id = $1 and hamlet_id = $2 and channel = 'ballot' and returned < $3";
        execute!(tx, sql, boxes.round().id, hamlet, spent)?;
    }
    let boxes = &CommuneBoxes::load(tx, boxes.round(), boxes.commune()).await?;
    let mut opened = Opened::default();
    for hamlet in group {
        opened.audit_slips += waiting_slips(tx, boxes.round().id, *hamlet).await?.len() as u64;
        opened.fill_up(boxes.returned(*hamlet), boxes.round());
    }
    Ok((count_opened(tx, boxes, group, &opened).await?, shut.into()))
}

/// How many slips of a hamlet were used, without those of paper that is not counted yet.
async fn used_slips(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<u64, StoreError> {
    let sql = "select count(spent_from) - (select count(distinct e.slip) from paper_batch p
                                           join paper_entry e on e.batch_id = p.id
                                           where p.round_id = $1 and p.hamlet_id = $2)
               from code where round_id = $1 and hamlet_id = $2";
    let used: i64 = scalar!(tx, sql, round, hamlet)?;
    Ok(from_db(used))
}

/// Opens boxes that are counted together, or says why they stay shut.
async fn open_boxes(
    tx: &mut Tx,
    (installation, key): (&InstallationKey, Option<&OpeningKey>),
    boxes: &CommuneBoxes,
    group: &[Uuid],
) -> Answer<Result<Opened, Shut>> {
    let mut are_all = true;
    for hamlet in group {
        are_all &= are_handed_in(tx, installation, boxes.round().id, *hamlet).await?;
        take_slips_out(tx, boxes.round().id, *hamlet).await?;
    }
    if !are_all {
        return Ok(Err(Shut::AuditSlip));
    }
    let mut opened = Opened::default();
    for hamlet in group {
        let audited = waiting_slips(tx, boxes.round().id, *hamlet).await?;
        match open_box(tx, key, boxes, *hamlet, &audited).await? {
            Ok(own) => opened.take_in(own),
            Err(shut) => return Ok(Err(shut)),
        }
        let (spent, returned) = (used_slips(tx, boxes.round().id, *hamlet).await?, boxes.returned(*hamlet));
        if spent != returned {
            return Ok(Err(Shut::Turnout { spent, returned }));
        }
        opened.audit_slips += audited.len() as u64;
    }
    opened.receipts.sort_unstable();
    if opened.receipts.windows(2).any(|pair| pair[0] == pair[1]) {
        return Ok(Err(Shut::Copied));
    }
    let (readable, returned) = (opened.receipts.len() as u64, opened.ballots.len() as u64);
    let fewest = boxes.round().ruleset.disclosure.fewest;
    if opened.unreadable > 0 && (1..fewest).contains(&readable) && returned >= fewest {
        return Ok(Err(Shut::FewLeft { readable, returned }));
    }
    Ok(Ok(opened))
}

/// Writes what came out of boxes and what it comes to, under the first of their hamlets.
async fn count_opened(tx: &mut Tx, boxes: &CommuneBoxes, group: &[Uuid], opened: &Opened) -> Answer<Counted> {
    let round = boxes.round();
    let Some(head) = group.first().copied() else { return Ok(Counted::default()) };
    let tally = opened.tally(round);
    if tally.turnout.returned > 0 {
        write_opened(tx, boxes, head, opened, &tally).await?;
        set_turnout(tx, boxes, group, tally.turnout.invalid).await?;
    }
    for hamlet in group {
        open_slips(tx, round.id, *hamlet, &opened.set_aside).await?;
        let sql = "delete from sealed_ballot where round_id = $1 and hamlet_id = $2";
        execute!(tx, sql, round.id, hamlet)?;
        let sql = "update round_hamlet set counted_with = $3 where round_id = $1 and hamlet_id = $2";
        execute!(tx, sql, round.id, hamlet, head)?;
        forget_transactions(tx, round.id, *hamlet).await?;
    }
    forget_boxes(tx, round.id, boxes.commune()).await?;
    request_purge(tx, PurgeScope::Secrets).await?;
    Ok(Counted {
        unreadable: opened.unreadable,
        ballots: tally.turnout.returned,
        valid: tally.turnout.valid,
        audit_slips: opened.audit_slips,
        receipts: ReceiptList { count: opened.receipts.len() as u64, root: root(&opened.receipts) },
    })
}

impl Opened {
    fn take_in(&mut self, other: Self) {
        self.ballots.extend(other.ballots);
        self.receipts.extend(other.receipts);
        self.reasons.extend(other.reasons);
        self.unreadable += other.unreadable;
        self.set_aside.extend(other.set_aside);
    }

    /// Adds a blank ballot for each that came in and cannot be read.
    fn fill_up(&mut self, unreadable: u64, round: &Round) {
        let questions = round.ruleset.questions.len();
        self.unreadable += unreadable;
        self.ballots.extend((0..unreadable).map(|_| Ballot::new(vec![None; questions])));
    }

    fn tally(&self, round: &Round) -> Tally {
        let mut tally = Tally::empty(round.ruleset.questions.len());
        self.ballots.iter().for_each(|ballot| tally.add_ballot(ballot, round.ruleset.invalid_ballot.when));
        tally
    }
}

/// Opens one box. A ballot that does not open, or answers other questions, is blank and so invalid; so is one that is missing.
/// Those of audit slips are set aside; where one of them is not there, it is among those that are missing or do not open. A box
/// with more than came in stays shut.
async fn open_box(
    tx: &mut Tx,
    key: Option<&OpeningKey>,
    boxes: &CommuneBoxes,
    hamlet: Uuid,
    audited: &[Receipt],
) -> Answer<Result<Opened, Shut>> {
    let of = BallotBox { round: boxes.round().id, hamlet };
    let sql = "select part, sealed from sealed_ballot where round_id = $1 and hamlet_id = $2 order by id";
    let rows: Vec<(String, Vec<u8>)> = fetch_all!(tx, sql, of.round, of.hamlet)?;
    let parts = |name: &str| rows.iter().filter(|(part, _)| part == name).count() as u64;
    let (lying, returned) = (parts("answers").max(parts("reasons")), boxes.returned(hamlet));
    let came = returned + audited.len() as u64;
    if lying > came {
        return Ok(Err(Shut::Surplus { ballots: lying, returned: came }));
    }
    if came == 0 {
        return Ok(Ok(Opened::default()));
    }
    let Some(key) = key.cloned() else { return refuse(CountingRefused::NoKey) };
    let questions = boxes.round().ruleset.questions.len();
    let receipts = audited.to_vec();
    let opening = tokio::task::spawn_blocking(move || open_all(&key, of, &rows, (questions, &receipts)));
    let mut opened = opening.await.map_err(|_| StoreError::Machine("a box was not opened"))?;
    opened.set_aside.sort_unstable_by_key(|(receipt, _)| *receipt);
    if opened.set_aside.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Ok(Err(Shut::Copied));
    }
    let readable = opened.ballots.len() as u64;
    if readable > returned {
        return Ok(Err(Shut::Surplus { ballots: readable, returned }));
    }
    opened.fill_up(returned - readable, boxes.round());
    Ok(Ok(opened))
}

/// Opens all of a box, on all processors. What does not open is left out.
fn open_all(
    key: &OpeningKey,
    of: BallotBox,
    rows: &[(String, Vec<u8>)],
    (questions, audited): (usize, &[Receipt]),
) -> Opened {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = rows.len().div_ceil(workers).max(1);
    let open = |rows: &[(String, Vec<u8>)]| {
        let mut opened = Opened::default();
        for (part, sealed) in rows {
            if part == "answers" {
                let readable = |(_, ballot): &(Receipt, Ballot)| ballot.answers().len() == questions;
                match open_answers(key, of, sealed).filter(readable) {
                    Some((receipt, ballot)) if audited.contains(&receipt) => opened.set_aside.push((receipt, ballot)),
                    Some((receipt, ballot)) => {
                        opened.receipts.push(receipt);
                        opened.ballots.push(ballot);
                    }
                    None => {}
                }
            } else {
                let reasons = open_reasons(key, of, sealed).unwrap_or_default();
                let asked = |reason: &Reason| (1..=questions).contains(&(reason.question as usize));
                opened.reasons.extend(reasons.into_iter().filter(asked));
            }
        }
        opened
    };
    let mut all = Opened::default();
    std::thread::scope(|scope| {
        let parts: Vec<_> = rows.chunks(share).map(|rows| scope.spawn(move || open(rows))).collect();
        for part in parts {
            match part.join() {
                Ok(opened) => all.take_in(opened),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    all
}

/// Writes what came out of the boxes: ballots and reasons apart, each in the order of fresh random ids, and their counts.
async fn write_opened(
    tx: &mut Tx,
    boxes: &CommuneBoxes,
    head: Uuid,
    opened: &Opened,
    tally: &Tally,
) -> Result<(), StoreError> {
    let round = boxes.round();
    let mut rows: Vec<(Uuid, String)> = opened.ballots.iter().map(|ballot| (Uuid::new_v4(), ballot.text())).collect();
    rows.sort_unstable();
    for rows in rows.chunks(ROWS) {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new("insert into ballot (id, round_id, hamlet_id, answers) ");
            sql.push_values(rows, |mut values, (id, answers)| {
                values.push_bind(id).push_bind(round.id).push_bind(head).push_bind(answers);
            });
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    let receipts: Vec<(i64, &str)> = (1..).zip(opened.receipts.iter().map(Receipt::compact)).collect();
    for rows in receipts.chunks(ROWS) {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new("insert into receipt (round_id, hamlet_id, number, receipt) ");
            sql.push_values(rows, |mut values, (number, receipt)| {
                values.push_bind(round.id).push_bind(head).push_bind(number).push_bind(receipt);
            });
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    let sql = "insert into reason (id, round_id, commune_id, question, text) values ($1, $2, $3, $4, $5)";
    for reason in &opened.reasons {
        execute!(tx, sql, Uuid::new_v4(), round.id, boxes.commune(), i64::from(reason.question), &reason.text)?;
    }
    let sql = "insert into tally (round_id, hamlet_id, channel, question, satisfied, unsatisfied)
               values ($1, $2, 'ballot', $3, $4, $5)";
    for (no, count) in (1_i64..).zip(&tally.counts) {
        execute!(tx, sql, round.id, head, no, to_db(count.satisfied), to_db(count.unsatisfied))?;
    }
    Ok(())
}

/// Writes how many ballots were invalid, which is known of the group as a whole: with the first of its hamlets as far as it
/// goes.
async fn set_turnout(tx: &mut Tx, boxes: &CommuneBoxes, group: &[Uuid], invalid: u64) -> Result<(), StoreError> {
    let (round, mut left) = (boxes.round(), to_db(invalid));
    for hamlet in group {
        let returned = to_db(boxes.returned(*hamlet));
        let invalid = left.min(returned);
        left -= invalid;
        let sql = "update turnout set valid = returned - $3, invalid = $3
                   where round_id = $1 and hamlet_id = $2 and channel = 'ballot'";
        execute!(tx, sql, round.id, hamlet, invalid)?;
    }
    Ok(())
}

/// PostgreSQL stamps each row with the transaction that wrote it. After this the slips of a hamlet bear one stamp.
async fn forget_transactions(tx: &mut Tx, round: Uuid, hamlet: Uuid) -> Result<(), StoreError> {
    if matches!(tx, Tx::Postgres(_)) {
        let sql = "update code set state = state where round_id = $1 and hamlet_id = $2";
        execute!(tx, sql, round, hamlet)?;
    }
    Ok(())
}

/// Writes the reasons of a commune anew in the order of their random ids: where each lies, and on PostgreSQL the transaction
/// that it is stamped with, would tell from which of its boxes it came.
async fn forget_boxes(tx: &mut Tx, round: Uuid, commune: Uuid) -> Result<(), StoreError> {
    let sql = "select id, question, text from reason where round_id = $1 and commune_id = $2 order by id";
    let rows: Vec<(Uuid, i64, String)> = fetch_all!(tx, sql, round, commune)?;
    execute!(tx, "delete from reason where round_id = $1 and commune_id = $2", round, commune)?;
    for rows in rows.chunks(ROWS) {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new("insert into reason (id, round_id, commune_id, question, text) ");
            sql.push_values(rows, |mut values, (id, question, text)| {
                values.push_bind(id).push_bind(round).push_bind(commune).push_bind(question).push_bind(text);
            });
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// After this all slips of a round bear one stamp of PostgreSQL.
pub(super) async fn forget_hamlets(tx: &mut Tx, round: Uuid) -> Result<(), StoreError> {
    if matches!(tx, Tx::Postgres(_)) {
        execute!(tx, "update code set state = state where round_id = $1", round)?;
    }
    Ok(())
}
