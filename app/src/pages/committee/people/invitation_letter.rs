//! Invitations that were just written, shown once and printed from here: their codes are not kept.

use crate::extract::CurrentUser;
use crate::i18n::role_label::account_title;
use crate::i18n::t;
use crate::page::Page;
use crate::ports::accounts::InvitationLetter;
use crate::routes::{Accounts, Invitations};
use crate::ui::committee_layout::CommitteeLayout;
use leptos::prelude::*;

/// The field that names a letter and its code.
pub(super) const LETTER: &str = "letter";

/// The letters, with the button that prints them all.
pub(super) fn letters_page(user: CurrentUser, letters: Vec<InvitationLetter>) -> Page {
    Page::new(move || letters_view(&user, &letters))
}

fn letters_view(user: &CurrentUser, letters: &[InvitationLetter]) -> impl IntoView + use<> {
    let lines = letters.iter().map(|letter| {
        let who = &letter.row.account;
        view! {
            <li class="letter">
                <p><b>{who.name.clone()}</b>", "{account_title(who)}</p>
                <p>{t!("letter-login")}" "<b class="letter__login">{who.login.clone()}</b></p>
                <p>{t!("letter-code")}" "<b class="code">{letter.code.to_string()}</b></p>
            </li>
        }
    });
    let lines = lines.collect_view();
    let hidden = letters.iter().map(|letter| {
        let value = format!("{} {}", letter.row.account.id, letter.code.compact());
        view! { <input type="hidden" name=LETTER value=value/> }
    });
    let hidden = hidden.collect_view();
    let path = vec![(Accounts.to_string(), t!("accounts-title"))];
    let title = if letters.len() == 1 { t!("letter-title") } else { t!("letters-title", count = letters.len()) };
    let print = t!("letters-print", count = letters.len());
    view! {
        <CommitteeLayout title=title me=user.account() path=path>
            <p class="note">{t!("letter-note")}</p>
            <form method="post" action=Invitations.to_string() target="_blank">
                {hidden}
                <p><button class="button button--small" name="step" value="print">{print}</button></p>
            </form>
            <ul class="letters">{lines}</ul>
        </CommitteeLayout>
    }
}
