//! What a reader asks of the list of communes: searched, filtered, sorted and cut into pages.

use crate::domain::survey::percent::Share;
use crate::domain::units::search_key::search_key;
use crate::extract::Query;
use crate::ports::results::{CommuneRow, LatestResult};
use std::cmp::Ordering;
use strum::{EnumString, IntoStaticStr};

/// How many rows a page holds: on a phone some three screens.
const PAGE: usize = 20;
/// The same where all are asked for. A province fits on one; the whole country does not need to.
const LONG_PAGE: usize = 200;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(const_into_str)]
pub enum ListOrder {
    /// By name, those with results first: wards that nobody asks would otherwise fill the first screen.
    #[default]
    #[strum(serialize = "ten")]
    Name,
    /// By participation, lowest first.
    #[strum(serialize = "tham-gia")]
    Participation,
    /// By overall satisfaction, lowest first.
    #[strum(serialize = "hai-long")]
    Overall,
    /// Not met first.
    #[strum(serialize = "ket-luan")]
    Verdict,
    /// By criteria met, fewest first.
    #[strum(serialize = "tieu-chi")]
    Criteria,
}

/// Which verdicts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(const_into_str)]
pub enum ListFilter {
    /// All communes.
    #[default]
    #[strum(serialize = "tat-ca")]
    All,
    /// Those whose result is enough.
    #[strum(serialize = "dat")]
    Met,
    /// Those whose result is enough in what was asked again, whatever else there was before.
    #[strum(serialize = "dat-hoi-lai")]
    MetAgain,
    /// Those whose result is not.
    #[strum(serialize = "chua-dat")]
    NotMet,
    /// Those without a published result.
    #[strum(serialize = "chua-co")]
    None,
}

impl ListFilter {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::All, Self::Met, Self::MetAgain, Self::NotMet, Self::None];

    /// Whether it asks how a result was judged.
    pub const fn is_of_verdict(self) -> bool {
        matches!(self, Self::Met | Self::MetAgain | Self::NotMet)
    }

    /// Whether it lets a row through.
    pub fn passes(self, row: &CommuneRow) -> bool {
        let met = row.result.as_ref().map(|result| result.met);
        let again = row.result.as_ref().is_some_and(|result| result.asked_again);
        match self {
            Self::All => true,
            Self::Met => met == Some(Some(true)) && !again,
            Self::MetAgain => met == Some(Some(true)) && again,
            Self::NotMet => met == Some(Some(false)),
            Self::None => met.is_none(),
        }
    }
}

/// What a reader asks of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Words that the name must hold, with or without marks.
    pub search: String,
    /// The district's code, to see only its communes.
    pub district: String,
    /// Which verdicts.
    pub filter: ListFilter,
    /// Sorted by what.
    pub order: ListOrder,
    /// Turned round: highest first.
    pub descending: bool,
    /// Which page, from 1.
    pub page: usize,
    /// Whether pages are long.
    pub is_long: bool,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// Its rows.
    pub rows: Vec<CommuneRow>,
    /// How many rows pass the filter on all pages together.
    pub found: usize,
    /// Which page it is, from 1.
    pub page: usize,
    /// How many pages there are; at least one.
    pub pages: usize,
}

impl ListQuery {
    /// Reads what an address asks of the list; anything strange is the default.
    pub fn read(asked: &Query) -> Self {
        Self {
            search: asked.get("tim").chars().take(60).collect(),
            district: asked.get("huyen").to_owned(),
            filter: asked.parse("loc").unwrap_or_default(),
            order: asked.parse("xep").unwrap_or_default(),
            descending: asked.get("giam") == "1",
            page: asked.parse("trang").unwrap_or(1),
            is_long: asked.get("dai") == "1",
        }
    }

    /// All rows that pass, sorted. Rows without a figure come last, whichever way it is sorted.
    pub fn found(&self, rows: Vec<CommuneRow>) -> Vec<CommuneRow> {
        let wanted = search_key(&self.search);
        let passes = |row: &CommuneRow| {
            self.filter.passes(row)
                && (self.district.is_empty() || row.district.as_ref().is_some_and(|d| d.code == self.district))
                && (wanted.is_empty()
                    || search_key(&row.unit.named.name).contains(&wanted)
                    || row.unit.named.code == wanted)
        };
        let mut found: Vec<(String, CommuneRow)> =
            rows.into_iter().filter(passes).map(|row| (sort_name(&row), row)).collect();
        found.sort_by(|(a_name, a), (b_name, b)| {
            let by_name = a_name.cmp(b_name);
            let by_name = if self.order == ListOrder::Name { self.turn(by_name) } else { by_name };
            self.compare(a, b).then(by_name)
        });
        found.into_iter().map(|(_, row)| row).collect()
    }

    /// A page of them.
    pub fn apply(&self, rows: Vec<CommuneRow>) -> ListPage {
        let found = self.found(rows);
        let count = found.len();
        let size = if self.is_long { LONG_PAGE } else { PAGE };
        let pages = count.div_ceil(size).max(1);
        let page = self.page.clamp(1, pages);
        let rows = found.into_iter().skip((page - 1) * size).take(size).collect();
        ListPage { rows, found: count, page, pages }
    }

