//! Notices: written, published, corrected. A correction is a new version.

use crate::store::Store;
use crate::store::audit_slip_records::{judged_slips, slips_together};
use crate::store::authority::{Place, Scope, require};
use crate::store::counting_records::{expect_all_counted, load_counting, write_counting};
use crate::store::db::{db_error, small};
use crate::store::journal::{JournalEntry, record};
use crate::store::minutes_records::{
    expect_no_household_twice, keep_former_minutes, load_minutes, overtaken, write_minutes,
};
use crate::store::participation_records::origins_of;
use crate::store::publication::{draft, expect_no_gaps, keep_draft, publish_again, publish_first, versions};
use crate::store::round_hamlets::{asked_hamlet, hamlets_together};
use crate::store::round_records::{ending, expect_state, load_round, lock_round};
use crate::store::tallies::{counted_node, hamlets_sum};
use crate::store::template_records::template_in_force;
use crate::store::tx::{Tx, fetch_all, fetch_optional, write};
use crate::store::unit_tree::units_below;
use app::domain::collection::minutes::{Minutes, WrittenHead, count_fault, head_faults};
use app::domain::collection::notice::NoticeWords;
use app::domain::collection::round::{Round, State};
use app::domain::document_kind::DocumentKind;
use app::domain::people::account::Permission;
use app::domain::revision::Revision;
use app::domain::survey::count::Turnout;
use app::i18n::reasons::results;
use app::i18n::{Lang, say};
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::notices::{
    Correction, NoticeDesk, NoticeRefused, NoticeText, NoticeView, Notices, NoticesAct, NoticesDetail,
};
use async_trait::async_trait;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

#[async_trait]
impl Notices for Store {
    async fn notice_desk(&self, by: &Actor, id: Uuid) -> Answer<NoticeDesk> {
        let tx = &mut self.db.read().await?;
        let (unit_id, round) = load_round(tx, id).await?;
        require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
        if round.state == State::Open {
            return refuse(NoticeRefused::RoundOpen);
        }
        expect_all_counted(tx, id).await?;
        let node = counted_node(tx, unit_id, &round).await?;
        let withheld = node.as_ref().map(|node| node.withholding().len()).unwrap_or_default();
        let results = node.map(|node| results(&round.ruleset, &node)).ok_or(PortError::Missing)?;
        // By the words themselves: no order of casting is left to read off.
        let sql = "select question, text from reason where round_id = $1 order by question, text";
        let rows: Vec<(i64, String)> = fetch_all!(tx, sql, id)?;
        let mut reasons: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (question, text) in rows {
            reasons.entry(small(question)).or_default().push(text);
        }
        let words = draft(tx, &round).await?;
        let versions = versions(tx, id).await?;
        let ending = ending(tx, id).await?;
        let audit_slips = slips_together(judged_slips(tx, id).await?.values());
        let template = template_in_force(tx, unit_id, DocumentKind::Notice).await?;
        Ok(NoticeDesk { round, results, withheld, words, reasons, ending, audit_slips, versions, template })
    }

    async fn keep_words(&self, by: &Actor, id: Uuid, words: NoticeWords, now: Now) -> Answer<()> {
        write!(self.db, by, |tx| {
            let (unit_id, round) = load_round(tx, id).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
            if round.state == State::Open {
                return refuse(NoticeRefused::RoundOpen);
            }
            keep_draft(tx, id, &words).await?;
            record(tx, &self.key, &who, JournalEntry::of_round(NoticesAct::DraftNotice, unit_id, id), now).await?;
            Ok(())
        })
    }

