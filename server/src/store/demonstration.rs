//! What there is to see and to try where all data are made up.

use crate::store::Store;
use crate::store::db::{StoreError, db_error};
use crate::store::settings::{put_setting, setting};
use crate::store::tx::{scalar, write};
use app::domain::collection::code::Code;
use app::domain::collection::round::{Phase, Visit};
use app::i18n::local;
use app::ports::casting::Casting as _;
use app::ports::common::{Actor, Answer, Now};
use app::ports::demonstration::{Demonstration, Guide};
use async_trait::async_trait;

/// The setting that holds the guide; a database without it is none of a demonstration.
const GUIDE: &str = "demonstration";
/// How many unused codes are shown at once.
const SHOWN: usize = 6;

#[async_trait]
impl Demonstration for Store {
    async fn guide(&self, now: Now) -> Answer<Option<Guide>> {
        let kept = setting(&mut self.db.read().await?, GUIDE).await?;
        let Some(kept) = kept else { return Ok(None) };
        let mut guide: Guide = serde_json::from_str(&kept).map_err(db_error)?;
        let today = local(now).date();
        let mut unused = Vec::new();
        for code in &guide.codes {
            let Ok(read) = Code::parse(code) else { continue };
            let opened = self.look_up(&read, Visit::on(today)).await?;
            if opened.is_ok_and(|context| context.round.phase(today) == Phase::Running) {
                unused.push(code.clone());
            }
            if unused.len() == SHOWN {
                break;
            }
        }
        guide.codes = unused;
        Ok(Some(guide))
    }
}

impl Store {
    /// Marks the data as made up for a demonstration, with what there is to see; every page says so.
    pub async fn keep_guide(&self, guide: &Guide) -> Answer<()> {
        let document = serde_json::to_string(guide).map_err(db_error)?;
        write!(self.db, &Actor::Operator, |tx| { Ok(put_setting(tx, GUIDE, &document).await?) })
    }

    /// Whether the data are made up for a demonstration.
    pub async fn is_demo(&self) -> Result<bool, StoreError> {
        Ok(setting(&mut self.db.read().await?, GUIDE).await?.is_some())
    }

    /// Whether nothing was ever kept here: no unit and no account.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let tx = &mut self.db.read().await?;
        let kept: i64 = scalar!(tx, "select (select count(*) from unit) + (select count(*) from account)")?;
        Ok(kept == 0)
    }
}
