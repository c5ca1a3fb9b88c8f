//! The trials of an installation: made, opened when somebody comes, closed when nobody does, thrown away.

use super::scene::fill;
use super::world::World;
use crate::data::rulesets::{Malformed, Rulesets};
use crate::files::typeset::Typesetter;
use crate::http::router::router;
use crate::http::state::{Clock, app_state};
use crate::store::Store;
use crate::store::trial_records::TrialRecord;
use app::domain::people::account::Role;
use app::i18n::local;
use app::ports::common::{Actor, Answer, Now, PortError, refuse};
use app::ports::trials::{KeptTrial, Trial as _, TrialEntry, TrialRefused, Trials, Trying};
use app::ports::units::UnitRow;
use app::state::AppState;
use app::t;
use async_trait::async_trait;
use axum::Router;
use chrono::TimeDelta;
use rand::RngExt as _;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Mutex;

/// What the addresses of all trials begin with; the token follows.
pub(super) const PREFIX: &str = "/thu";
/// What nobody used for so long is closed, and opened again when somebody comes.
const IDLE: TimeDelta = TimeDelta::minutes(30);
/// So many are open at once; others are opened when somebody comes.
const MOST_OPEN: usize = 20;
/// How long a token is: too long to be met by chance.
const TOKEN: usize = 8;

/// The trials beside a store.
pub struct TrialWorlds {
    store: Arc<Store>,
    rulesets: Rulesets,
    now: Clock,
    pub(super) base_url: String,
    behind_proxy: bool,
    open: Mutex<HashMap<String, Opened>>,
}

/// A trial whose database is open.
#[derive(Clone)]
pub(super) struct Opened {
    world: Arc<World>,
    pub(super) router: Router,
    used: Arc<AtomicI64>,
}

impl std::fmt::Debug for TrialWorlds {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("TrialWorlds(…)")
    }
}

impl TrialWorlds {
    /// The trials beside a store, of a server that is reached at an address.
    pub fn new(store: Arc<Store>, rulesets: Rulesets, now: Clock, base_url: &str, behind_proxy: bool) -> Arc<Self> {
        let base_url = base_url.trim_end_matches('/').to_owned();
        Arc::new(Self { store, rulesets, now, base_url, behind_proxy, open: Mutex::default() })
    }

    /// Throws away what is over or was left half made, and closes what nobody uses.
    pub async fn sweep(&self) -> Answer<()> {
        let now = (self.now)();
        // Listed before: of one that is begun meanwhile the note is there before its database.
        let databases = self.store.trial_databases().await?;
        let kept = self.store.forget_old_trials(now).await?;
        for token in databases.iter().filter(|token| !kept.contains(token)) {
            self.delete(token).await?;
        }
        let mut open = self.open.lock().await;
        let idle = |opened: &Opened| opened.used.load(Ordering::Relaxed) < (now - IDLE).timestamp();
        let unused: Vec<String> =
            open.iter().filter(|(_, opened)| idle(opened)).map(|(token, _)| token.clone()).collect();
        for token in unused {
            close(&mut open, &token).await;
        }
        Ok(())
    }

    async fn delete(&self, token: &str) -> Answer<()> {
        close(&mut *self.open.lock().await, token).await;
        Ok(self.store.delete_trial(token).await?)
    }

    /// The trial that a token names, opened; none where it is no more.
    pub(super) async fn opened(&self, token: &str) -> Answer<Option<Opened>> {
        let now = (self.now)();
        let Some(kept) = self.store.kept_trial(token).await?.filter(|kept| kept.stands(now)) else {
            // Another server may have thrown it away.
            close(&mut *self.open.lock().await, token).await;
            return Ok(None);
        };
        let mut open = self.open.lock().await;
        if !open.contains_key(token) {
            let oldest = open.iter().min_by_key(|(_, opened)| opened.used.load(Ordering::Relaxed));
            let oldest = oldest.map(|(token, _)| token.clone()).filter(|_| open.len() >= MOST_OPEN);
            if let Some(oldest) = oldest {
                close(&mut open, &oldest).await;
            }
            let opened = self.open_world(&kept).await?;
            open.insert(token.to_owned(), opened);
        }
        let opened = open.get(token).cloned().ok_or(PortError::Missing)?;
        opened.used.store(now.timestamp(), Ordering::Relaxed);
        opened.world.ahead.store(kept.days_ahead, Ordering::Relaxed);
        Ok(Some(opened))
    }

