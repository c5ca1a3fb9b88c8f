//! Decisions about titles.

use crate::store::Store;
use crate::store::assessment_writes::{Rights, appraises};
use crate::store::authority::{Place, require};
use crate::store::journal::{JournalEntry, record};
use crate::store::title_records::{add_title, recognitions};
use crate::store::tx::{lock_for_update, write};
use crate::store::unit_records::UnitIndex;
use app::domain::people::account::Permission;
use app::domain::units::title::{Recognition, held, reaches};
use app::i18n::labels::label;
use app::i18n::{Lang, local};
use app::ports::common::{Actor, Answer, Faults, Line, Now, PortError};
use app::ports::titles::{TitleFault, TitleRow, Titles, TitlesAct, TitlesDetail};
use app::ports::units::UnitFault;
use async_trait::async_trait;

#[async_trait]
impl Titles for Store {
    async fn recognise(&self, by: &Actor, lines: Vec<Line<TitleRow>>, now: Now) -> Answer<u64> {
        write!(self.db, by, |tx| {
            let who = require(tx, by, Permission::Assess, Place::Anywhere).await?;
            let index = UnitIndex::load(tx).await?;
            let today = local(now).date();
            let mut faults = Faults::default();
            let mut rights = Rights::of(&who);
            let mut written = 0;
            for Line { number, value: TitleRow { unit_code, recognition } } in lines.clone() {
                let Recognition { title, granted, day, decision } = recognition;
                let Some(unit) = index.on(&unit_code, day) else {
                    faults.add(number, UnitFault::NoUnitOn { code: unit_code, day });
                    continue;
                };
                // A title is given and taken by those above.
                if !rights.hold(tx, unit.id).await? || !appraises(&who, unit.id) {
                    return Err(PortError::Denied);
                }
                let name = &unit.named.name;
                if day > today {
                    faults.add(number, TitleFault::Future { unit: name.clone(), day });
                }
                let new = Recognition { title, granted, day, decision: decision.trim().to_owned() };
                if new.decision.is_empty() || new.decision.chars().count() > 100 {
                    faults.add(number, TitleFault::Decision { unit: name.clone() });
                }
                lock_for_update(tx, "unit", unit.id).await?;
                let known = recognitions(tx, unit.id).await?;
                if known.contains(&new) {
                    continue;
                }
                if !granted && !reaches(&held(&known, day), title) {
                    faults.add(number, TitleFault::NotHeld { unit: name.clone(), day });
                }
                if !faults.0.is_empty() {
                    continue;
                }
                add_title(tx, unit.id, known.len() as u64 + 1, &new, who.account, now).await?;
                let act = if granted { TitlesAct::GrantTitle } else { TitlesAct::WithdrawTitle };
                let detail = TitlesDetail::Title { title: label(Lang::Vi, new.title), decision: new.decision };
                record(tx, &self.key, &who, JournalEntry::new(act, Some(unit.id)).with(detail), now).await?;
                written += 1;
            }
            faults.or(())?;
            Ok(written)
        })
    }
}
