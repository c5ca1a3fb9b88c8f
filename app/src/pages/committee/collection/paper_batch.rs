//! Keying paper in: the slip's number, one key for each question, Enter. Works without a mouse and without a script.

use crate::domain::collection::code::Code;
use crate::domain::collection::paper::{Difference, Keyed, read_keys, read_reasons, write_keys, write_reasons};
use crate::domain::people::account::Power;
use crate::domain::survey::percent::count;
use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, say};
use crate::pages::committee::collection::conflicts::conflict_sentence;
use crate::pages::committee::page::{asked_for, committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::ports::paper::BatchDesk;
use crate::ports::paper::Keying;
use crate::ports::paper::Keystrokes;
use crate::ports::paper::Slip;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, SURE, sure};
use leptos::prelude::*;
use std::sync::Arc;

fn here(asked: &Asked, more: &str) -> Answer<Done> {
    Ok(Done::Go(format!("/lam-viec/lo/{}{more}", asked.key(0)?)))
}

/// Keys one ballot in.
pub(crate) async fn key_in(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let id = asked.key(0)?;
    let questions = ports.paper.batch(&by, id).await?.round.ruleset.questions.len();
    let typed = asked.fields.trimmed("slip");
    let mut faults = Vec::new();
    let slip = match (typed.parse::<u64>().ok().filter(|_| typed.len() <= 6), Code::parse(typed)) {
        (Some(serial), _) => Some(Slip::Serial(serial)),
        (None, Ok(code)) => Some(Slip::Code(code)),
        (None, Err(_)) => {
            faults.push(Fault::of("slip", "Ghi số phiếu, ví dụ 17, hoặc cả mã 16 ký tự; mã này chưa đúng."));
            None
        }
    };
    let ballot = read_keys(asked.fields.get("keys"), questions)
        .map_err(|fault| faults.push(Fault::of("keys", fault.to_string())))
        .ok();
    let reasons = ballot.as_ref().map(|ballot| read_reasons(asked.fields.get("reasons"), ballot));
    let reasons = match reasons {
        Some(Err(fault)) => {
            faults.push(Fault::of("reasons", fault.to_string()));
            None
        }
        Some(Ok(reasons)) => Some(reasons),
        None => None,
    };
    let (Some(slip), Some(ballot), Some(reasons)) = (slip, ballot, reasons) else { return Ok(Done::Mend(faults)) };
    let mend = |text: String| Ok(Done::Mend(vec![Fault::of("slip", text)]));
    match ports.paper.key_in(&by, id, Keystrokes { slip, ballot, reasons, again: asked.number("again") }).await? {
        Keying::Kept(serial, again) => here(asked, &format!("?da-nhap={serial}{}", if again { "&lai=1" } else { "" })),
        Keying::Conflict(serial, kind) => here(asked, &format!("?trung={serial}&loai={}", kind.word())),
        Keying::Elsewhere(serial) => {
            mend(format!("Phiếu số {serial} đã được nhập ở lô khác. Để phiếu này riêng ra và xem lại."))
        }
        Keying::Already(serial) => mend(format!(
            "Phiếu số {serial} đã có trong lô này và giữ nguyên. Nếu đây là phiếu khác, xem lại số; nếu muốn sửa phiếu số {serial}, bấm vào số {serial} ở dưới."
        )),
        Keying::Unknown => mend("Thôn này không có phiếu đó. Xem lại số phiếu, hoặc phiếu của thôn khác.".into()),
    }
}

/// A refusal becomes a fault of the field it is about.
fn about(field: &str, answer: Answer<()>) -> Answer<Option<Done>> {
    match answer {
        Err(PortError::Refused(text)) => Ok(Some(Done::Mend(vec![Fault::of(field, text)]))),
        answer => answer.map(|()| None),
    }
}

/// Takes one out again.
pub(crate) async fn take_out(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let Some(serial) = asked.number("serial") else {
        return Ok(Done::Mend(vec![Fault::of("serial", "Ghi số của phiếu cần bỏ ra, ví dụ 17.")]));
    };
    let done = ports.paper.take_out(&asked.me()?.actor(), asked.key(0)?, serial, asked.now).await;
    match about("serial", done)? {
        Some(mend) => Ok(mend),
        None => here(asked, &format!("?da-bo={serial}")),
    }
}

