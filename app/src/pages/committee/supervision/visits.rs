//! Visits of an activity: what was found, and writing one down.

use super::activity_form::ActivityFault;
use crate::domain::oversight::supervision::LONGEST_TEXT;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{
    ActionResult, Checked, Confirmed, Day, Fault, FieldRefused, FieldValue, File, Hidden, Lines, Outcome, Posted,
    PostedForm, Typed,
};
use crate::i18n::{Lang, t};
use crate::pages::committee::oversight::evidence::{at_file, new_file};
use crate::ports::common::PortError;
use crate::ports::supervision::{self, Finding, NewFinding, NewVisit, Visit};
use crate::routes::{Activity, Address as _, EvidenceFile, NewRecommendation, Recommendation};
use crate::state::AppState;
use crate::ui::field::{Field, choose, sure};
use crate::ui::file_field::file_field;
use crate::ui::form::idempotency_key;
use crate::ui::markup::{IntoMarkup as _, Markup};
use crate::ui::status::{Mark, mark_view, stage_view};
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

/// How many findings there is room for at once.
const ROOM: usize = 5;
/// What a finding is in the form.
const LACKING: &str = "lacking";
const WELL: &str = "well";

form! {
    /// Writes a visit down.
    pub(super) struct RecordVisit {
        unit: Typed,
        on: Day,
        present: Lines,
        findings: Findings,
        file: File,
    }
}

form! {
    /// Takes a visit back.
    pub(super) struct DropVisit {
        visit: Hidden<Uuid>,
        sure: Confirmed,
    }
}

/// What was found, as it was typed, by the number of its row: `finding1`, `is1`, `criterion1`, … Rows without a text are left out.
#[derive(Clone, Debug)]
pub(super) struct Findings(Vec<(usize, NewFinding)>);

impl FieldValue for Findings {
    fn read(form: &PostedForm, _: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let mut found = Vec::new();
        for no in 1..=ROOM {
            let field = format!("finding{no}");
            let text = form.fields.trimmed(&field).replace("\r\n", "\n");
            if text.is_empty() {
                continue;
            }
            let got = text.chars().count();
            if got > LONGEST_TEXT {
                faults.push(Fault::of(&field, FieldRefused::TooLong { most: LONGEST_TEXT, got }));
            }
            if text.contains(char::REPLACEMENT_CHARACTER) {
                faults.push(Fault::of(&field, FieldRefused::Broken));
            }
            let criterion = form.fields.trimmed(&format!("criterion{no}"));
            let number = criterion.parse();
            if number.is_err() && !criterion.is_empty() {
                faults.push(Fault::of(&format!("criterion{no}"), FieldRefused::NotAChoice));
            }
            let is_lacking = form.fields.get(&format!("is{no}")) != WELL;
            found.push((no, NewFinding { is_lacking, text, criterion: number.unwrap_or_default() }));
        }
        Some(Self(found))
    }
}

pub(super) async fn record(
    at: Activity,
    user: CurrentUser,
    Checked(form): Checked<RecordVisit>,
    app: AppState,
) -> ActionResult {
    criteria_faults(&app, &user, &at, &form.findings).await?;
    let visit = NewVisit {
        id: user.key_of_form((app.new_key)()),
        unit_code: form.unit.0,
        on: form.on.0,
        present: form.present.0,
        findings: form.findings.0.into_iter().map(|(_, finding)| finding).collect(),
        files: new_file(form.file).into_iter().collect(),
    };
    let recorded = app.supervision.record_visit(&user.actor(), at.activity, visit, (app.now)()).await;
    let field = match &recorded {
        Err(PortError::Refused(message)) => match message.key.as_ref() {
            "supervision-future" | "supervision-before" => "on",
            "supervision-other-unit" => "unit",
            "supervision-no-findings" => "finding1",
            "supervision-too-long" | "supervision-many" => "present",
            _ => "",
        },
        _ => "",
    };
    match recorded {
        Err(PortError::Refused(message)) if !field.is_empty() => Err(Outcome::fault(field, message)),
        Err(PortError::DoneBefore) => Outcome::to(at.with(&[("xong", "lan")])),
        recorded => at_file(recorded).and_then(|()| Outcome::to(at.with(&[("xong", "lan")]))),
    }
}

