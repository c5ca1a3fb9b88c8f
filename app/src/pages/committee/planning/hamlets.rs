//! A commune's hamlets and their households, kept by its Front.

use crate::domain::number::read_count;
use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::domain::text::broken::broken_name;
use crate::domain::text::clean_line;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, Checked, Fault, FieldValue, Hidden, Outcome, Posted, PostedForm};
use crate::i18n::{Lang, say, t};
use crate::message::Message;
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::{Line, PortError};
use crate::ports::hamlets::{HamletEdit, HamletList, HamletRow};
use crate::routes::{Address as _, CommitteeHome, Hamlets, Plan};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::form::idempotency_key;
use leptos::prelude::*;
use uuid::Uuid;

/// How many empty rows there are to write into.
const EMPTY: usize = 8;
/// The most rows that are read.
const MOST: usize = 200;

/// A commune's hamlets.
pub fn route() -> PageRoute {
    PageRoute::new::<Hamlets, _>(Audience::SignedIn, show).action("keep", Permission::Hamlets, keep)
}

form! {
    /// Keeps a commune's list of hamlets as it was edited.
    struct KeepHamlets {
        rows: HamletRows,
        revision: Hidden<Revision>,
        plan: Hidden<Uuid>,
    }
}

messages! {
    /// What is wrong with a row.
    enum RowRefused {
        /// The code or the name is missing.
        Incomplete { line: u64 } = "hamlets-row-incomplete",
        /// The number of households is missing.
        NoHouseholds { line: u64 } = "hamlets-row-no-households",
        /// What was typed is no count, or what the store says of it.
        Refused { line: u64, fault: Message } = "hamlets-row-refused",
    }
}

/// The rows of the list, numbered from 1: `known1`, `code1`, `name1`, `households1`, …
#[derive(Clone, Debug)]
struct HamletRows(Vec<Line<Row>>);

/// A row as it was edited; without a code, a name and households it takes away what was known.
#[derive(Clone, Debug)]
struct Row {
    known: String,
    edited: Option<(String, String, u64)>,
}

impl FieldValue for HamletRows {
    fn read(form: &PostedForm, _: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let mut rows = Vec::new();
        for line in 1..=MOST as u64 {
            let part = |name: &str| clean_line(form.fields.get(&format!("{name}{line}")));
            let (known, code, name, typed) = (part("known"), part("code"), part("name"), part("households"));
            if code.is_empty() && name.is_empty() && typed.is_empty() {
                // A row that was there and is emptied is taken away.
                if !known.is_empty() {
                    rows.push(Line { number: line, value: Row { known, edited: None } });
                }
                continue;
            }
            if code.is_empty() || name.is_empty() {
                faults.push(Fault::of(&format!("code{line}"), RowRefused::Incomplete { line }));
            }
            if let Some(fault) = broken_name(&name) {
                let refused = RowRefused::Refused { line, fault: fault.into() };
                faults.push(Fault::of(&format!("name{line}"), refused));
            }
            match read_count(&typed) {
                Ok(households) => {
                    rows.push(Line { number: line, value: Row { known, edited: Some((code, name, households)) } });
                }
                Err(fault) => {
                    let refused = match typed.as_str() {
                        "" => RowRefused::NoHouseholds { line },
                        _ => RowRefused::Refused { line, fault: fault.into() },
                    };
                    faults.push(Fault::of(&format!("households{line}"), refused));
                }
            }
        }
        faults.is_empty().then_some(Self(rows))
    }
}

async fn keep(at: Hamlets, user: CurrentUser, Checked(form): Checked<KeepHamlets>, app: AppState) -> ActionResult {
    let edit = |Line { number, value: Row { known, edited } }| {
        let row = edited.map(|(code, name, households)| HamletRow {
            commune_code: at.commune.clone(),
            code,
            name,
            households,
        });
        Line { number, value: HamletEdit { known, row } }
    };
    let rows = form.rows.0.into_iter().map(edit).collect();
    let revision = form.revision.0.unwrap_or_default();
    match app.hamlets.keep_hamlets(&user.actor(), &at.commune, rows, &revision, (app.now)()).await {
        Ok(()) => {}
        Err(PortError::File(faults)) => {
            let fault = |(line, fault): (u64, Message)| {
                let column = match fault.key.as_ref() {
                    "households-impossible" => "households",
                    "hamlets-same-name" => "name",
                    _ => "code",
                };
                Fault::of(&format!("{column}{line}"), RowRefused::Refused { line, fault })
            };
            return Err(Outcome::Invalid(faults.0.into_iter().map(fault).collect()));
        }
        Err(error) => return Err(error.into()),
    }
    match form.plan.0 {
        Some(plan) => Outcome::to(Plan { plan }.with(&[("xong", "1")])),
        None => Outcome::to(at.with(&[("xong", "1")])),
    }
}

