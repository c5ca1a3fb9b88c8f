//! What is to be done: the first page after signing in.

use crate::domain::collection::round::State;
use crate::domain::oversight::recommendation::Stage;
use crate::domain::people::account::{Power, Role};
use crate::domain::survey::percent::{Share, count};
use crate::domain::survey::ruleset;
use crate::domain::survey::verdict::participation;
use crate::domain::units::unit::UnitRef;
use crate::i18n::{Lang, day, local};
use crate::pages::committee::page::committee_page;
use crate::ports::plans::PlanView;
use crate::ports::recommendations::RecommendationRow;
use crate::ports::rounds::RoundLine;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::share::{Growing, hatching, part_bar};
use chrono::NaiveDate;
use leptos::prelude::*;

/// So many days before the end people are told how many are missing.
const SOON: i64 = 5;

/// What is to be done.
#[component]
pub fn HomePage() -> impl IntoView {
    committee_page(|ports, me, posted| async move {
        let today = local((ports.now)()).date();
        let plans_rounds = me.role.may(Power::Plan);
        let rounds = ports.rounds.rounds(&me.actor()).await?;
        let plans = if plans_rounds { ports.plans.plans(&me.actor(), (ports.now)()).await? } else { Vec::new() };
        let asked = if me.role.may(Power::Oversee) {
            ports.recommendations.recommendations(&me.actor(), None).await?
        } else {
            Vec::new()
        };
        let bare = if me.role.may(Power::Assess) {
            let mut units = ports.criteria.unassessed(&me.actor(), (ports.now)()).await?;
            let usual = ports.rulesets.get(ruleset::USUAL);
            units.retain(|unit| usual.is_some_and(|usual| usual.recognises(unit)));
            units
        } else {
            Vec::new()
        };
        let tasks: Vec<(String, String)> = plans
            .iter()
            .map(plan_task)
            .chain(rounds.iter().flat_map(|line| round_tasks(line, me.role.may(Power::Conclude), today)))
            .chain(recommendation_tasks(&asked, me.role, today))
            .chain(assessment_task(&bare))
            .collect();
        let nothing = tasks.is_empty();
        let tasks =
            tasks.into_iter().map(|(address, text)| view! { <li><a href=address>{text}</a></li> }).collect_view();
        let lines = rounds.iter().map(|line| round_view(line, today)).collect_view();
        let none = rounds.is_empty();
        let body = view! {
            {hatching()}
            {(!nothing).then(|| view! { <ul class="tasks">{tasks}</ul> })}
            {nothing.then(|| view! { <p class="empty">"Hiện không có việc nào đang chờ ông bà."</p> })}
            {plans_rounds.then(|| view! { <p><a class="button button--small button--link" href="/lam-viec/ke-hoach/moi">"Lập kế hoạch lấy ý kiến"</a></p> })}
            {(!none).then(|| view! {
                <h2>"Các đợt"</h2>
                <table class="table">
                    <caption class="unseen">"Các đợt lấy ý kiến trong phạm vi"</caption>
                    <thead><tr>
                        <th scope="col">"Đợt"</th><th scope="col">"Tình trạng"</th>
                        <th scope="col">"Hộ tham gia (vạch: mức cần)"</th><th scope="col" class="num">"Tỷ lệ"</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            })}
        };
        Ok(view! {
            <CommitteeLayout title="Việc cần làm".to_owned() me=me.clone() posted=posted>{body}</CommitteeLayout>
        }
        .into_any())
    })
}

fn plan_task(view: &PlanView) -> (String, String) {
    let text = match view.gaps.len() {
        0 => format!("Mở đợt ở {}: kế hoạch đã đủ.", view.unit.name),
        gaps => format!("Kế hoạch ở {} còn thiếu {gaps} việc.", view.unit.name),
    };
    (format!("/lam-viec/ke-hoach/{}", view.id), text)
}

fn round_tasks(line: &RoundLine, concludes: bool, today: NaiveDate) -> Vec<(String, String)> {
    let address = format!("/lam-viec/dot/{}", line.round.id);
    let place = &line.total.unit.name;
    let mut tasks = Vec::new();
    match line.round.state {
        State::Open => {
            if line.total.conflicts > 0 {
                tasks.push(format!("{place}: {} phiếu trùng chờ giải quyết.", count(line.total.conflicts)));
            }
            if line.total.pending > 0 {
                tasks.push(format!("{place}: {} phiếu giấy đã nhập, chờ chốt lô.", count(line.total.pending)));
            }
            if line.total.turnout.issued == 0 {
                tasks.push(format!("{place}: chưa phát phiếu cho hộ nào."));
            }
            let left = (line.round.closes - today).num_days();
            let short = short_of(line);
            if left < 0 {
                tasks.push(format!("{place}: đã hết thời gian, hãy đóng từng thôn rồi đóng đợt."));
            } else if left <= SOON && short > 0 {
                tasks.push(format!("{place}: còn {left} ngày, cần thêm {} hộ.", count(short)));
            }
        }
        State::Closed if concludes => {
            return vec![(format!("{address}/thong-bao"), format!("{place}: soạn thông báo và công bố kết quả."))];
        }
        _ => {}
    }
    tasks.into_iter().map(|text| (address.clone(), text)).collect()
}

