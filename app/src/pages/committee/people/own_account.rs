//! One's own account: password, second factor, leaving.

use crate::domain::people::credentials::password_fault;
use crate::extract::{CurrentUser, Query, SessionToken};
use crate::form;
use crate::forms::{ActionResult, Checked, Outcome, Posted, Secret, Typed};
use crate::i18n::role_label::account_title;
use crate::i18n::t;
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::sessions::{OwnPasswordFault, SecondFactorFault};
use crate::routes::{Address as _, OwnAccount, SignIn};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::Field;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::qr::qr;
use leptos::prelude::*;

/// One's own account.
pub fn route() -> PageRoute {
    PageRoute::new::<OwnAccount, _>(Audience::SignedIn, show)
        .action("sign-out", None, sign_out)
        .action("password", None, change_password)
        .action("second-factor", None, start_second_factor)
        .action("no-second-factor", None, stop_second_factor)
}

form! {
    /// Changes one's password.
    struct ChangePassword {
        old: Secret,
        new: Secret,
        again: Secret,
    }
}

form! {
    /// Has six digits asked for from now on.
    struct StartSecondFactor {
        password: Secret,
        secret: Typed,
        digits: Typed,
    }
}

form! {
    /// Has six digits asked for no more.
    struct StopSecondFactor {
        password: Secret,
    }
}

messages! {
    /// Why one's account is not changed.
    enum OwnAccountRefused {
        /// The two new passwords differ.
        PasswordsDiffer = "own-password-differ",
        /// The password in use was not typed.
        PasswordWrong = "own-password-wrong",
        /// Too many wrong ones; how long to wait, in seconds.
        Wait { seconds: i64 } = "sign-in-wait",
        /// The digits are not those the secret makes now.
        DigitsMismatch = "own-second-factor-mismatch",
    }
}

async fn sign_out(SessionToken(token): SessionToken, app: AppState) -> ActionResult {
    app.sessions.sign_out(&token).await?;
    Ok(Outcome::SignedOut(SignIn.to_string()))
}

async fn change_password(
    user: CurrentUser,
    SessionToken(token): SessionToken,
    Checked(form): Checked<ChangePassword>,
    app: AppState,
) -> ActionResult {
    if let Some(fault) = password_fault(&form.new.0, &user.login) {
        return Err(Outcome::fault("new", fault));
    }
    if form.new != form.again {
        return Err(Outcome::fault("again", OwnAccountRefused::PasswordsDiffer));
    }
    let changed = app.sessions.change_password(&user.actor(), &token, &form.old.0, &form.new.0, (app.now)()).await?;
    changed.map_err(|fault| own_password_fault("old", fault))?;
    Outcome::to(OwnAccount.with(&[("xong", "mat-khau")]))
}

async fn start_second_factor(
    user: CurrentUser,
    Checked(form): Checked<StartSecondFactor>,
    app: AppState,
) -> ActionResult {
    let secret = Some((form.secret.0.trim(), form.digits.0.trim()));
    let changed = app.sessions.second_factor(&user.actor(), &form.password.0, secret, (app.now)()).await?;
    changed.map_err(second_factor_fault)?;
    Outcome::to(OwnAccount.with(&[("xong", "hai-buoc")]))
}

async fn stop_second_factor(
    user: CurrentUser,
    Checked(form): Checked<StopSecondFactor>,
    app: AppState,
) -> ActionResult {
    let changed = app.sessions.second_factor(&user.actor(), &form.password.0, None, (app.now)()).await?;
    changed.map_err(second_factor_fault)?;
    Outcome::to(OwnAccount.with(&[("xong", "mot-buoc")]))
}

fn own_password_fault(field: &str, fault: OwnPasswordFault) -> Outcome {
    match fault {
        OwnPasswordFault::Wrong => Outcome::fault(field, OwnAccountRefused::PasswordWrong),
        OwnPasswordFault::Wait { seconds } => Outcome::fault(field, OwnAccountRefused::Wait { seconds }),
    }
}

fn second_factor_fault(fault: SecondFactorFault) -> Outcome {
    match fault {
        SecondFactorFault::Password(fault) => own_password_fault("password", fault),
        SecondFactorFault::Digits => Outcome::fault("digits", OwnAccountRefused::DigitsMismatch),
    }
}

async fn show(_: OwnAccount, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let done = match query.get("xong") {
        "mat-khau" => t!("own-password-changed"),
        "hai-buoc" => t!("own-second-factor-started"),
        "mot-buoc" => t!("own-second-factor-stopped"),
        _ => String::new(),
    };
    let secret = posted.value("secret", &(app.secret)());
    Ok(Page::new(move || {
        let body = view! {
            <p class="lead">{t!("own-lead", name = &user.name, title = account_title(&user))}" "<b>{user.login.clone()}</b></p>
            <h2>{t!("own-password")}</h2>
            {password_view(&user, &posted)}
            <h2>{t!("own-second-factor")}</h2>
            {second_factor_view(&user, &posted, secret)}
        };
        view! {
            <CommitteeLayout title=t!("own-title") me=user.account() posted=posted done=done>{body}</CommitteeLayout>
        }
    }))
}

fn password_view(user: &CurrentUser, posted: &Posted) -> impl IntoView + use<> {
    let field =
        |name: &str, label: String, fills: &str| Field::text(name, &label).kind("password").fills(fills).draw(posted);
    view! {
        <form class="form" method="post" action=OwnAccount.to_string()>
            <input type="hidden" autocomplete="username" value=user.login.clone()/>
            {field("old", t!("own-password-old"), "current-password")}
            {field("new", t!("own-password-new"), "new-password")}
            {field("again", t!("own-password-again"), "new-password")}
            <button class="button button--small" name="step" value="password">{t!("own-password")}</button>
        </form>
    }
}

fn second_factor_view(user: &CurrentUser, posted: &Posted, secret: String) -> Markup {
    let password = Field::text("password", &t!("own-second-factor-password"))
        .kind("password")
        .fills("current-password")
        .draw(posted);
    if user.has_second_factor {
        return view! {
            <p>{t!("own-second-factor-on")}</p>
            <form class="form" method="post" action=OwnAccount.to_string()>
                {password}
                <button class="button button--quiet" name="step" value="no-second-factor">{t!("own-second-factor-stop")}</button>
            </form>
        }
        .into_markup();
    }
    let picture = qr(&format!("otpauth://totp/Y%20Dan:{}?secret={secret}&issuer=Y%20Dan", user.login));
    let digits = Field::text("digits", &t!("own-second-factor-digits")).fills("one-time-code").draw(posted);
    view! {
        <p>{t!("own-second-factor-off")}" "<code class="code">{secret.clone()}</code></p>
        <div class="qr" inner_html=picture></div>
        <form class="form" method="post" action=OwnAccount.to_string()>
            <input type="hidden" name="secret" value=secret/>
            {password}
            {digits}
            <button class="button button--small" name="step" value="second-factor">{t!("own-second-factor-start")}</button>
        </form>
    }
    .into_markup()
}
