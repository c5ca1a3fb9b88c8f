//! The form in which statuses of a unit's criteria are written down, with the file that proves them.

use crate::domain::oversight::criterion::{By, Status};
use crate::domain::survey::ruleset::Ruleset;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{
    ActionResult, Checked, Day, Fault, FieldRefused, FieldValue, File, Outcome, Posted, PostedForm, Typed,
    required_text,
};
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::messages;
use crate::pages::committee::oversight::criteria_item::Item;
use crate::pages::committee::oversight::evidence::{at_file, new_file};
use crate::ports::common::{Line, PortError};
use crate::ports::criteria::{CriteriaRecord, CriterionRow};
use crate::routes::{Address as _, Criteria};
use crate::state::AppState;
use crate::ui::field::{Field, choose};
use crate::ui::file_field::file_field;
use crate::ui::form::idempotency_key;
use chrono::NaiveDate;
use leptos::prelude::*;

form! {
    /// Writes down what is said of the criteria that somebody chose a status for.
    pub(super) struct KeepStatuses {
        ruleset: Typed,
        statuses: StatusRows,
        as_of: Day,
        document: Document,
        by: Typed,
        file: File,
    }
}

messages! {
    /// What is missing.
    enum StatusesRefused {
        /// Nothing was chosen.
        NoStatus = "criteria-no-status",
        /// A value was typed where no status was chosen.
        ValueAlone = "criteria-value-alone",
        /// Nothing says by which document.
        NoDocument = "criteria-no-document",
    }
}

/// The statuses that were chosen: `status2` with `value2`, `status2-1` with `value2-1`, …
#[derive(Clone, Debug)]
struct StatusRows(Vec<StatusRow>);

#[derive(Clone, Debug)]
struct StatusRow {
    item: Item,
    status: Status,
    /// The value measured, as written.
    value: String,
}

impl FieldValue for StatusRows {
    fn read(form: &PostedForm, _: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let before = faults.len();
        let mut rows = Vec::new();
        for (field, word) in form.fields.0.iter().filter(|(_, word)| !word.is_empty()) {
            let Some(item) = Item::of_field(field, "status") else { continue };
            match word.parse::<Status>() {
                Ok(status) => {
                    let value = form.fields.trimmed(&item.field("value")).to_owned();
                    rows.push(StatusRow { item, status, value });
                }
                Err(_) => faults.push(Fault::of(field, FieldRefused::NotAChoice)),
            }
        }
        for (field, typed) in &form.fields.0 {
            let Some(item) = Item::of_field(field, "value").filter(|_| !typed.trim().is_empty()) else { continue };
            if form.fields.trimmed(&item.field("status")).is_empty() {
                faults.push(Fault::of(field, StatusesRefused::ValueAlone));
            }
        }
        if rows.is_empty() && faults.len() == before {
            faults.push(Fault::of("status1", StatusesRefused::NoStatus));
        }
        (faults.len() == before).then_some(Self(rows))
    }
}

/// The number of the document that says so.
#[derive(Clone, Debug)]
struct Document(String);

impl FieldValue for Document {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        required_text::<200>(form, name, faults, StatusesRefused::NoDocument).map(Self)
    }
}

pub(super) async fn keep(
    at: Criteria,
    user: CurrentUser,
    Checked(form): Checked<KeepStatuses>,
    app: AppState,
) -> ActionResult {
    let ruleset = app.rulesets.get(&form.ruleset.0).ok_or(PortError::Missing)?;
    let items = Item::all(ruleset);
    let rows = form.statuses.0.into_iter().filter(|row| items.contains(&row.item));
    let line = |(number, row): (u64, StatusRow)| Line {
        number,
        value: CriterionRow {
            unit_code: at.unit.clone(),
            ruleset: ruleset.id.clone(),
            level: ruleset.level,
            criterion: row.item.criterion,
            indicator: row.item.indicator,
            by: form.by.0.parse().ok(),
            status: row.status,
            value: row.value,
            as_of: form.as_of.0,
            document: form.document.0.clone(),
        },
    };
    let lines = (1..).zip(rows).map(line).collect();
    match app.criteria.record(&user.actor(), lines, new_file(form.file), (app.now)()).await {
        // What is wrong is wrong with all of them: the day, or the unit on that day.
        Err(PortError::File(faults)) => {
            let first = faults.0.into_iter().take(1).map(|(_, fault)| Fault::of("as_of", fault));
            Err(Outcome::Invalid(first.collect()))
        }
        answer => at_file(answer).and_then(|_| Outcome::to(at.with(&[("bo", &ruleset.id), ("xong", "1")]))),
    }
}

/// The form around the table of criteria.
pub(super) fn entry_view(
    posted: &Posted,
    ruleset: &Ruleset,
    record: &CriteriaRecord,
    today: NaiveDate,
    table: impl IntoView + 'static,
) -> impl IntoView {
    let sides = By::ALL.into_iter().filter(|by| *by == By::Claim || record.may_appraise);
    let sides: Vec<_> = sides.map(|by| (by.into_str().to_owned(), label(Lang::Vi, by))).collect();
    // Whoever stands above appraises, unless they say that they write down what the unit itself claims.
    let usual = By::usual(record.may_appraise);
    let side = (sides.len() > 1).then(|| choose(posted, "by", &t!("criteria-by"), usual.into_str(), sides));
    let head = match usual {
        By::Appraisal => t!("criteria-head-appraisal"),
        By::Claim => t!("criteria-head-claim"),
    };
    let as_of = Field::text("as_of", &t!("criteria-as-of")).kind("date").known(today).draw(posted);
    let document = Field::text("document", &t!("criteria-document")).hint(&t!("criteria-document-hint")).draw(posted);
    let is_made_of_others =
        ruleset.recognises(&record.unit.named) && !record.predecessors.is_empty() && !record.assessed;
    let again = is_made_of_others.then(|| view! { <p class="note">{t!("criteria-assess-again")}</p> });
    let address = Criteria { unit: record.unit.named.code.clone() };
    view! {
        {again}
        <h2>{head}</h2>
        <form method="post" action=address.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            <input type="hidden" name="step" value="keep"/>
            <input type="hidden" name="ruleset" value=ruleset.id.clone()/>
            {table}
            <div class="fields fields--low">{as_of}{document}{side}</div>
            {file_field(posted, &t!("criteria-file"), false)}
            <p class="hint">{t!("criteria-entry-hint")}</p>
            <p><button class="button button--small">{t!("criteria-keep")}</button></p>
        </form>
    }
}
