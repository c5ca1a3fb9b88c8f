//! One's own account: password, second factor, leaving.

use crate::domain::people::account::password_fault;
use crate::forms::Fault;
use crate::pages::committee::page::{asked_for, committee_page};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::ports::sessions::SecondFactorFault;
use crate::ports::sessions::Token;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::Field;
use crate::ui::qr::qr;
use leptos::prelude::*;

/// Ends one's session.
pub(crate) async fn sign_out(ports: &AppState, asked: &Asked) -> Answer<Done> {
    if let Some(token) = &asked.token {
        ports.sessions.sign_out(token).await?;
    }
    Ok(Done::SignedOut)
}

/// Changes one's password.
pub(crate) async fn change_password(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let me = asked.me()?;
    let new = asked.fields.get("new");
    if let Some(fault) = password_fault(new, &me.login) {
        return Ok(Done::Mend(vec![Fault::of("new", fault)]));
    }
    if new != asked.fields.get("again") {
        return Ok(Done::Mend(vec![Fault::of("again", "Hai lần nhập mật khẩu mới chưa giống nhau.")]));
    }
    let token: &Token = asked.token.as_ref().ok_or(PortError::Denied)?;
    if ports.sessions.change_password(&me.actor(), token, asked.fields.get("old"), new, asked.now).await? {
        Ok(Done::Go("/lam-viec/toi?xong=mat-khau".into()))
    } else {
        Ok(Done::Mend(vec![Fault::of("old", "Mật khẩu đang dùng chưa đúng.")]))
    }
}

/// Has six digits asked for from now on.
pub(crate) async fn start_second_factor(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let (secret, digits) = (asked.text("secret"), asked.text("digits"));
    change_second_factor(ports, asked, Some((&secret, &digits)), "hai-buoc").await
}

/// Has them asked for no more.
pub(crate) async fn stop_second_factor(ports: &AppState, asked: &Asked) -> Answer<Done> {
    change_second_factor(ports, asked, None, "mot-buoc").await
}

async fn change_second_factor(
    ports: &AppState,
    asked: &Asked,
    secret: Option<(&str, &str)>,
    done: &str,
) -> Answer<Done> {
    let password = asked.fields.get("password");
    Ok(match ports.sessions.second_factor(&asked.me()?.actor(), password, secret, asked.now).await? {
        Ok(()) => Done::Go(format!("/lam-viec/toi?xong={done}")),
        Err(SecondFactorFault::Password) => Done::Mend(vec![Fault::of("password", "Mật khẩu đang dùng chưa đúng.")]),
        Err(SecondFactorFault::Digits) => {
            let text = "6 chữ số chưa khớp; hãy chờ số mới trong ứng dụng rồi nhập lại.";
            Done::Mend(vec![Fault::of("digits", text)])
        }
    })
}

/// One's own account.
#[component]
pub fn OwnPage() -> impl IntoView {
    let done = match asked_for("xong").as_str() {
        "mat-khau" => "Đã đổi mật khẩu. Các phiên khác của ông bà đã kết thúc.",
        "hai-buoc" => "Đã bật xác thực hai bước.",
        "mot-buoc" => "Đã tắt xác thực hai bước.",
        _ => "",
    };
    committee_page(move |ports, me, posted| async move {
        let secret = posted.value("secret", &(ports.secret)());
        let link = format!("otpauth://totp/Y%20Dan:{}?secret={secret}&issuer=Y%20Dan", me.login);
        let picture = qr(&link);
        let old = Field::text("old", "Mật khẩu đang dùng").kind("password").fills("current-password").draw(&posted);
        let new = Field::text("new", "Mật khẩu mới").kind("password").fills("new-password").draw(&posted);
        let again = Field::text("again", "Nhập lại mật khẩu mới").kind("password").fills("new-password").draw(&posted);
        let password =
            Field::text("password", "Mật khẩu, để xác nhận").kind("password").fills("current-password").draw(&posted);
        let second = if me.has_second_factor {
            view! {
                <p>"Đang bật: mỗi lần đăng nhập cần thêm 6 chữ số trong ứng dụng xác thực."</p>
                <form class="form" method="post" action="/lam-viec/toi">
                    {password}
                    <button class="button button--quiet" name="step" value="no-second-factor">"Tắt"</button>
                </form>
            }
            .into_any()
        } else {
            let digits = Field::text("digits", "6 chữ số ứng dụng đang hiện").fills("one-time-code").draw(&posted);
            view! {
                <p>"Tùy chọn. Quét hình này bằng một ứng dụng xác thực, hoặc gõ khóa "<code class="code">{secret.clone()}</code></p>
                <div class="qr" inner_html=picture></div>
                <form class="form" method="post" action="/lam-viec/toi">
                    <input type="hidden" name="secret" value=secret/>
                    {password}
                    {digits}
                    <button class="button button--small" name="step" value="second-factor">"Bật"</button>
                </form>
            }
            .into_any()
        };
        let body = view! {
            <p class="lead">{me.name.clone()}", "{me.title()}". Tên đăng nhập: "<b>{me.login.clone()}</b></p>
            <h2>"Đổi mật khẩu"</h2>
            <form class="form" method="post" action="/lam-viec/toi">
                <input type="hidden" autocomplete="username" value=me.login.clone()/>
                {old}
                {new}
                {again}
                <button class="button button--small" name="step" value="password">"Đổi mật khẩu"</button>
            </form>
            <h2>"Xác thực hai bước"</h2>
            {second}
        };
        Ok(view! {
            <CommitteeLayout title="Tài khoản của tôi".to_owned() me=me.clone() posted=posted.clone() done=done>{body}</CommitteeLayout>
        }
        .into_any())
    })
}
