//! The ballot of a plan: its questions, to be matched with the province's form and worded before the round opens.

use crate::domain::people::account::Permission;
use crate::domain::revision::Revision;
use crate::domain::survey::ruleset::{Question, Ruleset, Spoils};
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{ActionResult, Fault, Outcome, Posted, PostedForm, Ticked};
use crate::forms::{Checked, FieldValue, Hidden};
use crate::i18n::t;
use crate::messages;
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::plans::PlanView;
use crate::routes::{Address as _, BallotWording, CommitteeHome, Plan};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, tick_known};
use crate::ui::form::idempotency_key;
use leptos::prelude::*;

/// The ballot of a plan.
pub fn route() -> PageRoute {
    PageRoute::new::<BallotWording, _>(Audience::SignedIn, show).action("keep", Permission::Plan, keep)
}

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
    }
}

/// The questions that were sent, by number: `vi1`, `topic1`, …
#[derive(Clone, Debug)]
struct Wordings(PostedForm);

impl FieldValue for Wordings {
    fn read(form: &PostedForm, _: &str, _: &mut Vec<Fault>) -> Option<Self> {
        Some(Self(PostedForm { fields: form.fields.clone(), ..PostedForm::default() }))
    }
}

impl Wordings {
    /// Words the questions of a ruleset, or says which lack something.
    fn put_into(&self, ruleset: &mut Ruleset) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        for Question { no, vi, en, topic, topic_en, .. } in &mut ruleset.questions {
            let (vi_field, topic_field) = (format!("vi{no}"), format!("topic{no}"));
            let words = self.0.fields.trimmed(&vi_field);
            let short = self.0.fields.trimmed(&topic_field);
            if words.is_empty() {
                faults.push(Fault::of(&vi_field, WordingRefused::NoQuestion { no: *no }));
            }
            if short.is_empty() {
                faults.push(Fault::of(&topic_field, WordingRefused::NoTopic { no: *no }));
            }
            // A question in other words is asked in those words; what stood there in English asked something else.
            if vi != words {
                words.clone_into(vi);
                words.clone_into(en);
            }
            if topic != short {
                short.clone_into(topic);
                topic_en.clear();
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

async fn keep(
    at: BallotWording,
    user: CurrentUser,
    Checked(form): Checked<KeepWording>,
    app: AppState,
) -> ActionResult {
    let now = (app.now)();
    let revision = form.revision.0.unwrap_or_default();
    let mut plan = app.plans.plan(&user.actor(), at.plan, now).await?.plan;
    form.questions.put_into(&mut plan.ruleset).map_err(Outcome::Invalid)?;
    plan.reviewed = form.reviewed.0;
    app.plans.keep(&user.actor(), at.plan, &revision, plan, now).await?;
    Outcome::to(Plan { plan: at.plan }.with(&[("xong", "1")]))
}

async fn show(at: BallotWording, user: CurrentUser, posted: Posted, app: AppState) -> PageResult {
    let view = app.plans.plan(&user.actor(), at.plan, (app.now)()).await?;
    Ok(Page::new(move || {
        let path = vec![
            (CommitteeHome.to_string(), t!("committee-home")),
            (Plan { plan: view.id }.to_string(), t!("wording-path", unit = &view.unit.name)),
        ];
        let body = wording_view(&posted, &view);
        view! { <CommitteeLayout title=t!("wording-title") me=user.account() posted=posted path=path>{body}</CommitteeLayout> }
    }))
}

fn wording_view(posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    let ruleset = &view.plan.ruleset;
    let rows = ruleset.questions.iter().map(|question| question_view(posted, question)).collect_view();
    let reviewed = tick_known(posted, "reviewed", &t!("wording-reviewed"), view.plan.reviewed);
    view! {
        <p class="lead">{t!("wording-lead")}</p>
        <p class="note">{invalid_ballots(ruleset)}</p>
        <form class="form" method="post" action=BallotWording { plan: view.id }.to_string()>
            {idempotency_key()}
            <input type="hidden" name="revision" value=posted.value("revision", &view.revision.to_string())/>
            {rows}
            {reviewed}
            <button class="button button--small" name="step" value="keep">{t!("save")}</button>
        </form>
    }
}

fn question_view(posted: &Posted, question: &Question) -> impl IntoView + use<> {
    let criteria: Vec<String> = question.criteria.iter().map(ToString::to_string).collect();
    let label = if question.overall {
        t!("wording-overall", no = question.no)
    } else {
        t!("wording-question", no = question.no, criteria = criteria.join(", "))
    };
    let words = Field::text(&format!("vi{}", question.no), &label).known(&question.vi).lines(2, 500).draw(posted);
    let short = Field::text(&format!("topic{}", question.no), &t!("wording-topic")).known(&question.topic).draw(posted);
    view! { <div class="wording">{words}{short}</div> }
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