async fn show(at: Hamlets, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let list = app.hamlets.hamlets(&user.actor(), &at.commune, (app.now)()).await?;
    let plan = posted.value("plan", query.get("ke-hoach"));
    let done = if query.get("xong") == "1" { t!("saved") } else { String::new() };
    Ok(Page::new(move || {
        let body = list_view(&posted, &list, plan);
        view! {
            <CommitteeLayout title=t!("hamlets-title", commune = &list.commune.name) me=user.account() posted=posted
                done=done path=vec![(CommitteeHome.to_string(), t!("committee-home"))]>
                {body}
            </CommitteeLayout>
        }
    }))
}

fn list_view(posted: &Posted, list: &HamletList, plan: String) -> impl IntoView + use<> {
    let HamletList { commune, hamlets: rows, census } = list;
    let sum = rows.iter().map(|row| row.households).sum();
    let census = census.as_ref().filter(|_| !rows.is_empty()).map(|census| {
        let few = census.is_far_above(sum);
        view! {
            <p class=if few { "note" } else { "hint" }>
                {say(Lang::Vi, &census.beside(sum))}{few.then(|| format!(" {}", t!("hamlets-far-fewer")))}
            </p>
        }
    });
    // A form that came back shows every line that was sent, whatever the list has become.
    let sent = (1..=MOST)
        .rev()
        .find(|at| ["known", "code", "name"].iter().any(|n| !posted.fields.get(&format!("{n}{at}")).is_empty()));
    let lines = (rows.len() + EMPTY).max(sent.unwrap_or_default());
    let lines = (1..=lines).map(|line| row_view(posted, line, rows.get(line - 1))).collect_view();
    let head = [t!("hamlets-code"), t!("hamlets-name"), t!("hamlets-households")];
    let head = head.map(|word| view! { <th scope="col">{word}</th> }).collect_view();
    let address = Hamlets { commune: commune.code.clone() };
    view! {
        <p class="lead">{t!("hamlets-lead")}</p>
        {census}
        <form method="post" action=address.to_string()>
            {idempotency_key()}
            <input type="hidden" name="plan" value=plan/>
            <input type="hidden" name="revision" value=Revision::of(rows).to_string()/>
            <table class="table table--form table--hamlets">
                <caption class="unseen">{t!("hamlets-caption")}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
            <p><button class="button button--small" name="step" value="keep">{t!("save")}</button></p>
        </form>
    }
}

fn row_view(posted: &Posted, line: usize, known: Option<&HamletRow>) -> impl IntoView + use<> {
    let cell = |name: &str, label: String, known: &str| {
        let id = format!("{name}{line}");
        let value = posted.value(&id, known);
        let described = t!("hamlets-cell", column = &label, line = line);
        view! {
            <td data-label=label>
                <input id=id.clone() name=id.clone() value=value aria-label=described aria-invalid=posted.invalid(&id) autocomplete="off" maxlength="120"/>
            </td>
        }
    };
    let code = known.map_or("", |row| &row.code);
    let households = known.map(|row| row.households.to_string()).unwrap_or_default();
    let hidden = format!("known{line}");
    view! {
        <tr>
            <input type="hidden" name=hidden.clone() value=posted.value(&hidden, code)/>
            {cell("code", t!("hamlets-code"), code)}
            {cell("name", t!("hamlets-name"), known.map_or("", |row| &row.name))}
            {cell("households", t!("hamlets-households"), &households)}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::number::CountFault;
    use crate::forms::Fields;

    fn households(typed: &str) -> Result<u64, Vec<Fault>> {
        read("Thôn Đoàn Kết", typed).map(|(_, households)| households)
    }

    fn read(name: &str, typed: &str) -> Result<(String, u64), Vec<Fault>> {
        let fields = [("code1", "01"), ("name1", name), ("households1", typed)];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let form = PostedForm { fields: Fields(fields), ..PostedForm::default() };
        let mut faults = Vec::new();
        let rows = HamletRows::read(&form, "rows", &mut faults);
        let row = rows.ok_or(faults)?.0.remove(0).value;
        row.edited.map(|(_, name, households)| (name, households)).ok_or_else(Vec::new)
    }

    #[test]
    fn a_name_is_kept_in_one_form_and_broken_text_is_refused() {
        assert_eq!(read("Tho\u{302}n \u{d0}oa\u{300}n", "1"), Ok(("Thôn Đoàn".into(), 1)));
        let faults = read("Th«n §oµn KÕt", "1").expect_err("broken");
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["name1"]);
    }

    #[test]
    fn a_count_is_never_read_tenfold() {
        assert_eq!((households("165.0"), households("1.650"), households("1 650")), (Ok(165), Ok(1_650), Ok(1_650)));
        let fault = CountFault::NotWhole { typed: "16.5".into() };
        let refused = RowRefused::Refused { line: 1, fault: fault.into() };
        assert_eq!(households("16.5"), Err(vec![Fault::of("households1", refused)]));
        assert_eq!(households(""), Err(vec![Fault::of("households1", RowRefused::NoHouseholds { line: 1 })]));
    }
}
