//! The people inside one's own scope: inviting them with a letter on paper, writing a new letter, removing them.

use crate::domain::people::account::Role;
use crate::domain::units::unit::{Level, UnitRef};
use crate::forms::Posted;
use crate::i18n::{date_of, moment};
use crate::pages::committee::page::committee_page;
use crate::pages::committee::step::{Asked, Done};
use crate::ports::accounts::AccountRow;
use crate::ports::accounts::AccountState;
use crate::ports::accounts::Letter;
use crate::ports::accounts::NewAccount;
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::ports::hamlets::HamletRow;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, unit_options};
use crate::ui::qr::qr;
use leptos::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

const ADDRESS: &str = "/lam-viec/tai-khoan";

/// Invites somebody.
pub(crate) async fn invite(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let me = asked.me()?;
    let role =
        Role::from_word(asked.fields.get("role")).ok_or_else(|| PortError::Refused("Hãy chọn vai trò.".into()))?;
    // Whoever is for one commune need not type its code.
    let unit = asked.text("unit");
    let own = me.unit.as_ref().map(|unit| unit.code.clone()).unwrap_or_default();
    let unit_code = if unit.is_empty() && role != Role::Administrator { own } else { unit };
    let new = NewAccount {
        login: asked.text("login"),
        name: asked.text("name"),
        role,
        unit_code,
        hamlet_code: asked.text("hamlet"),
    };
    let letter = ports.accounts.invite(&me.actor(), new, asked.now).await?;
    Ok(Done::Letter(Box::new(letter)))
}

fn account(asked: &Asked) -> Answer<Uuid> {
    asked.fields.get("account").parse().map_err(|_| PortError::Missing)
}

/// Writes a new letter.
pub(crate) async fn renew(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let letter = ports.accounts.renew(&asked.me()?.actor(), account(asked)?, asked.now).await?;
    Ok(Done::Letter(Box::new(letter)))
}

/// Removes an account.
pub(crate) async fn remove(ports: &AppState, asked: &Asked) -> Answer<Done> {
    ports.accounts.remove(&asked.me()?.actor(), account(asked)?, asked.now).await?;
    Ok(Done::Go(ADDRESS.into()))
}

/// The list, or the letter that was just written.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let letter = use_context::<Letter>();
    committee_page(move |ports, me, posted| async move {
        if let Some(letter) = letter {
            return Ok(letter_view(&ports, me, letter).into_any());
        }
        let (by, now) = (me.actor(), (ports.now)());
        let rows = ports.accounts.accounts(&by).await?;
        let units = ports.units.scope(&by, now).await?;
        let hamlets = match &me.unit {
            Some(unit) if unit.level == Level::Commune && me.role.may_invite(Role::Hamlet) => {
                ports.hamlets.hamlets(&by, &unit.code, now).await?.hamlets
            }
            _ => Vec::new(),
        };
        Ok(list_view(me, &posted, &rows, &units, &hamlets).into_any())
    })
}

fn list_view(
    me: Arc<Signed>,
    posted: &Posted,
    rows: &[AccountRow],
    units: &[UnitRef],
    hamlets: &[HamletRow],
) -> impl IntoView + use<> {
    let roles = Role::ALL.into_iter().filter(|role| me.role.may_invite(*role));
    let roles = roles.map(|role| (role.word().to_owned(), role.vietnamese(None))).collect();
    let role = choose(posted, "role", "Vai trò", Role::Front.word(), roles);
    let name = Field::text("name", "Họ và tên").draw(posted);
    let login =
        Field::text("login", "Tên đăng nhập").hint("Chữ thường không dấu, số, dấu chấm; ví dụ: hoa.daron").draw(posted);
    let unit = (units.len() > 1).then(|| {
        let known = me.unit.as_ref().map(|unit| unit.code.clone()).unwrap_or_default();
        choose(posted, "unit", "Đơn vị người này phụ trách", &known, unit_options(units))
    });
    let hamlet = me.role.may_invite(Role::Hamlet).then(|| {
        if hamlets.is_empty() {
            let hint = "Chỉ cần cho Ban công tác Mặt trận";
            return Field::text("hamlet", "Mã thôn").hint(hint).draw(posted).into_any();
        }
        let each = hamlets.iter().map(|hamlet| (hamlet.code.clone(), hamlet.name.clone()));
        let options = std::iter::once((String::new(), "Không, hoặc chưa chọn".to_owned())).chain(each).collect();
        choose(posted, "hamlet", "Thôn, nếu là Ban công tác Mặt trận", "", options).into_any()
    });
    let lines = rows.iter().map(|row| row_view(&me, row)).collect_view();
    let body = view! {
        <p class="lead">"Mỗi người một tài khoản. Mời bằng thư in ra giấy; mã trên thư dùng một lần để đặt mật khẩu."</p>
        <table class="table">
            <caption class="unseen">"Tài khoản trong phạm vi"</caption>
            <thead><tr><th scope="col">"Người"</th><th scope="col">"Phụ trách"</th><th scope="col">"Tình trạng"</th><th scope="col">"Việc"</th></tr></thead>
            <tbody>{lines}</tbody>
        </table>
        <h2>"Mời thêm người"</h2>
        <form class="form" method="post" action=ADDRESS>
            {name}
            {login}
            {role}
            {unit}
            {hamlet}
            <button class="button button--small" name="step" value="invite">"Mời và in thư"</button>
        </form>
    };
    view! {
        <CommitteeLayout title="Tài khoản".to_owned() me=me.clone() posted=posted.clone()>{body}</CommitteeLayout>
    }
}

