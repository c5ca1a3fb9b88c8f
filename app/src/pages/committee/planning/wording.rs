//! The ballot of a plan: its questions, to be matched with the province's form and worded before the round opens.

use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::domain::survey::ruleset::{Disclosure, Question, Ruleset, Spoils};
use crate::domain::survey::translation::{OldEnglish, Pair, english};
use crate::domain::survey::withheld::fewest_alike;
use crate::extract::{CurrentUser, Query};
use crate::form;
use crate::forms::{ActionResult, Fault, Outcome, Posted, PostedForm, Ticked};
use crate::forms::{Checked, FieldRefused, FieldValue, Hidden, is_unfit};
use crate::i18n::{Lang, t};
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::plans::PlanView;
use crate::routes::{Address as _, BallotFromForm, BallotPreview, BallotWording, CommitteeHome, Plan};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, tick_known};
use crate::ui::form::idempotency_key;
use leptos::prelude::*;

/// The ballot of a plan.
pub fn route() -> PageRoute {
    PageRoute::new::<BallotWording, _>(Audience::SignedIn, show).action("keep", Permission::Plan, keep).action(
        "preview",
        Permission::Plan,
        preview,
    )
}

/// The longest text of a question, in characters.
const LONGEST: usize = 500;

form! {
    /// Keeps the wording of a ballot.
    struct KeepWording {
        revision: Hidden<Revision>,
        questions: Wordings,
        reviewed: Ticked,
    }
}

messages! {
    /// What is wrong with the wording of a question.
    enum WordingRefused {
        /// The question itself is missing.
        NoQuestion { no: u32 } = "wording-no-question",
        /// Its short name is missing.
        NoTopic { no: u32 } = "wording-no-topic",
        /// The question was changed and its English was not.
        OldEnglish { no: u32 } = "wording-old-english",
        /// The short name was changed and its English was not.
        OldEnglishTopic { no: u32 } = "wording-old-english-topic",
    }
}

/// The questions that were sent, by number: `vi1` and `topic1`; `vi1_en` and `topic1_en`, their English; `vi1_old` and
/// `topic1_old`, what becomes of English that was not changed along.
#[derive(Clone, Debug)]
struct Wordings(PostedForm);

impl FieldValue for Wordings {
    fn read(form: &PostedForm, _: &str, _: &mut Vec<Fault>) -> Option<Self> {
        Some(Self(PostedForm { fields: form.fields.clone(), ..PostedForm::default() }))
    }
}

/// The field of a text's English.
fn english_field(name: &str) -> String {
    format!("{name}_en")
}

/// The field that says what becomes of English that was not changed along.
fn old_field(name: &str) -> String {
    format!("{name}_old")
}