    fn compare(&self, a: &CommuneRow, b: &CommuneRow) -> Ordering {
        let share = |pick: fn(&LatestResult) -> Share| {
            let of = |row: &CommuneRow| row.result.as_ref().map(pick).filter(|share| share.whole > 0);
            missing_last(of(a), of(b), |a, b| self.turn(Share::compare(a, b)))
        };
        match self.order {
            ListOrder::Name => b.result.is_some().cmp(&a.result.is_some()),
            ListOrder::Participation => share(|result| result.participation),
            ListOrder::Overall => share(|result| result.overall),
            ListOrder::Verdict => {
                let of = |row: &CommuneRow| row.result.as_ref().and_then(|result| result.met);
                missing_last(of(a), of(b), |a, b| self.turn(a.cmp(&b)))
            }
            ListOrder::Criteria => missing_last(a.criteria, b.criteria, |a, b| self.turn(Share::compare(a, b))),
        }
    }

    fn turn(&self, order: Ordering) -> Ordering {
        if self.descending { order.reverse() } else { order }
    }
}

/// The name without its kind, so that "Thị trấn Dran" and "Xã Đạ Ròn" both sort where people look for them.
fn sort_name(row: &CommuneRow) -> String {
    let name = search_key(&row.unit.named.name);
    name.strip_prefix(&search_key(&row.unit.named.kind)).map_or(name.clone(), |rest| rest.trim().to_owned())
}

fn missing_last<T>(a: Option<T>, b: Option<T>, both: impl FnOnce(T, T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => both(a, b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::unit::{Level, Unit, UnitRef};
    use chrono::NaiveDate;

    fn row(name: &str, overall: Option<(u64, u64)>) -> CommuneRow {
        let kind = name.split(' ').next().unwrap_or_default().to_lowercase();
        CommuneRow {
            unit: Unit {
                id: uuid::Uuid::nil(),
                named: UnitRef { code: search_key(name), name: name.into(), kind, level: Level::Commune },
                parent: None,
                valid_from: None,
                valid_to: None,
            },
            district: None,
            result: overall.map(|(part, whole)| LatestResult {
                ruleset: String::new(),
                participation: Share::new(whole, 100),
                overall: Share::new(part, whole),
                met: Some(part * 10 >= whole * 9),
                asked_again: false,
                published_on: NaiveDate::default(),
            }),
            criteria: None,
        }
    }

    fn names(page: &ListPage) -> Vec<&str> {
        page.rows.iter().map(|row| row.unit.named.name.as_str()).collect()
    }

    #[test]
    fn a_name_is_found_with_and_without_marks() {
        let rows = || vec![row("Xã Đạ Ròn", None), row("Xã Ka Đơn", None)];
        for search in ["đạ ròn", "da ron", "DA RON", "Ròn"] {
            let query = ListQuery { search: search.into(), ..ListQuery::default() };
            assert_eq!(names(&query.apply(rows())), ["Xã Đạ Ròn"], "{search}");
        }
    }

    #[test]
    fn sorting_goes_by_the_exact_share_and_leaves_the_unasked_last_both_ways() {
        let rows = || vec![row("Xã A", None), row("Xã B", Some((999, 1000))), row("Xã C", Some((99, 100)))];
        let mut query = ListQuery { order: ListOrder::Overall, ..ListQuery::default() };
        assert_eq!(names(&query.apply(rows())), ["Xã C", "Xã B", "Xã A"]);
        query.descending = true;
        assert_eq!(names(&query.apply(rows())), ["Xã B", "Xã C", "Xã A"]);
    }

    #[test]
    fn the_kind_does_not_decide_where_a_name_stands() {
        let rows = vec![row("Xã Bảo Thuận", None), row("Phường An Bình", None)];
        assert_eq!(names(&ListQuery::default().apply(rows)), ["Phường An Bình", "Xã Bảo Thuận"]);
    }

    #[test]
    fn what_holds_in_contents_asked_again_is_no_verdict_on_all() {
        let mut again = row("Xã A", Some((99, 100)));
        again.result.iter_mut().for_each(|result| result.asked_again = true);
        let rows = || vec![again.clone(), row("Xã B", Some((99, 100))), row("Xã C", Some((1, 100)))];
        let of = |filter| names(&ListQuery { filter, ..ListQuery::default() }.apply(rows())).join(" ");
        let filters = [ListFilter::Met, ListFilter::MetAgain, ListFilter::NotMet, ListFilter::None];
        assert_eq!(filters.map(of), ["Xã B", "Xã A", "Xã C", ""]);
    }

    #[test]
    fn filters_pages_and_pages_beyond_the_last() {
        let many: Vec<_> =
            (0..450).map(|n| row(&format!("Xã {n:03}"), Some((if n < 3 { 1 } else { 95 }, 100)))).collect();
        let query = |filter, page| ListQuery { filter, page, is_long: true, ..ListQuery::default() };
        assert_eq!(query(ListFilter::NotMet, 1).apply(many.clone()).found, 3);
        let last = query(ListFilter::All, 99).apply(many);
        assert_eq!((last.page, last.pages, last.rows.len(), last.found), (3, 3, 50, 450));
        assert_eq!(query(ListFilter::Met, 1).apply(vec![]).pages, 1);
        let short: Vec<_> = (0..45).map(|n| row(&format!("Xã {n:03}"), None)).collect();
        let last = ListQuery { page: 3, ..ListQuery::default() }.apply(short);
        assert_eq!((last.page, last.pages, last.rows.len(), last.found), (3, 3, 5, 45));
    }
}
