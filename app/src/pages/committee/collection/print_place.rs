//! For which part of a round something is printed: all of it, a commune, a hamlet.

use crate::domain::collection::round::Round;
use crate::error::ErrorPage;
use crate::extract::{CurrentUser, Query};
use crate::i18n::{Lang, hamlet_of};
use crate::ports::participation::{HamletRef, ParticipationRow, UnitParticipation};
use crate::ports::slip_sheets::SlipPlace;
use crate::routes::Address;
use crate::state::AppState;
use uuid::Uuid;

/// A part of a round, in somebody's scope.
pub(super) struct PrintPlace {
    pub(super) participation: UnitParticipation,
    hamlet: Option<HamletRef>,
}

impl PrintPlace {
    /// The part that an address names by a commune's code (`noi`) or a hamlet's key (`thon`); otherwise all that is theirs.
    pub(super) async fn find(
        app: &AppState,
        user: &CurrentUser,
        round: Uuid,
        query: &Query,
    ) -> Result<Self, ErrorPage> {
        let hamlet = user.hamlet.as_ref().map(|(own, _)| *own).or_else(|| query.parse::<Uuid>("thon"));
        let mut code = query.get("noi").to_owned();
        if let Some(hamlet) = hamlet {
            code = app.participation.hamlet(&user.actor(), round, hamlet).await?.row.unit.code;
        }
        let unit = Some(code.as_str()).filter(|code| !code.is_empty());
        let mut participation = app.participation.unit_participation(&user.actor(), round, unit).await?;
        let is_it = |row: &ParticipationRow| row.hamlet.as_ref().is_some_and(|own| Some(own.id) == hamlet);
        if hamlet.is_some() {
            participation.rows.retain(is_it);
        }
        // Prints lie in the order of the codes, as lists of hamlets do.
        participation.rows.sort_by_cached_key(|row| {
            (row.unit.code.clone(), row.hamlet.as_ref().map(|hamlet| hamlet.code.clone()).unwrap_or_default())
        });
        let hamlet = hamlet.and_then(|_| participation.rows.first()?.hamlet.clone());
        Ok(Self { participation, hamlet })
    }

    pub(super) fn round(&self) -> &Round {
        &self.participation.round
    }

    pub(super) fn hamlet(&self) -> Option<&HamletRef> {
        self.hamlet.as_ref()
    }

    /// Whether its parts are hamlets, not communes.
    pub(super) fn is_by_hamlet(&self) -> bool {
        self.participation.rows.iter().all(|row| row.hamlet.is_some())
    }

    /// Whose slips are meant.
    pub(super) fn slip_place(&self) -> SlipPlace<'_> {
        match &self.hamlet {
            Some(hamlet) => SlipPlace::Hamlet(hamlet.id),
            None if self.participation.unit == self.round().unit => SlipPlace::Round,
            None => SlipPlace::Unit(&self.participation.unit.code),
        }
    }

    /// Its name as prints say it.
    pub(super) fn name(&self) -> String {
        let commune = &self.participation.unit.name;
        match &self.hamlet {
            Some(hamlet) => hamlet_of(Lang::Vi, &hamlet.name, commune),
            None => commune.clone(),
        }
    }

    /// The codes of its unit and hamlet, for the name of a file.
    pub(super) fn code(&self) -> String {
        let code = match &self.hamlet {
            Some(hamlet) => format!("{}-{}", self.participation.unit.code, hamlet.code),
            None => self.participation.unit.code.clone(),
        };
        code.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
    }

    /// An address that names it, with more of a query.
    pub(super) fn address(&self, of: &impl Address, more: &[(&str, &str)]) -> String {
        let hamlet = self.hamlet.as_ref().map(|hamlet| hamlet.id.to_string());
        let own = match &hamlet {
            Some(hamlet) => Some(("thon", hamlet.as_str())),
            None if self.participation.unit == self.round().unit => None,
            None => Some(("noi", self.participation.unit.code.as_str())),
        };
        of.with(&[own.as_slice(), more].concat())
    }
}
