//! A round while it runs: who takes part, fewest first; closing it.

use crate::domain::collection::plan::deadline;
use crate::domain::collection::round::State;
use crate::domain::people::account::Power;
use crate::domain::survey::percent::count;
use crate::domain::survey::ruleset::Compare;
use crate::domain::survey::verdict::participation;
use crate::forms::Posted;
use crate::i18n::{Lang, day, local};
use crate::pages::committee::home::state_words;
use crate::pages::committee::page::{asked_for, committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::participation::Watch;
use crate::ports::participation::WatchRow;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::Field;
use crate::ui::share::{Growing, hatching, part_bar};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

/// Makes a plan of a round again.
pub(crate) async fn reconsider(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let id = asked.key(0)?;
    ports.plans.reconsider(&asked.me()?.actor(), id, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/ke-hoach/{id}")))
}

/// Closes a round.
pub(crate) async fn close(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let id = asked.key(0)?;
    ports.rounds.close(&asked.me()?.actor(), id, &asked.text("without"), asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/dot/{id}/thong-bao")))
}

/// A round.
#[component]
pub fn RoundPage() -> impl IntoView {
    let id = key("round");
    let unit = asked_for("noi");
    committee_page(move |ports, me, posted| async move {
        let unit = Some(unit.as_str()).filter(|unit| !unit.is_empty());
        let watch = ports.participation.watch(&me.actor(), id, unit).await?;
        let today = local((ports.now)()).date();
        Ok(round_view(me, &posted, &watch, today).into_any())
    })
}

/// How many are missing to what the round asks for.
pub(crate) fn short_of(watch: &Watch, row: &WatchRow) -> u64 {
    let rule = &watch.round.ruleset.participation;
    let share = participation(rule, &row.turnout);
    Compare::AtLeast.needed(share.whole, rule.percent).saturating_sub(share.part)
}

fn round_view(me: Arc<Signed>, posted: &Posted, watch: &Watch, today: NaiveDate) -> impl IntoView + use<> {
    let round = &watch.round;
    let rule = &round.ruleset.participation;
    let address = format!("/lam-viec/dot/{}", round.id);
    let whole = watch.unit == round.unit;
    let mut path = vec![("/lam-viec".to_owned(), "Việc cần làm".to_owned())];
    if !whole && me.hamlet.is_none() {
        path.push((address.clone(), round.unit.name.clone()));
    }
    let share = participation(rule, &watch.total.turnout);
    let short = short_of(watch, &watch.total);
    let left = (round.closes - today).num_days();
    let when = match round.state {
        State::Open if left > 0 => format!("còn {left} ngày, đến hết {}", day(round.closes)),
        State::Open if left == 0 => "hôm nay là ngày cuối".to_owned(),
        State::Open => format!("hết thời gian từ {}", day(round.closes)),
        _ => format!("{} đến {}", day(round.opens), day(round.closes)),
    };
    let deadline = deadline(&round.ruleset, round.opens, &round.papers).filter(|_| round.state != State::Published);
    let deadline = deadline.map(|last| {
        let late = if last < today { "đã quá hạn tổng hợp" } else { "tổng hợp xong trước hết ngày" };
        view! { <p class="hint">{format!("Theo quy định, {late} {}.", day(last))}</p> }
    });
    let need = if share.whole == 0 {
        format!("Cần ít nhất {}%; chưa phát phiếu nào", rule.percent)
    } else if short > 0 {
        format!("Cần ít nhất {}%: còn thiếu {} hộ", rule.percent, count(short))
    } else {
        format!("Đã đủ mức {}%", rule.percent)
    };
    let (class, state) = state_words(round.state);
    let rows = watch.rows.iter().map(|row| row_view(watch, row)).collect_view();
    let none = watch.rows.is_empty();
    let t = &watch.total.turnout;
    let total = &watch.total;
    let concludes = whole && me.role.may(Power::Conclude) && me.hamlet.is_none();
    let by_hamlet = watch.rows.iter().any(|row| row.hamlet.is_some());
    let looks = me.role.may(Power::Settle);
    let repeats = round.papers.repeats.map(|first| {
        view! { <br/>"Lấy ý kiến lại các nội dung chưa đạt của "<a href=format!("/lam-viec/dot/{first}")>"đợt trước"</a> }
    });
    let body = view! {
        {hatching()}
        <p class="lead">{round.ruleset.name.clone()}{repeats}<br/><span class=class>{state}</span>" · "{when}</p>
        {deadline}
        <div data-live>
        <dl class="figures">
            <div class="figure"><dt>"Hộ tham gia"</dt><dd>{format!("{}%", share.vietnamese())}<small>{format!("{} / {}. {need}.", count(share.part), count(share.whole))}</small></dd></div>
            <div class="figure"><dt>"Phiếu phát ra và thu về"</dt><dd>{count(t.returned)}<small>{format!("trên {} phiếu phát ra; {} hợp lệ, {} không hợp lệ", count(t.issued), count(t.valid), count(t.invalid))}</small></dd></div>
            <div class="figure"><dt>"Thôn đã đóng"</dt><dd>{format!("{} / {}", count(total.hamlets.1), count(total.hamlets.0))}<small>{waiting(total)}</small></dd></div>
        </dl>
        {none.then(|| view! { <p class="empty">"Đợt này chưa có thôn nào. Hãy nhập thôn và số hộ."</p> })}
        {(!none).then(|| view! {
            <h2>{if by_hamlet { "Từng thôn, ít tham gia nhất ở trên" } else { "Từng xã, ít tham gia nhất ở trên" }}</h2>
            <table class="table">
                <caption class="unseen">"Tham gia theo nơi"</caption>
                <thead><tr>
                    <th scope="col">{if by_hamlet { "Thôn" } else { "Xã" }}</th>
                    <th scope="col">"Hộ tham gia (vạch: mức cần)"</th>
                    <th scope="col" class="num">"Tỷ lệ"</th>
                    <th scope="col" class="num">"Còn thiếu"</th>
                    <th scope="col">"Tình trạng"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })}
        </div>
        {looks.then(|| view! { <p><a href=format!("{address}/tin-hieu")>"Dấu hiệu cần xem lại"</a></p> })}
        {concludes.then(|| conclude_view(posted, watch))}
    };
    view! {
        <CommitteeLayout title=format!("Lấy ý kiến ở {}", watch.unit.name) me=me posted=posted.clone() path=path>{body}</CommitteeLayout>
    }
}

/// What waits in a place.
fn waiting(row: &WatchRow) -> String {
    let mut texts = Vec::new();
    if row.pending > 0 {
        texts.push(format!("{} phiếu giấy chờ chốt lô", count(row.pending)));
    }
    if row.conflicts > 0 {
        texts.push(format!("{} phiếu trùng chờ giải quyết", count(row.conflicts)));
    }
    texts.join("; ")
}

fn row_view(watch: &Watch, row: &WatchRow) -> impl IntoView + use<> {
    let rule = &watch.round.ruleset.participation;
    let share = participation(rule, &row.turnout);
    let short = short_of(watch, row);
    let (address, name) = match &row.hamlet {
        Some(hamlet) => (format!("/lam-viec/dot/{}/thon/{}", watch.round.id, hamlet.id), hamlet.name.clone()),
        None => (format!("/lam-viec/dot/{}?noi={}", watch.round.id, row.unit.code), row.unit.name.clone()),
    };
    let closed = row.hamlets.0 == row.hamlets.1;
    let (class, state) = if closed {
        ("status status--met", "Đã đóng".to_owned())
    } else if row.hamlet.is_none() {
        ("status status--none", format!("{} / {} thôn đã đóng", row.hamlets.1, row.hamlets.0))
    } else if row.turnout.issued == 0 {
        ("status status--not", "Chưa phát phiếu".to_owned())
    } else {
        ("status status--none", "Đang nhận".to_owned())
    };
    let waits = waiting(row);
    view! {
        <tr>
            <th scope="row"><a href=address>{name}</a></th>
            <td>{part_bar(Lang::Vi, share, rule.percent, Growing::TookPart)}</td>
            <td class="num" data-label="Tỷ lệ"><b>{format!("{}%", share.vietnamese())}</b><small>{format!("{} / {}", count(share.part), count(share.whole))}</small></td>
            <td class="num" data-label="Còn thiếu">{if share.whole == 0 { "–".to_owned() } else if short > 0 { format!("{} hộ", count(short)) } else { "đủ".to_owned() }}</td>
            <td data-label="Tình trạng"><span class=class>{state}</span><small>{waits}</small></td>
        </tr>
    }
}

fn conclude_view(posted: &Posted, watch: &Watch) -> impl IntoView + use<> {
    let address = format!("/lam-viec/dot/{}", watch.round.id);
    match watch.round.state {
        State::Open => {
            let missing = watch.total.hamlets.0 - watch.total.hamlets.1;
            let without = (missing > 0).then(|| {
                let label = format!("Lý do đóng khi {} thôn chưa đóng", count(missing));
                Field::text("without", &label).hint("Bỏ trống nếu còn chờ các thôn. Lý do được ghi vào thông báo.").lines(2, 500).draw(posted)
            });
            let unbegun = watch.total.turnout.issued == 0;
            view! {
                <h2>"Đóng đợt"</h2>
                <form class="form" method="post" action=address>
                    <p>"Sau khi đóng không nhận thêm phiếu nào; mã chưa dùng hết hiệu lực."</p>
                    {without}
                    <div class="buttons">
                        <button class="button button--small" name="step" value="close">"Đóng đợt"</button>
                        {unbegun.then(|| view! { <button class="button button--quiet" name="step" value="reconsider">"Đưa về kế hoạch"</button> })}
                    </div>
                </form>
            }
            .into_any()
        }
        State::Closed => view! { <p><a class="button button--small button--link" href=format!("{address}/thong-bao")>"Soạn thông báo và công bố"</a></p> }.into_any(),
        State::Published => view! { <p><a href=format!("{address}/thong-bao")>"Thông báo đã công bố, đính chính, lấy ý kiến lại"</a></p> }.into_any(),
    }
}