fn row_view(me: &Signed, row: &AccountRow) -> impl IntoView + use<> {
    let (class, state) = match row.state {
        AccountState::Invited => ("status status--none", "Chờ dùng thư"),
        AccountState::Active => ("status status--met", "Đang dùng"),
        AccountState::Removed => ("status status--not", "Đã thu hồi"),
    };
    let seen = row.seen_at.map(|at| view! { <small>{format!("Đang có phiên, lần cuối {}", moment(at))}</small> });
    let may = row.state != AccountState::Removed && row.signed.id != me.id && me.role.may_invite(row.signed.role);
    let id = row.signed.id.to_string();
    let name = row.signed.name.clone();
    let buttons = may.then(|| {
        view! {
            <details class="acts">
                <summary>{format!("Việc với {name}")}</summary>
                <form method="post" action=ADDRESS>
                    <input type="hidden" name="account" value=id/>
                    <input type="hidden" name="sure" value="1"/>
                    <p class="hint">"Thư mới làm mật khẩu đang dùng hết hiệu lực. Thu hồi thì không dùng lại được."</p>
                    <p class="buttons"><button class="button button--quiet" name="step" value="renew">"In thư mới"</button>
                    <button class="button button--quiet button--danger" name="step" value="remove">"Thu hồi tài khoản"</button></p>
                </form>
            </details>
        }
    });
    view! {
        <tr>
            <th scope="row">{row.signed.name.clone()}<small>{row.signed.login.clone()}</small></th>
            <td data-label="Phụ trách">{row.signed.title()}</td>
            <td data-label="Tình trạng"><span class=class>{state}</span>{seen}</td>
            <td>{buttons}</td>
        </tr>
    }
}

/// The letter, to be printed at once: its code is not kept and is not shown again.
fn letter_view(ports: &AppState, me: Arc<Signed>, letter: Letter) -> impl IntoView + use<> {
    let who = letter.account.signed;
    let address = format!("{}/thu-moi", ports.base_url);
    let picture = qr(&format!("{address}?ten={}", who.login));
    let path = vec![(ADDRESS.to_owned(), "Tài khoản".to_owned())];
    let body = view! {
        <p class="note screen">"Hãy in ngay và trao tận tay. Mã chỉ hiện một lần: rời trang này là không xem lại được, nhưng in được thư mới."</p>
        <article class="letter">
            <p>"Kính gửi "<b>{who.name.clone()}</b>", "{who.title()}"."</p>
            <p>"Ông bà được mời làm việc trên Ý Dân, nơi Mặt trận hỏi người dân có hài lòng với kết quả xây dựng nông thôn mới."</p>
            <div class="letter__how">
                <ol>
                    <li>"Mở "<b class="letter__link">{address}</b>" hoặc quét hình bên."</li>
                    <li>"Tên đăng nhập: "<b>{who.login.clone()}</b></li>
                    <li>"Mã dùng một lần: "<b class="code">{letter.code.to_string()}</b></li>
                    <li>"Đặt mật khẩu của riêng mình."</li>
                </ol>
                <div class="qr" inner_html=picture></div>
            </div>
            <p>{format!("Mã dùng được đến hết ngày {}. Đừng đưa thư này cho người khác; dùng xong thì hủy.", date_of(letter.until))}</p>
            <p>"Người mời: "{me.name.clone()}", "{me.title()}"."</p>
        </article>
    };
    view! {
        <CommitteeLayout title="Thư mời".to_owned() me=me.clone() path=path>{body}</CommitteeLayout>
    }
}
