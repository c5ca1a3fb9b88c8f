//! The pages: what households answer and what the public may read.
//!
//! A page is drawn on the server from what the [`Ports`] give it, whole, in one answer. It never says what broke: that is
//! logged where it is met, and the reader is told what to do.

pub mod committee;

pub mod resident;
pub mod results;

use crate::domain::collection::calendar::DayOff;
use crate::domain::oversight::target::Profile;
use crate::domain::survey::ruleset::Ruleset;
use crate::i18n::{Lang, t};
use crate::ports::accounts::{Accounts, Now};
use crate::ports::criteria::{Criteria, CriterionRow};
use crate::ports::desk::Desk;
use crate::ports::notices::Notices;
use crate::ports::oversight::Oversight;
use crate::ports::paper::Paper;
use crate::ports::plans::Plans;
use crate::ports::recommendations::Recommendations;
use crate::ports::{Answer, Line, PortError, Public, Registry, Residents, Rounds};
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

/// What the pages need of the server, put into their context.
#[derive(Clone)]
pub struct Ports {
    /// Households' ballots.
    pub residents: Arc<dyn Residents>,
    /// What is public.
    pub public: Arc<dyn Public>,
    /// Who is asking, and whom they may invite.
    pub accounts: Arc<dyn Accounts>,
    /// Hamlets and their households.
    pub registry: Arc<dyn Registry>,
    /// Rounds before they open.
    pub plans: Arc<dyn Plans>,
    /// Rounds.
    pub rounds: Arc<dyn Rounds>,
    /// What is collected.
    pub desk: Arc<dyn Desk>,
    /// Paper that is keyed in.
    pub paper: Arc<dyn Paper>,
    /// What is published.
    pub notices: Arc<dyn Notices>,
    /// Statuses of criteria and titles.
    pub criteria: Arc<dyn Criteria>,
    /// Claims beside answers, targets, the map, trends.
    pub oversight: Arc<dyn Oversight>,
    /// What the Front asks of People's Committees.
    pub recommendations: Arc<dyn Recommendations>,
    /// The shipped profiles of targets.
    pub profiles: Arc<[Profile]>,
    /// The rulesets a round can be planned with, by id.
    pub rulesets: Arc<BTreeMap<String, Ruleset>>,
    /// Days off that a plan begins with.
    pub days_off: Arc<[DayOff]>,
    /// The address the application is reached at, without a slash at its end.
    pub base_url: Arc<str>,
    /// Reads a file of statuses, a workbook or a list.
    pub read_statuses: Arc<ReadStatuses>,
    /// A new secret of six-digit codes, at random, in base 32.
    pub secret: Arc<dyn Fn() -> String + Send + Sync>,
    /// The moment it is.
    pub now: Arc<dyn Fn() -> Now + Send + Sync>,
    /// A new page's mark, at random.
    pub mark: Arc<dyn Fn() -> u128 + Send + Sync>,
    /// Hears of what broke, once.
    pub broke: Arc<dyn Fn(&PortError) + Send + Sync>,
    /// Whether the data are made up; every page then says so.
    pub is_demo: bool,
}

/// Reads a file of statuses on the day it is.
pub type ReadStatuses = dyn Fn(&[u8], Now) -> Answer<Vec<Line<CriterionRow>>> + Send + Sync;

/// Sets the HTTP status of the answer.
pub(crate) fn set_status(status: u16) {
    if let (Some(options), Ok(status)) = (use_context::<ResponseOptions>(), status.try_into()) {
        options.set_status(status);
    }
}

/// Draws a page once what it shows is there.
pub(crate) fn load<F>(page: impl FnOnce(Ports) -> F) -> impl IntoView
where
    F: Future<Output = Result<AnyView, PortError>> + Send + 'static,
{
    let ports = expect_context::<Ports>();
    let broke = Arc::clone(&ports.broke);
    let options = use_context::<ResponseOptions>();
    let drawn = page(ports);
    let drawn = async move {
        drawn.await.unwrap_or_else(|error| {
            if let PortError::Refused(text) = &error {
                return refused(text, options);
            }
            broke(&error);
            let instead = match error {
                PortError::Denied => Instead::Denied,
                PortError::Missing => Instead::Lost,
                _ => Instead::Broken,
            };
            if let (Some(options), Ok(status)) = (options, instead.status().try_into()) {
                options.set_status(status);
            }
            instead.view(Lang::Vi)
        })
    };
    view! { <Suspense>{Suspend::new(drawn)}</Suspense> }
}

/// A page that makes no sense now, such as the notice of a round that was reopened meanwhile: the sentence says what to do.
fn refused(text: &str, options: Option<ResponseOptions>) -> AnyView {
    if let (Some(options), Ok(status)) = (options, 409.try_into()) {
        options.set_status(status);
    }
    let (title, text) = ("Chưa làm được", text.to_owned());
    view! {
        <Frame title=title.to_owned() is_error=true width=Width::Narrow>
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            <p><a href="/lam-viec">"Việc cần làm"</a></p>
        </Frame>
    }
    .into_any()
}

/// What is shown in the place of a page; the server puts it into the context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// There is no such page.
    Lost,
    /// It is for others to see or to do.
    Denied,
    /// A posted form was too big to read.
    Big,
    /// A file was too big to take.
    BigFile,
    /// Something broke.
    Broken,
    /// A form was posted by somebody who is not signed in any more.
    SessionOver,
}

impl Instead {
    /// The HTTP status that says the same to programs.
    pub const fn status(self) -> u16 {
        match self {
            Self::Lost => 404,
            Self::Denied => 403,
            Self::Big | Self::BigFile => 413,
            Self::Broken => 500,
            Self::SessionOver => 401,
        }
    }

    fn view(self, lang: Lang) -> AnyView {
        let (title, lead) = match self {
            Self::Lost => (t!(lang, "lost-title"), t!(lang, "lost-lead")),
            Self::Denied => (t!(lang, "denied-title"), t!(lang, "denied-lead")),
            Self::Big => (t!(lang, "big-title"), t!(lang, "big-lead")),
            Self::BigFile => (t!(lang, "big-file-title"), t!(lang, "big-file-lead")),
            Self::Broken => (t!(lang, "broken-title"), t!(lang, "broken-lead")),
            Self::SessionOver => (t!(lang, "session-title"), t!(lang, "session-lead")),
        };
        view! {
            <Frame lang title=title.clone() is_error=true width=Width::Narrow>
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <p><a href="/">{t!(lang, "lost-home")}</a></p>
            </Frame>
        }
        .into_any()
    }
}

/// The page for an address that is not there, and for whatever stands in the place of a page.
#[component]
pub fn LostPage() -> impl IntoView {
    let instead = use_context::<Instead>().unwrap_or(Instead::Lost);
    set_status(instead.status());
    instead.view(Lang::Vi)
}
