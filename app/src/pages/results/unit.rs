//! A province or district: all its communes, to be searched, filtered and sorted.

use crate::domain::survey::interval::remark;
use crate::domain::survey::percent::{Share, count};
use crate::domain::units::commune_list::{Filter, Order, Page, Query, Row};
use crate::domain::units::unit::{Unit, UnitRef};
use crate::i18n::day;
use crate::pages::results::recommendations::recommendations_view;
use crate::pages::results::unit_address::{address, path_view};
use crate::ports::recommendations::Recommendation;
use crate::ports::results::Area;
use crate::ui::layout::{Frame, Width};
use crate::ui::pages::pages_view;
use leptos::prelude::*;

/// Reads what an address asks of the list; anything strange is the default.
pub(super) fn read_query(asked_for: &impl Fn(&str) -> String) -> Query {
    let order = asked_for("xep");
    let filter = asked_for("loc");
    Query {
        search: asked_for("tim").chars().take(60).collect(),
        district: asked_for("huyen"),
        filter: Filter::ALL.iter().find(|(_, word)| *word == filter).map(|(filter, _)| *filter).unwrap_or_default(),
        order: Order::ALL.iter().find(|(_, word)| *word == order).map(|(order, _)| *order).unwrap_or_default(),
        descending: asked_for("giam") == "1",
        page: asked_for("trang").parse().unwrap_or(1),
    }
}

/// The list.
pub(super) fn area_view(
    area: Area,
    query: Query,
    has_plan: bool,
    recommendations: &[Recommendation],
) -> impl IntoView + use<> {
    let all = area.rows.len();
    let asked = area.rows.iter().filter(|row| row.result.is_some()).count();
    let of = |filter: Filter| area.rows.iter().filter(|row| filter.passes(row)).count() as u64;
    let (met, again) = (count(of(Filter::Met)), of(Filter::MetAgain));
    let again =
        if again == 0 { String::new() } else { format!(", {} nơi đạt ở nội dung hỏi lại", count(again)) };
    let has_districts = !area.districts.is_empty();
    let title = area.unit.named.name.clone();
    let page = query.apply(area.rows);
    let unit = &area.unit;
    let published = area
        .published
        .first()
        .map(|round| format!("Công bố gần nhất: {}, ngày {}.", round.ruleset, day(round.published_on)));
    let rows = page.rows.iter().map(|row| row_view(row, has_districts)).collect_view();
    let name = head(&query, unit, Order::Name, "Xã");
    let figures = [
        (Order::Participation, "Hộ tham gia"),
        (Order::Overall, "Hài lòng chung"),
        (Order::Verdict, "Kết luận"),
        (Order::Criteria, "Tiêu chí đạt"),
    ];
    let figures = figures.map(|(order, text)| head(&query, unit, order, text)).into_iter().collect_view();
    let (map, whole) = (address(unit, "/ban-do", ""), address(unit, "", ""));
    let plan = has_plan.then(|| address(unit, "/chi-tieu", ""));
    let (form, pages, path) = (
        filter_form(&query, unit, &area.districts),
        pages_view(page.page, page.pages, |to| address_of(&query, unit, query.order, query.descending, to)),
        path_view(&area.above),
    );
    let recommendations = recommendations_view(recommendations);
    view! {
        <Frame title=title.clone() width=Width::Wide>
            {path}
            <h1>{title}</h1>
            <p class="lead">
                {format!("{} đơn vị cấp xã, {} nơi đã có kết quả công bố, {met} nơi đạt mức hài lòng{again}. ", count(all as u64), count(asked as u64))}
                {published}
            </p>
            <p class="ways"><a href=map>"Bản đồ"</a>{plan.map(|to| view! { <a href=to>"Chỉ tiêu của kế hoạch"</a> })}</p>
            {form}
            <p class="found" role="status">{found_text(&page)}</p>
            {page.rows.is_empty().then(|| view! {
                <p class="empty">"Không có xã nào hợp với lựa chọn này. "<a href=whole>"Xem tất cả"</a></p>
            })}
            {(!page.rows.is_empty()).then(|| view! {
                <table class="table">
                    <caption class="unseen">"Kết quả theo xã"</caption>
                    <thead><tr>
                        {name}
                        {has_districts.then(|| view! { <th scope="col">"Huyện"</th> })}
                        {figures}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            })}
            {pages}
            {recommendations}
        </Frame>
    }
}

fn found_text(page: &Page) -> String {
    if page.pages > 1 {
        format!("{} xã, trang {} trên {}", count(page.found as u64), page.page, page.pages)
    } else {
        format!("{} xã", count(page.found as u64))
    }
}

