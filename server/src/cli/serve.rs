//! `ydan serve`: the pages, until somebody asks to stop.

use super::base_url;
use super::context::Context;
use crate::http::listen::{PATIENCE, listen, raise_open_files};
use crate::http::router;
use crate::http::state::{app_state, log_broken};
use crate::store::Store;
use crate::trials::TrialWorlds;
use anyhow::{Context as _, Result};
use app::ports::slip_sheets::SlipSheets as _;
use app::ports::trials::Trying;
use app::state::AppState;
use app::t;
use app::ui::assets::BRAND;
use chrono::Utc;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:3000")]
    addr: SocketAddr,
    /// The address people reach it at, as printed on slips and letters and compared with where forms come from; kept from
    /// then on. Default: the one that is kept, or else the address it listens on
    #[arg(long, env = "YDAN_BASE_URL")]
    base_url: Option<String>,
    /// A proxy of one's own stands before it and writes X-Forwarded-For
    #[arg(long, env = "YDAN_BEHIND_PROXY")]
    behind_proxy: bool,
}

impl Serve {
    pub(super) async fn run(self, with: Context<'_>) -> Result<()> {
        let addr = self.addr;
        let is_demo = with.store.is_demo().await?;
        raise_open_files();
        let listener = tokio::net::TcpListener::bind(addr)
            .await
            .with_context(|| t!("operator-port-taken", addr = addr.to_string()))?;
        let own = format!("http://{}", listener.local_addr()?);
        let known = base_url::given_or_kept(with.store, self.base_url.as_deref()).await?;
        if known.is_none() {
            eprintln!("{}", t!("operator-base-url-none"));
        }
        let base_url = known.unwrap_or_else(|| own.clone());
        if base_url::is_loopback(&base_url) && !is_demo {
            eprintln!("{}", t!("operator-base-url-loopback", address = &base_url));
        }
        let store = Arc::new(with.store.clone());
        let trials = TrialWorlds::new(
            Arc::clone(&store),
            with.rulesets.clone(),
            Arc::new(Utc::now),
            &base_url,
            self.behind_proxy,
        );
        let tidying = tokio::spawn(tidy_up(Arc::clone(&store), Arc::clone(&trials)));
        let state = app_state(store, with.rulesets.clone(), Arc::new(Utc::now), &base_url)?;
        let trying = Trying::Outside(trials.clone());
        let state = AppState { behind_proxy: self.behind_proxy, is_demo, trying, ..state };
        println!("{BRAND}: {own}");
        std::io::stdout().flush()?;
        listen(listener, trials.before(router::router(state)), PATIENCE, asked_to_stop()).await;
        tidying.abort();
        Ok(())
    }
}

/// How often it is looked whether something is over.
const EVERY: Duration = Duration::from_mins(5);

/// Deletes the codes of slips that were not printed in time, and trials whose time is over.
async fn tidy_up(store: Arc<Store>, trials: Arc<TrialWorlds>) {
    let mut times = tokio::time::interval(EVERY);
    loop {
        times.tick().await;
        for done in [store.forget_old(Utc::now()).await, trials.sweep().await] {
            if let Err(error) = done {
                log_broken(&error);
            }
        }
    }
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    let _ = interrupt.await;
}