/// Refuses criteria that the set of the activity does not have.
async fn criteria_faults(
    app: &AppState,
    user: &CurrentUser,
    at: &Activity,
    Findings(findings): &Findings,
) -> Result<(), Outcome> {
    let programme = app.supervision.programme_of(&user.actor(), at.activity, (app.now)()).await?;
    let activity = programme.activities.iter().find(|own| own.id == at.activity);
    let ruleset = activity.and_then(|own| app.rulesets.get(&own.plan.ruleset));
    let fault = |(field, finding): &(usize, NewFinding)| {
        let number = finding.criterion;
        let is_known = number == 0 || ruleset.is_some_and(|set| set.criterion(number).is_some());
        let refused = match ruleset {
            Some(set) => ActivityFault::NoCriterion { number, ruleset: set.name.clone() },
            None => ActivityFault::NoRuleset,
        };
        (!is_known).then(|| Fault::of(&format!("criterion{field}"), refused))
    };
    let faults: Vec<Fault> = findings.iter().filter_map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Outcome::Invalid(faults)) }
}

pub(super) async fn take_back(
    at: Activity,
    user: CurrentUser,
    Checked(form): Checked<DropVisit>,
    app: AppState,
) -> ActionResult {
    let programme = app.supervision.programme_of(&user.actor(), at.activity, (app.now)()).await?;
    let visits = programme.activities.iter().filter(|own| own.id == at.activity).flat_map(|own| &own.visits);
    let visit = visits.map(|visit| visit.id).find(|id| form.visit.0 == Some(*id)).ok_or(PortError::Missing)?;
    app.supervision.drop_visit(&user.actor(), visit, (app.now)()).await?;
    Outcome::to(at.with(&[("xong", "bo-lan")]))
}

/// A mark of whether something is lacking or done well.
pub(crate) fn finding_mark(is_lacking: bool) -> impl IntoView {
    if is_lacking {
        mark_view(Mark::NotMet, t!("visit-finding-lacking"))
    } else {
        mark_view(Mark::Met, t!("visit-finding-well"))
    }
}

/// The visits of an activity, and the form for another one where it may be written down.
pub(super) fn visits_view(
    posted: &Posted,
    at: &Activity,
    activity: &supervision::Activity,
    (may_write, may_recommend): (bool, bool),
    today: NaiveDate,
) -> Markup {
    let visits =
        activity.visits.iter().map(|visit| visit_view(posted, at, visit, (may_write, may_recommend))).collect_view();
    let none = activity.visits.is_empty().then(|| view! { <p class="empty">{t!("visits-none")}</p> });
    let form = may_write.then(|| form_view(posted, at, activity, today));
    view! { <h2>{t!("visits-title")}</h2>{none}{visits}{form} }.into_markup()
}

fn visit_view(
    posted: &Posted,
    at: &Activity,
    visit: &Visit,
    (may_write, may_recommend): (bool, bool),
) -> impl IntoView + use<> {
    let present =
        (!visit.present.is_empty()).then(|| view! { <p>{t!("visit-present", who = visit.present.join("; "))}</p> });
    let findings = visit.findings.iter().map(|finding| finding_view(visit, finding, may_recommend)).collect_view();
    let files = visit
        .files
        .iter()
        .map(|(file, name)| view! { <p><a href=EvidenceFile { file: *file }.to_string()>{name.clone()}</a></p> })
        .collect_view();
    let is_free = visit.findings.iter().all(|finding| finding.recommendation.is_none());
    let drop = (may_write && is_free).then(|| {
        let sure = sure(posted, "drop-visit", &t!("visit-drop-sure"));
        view! {
            <details class="sources sources--slim"><summary>{t!("visit-drop")}</summary>
                <form method="post" action=at.to_string() enctype="multipart/form-data">
                    {idempotency_key()}
                    <input type="hidden" name="visit" value=visit.id.to_string()/>
                    {sure}
                    <p><button class="button button--quiet button--danger" name="step" value="drop-visit">{t!("visit-drop")}</button></p>
                </form>
            </details>
        }
    });
    view! {
        <article class="thread">
            <h3>{t!("visit-on", unit = &visit.unit.named.name, day = visit.on)}</h3>
            {present}
            <ul class="findings">{findings}</ul>
            {files}
            {drop}
        </article>
    }
}

