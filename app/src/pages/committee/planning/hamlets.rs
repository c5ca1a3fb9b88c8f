//! A commune's hamlets and their households, kept by its Front.

use crate::domain::number::read_count;
use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::domain::text::broken::broken_name;
use crate::domain::text::clean_line;
use crate::domain::units::alike::{hamlet_code_key, is_same_hamlet};
use crate::domain::units::pasted_hamlets::{PastedHamlet, free_code, read_pasted};
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{
    ActionResult, At as _, Checked, Fault, FieldValue, Fields, File, Hidden, Outcome, Posted, PostedForm,
};
use crate::i18n::{Lang, say, t};
use crate::message::Message;
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::common::{Line, PortError};
use crate::ports::hamlets::{HamletEdit, HamletList, HamletRow};
use crate::routes::{Address as _, CommitteeHome, Hamlets, HamletsTemplate, Plan};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::Field;
use crate::ui::file_field::list_file_field;
use crate::ui::form::idempotency_key;
use http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

/// How many empty rows there are to write into.
const EMPTY: usize = 8;
/// The most rows that are read.
const MOST: usize = 200;
/// The most letters of a pasted list: so many rows with long names.
const LONGEST: u32 = 30_000;

/// A commune's hamlets.
pub fn route() -> PageRoute {
    PageRoute::new::<Hamlets, _>(Audience::SignedIn, show)
        .with_file()
        .action("keep", Permission::Hamlets, keep)
        .action("paste", Permission::Hamlets, paste)
        .action("file", Permission::Hamlets, take_file)
}

form! {
    /// Keeps a commune's list of hamlets as it was edited.
    struct KeepHamlets {
        rows: HamletRows,
        revision: Hidden<Revision>,
        plan: Hidden<Uuid>,
    }
}

form! {
    /// Puts a pasted list into the table, to be looked at before it is kept.
    struct PasteHamlets {
        list: PastedList,
        rows: TypedRows,
        revision: Hidden<Revision>,
        plan: Hidden<Uuid>,
    }
}

form! {
    /// Puts the list of a file into the table, in the same way.
    struct FileHamlets {
        file: File,
        rows: TypedRows,
        revision: Hidden<Revision>,
        plan: Hidden<Uuid>,
    }
}

/// A list as it was pasted.
#[derive(Clone, Debug)]
struct PastedList(Vec<PastedHamlet>);

impl FieldValue for PastedList {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let list = read_list(form.fields.get(name));
        list.map_err(|refused| faults.push(Fault::of(name, refused))).map(Self).ok()
    }
}

/// The hamlets of a list, unless there is none or there are too many.
fn read_list(text: &str) -> Result<Vec<PastedHamlet>, PasteRefused> {
    let list = read_pasted(text);
    match list.len() {
        0 => Err(PasteRefused::Nothing),
        1..=MOST => Ok(list),
        _ => Err(PasteRefused::Many { most: MOST }),
    }
}

/// The rows of the table as they stand, right or wrong: `known`, `code`, `name`, `households`.
#[derive(Clone, Debug)]
struct TypedRows(Vec<[String; 4]>);

const PARTS: [&str; 4] = ["known", "code", "name", "households"];

impl FieldValue for TypedRows {
    fn read(form: &PostedForm, _: &str, _: &mut Vec<Fault>) -> Option<Self> {
        let row = |line: usize| PARTS.map(|part| form.fields.get(&format!("{part}{line}")).to_owned());
        let rows = (1..=MOST).map(row).filter(|row| row.iter().any(|part| !part.trim().is_empty()));
        Some(Self(rows.collect()))
    }
}

