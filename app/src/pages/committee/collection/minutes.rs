//! Minutes: hand-counted totals as a form, and the minutes of a closed hamlet to print and sign.

use crate::domain::collection::minutes::{Minutes, MinutesRow, count_fault, head_faults};
use crate::domain::collection::round::State;
use crate::domain::people::account::Power;
use crate::domain::revision::Seen;
use crate::domain::survey::count::{Count, Turnout};
use crate::domain::survey::percent::{Share, count};
use crate::forms::{Fault, Posted};
use crate::i18n::day;
use crate::i18n::{Lang, say};
use crate::pages::committee::page::{asked_for, committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::common::Line;
use crate::ports::common::PortError;
use crate::ports::hamlet_closing::Closing;
use crate::ports::minutes::Replacing;
use crate::ports::notices::Correction;
use crate::ports::participation::HamletDesk;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure};
use crate::ui::national_heading::{Issuer, national_heading};
use leptos::prelude::*;
use std::sync::Arc;

/// Reads the form; the faults name their fields.
fn read(asked: &Asked, questions: usize) -> Result<Minutes, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut number = |name: &str, label: &str| {
        asked.number(name).unwrap_or_else(|| {
            faults.push(Fault::of(name, format!("{label}: ghi một số, kể cả số 0.")));
            0
        })
    };
    let turnout = Turnout {
        households: number("households", "Tổng số hộ"),
        issued: number("issued", "Phát ra"),
        returned: number("returned", "Thu về"),
        valid: number("valid", "Hợp lệ"),
        invalid: number("invalid", "Không hợp lệ"),
    };
    let unreturned = number("unreturned", "Không thu về");
    let mut counts = Vec::new();
    for no in 1..=questions {
        let satisfied = number(&format!("s{no}"), &format!("Câu {no}, hài lòng"));
        let unsatisfied = number(&format!("u{no}"), &format!("Câu {no}, chưa hài lòng"));
        counts.push(Count { satisfied, unsatisfied });
    }
    if faults.is_empty() {
        faults.extend(head_faults(&turnout).into_iter().map(|(field, text)| Fault::of(field, capital(&text))));
        if turnout.returned.checked_add(unreturned) != Some(turnout.issued) {
            let [issued, returned, unreturned] = [turnout.issued, turnout.returned, unreturned].map(count);
            let text = format!("Phát ra {issued} phiếu khác tổng thu về {returned} và không thu về {unreturned}.");
            faults.push(Fault::of("unreturned", text));
        }
        for (no, counts) in (1..).zip(&counts) {
            if let Some(text) = count_fault(&turnout, *counts) {
                faults.push(Fault::of(&format!("s{no}"), format!("Câu {no}: {text}.")));
            }
        }
    }
    if faults.is_empty() { Ok(Minutes { turnout, counts }) } else { Err(faults) }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>() + ".").unwrap_or_default()
}

fn here(asked: &Asked) -> Answer<Done> {
    Ok(Done::Go(format!("/lam-viec/dot/{}/thon/{}?xong=bien-ban", asked.key(0)?, asked.key(1)?)))
}

/// Keeps hand-counted minutes.
pub(crate) async fn keep(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let (round, hamlet) = (asked.key(0)?, asked.key(1)?);
    let shown = ports.participation.hamlet(&by, round, hamlet).await?;
    let minutes = match read(asked, shown.round.ruleset.questions.len()) {
        Ok(minutes) => minutes,
        Err(faults) => return Ok(Done::Mend(faults)),
    };
    let code = shown.row.hamlet.as_ref().map(|hamlet| hamlet.code.clone()).unwrap_or_default();
    let row = |(question, counts): (u32, &Count)| Line {
        number: u64::from(question),
        value: MinutesRow {
            commune_code: shown.row.unit.code.clone(),
            hamlet_code: code.clone(),
            head: minutes.turnout,
            question,
            counts: *counts,
        },
    };
    let rows = (1..).zip(&minutes.counts).map(row).collect();
    let replacing = Replacing::Seen(Seen::read(asked.fields.get("seen")));
    match ports.minutes.import_minutes(&by, round, rows, replacing, asked.now).await {
        Ok(_) => here(asked),
        Err(PortError::File(faults)) => Ok(Done::Mend(
            faults.0.into_iter().map(|(_, text)| Fault::of("issued", capital(&say(Lang::Vi, &text)))).collect(),
        )),
        Err(error) => Err(error),
    }
}

