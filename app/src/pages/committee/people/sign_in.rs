//! The gate: signing in, and the first time with a letter.

use crate::domain::collection::code::Code;
use crate::domain::people::credentials::password_fault;
use crate::extract::{ClientAddress, KnownDevices, Query};
use crate::form;
use crate::forms::{ActionResult, Checked, Fault, Outcome, Posted, Secret, Typed};
use crate::i18n::t;
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::sessions::{Attempt, SignInFault};
use crate::routes::{AcceptInvitation, CommitteeHome, SignIn};
use crate::state::AppState;
use crate::ui::committee_layout::SignInLayout;
use crate::ui::field::Field;
use http::Uri;
use leptos::prelude::*;

/// Signing in.
pub fn route() -> PageRoute {
    PageRoute::new::<SignIn, _>(Audience::SigningIn, show).action("", None, sign_in)
}

/// The first time, with a letter.
pub fn accept_route() -> PageRoute {
    PageRoute::new::<AcceptInvitation, _>(Audience::SigningIn, show_accept).action("", None, accept)
}

form! {
    /// Signs somebody in.
    struct Credentials {
        login: Typed,
        password: Secret,
        digits: Typed,
        tiep: Typed,
    }
}

form! {
    /// Takes a letter and sets the first password.
    struct AcceptLetter {
        login: Typed,
        letter: Typed,
        new: Secret,
        again: Secret,
    }
}

messages! {
    /// Why somebody is not let in.
    enum SignInRefused {
        /// The login or the password is wrong.
        Wrong = "sign-in-wrong",
        /// Too many wrong guesses; how long to wait, in seconds.
        Wait { seconds: i64 } = "sign-in-wait",
        /// Six digits are asked for.
        SecondFactor = "sign-in-second-factor",
        /// The letter does not fit, was used, or is too old.
        Letter = "sign-in-letter",
        /// What was typed is no letter's code.
        LetterMistyped = "sign-in-letter-mistyped",
        /// The two passwords differ.
        PasswordsDiffer = "sign-in-passwords-differ",
    }
}

async fn sign_in(
    client: ClientAddress,
    KnownDevices(devices): KnownDevices,
    Checked(form): Checked<Credentials>,
    app: AppState,
) -> ActionResult {
    let login = form.login.0.trim().to_lowercase();
    let attempt = Attempt {
        login: login.clone(),
        password: form.password.0,
        second_factor: form.digits.0.trim().to_owned(),
        source: client.0,
        devices,
    };
    match app.sessions.sign_in(attempt, (app.now)()).await? {
        Ok(token) => Ok(Outcome::SignedIn(token, app.sessions.device(&login), onward(&form.tiep.0))),
        Err(fault) => Err(Outcome::Invalid(vec![fault_of(fault)])),
    }
}

async fn accept(client: ClientAddress, Checked(form): Checked<AcceptLetter>, app: AppState) -> ActionResult {
    let login = form.login.0.trim().to_lowercase();
    let mut faults = Vec::new();
    let letter = Code::parse(&form.letter.0);
    if letter.is_err() {
        faults.push(Fault::of("letter", SignInRefused::LetterMistyped));
    }
    if let Some(fault) = password_fault(&form.new.0, &login) {
        faults.push(Fault::of("new", fault));
    } else if form.new != form.again {
        faults.push(Fault::of("again", SignInRefused::PasswordsDiffer));
    }
    let (Ok(letter), true) = (letter, faults.is_empty()) else { return Err(Outcome::Invalid(faults)) };
    let device = app.sessions.device(&login);
    let (password, second_factor, source) = (form.new.0, String::new(), client.0);
    let attempt = Attempt { login, password, second_factor, source, devices: Vec::new() };
    match app.sessions.accept(attempt, &letter, (app.now)()).await? {
        Ok(token) => Ok(Outcome::SignedIn(token, device, CommitteeHome.to_string())),
        Err(fault) => Err(Outcome::Invalid(vec![fault_of(fault)])),
    }
}