fn finding_view(visit: &Visit, finding: &Finding, may_recommend: bool) -> impl IntoView + use<> {
    let what = &finding.what;
    let criterion = (what.criterion > 0).then(|| t!("recommendations-about", criterion = what.criterion));
    let text = what.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let became = match &finding.recommendation {
        Some(one) => {
            let to = Recommendation { recommendation: one.id }.to_string();
            let due = t!("visit-due", day = one.due);
            view! { <p>{t!("visit-recommendation")}": "<a href=to>{one.title.clone()}</a>" · "{stage_view(Lang::Vi, one.stage)}" · "{due}</p> }
                .into_markup()
        }
        None if may_recommend && what.is_lacking => {
            let (visit, number) = (visit.id.to_string(), finding.number.to_string());
            let to = NewRecommendation.with(&[("lan", &visit), ("phat-hien", &number)]);
            view! { <p><a href=to>{t!("visit-recommend")}</a></p> }.into_markup()
        }
        None => ().into_markup(),
    };
    view! { <li>{finding_mark(what.is_lacking)}" "{criterion}{text}{became}</li> }
}

fn form_view(posted: &Posted, at: &Activity, activity: &supervision::Activity, today: NaiveDate) -> Markup {
    let units: Vec<_> = activity.units.iter().map(|unit| (unit.named.code.clone(), unit.named.name.clone())).collect();
    let first = units.first().map(|(code, _)| code.clone()).unwrap_or_default();
    let unit = choose(posted, "unit", &t!("visit-unit"), &first, units);
    let on = Field::text("on", &t!("visit-day")).kind("date").known(today).draw(posted);
    let present = Field::text("present", &t!("visit-who")).hint(&t!("visit-who-hint")).lines(3, 3_000).draw(posted);
    let rows = (1..=ROOM).map(|no| finding_fields(posted, no)).collect_view();
    let is_open = activity.visits.is_empty() || posted.action() == "visit";
    view! {
        <details class="sources" open=is_open><summary>{t!("visit-new")}</summary>
            <div class="sources__body">
                <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
                    {idempotency_key()}
                    <div class="fields fields--low">{unit}{on}</div>
                    {present}
                    {rows}
                    {file_field(posted, &t!("visit-file"), false)}
                    <button class="button button--small" name="step" value="visit">{t!("visit-record")}</button>
                </form>
            </div>
        </details>
    }
    .into_markup()
}

fn finding_fields(posted: &Posted, no: usize) -> impl IntoView + use<> {
    let (name, kind, criterion) = (format!("finding{no}"), format!("is{no}"), format!("criterion{no}"));
    let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let text = Field::text(&name, &t!("visit-finding", no = no)).lines(2, most).draw(posted);
    let kinds = vec![(LACKING.to_owned(), t!("visit-finding-lacking")), (WELL.to_owned(), t!("visit-finding-well"))];
    let kind = choose(posted, &kind, &t!("visit-finding-kind"), LACKING, kinds);
    let criterion = Field { most: 3, ..Field::text(&criterion, &t!("visit-finding-criterion")) }.draw(posted);
    let fields = view! { {text}<div class="fields fields--low">{kind}{criterion}</div> };
    // What few visits need is folded away, unless something was typed there.
    let is_typed = !posted.fields.trimmed(&name).is_empty();
    if no <= 2 || is_typed {
        fields.into_markup()
    } else {
        view! { <details class="sources sources--slim"><summary>{t!("visit-finding", no = no)}</summary>{fields}</details> }
            .into_markup()
    }
}
