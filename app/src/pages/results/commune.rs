//! A commune: its verdict with reasons, every criterion beside what people say about it, the questions, the hamlets.

use crate::domain::collection::round::Round;
use crate::domain::oversight::comparison::{self, Agreement, Comparison, Voice, compare};
use crate::domain::oversight::criterion::{Assessment, By, Position, Status, lacking};
use crate::domain::survey::count::Count;
use crate::domain::survey::interval;
use crate::domain::survey::percent::{Share, count};
use crate::domain::survey::results::{ChildFigures, QuestionFigures, Results};
use crate::domain::survey::ruleset::{About, Base, Compare, Counted, Criterion, Ruleset, Threshold};
use crate::domain::survey::verdict::{Reason, Verdict, participation};
use crate::i18n::{Lang, day};
use crate::pages::results::predecessor_results::{predecessor_results_view, titles_view};
use crate::pages::results::recommendations::recommendations_view;
use crate::pages::results::unit_address::{address, path_view};
use crate::ports::recommendations::Recommendation;
use crate::ports::results::CommuneView;
use crate::ports::units::Kin;
use crate::ui::labels::label;
use crate::ui::layout::{Frame, Width};
use crate::ui::share::{hatching, of_households, share_bar};
use crate::ui::verdict::heading;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A commune's page.
pub(super) fn commune_view(
    shown: &CommuneView,
    recommendations: &[Recommendation],
    is_assessed_at_all: bool,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let name = shown.unit.named.name.clone();
    let body = match &shown.shown {
        Some((round, results)) => results_view(shown, round, results).into_any(),
        None => view! {
            <p class="empty">{format!("{name} chưa có kết quả nào được công bố.")}</p>
            {assessed_view(shown)}
        }
        .into_any(),
    };
    let (path, kin) = (path_view(&shown.above), kin_view(&shown.kin));
    let titles = titles_view(shown, is_assessed_at_all, today);
    let (predecessor_results, recommendations) =
        (predecessor_results_view(&shown.predecessor_results), recommendations_view(recommendations));
    let trend = (!shown.published.is_empty() || !shown.predecessor_results.is_empty()).then(|| {
        view! { <p><a href=address(&shown.unit, "/dien-bien", "")>"Diễn biến qua các đợt"</a></p> }
    });
    view! {
        <Frame title=name.clone() width=Width::Wide>
            {path}
            <h1>{name}</h1>
            {kin}
            {titles}
            {body}
            {recommendations}
            {predecessor_results}
            {trend}
        </Frame>
    }
}

