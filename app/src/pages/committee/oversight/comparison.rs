//! Oversight: what is claimed beside what people say, worst first; the way to everything else that oversees.

use crate::domain::oversight::comparison::Agreement;
use crate::domain::people::account::Power;
use crate::domain::survey::interval;
use crate::domain::survey::percent::count;
use crate::domain::units::unit::{Level, Unit, UnitRef};
use crate::i18n::{Lang, day, local};
use crate::pages::committee::page::{asked_for, committee_page};
use crate::pages::results::targets::profiles;
use crate::pages::results::unit_address::{UnitPage, address};
use crate::ports::comparisons::ClaimRow;
use crate::ports::comparisons::Claims;
use crate::ports::sessions::Signed;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::labels::label;
use crate::ui::pages::pages_view;
use crate::ui::share::{hatching, share_bar};
use crate::ui::status::status_view;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

const ADDRESS: &str = "/lam-viec/giam-sat";
/// How many rows a page holds.
const PAGE: usize = 60;

/// What an address asks of the list.
#[derive(Clone, Debug)]
struct Query {
    unit: String,
    district: String,
    criterion: String,
    round: Option<Uuid>,
    agreement: Agreement,
    on: Option<NaiveDate>,
    page: usize,
}

impl Query {
    fn read() -> Self {
        let word = asked_for("loai");
        Self {
            unit: asked_for("noi"),
            district: asked_for("huyen"),
            criterion: asked_for("tieu-chi"),
            round: asked_for("dot").parse().ok(),
            agreement: Agreement::ALL
                .into_iter()
                .find(|(_, own)| *own == word)
                .map_or(Agreement::Mismatch, |(agreement, _)| agreement),
            on: asked_for("ngay").parse().ok(),
            page: asked_for("trang").parse().unwrap_or(1),
        }
    }

    fn passes(&self, row: &ClaimRow) -> bool {
        (self.criterion.is_empty() || row.criterion == self.criterion) && self.lies_in(row.district.as_ref())
    }

    fn lies_in(&self, district: Option<&UnitRef>) -> bool {
        self.district.is_empty() || district.is_some_and(|district| district.code == self.district)
    }

    fn address(&self, agreement: Agreement, page: usize) -> String {
        let word = Agreement::ALL.iter().find(|(one, _)| *one == agreement).map_or("lech", |(_, word)| word);
        let escape = leptos_router::location::Url::escape;
        let round = self.round.map(|round| round.to_string()).unwrap_or_default();
        let on = self.on.map(|on| on.to_string()).unwrap_or_default();
        format!(
            "{ADDRESS}?loai={word}&noi={}&huyen={}&tieu-chi={}&dot={round}&ngay={on}&trang={page}",
            escape(&self.unit),
            escape(&self.district),
            escape(&self.criterion)
        )
    }
}

/// The list.
#[component]
pub fn ClaimsPage() -> impl IntoView {
    let query = Query::read();
    committee_page(move |ports, me, _| async move {
        let on = query.on.unwrap_or_else(|| local((ports.now)()).date());
        let unit = Some(query.unit.as_str()).filter(|unit| !unit.is_empty());
        let mut claims = ports.comparisons.claims(&me.actor(), unit, query.round, on).await?;
        let has_plan = !profiles(&ports, &claims.unit.named.code).await?.is_empty();
        let today = local((ports.now)()).date();
        // Wards and townships are recognised by no set, so nobody has to be asked there.
        claims.unasked.retain(|(unit, _)| ports.rulesets.values().any(|set| set.recognises(&unit.named)));
        Ok(claims_view(me, &query, &claims, (on, today), has_plan).into_any())
    })
}

