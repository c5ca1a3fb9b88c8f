//! What a household sees: enter the code, fill the ballot in, review it, thanks.
//!
//! Plain HTML, complete without a script: a form posts to one address, and the server answers with the next page or the
//! same page with what is to be mended. The order of the pages is in [`flow`], what a form may hold in [`ballot_form`]. The
//! script keeps answers on the household's own phone until they are sent.

pub(crate) mod ballot;
pub mod ballot_form;
mod enter;
pub mod flow;
mod report;
mod review;
mod thanks;

use crate::domain::collection::code::Code;
use crate::extract::GivenReceipt;
use crate::forms::{ActionResult, Checked, Outcome};
use crate::i18n::Lang;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::routes::{Address as _, Ballot, Home, SlipLink, Thanks};
use crate::state::AppState;
use crate::ui::markup::{IntoMarkup as _, Markup};
use ballot_form::{BallotForm, Step};
use flow::Screen;

pub use thanks::route as thanks_route;

/// The first page: the field for the code.
pub fn home_route() -> PageRoute {
    PageRoute::new::<Home, _>(Audience::Public, async |_: Home, lang: Lang| enter_page(lang))
}

/// The page a slip's link leads to.
pub fn link_route() -> PageRoute {
    PageRoute::new::<SlipLink, _>(Audience::Public, show_linked)
}

/// Where a household's forms are posted. Whoever opens the address finds the field for the code.
pub fn ballot_route() -> PageRoute {
    PageRoute::new::<Ballot, _>(Audience::Public, async |_: Ballot, lang: Lang| enter_page(lang))
        .action("*", None, answer)
}

fn enter_page(lang: Lang) -> Page {
    screen_page(Screen::Enter { lang, typed: String::new(), refusal: None, draft: None })
}

async fn show_linked(at: SlipLink, lang: Lang, app: AppState) -> PageResult {
    Ok(screen_page(flow::open(&*app.casting, lang, &at.code, (app.now)(), (app.new_key)()).await?))
}

async fn answer(_: Ballot, Checked(form): Checked<BallotForm>, app: AppState) -> ActionResult {
    // A typed code leads where the slip's link does: a page that can be loaded again and gone back to.
    if let (Step::Open, Ok(code)) = (form.step, Code::parse(&form.code)) {
        return Outcome::to(app.reached(&SlipLink { code: code.compact() }.in_language(form.lang, &[])));
    }
    match flow::answer(&*app.casting, form, None, (app.now)(), (app.new_key)()).await? {
        // What stands behind the sign is the browser's alone.
        Screen::Sent { lang, receipt, sending, draft } => {
            let to = format!("{}#{}", Thanks.in_language(lang, &[]), draft.unwrap_or_default());
            Ok(Outcome::Sent(GivenReceipt { receipt, sending }, to))
        }
        screen => Ok(Outcome::Page(screen_page(screen))),
    }
}

/// A household's next page, with its status.
pub fn screen_page(screen: Screen) -> Page {
    let status = screen.status();
    Page::new(move || screen_view(screen)).with_status(status)
}

pub(crate) fn screen_view(screen: Screen) -> Markup {
    match screen {
        Screen::Enter { lang, typed, refusal, draft } => enter::enter_view(lang, typed, refusal, draft).into_markup(),
        Screen::Ballot { context, form, faults, draft } => {
            ballot::ballot_view(&context, &form, &faults, draft).into_markup()
        }
        Screen::Review { context, form, draft } => review::review_view(&context, &form, draft).into_markup(),
        Screen::Sent { lang, receipt, sending, .. } => {
            thanks::thanks_view(lang, Some(GivenReceipt { receipt, sending })).into_markup()
        }
        Screen::Late { context, form, refusal } => review::late_view(&context, &form, refusal).into_markup(),
        Screen::AskReport { lang, code } => report::ask_view(lang, code).into_markup(),
        Screen::Reported(lang, report) => report::reported_view(lang, report).into_markup(),
    }
}