    async fn open_world(&self, kept: &TrialRecord) -> Answer<Opened> {
        let store = Arc::new(self.store.open_trial(&kept.token).await?);
        let world = World::new(
            Arc::clone(&store),
            Arc::clone(&self.store),
            kept.token.clone(),
            (kept.days_ahead, Arc::clone(&self.now)),
            local(kept.ends_at).date(),
        )
        .await?;
        let world = Arc::new(world);
        let base_url = format!("{}{}/{}", self.base_url, PREFIX, kept.token);
        let state = app_state(store, self.rulesets.clone(), Arc::clone(&world.clock), &base_url);
        let state = state.map_err(|error: Malformed| PortError::Broken(error.to_string().into()))?;
        let state = AppState {
            behind_proxy: self.behind_proxy,
            typesetting: Arc::new(Typesetter::marking(t!("trial-mark"))),
            trying: Trying::Inside(world.clone()),
            ..state
        };
        Ok(Opened { world, router: router(state), used: Arc::default() })
    }

    async fn make(&self, token: &str, commune: &str, units: Vec<UnitRow>) -> Answer<()> {
        let store = match self.store.open_trial(token).await {
            Err(error) if error.lacks_right() => return refuse(TrialRefused::NoRight),
            opened => opened?,
        };
        let made = fill(&store, commune, units, (self.now)()).await;
        store.disconnect().await;
        made?;
        self.store.trial_is_ready(token).await
    }
}

/// Closes a trial, if it is open.
async fn close(open: &mut HashMap<String, Opened>, token: &str) {
    if let Some(opened) = open.remove(token) {
        opened.world.store.disconnect().await;
    }
}

/// What names a trial in addresses, at random.
fn new_token() -> String {
    let mut random = rand::rng();
    (0..TOKEN).map(|_| char::from(random.random_range(b'a'..=b'z'))).collect()
}

#[async_trait]
impl Trials for TrialWorlds {
    async fn trial(&self, by: &Actor, now: Now) -> Answer<Option<KeptTrial>> {
        let (_, kept) = self.store.trial_of(by).await?;
        Ok(kept.filter(|kept| kept.stands(now)).map(|kept| KeptTrial {
            begun: kept.begun_at,
            begun_by: kept.begun_by(),
            ends: kept.ends_at,
        }))
    }

    async fn begin(&self, by: &Actor, now: Now) -> Answer<()> {
        let token = new_token();
        let (commune, units) = self.store.claim_trial(by, &token, now).await?;
        let made = self.make(&token, &commune, units).await;
        if made.is_err() {
            self.store.forget_trial(&token).await?;
            self.delete(&token).await?;
        }
        made
    }

    async fn enter(&self, by: &Actor, now: Now) -> Answer<TrialEntry> {
        let (role, kept) = self.store.trial_of(by).await?;
        let Some(kept) = kept.filter(|kept| kept.stands(now)) else { return refuse(TrialRefused::Over) };
        let Some(opened) = self.opened(&kept.token).await? else { return refuse(TrialRefused::Over) };
        let login = match role {
            Role::Hamlet => "thon-1",
            Role::Office => "ubnd",
            Role::Front | Role::Administrator => "xa",
        };
        let (session, _) = opened.world.sign_in(login).await?;
        Ok(TrialEntry { token: kept.token, session })
    }

    async fn discard(&self, by: &Actor, now: Now) -> Answer<()> {
        let token = self.store.end_trial(by, now).await?;
        self.delete(&token).await
    }
}