fn kin_view(kin: &Kin) -> Option<impl IntoView + use<>> {
    let names = |units: &[crate::domain::units::unit::UnitRef]| {
        units.iter().map(|unit| unit.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let said: Vec<String> = [
        ("Gồm các đơn vị cũ", &kin.predecessors),
        ("Nhận một phần của", &kin.parts_of),
        ("Nay thuộc", &kin.successors),
        ("Đã tách một phần cho", &kin.gave_to),
    ]
    .into_iter()
    .filter(|(_, units)| !units.is_empty())
    .map(|(what, units)| format!("{what}: {}.", names(units)))
    .collect();
    (!said.is_empty()).then(|| view! { <p class="note">{said.join(" ")}</p> })
}

fn results_view(shown: &CommuneView, round: &Round, results: &Results) -> impl IntoView + use<> {
    let ruleset = &round.ruleset;
    let spoken: Vec<&(Round, Results)> = shown.shown.iter().chain(&shown.earlier).collect();
    let answers: Vec<BTreeMap<u32, Count>> =
        spoken.iter().map(|(_, own)| own.questions.iter().map(|asked| (asked.no, asked.counts)).collect()).collect();
    let voices: Vec<Voice<'_>> = spoken
        .iter()
        .zip(&answers)
        .map(|((round, own), answers)| Voice {
            ruleset: &round.ruleset,
            answers,
            households: households(&round.ruleset, own),
        })
        .collect();
    let status = |no: u32| shown.positions.get(&no).map(Position::status).unwrap_or_default();
    let compared = compare(&voices, status);
    let met = ruleset.criteria.iter().filter(|criterion| status(criterion.no) == Status::Met).count();
    let lead = format!(
        "Lấy ý kiến về kết quả xây dựng nông thôn mới, {} đến {}. Công bố {}.",
        day(round.opens),
        day(round.closes),
        round.published_on.map(day).unwrap_or_default()
    );
    let notice = format!("/thong-bao/{}?noi={}", round.id, shown.unit.named.code);
    let earlier: Vec<&Round> = shown.earlier.iter().map(|(round, _)| round).collect();
    let criteria = ruleset
        .criteria
        .iter()
        .map(|criterion| {
            let own: Vec<&Comparison> = compared.iter().filter(|one| one.criterion == criterion.no).collect();
            criterion_view(criterion, shown, &own, &earlier)
        })
        .collect_view();
    let whole = households(ruleset, results);
    let questions = results.questions.iter().map(|question| question_view(ruleset, question, whole)).collect_view();
    let again = shown.earlier.first().map(|(before, _)| {
        let when = before.published_on.map(day).unwrap_or_default();
        let to = address(&shown.unit, "", &format!("dot={}", before.id));
        let text = format!("đợt công bố {when}");
        view! { <p class="note">"Đợt này chỉ hỏi lại những nội dung chưa đạt. Nội dung không hỏi lại: theo "<a href=to>{text}</a>"."</p> }
    });
    view! {
        {hatching()}
        <p class="lead">{lead}<br/>{ruleset.name.clone()}</p>
        {again}
        {verdict_view(round, &results.verdict, shown.earlier.first())}
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

/// The verdict. A round that asks some contents again only judges those; what else did not hold before stands below it.
fn verdict_view(round: &Round, verdict: &Verdict, before: Option<&(Round, Results)>) -> impl IntoView + use<> {
    let again = |no: u32| round.ruleset.questions.iter().any(|question| question.repeats == Some(no));
    let left: Vec<&Reason> = before
        .into_iter()
        .flat_map(|(_, results)| &results.verdict.reasons)
        .filter(|reason| !reason.question.is_some_and(again))
        .collect();
    let left_too = (!left.is_empty()).then(|| {
        let lines = left.iter().map(|reason| view! { <li>{reason.text.clone()}</li> }).collect_view();
        view! { <p><b>"Còn chưa đạt từ đợt trước"</b></p> <ul class="verdict__reasons">{lines}</ul> }
    });
    let (class, title) = heading(verdict.met, before.is_some());
    // What holds in a part is not drawn as holding while the rest does not.
    let class = if verdict.met == Some(true) && !left.is_empty() { "verdict" } else { class };
    let reasons = verdict.reasons.iter().map(|reason| view! { <li>{reason.text.clone()}</li> }).collect_view();
    view! {
        <section class=class aria-label="Kết luận">
            <p class="verdict__title">{title}</p>
            {(!verdict.reasons.is_empty()).then(|| view! { <ul class="verdict__reasons">{reasons}</ul> })}
            {left_too}
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
    let few = few_view(overall, households(ruleset, results), needed.map(rule));
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
                <dd>{format!("{}%", overall.vietnamese())}<small>{format!("{}{needed}", of_households(overall))}</small>{few}</dd>
            </div>
            <div class="figure">
                <dt>"Tiêu chí đạt"</dt>
                <dd>{format!("{met} / {}", ruleset.criteria.len())}<small>{assessed}</small></dd>
            </div>
        </dl>
    }
}

/// How many households could answer, if the round counts them.
fn households(ruleset: &Ruleset, results: &Results) -> u64 {
    comparison::households(ruleset, participation(&ruleset.participation, &results.participation.turnout).whole)
}

/// How a threshold compares, and with what.
fn rule(threshold: &Threshold) -> (Compare, u32) {
    (threshold.compare, threshold.percent)
}

/// With few answers, or with answers that settle nothing: what can be said of the share, and what cannot.
fn few_view(share: Share, households: u64, needed: Option<(Compare, u32)>) -> Option<impl IntoView + use<>> {
    let text = interval::remark(share, households, needed)?;
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
    view! { <span class=class>{label(Lang::Vi, status)}</span> }
}

/// One criterion with its status and, for each question about it, a bar. Two questions take two rows.
fn criterion_view(
    criterion: &Criterion,
    shown: &CommuneView,
    compared: &[&Comparison],
    earlier: &[&Round],
) -> impl IntoView + use<> {
    let said = |one: &Assessment| {
        let document = if one.document.is_empty() { "không ghi văn bản" } else { &one.document };
        let value = if one.value.is_empty() { String::new() } else { format!(" {}.", one.value) };
        let status = label(Lang::Vi, one.status).to_lowercase();
        view! { <small>{format!("{}: {status}, {}, {document}.{value}", label(Lang::Vi, one.by), day(one.as_of))}</small> }
    };
    let position = shown.positions.get(&criterion.no);
    let by = position.map(|position| {
        [&position.claim, &position.appraisal].map(|one| one.as_ref().map(said)).into_iter().collect_view()
    });
    let asked: Vec<&&Comparison> = compared.iter().filter(|one| one.question.is_some()).collect();
    let lines = asked
        .iter()
        .map(|one| {
            let range = few_view(one.share(), one.households, one.threshold);
            let before = one.voice.checked_sub(1).and_then(|at| earlier.get(at)?.published_on);
            let before = before.map(|on| view! { <small>{format!("Đợt công bố {}", day(on))}</small> });
            let no = format!("Câu {}", one.question.unwrap_or_default());
            view! { <div class="asked"><span class="asked__no">{no}</span>{share_bar(one.share(), one.threshold.map(|(_, percent)| percent))}</div> {before} {range} }
        })
        .collect_view();
    // What the answers leave open is said as a question, not as a fact.
    let is_denied = compared.iter().any(|one| one.is_denied());
    let is_likely = !is_denied && compared.iter().any(|one| one.agreement == Agreement::Mismatch);
    let shares = asked
        .iter()
        .map(|one| view! { <div class="asked">{format!("{}%", one.share().vietnamese())}</div> })
        .collect_view();
    let counts = asked
        .iter()
        .map(|one| view! { <div class="asked">{format!("{} / {}", count(one.share().part), count(one.share().whole))}</div> })
        .collect_view();
    let indicators = indicators_view(criterion, &shown.indicators);
    let not_asked = asked.is_empty().then(|| view! { <span class="soft">"Không hỏi"</span> });
    view! {
        <tr class:mismatch=is_denied>
            <th scope="row">{format!("{}. {}", criterion.no, criterion.name)}
                {is_denied.then(|| view! { " "<span class="tag">"Lệch với ý dân"</span> })}
                {is_likely.then(|| view! { " "<span class="tag tag--open">"Có thể lệch, chưa kết luận được"</span> })}</th>
            <td data-label="Tình trạng">{status_view(position.map(Position::status).unwrap_or_default())}{by}{indicators}</td>
            <td>{lines}{not_asked}</td>
            <td class="num" data-label="Hài lòng">{shares}</td>
            <td class="num" data-label="Số phiếu">{counts}</td>
        </tr>
    }
}

/// How many indicators of a criterion are met, and which are not.
fn indicators_view(criterion: &Criterion, items: &BTreeMap<(u32, u32), Position>) -> Option<impl IntoView + use<>> {
    let said = items.range((criterion.no, 1)..=(criterion.no, u32::MAX));
    let met = said.clone().filter(|(_, position)| position.status() == Status::Met).count();
    let all = format!("{met} trên {} chỉ tiêu đạt", criterion.indicators.len());
    let lacking = lacking(criterion.no, items)
        .into_iter()
        .filter_map(|no| criterion.indicators.iter().find(|indicator| indicator.no == no))
        .map(|indicator| view! { <small>{format!("Chưa đạt {}.{} {}", criterion.no, indicator.no, indicator.name)}</small> })
        .collect_view();
    (!criterion.indicators.is_empty() && said.count() > 0).then(|| view! { <small>{all}</small> {lacking} })
}

fn question_view(ruleset: &Ruleset, question: &QuestionFigures, households: u64) -> impl IntoView + use<> {
    let base = question.counts.base();
    let unsatisfied = Share::new(question.counts.unsatisfied, base);
    let share = question.counts.share();
    let threshold = ruleset.threshold(if question.overall { About::Overall } else { About::Content });
    let needed = threshold.map(|t| {
        let met = if question.met == Some(true) { Status::Met } else { Status::NotMet };
        let text = format!("{} {}%", t.compare.vietnamese(), t.percent);
        view! { {question.met.map(|_| status_view(met))}<small>{text}</small> }
    });
    let few = few_view(share, households, threshold.map(rule));
    let cell = |share: Share| view! { <b>{format!("{}%", share.vietnamese())}</b><small>{format!("{} phiếu", count(share.part))}</small> };
    view! {
        <tr>
            <th scope="row">{format!("{}. {}", question.no, question.text)}</th>
            <td class="num" data-label="Hài lòng">{cell(share)}{few}</td>
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
    let others = shown
        .published
        .iter()
        .filter(|other| other.id != round.id)
        .map(|other| {
            let text = format!("{}, {} đến {}", other.ruleset, day(other.opens), day(other.closes));
            view! { <li><a href=address(&shown.unit, "", &format!("dot={}", other.id))>{text}</a></li> }
        })
        .collect_view();
    let has_others = shown.published.len() > 1;
    let json = format!("/api/v1/rounds/{}/results?unit={}", round.id, shown.unit.named.code);
    view! {
        {has_others.then(|| view! { <h2>"Các đợt khác"</h2><ul>{others}</ul> })}
        <p class="aside"><a href=json>"Số liệu cho máy đọc (JSON)"</a></p>
    }
}
