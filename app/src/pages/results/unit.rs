//! A province or district: all its communes, to be searched, filtered and sorted.

use crate::documents::{Cell, Column};
use crate::domain::survey::interval::remark;
use crate::domain::survey::percent::Share;
use crate::domain::units::unit::{Unit, UnitRef};
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::list_file::{List, ListFormat};
use crate::pages::results::commune_list::{ListFilter, ListOrder, ListPage, ListQuery};
use crate::pages::results::recommendations::recommendations_view;
use crate::pages::results::unit_address::{UnitPage, address, path_view};
use crate::ports::recommendations::Recommendation;
use crate::ports::results::{Area, CommuneRow};
use crate::routes::{Address as _, UnitList, UnitResults};
use crate::ui::fold::fold_under;
use crate::ui::language::language_field;
use crate::ui::layout::{Frame, Width};
use crate::ui::list_files::list_files_view;
use crate::ui::markup::IntoMarkup as _;
use crate::ui::pages::pages_view;
use crate::ui::share::{part_of_whole, percent};
use crate::ui::shared_link::shared_about;
use crate::ui::status::{Mark, mark_view};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The list.
pub(super) fn area_view(
    lang: Lang,
    area: Area,
    query: &ListQuery,
    has_plan: bool,
    unjudged: &str,
    recommendations: &[Recommendation],
) -> impl IntoView + use<> {
    let has_verdict = has_verdict(&area.rows);
    let lead = lead(lang, &area, has_verdict);
    let published = area
        .published
        .first()
        .map(|round| t!(lang, "area-published", ruleset = &round.ruleset, day = round.published_on));
    let has_districts = !area.districts.is_empty();
    let title = area.unit.named.name.clone();
    let page = query.apply(area.rows);
    let unit = &area.unit;
    let (map, whole) = (address(lang, unit, UnitPage::Map, &[]), address(lang, unit, UnitPage::Results, &[]));
    let plan = has_plan.then(|| address(lang, unit, UnitPage::Targets, &[]));
    let community = address(lang, unit, UnitPage::Community, &[]);
    let (form, pages, path) = (
        filter_form(lang, query, unit, &area.districts, has_verdict),
        pages_view(lang, page.page, page.pages, |to| {
            list_address(lang, query, unit, (query.order, query.descending), to, query.is_long)
        }),
        path_view(lang, &area.above),
    );
    // All at once, for whoever looks on a desk, prints or searches in the page.
    let all = (page.pages > 1 && !query.is_long).then(|| {
        let to = list_address(lang, query, unit, (query.order, query.descending), 1, true);
        view! { <p><a href=to>{t!(lang, "area-show-all", count = page.found)}</a></p> }
    });
    let files = (page.found > 0)
        .then(|| list_files_view(lang, ListFormat::ALL.map(|format| list_file_address(query, unit, format))));
    let recommendations = recommendations_view(lang, recommendations);
    let picture = address(lang, unit, UnitPage::Picture, &[]);
    let table = (!page.rows.is_empty()).then(|| table(lang, query, unit, &page, (has_districts, has_verdict)));
    let unjudged =
        (!unjudged.is_empty()).then(|| view! { <p class="note">{t!(lang, "area-no-threshold", sets = unjudged)}</p> });
    view! {
        <Frame lang title=title.clone() width=Width::Wide picture=picture>
            {path}
            <h1>{title}</h1>
            {shared_about(lead.clone())}
            <p class="lead">{lead}" "{published}</p>
            <p class="ways"><a href=map>{t!(lang, "area-map")}</a>{plan.map(|to| view! { <a href=to>{t!(lang, "area-targets")}</a> })}<a href=community>{t!(lang, "area-community")}</a></p>
            {form}
            <p class="found" role="status">{found_text(lang, &page)}</p>
            {page.rows.is_empty().then(|| view! {
                <p class="empty">{t!(lang, "area-none")}" "<a href=whole>{t!(lang, "area-all")}</a></p>
            })}
            {unjudged}
            {table}
            {pages}
            {all}
            {files}
            {recommendations}
        </Frame>
    }
}