/// Throws a batch away.
pub(crate) async fn discard(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let shown = ports.paper.batch(&by, asked.key(0)?).await?;
    let hamlet = shown.row.hamlet.map(|hamlet| hamlet.id).unwrap_or_default();
    ports.paper.discard_batch(&by, asked.key(0)?, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/dot/{}/thon/{hamlet}", shown.round.id)))
}

/// Decides a difference.
pub(crate) async fn decide(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let id = asked.key(0)?;
    let serial = asked.number("serial").ok_or(PortError::Missing)?;
    let field = format!("keys-{serial}");
    let questions = ports.paper.batch(&by, id).await?.round.ruleset.questions.len();
    let ballot = match read_keys(asked.fields.get(&field), questions) {
        Ok(ballot) => ballot,
        Err(fault) => return Ok(Done::Mend(vec![Fault::of(&field, format!("Phiếu số {serial}: {fault}"))])),
    };
    match about(&field, ports.paper.decide(&by, id, serial, ballot, asked.now).await)? {
        Some(mend) => Ok(mend),
        None => here(asked, "#khac"),
    }
}

/// Counts a batch.
pub(crate) async fn count_in(ports: &AppState, asked: &Asked) -> Answer<Done> {
    ports.paper.count_batch(&asked.me()?.actor(), asked.key(0)?, asked.now).await?;
    here(asked, "")
}

/// What was done last, as a sentence.
fn last_done() -> Option<String> {
    let number = |name: &str| asked_for(name).parse::<u64>().ok();
    let again = asked_for("lai") == "1";
    let keyed = number("da-nhap").map(|serial| {
        if again {
            format!("Đã nhập lại phiếu số {serial}, thay lần trước.")
        } else {
            format!("Đã lưu phiếu số {serial}.")
        }
    });
    keyed.or_else(|| Some(format!("Đã bỏ phiếu số {} ra khỏi lô.", number("da-bo")?)))
}

fn last_conflict() -> Option<String> {
    let serial = asked_for("trung").parse().ok()?;
    let word = asked_for("loai");
    let kind = crate::ports::conflicts::ConflictKind::ALL.into_iter().find(|kind| kind.word() == word)?;
    Some(format!("{} Đã ghi vào danh sách phiếu trùng; nhập tiếp phiếu khác.", conflict_sentence(serial, kind)))
}

/// A batch.
#[component]
pub fn BatchPage() -> impl IntoView {
    let id = key("batch");
    let (done, conflict) = (last_done(), last_conflict());
    let again = asked_for("phieu").parse::<u64>().ok();
    committee_page(move |ports, me, posted| async move {
        let shown = ports.paper.batch(&me.actor(), id).await?;
        let again = match again {
            Some(serial) => ports.paper.keyed(&me.actor(), id, serial).await?,
            None => None,
        };
        Ok(batch_view(me, &posted, &shown, done, conflict, again).into_any())
    })
}

fn batch_view(
    me: Arc<Signed>,
    posted: &Posted,
    shown: &BatchDesk,
    done: Option<String>,
    conflict: Option<String>,
    again: Option<Keyed>,
) -> impl IntoView + use<> {
    let hamlet = shown.row.hamlet.clone();
    let name = hamlet.as_ref().map(|hamlet| hamlet.name.clone()).unwrap_or_default();
    let desk = format!("/lam-viec/dot/{}/thon/{}", shown.round.id, hamlet.map(|hamlet| hamlet.id).unwrap_or_default());
    let address = format!("/lam-viec/lo/{}", shown.batch.id);
    let title = match (shown.pass, shown.batch.counted) {
        (_, true) => format!("Lô đã chốt, {name}"),
        (Some(2), _) => format!("Nhập phiếu giấy, lần hai, {name}"),
        _ => format!("Nhập phiếu giấy, {name}"),
    };
    let counted = shown.batch.counted.then(|| {
        view! { <p class="verdict verdict--met">{format!("{} phiếu đã vào kết quả. Nội dung từng phiếu không còn lưu theo số phiếu.", count(shown.batch.keyed.0))}</p> }
    });
    let entry = shown.pass.map(|_| entry_view(posted, shown, &address, again.as_ref()));
    let keyed = (!shown.batch.counted && shown.pass.is_some()).then(|| keyed_view(posted, shown, &address));
    let differences = differences_view(&me, posted, shown, &address);
    let discards = is_open(shown).then(|| discard_view(posted, &address));
    let is_open = is_open(shown);
    let waits = shown.batch.twice && shown.batch.keyed.1 < shown.batch.keyed.0;
    let (first, second) = shown.batch.keyed;
    let state = if shown.batch.twice {
        format!("Người thứ nhất {} phiếu, người thứ hai {} phiếu.", count(first), count(second))
    } else {
        format!("{} phiếu.", count(first))
    };
    let body = view! {
        <div data-batch></div>
        {conflict.map(|text| view! { <p class="note note--conflict" role="status">{text}</p> })}
        {counted}
        {entry}
        {keyed}
        {differences}
        {is_open.then(|| view! {
            <h2>"Chốt lô"</h2>
            <p>{state}{waits.then_some(" Chờ người thứ hai nhập xong.")}</p>
            <form method="post" action=address.clone()>
                <p>"Sau khi chốt, phiếu vào kết quả và không sửa được nữa."</p>
                <button class="button button--quiet" name="step" value="count">"Chốt lô"</button>
            </form>
        })}
        {discards}
    };
    view! {
        <CommitteeLayout title=title me=me posted=posted.clone() done=done.unwrap_or_default() path=vec![(desk, name)]>{body}</CommitteeLayout>
    }
}

fn is_open(shown: &BatchDesk) -> bool {
    !shown.batch.counted
}

fn discard_view(posted: &Posted, address: &str) -> impl IntoView + use<> {
    let sure = sure(posted, "discard", "Tôi hiểu: phiếu đã nhập trong lô này phải nhập lại từ đầu");
    let is_faulty = posted.faults.iter().any(|fault| fault.field.starts_with(SURE));
    view! {
        <details class="sources" open=is_faulty><summary>"Bỏ cả lô này"</summary>
            <form class="form" method="post" action=address.to_owned()>
                <p>"Khi lô mở nhầm, hoặc người nhập không làm tiếp được. Phiếu của các hộ lại như chưa nhập."</p>
                {sure}
                <p><button class="button button--quiet button--danger" name="step" value="discard">"Bỏ lô"</button></p>
            </form>
        </details>
    }
}

/// The line to key in: 21 presses for 19 questions, besides the slip's number.
fn entry_view(posted: &Posted, shown: &BatchDesk, address: &str, again: Option<&Keyed>) -> impl IntoView + use<> {
    let questions = shown.round.ruleset.questions.len();
    let fault = |name: &str| posted.faults.iter().any(|fault| fault.field == name).then_some("true");
    let told = |name: &str| {
        let fault = posted.faults.iter().find(|fault| fault.field == name);
        fault.map(|fault| view! { <p class="field__fault">{say(Lang::Vi, &fault.message)}</p> })
    };
    let (slip, keys, reasons) = match again {
        Some(keyed) => (keyed.serial.to_string(), write_keys(&keyed.ballot), write_reasons(&keyed.reasons)),
        None => Default::default(),
    };
    let list = shown.round.ruleset.questions.iter().map(|q| view! { <li>{q.topic.clone()}</li> }).collect_view();
    let reasons = Field::text("reasons", "Lý do")
        .hint("Nếu có ghi trên phiếu: 2 đường lầy; 5 nước đục")
        .known(reasons)
        .draw(posted);
    view! {
        <form class="entry" method="post" action=address.to_owned() autocomplete="off">
            <input type="hidden" name="step" value="key"/>
            <input type="hidden" name="again" value=posted.value("again", &again.map(|k| k.serial.to_string()).unwrap_or_default())/>
            <div class="entry__row">
                <div class="field">
                    <label class="field__label" for="slip">"Số phiếu"</label>
                    {told("slip")}
                    <input class="code" id="slip" name="slip" value=posted.value("slip", &slip) maxlength="40" autofocus aria-invalid=fault("slip") autocomplete="off"/>
                </div>
                <div class="field entry__keys">
                    <label class="field__label" for="keys">{format!("{questions} phím cho {questions} câu")}</label>
                    {told("keys")}
                    <input class="code" id="keys" name="keys" value=posted.value("keys", &keys) maxlength="60" inputmode="numeric" aria-describedby="keys-hint" aria-invalid=fault("keys") autocomplete="off"/>
                </div>
                <button class="button button--small">"Lưu"</button>
            </div>
            <p class="told" data-told aria-live="polite"></p>
            <p class="hint" id="keys-hint"><b>"1"</b>" hài lòng · "<b>"2"</b>" chưa hài lòng · "<b>"0"</b>" để trống hoặc đánh cả hai · "<b>"x"</b>" cả phiếu không hợp lệ. Số phiếu, Tab, các phím, Enter."</p>
            <details class="entry__more" open=!posted.fields.get("reasons").is_empty() || again.is_some_and(|k| !k.reasons.is_empty())>
                <summary>"Lý do, và thứ tự câu"</summary>
                {reasons}
                <ol class="entry__list">{list}</ol>
            </details>
        </form>
    }
}

fn keyed_view(posted: &Posted, shown: &BatchDesk, address: &str) -> impl IntoView + use<> {
    let serial = Field::text("serial", "Số phiếu").draw(posted);
    let is_faulty = posted.faults.iter().any(|fault| fault.field == "serial");
    let links = shown
        .keyed
        .iter()
        .map(|serial| view! { <li><a href=format!("{address}?phieu={serial}")>{*serial}</a></li> })
        .collect_view();
    let all = count(shown.keyed.len() as u64);
    let none = shown.keyed.is_empty();
    let takes_out = address.to_owned();
    view! {
        <h2>{format!("Đã nhập {all} phiếu")}</h2>
        {none.then(|| view! { <p class="soft">"Chưa có phiếu nào."</p> })}
        {(!none).then(|| view! {
            <p class="hint">"Bấm vào số để xem và sửa."</p>
            <ol class="serials">{links}</ol>
            <details class="sources" open=is_faulty><summary>"Bỏ một phiếu ra khỏi lô"</summary>
                <form class="form" method="post" action=takes_out>
                    {serial}
                    <p><button class="button button--quiet" name="step" value="take-out">"Bỏ ra"</button></p>
                </form>
            </details>
        })}
    }
}

fn differences_view(me: &Signed, posted: &Posted, shown: &BatchDesk, address: &str) -> Option<impl IntoView + use<>> {
    let decides = me.role.may(Power::Settle);
    // Whoever keys is told which slips to look at again, not what the other read.
    let differing = (!shown.differing.is_empty()).then(|| {
        let serials: Vec<String> = shown.differing.iter().map(ToString::to_string).collect();
        let text = format!(
            "{} phiếu hai người đọc khác nhau: số {}. Hãy xem lại trên giấy và nhập lại nếu đã nhầm; còn khác thì người thứ ba xem.",
            count(serials.len() as u64),
            serials.join(", ")
        );
        view! { <li class="conflict">{text}</li> }
    });
    let lacks = |who: &str, is_missing: fn(&Difference) -> bool| {
        let serials: Vec<String> =
            shown.differences.iter().filter(|one| is_missing(one)).map(|one| one.serial.to_string()).collect();
        (!serials.is_empty()).then(|| {
            let some = serials.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
            let more = if serials.len() > 12 { "…" } else { "" };
            let text = format!("{who} còn {} phiếu chưa nhập: số {some}{more}", count(serials.len() as u64));
            view! { <li class="conflict">{text}</li> }
        })
    };
    let lacking =
        (lacks("Người thứ nhất", |one| one.first.is_none()), lacks("Người thứ hai", |one| one.second.is_none()));
    let row = |one: &Difference| {
        let (Some(first), Some(second)) = (&one.first, &one.second) else { return ().into_any() };
        let questions: Vec<String> = one.questions().iter().map(|no| format!("câu {no}")).collect();
        let text = format!("Phiếu số {} khác nhau ở {}.", one.serial, questions.join(", "));
        if !decides {
            return view! { <li class="conflict">{text}</li> }.into_any();
        }
        let decided = one.decided.as_ref().map(write_keys);
        let state = if decided.is_some() { "Đã xem lại" } else { "Chờ xem lại" };
        let word = |answer: Option<&Option<crate::domain::survey::ballot::Answer>>| match answer {
            Some(Some(crate::domain::survey::ballot::Answer::Satisfied)) => "hài lòng",
            Some(Some(crate::domain::survey::ballot::Answer::Unsatisfied)) => "chưa hài lòng",
            _ => "không hợp lệ",
        };
        let each = one
            .questions()
            .into_iter()
            .map(|no| {
                let at = no as usize - 1;
                let (one, other) = (word(first.answers().get(at)), word(second.answers().get(at)));
                view! { <li>{format!("Câu {no}: lần một {one}, lần hai {other}")}</li> }
            })
            .collect_view();
        let id = format!("keys-{}", one.serial);
        let fault = posted.faults.iter().find(|fault| fault.field == id);
        let fault = fault.map(|fault| view! { <p class="field__fault">{say(Lang::Vi, &fault.message)}</p> });
        let value = posted.value(&id, &decided.unwrap_or_else(|| write_keys(first)));
        view! {
            <li class="conflict">
                <p>{text}" "<b>{state}</b></p>
                <ul>{each}</ul>
                <form class="entry__row" method="post" action=address.to_owned()>
                    <input type="hidden" name="serial" value=one.serial.to_string()/>
                    <div class="field entry__keys"><label class="field__label" for=id.clone()>"Trên giấy là"</label>
                    {fault}
                    <input class="code" id=id.clone() name=id value=value maxlength="60" autocomplete="off"/></div>
                    <button class="button button--quiet" name="step" value="decide">"Ghi theo giấy"</button>
                </form>
            </li>
        }
        .into_any()
    };
    let rows = shown.differences.iter().map(row).collect_view();
    (shown.batch.twice && (!shown.differences.is_empty() || differing.is_some()))
        .then(|| view! { <h2 id="khac">"Hai lần nhập khác nhau"</h2> <ul class="conflicts">{differing}{lacking.0}{lacking.1}{rows}</ul> })
}
