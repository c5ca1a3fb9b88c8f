//! A published notice, as it is posted: on screen, and on A4 by Decree 30/2020/NĐ-CP.

use crate::domain::survey::percent::count;
use crate::domain::survey::results::QuestionFigures;
use crate::domain::survey::ruleset::{Base, Counted};
use crate::domain::survey::verdict::participation;
use crate::i18n::day;
use crate::pages::error::load;
use crate::ports::common::PortError;
use crate::ports::notices::NoticeView;
use crate::ui::layout::{Frame, Width};
use crate::ui::national_heading::national_heading;
use chrono::Datelike as _;
use leptos::prelude::*;
use leptos_meta::Stylesheet;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

/// A published notice.
#[component]
pub fn NoticePage() -> impl IntoView {
    let round = use_params_map().read_untracked().get("round").and_then(|key| key.parse::<Uuid>().ok());
    let asked = use_query_map().get_untracked();
    load(move |ports| async move {
        let round = round.ok_or(PortError::Missing)?;
        let unit = asked.get("noi");
        let version = asked.get("ban").and_then(|version| version.parse().ok());
        let shown = ports.notices.notice(round, unit.as_deref(), version).await?.ok_or(PortError::Missing)?;
        Ok(notice_view(&shown).into_any())
    })
}

fn percent(decimal: Option<&String>) -> String {
    decimal.map_or_else(|| "–".to_owned(), |percent| percent.replace('.', ","))
}

