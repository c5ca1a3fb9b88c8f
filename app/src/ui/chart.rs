//! Charts as SVG that need no colour, no script and no styles of their own: a table whose rows carry bars, and columns over days with
//! their table beside them.

use crate::i18n::{count, t};
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// How a bar is filled: what it is about can be told without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// As it should be: solid.
    Good,
    /// Under way, or neither: a frame.
    Plain,
    /// Something to look at: hatched (see [`hatching`](crate::ui::share::hatching)).
    Wanting,
}

/// A row of a table of bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// How many.
    pub value: u64,
    /// How it is filled.
    pub fill: Fill,
}

/// A table whose rows carry bars; each is as long as its part of the largest. `heads` say what the rows are, and what is counted.
pub fn bars(caption: &str, heads: [String; 2], rows: &[Bar]) -> Markup {
    let most = rows.iter().map(|row| row.value).max().unwrap_or(0).max(1);
    let lines = rows.iter().map(|Bar { label, value, fill }| {
        let width = format!("{}%", percent_of(*value, most));
        let class = match fill {
            Fill::Good => "bars__bar bars__bar--good",
            Fill::Plain => "bars__bar bars__bar--plain",
            Fill::Wanting => "bars__bar",
        };
        let hatched = (*fill == Fill::Wanting).then_some("url(#soc)");
        let bar = (*value > 0).then(|| view! { <rect class=class fill=hatched width=width height="100%"/> });
        view! {
            <tr>
                <th scope="row">{label.clone()}</th>
                <td class="bars__cell"><svg class="bars__row" aria-hidden="true">{bar}</svg></td>
                <td class="num">{count(*value)}</td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    let [what, number] = heads;
    view! {
        <table class="bars">
            <caption class="unseen">{caption.to_owned()}</caption>
            <thead class="unseen"><tr><th scope="col">{what}</th><td></td><th scope="col" class="num">{number}</th></tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_markup()
}

/// Columns one beside the other, such as days, with the same as a table, folded. A few of the labels stand below.
pub fn columns(label: &str, heads: [String; 2], rows: &[(String, u64)]) -> Markup {
    /// So many labels have room on a phone.
    const LABELS: usize = 5;
    let most = rows.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
    let step = rows.len().div_ceil(LABELS).max(1);
    let width = 100_000 / rows.len().max(1) as u64;
    // Thousandths of a percent, so that the last column ends where the drawing does.
    let at = |no: usize| no as u64 * width;
    let drawn = rows.iter().enumerate().map(|(no, (_, value))| {
        let height = percent_of(*value, most);
        let (x, y) = (thousandths(at(no) + width / 10), format!("{}%", 100 - height));
        view! { <rect class="bars__bar bars__bar--good" x=x y=y width=thousandths(width * 8 / 10) height=format!("{height}%")/> }
    });
    let drawn = drawn.collect_view();
    let labels = rows.iter().enumerate().filter(|(no, _)| no % step == 0);
    let labels = labels.map(|(no, (label, _))| {
        view! { <text class="bars__label" x=thousandths(at(no)) y="14">{label.clone()}</text> }
    });
    let labels = labels.collect_view();
    let lines = rows
        .iter()
        .map(|(label, value)| view! { <tr><th scope="row">{label.clone()}</th><td class="num">{count(*value)}</td></tr> })
        .collect_view();
    let [what, number] = heads;
    view! {
        <figure class="bars__figure">
            <svg class="bars__columns" role="img" aria-label=label.to_owned()>
                <text class="bars__label" x="0" y="14">{count(most)}</text>
                <svg y="20" width="100%" height="120">{drawn}</svg>
                <rect class="bars__ground" y="141" width="100%" height="1"/>
                <svg y="144" width="100%" height="20">{labels}</svg>
            </svg>
            <details class="bars__table">
                <summary>{t!("dashboard-as-table")}</summary>
                <table class="bars">
                    <thead><tr><th scope="col">{what}</th><th scope="col" class="num">{number}</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_markup()
}

/// A whole percentage, and at least one where there is anything: what is there is seen.
fn percent_of(value: u64, most: u64) -> u64 {
    let percent = u128::from(value) * 100 / u128::from(most.max(1));
    let least = u64::from(value > 0);
    u64::try_from(percent).unwrap_or(100).clamp(least, 100)
}

fn thousandths(number: u64) -> String {
    format!("{}.{:03}%", number / 1_000, number % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_bar_is_whole_and_what_is_there_is_seen() {
        assert_eq!(percent_of(7, 7), 100);
        assert_eq!(percent_of(0, 7), 0);
        assert_eq!(percent_of(1, 100_000), 1);
        assert_eq!(percent_of(5, 0), 100);
        assert_eq!(thousandths(3_333), "3.333%");
    }

    #[test]
    fn every_number_of_a_chart_stands_in_its_table_too() {
        let rows = [("1/12".to_owned(), 1_278), ("2/12".to_owned(), 0)];
        let html = columns("Phiếu", ["Ngày".to_owned(), "Số phiếu".to_owned()], &rows).to_html();
        assert_eq!(html.matches("<rect").count(), 3, "{html}");
        let cells: Vec<&str> =
            html.split("<td class=\"num\">").skip(1).filter_map(|cell| cell.split('<').next()).collect();
        assert_eq!(cells, ["1.278", "0"]);
    }
}