fn fault_of(fault: SignInFault) -> Fault {
    match fault {
        SignInFault::Wrong => Fault::of("login", SignInRefused::Wrong),
        SignInFault::Wait { seconds } => Fault::plain(SignInRefused::Wait { seconds }),
        SignInFault::SecondFactor => Fault::of("digits", SignInRefused::SecondFactor),
        SignInFault::Letter => Fault::of("letter", SignInRefused::Letter),
    }
}

/// Where somebody wanted to go before signing in, its query too; only inside the committee's pages.
fn onward(wanted: &str) -> String {
    let inside = wanted.parse::<Uri>().is_ok_and(|uri| {
        let path = uri.path();
        let own = path == "/lam-viec" || path.starts_with("/lam-viec/");
        own && uri.authority().is_none() && !path.contains("..") && !wanted.contains('\\')
    });
    if inside { wanted.to_owned() } else { CommitteeHome.to_string() }
}

async fn show(_: SignIn, query: Query, posted: Posted) -> PageResult {
    let onward = onward(&posted.value("tiep", query.get("tiep")));
    Ok(Page::new(move || sign_in_view(&posted, onward)))
}

fn sign_in_view(posted: &Posted, onward: String) -> impl IntoView + use<> {
    let asks_digits = posted.invalid("digits").is_some() || !posted.fields.get("digits").is_empty();
    let login = Field::text("login", &t!("sign-in-login")).fills("username").draw(posted);
    let password =
        Field::text("password", &t!("sign-in-password")).kind("password").fills("current-password").draw(posted);
    let digits = asks_digits.then(|| {
        Field::text("digits", &t!("sign-in-digits"))
            .hint(&t!("sign-in-digits-hint"))
            .fills("one-time-code")
            .draw(posted)
    });
    view! {
        <SignInLayout title=t!("sign-in-title") posted=posted.clone()>
            <p class="lead">{t!("sign-in-lead")}</p>
            <form method="post" action=SignIn.to_string()>
                <input type="hidden" name="tiep" value=onward/>
                {login}
                {password}
                {digits}
                <button class="button">{t!("sign-in-go")}</button>
            </form>
            <p class="aside"><a href=AcceptInvitation.to_string()>{t!("sign-in-first-time")}</a></p>
            <p class="hint">{t!("sign-in-forgotten")}</p>
        </SignInLayout>
    }
}

async fn show_accept(_: AcceptInvitation, query: Query, posted: Posted) -> PageResult {
    let login = query.get("ten").to_owned();
    Ok(Page::new(move || accept_view(&posted, &login)))
}

fn accept_view(posted: &Posted, login: &str) -> impl IntoView + use<> {
    let login = Field::text("login", &t!("sign-in-login"))
        .hint(&t!("accept-login-hint"))
        .known(login)
        .fills("username")
        .draw(posted);
    let letter = Field::text("letter", &t!("accept-letter")).hint(&t!("accept-letter-hint")).draw(posted);
    let new = Field::text("new", &t!("accept-new"))
        .hint(&t!("accept-new-hint"))
        .kind("password")
        .fills("new-password")
        .draw(posted);
    let again = Field::text("again", &t!("accept-again")).kind("password").fills("new-password").draw(posted);
    view! {
        <SignInLayout title=t!("accept-title") posted=posted.clone()>
            <form method="post" action=AcceptInvitation.to_string()>
                {login}
                {letter}
                {new}
                {again}
                <button class="button">{t!("accept-go")}</button>
            </form>
        </SignInLayout>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_outside_after_signing_in_and_a_query_is_kept() {
        for wanted in ["/lam-viec/tai-khoan", "/lam-viec/giam-sat?noi=24937&dot=x"] {
            assert_eq!(onward(wanted), wanted);
        }
        for wanted in ["", "https://example.org", "//example.org", "/lam-viec/../x?y", "/lam-viec/\\x", "/lam-viecx"] {
            assert_eq!(onward(wanted), "/lam-viec", "{wanted}");
        }
    }
}