fn claims_view(
    me: Arc<Signed>,
    query: &Query,
    claims: &Claims,
    (on, today): (NaiveDate, NaiveDate),
    has_plan: bool,
) -> impl IntoView + use<> {
    let mut tallies: BTreeMap<usize, u64> = BTreeMap::new();
    let is_open = |row: &&ClaimRow| row.comparison.agreement == Agreement::Mismatch && !row.comparison.is_settled();
    let open = claims.rows.iter().filter(|row| query.passes(row)).filter(is_open).count() as u64;
    for row in claims.rows.iter().filter(|row| query.passes(row)) {
        let place = Agreement::ALL.iter().position(|(one, _)| *one == row.comparison.agreement).unwrap_or_default();
        *tallies.entry(place).or_default() += 1;
    }
    let ways = (0..)
        .zip(Agreement::ALL)
        .map(|(place, (agreement, _))| {
            let number = count(tallies.get(&place).copied().unwrap_or_default());
            let text = match agreement {
                Agreement::Mismatch if open > 0 => {
                    format!("{} ({number}, {} chưa kết luận được)", label(Lang::Vi, agreement), count(open))
                }
                _ => format!("{} ({number})", label(Lang::Vi, agreement)),
            };
            let here = (agreement == query.agreement).then_some("page");
            view! { <li><a href=query.address(agreement, 1) aria-current=here>{text}</a></li> }
        })
        .collect_view();
    let found: Vec<&ClaimRow> =
        claims.rows.iter().filter(|row| row.comparison.agreement == query.agreement && query.passes(row)).collect();
    let pages = found.len().div_ceil(PAGE).max(1);
    let page = query.page.clamp(1, pages);
    let recommends = me.role.may(Power::Recommend);
    let rows =
        found.iter().skip((page - 1) * PAGE).take(PAGE).map(|row| row_view(row, recommends, today)).collect_view();
    let none = found.is_empty();
    let districts = claims
        .districts
        .iter()
        .map(|unit| view! { <option value=unit.code.clone() selected=unit.code == query.district>{unit.name.clone()}</option> })
        .collect_view();
    let unasked = claims.unasked.iter().filter(|(_, district)| query.lies_in(district.as_ref()));
    let unasked: Vec<&Unit> = unasked.map(|(unit, _)| unit).collect();
    let unasked = (query.agreement == Agreement::NotAsked && !unasked.is_empty()).then(|| {
        let text = format!("{} xã chưa có đợt lấy ý kiến nào được công bố", count(unasked.len() as u64));
        let names = unasked
            .iter()
            .map(|unit| view! { <li><a href=address(Lang::Vi, unit, UnitPage::Results, &[])>{unit.vietnamese()}</a></li> })
            .collect_view();
        view! { <details class="sources sources--slim"><summary>{text}</summary><ul>{names}</ul></details> }
    });
    let has_districts = !claims.districts.is_empty();
    // By name: sets number other contents alike.
    let names: BTreeSet<(u32, &str)> =
        claims.rows.iter().map(|row| (row.comparison.criterion, row.criterion.as_str())).collect();
    let criteria = names
        .into_iter()
        .map(|(no, name)| view! { <option value=name.to_owned() selected=name == query.criterion>{format!("{no}. {name}")}</option> })
        .collect_view();
    let rounds = claims
        .rounds
        .iter()
        .map(|(round, communes)| {
            let when = round.published_on.map(day).unwrap_or_default();
            let text = format!("{}, công bố {when}, {} xã", round.unit.name, count(*communes));
            view! { <option value=round.id.to_string() selected=Some(round.id) == query.round>{text}</option> }
        })
        .collect_view();
    let word = Agreement::ALL.iter().find(|(one, _)| *one == query.agreement).map(|(_, word)| *word);
    let (place, level) = (&claims.unit, claims.unit.named.level);
    // The day that is looked at goes along.
    let dated = |page: UnitPage, more: &[(&str, &str)]| match place.valid_to {
        None if on != today => address(Lang::Vi, place, page, &[&[("ngay", on.to_string().as_str())], more].concat()),
        _ => address(Lang::Vi, place, page, more),
    };
    let links = view! {
        <p class="ways">
            <a href="/lam-viec/tieu-chi">"Tình trạng tiêu chí"</a>
            <a href="/lam-viec/kien-nghi">"Kiến nghị"</a>
            {(level < Level::Commune).then(|| view! {
                <a href=dated(UnitPage::Map, &[("xem", "lech")])>"Bản đồ"</a>
                {has_plan.then(|| view! { <a href=dated(UnitPage::Targets, &[])>"Chỉ tiêu của kế hoạch"</a> })}
            })}
        </p>
    };
    let lead = format!(
        "Tình trạng tiêu chí tính đến hết ngày {}, bên cạnh đợt lấy ý kiến đã công bố gần nhất của từng xã. Chắc chắn lệch ở trên, chênh nhiều trước.",
        day(on)
    );
    let past = claims.unit.valid_from.filter(|from| on < *from).map(|from| {
        let text = format!("Trước {} chưa có đơn vị này: đang xem các đơn vị cũ mà nó được lập từ đó.", day(from));
        view! { <p class="note">{text}</p> }
    });
    let turn = pages_view(Lang::Vi, page, pages, |to| query.address(query.agreement, to));
    let body = view! {
        {hatching()}
        {links}
        <p class="lead">{lead}</p>
        {past}
        <ul class="kinds">{ways}</ul>
        <form class="filter" method="get" action=ADDRESS>
            <input type="hidden" name="loai" value=word/>
            <input type="hidden" name="noi" value=query.unit.clone()/>
            {has_districts.then(|| view! { <div class="filter__field"><label for="huyen">"Huyện"</label><select id="huyen" name="huyen"><option value="">"Tất cả"</option>{districts}</select></div> })}
            <div class="filter__field"><label for="tieu-chi">"Tiêu chí"</label><select id="tieu-chi" name="tieu-chi"><option value="">"Tất cả"</option>{criteria}</select></div>
            <div class="filter__field"><label for="dot">"Đợt"</label><select id="dot" name="dot"><option value="">"Gần nhất của từng xã"</option>{rounds}</select></div>
            <div class="filter__field"><label for="ngay">"Vào ngày"</label><input id="ngay" name="ngay" type="date" value=on.to_string()/></div>
            <button class="button button--small">"Xem"</button>
        </form>
        <p class="found" role="status">{format!("{} dòng, trang {page} trên {pages}", count(found.len() as u64))}</p>
        {unasked}
        {none.then(|| view! { <p class="empty">"Không có dòng nào hợp với lựa chọn này."</p> })}
        {(!none).then(|| view! {
            <table class="table">
                <caption class="unseen">{label(Lang::Vi, query.agreement)}</caption>
                <thead><tr>
                    <th scope="col">"Xã và tiêu chí"</th><th scope="col">"Được báo"</th>
                    <th scope="col">"Người dân hài lòng (vạch: mức cần)"</th>
                    <th scope="col" class="num">"Tỷ lệ"</th><th scope="col" class="num">"Chênh"</th><th scope="col">"Kiến nghị"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        })}
        {turn}
    };
    view! {
        <CommitteeLayout title=format!("Giám sát, {}", claims.unit.named.name) me=me>{body}</CommitteeLayout>
    }
}