/// Whether anything is judged here, or still can be: not where there are results and no share was asked for in any.
fn has_verdict(rows: &[CommuneRow]) -> bool {
    let mut results = rows.iter().filter_map(|row| row.result.as_ref()).peekable();
    results.peek().is_none() || results.any(|result| result.met.is_some())
}

/// How many communes there are, how many have results, how many of those are enough.
fn lead(lang: Lang, area: &Area, has_verdict: bool) -> String {
    let asked = area.rows.iter().filter(|row| row.result.is_some()).count();
    let of = |filter: ListFilter| area.rows.iter().filter(|row| filter.passes(row)).count();
    let (all, met, again) = (area.rows.len(), of(ListFilter::Met), of(ListFilter::MetAgain));
    if !has_verdict {
        t!(lang, "area-lead-unjudged", all = all, asked = asked)
    } else if again == 0 {
        t!(lang, "area-lead", all = all, asked = asked, met = met)
    } else {
        t!(lang, "area-lead-again", all = all, asked = asked, met = met, again = again)
    }
}

fn found_text(lang: Lang, page: &ListPage) -> String {
    if page.pages > 1 {
        t!(lang, "area-found-pages", count = page.found, page = page.page, pages = page.pages)
    } else {
        t!(lang, "area-found", count = page.found)
    }
}

fn filter_text(lang: Lang, filter: ListFilter) -> String {
    match filter {
        ListFilter::All => t!(lang, "area-filter-all"),
        ListFilter::Met => t!(lang, "result-met"),
        ListFilter::MetAgain => t!(lang, "result-met-again"),
        ListFilter::NotMet => t!(lang, "result-not-met"),
        ListFilter::None => t!(lang, "result-none"),
    }
}

fn filter_form(
    lang: Lang,
    query: &ListQuery,
    unit: &Unit,
    districts: &[UnitRef],
    has_verdict: bool,
) -> impl IntoView + use<> {
    let district_options = districts
        .iter()
        .map(|unit| {
            let chosen = unit.code == query.district;
            view! { <option value=unit.code.clone() selected=chosen>{unit.name.clone()}</option> }
        })
        .collect_view();
    let offered = ListFilter::ALL.into_iter().filter(|filter| has_verdict || !filter.is_of_verdict());
    let filters = offered.map(|filter| {
        let text = filter_text(lang, filter);
        view! { <option value=filter.into_str() selected=filter == query.filter>{text}</option> }
    });
    let filter_label = if has_verdict { t!(lang, "column-verdict") } else { t!(lang, "area-results") };
    let action = UnitResults { code: unit.named.code.clone() }.to_string();
    let district = districts.iter().find(|district| district.code == query.district);
    let place = district.map_or_else(|| t!(lang, "area-filter-everywhere"), |district| district.name.clone());
    let chosen = t!(lang, "area-filter-chosen", place = place, filter = filter_text(lang, query.filter));
    let fields = view! {
        {(!districts.is_empty()).then(|| view! {
            <div class="filter__field">
                <label for="huyen">{t!(lang, "column-district")}</label>
                <select id="huyen" name="huyen"><option value="">{t!(lang, "area-filter-all")}</option>{district_options}</select>
            </div>
        })}
        <div class="filter__field">
            <label for="loc">{filter_label}</label>
            <select id="loc" name="loc">{filters.collect_view()}</select>
        </div>
    };
    view! {
        <form class="filter" method="get" action=action role="search">
            {unit.valid_to.map(|last| view! { <input type="hidden" name="ngay" value=last.to_string()/> })}
            <div class="filter__field">
                <label for="tim">{t!(lang, "area-search")}</label>
                <input id="tim" name="tim" type="search" value=query.search.clone() maxlength="60" autocomplete="off"/>
            </div>
            {fold_under(chosen, fields)}
            <input type="hidden" name="xep" value=query.order.into_str()/>
            {query.descending.then(|| view! { <input type="hidden" name="giam" value="1"/> })}
            {language_field(lang)}
            <button class="button button--small">{t!(lang, "show")}</button>
        </form>
    }
}