/// Takes minutes back.
pub(crate) async fn withdraw(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let (round, hamlet) = (asked.key(0)?, asked.key(1)?);
    match ports
        .minutes
        .withdraw_minutes(&asked.me()?.actor(), round, hamlet, asked.fields.get("reason"), asked.now)
        .await
    {
        Err(PortError::Refused(text)) => Ok(Done::Mend(vec![Fault::of("reason", text)])),
        done => done.map(|()| Done::Go(format!("/lam-viec/dot/{round}/thon/{hamlet}?xong=rut-bien-ban"))),
    }
}

/// Corrects minutes that are published.
pub(crate) async fn correct(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let (round, hamlet) = (asked.key(0)?, asked.key(1)?);
    let shown = ports.participation.hamlet(&by, round, hamlet).await?;
    let minutes = match read(asked, shown.round.ruleset.questions.len()) {
        Ok(minutes) => minutes,
        Err(faults) => return Ok(Done::Mend(faults)),
    };
    let correction = Correction::Minutes(hamlet, minutes, Seen::read(asked.fields.get("seen")));
    ports.notices.correct(&by, round, asked.fields.get("reason"), correction, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/dot/{round}/thong-bao")))
}

/// Hand-counted minutes.
#[component]
pub fn MinutesPage() -> impl IntoView {
    let (round, hamlet) = (key("round"), key("hamlet"));
    committee_page(move |ports, me, posted| async move {
        let shown = ports.participation.hamlet(&me.actor(), round, hamlet).await?;
        Ok(form_view(me, &posted, &shown).into_any())
    })
}

fn form_view(me: Arc<Signed>, posted: &Posted, shown: &HamletDesk) -> impl IntoView + use<> {
    let hamlet = shown.row.hamlet.clone();
    let name = hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
    let desk = format!("/lam-viec/dot/{}/thon/{}", shown.round.id, hamlet.map(|hamlet| hamlet.id).unwrap_or_default());
    let head = shown.minutes.as_ref().map(|minutes| minutes.turnout);
    let write = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let field = |name: &str, label: &str, known: Option<u64>| Field::text(name, label).known(write(known)).draw(posted);
    let households =
        field("households", "Tổng số hộ", head.map(|h| h.households).or(Some(shown.row.turnout.households)));
    let issued = field("issued", "Phát ra", head.map(|h| h.issued));
    let returned = field("returned", "Thu về", head.map(|h| h.returned));
    let unreturned = field("unreturned", "Không thu về", head.map(|h| h.issued.saturating_sub(h.returned)));
    let valid = field("valid", "Hợp lệ", head.map(|h| h.valid));
    let invalid = field("invalid", "Không hợp lệ", head.map(|h| h.invalid));
    let faulty = |name: &str| posted.faults.iter().any(|fault| fault.field == name).then_some("true");
    let rows = shown
        .round
        .ruleset
        .questions
        .iter()
        .map(|question| {
            let known = shown.minutes.as_ref().and_then(|minutes| minutes.counts.get(question.no as usize - 1)).copied();
            let cell = |letter: &str, word: &str, known: Option<u64>| {
                let id = format!("{letter}{}", question.no);
                let value = posted.value(&id, &write(known));
                let label = format!("Câu {}, {word}", question.no);
                view! { <input id=id.clone() name=id.clone() value=value inputmode="numeric" maxlength="9" aria-label=label aria-invalid=faulty(&id) autocomplete="off"/> }
            };
            view! {
                <tr>
                    <th scope="row">{format!("{}. {}", question.no, question.topic)}</th>
                    <td data-label="Hài lòng">{cell("s", "hài lòng", known.map(|c| c.satisfied))}</td>
                    <td data-label="Chưa hài lòng">{cell("u", "chưa hài lòng", known.map(|c| c.unsatisfied))}</td>
                </tr>
            }
        })
        .collect_view();
    let published = shown.round.state == State::Published && shown.minutes.is_some() && me.role.may(Power::Conclude);
    let is_open = shown.round.state == State::Open && shown.closing.is_none();
    let keeps = is_open.then(|| {
        let sure = sure(posted, "keep", &format!("Đây là biên bản của {name}"));
        view! { {sure} <p><button class="button button--small" name="step" value="keep">"Lưu biên bản"</button></p> }
    });
    let withdraws = (is_open && shown.minutes.is_some() && me.role.may(Power::Settle)).then(|| {
        let reason = Field::text("reason", "Lý do rút").lines(2, 300).draw(posted);
        let sure = sure(posted, "withdraw", "Rút biên bản này; thôn lại như chưa kiểm phiếu tay");
        view! {
            <details class="sources" open={posted.fields.get("step") == "withdraw"}><summary>"Rút biên bản"</summary>
                <form class="form" method="post" action=format!("{desk}/bien-ban")>
                    <p>"Khi nhập nhầm thôn. Phiếu có mã chưa dùng của thôn lại có hiệu lực; số đã nhập vẫn được giữ lại."</p>
                    {reason}
                    {sure}
                    <p><button class="button button--quiet button--danger" name="step" value="withdraw">"Rút biên bản"</button></p>
                </form>
            </details>
        }
    });
    let reason = published.then(|| {
        let reason = Field::text("reason", "Lý do đính chính").hint("Kết quả đã công bố giữ nguyên; bản mới đứng bên cạnh với lý do này").lines(2, 500).draw(posted);
        let sure = sure(posted, "correct", "Biên bản đính chính đã được ký lại; công bố rồi không rút lại được");
        view! { {reason} {sure} <button class="button button--small" name="step" value="correct">"Đính chính và công bố bản mới"</button> }
    });
    let path = vec![(desk.clone(), name.clone())];
    let body = view! {
        <p class="lead">"Hai đẳng thức phải đúng: phát ra = thu về + không thu về; thu về = hợp lệ + không hợp lệ. Nhập biên bản thì phiếu có mã chưa dùng của thôn hết hiệu lực."</p>
        <form method="post" action=format!("{desk}/bien-ban") data-minutes>
            <input type="hidden" name="seen" value=Seen::of(&shown.minutes).to_string()/>
            <div class="fields">{households}{issued}{returned}{unreturned}{valid}{invalid}</div>
            <p class="told" role="status" data-told></p>
            <table class="table table--form">
                <caption class="unseen">"Số phiếu theo câu"</caption>
                <thead><tr><th scope="col">"Câu"</th><th scope="col">"Hài lòng"</th><th scope="col">"Chưa hài lòng"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {keeps}
            {reason}
        </form>
        {withdraws}
    };
    view! {
        <CommitteeLayout title=format!("Biên bản kiểm phiếu tay, {name}") me=me posted=posted.clone() path=path>{body}</CommitteeLayout>
    }
}

/// The minutes of a closed hamlet, to print and sign.
#[component]
pub fn SignedMinutesPage() -> impl IntoView {
    let (round, hamlet) = (key("round"), key("hamlet"));
    let former = asked_for("ban").parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    committee_page(move |ports, me, _| async move {
        let shown = ports.participation.hamlet(&me.actor(), round, hamlet).await?;
        // Minutes that a correction replaced are there as they were signed.
        let closing = match former {
            Some(n) => shown.former.get(n).cloned(),
            None => shown.closing.clone(),
        };
        Ok(signed_view(me, &shown, closing.ok_or(PortError::Missing)?).into_any())
    })
}

fn signed_view(me: Arc<Signed>, shown: &HamletDesk, closing: Closing) -> impl IntoView + use<> {
    let hamlet = shown.row.hamlet.clone();
    let name = hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
    let desk = format!("/lam-viec/dot/{}/thon/{}", shown.round.id, hamlet.map(|hamlet| hamlet.id).unwrap_or_default());
    let commune = shown.row.unit.name.clone();
    let t = closing.turnout;
    let rows = shown
        .round
        .ruleset
        .questions
        .iter()
        .zip(&closing.counts)
        .map(|(question, counts)| {
            let share = |part: u64| format!("{}%", Share::new(part, counts.base()).vietnamese());
            view! {
                <tr>
                    <td class="num">{question.no}</td><td>{question.topic.clone()}</td>
                    <td class="num">{count(counts.satisfied)}</td><td class="num">{share(counts.satisfied)}</td>
                    <td class="num">{count(counts.unsatisfied)}</td><td class="num">{share(counts.unsatisfied)}</td>
                </tr>
            }
        })
        .collect_view();
    let present = closing.present.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let [online, assisted, paper, minutes] = closing.origins;
    let intro = format!(
        "Ngày {}, tại {}, {name}, {commune}, đã kiểm phiếu lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới ({}).",
        day(closing.day),
        closing.place,
        shown.round.ruleset.name
    );
    let sums = format!(
        "Tổng số hộ: {}. Phiếu phát ra {} = thu về {} + không thu về {}. Phiếu thu về {} = hợp lệ {} + không hợp lệ {}.",
        count(t.households),
        count(t.issued),
        count(t.returned),
        count(t.issued.saturating_sub(t.returned)),
        count(t.returned),
        count(t.valid),
        count(t.invalid)
    );
    let origins = format!(
        "Cách trả lời: {} trên mạng, {} được giúp, {} phiếu giấy nhập từng phiếu, {} kiểm tay.",
        count(online),
        count(assisted),
        count(paper),
        count(minutes)
    );
    let body = view! {
        <p class="note screen">"In trên giấy A4 (Ctrl+P), ký, rồi chụp hoặc quét gắn vào trang của thôn."</p>
        <article class="a4">
            {national_heading(Lang::Vi, Issuer::Body(&format!("BAN CÔNG TÁC MẶT TRẬN {}", name.to_uppercase())))}
            <h2 class="a4__title">"BIÊN BẢN KIỂM PHIẾU"</h2>
            <p>{intro}</p>
            <p>"Có mặt:"</p>
            <ol>{present}</ol>
            <p>{sums}</p>
            <p>{origins}</p>
            <div class="a4__scroll" tabindex="0" role="region" aria-label="Số phiếu từng câu"><table class="a4__table">
                <thead>
                    <tr><th rowspan="2">"STT"</th><th rowspan="2">"Nội dung"</th><th colspan="2">"Hài lòng"</th><th colspan="2">"Chưa hài lòng"</th></tr>
                    <tr><th>"Số phiếu"</th><th>"Tỷ lệ"</th><th>"Số phiếu"</th><th>"Tỷ lệ"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table></div>
            {(!closing.remarks.is_empty()).then(|| view! { <p>{format!("Ghi chú: {}", closing.remarks)}</p> })}
            <div class="a4__sign"><p><b>"Đại diện hộ dân"</b><br/>"(ký, ghi rõ họ tên)"</p><p><b>"Trưởng Ban công tác Mặt trận"</b><br/>"(ký, ghi rõ họ tên)"</p></div>
        </article>
    };
    view! {
        <CommitteeLayout title=format!("Biên bản, {name}") me=me path=vec![(desk, name)]>{body}</CommitteeLayout>
    }
}
