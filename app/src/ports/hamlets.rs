//! Hamlets and their households.

use crate::domain::revision::Revision;
use crate::domain::units::census::Census;
use crate::domain::units::unit::UnitRef;
use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Imported;
use crate::ports::common::Line;
use crate::ports::common::Now;
use async_trait::async_trait;
use serde::Serialize;
use uuid::Uuid;

/// A line of a list of hamlets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HamletRow {
    /// The commune it lies in.
    pub commune_code: String,
    /// Its code within the commune.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many households live there.
    pub households: u64,
}

/// A commune's hamlets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HamletList {
    /// The commune.
    pub commune: UnitRef,
    /// Its hamlets, by code.
    pub hamlets: Vec<HamletRow>,
    /// What official statistics say of its households.
    pub census: Option<Census>,
}

/// A line of a commune's list of hamlets as somebody edits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HamletEdit {
    /// The code it had before; empty for a new one.
    pub known: String,
    /// What it is to be; none takes it away.
    pub row: Option<HamletRow>,
}

crate::messages! {
    /// Why a line of a list of hamlets is not taken in.
    pub enum HamletsFault {
        /// There is no such commune.
        NoCommune { code: String } = "hamlets-no-commune",
        /// So many households no hamlet has.
        Households { households: u64, most: u64 } = "households-impossible",
        /// The list names it twice.
        Twice { code: String, commune: String } = "hamlets-twice",
        /// Another hamlet of the commune has this code but for its noughts.
        SameCode { code: String, known: String, name: String } = "hamlets-same-code",
        /// Another hamlet of the commune has this name.
        SameName { name: String, known: String } = "hamlets-same-name",
        /// A round or an account holds it.
        Held { code: String } = "hamlets-held",
    }
}

crate::messages! {
    /// Why an edited list of hamlets is not kept.
    pub enum HamletsRefused {
        /// Somebody else changed it since it was shown.
        Overtaken = "hamlets-overtaken",
        /// Another hamlet has the code.
        CodeTaken { code: String } = "hamlets-code-taken",
    }
}

crate::messages! {
    /// What the audit log says was done.
    pub enum HamletsAct {
        TakeHamlets = "audit-take-hamlets",
        RenameHamlet = "audit-rename-hamlet",
    }
}

crate::messages! {
    /// What the audit log says besides.
    pub enum HamletsDetail {
        /// Another name, and why.
        Renamed { from: String, to: String, reason: String } = "audit-detail-renamed",
    }
}

/// Keeps communes' hamlets and their numbers of households.
#[async_trait]
pub trait Hamlets: Send + Sync {
    /// Takes a list of hamlets in; communes are looked up as they stand, or stood last.
    async fn import_hamlets(&self, by: &Actor, lines: Vec<Line<HamletRow>>, now: Now) -> Answer<Imported>;
    /// Keeps a commune's list of hamlets as it was edited: changed, added, given another code, or taken away where no
    /// round and no account holds them.
    /// Refused where somebody else changed it since that `revision`.
    async fn keep_hamlets(
        &self,
        by: &Actor,
        commune_code: &str,
        rows: Vec<Line<HamletEdit>>,
        revision: &Revision,
        now: Now,
    ) -> Answer<()>;
    /// The hamlets of a commune.
    async fn hamlets(&self, by: &Actor, commune_code: &str, now: Now) -> Answer<HamletList>;
    /// Gives a hamlet another name in a running round, for a reason, until it is closed with minutes that bear its name.
    /// The commune's list follows where it has the old name.
    async fn rename_hamlet(
        &self,
        by: &Actor,
        round: Uuid,
        hamlet: Uuid,
        name: &str,
        reason: &str,
        now: Now,
    ) -> Answer<()>;
}
