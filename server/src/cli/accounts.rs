//! `ydan accounts`: the first person of a unit, who invites all others in the browser.

use super::context::{BY, Context};
use anyhow::Result;
use app::domain::people::account::Role;
use app::i18n::date_of;
use app::i18n::role_label::account_title;
use app::ports::accounts::{Accounts as _, NewAccount};
use app::routes::AcceptInvitation;
use app::t;
use chrono::Utc;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum AccountsCommand {
    /// Invites somebody and prints the letter's one-time code
    Invite {
        /// What they sign in with
        #[arg(long)]
        login: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// administrator, front, office or hamlet
        #[arg(long, value_parser = role)]
        role: Role,
        /// The unit's code; none for an administrator
        #[arg(long, default_value = "")]
        unit: String,
        /// The hamlet's code, for its working committee
        #[arg(long, default_value = "")]
        hamlet: String,
    },
}

fn role(word: &str) -> Result<Role, String> {
    word.parse().map_err(|_| t!("operator-roles"))
}

impl AccountsCommand {
    pub(super) async fn run(self, with: Context<'_>) -> Result<()> {
        let Self::Invite { login, name, role, unit, hamlet } = self;
        let new = NewAccount { login, name, role, unit_code: unit, hamlet_code: hamlet };
        let letter = with.store.invite(BY, new, Utc::now()).await?;
        let who = &letter.row.account;
        let (address, title) = (AcceptInvitation.to_string(), account_title(who));
        println!("{}", t!("operator-invited", name = &who.name, title = title, address = address, login = &who.login));
        println!("{}", t!("operator-one-time-code", until = date_of(letter.until)));
        println!("{}", letter.code);
        Ok(())
    }
}
