//! An invitation on paper, to be printed at once: its code is not kept and is not shown again.

use crate::extract::CurrentUser;
use crate::i18n::role_label::account_title;
use crate::i18n::{date_of, t};
use crate::ports::accounts::InvitationLetter;
use crate::routes::{AcceptInvitation, Accounts, Address as _};
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::qr::qr;
use leptos::prelude::*;

/// The letter, with a QR code that leads to where it is used.
pub(super) fn letter_view(base_url: &str, user: CurrentUser, letter: InvitationLetter) -> impl IntoView + use<> {
    let who = letter.row.account;
    let address = format!("{base_url}{AcceptInvitation}");
    let picture = qr(&format!("{base_url}{}", AcceptInvitation.with(&[("ten", &who.login)])));
    let until = date_of(letter.until);
    let body = view! {
        <p class="note screen">{t!("letter-note")}</p>
        <article class="letter">
            <p>{t!("letter-greeting")}" "<b>{who.name.clone()}</b>", "{account_title(&who)}"."</p>
            <p>{t!("letter-text")}</p>
            <div class="letter__how">
                <ol>
                    <li>{t!("letter-open")}" "<b class="letter__link">{address}</b>" "{t!("letter-or-scan")}</li>
                    <li>{t!("letter-login")}" "<b>{who.login.clone()}</b></li>
                    <li>{t!("letter-code")}" "<b class="code">{letter.code.to_string()}</b></li>
                    <li>{t!("letter-password")}</li>
                </ol>
                <div class="qr" inner_html=picture></div>
            </div>
            <p>{t!("letter-until", until = until)}</p>
            <p>{t!("letter-inviter", name = &user.name, title = account_title(&user))}</p>
        </article>
    };
    let path = vec![(Accounts.to_string(), t!("accounts-title"))];
    view! {
        <CommitteeLayout title=t!("letter-title") me=user.account() path=path>{body}</CommitteeLayout>
    }
}
