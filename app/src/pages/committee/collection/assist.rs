//! Helping a household that is there with its slip: the same ballot, marked as filled in with help.

use crate::domain::collection::code::Code;
use crate::domain::collection::round::Refusal;
use crate::domain::people::account::Permission;
use crate::extract::CurrentUser;
use crate::forms::{ActionResult, Checked, Outcome};
use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pages::resident::ballot_form::BallotForm;
use crate::pages::resident::flow::{self, Screen};
use crate::pages::resident::screen_view;
use crate::ports::common::{Answer, PortError};
use crate::ports::participation::ParticipationRow;
use crate::routes::{Assist, Hamlet};
use crate::state::AppState;
use crate::ui::assisted::Assisted;
use leptos::prelude::*;

/// A household's ballot, filled in with help.
pub fn route() -> PageRoute {
    PageRoute::new::<Assist, _>(Audience::SignedIn, show).action("*", Permission::Collect, answer)
}

/// Takes a step of a household's ballot.
async fn answer(at: Assist, user: CurrentUser, Checked(form): Checked<BallotForm>, app: AppState) -> ActionResult {
    match next_screen(&at, &user, form, &app).await {
        // The household takes its receipt along; a link with it would stand in logs.
        Ok((row, Screen::Sent { receipt, .. })) => {
            let done = t!("assist-done", receipt = receipt.to_string());
            Ok(Outcome::Page(screen_page(at, row, empty_screen(), Some(done))))
        }
        Ok((row, screen)) => Ok(Outcome::Page(screen_page(at, row, screen, None))),
        // A household's page has no place for what a port refuses.
        Err(error) => Err(Outcome::Error(error.into())),
    }
}

async fn next_screen(
    at: &Assist,
    user: &CurrentUser,
    mut form: BallotForm,
    app: &AppState,
) -> Answer<(ParticipationRow, Screen)> {
    let by = user.actor();
    // Said before anything is filled in; whoever counts the ballot asks again.
    let row = app.participation.hamlet(&by, at.round, at.hamlet).await?.row;
    form.lang = Lang::Vi;
    if let Ok(code) = Code::parse(&form.code) {
        match app.casting.may_assist(&by, &code).await {
            Err(PortError::Denied) => return Ok((row, refused_screen(form.code, Refusal::Elsewhere))),
            may => may?,
        }
    }
    let screen = flow::answer(&*app.casting, form, Some(by), (app.now)(), (app.new_key)()).await?;
    Ok((row, screen))
}

async fn show(at: Assist, user: CurrentUser, app: AppState) -> PageResult {
    let row = app.participation.hamlet(&user.actor(), at.round, at.hamlet).await?.row;
    Ok(screen_page(at, row, empty_screen(), None))
}

/// The field for the next household's code.
const fn empty_screen() -> Screen {
    Screen::Enter { lang: Lang::Vi, typed: String::new(), refusal: None, draft: None }
}

const fn refused_screen(typed: String, refusal: Refusal) -> Screen {
    Screen::Enter { lang: Lang::Vi, typed, refusal: Some(refusal), draft: None }
}

fn screen_page(at: Assist, row: ParticipationRow, screen: Screen, done: Option<String>) -> Page {
    let status = screen.status();
    let hamlet_address = Hamlet { round: at.round, hamlet: at.hamlet }.to_string();
    let hamlet = row.hamlet.map(|hamlet| hamlet.name).unwrap_or_default();
    let assisted = Assisted { address: at.to_string(), hamlet_address, hamlet, done };
    let draw = move || {
        provide_context(assisted);
        screen_view(screen)
    };
    Page::new(draw).with_status(status)
}