/// The address of the same list, sorted or cut otherwise.
fn list_address(
    lang: Lang,
    query: &ListQuery,
    unit: &Unit,
    (order, descending): (ListOrder, bool),
    page: usize,
    is_long: bool,
) -> String {
    let page = page.to_string();
    let more = [
        ("tim", query.search.as_str()),
        ("huyen", &query.district),
        ("loc", query.filter.into_str()),
        ("xep", order.into_str()),
        ("giam", if descending { "1" } else { "0" }),
        ("trang", &page),
        ("dai", if is_long { "1" } else { "0" }),
    ];
    address(lang, unit, UnitPage::Results, &more)
}

/// The file of the same list.
fn list_file_address(query: &ListQuery, unit: &Unit, format: ListFormat) -> String {
    let last = unit.valid_to.map(|day| day.to_string()).unwrap_or_default();
    let more = [
        ("ngay", last.as_str()),
        ("tim", &query.search),
        ("huyen", &query.district),
        ("loc", query.filter.into_str()),
        ("xep", query.order.into_str()),
        ("giam", if query.descending { "1" } else { "" }),
    ];
    let more: Vec<(&str, &str)> = more.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    UnitList { code: unit.named.code.clone(), format }.with(&more)
}

/// The list as a table of a file: counts beside each share.
pub(super) fn list_of(unit: &Unit, rows: Vec<CommuneRow>, today: NaiveDate) -> List {
    let lang = Lang::Vi;
    let share = |share: Option<Share>| match share {
        Some(share) if share.whole > 0 => {
            [Cell::count(lang, share.part), Cell::count(lang, share.whole), Cell::share(lang, share.decimal().as_ref())]
        }
        _ => [Cell::new(""), Cell::new(""), Cell::new("")],
    };
    let row = |row: CommuneRow| {
        let result = row.result.as_ref();
        let verdict = match result.map(|result| result.met) {
            None => t!("nothing-yet"),
            Some(None) => t!("result-no-threshold"),
            Some(Some(true)) => t!("result-met"),
            Some(Some(false)) => t!("result-not-met"),
        };
        let mut cells = vec![
            Cell::new(row.unit.named.code.clone()),
            Cell::new(row.unit.named.name.clone()),
            Cell::new(row.district.as_ref().map(|district| district.name.clone()).unwrap_or_default()),
        ];
        cells.extend(share(result.map(|result| result.participation)));
        cells.extend(share(result.map(|result| result.overall)));
        cells.push(Cell::new(verdict));
        let criteria = row.criteria.map(|share| [Cell::count(lang, share.part), Cell::count(lang, share.whole)]);
        cells.extend(criteria.unwrap_or_else(|| [Cell::new(""), Cell::new("")]));
        cells
    };
    let heads = vec![
        (t!("list-code"), Column::words(8)),
        (t!("column-commune"), Column::words(20)),
        (t!("column-district"), Column::words(16)),
        (t!("list-took-part"), Column::numbers(9)),
        (t!("list-took-part-of"), Column::numbers(9)),
        (t!("list-participation-percent"), Column::numbers(9)),
        (t!("list-satisfied"), Column::numbers(9)),
        (t!("list-satisfied-of"), Column::numbers(9)),
        (t!("list-satisfied-percent"), Column::numbers(9)),
        (t!("column-verdict"), Column::words(16)),
        (t!("column-criteria-met"), Column::numbers(9)),
        (t!("list-criteria-of"), Column::numbers(9)),
    ];
    let title = t!("list-of-results", unit = &unit.named.name);
    List::new(title, t!("list-as-of", day = today), heads, rows.into_iter().map(row).collect())
}

