//! A commune: its verdict with reasons, every criterion beside what people say about it, the questions, the hamlets.

use super::background::{background_view, titles_view};
use super::path_view;
use super::threads::threads_view;
use crate::domain::criterion::{Assessment, Beside, By, Position, Status, beside};
use crate::domain::interval::{self, is_certain};
use crate::domain::percent::{Share, count};
use crate::domain::results::{ChildFigures, QuestionFigures, Results};
use crate::domain::round::Round;
use crate::domain::ruleset::{About, Base, Counted, Ruleset};
use crate::domain::verdict::{Verdict, participation};
use crate::i18n::day;
use crate::pages::frame::{Frame, Width};
use crate::ports::recommendations::Thread;
use crate::ports::{CommuneView, Kin};
use crate::ui::share::{hatching, of_households, share_bar};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A commune's page.
pub(super) fn commune_view(shown: &CommuneView, threads: &[Thread], today: NaiveDate) -> impl IntoView + use<> {
    let name = shown.unit.name.clone();
    let body = match &shown.shown {
        Some((round, results)) => results_view(shown, round, results).into_any(),
        None => view! {
            <p class="empty">{format!("{name} chưa có kết quả nào được công bố.")}</p>
            {assessed_view(shown)}
        }
        .into_any(),
    };
    let (path, kin) = (path_view(&shown.above), kin_view(&shown.kin));
    let titles = titles_view(shown, today);
    let (background, threads) = (background_view(&shown.background), threads_view(threads));
    let trend = (!shown.published.is_empty() || !shown.background.is_empty()).then(|| {
        view! { <p><a href=format!("/ket-qua/{}/dien-bien", shown.unit.code)>"Diễn biến qua các đợt"</a></p> }
    });
    view! {
        <Frame title=name.clone() width=Width::Wide>
            {path}
            <h1>{name}</h1>
            {kin}
            {titles}
            {body}
            {threads}
            {background}
            {trend}
        </Frame>
    }
}

