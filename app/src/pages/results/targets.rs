//! The targets of a plan on any day, as the plan's own table reads; made to be printed.

use crate::domain::oversight::target::{Figures, Lack, Profile, Progress, figures};
use crate::domain::survey::percent::count;
use crate::domain::units::unit::Level;
use crate::i18n::{day, local};
use crate::pages::error::load;
use crate::pages::results::unit_address::{address, path_view, stood};
use crate::ports::common::PortError;
use crate::ports::targets::Ledger;
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use crate::ui::share::{hatching, part_bar};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::collections::{BTreeMap, BTreeSet};

/// The profiles there are for a unit: those that were imported, then the shipped ones they do not replace.
pub(crate) async fn profiles(ports: &AppState, code: &str) -> Result<Vec<Profile>, PortError> {
    let mut all = ports.targets.profiles().await?;
    let known: BTreeSet<String> = all.iter().map(|profile| profile.id.clone()).collect();
    all.extend(ports.profiles.iter().filter(|profile| !known.contains(&profile.id)).cloned());
    all.retain(|profile| profile.unit_code == code);
    Ok(all)
}

/// How many missing units are named before the rest has a page of its own: a whole province's are, a whole country's are
/// not.
const NAMED: usize = 150;

/// How the missing units are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    /// Folded away.
    Folded,
    /// Opened: what is folded does not print.
    Opened,
    /// One target alone, by its place from 1, with all of them.
    One(usize),
}

/// The targets of a unit.
#[component]
pub fn TargetsPage() -> impl IntoView {
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    let asked = use_query_map().get_untracked();
    load(move |ports: AppState| async move {
        let today = local((ports.now)()).date();
        let all = profiles(&ports, &code).await?;
        let wanted = asked.get("ho-so").unwrap_or_default();
        let Some(profile) = all.iter().find(|profile| profile.id == wanted).or(all.first()) else {
            return Err(PortError::Missing);
        };
        // A plan that is over is first seen as it ended.
        let on = asked.get("ngay").and_then(|day| day.parse().ok()).unwrap_or(profile.to).min(today);
        let rulesets: BTreeSet<String> =
            profile.targets.iter().map(|target| target.ruleset.clone()).filter(|id| !id.is_empty()).collect();
        let rulesets: Vec<String> = rulesets.into_iter().collect();
        let ledger = ports.targets.ledger(&code, &rulesets, on).await?;
        let unit = stood(&ports, &code, Some(on)).await?;
        let changed = unit.valid_from.filter(|from| *from > profile.from);
        let view = match asked.get("chi-tieu").and_then(|no| no.parse().ok()) {
            Some(no) => View::One(no),
            None if asked.get("in").is_some_and(|word| word == "1") => View::Opened,
            None => View::Folded,
        };
        Ok(targets_view(&all, profile, &ledger, on, changed, view).into_any())
    })
}

fn targets_view(
    all: &[Profile],
    profile: &Profile,
    ledger: &Ledger,
    on: NaiveDate,
    changed: Option<NaiveDate>,
    view: View,
) -> impl IntoView + use<> {
    let code = ledger.unit.named.code.clone();
    let found: Vec<Option<Figures<'_>>> =
        profile.targets.iter().map(|target| figures(profile, target, &ledger.histories, on)).collect();
    let mut tallies: BTreeMap<usize, usize> = BTreeMap::new();
    for one in found.iter().flatten() {
        let place = Progress::ALL.iter().position(|progress| *progress == one.progress).unwrap_or_default();
        *tallies.entry(place).or_default() += 1;
    }
    let summary: Vec<String> =
        tallies.iter().map(|(place, n)| format!("{n} {}", Progress::ALL[*place].vietnamese().to_lowercase())).collect();
    let mut section = String::new();
    let form = format!("/ket-qua/{code}/chi-tieu");
    let here = format!("{form}?ho-so={}&ngay={on}", profile.id);
    let rows = (1..)
        .zip(profile.targets.iter().zip(&found))
        .filter(|(no, _)| !matches!(view, View::One(only) if only != *no))
        .map(|(no, (target, one))| {
            let first = section != target.section;
            section.clone_from(&target.section);
            let head = first.then(|| view! { <tr class="section"><th colspan="5" scope="colgroup">{format!("Mục {}", target.section)}</th></tr> });
            let row = match one {
                Some(one) => row_view(one, view, &format!("{here}&chi-tieu={no}")).into_any(),
                None => view! {
                    <tr><th scope="row">{target.content.clone()}</th><td colspan="4">"Chưa có đơn vị nào của loại này trong danh sách."</td></tr>
                }
                .into_any(),
            };
            view! { {head} {row} }
        })
        .collect_view();
    let options = all
        .iter()
        .map(|one| view! { <option value=one.id.clone() selected=one.id == profile.id>{one.name.clone()}</option> })
        .collect_view();
    let sources = profile
        .sources
        .iter()
        .map(|source| view! { <li>{format!("{}: {}", source.number, source.title)}</li> })
        .collect_view();
    let title = format!("Chỉ tiêu nông thôn mới, {}", ledger.unit.named.name);
    let lead = format!("{}. Tính đến hết ngày {}: {}.", profile.name, day(on), summary.join(", "));
    let changed = changed.map(|from| {
        let text = format!(
            "Từ {} các đơn vị đã được sắp xếp lại. Chỉ tiêu về xã tính trên các xã đang có vào ngày xem; tình trạng và danh hiệu của xã cũ không tự chuyển sang xã mới, cần đánh giá lại.",
            day(from)
        );
        view! { <p class="note">{text}</p> }
    });
    let (other, words) = match view {
        View::Folded => (format!("{here}&in=1"), "Mở tên mọi đơn vị còn thiếu, để in"),
        View::Opened => (here, "Thu gọn tên các đơn vị"),
        View::One(_) => (here, "Xem mọi chỉ tiêu"),
    };
    let several = all.len() > 1;
    let (path, note) = (path_view(std::slice::from_ref(&ledger.unit)), profile.note.clone());
    view! {
        <Frame title=title.clone() width=Width::Wide>
            {path}
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            {hatching()}
            <form class="filter" method="get" action=form>
                <div class="filter__field"><label for="ngay">"Xem vào ngày"</label><input id="ngay" name="ngay" type="date" value=on.to_string()/></div>
                {several.then(|| view! { <div class="filter__field"><label for="ho-so">"Bộ chỉ tiêu"</label><select id="ho-so" name="ho-so">{options}</select></div> })}
                <button class="button button--small">"Xem"</button>
            </form>
            {changed}
            <p class="ways"><a href=other>{words}</a></p>
            <table class="table table--targets">
                <caption class="unseen">"Chỉ tiêu theo từng mục của kế hoạch"</caption>
                <thead><tr>
                    <th scope="col">"Nội dung"</th>
                    <th scope="col">"Chỉ tiêu và hạn"</th>
                    <th scope="col" class="num">"Đã đạt"</th>
                    <th scope="col">"Tình hình"</th>
                    <th scope="col">"Còn thiếu"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <details class="sources"><summary>"Căn cứ và cách tính"</summary>
                <p>{note}</p>
                <p>"Một đơn vị đạt một nội dung khi mọi tiêu chí của nội dung đó đạt. Kết quả thẩm định của cấp trên là lời cuối, trừ khi đơn vị báo lại sau ngày thẩm định. Danh hiệu tính theo quyết định còn hiệu lực; danh hiệu cao hơn bao gồm danh hiệu thấp hơn."</p>
                <ul>{sources}</ul>
            </details>
        </Frame>
    }
}