fn table(
    lang: Lang,
    query: &ListQuery,
    unit: &Unit,
    page: &ListPage,
    (has_districts, has_verdict): (bool, bool),
) -> impl IntoView + use<> {
    let rows = page.rows.iter().map(|row| row_view(lang, row, has_districts, has_verdict)).collect_view();
    let name = head(lang, query, unit, ListOrder::Name, t!(lang, "column-commune"));
    let figures = [
        (ListOrder::Participation, t!(lang, "column-participation")),
        (ListOrder::Overall, t!(lang, "column-overall")),
        (ListOrder::Verdict, t!(lang, "column-verdict")),
        (ListOrder::Criteria, t!(lang, "column-criteria-met")),
    ];
    let figures = figures.into_iter().filter(|(order, _)| has_verdict || *order != ListOrder::Verdict);
    let figures = figures.map(|(order, text)| head(lang, query, unit, order, text)).collect_view();
    view! {
        <table class="table table--lines">
            <caption class="unseen">{t!(lang, "area-caption")}</caption>
            <thead><tr>
                {name}
                {has_districts.then(|| view! { <th scope="col">{t!(lang, "column-district")}</th> })}
                {figures}
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn head(lang: Lang, query: &ListQuery, unit: &Unit, order: ListOrder, text: String) -> impl IntoView + use<> {
    let is_sorted = query.order == order;
    let is_figure = matches!(order, ListOrder::Participation | ListOrder::Overall | ListOrder::Criteria);
    let descending = is_sorted && !query.descending;
    let (sorted, arrow) = match (is_sorted, query.descending) {
        (false, _) => (None, ""),
        (true, false) => (Some("ascending"), " ↑"),
        (true, true) => (Some("descending"), " ↓"),
    };
    view! {
        <th scope="col" class:num=is_figure aria-sort=sorted>
            <a href=list_address(lang, query, unit, (order, descending), 1, query.is_long)>{text}</a>
            <span aria-hidden="true">{arrow}</span>
        </th>
    }
}

fn row_view(lang: Lang, row: &CommuneRow, has_districts: bool, has_verdict: bool) -> impl IntoView + use<> {
    let none = || view! { <span class="soft">{t!(lang, "nothing-yet")}</span> }.into_markup();
    let unknown = || view! { <span class="soft">{t!(lang, "no-data")}</span> }.into_markup();
    let share =
        |share: Share| view! { <b>{percent(lang, share)}</b><small>{part_of_whole(lang, share)}</small> }.into_markup();
    let result = row.result.as_ref();
    let participation = result.map_or_else(none, |result| share(result.participation));
    let few = result.and_then(|result| remark(result.overall, result.participation.whole, None));
    let few = few.map(|remark| view! { <small class="few">{label(lang, remark)}</small> });
    let overall = result.map_or_else(none, |result| view! { {share(result.overall)} {few} }.into_markup());
    let again = result.is_some_and(|result| result.asked_again && result.met.is_some());
    let verdict = match result.map(|result| result.met) {
        None => none(),
        // Why nothing is judged stands above the table.
        Some(None) => view! { <span class="soft">"–"</span> }.into_markup(),
        // What holds in a part is not drawn as holding.
        Some(Some(true)) if again => mark_view(Mark::Open, t!(lang, "result-met")).into_markup(),
        Some(Some(true)) => mark_view(Mark::Met, t!(lang, "result-met")).into_markup(),
        Some(Some(false)) => mark_view(Mark::NotMet, t!(lang, "result-not-met")).into_markup(),
    };
    let again = again.then(|| view! { <small>{t!(lang, "result-asked-again")}</small> });
    let criteria =
        row.criteria.map_or_else(unknown, |share| view! { <b>{part_of_whole(lang, share)}</b> }.into_markup());
    let district = row.district.as_ref().map(|unit| unit.name.clone());
    let is_bare = result.is_none() && row.criteria.is_none();
    view! {
        <tr class:bare=is_bare>
            <th scope="row"><a href=address(lang, &row.unit, UnitPage::Results, &[])>{row.unit.named.name.clone()}</a></th>
            {has_districts.then(|| view! { <td data-label=t!(lang, "column-district")>{district}</td> })}
            <td class="num" data-label=t!(lang, "column-participation")>{participation}</td>
            <td class="num" data-label=t!(lang, "column-overall")>{overall}</td>
            {has_verdict.then(|| view! { <td class="line-end" data-label=t!(lang, "column-verdict")>{verdict}{again}</td> })}
            <td class="num" data-label=t!(lang, "column-criteria-met")>{criteria}</td>
        </tr>
    }
}
