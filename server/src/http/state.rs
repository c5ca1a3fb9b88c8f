//! What the application stands on, put together from one store.

use crate::data::rulesets::{Malformed, Rulesets};
use crate::data::{calendar, pictures, targets};
use crate::files::typeset::Typesetter;
use crate::files::{self, spreadsheet};
use crate::http::assets;
use crate::http::results_api;
use crate::store::Store;
use app::ports::common::PortError;
use app::ports::trials::Trying;
use app::state::AppState;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use totp_rs::Secret;
use uuid::Uuid;

/// Where the moment it is comes from.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The application on a store. What ships inside is read here, once, and refused if it is not sound.
pub fn app_state(store: Arc<Store>, rulesets: Rulesets, now: Clock, base_url: &str) -> Result<AppState, Malformed> {
    let profiles = targets::shipped(&rulesets)?.into();
    let days_off = calendar::shipped()?.into();
    let rulesets = Arc::new(rulesets);
    Ok(AppState {
        units: store.clone(),
        hamlets: store.clone(),
        census: store.clone(),
        plans: store.clone(),
        rounds: store.clone(),
        slips: store.clone(),
        slip_sheets: store.clone(),
        typesetting: Arc::new(Typesetter::default()),
        casting: store.clone(),
        participation: store.clone(),
        signals: store.clone(),
        paper: store.clone(),
        minutes: store.clone(),
        conflicts: store.clone(),
        hamlet_closing: store.clone(),
        counting: store.clone(),
        audit_slips: store.clone(),
        full_figures: store.clone(),
        notices: store.clone(),
        receipts: store.clone(),
        records: store.clone(),
        open_data: store.clone(),
        results: store.clone(),
        criteria: store.clone(),
        criteria_files: store.clone(),
        titles: store.clone(),
        signed_documents: store.clone(),
        templates: store.clone(),
        supervision: store.clone(),
        milestones: store.clone(),
        files: store.clone(),
        comparisons: store.clone(),
        targets: store.clone(),
        maps: store.clone(),
        trends: store.clone(),
        recommendations: store.clone(),
        sessions: store.clone(),
        accounts: store.clone(),
        audit_log: store.clone(),
        demonstration: store.clone(),
        trying: Trying::Unavailable,
        profiles,
        days_off,
        base_url: base_url.trim_end_matches('/').into(),
        islands: assets::islands_folder(),
        pictures: pictures::shipped(),
        draw_map: Arc::new(|app, asked| Box::pin(app::pages::map::another(app, asked))),
        log_broken: Arc::new(log_broken),
        behind_proxy: false,
        is_demo: false,
        read_cells: files::cell_reader(),
        read_xlsform: files::xlsform_reader(),
        read_statuses: spreadsheet::status_reader(Arc::clone(&rulesets)),
        rulesets,
        secret: Arc::new(|| Secret::from(rand::random::<[u8; 20]>()).to_base32()),
        api_description: Arc::new(results_api::description()),
        now,
        new_key: Arc::new(Uuid::new_v4),
    })
}

/// Logs what broke, once, where it is met. Refusals are no failures.
pub(crate) fn log_broken(error: &PortError) {
    if let PortError::Broken(source) = error {
        tracing::error!(error = %source, "a request failed");
    }
}