messages! {
    /// Why a pasted list is not put into the table.
    enum PasteRefused {
        /// There is no hamlet in it.
        Nothing = "hamlets-paste-nothing",
        /// With the rows of the table they are more than it holds.
        Many { most: usize } = "hamlets-paste-many",
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

async fn paste(at: Hamlets, user: CurrentUser, Checked(form): Checked<PasteHamlets>, app: AppState) -> ActionResult {
    let PasteHamlets { list: PastedList(pasted), rows, revision, plan } = form;
    fill_table(at, user, app, "list", pasted, (rows, revision, plan)).await
}

async fn take_file(at: Hamlets, user: CurrentUser, Checked(form): Checked<FileHamlets>, app: AppState) -> ActionResult {
    let FileHamlets { file: File(file), rows, revision, plan } = form;
    let file = file.map(|file| file.content).unwrap_or_default();
    let text = (app.read_cells)(file).await.at("file")?;
    let list = read_list(&text).map_err(|refused| Outcome::fault("file", refused))?;
    fill_table(at, user, app, "file", list, (rows, revision, plan)).await
}

/// Puts a list into the table: a hamlet that is there already, by code or by name, gets what it says there; others come
/// behind, with codes that are free. Nothing is kept before somebody has looked at it.
async fn fill_table(
    at: Hamlets,
    user: CurrentUser,
    app: AppState,
    field: &str,
    pasted: Vec<PastedHamlet>,
    (TypedRows(mut rows), revision, plan): (TypedRows, Hidden<Revision>, Hidden<Uuid>),
) -> ActionResult {
    let list = app.hamlets.hamlets(&user.actor(), &at.commune, (app.now)()).await?;
    let there = put_in(&mut rows, &pasted);
    if rows.len() > MOST {
        return Err(Outcome::fault(field, PasteRefused::Many { most: MOST }));
    }
    let hidden = |name: &str, value: Option<String>| (name.to_owned(), value.unwrap_or_default());
    let mut fields = vec![hidden("step", Some("paste".into())), hidden("plan", plan.0.map(|plan| plan.to_string()))];
    for (line, row) in (1..).zip(rows) {
        fields.extend(PARTS.iter().zip(row).map(|(part, value)| (format!("{part}{line}"), value)));
    }
    let fields = Fields(fields);
    let mut faults = Vec::new();
    let _ = HamletRows::read(&PostedForm { fields: fields.clone(), ..PostedForm::default() }, "rows", &mut faults);
    let is_foreign = there == 0 && !list.hamlets.is_empty();
    let done = if is_foreign {
        t!("hamlets-pasted-others", count = pasted.len())
    } else {
        t!("hamlets-pasted", count = pasted.len(), known = there)
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    // What was pasted stands in the rows of the list as it was seen.
    let revision = revision.0.unwrap_or_default();
    Ok(Outcome::Page(page(user, Posted::new(fields, faults), list, revision, String::new(), done).with_status(status)))
}

/// Puts pasted hamlets among the rows; answers how many were there.
fn put_in(rows: &mut Vec<[String; 4]>, pasted: &[PastedHamlet]) -> usize {
    let is_code = |own: &str, code: &str| !code.is_empty() && hamlet_code_key(own) == hamlet_code_key(code);
    let mut there = 0;
    for PastedHamlet { code, name, households } in pasted {
        let by_name = rows.iter().position(|row| !row[2].is_empty() && is_same_hamlet(&row[2], name));
        if let Some(at) = by_name.or_else(|| rows.iter().position(|row| is_code(&row[1], code))) {
            there += 1;
            let [_, _, own_name, own_households] = &mut rows[at];
            own_name.clone_from(name);
            own_households.clone_from(households);
            continue;
        }
        let taken: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
        let is_free = !code.is_empty() && !taken.iter().any(|own| is_code(own, code));
        let code = if is_free { code.clone() } else { free_code(taken.into_iter()) };
        rows.push([String::new(), code, name.clone(), households.clone()]);
    }
    there
}

async fn show(at: Hamlets, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let list = app.hamlets.hamlets(&user.actor(), &at.commune, (app.now)()).await?;
    let plan = query.get("ke-hoach").to_owned();
    let done = if query.get("xong") == "1" { t!("saved") } else { String::new() };
    let now = Revision::of(&list.hamlets);
    Ok(page(user, posted, list, now, plan, done))
}

/// The page with the list, whose rows are those of `revision`.
fn page(user: CurrentUser, posted: Posted, list: HamletList, revision: Revision, plan: String, done: String) -> Page {
    Page::new(move || {
        let plan = posted.value("plan", &plan);
        let body = list_view(&posted, &list, &revision, plan);
        view! {
            <CommitteeLayout title=t!("hamlets-title", commune = &list.commune.name) me=user.account() posted=posted
                done=done.clone() path=vec![(CommitteeHome.to_string(), t!("committee-home"))]>
                {body}
            </CommitteeLayout>
        }
    })
}

fn list_view(posted: &Posted, list: &HamletList, revision: &Revision, plan: String) -> impl IntoView + use<> {
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
    let pastes = posted.fault("list").is_some() || (rows.is_empty() && sent.is_none());
    let hint = t!("hamlets-paste-hint");
    let list = Field::text("list", &t!("hamlets-paste-list")).hint(&hint).lines(8, LONGEST).draw(posted);
    let has_file_fault = posted.fault("file").is_some();
    let file = list_file_field(posted, &t!("hamlets-file-field"));
    let template = HamletsTemplate { commune: commune.code.clone() }.to_string();
    view! {
        <p class="lead">{t!("hamlets-lead")}</p>
        {census}
        <form method="post" action=address.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            <input type="hidden" name="plan" value=plan/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            <details class="sources" open=pastes><summary>{t!("hamlets-paste")}</summary>
                <div class="sources__body">
                    {list}
                    <p><button class="button button--quiet" name="step" value="paste">{t!("hamlets-paste-go")}</button></p>
                </div>
            </details>
            <details class="sources" open=has_file_fault><summary>{t!("hamlets-file")}</summary>
                <div class="sources__body">
                    <p>{t!("hamlets-file-lead")}" "<a href=template>{t!("hamlets-file-template")}</a></p>
                    {file}
                    <p><button class="button button--quiet" name="step" value="file">{t!("hamlets-paste-go")}</button></p>
                </div>
            </details>
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
