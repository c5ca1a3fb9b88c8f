//! Audit slips: handed in before the count, judged after it.

use crate::store::Store;
use crate::store::audit_slip_records::read_receipt;
use crate::store::authority::{Place, Scope, require};
use crate::store::commune_boxes::CommuneBoxes;
use crate::store::db::StoreError;
use crate::store::journal::{JournalEntry, record};
use crate::store::purge::{PurgeScope, request_purge};
use crate::store::round_hamlets::asked_hamlet;
use crate::store::round_records::{load_round, lock_round};
use crate::store::tx::{Tx, execute, fetch_all, fetch_optional, scalar, write};
use app::domain::collection::audit_slip::SendingCode;
use app::domain::collection::code::Code;
use app::domain::collection::receipt::Receipt;
use app::domain::collection::round::{Round, State};
use app::domain::people::account::Permission;
use app::domain::survey::ballot::Ballot;
use app::domain::units::unit::Level;
use app::i18n::local;
use app::ports::audit_slips::{
    AuditRefused, AuditSlip, AuditSlips, AuditSlipsAct, AuditSlipsDetail, AuditState, RoundAudit,
};
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::rounds::RoundRefused;
use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

#[async_trait]
impl AuditSlips for Store {
    async fn audit_slips(&self, by: &Actor, id: Uuid) -> Answer<RoundAudit> {
        let tx = &mut self.db.read().await?;
        let (unit, round) = load_round(tx, id).await?;
        let who = require(tx, by, Permission::Audit, Place::Unit(unit)).await?;
        let sql =
            "select s.id, u.name as commune, r.name as hamlet, s.receipt, s.handed_in_on, s.handed_in_by, s.state,
                          s.answers, s.agrees, s.remark, s.judged_by
                   from audit_slip s join round_hamlet r on r.round_id = s.round_id and r.hamlet_id = s.hamlet_id
                   join hamlet h on h.id = r.hamlet_id join unit u on u.id = h.commune_id
                   where s.round_id = $1 order by u.code, r.code, s.receipt";
        let rows: Vec<SlipRecord> = fetch_all!(tx, sql, id)?;
        let is_supervisor = stands_above(&who, unit, &round);
        // Whoever runs the round learns of a slip once it is judged: not before the count which it is, nor what it says.
        let rows = rows.into_iter().filter(|row| is_supervisor || row.agrees.is_some());
        let slips = rows.map(SlipRecord::read).collect::<Result<_, _>>()?;
        Ok(RoundAudit { is_supervisor, round, slips })
    }