fn filter_form(query: &Query, unit: &Unit, districts: &[UnitRef]) -> impl IntoView + use<> {
    let district_options = districts
        .iter()
        .map(|unit| {
            let chosen = unit.code == query.district;
            view! { <option value=unit.code.clone() selected=chosen>{unit.name.clone()}</option> }
        })
        .collect_view();
    let filters = Filter::ALL.map(|(filter, word)| {
        let text = match filter {
            Filter::All => "Tất cả",
            Filter::Met => "Đạt",
            Filter::MetAgain => "Đạt ở nội dung hỏi lại",
            Filter::NotMet => "Chưa đạt",
            Filter::None => "Chưa có kết quả",
        };
        view! { <option value=word selected=filter == query.filter>{text}</option> }
    });
    let order = Order::ALL.iter().find(|(order, _)| *order == query.order).map(|(_, word)| *word);
    view! {
        <form class="filter" method="get" action=format!("/ket-qua/{}", unit.named.code) role="search">
            {unit.valid_to.map(|last| view! { <input type="hidden" name="ngay" value=last.to_string()/> })}
            <div class="filter__field">
                <label for="tim">"Tìm xã"</label>
                <input id="tim" name="tim" type="search" value=query.search.clone() maxlength="60" autocomplete="off"/>
            </div>
            {(!districts.is_empty()).then(|| view! {
                <div class="filter__field">
                    <label for="huyen">"Huyện"</label>
                    <select id="huyen" name="huyen"><option value="">"Tất cả"</option>{district_options}</select>
                </div>
            })}
            <div class="filter__field">
                <label for="loc">"Kết luận"</label>
                <select id="loc" name="loc">{filters.into_iter().collect_view()}</select>
            </div>
            <input type="hidden" name="xep" value=order/>
            {query.descending.then(|| view! { <input type="hidden" name="giam" value="1"/> })}
            <button class="button button--small">"Xem"</button>
        </form>
    }
}

/// The address of the same list, sorted or cut otherwise.
fn address_of(query: &Query, unit: &Unit, order: Order, descending: bool, page: usize) -> String {
    let word = |all: &[(Order, &'static str)]| all.iter().find(|(o, _)| *o == order).map_or("ten", |(_, word)| word);
    let filter = Filter::ALL.iter().find(|(f, _)| *f == query.filter).map_or("tat-ca", |(_, word)| word);
    let escape = leptos_router::location::Url::escape;
    let more = format!(
        "tim={}&huyen={}&loc={filter}&xep={}&giam={}&trang={page}",
        escape(&query.search),
        escape(&query.district),
        word(&Order::ALL),
        u8::from(descending)
    );
    address(unit, "", &more)
}

fn head(query: &Query, unit: &Unit, order: Order, text: &'static str) -> impl IntoView + use<> {
    let is_sorted = query.order == order;
    let is_figure = matches!(order, Order::Participation | Order::Overall | Order::Criteria);
    let descending = is_sorted && !query.descending;
    let sorted = match (is_sorted, query.descending) {
        (false, _) => None,
        (true, false) => Some("ascending"),
        (true, true) => Some("descending"),
    };
    let arrow = match sorted {
        Some("ascending") => " ↑",
        Some(_) => " ↓",
        None => "",
    };
    view! {
        <th scope="col" class:num=is_figure aria-sort=sorted>
            <a href=address_of(query, unit, order, descending, 1)>{text}</a>
            <span aria-hidden="true">{arrow}</span>
        </th>
    }
}

fn row_view(row: &Row, has_districts: bool) -> impl IntoView + use<> {
    let none = || view! { <span class="soft">"Chưa có"</span> }.into_any();
    let share = |share: Share| {
        let under = format!("{} / {}", count(share.part), count(share.whole));
        view! { <b>{format!("{}%", share.vietnamese())}</b><small>{under}</small> }.into_any()
    };
    let result = row.result.as_ref();
    let participation = result.map_or_else(none, |result| share(result.participation));
    let few = result.and_then(|result| remark(result.overall, result.participation.whole, None));
    let few = few.map(|text| view! { <small class="few">{text}</small> });
    let overall = result.map_or_else(none, |result| view! { {share(result.overall)} {few} }.into_any());
    let again = result.is_some_and(|result| result.asked_again && result.met.is_some());
    let again = again.then(|| view! { <small>"ở nội dung hỏi lại"</small> });
    let verdict = match result.map(|result| result.met) {
        None => none(),
        Some(None) => view! { <span class="status status--none">"Không có ngưỡng"</span> }.into_any(),
        Some(Some(true)) if again.is_some() => view! { <span class="status status--none">"Đạt"</span> }.into_any(),
        Some(Some(true)) => view! { <span class="status status--met">"Đạt"</span> }.into_any(),
        Some(Some(false)) => view! { <span class="status status--not">"Chưa đạt"</span> }.into_any(),
    };
    let criteria = row
        .criteria
        .map_or_else(none, |share| view! { <b>{format!("{} / {}", share.part, share.whole)}</b> }.into_any());
    let district = row.district.as_ref().map(|unit| unit.name.clone());
    let is_bare = result.is_none() && row.criteria.is_none();
    view! {
        <tr class:bare=is_bare>
            <th scope="row"><a href=address(&row.unit, "", "")>{row.unit.named.name.clone()}</a></th>
            {has_districts.then(|| view! { <td data-label="Huyện">{district}</td> })}
            <td class="num" data-label="Hộ tham gia">{participation}</td>
            <td class="num" data-label="Hài lòng chung">{overall}</td>
            <td data-label="Kết luận">{verdict}{again}</td>
            <td class="num" data-label="Tiêu chí đạt">{criteria}</td>
        </tr>
    }
}
