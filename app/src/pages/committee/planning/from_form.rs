//! Taking the wording of a plan's ballot out of a form of another program (`XLSForm`: Kobo, ODK).

use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::domain::survey::ruleset::{Question, Ruleset};
use crate::domain::survey::taken_form::{TakenQuestion, matched};
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, At as _, Checked, Fault, FieldValue, Fields, File, Hidden, Outcome, Posted};
use crate::forms::{PostedForm, is_unfit};
use crate::i18n::t;
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::plans::PlanView;
use crate::routes::{Address as _, BallotForm, BallotFromForm, BallotWording, CommitteeHome, Plan};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::choose;
use crate::ui::file_field::workbook_field;
use crate::ui::form::idempotency_key;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The ballot of a plan out of a form.
pub fn route() -> PageRoute {
    PageRoute::new::<BallotFromForm, _>(Audience::SignedIn, show)
        .with_file()
        .action("read", Permission::Plan, read)
        .action("take", Permission::Plan, take)
}

form! {
    /// Reads a form, to be looked at.
    struct ReadForm {
        file: File,
        revision: Hidden<Revision>,
    }
}

form! {
    /// Takes questions of a form into the ballot.
    struct TakeQuestions {
        questions: Taken,
        revision: Hidden<Revision>,
    }
}

messages! {
    /// Why questions are not taken.
    enum TakeRefused {
        /// No question was chosen.
        Nothing = "from-form-nothing",
        /// One question was chosen twice, for these of the ballot.
        Twice { first: u32, second: u32 } = "from-form-twice",
    }
}

/// What a form's question is called in the fields of the page: `vi1`, `en1`, `row1`, `yes1`, `no1`.
const PARTS: [&str; 5] = ["row", "vi", "en", "yes", "no"];
/// The most questions of a form, and of a ballot.
const MOST: usize = 60;

/// The field that says which question of the form a question of the ballot becomes.
fn chosen_field(no: u32) -> String {
    format!("question{no}")
}

/// The questions of a form, and which of them is chosen for which of the ballot.
#[derive(Clone, Debug)]
struct Taken {
    questions: Vec<TakenQuestion>,
    chosen: BTreeMap<u32, usize>,
}

impl FieldValue for Taken {
    fn read(form: &PostedForm, _: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let questions = taken_questions(&form.fields);
        for text in questions.iter().flat_map(|question| [&question.vi, &question.en]) {
            is_unfit(text, "", faults);
        }
        let mut chosen = BTreeMap::new();
        for no in 1..=u32::try_from(MOST).unwrap_or_default() {
            let at = form.fields.trimmed(&chosen_field(no)).parse().ok();
            let Some(at) = at.filter(|at| *at < questions.len()) else { continue };
            if let Some((first, _)) = chosen.iter().find(|(_, own)| **own == at) {
                faults.push(Fault::of(&chosen_field(no), TakeRefused::Twice { first: *first, second: no }));
            }
            chosen.insert(no, at);
        }
        if chosen.is_empty() {
            faults.push(Fault::plain(TakeRefused::Nothing));
        }
        faults.is_empty().then_some(Self { questions, chosen })
    }
}

/// The questions of a form as the page carries them.
fn taken_questions(fields: &Fields) -> Vec<TakenQuestion> {
    let question = |at: usize| {
        let [row, vi, en, yes, no] = PARTS.map(|part| fields.get(&format!("{part}{at}")).to_owned());
        let row = row.parse().ok()?;
        Some(TakenQuestion { row, name: String::new(), vi, en, answers: [yes, no] })
    };
    (0..MOST).map_while(question).collect()
}

/// The fields that carry the questions of a form.
fn carried(questions: &[TakenQuestion]) -> Vec<(String, String)> {
    let fields = questions.iter().enumerate().flat_map(|(at, question)| {
        let TakenQuestion { row, vi, en, answers: [yes, no], .. } = question;
        let values = [row.to_string(), vi.clone(), en.clone(), yes.clone(), no.clone()];
        PARTS.iter().zip(values).map(move |(part, value)| (format!("{part}{at}"), value))
    });
    fields.collect()
}

/// Reads a form and shows which of its questions would become which of the ballot.
async fn read(at: BallotFromForm, user: CurrentUser, Checked(form): Checked<ReadForm>, app: AppState) -> ActionResult {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    let file = form.file.0.map(|file| file.content).unwrap_or_default();
    let questions = (app.read_xlsform)(file).await.at("file")?;
    let mut fields = carried(&questions);
    let chosen = matched(&questions, &view.plan.ruleset);
    fields.extend(chosen.into_iter().map(|(no, at)| (chosen_field(no), at.to_string())));
    fields.push(("revision".into(), form.revision.0.unwrap_or_default().to_string()));
    Ok(Outcome::Page(page(user, Posted::new(Fields(fields), Vec::new()), view)))
}