fn notice_view(shown: &NoticeView) -> impl IntoView + use<> {
    let NoticeView { round, notice, results, versions } = shown;
    let words = &notice.words;
    let t = &results.participation.turnout;
    let place = results.unit.name.clone();
    // The reasons were summed up for all who were asked: they are nobody else's.
    let is_own = results.unit.code == round.unit.code;
    let row = |question: &QuestionFigures| {
        let summary = words.summaries.get(&question.no).filter(|_| is_own).cloned().unwrap_or_default();
        let why = if summary.is_empty() { "why why--none" } else { "why" };
        view! {
            <tr>
                <td class="num">{question.no}</td>
                <td>{question.topic.clone()}</td>
                <td class="num">{count(question.counts.satisfied)}</td>
                <td class="num">{percent(question.percent_satisfied.as_ref())}</td>
                <td class="num">{count(question.counts.unsatisfied)}</td>
                <td class="num">{percent(question.percent_unsatisfied.as_ref())}</td>
                <td class=why>{summary}</td>
            </tr>
        }
    };
    let rows = results.questions.iter().map(row).collect_view();
    let basis = round
        .papers
        .basis
        .iter()
        .map(|line| view! { <p class="a4__basis">{format!("Căn cứ {line};")}</p> })
        .collect_view();
    let rule = &round.ruleset.participation;
    let took_part = participation(rule, t);
    let counts = match rule.counted {
        Counted::Returned => "phiếu thu về",
        Counted::Valid => "phiếu hợp lệ",
    };
    let of = match rule.base {
        Base::Households => "",
        Base::Issued => " số phiếu phát ra",
    };
    let hamlets = results.hamlets.map_or_else(String::new, |hamlets| {
        format!("Thôn có phiếu thu về: {} trên {}. ", count(hamlets.answered), count(hamlets.asked))
    });
    let asked = format!(
        "Thời gian lấy ý kiến: từ {} đến {}. {}Tổng số hộ: {}. Phiếu phát ra: {}; thu về: {}; không thu về: {}. Hộ tham gia ({}): {}, đạt {}%{}. Phiếu hợp lệ: {}; không hợp lệ: {}.",
        day(round.opens),
        day(round.closes),
        hamlets,
        count(t.households),
        count(t.issued),
        count(t.returned),
        count(t.issued.saturating_sub(t.returned)),
        counts,
        count(took_part.part),
        percent(results.participation.percent.as_ref()),
        of,
        count(t.valid),
        count(t.invalid)
    );
    let again = if round.papers.repeats.is_some() { " ở những nội dung hỏi lại" } else { "" };
    let verdict = match results.verdict.met {
        Some(true) => format!("Kết luận: đạt mức hài lòng theo quy định{again}."),
        Some(false) => {
            let reasons: Vec<_> = results.verdict.reasons.iter().map(|reason| reason.text.clone()).collect();
            format!("Kết luận: chưa đạt{again}. {}", reasons.join(" "))
        }
        None => "Chưa có ngưỡng để kết luận.".to_owned(),
    };
    let unverified = (!round.ruleset.is_verified()).then(|| view! { <p class="note screen">"Một số ngưỡng và lời câu hỏi chưa xác minh; xem căn cứ ở trang của xã."</p> });
    let posted = format!(
        "Niêm yết tại {} trong {} ngày, từ {} đến hết {}.",
        words.posted_at,
        words.posting_days,
        day(notice.published_on),
        day(words.posted_until(notice.published_on))
    );
    let date = notice.published_on;
    let signed_at = format!(
        "{}, ngày {} tháng {} năm {}",
        words.place,
        // Decree 30/2020: a nought stands before days below 10 and before the months 1 and 2.
        format_args!("{:02}", date.day()),
        if date.month() < 3 { format!("{:02}", date.month()) } else { date.month().to_string() },
        date.year()
    );
    let receivers = words.receivers.iter().map(|line| view! { <li>{format!("- {line};")}</li> }).collect_view();
    let has_receivers = !words.receivers.is_empty();
    let title_lines = words.title.lines().map(|line| view! { {line.trim().to_owned()} <br/> }).collect_view();
    let corrected = (!notice.reason.is_empty())
        .then(|| view! { <p><b>{format!("Bản đính chính số {}. Lý do: {}", notice.version, notice.reason)}</b></p> });
    let without = (!notice.closed_without.is_empty())
        .then(|| view! { <p>{format!("Đợt đóng khi còn thiếu: {}", notice.closed_without)}</p> });
    let latest = versions.first().map_or(notice.version, |latest| latest.version);
    let other = versions
        .iter()
        .filter(|other| other.version != notice.version)
        .map(|other| {
            let to = format!("/thong-bao/{}?noi={}&ban={}", round.id, results.unit.code, other.version);
            let reason = if other.reason.is_empty() { String::new() } else { format!(": {}", other.reason) };
            view! { <li><a href=to>{format!("Bản {}, {}{reason}", other.version, day(other.published_on))}</a></li> }
        })
        .collect_view();
    let has_others = versions.len() > 1;
    let older = (notice.version < latest)
        .then(|| view! { <p class="note">"Đây là bản cũ. Đã có bản đính chính mới hơn ở cuối trang."</p> });
    let title = format!("Thông báo kết quả lấy ý kiến, {place}");
    // The unit stood when the round began; its code may be another unit's by now.
    let back = format!("/ket-qua/{}?ngay={}&dot={}", results.unit.code, round.opens, round.id);
    let body = view! {
        <p class="screen"><a href=back>{format!("Kết quả của {place}, bên cạnh các tiêu chí")}</a></p>
        {older}
        {unverified}
        <article class="a4">
            {national_heading("", Some((&words.above, &words.committee, &words.number)))}
            <p class="a4__date">{signed_at}</p>
            <h1 class="a4__title">"THÔNG BÁO"<br/>"Kết quả lấy ý kiến sự hài lòng của người dân đối với kết quả xây dựng nông thôn mới"</h1>
            {corrected}
            {basis}
            <p>{asked}</p>
            {without}
            <div class="a4__scroll" tabindex="0" role="region" aria-label="Kết quả từng nội dung">
            <table class="a4__table a4__table--why">
                <thead>
                    <tr><th rowspan="2">"STT"</th><th rowspan="2">"Nội dung"</th><th colspan="2">"Hài lòng"</th><th colspan="3">"Chưa hài lòng"</th></tr>
                    <tr><th>"Số phiếu"</th><th>"Tỷ lệ %"</th><th>"Số phiếu"</th><th>"Tỷ lệ %"</th><th class="why">"Lý do"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            </div>
            <p>{verdict}</p>
            <p>{posted}</p>
            <div class="a4__sign"><div class="a4__receivers">{has_receivers.then(|| view! { <p><b>"Nơi nhận:"</b></p> <ul>{receivers}</ul> })}</div><p><b>{title_lines}</b>"(ký, đóng dấu)"<br/><br/><br/><b>{words.signer.clone()}</b></p></div>
        </article>
        {has_others.then(|| view! { <section class="screen"><h2>"Các bản khác"</h2><ul>{other}</ul></section> })}
    };
    view! {
        <Stylesheet href=crate::ui::assets::COMMITTEE_CSS/>
        <Frame title=title width=Width::Wide>{body}</Frame>
    }
}
