//! Slips and paper ballots to print on A4: the only place a code is ever in clear.

use crate::domain::collection::code::Code;
use crate::domain::collection::round::Round;
use crate::extract::CurrentUser;
use crate::i18n::{Lang, hamlet_of, t};
use crate::page::Page;
use crate::ports::slips::IssuedSlips;
use crate::routes::{Hamlet, SlipLink};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::markup::IntoMarkup as _;
use crate::ui::purpose::purpose_told;
use crate::ui::qr::qr;
use leptos::prelude::*;
use std::str::FromStr;
use std::sync::Arc;

/// What is printed for each code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PrintAs {
    /// A slip with the code.
    Slips,
    /// A whole paper ballot with the code.
    Ballots,
}

impl FromStr for PrintAs {
    type Err = UnknownForm;

    fn from_str(word: &str) -> Result<Self, UnknownForm> {
        match word {
            "slip" => Ok(Self::Slips),
            "ballot" => Ok(Self::Ballots),
            _ => Err(UnknownForm),
        }
    }
}

/// A word that names nothing that is printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnknownForm;

/// The slips, shown once; slips alone where nobody said what to print.
pub(super) fn slips_page(app: &AppState, user: CurrentUser, issued: IssuedSlips, print: Option<PrintAs>) -> Page {
    let base = Arc::clone(&app.base_url);
    let print = print.unwrap_or(PrintAs::Slips);
    Page::new(move || slips_view(&base, &user, &issued, print))
}

fn slips_view(base: &str, user: &CurrentUser, issued: &IssuedSlips, print: PrintAs) -> impl IntoView + use<> {
    let hamlet_address = Hamlet { round: issued.round.id, hamlet: issued.hamlet.id };
    let codes = issued.slips.iter();
    let pages = match print {
        PrintAs::Slips => {
            let slips = codes.map(|(serial, code)| slip_view(base, issued, *serial, code)).collect_view();
            view! { <div class="slips">{slips}</div> }.into_markup()
        }
        PrintAs::Ballots => {
            let papers = codes.map(|(serial, code)| ballot_view(base, issued, *serial, code)).collect_view();
            paper_ballots_view(papers).into_markup()
        }
    };
    let title = t!("prints-title", slips = issued.slips.len(), hamlet = &issued.hamlet.name);
    view! {
        <CommitteeLayout title=title me=user.account() path=vec![(hamlet_address.to_string(), issued.hamlet.name.clone())]>
            <p class="note screen">{t!("prints-lead")}</p>
            {pages}
        </CommitteeLayout>
    }
}

fn link(base: &str, code: &Code) -> String {
    format!("{base}{}", SlipLink { code: code.compact() })
}

fn slip_view(base: &str, issued: &IssuedSlips, serial: u64, code: &Code) -> impl IntoView + use<> {
    let picture = qr(&link(base, code));
    let serial = serial.to_string();
    let number =
        if issued.spare { t!("prints-spare-no", serial = serial) } else { t!("prints-slip-no", serial = serial) };
    let how = t!("prints-how", site = site(base), last = issued.round.closes);
    view! {
        <article class="slip">
            <div class="qr" inner_html=picture></div>
            <div class="slip__text">
                <p class="slip__place">{place(issued)}</p>
                <p class="slip__no">{number}</p>
                <p class="slip__code">{code.to_string()}</p>
                <p class="slip__how">{how}</p>
                <p class="slip__how">{t!("prints-nameless")}</p>
            </div>
        </article>
    }
}

/// An address as people type it.
pub(crate) fn site(base: &str) -> String {
    base.trim_start_matches("https://").trim_start_matches("http://").to_owned()
}

/// The hamlet with its commune.
fn place(issued: &IssuedSlips) -> String {
    hamlet_of(Lang::Vi, &issued.hamlet.name, &issued.commune.name)
}

fn ballot_view(base: &str, issued: &IssuedSlips, serial: u64, code: &Code) -> impl IntoView + use<> {
    let slip = PaperSlip {
        place: place(issued),
        number: t!("prints-slip-no", serial = serial.to_string()),
        code: code.to_string(),
        link: link(base, code),
        site: site(base),
    };
    paper_ballot_view(&issued.round, slip)
}

/// Paper ballots, which are as wide as their paper.
pub(crate) fn paper_ballots_view(papers: impl IntoView + 'static) -> impl IntoView {
    view! { <div class="ballots" tabindex="0" role="region" aria-label=t!("prints-ballot-title")>{papers}</div> }
}

/// What tells one paper ballot from the others.
pub(crate) struct PaperSlip {
    /// The hamlet with its commune.
    pub(crate) place: String,
    /// Its number, in words.
    pub(crate) number: String,
    /// Its code.
    pub(crate) code: String,
    /// Where its picture leads.
    pub(crate) link: String,
    /// Where the code is typed.
    pub(crate) site: String,
}

/// A paper ballot.
pub(crate) fn paper_ballot_view(round: &Round, slip: PaperSlip) -> impl IntoView + use<> {
    let ruleset = &round.ruleset;
    let picture = qr(&slip.link);
    let rows = ruleset
        .questions
        .iter()
        .map(|question| view! {
            <tr><td class="num">{question.no}</td><td>{question.vi.clone()}</td><td class="box">"☐"</td><td class="box">"☐"</td><td class="why"></td></tr>
        })
        .collect_view();
    let answers = &ruleset.answers;
    let told = purpose_told(Lang::Vi, round).map(|told| view! { <p><b>{told}</b></p> });
    view! {
        <article class="paper">
            <header class="paper__head">
                <div>
                    <p class="paper__title">{t!("prints-ballot-title")}</p>
                    <p>{ruleset.name.clone()}</p>
                    {told}
                    <p>{slip.place}" · "<b>{slip.number}</b></p>
                    <p>{t!("prints-code")}" "<b class="slip__code">{slip.code}</b></p>
                    <p>{t!("prints-ballot-how")}</p>
                    <p>{t!("prints-ballot-asks", site = &slip.site, last = round.closes)}</p>
                </div>
                <div class="qr" inner_html=picture></div>
            </header>
            <table class="paper__table">
                <thead><tr><th>{t!("prints-question")}</th><th>{t!("prints-content")}</th><th>{answers.satisfied.vi.clone()}</th><th>{answers.unsatisfied.vi.clone()}</th><th>{t!("prints-reason")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </article>
    }
}
