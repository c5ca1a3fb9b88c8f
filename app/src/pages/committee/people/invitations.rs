//! Inviting several people at once: for each place that nobody works for yet a name is written, and all letters are printed in
//! one go.

use super::invitation_letter::{LETTER, letters_page};
use crate::domain::collection::code::Code;
use crate::domain::people::account::{Permission, Role};
use crate::domain::units::unit::{Level, UnitRef};
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Choice, Fault, FieldValue, Numbered, Outcome, Posted, PostedForm};
use crate::i18n::role_label::role_label;
use crate::i18n::t;
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pdf_file::PdfFile;
use crate::ports::accounts::{AccountRow, AccountState, NewAccount};
use crate::ports::common::Line;
use crate::ports::hamlets::HamletRow;
use crate::prints::Print;
use crate::prints::invitations::Invitations as InvitationLetters;
use crate::routes::{Accounts, Address as _, Invitations};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::Field;
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;
use uuid::Uuid;

/// The most people who are invited at once.
const MOST: usize = 200;
/// So many places stand together before they are folded away.
const A_PART: usize = 25;

/// Inviting several people at once.
pub fn route() -> PageRoute {
    PageRoute::new::<Invitations, _>(Audience::SignedIn, show).action("invite", Permission::Accounts, invite).action(
        "print",
        Permission::Accounts,
        print,
    )
}

form! {
    /// Invites everybody whose name is written, each to the place beside it.
    struct InviteAll {
        role: Choice<Role>,
        place: Numbered<MOST>,
        name: Numbered<MOST>,
    }
}

form! {
    /// Prints letters while they are shown.
    struct PrintLetters {
        letter: LetterCodes,
    }
}

/// Letters by their accounts and codes, as the page that shows them wrote them.
#[derive(Clone, Debug)]
struct LetterCodes(Vec<(Uuid, Code)>);

impl FieldValue for LetterCodes {
    fn read(form: &PostedForm, _: &str, _: &mut Vec<Fault>) -> Option<Self> {
        let read = |value: &str| {
            let (account, code) = value.split_once(' ')?;
            Some((account.parse().ok()?, Code::parse(code).ok()?))
        };
        Some(Self(form.fields.all(LETTER).take(MOST).filter_map(read).collect()))
    }
}

messages! {
    /// Why nobody is invited, or no letter is printed.
    enum InvitationsRefused {
        /// No name was written.
        Nobody = "invitations-nobody",
        /// There is no letter to print.
        NoLetters = "invitations-no-letters",
    }
}

/// A place that somebody can be invited for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct InvitedPlace {
    /// The code of the unit.
    unit: String,
    /// The code of the hamlet, for its working committee.
    hamlet: String,
    name: String,
}

impl InvitedPlace {
    /// What the form says of it.
    fn key(&self) -> String {
        format!("{}/{}", self.unit, self.hamlet)
    }
}

async fn invite(user: CurrentUser, Checked(form): Checked<InviteAll>, app: AppState) -> ActionResult {
    let Choice(role) = form.role;
    let written = form.place.0.iter().zip(&form.name.0).zip(1..).filter(|((_, name), _)| !name.trim().is_empty());
    let accounts: Vec<Line<NewAccount>> = written
        .map(|((place, name), number)| {
            let (unit, hamlet) = place.split_once('/').unwrap_or((place, ""));
            let (unit_code, hamlet_code) = (unit.to_owned(), hamlet.to_owned());
            Line {
                number,
                value: NewAccount { login: String::new(), name: name.clone(), role, unit_code, hamlet_code },
            }
        })
        .collect();
    if accounts.is_empty() {
        return Err(Outcome::fault("name1", InvitationsRefused::Nobody));
    }
    let letters = app.accounts.invite_all(&user.actor(), accounts, (app.now)()).await.at_each("name")?;
    Ok(Outcome::Page(letters_page(user, letters)))
}

async fn print(user: CurrentUser, Checked(form): Checked<PrintLetters>, app: AppState) -> ActionResult {
    let LetterCodes(codes) = form.letter;
    if codes.is_empty() {
        return Err(Outcome::fault("", InvitationsRefused::NoLetters));
    }
    let letters = app.accounts.letters(&user.actor(), &codes, (app.now)()).await?;
    let print = Print::Invitations(InvitationLetters::new(&app.base_url, &user.account(), &letters));
    Ok(Outcome::File(PdfFile { name: "thu-moi".to_owned(), content: app.typesetting.pdf(print).await? }))
}

async fn show(at: Invitations, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let (by, now) = (user.actor(), (app.now)());
    let accounts = app.accounts.accounts(&by).await?;
    let units = app.units.scope(&by, now).await?;
    let commune = user.unit.as_ref().filter(|unit| unit.level == Level::Commune);
    let hamlets = match commune {
        Some(unit) if user.role.may_invite(Role::Hamlet) => app.hamlets.hamlets(&by, &unit.code, now).await?.hamlets,
        _ => Vec::new(),
    };
    let roles = [Role::Hamlet, Role::Front, Role::Office].into_iter().filter(|role| user.role.may_invite(*role));
    let roles = roles.map(|role| (role, places(role, &user, &units, &hamlets)));
    let roles: Vec<(Role, Vec<InvitedPlace>)> = roles.filter(|(_, places)| !places.is_empty()).collect();
    let asked = posted.value("role", query.get("vai"));
    let chosen = roles.iter().find(|(role, _)| role.into_str() == asked).or(roles.first());
    let rows = chosen.map(|(role, places)| (*role, rows(*role, places, &accounts, &posted)));
    let roles: Vec<Role> = roles.iter().map(|(role, _)| *role).collect();
    Ok(Page::new(move || invitations_view(at, &user, &posted, &roles, rows.as_ref())))
}

