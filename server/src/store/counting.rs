//! Opening the boxes and counting: the one act that reads what households answered.

use crate::store::Store;
use crate::store::audit_slips::supervisor;
use crate::store::authority::{Place, Scope, require};
use crate::store::ballot_box::opening_key;
use crate::store::box_opening::{Counted, begin_opening, count_as_unreadable, open_and_count};
use crate::store::commune_boxes::CommuneBoxes;
use crate::store::counting_records::write_counting;
use crate::store::db::from_db;
use crate::store::held_key::{KeptFor, held_key, round_letters};
use crate::store::journal::{JournalEntry, audit_head, record};
use crate::store::participation_records::origins_of;
use crate::store::round_hamlets::{RoundHamlet, asked_hamlet, hamlets_together, round_hamlets};
use crate::store::round_records::{load_round, lock_round};
use crate::store::tallies::hamlets_sum;
use crate::store::template_records::template_in_force;
use crate::store::tx::{Tx, write};
use app::domain::collection::key_letters::JoinedKey;
use app::domain::collection::round::{Round, State};
use app::domain::collection::sealed_ballot::OpeningKey;
use app::domain::document_kind::DocumentKind;
use app::domain::people::account::Permission;
use app::domain::survey::count::Turnout;
use app::i18n::{Lang, local, say, unended};
use app::ports::common::{Actor, Answer, Now, PortError, by_place, refuse};
use app::ports::counting::{
    AuditHead, Counting, CountingAct, CountingDetail, CountingMinutes, CountingRefused, CountingText, CountingWords,
    RoundHolders,
};
use app::ports::rounds::RoundRefused;
use async_trait::async_trait;
use std::collections::BTreeSet;
use uuid::Uuid;

#[async_trait]
impl Counting for Store {
    async fn count_hamlet(&self, by: &Actor, id: Uuid, hamlet: Uuid, words: CountingWords, now: Now) -> Answer<()> {
        let words = &words;
        // The form counts as sent with what it asks for.
        let before = &by.by_any_form();
        write!(self.db, before, |tx| {
            let ready = self.ready(tx, before, (id, hamlet), words).await?;
            self.begin_opening(tx, (&ready.boxes, &ready.group), &ready.who, now).await
        })?;
        write!(self.db, by, |tx| {
            let Ready { boxes, group, words, who, key } = self.ready(tx, by, (id, hamlet), words).await?;
            self.count(tx, (key.as_ref(), &[]), (&boxes, &group), words, &who, now).await
        })?;
        self.db.purge().await;
        Ok(())
    }

    async fn count_round(&self, by: &Actor, id: Uuid, parts: &[String], now: Now) -> Answer<u64> {
        // What is counted once is not counted again.
        let by = &by.by_any_form();
        let (waiting, joined) = self.waiting(by, id, parts).await?;
        write!(self.db, by, |tx| {
            let (unit_id, round) = lock_round(tx, id).await?;
            let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
            expect_closed(&round)?;
            for (commune, hamlet) in &waiting {
                let boxes = CommuneBoxes::load(tx, &round, *commune).await?;
                if !boxes.is_counted(*hamlet) {
                    self.begin_opening(tx, (&boxes, &boxes.together(*hamlet)), &who, now).await?;
                }
            }
            Ok(())
        })?;
        let mut counted = 0;
        let mut refused = None;
        for (commune, hamlet) in waiting {
            // Each group in a transaction of its own: whatever ends the program between two, what was counted is whole. A box
            // that stays shut holds no other up.
            let done = write!(self.db, by, |tx| {
                let (unit_id, round) = lock_round(tx, id).await?;
                let who = require(tx, by, Permission::Conclude, Place::Unit(unit_id)).await?;
                expect_closed(&round)?;
                let boxes = CommuneBoxes::load(tx, &round, commune).await?;
                if boxes.is_counted(hamlet) {
                    return Ok(0);
                }
                let group = boxes.together(hamlet);
                let kept = opening_key(tx, &self.key, id).await?;
                let holders = joined.as_ref().map_or(&[][..], |joined| &joined.holders);
                let key = joined.as_ref().map(|joined| &joined.key).or(kept.as_ref());
                self.count(tx, (key, holders), (&boxes, &group), CountingWords::default(), &who, now).await?;
                Ok(group.len() as u64)
            });
            match done {
                Ok(hamlets) => counted += hamlets,
                Err(error @ PortError::Refused(_)) => refused = refused.or(Some(error)),
                Err(error) => {
                    self.db.purge().await;
                    return Err(error);
                }
            }
        }
        self.db.purge().await;
        refused.map_or(Ok(counted), Err)
    }