fn kin_view(kin: &Kin) -> Option<impl IntoView + use<>> {
    let names = |units: &[crate::domain::unit::UnitRef]| {
        units.iter().map(|unit| unit.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let before = (!kin.predecessors.is_empty()).then(|| format!("Gồm các đơn vị cũ: {}.", names(&kin.predecessors)));
    let after = (!kin.successors.is_empty()).then(|| format!("Nay thuộc: {}.", names(&kin.successors)));
    (before.is_some() || after.is_some()).then(|| view! { <p class="note">{before}" "{after}</p> })
}

fn results_view(shown: &CommuneView, round: &Round, results: &Results) -> impl IntoView + use<> {
    let ruleset = &round.ruleset;
    let rows = beside(ruleset, &shown.positions, results);
    let met = rows.iter().filter(|row| row.status() == Status::Met).count();
    let lead = format!(
        "Lấy ý kiến về kết quả xây dựng nông thôn mới, {} đến {}. Công bố {}.",
        day(round.opens),
        day(round.closes),
        round.published_on.map(day).unwrap_or_default()
    );
    let notice = format!("/thong-bao/{}?noi={}", round.id, shown.unit.code);
    let criteria = rows.iter().map(|row| criterion_view(ruleset, row)).collect_view();
    let questions = results.questions.iter().map(|question| question_view(ruleset, question)).collect_view();
    view! {
        {hatching()}
        <p class="lead">{lead}<br/>{ruleset.name.clone()}</p>
        {verdict_view(&results.verdict)}
        <p><a href=notice>"Thông báo đã niêm yết"</a></p>
        {figures_view(ruleset, results, met, shown)}
        <h2>"Tiêu chí và ý kiến người dân"</h2>
        <table class="table">
            <caption class="unseen">"Tình trạng từng tiêu chí bên cạnh ý kiến người dân"</caption>
            <thead><tr>
                <th scope="col">"Tiêu chí"</th>
                <th scope="col">"Tình trạng"</th>
                <th scope="col">"Người dân hài lòng (vạch: mức cần)"</th>
                <th scope="col" class="num">"Tỷ lệ"</th>
                <th scope="col" class="num">"Số phiếu"</th>
            </tr></thead>
            <tbody>{criteria}</tbody>
        </table>
        <h2>"Từng câu hỏi"</h2>
        <table class="table">
            <caption class="unseen">"Số phiếu và tỷ lệ của từng câu hỏi"</caption>
            <thead><tr>
                <th scope="col">"Nội dung"</th>
                <th scope="col" class="num">"Hài lòng"</th>
                <th scope="col" class="num">"Chưa hài lòng"</th>
                <th scope="col">"Mức cần"</th>
            </tr></thead>
            <tbody>{questions}</tbody>
        </table>
        {hamlets_view(&results.children)}
        {sources_view(ruleset)}
        {others_view(shown, round)}
    }
}

fn verdict_view(verdict: &Verdict) -> impl IntoView + use<> {
    let (class, title) = match verdict.met {
        Some(true) => ("verdict verdict--met", "Đạt mức hài lòng"),
        Some(false) => ("verdict verdict--not", "Chưa đạt mức hài lòng"),
        None => ("verdict", "Chưa có ngưỡng để kết luận"),
    };
    let reasons = verdict.reasons.iter().map(|reason| view! { <li>{reason.text.clone()}</li> }).collect_view();
    view! {
        <section class=class aria-label="Kết luận">
            <p class="verdict__title">{title}</p>
            {(!verdict.reasons.is_empty()).then(|| view! { <ul class="verdict__reasons">{reasons}</ul> })}
        </section>
    }
}

fn figures_view(ruleset: &Ruleset, results: &Results, met: usize, shown: &CommuneView) -> impl IntoView + use<> {
    let turnout = &results.participation.turnout;
    let part = participation(&ruleset.participation, turnout);
    let what = match (ruleset.participation.counted, ruleset.participation.base) {
        (Counted::Returned, Base::Households) => format!("{} trên {} hộ", count(part.part), count(part.whole)),
        (Counted::Valid, Base::Households) => {
            format!("{} phiếu hợp lệ trên {} hộ", count(part.part), count(part.whole))
        }
        (_, Base::Issued) => format!("{} trên {} phiếu phát ra", count(part.part), count(part.whole)),
    };
    let overall = results.overall().map(|question| question.counts.share()).unwrap_or_default();
    let needed = ruleset.threshold(About::Overall);
    let needed = needed.map(|t| format!(", cần {} {}%", t.compare.vietnamese(), t.percent)).unwrap_or_default();
    let assessed = assessed_by(&shown.positions);
    view! {
        <dl class="figures">
            <div class="figure">
                <dt>"Hộ tham gia"</dt>
                <dd>{format!("{}%", part.vietnamese())}
                    <small>{format!("{what}, cần {}%", ruleset.participation.percent)}</small>
                    <small>{format!("Phát ra {}, thu về {}, hợp lệ {}, không hợp lệ {}", count(turnout.issued), count(turnout.returned), count(turnout.valid), count(turnout.invalid))}</small>
                </dd>
            </div>
            <div class="figure">
                <dt>"Hài lòng chung"</dt>
                <dd>{format!("{}%", overall.vietnamese())}<small>{format!("{}{needed}", of_households(overall))}</small></dd>
            </div>
            <div class="figure">
                <dt>"Tiêu chí đạt"</dt>
                <dd>{format!("{met} / {}", ruleset.criteria.len())}<small>{assessed}</small></dd>
            </div>
        </dl>
    }
}

/// With few answers: what can be said of the share, and what cannot.
pub(super) fn few_view(share: Share, threshold: Option<u32>) -> Option<impl IntoView + use<>> {
    let range = interval::vietnamese(share).filter(|_| share.whole < interval::FEW)?;
    let open = threshold.is_some_and(|percent| !is_certain(share, percent));
    let text = if open {
        format!("Ít phiếu: có thể {range}, chưa kết luận được")
    } else {
        format!("Ít phiếu: có thể {range}")
    };
    Some(view! { <p class="few">{text}</p> })
}

/// Who assessed criteria, and until when.
fn assessed_by(positions: &BTreeMap<u32, Position>) -> String {
    let words: Vec<&Assessment> = positions.values().filter_map(Position::last_word).collect();
    let appraised = words.iter().filter(|word| word.by == By::Appraisal).count();
    match words.iter().map(|word| word.as_of).max() {
        None => "Chưa đánh giá tiêu chí nào".to_owned(),
        Some(last) if appraised == 0 => format!("Ủy ban nhân dân tự đánh giá, đến {}", day(last)),
        Some(last) if appraised == words.len() => format!("Đã thẩm định, đến {}", day(last)),
        Some(last) => format!("{appraised} tiêu chí đã thẩm định, còn lại tự đánh giá, đến {}", day(last)),
    }
}

/// Criteria of a commune that has no results.
fn assessed_view(shown: &CommuneView) -> Option<impl IntoView + use<>> {
    let met = shown.positions.values().filter(|position| position.status() == Status::Met).count();
    let text = format!("{met} tiêu chí đạt. {}.", assessed_by(&shown.positions));
    (!shown.positions.is_empty()).then(|| view! { <p>{text}</p> })
}

pub(crate) fn status_view(status: Status) -> impl IntoView {
    let class = match status {
        Status::Met => "status status--met",
        Status::NotMet => "status status--not",
        Status::NotAssessed => "status status--none",
    };
    view! { <span class=class>{status.vietnamese()}</span> }
}

/// One criterion with its status and, for each question about it, a bar. Two questions take two rows.
fn criterion_view(ruleset: &Ruleset, row: &Beside<'_>) -> impl IntoView + use<> {
    let is_mismatch = row.is_mismatch();
    let criterion = format!("{}. {}", row.criterion.no, row.criterion.name);
    let said = |one: &Assessment| {
        let document = if one.document.is_empty() { "không ghi văn bản" } else { &one.document };
        let value = if one.value.is_empty() { String::new() } else { format!(" {}.", one.value) };
        let status = one.status.vietnamese().to_lowercase();
        view! { <small>{format!("{}: {status}, {}, {document}.{value}", one.by.vietnamese(), day(one.as_of))}</small> }
    };
    let by =
        [&row.position.claim, &row.position.appraisal].map(|one| one.as_ref().map(said)).into_iter().collect_view();
    let threshold = ruleset.threshold(About::Content).map(|threshold| threshold.percent);
    let lines = row
        .questions
        .iter()
        .map(|question| {
            let share = question.counts.share();
            let range = few_view(share, threshold);
            view! { <div class="asked"><span class="asked__no">{format!("Câu {}", question.no)}</span>{share_bar(share, threshold)}</div> {range} }
        })
        .collect_view();
    // With few answers a mismatch is said as a question, not as a fact.
    let denied = row.questions.iter().filter(|question| question.met == Some(false));
    let is_certain =
        denied.clone().any(|question| threshold.is_none_or(|percent| is_certain(question.counts.share(), percent)));
    let shares = row
        .questions
        .iter()
        .map(|q| view! { <div class="asked">{format!("{}%", q.counts.share().vietnamese())}</div> })
        .collect_view();
    let counts = row
        .questions
        .iter()
        .map(|q| view! { <div class="asked">{format!("{} / {}", count(q.counts.satisfied), count(q.counts.base()))}</div> })
        .collect_view();
    let not_asked = row.questions.is_empty().then(|| view! { <span class="soft">"Không hỏi"</span> });
    view! {
        <tr class:mismatch=is_mismatch>
            <th scope="row">{criterion}{is_mismatch.then(|| {
                let (class, text) = if is_certain { ("tag", "Lệch với ý dân") } else { ("tag tag--open", "Có thể lệch, ít phiếu") };
                view! { " "<span class=class>{text}</span> }
            })}</th>
            <td data-label="Tình trạng">{status_view(row.status())}{by}</td>
            <td>{lines}{not_asked}</td>
            <td class="num" data-label="Hài lòng">{shares}</td>
            <td class="num" data-label="Số phiếu">{counts}</td>
        </tr>
    }
}

fn question_view(ruleset: &Ruleset, question: &QuestionFigures) -> impl IntoView + use<> {
    let base = question.counts.base();
    let unsatisfied = Share::new(question.counts.unsatisfied, base);
    let share = question.counts.share();
    let threshold = ruleset.threshold(if question.overall { About::Overall } else { About::Content });
    let needed = threshold.map(|t| {
        let met = if question.met == Some(true) { Status::Met } else { Status::NotMet };
        let text = format!("{} {}%", t.compare.vietnamese(), t.percent);
        view! { {question.met.map(|_| status_view(met))}<small>{text}</small> }
    });
    let cell = |share: Share| view! { <b>{format!("{}%", share.vietnamese())}</b><small>{format!("{} phiếu", count(share.part))}</small> };
    view! {
        <tr>
            <th scope="row">{format!("{}. {}", question.no, question.text)}</th>
            <td class="num" data-label="Hài lòng">{cell(share)}</td>
            <td class="num" data-label="Chưa hài lòng">{cell(unsatisfied)}</td>
            <td data-label="Mức cần">{needed}</td>
        </tr>
    }
}

fn hamlets_view(hamlets: &[ChildFigures]) -> Option<impl IntoView + use<>> {
    let rows = hamlets
        .iter()
        .map(|hamlet| {
            let turnout = &hamlet.participation.turnout;
            let part = Share::new(turnout.returned, turnout.households);
            let overall = match &hamlet.overall {
                Some(overall) => {
                    let share = overall.counts.share();
                    let under = format!("{} / {}", count(share.part), count(share.whole));
                    view! { <b>{format!("{}%", share.vietnamese())}</b><small>{under}</small> }.into_any()
                }
                None => view! { <span class="soft">"Ít phiếu, không hiện"</span> }.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{hamlet.unit.name.clone()}</th>
                    <td class="num" data-label="Phiếu thu về trên số hộ">
                        <b>{format!("{}%", part.vietnamese())}</b>
                        <small>{format!("{} / {}", count(part.part), count(part.whole))}</small>
                    </td>
                    <td class="num" data-label="Hài lòng chung">{overall}</td>
                </tr>
            }
        })
        .collect_view();
    (!hamlets.is_empty()).then(|| {
        view! {
            <h2>"Các thôn"</h2>
            <table class="table">
                <caption class="unseen">"Tham gia và hài lòng chung theo thôn"</caption>
                <thead><tr>
                    <th scope="col">"Thôn"</th>
                    <th scope="col" class="num">"Phiếu thu về trên số hộ"</th>
                    <th scope="col" class="num">"Hài lòng chung"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
}

/// What the rules rest on, and which of their numbers nobody has checked yet.
fn sources_view(ruleset: &Ruleset) -> impl IntoView + use<> {
    let unchecked = |is_checked: bool| if is_checked { "" } else { " (chưa xác minh)" };
    let sources = ruleset
        .sources
        .iter()
        .map(|source| {
            let signed = source.date.map(|date| format!(" ngày {}", day(date))).unwrap_or_default();
            view! { <li>{format!("{}{signed}: {}", source.number, source.title)}</li> }
        })
        .collect_view();
    let thresholds = ruleset
        .thresholds
        .iter()
        .map(|t| {
            let about = if t.about == About::Overall { "Hài lòng chung" } else { "Từng nội dung" };
            let (compare, level) = (t.compare.vietnamese(), t.binds_at.vietnamese());
            let text =
                format!("{about} {compare} {}% ở từng {level}{}. {}", t.percent, unchecked(t.verified), t.source);
            view! { <li>{text}</li> }
        })
        .collect_view();
    let rule = &ruleset.participation;
    let joined = format!("Tham gia ít nhất {}%{}. {}", rule.percent, unchecked(rule.verified), rule.source);
    view! {
        <details class="sources">
            <summary>{format!("Căn cứ và ngưỡng{}", unchecked(ruleset.is_verified()))}</summary>
            <p>{ruleset.note.clone()}</p>
            <ul>{thresholds}<li>{joined}</li>{sources}</ul>
        </details>
    }
}

fn others_view(shown: &CommuneView, round: &Round) -> impl IntoView + use<> {
    let code = shown.unit.code.clone();
    let others = shown
        .published
        .iter()
        .filter(|other| other.id != round.id)
        .map(|other| {
            let text = format!("{}, {} đến {}", other.ruleset, day(other.opens), day(other.closes));
            view! { <li><a href=format!("/ket-qua/{code}?dot={}", other.id)>{text}</a></li> }
        })
        .collect_view();
    let has_others = shown.published.len() > 1;
    let json = format!("/api/v1/rounds/{}/results?unit={code}", round.id);
    view! {
        {has_others.then(|| view! { <h2>"Các đợt khác"</h2><ul>{others}</ul> })}
        <p class="aside"><a href=json>"Số liệu cho máy đọc (JSON)"</a></p>
    }
}