async fn take(
    at: BallotFromForm,
    user: CurrentUser,
    Checked(form): Checked<TakeQuestions>,
    app: AppState,
) -> ActionResult {
    let now = (app.now)();
    let mut plan = app.plans.plan(&user.actor(), at.plan, now).await?.plan;
    let Taken { questions, chosen } = form.questions;
    for (no, at) in &chosen {
        questions[*at].put_into(&mut plan.ruleset, *no);
    }
    // Whoever takes other words compares them again.
    plan.reviewed = false;
    app.plans.keep(&user.actor(), at.plan, &form.revision.0.unwrap_or_default(), plan, now).await?;
    Outcome::to(BallotWording { plan: at.plan }.with(&[("xong", &chosen.len().to_string())]))
}

async fn show(at: BallotFromForm, user: CurrentUser, posted: Posted, app: AppState) -> PageResult {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    Ok(page(user, posted, view))
}

fn page(user: CurrentUser, posted: Posted, view: PlanView) -> Page {
    Page::new(move || {
        let questions = taken_questions(&posted.fields);
        let body = if questions.is_empty() {
            file_view(&posted, &view).into_markup()
        } else {
            match_view(&posted, &view, &questions).into_markup()
        };
        let path = vec![
            (CommitteeHome.to_string(), t!("committee-home")),
            (Plan { plan: view.id }.to_string(), t!("wording-path", unit = &view.unit.name)),
            (BallotWording { plan: view.id }.to_string(), t!("wording-title")),
        ];
        view! { <CommitteeLayout title=t!("from-form-title") me=user.account() posted=posted path=path>{body}</CommitteeLayout> }
    })
}

fn revision_field(posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    view! { <input type="hidden" name="revision" value=posted.value("revision", &view.revision.to_string())/> }
}

fn file_view(posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    let file = workbook_field(posted, &t!("from-form-file"));
    view! {
        <p class="lead">{t!("from-form-lead")}</p>
        <p>{t!("from-form-out")}" "<a href=BallotForm { plan: view.id }.to_string()>{t!("from-form-download")}</a></p>
        <form class="form" method="post" action=BallotFromForm { plan: view.id }.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            {revision_field(posted, view)}
            {file}
            <button class="button button--small" name="step" value="read">{t!("from-form-read")}</button>
        </form>
    }
}

fn match_view(posted: &Posted, view: &PlanView, questions: &[TakenQuestion]) -> impl IntoView + use<> {
    let ruleset = &view.plan.ruleset;
    let carried = carried(questions)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let rows = ruleset.questions.iter().map(|question| question_view(posted, question, questions)).collect_view();
    let sums = t!("from-form-sums", taken = questions.len(), asked = ruleset.questions.len());
    view! {
        <p class="lead">{sums}</p>
        {answers_view(ruleset, questions)}
        <form class="form" method="post" action=BallotFromForm { plan: view.id }.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            {revision_field(posted, view)}
            {carried}
            {rows}
            <div class="buttons">
                <button class="button button--small" name="step" value="take">{t!("from-form-take")}</button>
                <a class="button button--quiet" href=BallotFromForm { plan: view.id }.to_string()>{t!("from-form-again")}</a>
            </div>
        </form>
    }
}

/// What the form calls its two answers, beside what they are called on a ballot.
fn answers_view(ruleset: &Ruleset, questions: &[TakenQuestion]) -> impl IntoView + use<> {
    let all: BTreeSet<&[String; 2]> = questions.iter().map(|question| &question.answers).collect();
    let [first, second] = [&ruleset.answers.satisfied.vi, &ruleset.answers.unsatisfied.vi];
    let others = all.into_iter().filter(|[yes, no]| (yes, no) != (first, second));
    let others: Vec<_> = others.map(|[yes, no]| t!("from-form-answers", yes = yes, no = no)).collect();
    (!others.is_empty()).then(|| {
        let told = t!("from-form-other-answers", others = others.join("; "), first = first, second = second);
        view! { <p class="note">{told}</p> }
    })
}

/// A question of the ballot as it is, and which of the form's takes its place.
fn question_view(posted: &Posted, question: &Question, taken: &[TakenQuestion]) -> impl IntoView + use<> {
    let option = |(at, own): (usize, &TakenQuestion)| {
        let words = if own.vi.is_empty() { &own.en } else { &own.vi };
        (at.to_string(), t!("from-form-option", row = own.row.to_string(), words = words))
    };
    let mut options = vec![(String::new(), t!("from-form-keep"))];
    options.extend(taken.iter().enumerate().map(option));
    let label = t!("from-form-question", no = question.no, topic = &question.topic);
    let choice = choose(posted, &chosen_field(question.no), &label, "", options);
    view! {
        <div class="wording-match">
            {choice}
            <p class="hint">{t!("from-form-now", words = &question.vi)}</p>
        </div>
    }
}