/// `9,00` of nine hundred hundredths of a point.
fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

fn row_view(row: &ClaimRow, recommends: bool, today: NaiveDate) -> impl IntoView + use<> {
    let (one, unit) = (&row.comparison, &row.unit.named);
    let share = one.share();
    let asked = if row.topic.is_empty() {
        "Không có câu hỏi nào".to_owned()
    } else {
        format!("Câu {}: {}", one.question.unwrap_or_default(), row.topic)
    };
    let district = row.district.as_ref().map(|district| format!(", {}", district.name)).unwrap_or_default();
    let when = row.round.published_on.map(day).unwrap_or_default();
    let range = interval::remark(share, one.households, one.threshold)
        .map(|said| view! { <p class="few">{label(Lang::Vi, said)}</p> });
    let gap = (one.agreement == Agreement::Mismatch || one.agreement == Agreement::BothLack).then(|| {
        view! { <b>{format!("{} điểm", points(one.gap_hundredths()))}</b><small>{format!("thiếu {} phiếu", count(one.short()))}</small> }
    });
    let last = row.unit.valid_to.map(|last| format!("&ngay={last}")).unwrap_or_default();
    let listed = format!("/lam-viec/kien-nghi?noi={}{last}", unit.code);
    let open = (row.open > 0).then(|| view! { <a href=listed>{format!("{} đang mở", count(row.open))}</a> });
    // What stands no more answers nobody.
    let asks = recommends && one.agreement == Agreement::Mismatch && row.unit.stands_on(today);
    let raise = asks.then(|| {
        let to = format!(
            "/lam-viec/kien-nghi/moi?noi={}&bo={}&tieu-chi={}&dot={}&cau={}",
            unit.code,
            row.round.ruleset.id,
            one.criterion,
            row.round.id,
            one.question.unwrap_or_default()
        );
        view! { <a href=to aria-label=format!("Kiến nghị về tiêu chí {} của {}", one.criterion, unit.name)>"Kiến nghị"</a> }
    });
    view! {
        <tr>
            <th scope="row"><a href=address(Lang::Vi, &row.unit, UnitPage::Results, &[("dot", &row.round.id.to_string())])>{unit.name.clone()}</a>{district}
                <small>{format!("{}. {}", one.criterion, row.criterion)}</small></th>
            <td data-label="Được báo">{status_view(Lang::Vi, one.status)}</td>
            <td><small>{format!("{asked}, công bố {when}")}</small>{(share.whole > 0).then(|| share_bar(Lang::Vi, share, one.threshold.map(|(_, percent)| percent)))}{range}</td>
            <td class="num" data-label="Tỷ lệ"><b>{format!("{}%", share.vietnamese())}</b><small>{format!("{} / {}", count(share.part), count(share.whole))}</small></td>
            <td class="num" data-label="Chênh">{gap}</td>
            <td data-label="Kiến nghị">{open}{(row.open > 0 && asks).then_some(" · ")}{raise}</td>
        </tr>
    }
}