impl Wordings {
    /// Words the questions of a ruleset, or says which lack something.
    fn put_into(&self, ruleset: &mut Ruleset) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        for Question { no, vi, en, topic, topic_en, .. } in &mut ruleset.questions {
            let no = *no;
            let missing = WordingRefused::NoQuestion { no };
            self.put_text(&format!("vi{no}"), vi, en, [missing, WordingRefused::OldEnglish { no }], &mut faults);
            let missing = WordingRefused::NoTopic { no };
            let old = WordingRefused::OldEnglishTopic { no };
            self.put_text(&format!("topic{no}"), topic, topic_en, [missing, old], &mut faults);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Words one text with its English. It is refused where it is missing, or where its English is left as it was.
    fn put_text(
        &self,
        name: &str,
        vi: &mut String,
        en: &mut String,
        [missing, old]: [WordingRefused; 2],
        faults: &mut Vec<Fault>,
    ) {
        let fields = &self.0.fields;
        let english_field = english_field(name);
        let typed = Pair { vi: fields.trimmed(name), en: fields.trimmed(&english_field) };
        if typed.vi.is_empty() {
            faults.push(Fault::of(name, missing));
            return;
        }
        let is_unfit = |text: &str, name: &str, faults: &mut Vec<Fault>| {
            let got = text.chars().count();
            let is_long = got > LONGEST;
            if is_long {
                faults.push(Fault::of(name, FieldRefused::TooLong { most: LONGEST, got }));
            }
            is_long || is_unfit(text, name, faults)
        };
        if is_unfit(typed.vi, name, faults) || is_unfit(typed.en, &english_field, faults) {
            return;
        }
        let decided = fields.trimmed(&old_field(name)).parse().ok();
        match english(Pair { vi, en }, typed, decided) {
            None => faults.push(Fault::of(&english_field, old)),
            Some(english) => {
                english.clone_into(en);
                typed.vi.clone_into(vi);
            }
        }
    }
}

async fn keep(
    at: BallotWording,
    user: CurrentUser,
    Checked(form): Checked<KeepWording>,
    app: AppState,
) -> ActionResult {
    keep_and_go(&at, &user, form, &app, Plan { plan: at.plan }.with(&[("xong", "1")])).await
}

/// Keeps what is written and shows the ballot as households will see it.
async fn preview(
    at: BallotWording,
    user: CurrentUser,
    Checked(form): Checked<KeepWording>,
    app: AppState,
) -> ActionResult {
    keep_and_go(&at, &user, form, &app, BallotPreview { plan: at.plan }.to_string()).await
}

async fn keep_and_go(
    at: &BallotWording,
    user: &CurrentUser,
    form: KeepWording,
    app: &AppState,
    to: String,
) -> ActionResult {
    let now = (app.now)();
    let revision = form.revision.0.unwrap_or_default();
    let mut plan = app.plans.plan(&user.actor(), at.plan, now).await?.plan;
    form.questions.put_into(&mut plan.ruleset).map_err(Outcome::Invalid)?;
    plan.reviewed = form.reviewed.0;
    app.plans.keep(&user.actor(), at.plan, &revision, plan, now).await?;
    Outcome::to(to)
}

async fn show(at: BallotWording, user: CurrentUser, query: Query, posted: Posted, app: AppState) -> PageResult {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    let done = query.parse::<u64>("xong").map(|count| t!("from-form-taken", count = count)).unwrap_or_default();
    Ok(Page::new(move || {
        let path = vec![
            (CommitteeHome.to_string(), t!("committee-home")),
            (Plan { plan: view.id }.to_string(), t!("wording-path", unit = &view.unit.name)),
        ];
        let body = wording_view(&posted, &view);
        view! { <CommitteeLayout title=t!("wording-title") me=user.account() posted=posted done=done path=path>{body}</CommitteeLayout> }
    }))
}

fn wording_view(posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    let ruleset = &view.plan.ruleset;
    let rows = ruleset.questions.iter().map(|question| question_view(posted, ruleset, question)).collect_view();
    let reviewed = tick_known(posted, "reviewed", &t!("wording-reviewed"), view.plan.reviewed);
    view! {
        <p class="lead">{t!("wording-lead")}</p>
        <p class="note">{invalid_ballots(ruleset)}</p>
        <p class="note">{small_numbers(&ruleset.disclosure)}</p>
        <p><a href=BallotFromForm { plan: view.id }.to_string()>{t!("wording-from-form")}</a></p>
        <form class="form" method="post" action=BallotWording { plan: view.id }.to_string()>
            {idempotency_key()}
            <input type="hidden" name="revision" value=posted.value("revision", &view.revision.to_string())/>
            {rows}
            {reviewed}
            <div class="buttons">
                <button class="button button--small" name="step" value="keep">{t!("save")}</button>
                <button class="button button--quiet" name="step" value="preview">{t!("preview-do")}</button>
            </div>
        </form>
    }
}

fn question_view(posted: &Posted, ruleset: &Ruleset, question: &Question) -> impl IntoView + use<> {
    let criteria = question.criteria.iter().filter_map(|no| ruleset.criterion(*no));
    let criteria: Vec<String> = criteria.map(|one| t!("wording-criterion", no = one.no, name = &one.name)).collect();
    let label = if question.overall {
        t!("wording-overall", no = question.no)
    } else {
        t!("wording-question", no = question.no, criteria = criteria.join("; "))
    };
    let no = question.no;
    let texts = [&question.vi, &question.en];
    let text =
        text_view(posted, &format!("vi{no}"), [t!("wording-vietnamese", no = no), t!("wording-english")], texts, 3);
    let texts = [&question.topic, &question.topic_en];
    let topic = text_view(posted, &format!("topic{no}"), [t!("wording-topic"), t!("wording-topic-english")], texts, 0);
    let is_faulty = ["vi", "topic"].iter().any(|name| {
        let name = format!("{name}{no}");
        posted.invalid(&name).is_some() || posted.invalid(&english_field(&name)).is_some()
    });
    view! {
        <details class="wording" open=is_faulty>
            <summary><b>{label}</b><span>{posted.value(&format!("vi{no}"), &question.vi)}</span></summary>
            {text}
            {topic}
        </details>
    }
}

/// A text beside its English, and what becomes of the English where only the text was changed.
fn text_view(
    posted: &Posted,
    name: &str,
    [label, english_label]: [String; 2],
    [vi, en]: [&String; 2],
    lines: u32,
) -> impl IntoView + use<> {
    let field = |name: &str, label: &str, known: &str, hint: &str, lang: Option<&'static str>| {
        let field = Field { lang, ..Field::text(name, label) }.known(known).hint(hint);
        if lines > 0 { field.lines(lines, 500) } else { field }.draw(posted)
    };
    let (english_field, old_field) = (english_field(name), old_field(name));
    let hint = if en.is_empty() { t!("wording-english-none") } else { String::new() };
    let vietnamese = field(name, &label, vi, "", None);
    let english = field(&english_field, &english_label, en, &hint, Some(Lang::En.tag()));
    let is_asked = posted.fault(&english_field).is_some() || !posted.fields.get(&old_field).is_empty();
    let old = is_asked.then(|| {
        let option = |value: &str, word: String| (value.to_owned(), word);
        let options = vec![
            option("", t!("wording-old-choose")),
            option(OldEnglish::Keep.into_str(), t!("wording-old-keep")),
            option(OldEnglish::LeaveOut.into_str(), t!("wording-old-leave-out")),
        ];
        choose(posted, &old_field, &t!("wording-old"), "", options)
    });
    view! { <div class="fields">{vietnamese}{english}</div>{old} }
}

/// Of how few nothing is told, by the ruleset.
fn small_numbers(rule: &Disclosure) -> String {
    let said = t!("wording-disclosure", fewest = rule.fewest, boxes = fewest_alike(rule.fewest));
    if rule.source.is_empty() {
        said
    } else {
        format!("{said} {}", t!("wording-disclosure-source", source = &rule.source))
    }
}

/// Which paper ballots are invalid, by the ruleset.
fn invalid_ballots(ruleset: &Ruleset) -> String {
    let rule = &ruleset.invalid_ballot;
    let when = match rule.when {
        Spoils::All => t!("wording-invalid-all"),
        Spoils::Any => t!("wording-invalid-any"),
    };
    let unverified = if rule.verified { String::new() } else { t!("unverified-in-brackets") };
    t!("wording-invalid", when = when, unverified = unverified)
}
