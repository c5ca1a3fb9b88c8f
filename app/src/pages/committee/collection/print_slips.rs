//! Slips and paper ballots to print on A4: the only place a code is ever in clear.

use crate::domain::collection::code::Code;
use crate::domain::survey::percent::count;
use crate::i18n::day;
use crate::ports::sessions::Signed;
use crate::ports::slips::SlipSheet;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::qr::qr;
use leptos::prelude::*;
use std::sync::Arc;

/// The sheet.
pub(crate) fn sheet_view(ports: &AppState, me: Arc<Signed>, sheet: SlipSheet, ballots: bool) -> impl IntoView + use<> {
    let base = &ports.base_url;
    let desk = format!("/lam-viec/dot/{}/thon/{}", sheet.round.id, sheet.hamlet.id);
    let pages = sheet
        .slips
        .iter()
        .map(|(serial, code)| {
            if ballots {
                ballot_view(base, &sheet, *serial, code).into_any()
            } else {
                slip_view(base, &sheet, *serial, code).into_any()
            }
        })
        .collect_view();
    let title = format!("{} phiếu, {}", count(sheet.slips.len() as u64), sheet.hamlet.name);
    let body = view! {
        <p class="note screen">"Hãy in ngay: Ctrl+P, khổ A4. Mã không được lưu ở đâu khác; rời trang này là không xem lại được. Nếu in hỏng, chọn in lại: phiếu cũ hết hiệu lực. In xong hãy đóng trang này."</p>
        <div class=if ballots { "ballots" } else { "slips" }>{pages}</div>
    };
    view! {
        <CommitteeLayout title=title me=me path=vec![(desk, sheet.hamlet.name.clone())]>{body}</CommitteeLayout>
    }
}

fn link(base: &str, code: &Code) -> String {
    format!("{base}/p/{}", code.compact())
}

fn slip_view(base: &str, sheet: &SlipSheet, serial: u64, code: &Code) -> impl IntoView + use<> {
    let picture = qr(&link(base, code));
    let number =
        if sheet.spare { format!("Phiếu dự phòng số {serial}") } else { format!("Phiếu số {serial}") };
    view! {
        <article class="slip">
            <div class="qr" inner_html=picture></div>
            <div class="slip__text">
                <p class="slip__place">{sheet.hamlet.name.clone()}", "{sheet.commune.name.clone()}</p>
                <p class="slip__no">{number}</p>
                <p class="slip__code">{code.to_string()}</p>
                <p class="slip__how">{format!("Quét hình hoặc mở {} rồi gõ mã, đến hết {}.", base.trim_start_matches("https://").trim_start_matches("http://"), day(sheet.round.closes))}</p>
                <p class="slip__how">"Mỗi hộ một phiếu. Phiếu không ghi tên: không ai biết hộ nào trả lời gì."</p>
            </div>
        </article>
    }
}

fn ballot_view(base: &str, sheet: &SlipSheet, serial: u64, code: &Code) -> impl IntoView + use<> {
    let ruleset = &sheet.round.ruleset;
    let picture = qr(&link(base, code));
    let rows = ruleset
        .questions
        .iter()
        .map(|question| view! {
            <tr><td class="num">{question.no}</td><td>{question.vi.clone()}</td><td class="box">"☐"</td><td class="box">"☐"</td><td class="why"></td></tr>
        })
        .collect_view();
    view! {
        <article class="paper">
            <header class="paper__head">
                <div>
                    <p class="paper__title">"Phiếu lấy ý kiến sự hài lòng của người dân"</p>
                    <p>{ruleset.name.clone()}</p>
                    <p>{sheet.hamlet.name.clone()}", "{sheet.commune.name.clone()}" · "<b>{format!("Phiếu số {serial}")}</b></p>
                    <p>"Mã: "<b class="slip__code">{code.to_string()}</b></p>
                    <p>"Mỗi câu đánh một dấu. Chưa hài lòng thì xin ghi lý do. Phiếu không ghi tên. Trả lời trên giấy hoặc trên điện thoại, chỉ một lần."</p>
                </div>
                <div class="qr" inner_html=picture></div>
            </header>
            <table class="paper__table">
                <thead><tr><th>"Câu"</th><th>"Nội dung"</th><th>{ruleset.answers.satisfied.vi.clone()}</th><th>{ruleset.answers.unsatisfied.vi.clone()}</th><th>"Lý do"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </article>
    }
}