/// The places below somebody's own that a role is for: the hamlets of a commune, or units.
fn places(role: Role, user: &CurrentUser, units: &[UnitRef], hamlets: &[HamletRow]) -> Vec<InvitedPlace> {
    if role == Role::Hamlet {
        let place = |row: &HamletRow| InvitedPlace {
            unit: row.commune_code.clone(),
            hamlet: row.code.clone(),
            name: row.name.clone(),
        };
        return hamlets.iter().map(place).collect();
    }
    let below = units.iter().filter(|unit| Some(*unit) != user.unit.as_ref());
    let place =
        |unit: &UnitRef| InvitedPlace { unit: unit.code.clone(), hamlet: String::new(), name: unit.name.clone() };
    below.map(place).collect()
}

/// The rows of the form: as they stood when it was sent, otherwise the places that nobody works for yet.
fn rows(role: Role, places: &[InvitedPlace], accounts: &[AccountRow], posted: &Posted) -> Vec<InvitedPlace> {
    let sent = (1..=MOST).map(|number| posted.value(&format!("place{number}"), ""));
    let sent: Vec<InvitedPlace> =
        sent.map_while(|key| places.iter().find(|place| place.key() == key).cloned()).collect();
    if !sent.is_empty() {
        return sent;
    }
    let works_for = |place: &&InvitedPlace| {
        accounts.iter().any(|AccountRow { account, state, .. }| {
            *state != AccountState::Removed
                && account.role == role
                && account.unit.as_ref().is_some_and(|unit| unit.code == place.unit)
                // Two hamlets of a commune have different names.
                && account.hamlet.as_ref().is_none_or(|(_, name)| *name == place.name)
        })
    };
    places.iter().filter(|place| !works_for(place)).take(MOST).cloned().collect()
}

fn invitations_view(
    at: Invitations,
    user: &CurrentUser,
    posted: &Posted,
    roles: &[Role],
    rows: Option<&(Role, Vec<InvitedPlace>)>,
) -> impl IntoView + use<> {
    let chosen = rows.map(|(role, _)| *role);
    let others = roles.iter().map(|role| {
        let address = at.with(&[("vai", role.into_str())]);
        let current = (Some(*role) == chosen).then_some("page");
        view! { <li><a href=address aria-current=current>{role_label(*role)}</a></li> }
    });
    let others = (roles.len() > 1).then(|| view! { <ul class="roles">{others.collect_view()}</ul> }.into_markup());
    let form = match rows {
        Some((role, rows)) if !rows.is_empty() => form_view(at, posted, *role, rows),
        Some(_) => view! { <p class="note">{t!("invitations-none-left")}</p> }.into_markup(),
        None => view! { <p class="note" data-no-places>{t!("invitations-no-places")}</p> }.into_markup(),
    };
    let path = vec![(Accounts.to_string(), t!("accounts-title"))];
    view! {
        <CommitteeLayout title=t!("invitations-title") me=user.account() posted=posted.clone() path=path>
            <p class="lead">{t!("invitations-lead")}</p>
            {others}
            {form}
        </CommitteeLayout>
    }
}

fn form_view(at: Invitations, posted: &Posted, role: Role, rows: &[InvitedPlace]) -> Markup {
    let fields: Vec<Markup> = (1..).zip(rows).map(|(number, place)| row_view(posted, number, place)).collect();
    let is_long = fields.len() > A_PART;
    let mut fields = fields.into_iter();
    let parts = rows.chunks(A_PART).enumerate().map(|(index, part)| {
        let shown: Vec<Markup> = fields.by_ref().take(part.len()).collect();
        let shown = view! { <div class="invited">{shown}</div> }.into_markup();
        let (Some(first), Some(last), true) = (part.first(), part.last(), is_long) else { return shown };
        let mut numbers = index * A_PART + 1..=index * A_PART + part.len();
        let is_used = numbers.any(|number| !posted.value(&format!("name{number}"), "").trim().is_empty());
        let words = t!("invitations-part", first = &first.name, last = &last.name);
        view! {
            <details class="fold fold--slim" open=is_used || index == 0>
                <summary>{words}</summary>
                <div class="fold__body">{shown}</div>
            </details>
        }
        .into_markup()
    });
    let parts: Vec<Markup> = parts.collect();
    view! {
        <form class="form" method="post" action=at.to_string()>
            {idempotency_key()}
            <input type="hidden" name="role" value=role.into_str()/>
            {parts}
            <p><button class="button button--small" name="step" value="invite">{t!("invitations-go")}</button></p>
        </form>
    }
    .into_markup()
}

fn row_view(posted: &Posted, number: usize, place: &InvitedPlace) -> Markup {
    let name = Field::text(&format!("name{number}"), &place.name).draw(posted);
    view! {
        <input type="hidden" name=format!("place{number}") value=place.key()/>
        {name}
    }
    .into_markup()
}
