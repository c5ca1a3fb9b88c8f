//! What a trial begins with: the commune with the units above it, made-up hamlets, somebody in every role.

use crate::demo::people::take_in;
use crate::demo::scene::numbered;
use crate::store::Store;
use app::domain::people::account::Role;
use app::i18n::{Lang, word};
use app::ports::accounts::NewAccount;
use app::ports::common::{Actor, Answer, Now, PortError};
use app::ports::hamlets::{HamletRow, Hamlets as _};
use app::ports::units::{UnitRow, Units as _};
use app::t;

/// The households of each hamlet.
pub(super) const HAMLETS: [(&str, u64); 3] = [("01", 30), ("02", 24), ("03", 18)];

/// Where somebody made up works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// In the topmost unit.
    Top,
    /// In the commune.
    Commune,
    /// In a hamlet of it, by its code.
    Hamlet(&'static str),
}

/// Each of them: login, key of the name, role, where.
pub(super) const PEOPLE: [(&str, &str, Role, At); 8] = [
    ("xa", "demo-person-commune", Role::Front, At::Commune),
    ("xa-2", "trial-person-second", Role::Front, At::Commune),
    ("thon-1", "demo-person-hamlet", Role::Hamlet, At::Hamlet("01")),
    ("thon-2", "demo-signer-24955", Role::Hamlet, At::Hamlet("02")),
    ("thon-3", "demo-signer-24943", Role::Hamlet, At::Hamlet("03")),
    ("ubnd", "demo-person-office", Role::Office, At::Commune),
    ("tinh", "demo-person-province", Role::Front, At::Top),
    ("dieuphoi", "demo-person-coordination", Role::Office, At::Top),
];

pub(super) fn hamlet_name(code: &str) -> String {
    t!("trial-hamlet", no = code.trim_start_matches('0'))
}

/// Fills the store of a trial.
pub(super) async fn fill(store: &Store, commune: &str, units: Vec<UnitRow>, now: Now) -> Answer<()> {
    let top = units.first().map(|row| row.named.code.clone()).ok_or(PortError::Missing)?;
    store.import_units(numbered(units)).await?;
    let hamlets = HAMLETS.map(|(code, households)| HamletRow {
        commune_code: commune.to_owned(),
        code: code.to_owned(),
        name: hamlet_name(code),
        households,
    });
    store.import_hamlets(&Actor::Operator, numbered(hamlets.into()), now).await?;
    for (login, name, role, at) in PEOPLE {
        let unit_code = if at == At::Top { top.clone() } else { commune.to_owned() };
        let hamlet_code = if let At::Hamlet(code) = at { code.to_owned() } else { String::new() };
        let name = word(Lang::Vi, name, &[]);
        let account = NewAccount { login: login.to_owned(), name, role, unit_code, hamlet_code };
        let taken_in = take_in(store, account, store.made_up_password(), now).await?;
        taken_in.ok_or(PortError::Missing)?;
    }
    Ok(())
}