fn row_view(one: &Figures<'_>, view: View, alone: &str) -> impl IntoView + use<> {
    let target = one.target;
    let units = match (target.level, target.kinds.as_slice()) {
        (Level::Commune, [kind]) => kind.clone(),
        (level, _) => level.vietnamese().to_owned(),
    };
    let named = target.named.map(|named| format!(", kế hoạch ghi {named} {units}")).unwrap_or_default();
    let asks = format!("Ít nhất {}% số {units}{named}", target.percent);
    let unverified = (!target.verified).then(|| view! { <small>"Tiêu chí ghép theo nội dung, chưa xác minh"</small> });
    let criteria = if target.criteria.is_empty() {
        String::new()
    } else {
        let numbers: Vec<String> = target.criteria.iter().map(ToString::to_string).collect();
        format!("Tiêu chí {}", numbers.join(", "))
    };
    let (class, word) = match one.progress {
        Progress::Reached => ("status status--met", one.progress.vietnamese()),
        Progress::OnCourse | Progress::ReachedLate | Progress::Ended => {
            ("status status--none", one.progress.vietnamese())
        }
        Progress::Late | Progress::Lost | Progress::Missed => ("status status--not", one.progress.vietnamese()),
    };
    let due = one.at_due.map(|(share, at)| {
        let text = format!("Đến hạn {}: {} / {}", day(at), count(share.part), count(share.whole));
        view! { <small>{text}</small> }
    });
    let ended = one.ended.then(|| {
        let text = format!("Cấp {units} kết thúc ngày {}: tính đến ngày đó.", day(one.on));
        view! { <small>{text}</small> }
    });
    let appraised =
        (target.title.is_none() && one.reached.part > 0).then(|| format!("{} đã thẩm định", count(one.appraised)));
    let short = if one.short() > 0 { format!("{} {units}", count(one.short())) } else { "Đủ".to_owned() };
    let most = if matches!(view, View::One(_)) { usize::MAX } else { NAMED };
    let lacks = one.lacks.iter().take(most).map(lack_view).collect_view();
    let rest = one.lacks.len().saturating_sub(most);
    let rest = (rest > 0)
        .then(|| view! { <p><a href=alone.to_owned()>{format!("Và {} nơi nữa: xem đủ", count(rest as u64))}</a></p> });
    let some = !one.lacks.is_empty();
    let names = format!("Tên {} {units} chưa đạt", count(one.lacks.len() as u64));
    view! {
        <tr class:lacking=some>
            <th scope="row">{target.content.clone()}<small>{criteria}</small>{unverified}</th>
            <td data-label="Chỉ tiêu">{asks}<small>{format!("Hạn {}", day(target.by))}</small></td>
            <td class="num" data-label="Đã đạt"><b>{format!("{} / {}", count(one.reached.part), count(one.reached.whole))}</b>
                <small>{format!("{}%", one.reached.vietnamese())}</small><small>{appraised}</small>{part_bar(one.reached, target.percent, "đã đạt")}</td>
            <td data-label="Tình hình"><span class=class>{word}</span>{due}{ended}</td>
            <td data-label="Còn thiếu">{short}</td>
        </tr>
        {some.then(|| view! {
            <tr class="lacks"><td colspan="5"><details open=view != View::Folded><summary>{names}</summary><ul>{lacks}</ul>{rest}</details></td></tr>
        })}
    }
}

fn lack_view(lack: &Lack<'_>) -> impl IntoView + use<> {
    let numbers: Vec<String> = lack.criteria.iter().map(ToString::to_string).collect();
    let what = if numbers.is_empty() { String::new() } else { format!(": tiêu chí {}", numbers.join(", ")) };
    view! { <li><a href=address(lack.unit, "", "")>{lack.unit.named.name.clone()}</a>{what}</li> }
}
