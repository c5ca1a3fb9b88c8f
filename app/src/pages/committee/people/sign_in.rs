//! The gate: signing in, and the first time with a letter.

use crate::domain::collection::code::Code;
use crate::domain::people::account::password_fault;
use crate::forms::{Fault, Posted};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::sessions::Attempt;
use crate::ports::sessions::SignInFault;
use crate::state::AppState;
use crate::ui::committee_layout::SignInLayout;
use crate::ui::field::Field;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Where somebody wanted to go before signing in; only inside the committee's pages.
fn onward(wanted: &str) -> String {
    let inside = wanted == "/lam-viec" || wanted.starts_with("/lam-viec/");
    let plain = wanted.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-'));
    if inside && plain { wanted.to_owned() } else { "/lam-viec".to_owned() }
}

/// Signs somebody in.
pub(crate) async fn sign_in(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let attempt = Attempt {
        login: asked.text("login"),
        password: asked.fields.get("password").to_owned(),
        second_factor: asked.text("digits"),
        source: asked.source.clone(),
    };
    Ok(match ports.sessions.sign_in(attempt, asked.now).await? {
        Ok(token) => Done::SignedIn(token, onward(asked.fields.get("tiep"))),
        Err(fault) => Done::Mend(vec![fault_of(fault)]),
    })
}

/// Takes a letter and sets the first password.
pub(crate) async fn accept(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let login = asked.text("login").to_lowercase();
    let password = asked.fields.get("new");
    let mut faults = Vec::new();
    let code = Code::parse(asked.fields.get("letter"));
    if code.is_err() {
        faults.push(Fault::of("letter", "Mã trên thư có 16 chữ và số; hãy xem lại từng nhóm bốn."));
    }
    if let Some(fault) = password_fault(password, &login) {
        faults.push(Fault::of("new", fault));
    } else if password != asked.fields.get("again") {
        faults.push(Fault::of("again", "Hai lần nhập mật khẩu chưa giống nhau."));
    }
    let (Ok(code), true) = (code, faults.is_empty()) else { return Ok(Done::Mend(faults)) };
    let (password, second_factor) = (password.to_owned(), String::new());
    let attempt = Attempt { login, password, second_factor, source: asked.source.clone() };
    Ok(match ports.sessions.accept(attempt, &code, asked.now).await? {
        Ok(token) => Done::SignedIn(token, "/lam-viec".into()),
        Err(fault) => Done::Mend(vec![fault_of(fault)]),
    })
}

fn fault_of(fault: SignInFault) -> Fault {
    match fault {
        SignInFault::Wrong => Fault::of("login", "Tên đăng nhập hoặc mật khẩu chưa đúng."),
        SignInFault::Wait { seconds } => {
            Fault::plain(format!("Đã nhập sai nhiều lần. Xin đợi {seconds} giây rồi thử lại."))
        }
        SignInFault::SecondFactor => Fault::of("digits", "Hãy nhập 6 chữ số mới nhất trong ứng dụng xác thực."),
        SignInFault::Letter => Fault::of(
            "letter",
            "Mã này không dùng được với tên đăng nhập đó: sai, đã dùng hoặc quá hạn. Hãy xin thư mới.",
        ),
    }
}

/// Signing in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let posted = use_context::<Posted>().unwrap_or_default();
    let onward = onward(&posted.value("tiep", &use_query_map().read_untracked().get("tiep").unwrap_or_default()));
    let asks_digits =
        posted.faults.iter().any(|fault| fault.field == "digits") || !posted.fields.get("digits").is_empty();
    let login = Field::text("login", "Tên đăng nhập").fills("username").draw(&posted);
    let password = Field::text("password", "Mật khẩu").kind("password").fills("current-password").draw(&posted);
    let digits = asks_digits.then(|| {
        Field::text("digits", "6 chữ số xác thực")
            .hint("Trong ứng dụng xác thực trên điện thoại. Hãy nhập lại cả mật khẩu.")
            .fills("one-time-code")
            .draw(&posted)
    });
    view! {
        <SignInLayout title="Đăng nhập".to_owned() posted=posted.clone()>
            <p class="lead">"Dành cho Mặt trận, ban công tác ở thôn và cơ quan được mời. Hộ dân không cần đăng nhập."</p>
            <form method="post" action="/dang-nhap">
                <input type="hidden" name="tiep" value=onward/>
                {login}
                {password}
                {digits}
                <button class="button">"Đăng nhập"</button>
            </form>
            <p class="aside"><a href="/thu-moi">"Lần đầu: tôi có thư mời"</a></p>
            <p class="hint">"Quên mật khẩu? Người đã mời ông bà in lại được thư mời."</p>
        </SignInLayout>
    }
}

/// The first time, with a letter.
#[component]
pub fn AcceptPage() -> impl IntoView {
    let posted = use_context::<Posted>().unwrap_or_default();
    let known = use_query_map().read_untracked().get("ten").unwrap_or_default();
    let login =
        Field::text("login", "Tên đăng nhập").hint("Ghi trên thư.").known(known).fills("username").draw(&posted);
    let letter =
        Field::text("letter", "Mã trên thư").hint("Ví dụ: K7M4-T9XC-R3HQ-P2GW. Dùng được một lần.").draw(&posted);
    let new = Field::text("new", "Mật khẩu mới")
        .hint("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.")
        .kind("password")
        .fills("new-password")
        .draw(&posted);
    let again = Field::text("again", "Nhập lại mật khẩu mới").kind("password").fills("new-password").draw(&posted);
    view! {
        <SignInLayout title="Dùng thư mời".to_owned() posted=posted.clone()>
            <form method="post" action="/thu-moi">
                {login}
                {letter}
                {new}
                {again}
                <button class="button">"Đặt mật khẩu và vào"</button>
            </form>
        </SignInLayout>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_outside_after_signing_in() {
        assert_eq!(onward("/lam-viec/tai-khoan"), "/lam-viec/tai-khoan");
        for wanted in ["", "https://example.org", "//example.org", "/lam-viec/../x?y", "/lam-viec/\\x", "/lam-viecx"] {
            assert_eq!(onward(wanted), "/lam-viec", "{wanted}");
        }
    }
}
