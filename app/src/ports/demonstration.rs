//! What there is to see and to try where all data are made up.

use crate::message::Message;
use crate::ports::common::{Answer, Now};
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;
use uuid::Uuid;

/// What there is to see and to try in a demonstration. It holds codes and a password in clear, which nothing else does:
/// a database becomes a demonstration while it is empty, or never.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// The day it was made; "today" in it is that day.
    pub made_on: NaiveDate,
    /// The commune whose round is open.
    pub asks: String,
    /// The last day of that round.
    pub open_until: NaiveDate,
    /// Public pages worth seeing.
    pub sights: Vec<Sight>,
    /// Who can sign in.
    pub logins: Vec<Login>,
    /// The password of all of them.
    pub password: String,
    /// Codes of the open round that were not used when it was made.
    pub codes: Vec<String>,
}

/// A public page worth seeing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    /// What is to be seen there.
    pub kind: SightKind,
    /// The code of the unit.
    pub code: String,
    /// The unit's name.
    pub place: String,
    /// The round.
    pub round: Uuid,
}

/// What is to be seen on a public page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum SightKind {
    /// The communes of the province with their results.
    Results,
    /// The map of the province.
    Map,
    /// A commune that meets everything.
    Met,
    /// A commune that claims what people deny, with recommendations.
    Denied,
    /// A commune where too few took part.
    FewTookPart,
    /// A commune that was asked again.
    AskedAgain,
    /// A commune across its rounds.
    Trend,
    /// A notice.
    Notice,
    /// The targets of a plan.
    Targets,
}

/// Its label.
impl From<SightKind> for Message {
    fn from(kind: SightKind) -> Self {
        Self::plain(match kind {
            SightKind::Results => "sight-results",
            SightKind::Map => "sight-map",
            SightKind::Met => "sight-met",
            SightKind::Denied => "sight-denied",
            SightKind::FewTookPart => "sight-few-took-part",
            SightKind::AskedAgain => "sight-asked-again",
            SightKind::Trend => "sight-trend",
            SightKind::Notice => "sight-notice",
            SightKind::Targets => "sight-targets",
        })
    }
}

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// What they sign in with.
    pub login: String,
    /// What they can do.
    pub kind: LoginKind,
    /// Where.
    pub place: String,
}

/// What somebody can do who signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginKind {
    /// The Front of a province.
    ProvinceFront,
    /// The Front of a commune.
    CommuneFront,
    /// The working committee of a hamlet.
    Hamlet,
    /// A commune's People's Committee.
    Office,
    /// A province's coordinating office.
    Coordination,
}

/// Its label.
impl From<LoginKind> for Message {
    fn from(kind: LoginKind) -> Self {
        Self::plain(match kind {
            LoginKind::ProvinceFront => "login-province-front",
            LoginKind::CommuneFront => "login-commune-front",
            LoginKind::Hamlet => "login-hamlet",
            LoginKind::Office => "login-office",
            LoginKind::Coordination => "login-coordination",
        })
    }
}

/// Shows what there is to see and to try.
#[async_trait]
pub trait Demonstration: Send + Sync {
    /// What there is, with a few codes that are still unused; none where the data are real.
    async fn guide(&self, now: Now) -> Answer<Option<Guide>>;
}
