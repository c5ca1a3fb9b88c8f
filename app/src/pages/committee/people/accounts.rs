//! The people inside one's own scope: inviting them with a letter on paper, writing a new letter, removing them.

use super::invitation_letter::letters_page;
use crate::domain::people::account::{Permission, Role};
use crate::domain::units::unit::{Level, UnitRef};
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, Checked, Confirmed, Hidden, Outcome, Posted, Typed};
use crate::i18n::role_label::{account_title, role_label};
use crate::i18n::{moment, t};
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::committee::unit_choice::{chosen_unit, unit_choice};
use crate::ports::accounts::{AccountRow, AccountState, NewAccount};
use crate::ports::common::PortError;
use crate::ports::hamlets::HamletRow;
use crate::routes::{Accounts, Invitations};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, none_chosen};
use crate::ui::form::idempotency_key;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;
use uuid::Uuid;

/// The people inside one's own scope.
pub fn route() -> PageRoute {
    PageRoute::new::<Accounts, _>(Audience::SignedIn, show)
        .action("invite", Permission::Accounts, invite)
        .action("renew", Permission::Accounts, renew)
        .action("remove", Permission::Accounts, remove)
}

form! {
    /// Invites somebody.
    struct Invite {
        name: Typed,
        login: Typed,
        role: Typed,
        unit: Typed,
        hamlet: Typed,
    }
}

form! {
    /// Writes a new letter.
    struct Renew {
        account: Hidden<Uuid>,
    }
}

form! {
    /// Removes an account.
    struct Remove {
        account: Hidden<Uuid>,
        sure: Confirmed,
    }
}

messages! {
    /// Why nobody is invited.
    enum InviteRefused {
        /// No role was chosen.
        NoRole = "accounts-choose-role",
        /// No unit was chosen.
        NoUnit = "accounts-choose-unit",
    }
}

async fn invite(user: CurrentUser, Checked(form): Checked<Invite>, app: AppState) -> ActionResult {
    let role = form.role.0.parse::<Role>().map_err(|_| Outcome::fault("role", InviteRefused::NoRole))?;
    let trimmed = |typed: &Typed| typed.0.trim().to_owned();
    let unit_code = match (chosen_unit(&app, &user, &form.unit.0).await?, &user.unit) {
        // Whoever is for one commune is not asked which.
        (unit, Some(own)) if unit.is_empty() && own.level == Level::Commune => own.code.clone(),
        (unit, _) if unit.is_empty() && role != Role::Administrator => {
            return Err(Outcome::fault("unit", InviteRefused::NoUnit));
        }
        (unit, _) => unit,
    };
    let new = NewAccount {
        login: trimmed(&form.login),
        name: trimmed(&form.name),
        role,
        unit_code,
        hamlet_code: trimmed(&form.hamlet),
    };
    let letter = app.accounts.invite(&user.actor(), new, (app.now)()).await?;
    Ok(Outcome::Page(letters_page(user, vec![letter])))
}

async fn renew(user: CurrentUser, Checked(form): Checked<Renew>, app: AppState) -> ActionResult {
    let account = form.account.0.ok_or(PortError::Missing)?;
    let letter = app.accounts.renew(&user.actor(), account, (app.now)()).await?;
    Ok(Outcome::Page(letters_page(user, vec![letter])))
}

async fn remove(user: CurrentUser, Checked(form): Checked<Remove>, app: AppState) -> ActionResult {
    let account = form.account.0.ok_or(PortError::Missing)?;
    app.accounts.remove(&user.actor(), account, (app.now)()).await?;
    Outcome::to(Accounts)
}