    async fn void_box(
        &self,
        by: &Actor,
        (id, hamlet): (Uuid, Uuid),
        parts: &[String],
        reason: &str,
        now: Now,
    ) -> Answer<()> {
        let reason = reason.trim();
        write!(self.db, by, |tx| {
            let (unit, round) = lock_round(tx, id).await?;
            let who = supervisor(tx, by, unit, &round).await?;
            expect_closed(&round)?;
            let asked = asked_hamlet(tx, &round, hamlet).await?;
            let boxes = CommuneBoxes::load(tx, &round, asked.commune_id).await?;
            boxes.expect_countable(hamlet)?;
            if reason.is_empty() {
                return refuse(CountingRefused::NoReason);
            }
            let group = boxes.together(hamlet);
            let held = held_key(tx, &self.key, KeptFor::Round(id)).await?;
            let joined = match held.map(|held| held.join(parts)).transpose() {
                Ok(joined) => joined,
                Err(faults) => return by_place(faults),
            };
            let kept = opening_key(tx, &self.key, id).await?;
            let key = joined.as_ref().map(|joined| &joined.key).or(kept.as_ref());
            let (counted, shut) = count_as_unreadable(tx, (&self.key, key), &boxes, &group).await?;
            let reason = reason.to_owned();
            let (by_whom, why) = (who.who.clone(), unended(&reason).to_owned());
            let remarks = CountingText::Voided { who: by_whom, reason: why, shut: shut.into() };
            let words = CountingWords { remarks: say(Lang::Vi, &remarks.into()), ..CountingWords::default() };
            let holders = joined.map(|joined| joined.holders).unwrap_or_default();
            let ballots = counted.ballots;
            self.write_minutes(tx, (&boxes, &group), counted, (words, &holders), &who, now).await?;
            for hamlet in &group {
                let entry = JournalEntry::of_hamlet(CountingAct::VoidBox, asked.commune_id, id, *hamlet);
                let detail = CountingDetail::Voided { ballots, reason: reason.clone() };
                record(tx, &self.key, &who, entry.with(detail), now).await?;
            }
            Ok(())
        })?;
        self.db.purge().await;
        Ok(())
    }

    async fn key_holders(&self, round: Uuid) -> Answer<Option<RoundHolders>> {
        let tx = &mut self.db.read().await?;
        let Some(letters) = round_letters(tx, round).await? else { return Ok(None) };
        let held = held_key(tx, &self.key, KeptFor::Round(round)).await?;
        let mark = held.map(|held| held.mark()).unwrap_or_default();
        Ok(Some(RoundHolders { holders: letters.holders, mark }))
    }
}

/// What is looked at before a hamlet's box is opened.
struct Ready {
    boxes: CommuneBoxes,
    /// The hamlets whose boxes are opened together.
    group: Vec<Uuid>,
    words: CountingWords,
    who: Scope,
    key: Option<OpeningKey>,
}

impl Store {
    /// Refuses where the box of a hamlet cannot be opened.
    async fn ready(&self, tx: &mut Tx, by: &Actor, (id, hamlet): (Uuid, Uuid), words: &CountingWords) -> Answer<Ready> {
        let (_, round) = lock_round(tx, id).await?;
        let who = require(tx, by, Permission::CloseHamlet, Place::Hamlet(hamlet)).await?;
        expect_unpublished(&round)?;
        let asked = asked_hamlet(tx, &round, hamlet).await?;
        let boxes = CommuneBoxes::load(tx, &round, asked.commune_id).await?;
        boxes.expect_countable(hamlet)?;
        let group = boxes.together(hamlet);
        for other in &group {
            require(tx, by, Permission::CloseHamlet, Place::Hamlet(*other)).await?;
        }
        let words = checked(words)?;
        let key = opening_key(tx, &self.key, id).await?;
        if key.is_none() && boxes.hold_ballots(&group) && held_key(tx, &self.key, KeptFor::Round(id)).await?.is_some() {
            return refuse(CountingRefused::Holders);
        }
        Ok(Ready { boxes, group, words, who, key })
    }

    /// Notes that the boxes of a group are about to be opened, and says so in the audit log.
    async fn begin_opening(
        &self,
        tx: &mut Tx,
        (boxes, group): (&CommuneBoxes, &[Uuid]),
        who: &Scope,
        now: Now,
    ) -> Answer<()> {
        if begin_opening(tx, boxes, group).await? {
            for hamlet in group {
                let entry = JournalEntry::of_hamlet(CountingAct::OpenBox, boxes.commune(), boxes.round().id, *hamlet);
                record(tx, &self.key, who, entry, now).await?;
            }
        }
        Ok(())
    }

