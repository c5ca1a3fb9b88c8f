//! What the list of claims beside answers is narrowed down to, and the form that does it.

use crate::domain::oversight::comparison::Agreement;
use crate::domain::units::unit::UnitRef;
use crate::extract::Query;
use crate::i18n::{day, t};
use crate::list_file::ListFormat;
use crate::ports::comparisons::{ClaimRow, Claims};
use crate::routes::{Address as _, Comparison, ComparisonList};
use crate::ui::fold::fold_under;
use crate::ui::markup::{IntoMarkup as _, Markup};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What an address asks of the list; empty texts ask for everything.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    /// The code of the unit.
    pub unit: String,
    /// The code of a district in it.
    pub district: String,
    /// The name of a criterion: sets number other contents alike.
    pub criterion: String,
    pub round: Option<Uuid>,
    /// What the address asks for, or what there is to see first.
    pub agreement: Option<Agreement>,
    pub on: Option<NaiveDate>,
    /// Counted from 1.
    pub page: usize,
}

impl Filter {
    pub(super) fn read(query: &Query) -> Self {
        let kind = Agreement::ALL.into_iter().find(|(_, word)| *word == query.get("loai"));
        Self {
            unit: query.get("noi").to_owned(),
            district: query.get("huyen").to_owned(),
            criterion: query.get("tieu-chi").to_owned(),
            round: query.parse("dot"),
            agreement: kind.map(|(agreement, _)| agreement),
            on: query.day("ngay"),
            page: query.parse("trang").unwrap_or(1),
        }
    }

    /// Which kind is shown of these rows: the one asked for, or the first there is.
    pub(super) fn shown(&self, rows: &[&ClaimRow]) -> Agreement {
        let first = rows.iter().map(|row| row.comparison.agreement).min_by_key(|one| place(*one));
        self.agreement.or(first).unwrap_or(Agreement::Mismatch)
    }

    pub(super) fn passes(&self, row: &ClaimRow) -> bool {
        (self.criterion.is_empty() || row.criterion == self.criterion) && self.lies_in(row.district.as_ref())
    }

    pub(super) fn lies_in(&self, district: Option<&UnitRef>) -> bool {
        self.district.is_empty() || district.is_some_and(|district| district.code == self.district)
    }

    /// The address of the same with another kind and page.
    pub(super) fn address(&self, agreement: Agreement, page: usize) -> String {
        self.asked(agreement, &page.to_string(), |query| Comparison.with(query))
    }

    /// The address of the file of the same list.
    pub(super) fn file_address(&self, agreement: Agreement, format: ListFormat) -> String {
        self.asked(agreement, "", |query| ComparisonList { format }.with(query))
    }

    fn asked(&self, agreement: Agreement, page: &str, address: impl FnOnce(&[(&str, &str)]) -> String) -> String {
        let round = self.round.map(|round| round.to_string()).unwrap_or_default();
        let on = self.on.map(|on| on.to_string()).unwrap_or_default();
        address(&[
            ("loai", word_of(agreement)),
            ("noi", &self.unit),
            ("huyen", &self.district),
            ("tieu-chi", &self.criterion),
            ("dot", &round),
            ("ngay", &on),
            ("trang", page),
        ])
    }
}

fn place(agreement: Agreement) -> Option<usize> {
    Agreement::ALL.iter().position(|(one, _)| *one == agreement)
}

fn word_of(agreement: Agreement) -> &'static str {
    Agreement::ALL.into_iter().find(|(one, _)| *one == agreement).map_or("", |(_, word)| word)
}

/// The form that narrows the list down.
pub(super) fn filter_view(filter: &Filter, claims: &Claims, on: NaiveDate) -> impl IntoView + use<> {
    let districts = claims.districts.iter().map(|unit| (unit.code.clone(), unit.name.clone()));
    let districts = select_view("huyen", t!("comparison-district"), t!("comparison-all"), &filter.district, districts);
    let districts = (!claims.districts.is_empty()).then_some(districts);
    let names: BTreeSet<(u32, &str)> =
        claims.rows.iter().map(|row| (row.comparison.criterion, row.criterion.as_str())).collect();
    let criteria = names.into_iter().map(|(no, name)| (name.to_owned(), format!("{no}. {name}")));
    let criteria =
        select_view("tieu-chi", t!("comparison-criterion"), t!("comparison-all"), &filter.criterion, criteria);
    let rounds = claims.rounds.iter().map(|(round, communes)| {
        let when = round.published_on.map(day).unwrap_or_default();
        let text = t!("comparison-round-of", unit = &round.unit.name, day = when, communes = *communes);
        (round.id.to_string(), text)
    });
    let round = filter.round.map(|round| round.to_string()).unwrap_or_default();
    let rounds = select_view("dot", t!("comparison-round"), t!("comparison-latest"), &round, rounds);
    let of_what = if filter.criterion.is_empty() { t!("comparison-any-criterion") } else { filter.criterion.clone() };
    let chosen = t!("comparison-chosen", criterion = of_what, day = on);
    let fields = view! {
        {districts}
        {criteria}
        {rounds}
        <div class="filter__field"><label for="ngay">{t!("comparison-day")}</label><input id="ngay" name="ngay" type="date" value=on.to_string()/></div>
        <button class="button button--small">{t!("comparison-show")}</button>
    };
    view! {
        <form class="filter" method="get" action=Comparison.to_string()>
            {filter.agreement.map(|kind| view! { <input type="hidden" name="loai" value=word_of(kind)/> })}
            <input type="hidden" name="noi" value=filter.unit.clone()/>
            {fold_under(chosen, fields)}
        </form>
    }
}

/// A list to choose from, beginning with `any`.
fn select_view(
    name: &'static str,
    label: String,
    any: String,
    chosen: &str,
    options: impl Iterator<Item = (String, String)>,
) -> Markup {
    let options = options
        .map(|(value, text)| {
            let is_chosen = value == chosen;
            view! { <option value=value selected=is_chosen>{text}</option> }
        })
        .collect_view();
    view! {
        <div class="filter__field">
            <label for=name>{label}</label>
            <select id=name name=name><option value="">{any}</option>{options}</select>
        </div>
    }
    .into_markup()
}