async fn show(_: Accounts, user: CurrentUser, posted: Posted, app: AppState) -> PageResult {
    let (by, now) = (user.actor(), (app.now)());
    let rows = app.accounts.accounts(&by).await?;
    let units = app.units.scope(&by, now).await?;
    let hamlets = match &user.unit {
        Some(unit) if unit.level == Level::Commune && user.role.may_invite(Role::Hamlet) => {
            app.hamlets.hamlets(&by, &unit.code, now).await?.hamlets
        }
        _ => Vec::new(),
    };
    Ok(Page::new(move || {
        let lines = rows.iter().map(|row| row_view(&user, row)).collect_view();
        let head = [t!("accounts-person"), t!("accounts-charge"), t!("accounts-state"), t!("accounts-acts")];
        let head = head.map(|word| view! { <th scope="col">{word}</th> }).collect_view();
        let body = view! {
            <p class="lead">{t!("accounts-lead")}</p>
            <table class="table">
                <caption class="unseen">{t!("accounts-caption")}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
            <h2>{t!("accounts-invite")}</h2>
            <p><a href=Invitations.to_string()>{t!("accounts-invite-many")}</a></p>
            {invite_view(&user, &posted, &units, &hamlets)}
            {(!user.role.may_keep(Role::Office)).then(|| view! { <p class="hint">{t!("accounts-office-own")}</p> })}
        };
        view! { <CommitteeLayout title=t!("accounts-title") me=user.account() posted=posted>{body}</CommitteeLayout> }
    }))
}

fn invite_view(user: &CurrentUser, posted: &Posted, units: &[UnitRef], hamlets: &[HamletRow]) -> impl IntoView + use<> {
    let roles = Role::ALL.into_iter().filter(|role| user.role.may_invite(*role));
    let roles: Vec<_> = roles.map(|role| (role.into_str().to_owned(), role_label(role))).collect();
    let role = choose(posted, "role", &t!("accounts-role"), "", none_chosen(roles, t!("accounts-choose-role-option")));
    let name = Field::text("name", &t!("accounts-name")).draw(posted);
    let login = Field::text("login", &t!("sign-in-login")).hint(&t!("accounts-login-hint")).draw(posted);
    let unit = (units.len() > 1).then(|| unit_choice(posted, &t!("accounts-unit"), "", units));
    let hamlet = user.role.may_invite(Role::Hamlet).then(|| {
        if hamlets.is_empty() {
            let hint = t!("accounts-hamlet-code-hint");
            return Field::text("hamlet", &t!("accounts-hamlet-code")).hint(&hint).draw(posted).into_markup();
        }
        let each = hamlets.iter().map(|hamlet| (hamlet.code.clone(), hamlet.name.clone()));
        let options = std::iter::once((String::new(), t!("accounts-no-hamlet"))).chain(each).collect();
        choose(posted, "hamlet", &t!("accounts-hamlet"), "", options).into_markup()
    });
    view! {
        <form class="form" method="post" action=Accounts.to_string()>
            {idempotency_key()}
            {name}
            {login}
            {role}
            {unit}
            {hamlet}
            <button class="button button--small" name="step" value="invite">{t!("accounts-invite-go")}</button>
        </form>
    }
}

fn row_view(user: &CurrentUser, row: &AccountRow) -> impl IntoView + use<> {
    let (class, state) = match row.state {
        AccountState::Invited => ("status status--none", t!("accounts-invited")),
        AccountState::Active => ("status status--met", t!("accounts-active")),
        AccountState::Removed => ("status status--not", t!("accounts-removed")),
    };
    let seen = row.seen_at.map(|at| view! { <small>{t!("accounts-seen", moment = moment(at))}</small> });
    let may = row.state != AccountState::Removed && row.account.id != user.id && user.role.may_keep(row.account.role);
    let buttons = may.then(|| {
        view! {
            <details class="acts">
                <summary>{t!("accounts-acts-of", name = &row.account.name)}</summary>
                <form method="post" action=Accounts.to_string()>
                    {idempotency_key()}
                    <input type="hidden" name="account" value=row.account.id.to_string()/>
                    <input type="hidden" name="sure" value="1"/>
                    <p class="hint">{t!("accounts-acts-hint")}</p>
                    <p class="buttons"><button class="button button--quiet" name="step" value="renew">{t!("accounts-renew")}</button>
                    <button class="button button--quiet button--danger" name="step" value="remove">{t!("accounts-remove")}</button></p>
                </form>
            </details>
        }
    });
    view! {
        <tr>
            <th scope="row">{row.account.name.clone()}<small>{row.account.login.clone()}</small></th>
            <td data-label=t!("accounts-charge")>{account_title(&row.account)}</td>
            <td data-label=t!("accounts-state")><span class=class>{state}</span>{seen}</td>
            <td>{buttons}</td>
        </tr>
    }
}