    /// A hamlet of each group of boxes of a closed round that are not opened yet, with its commune; and the key that opens them,
    /// where holders have it.
    async fn waiting(&self, by: &Actor, id: Uuid, parts: &[String]) -> Answer<(Vec<(Uuid, Uuid)>, Option<JoinedKey>)> {
        let tx = &mut self.db.read().await?;
        let (unit, round) = load_round(tx, id).await?;
        require(tx, by, Permission::Conclude, Place::Unit(unit)).await?;
        expect_closed(&round)?;
        let communes: BTreeSet<Uuid> = round_hamlets(tx, id).await?.into_iter().map(|hamlet| hamlet.commune).collect();
        let mut found = Vec::new();
        for commune in communes {
            let boxes = CommuneBoxes::load(tx, &round, commune).await?;
            found.extend(boxes.uncounted().iter().filter_map(|group| Some((commune, *group.first()?))));
        }
        let held = held_key(tx, &self.key, KeptFor::Round(id)).await?.filter(|_| !found.is_empty());
        let Some(held) = held else { return Ok((found, None)) };
        match held.join(parts) {
            Ok(key) => Ok((found, Some(key))),
            Err(faults) => by_place(faults).map(|()| (found, None)),
        }
    }

    /// Opens the boxes of a group, counts, and writes the minutes.
    async fn count(
        &self,
        tx: &mut Tx,
        (key, holders): (Option<&OpeningKey>, &[String]),
        (boxes, group): (&CommuneBoxes, &[Uuid]),
        words: CountingWords,
        who: &Scope,
        now: Now,
    ) -> Answer<()> {
        let counted = open_and_count(tx, (&self.key, key), boxes, group).await?;
        let minutes = self.write_minutes(tx, (boxes, group), counted, (words, holders), who, now).await?;
        let Turnout { issued, returned, .. } = minutes.turnout;
        let detail = match minutes.unreadable {
            0 if minutes.hamlets.is_empty() => CountingDetail::Turnout { issued, returned },
            0 => CountingDetail::Together { hamlets: minutes.hamlets.join(", "), issued, returned },
            unreadable => CountingDetail::Unreadable { issued, returned, unreadable },
        };
        for hamlet in group {
            let entry = JournalEntry::of_hamlet(CountingAct::CountHamlet, boxes.commune(), boxes.round().id, *hamlet);
            record(tx, &self.key, who, entry.with(detail.clone()), now).await?;
        }
        Ok(())
    }

    /// Writes the minutes of what was counted under the first of some hamlets.
    async fn write_minutes(
        &self,
        tx: &mut Tx,
        (boxes, group): (&CommuneBoxes, &[Uuid]),
        counted: Counted,
        (words, holders): (CountingWords, &[String]),
        who: &Scope,
        now: Now,
    ) -> Answer<CountingMinutes> {
        let (round, head) = (boxes.round(), group.first().copied().unwrap_or_default());
        let (unreadable, is_few) = (counted.unreadable, counted.is_few(round.ruleset.disclosure.fewest));
        let hamlets = hamlets_together(tx, round.id, head).await?;
        let (sum, by_hand) = hamlets_sum(tx, round, &hamlets).await?;
        let name = |hamlet: &RoundHamlet| hamlet.name.clone();
        let (no, link) = audit_head(tx).await?;
        let minutes = CountingMinutes {
            day: local(now).date(),
            place: words.place,
            present: words.present,
            remarks: words.remarks,
            hamlets: if hamlets.len() > 1 { hamlets.iter().map(name).collect() } else { Vec::new() },
            turnout: sum.turnout,
            // Taken from what was counted by hand they would tell on the few.
            counts: if is_few { Vec::new() } else { sum.counts },
            by_hand,
            origins: origins_of(tx, round.id, &hamlets).await?,
            unreadable,
            audit_slips: counted.audit_slips,
            // Where there was nothing to open, nobody opened anything.
            holders: if counted.ballots > 0 { holders.to_vec() } else { Vec::new() },
            receipts: Some(counted.receipts).filter(|list| list.count > 0),
            audit: Some(AuditHead { no: from_db(no), link: hex::encode(link) }),
            by: who.who.clone(),
            template: template_in_force(tx, boxes.commune(), DocumentKind::Minutes).await?,
        };
        write_counting(tx, round.id, head, &minutes).await?;
        Ok(minutes)
    }
}

/// Refuses unless a round takes no more ballots and is not published.
fn expect_closed(round: &Round) -> Answer<()> {
    if round.state == State::Open {
        return refuse(CountingRefused::RoundOpen);
    }
    expect_unpublished(round)
}

fn expect_unpublished(round: &Round) -> Answer<()> {
    if round.state == State::Published {
        return refuse(RoundRefused::Published { unit: round.unit.name.clone() });
    }
    Ok(())
}

/// What is said of a counting, without what is empty; refused where the place or who was there is missing.
fn checked(words: &CountingWords) -> Answer<CountingWords> {
    let present = words.present.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
    let present: Vec<String> = present.collect();
    let place = words.place.trim().to_owned();
    if present.is_empty() || place.is_empty() {
        return refuse(CountingRefused::Words);
    }
    Ok(CountingWords { place, present, remarks: words.remarks.trim().to_owned() })
}