    async fn hand_in(&self, by: &Actor, id: Uuid, slip: Code, sending: SendingCode, now: Now) -> Answer<Receipt> {
        let receipt = self.key.receipt(sending, &slip);
        write!(self.db, by, |tx| {
            let (unit, round) = lock_round(tx, id).await?;
            let who = supervisor(tx, by, unit, &round).await?;
            let hash = self.key.hash(&slip);
            let sql = "select count(*) from audit_slip where round_id = $1 and receipt = $2";
            let handed_in: i64 = scalar!(tx, sql, id, receipt.compact())?;
            if handed_in > 0 {
                return refuse(AuditRefused::HandedIn);
            }
            // Whoever helps a household sees the page it is sent from.
            let sql = "select hamlet_id, spent_from from code
                       where hash = $1 and round_id = $2 and state = 'spent' and origin = 'online'";
            let sent: Option<(Uuid, Vec<u8>)> = fetch_optional!(tx, sql, &hash, id)?;
            let Some((hamlet, spent_from)) = sent else { return refuse(AuditRefused::NoBallot) };
            if spent_from != self.key.spent_from_page(sending) {
                return refuse(AuditRefused::OtherSending);
            }
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            let boxes = CommuneBoxes::load(tx, &round, asked.commune_id).await?;
            // Which boxes are opened together was settled with the first of them, by how many ballots lay in each.
            if let Some(opened) = boxes.first_opened() {
                return refuse(AuditRefused::Counted { hamlet: opened.to_owned() });
            }
            if boxes.returned(hamlet) < 2 {
                return refuse(AuditRefused::Alone { hamlet: asked.hamlet.name });
            }
            // Nothing that whoever runs the round can see changes before the box is opened.
            let sql =
                "insert into audit_slip (id, round_id, hamlet_id, slip, receipt, mark, handed_in_on, handed_in_by, state,
                                               remark, judged_by)
                       values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', '', '')";
            let handed_in = Uuid::new_v4();
            let mark = self.key.audit_slip_mark(handed_in, id, hamlet, &hash, &receipt);
            let today = local(now).date();
            execute!(tx, sql, handed_in, id, hamlet, &hash, receipt.compact(), mark, today, &who.who)?;
            let entry = JournalEntry {
                unit: who.unit.or(Some(unit)),
                ..JournalEntry::of_round(AuditSlipsAct::HandIn, unit, id)
            };
            let detail = AuditSlipsDetail::Receipt { receipt: receipt.to_string() };
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok(receipt)
        })
    }

    async fn judge(&self, by: &Actor, id: Uuid, slip: Uuid, agrees: bool, remark: &str, now: Now) -> Answer<()> {
        let remark = remark.trim();
        write!(self.db, by, |tx| {
            let (unit, round) = lock_round(tx, id).await?;
            let who = supervisor(tx, by, unit, &round).await?;
            if !agrees && remark.is_empty() {
                return refuse(AuditRefused::Remark);
            }
            let sql = "select hamlet_id, receipt from audit_slip where id = $1 and round_id = $2 and state = 'opened'";
            let opened: Option<(Uuid, String)> = fetch_optional!(tx, sql, slip, id)?;
            let Some((hamlet, receipt)) = opened else { return refuse(AuditRefused::NotOpened) };
            let sql = "update audit_slip set state = 'judged', answers = null, agrees = $2, remark = $3, judged_by = $4
                       where id = $1";
            execute!(tx, sql, slip, i64::from(agrees), remark, &who.who)?;
            request_purge(tx, PurgeScope::Secrets).await?;
            let receipt = read_receipt(receipt)?.to_string();
            let commune = asked_hamlet(tx, &round, hamlet).await?.commune_id;
            let detail = if agrees {
                AuditSlipsDetail::Agrees { receipt }
            } else {
                AuditSlipsDetail::Differs { receipt, remark: remark.to_owned() }
            };
            let entry = JournalEntry::of_hamlet(AuditSlipsAct::Judge, commune, id, hamlet).with(detail);
            record(tx, &self.key, &who, entry, now).await?;
            Ok(())
        })?;
        self.db.purge().await;
        Ok(())
    }
}

/// Refuses unless whoever asks supervises the round; answers who they are.
pub(super) async fn supervisor(tx: &mut Tx, by: &Actor, unit: Uuid, round: &Round) -> Answer<Scope> {
    let who = require(tx, by, Permission::Audit, Place::Unit(unit)).await?;
    if !stands_above(&who, unit, round) {
        return refuse(AuditRefused::NotAbove { unit: round.unit.name.clone() });
    }
    if round.state == State::Published {
        return refuse(RoundRefused::Published { unit: round.unit.name.clone() });
    }
    Ok(who)
}

/// Whether somebody whose scope holds the round's unit stands above it. Above a province nobody does.
fn stands_above(who: &Scope, unit: Uuid, round: &Round) -> bool {
    who.unit != Some(unit) || round.unit.level == Level::Province
}

/// An audit slip.
#[derive(sqlx::FromRow)]
struct SlipRecord {
    id: Uuid,
    commune: String,
    hamlet: String,
    receipt: String,
    handed_in_on: NaiveDate,
    handed_in_by: String,
    state: String,
    answers: Option<String>,
    agrees: Option<i64>,
    remark: String,
    judged_by: String,
}

impl SlipRecord {
    fn read(self) -> Result<AuditSlip, PortError> {
        let state = match (self.state.as_str(), self.agrees) {
            (_, Some(agrees)) => AuditState::Judged { agrees: agrees == 1, remark: self.remark, by: self.judged_by },
            ("opened", None) => {
                let read = |text: String| Ballot::from_text(&text).ok_or(StoreError::Word(text));
                AuditState::Opened(self.answers.map(read).transpose()?)
            }
            _ => AuditState::Waiting,
        };
        Ok(AuditSlip {
            id: self.id,
            commune: self.commune,
            hamlet: self.hamlet,
            receipt: read_receipt(self.receipt)?,
            on: self.handed_in_on,
            by: self.handed_in_by,
            state,
        })
    }
}