    async fn publish_notice(&self, by: &Actor, id: Uuid, words: NoticeWords, now: Now) -> Answer<bool> {
        let words = words.published();
        let is_own = write!(self.db, by, |tx| {
            let (unit_id, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
            if round.state == State::Published {
                // Somebody else was faster.
                return Ok(versions(tx, id).await?.first().is_some_and(|latest| latest.words == words));
            }
            expect_state(&round, State::Closed)?;
            expect_no_gaps(&words)?;
            let detail = NoticesDetail::Notice { number: words.number.clone() };
            keep_draft(tx, id, &words).await?;
            publish_first(tx, &round, unit_id, words.clone(), now).await?;
            record(tx, &self.key, &who, JournalEntry::of_round(NoticesAct::Publish, unit_id, id).with(detail), now)
                .await?;
            Ok(true)
        })?;
        self.db.purge().await;
        Ok(is_own)
    }

    async fn correct(&self, by: &Actor, id: Uuid, reason: &str, correction: Correction, now: Now) -> Answer<u32> {
        let correction = match correction {
            Correction::Words(words) => Correction::Words(words.published()),
            minutes @ Correction::Minutes(..) => minutes,
        };
        write!(self.db, by, |tx| {
            let (unit_id, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
            expect_state(&round, State::Published)?;
            let reason = reason.trim();
            if reason.is_empty() || reason.chars().count() > 500 {
                return refuse(NoticeRefused::Reason);
            }
            let earlier = versions(tx, id).await?;
            let Some(before) = earlier.first() else { return Err(PortError::Missing) };
            let (words, hamlet) = match &correction {
                Correction::Words(words) if *words == before.words => {
                    return refuse(NoticeRefused::NothingNew);
                }
                Correction::Words(words) => {
                    expect_no_gaps(words)?;
                    keep_draft(tx, id, words).await?;
                    (words.clone(), None)
                }
                Correction::Minutes(hamlet, new, revision) => {
                    match load_minutes(tx, id).await?.get(hamlet) {
                        // Somebody else corrected it so: it is corrected once.
                        Some(there) if there == new => return Ok(before.version),
                        Some(there) if *revision != Revision::of(&Some(there)) => return Err(overtaken(there)),
                        _ => {}
                    }
                    replace_minutes(tx, &round, &who, *hamlet, new, reason, now).await?;
                    // What somebody is still writing is not ready to go out with it.
                    (before.words.clone(), Some(*hamlet))
                }
            };
            let version = publish_again(tx, &round, unit_id, before, words, reason, now).await?;
            let detail = NoticesDetail::Version { version: version.to_string(), reason: reason.to_owned() };
            let entry = JournalEntry { hamlet, ..JournalEntry::of_round(NoticesAct::Correct, unit_id, id) };
            record(tx, &self.key, &who, entry.with(detail), now).await?;
            Ok(version)
        })
    }

    async fn notice(&self, id: Uuid, unit_code: Option<&str>, version: Option<u32>) -> Answer<Option<NoticeView>> {
        let tx = &mut self.db.read().await?;
        let (_, round) = match load_round(tx, id).await {
            Err(PortError::Missing) => return Ok(None),
            found => found?,
        };
        let all = versions(tx, id).await?;
        let wanted = match version {
            Some(version) => all.iter().find(|notice| notice.version == version),
            None => all.first(),
        };
        let Some(mut notice) = wanted.cloned() else { return Ok(None) };
        let code = unit_code.unwrap_or(&round.unit.code).to_owned();
        let sql = "select p.unit_id, p.document from published p join unit u on u.id = p.unit_id
                   where p.round_id = $1 and u.code = $2 and p.version = $3";
        let number = i64::from(notice.version);
        let row: Option<(Uuid, String)> = fetch_optional!(tx, sql, id, &code, number)?;
        let Some((unit, document)) = row else { return Ok(None) };
        if !notice.ending.open.is_empty() && code != round.unit.code {
            let below = units_below(tx, unit, round.opens).await?;
            let codes: HashSet<&str> = below.iter().map(|unit| unit.named.code.as_str()).collect();
            notice.ending = notice.ending.within(|commune| codes.contains(commune));
        }
        let results = serde_json::from_str(&document).map_err(db_error)?;
        Ok(Some(NoticeView { round, notice, results, versions: all }))
    }
}

/// Puts other minutes of a hamlet in the place of those that were published; what was signed stays beside it.
async fn replace_minutes(
    tx: &mut Tx,
    round: &Round,
    who: &Scope,
    hamlet: Uuid,
    new: &Minutes,
    reason: &str,
    now: Now,
) -> Answer<()> {
    let asked = asked_hamlet(tx, round, hamlet).await?;
    if !asked.has_minutes {
        return refuse(NoticeRefused::NoMinutes { hamlet: asked.hamlet.name });
    }
    let mut faults: Vec<String> = head_faults(&WrittenHead::from(&new.turnout))
        .into_iter()
        .map(|(_, fault)| say(Lang::Vi, &fault.into()))
        .collect();
    let counts = new.counts.iter().filter_map(|counts| count_fault(new.turnout.valid, *counts));
    faults.extend(counts.map(|fault| say(Lang::Vi, &fault.into())));
    if new.counts.len() != round.ruleset.questions.len() {
        let missing = NoticeText::QuestionsMissing { count: round.ruleset.questions.len() as u64 };
        faults.push(say(Lang::Vi, &missing.into()));
    }
    if !faults.is_empty() {
        return refuse(NoticeRefused::Minutes { faults: faults.join("; ") });
    }
    let row = asked.in_round();
    expect_no_household_twice(tx, round.id, &row, new).await?;
    let head = asked.counted_with.unwrap_or(hamlet);
    let signed = load_counting(tx, round.id, head).await?;
    keep_former_minutes(tx, round.id, hamlet, now).await?;
    if head != hamlet {
        keep_former_minutes(tx, round.id, head, now).await?;
    }
    write_minutes(tx, round.id, &row, new).await?;
    if let Some(mut signed) = signed {
        let hamlets = hamlets_together(tx, round.id, head).await?;
        let (sum, by_hand) = hamlets_sum(tx, round, &hamlets).await?;
        let Turnout { issued, returned, valid, invalid, .. } = signed.turnout;
        let (by, reason) = (who.who.clone(), reason.to_owned());
        let before = NoticeText::Corrected { who: by, reason, issued, returned, valid, invalid };
        let before = say(Lang::Vi, &before.into());
        signed.remarks =
            [signed.remarks, before].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        signed.turnout = sum.turnout;
        if !signed.counts.is_empty() {
            signed.counts = sum.counts;
            signed.by_hand = by_hand;
        }
        signed.origins = origins_of(tx, round.id, &hamlets).await?;
        write_counting(tx, round.id, head, &signed).await?;
    }
    Ok(())
}