/// What waits of recommendations: overdue ones rise to everybody above, the rest to whoever has the next step.
fn recommendation_tasks(rows: &[RecommendationRow], role: Role, today: NaiveDate) -> Vec<(String, String)> {
    let number = |is: &dyn Fn(&RecommendationRow) -> bool| rows.iter().filter(|row| is(row)).count() as u64;
    let late = number(&|row| row.stage.is_overdue(row.due, today));
    let theirs = number(&|row| matches!(row.stage, Stage::Waiting | Stage::Returned));
    let ours = number(&|row| row.stage == Stage::Answered && row.may_settle);
    let mut tasks = Vec::new();
    if late > 0 {
        tasks.push(format!("{} kiến nghị quá hạn.", count(late)));
    }
    if role.may(Power::Reply) && theirs > 0 {
        tasks.push(format!("{} kiến nghị chờ Ủy ban nhân dân trả lời.", count(theirs)));
    }
    if role.may(Power::Recommend) && ours > 0 {
        tasks.push(format!("{} trả lời kiến nghị chờ Mặt trận xem.", count(ours)));
    }
    tasks.into_iter().map(|text| ("/lam-viec/kien-nghi".to_owned(), text)).collect()
}

/// What was made of other units inherits nothing: somebody has to look at its criteria again.
fn assessment_task(bare: &[UnitRef]) -> Option<(String, String)> {
    match bare {
        [] => None,
        [unit] => {
            let text = format!("{} lập từ các đơn vị cũ, chưa đánh giá lại tiêu chí nào.", unit.name);
            Some((crate::pages::committee::oversight::criteria::address(&unit.code), text))
        }
        units => {
            let number = count(units.len() as u64);
            let text = format!("{number} xã lập từ các đơn vị cũ, chưa đánh giá lại tiêu chí nào.");
            Some(("/lam-viec/tieu-chi".to_owned(), text))
        }
    }
}

/// How many are missing to the participation that the round asks for.
fn short_of(line: &RoundLine) -> u64 {
    let rule = &line.round.ruleset.participation;
    let share = participation(rule, &line.total.turnout);
    crate::domain::survey::ruleset::Compare::AtLeast.needed(share.whole, rule.percent).saturating_sub(share.part)
}

fn round_view(line: &RoundLine, today: NaiveDate) -> impl IntoView + use<> {
    let round = &line.round;
    let share: Share = participation(&round.ruleset.participation, &line.total.turnout);
    let (class, state) = state_words(round.state);
    let when = match (round.state, (round.closes - today).num_days()) {
        (State::Open, left) if left >= 0 => format!("Còn {left} ngày, đến {}", day(round.closes)),
        (State::Published, _) => round.published_on.map(|on| format!("Công bố {}", day(on))).unwrap_or_default(),
        _ => format!("Đến {}", day(round.closes)),
    };
    let address = format!("/lam-viec/dot/{}", round.id);
    let hamlets = format!("{} trên {} thôn đã đóng", count(line.total.hamlets.1), count(line.total.hamlets.0));
    view! {
        <tr>
            <th scope="row"><a href=address>{round.unit.name.clone()}</a><small>{round.ruleset.name.clone()}</small></th>
            <td data-label="Tình trạng"><span class=class>{state}</span><small>{when}</small><small>{hamlets}</small></td>
            <td>{part_bar(Lang::Vi, share, round.ruleset.participation.percent, Growing::TookPart)}</td>
            <td class="num" data-label="Tỷ lệ"><b>{format!("{}%", share.vietnamese())}</b><small>{format!("{} / {}", count(share.part), count(share.whole))}</small></td>
        </tr>
    }
}

/// How a state is shown.
pub(super) fn state_words(state: State) -> (&'static str, &'static str) {
    match state {
        State::Open => ("status status--none", "Đang mở"),
        State::Closed => ("status status--not", "Đã đóng, chưa công bố"),
        State::Published => ("status status--met", "Đã công bố"),
    }
}
