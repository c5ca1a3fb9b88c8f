//! The next step of a recommendation: the forms in which it is taken, and what they do.

use crate::domain::oversight::recommendation::{LONGEST_TEXT, RecommendationAction};
use crate::domain::revision::Revision;
use crate::extract::CurrentUser;
use crate::form;
use crate::forms::{
    ActionResult, Checked, Confirmed, Fault, FieldValue, File, Hidden, OptionalDay, Outcome, Posted, PostedForm,
    required_text,
};
use crate::i18n::t;
use crate::messages;
use crate::pages::committee::oversight::evidence::{at_file, new_file};
use crate::ports::recommendations::{self, NewStep};
use crate::routes::{Address as _, Recommendation};
use crate::state::AppState;
use crate::ui::field::{Field, sure};
use crate::ui::file_field::file_field;
use crate::ui::form::idempotency_key;
use leptos::prelude::*;

form! {
    /// Answers it, for the People's Committee.
    pub(super) struct AnswerRecommendation {
        text: Words,
        revision: Hidden<Revision>,
        file: File,
    }
}

form! {
    /// Accepts or returns the answer, with another day if one is set.
    pub(super) struct SettleAnswer {
        text: Words,
        revision: Hidden<Revision>,
        due: OptionalDay,
        file: File,
    }
}

form! {
    /// Closes it for good.
    pub(super) struct CloseRecommendation {
        text: Words,
        revision: Hidden<Revision>,
        file: File,
        sure: Confirmed,
    }
}

messages! {
    /// Why a step is not taken.
    enum StepRefused {
        /// No word is said.
        NoText = "recommendation-no-text",
    }
}

/// A few words: what is answered, or why it is accepted, returned, closed.
#[derive(Clone, Debug)]
struct Words(String);

impl FieldValue for Words {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        required_text::<LONGEST_TEXT>(form, name, faults, StepRefused::NoText).map(Self)
    }
}

pub(super) async fn answer(
    at: Recommendation,
    user: CurrentUser,
    Checked(form): Checked<AnswerRecommendation>,
    app: AppState,
) -> ActionResult {
    let AnswerRecommendation { text, revision, file } = form;
    take(&at, &user, &app, new_step(RecommendationAction::Answer, text, revision, file)).await
}

pub(super) async fn accept(
    at: Recommendation,
    user: CurrentUser,
    Checked(form): Checked<SettleAnswer>,
    app: AppState,
) -> ActionResult {
    take(&at, &user, &app, form.settles(RecommendationAction::Accept)).await
}

pub(super) async fn return_answer(
    at: Recommendation,
    user: CurrentUser,
    Checked(form): Checked<SettleAnswer>,
    app: AppState,
) -> ActionResult {
    take(&at, &user, &app, form.settles(RecommendationAction::Return)).await
}

pub(super) async fn close(
    at: Recommendation,
    user: CurrentUser,
    Checked(form): Checked<CloseRecommendation>,
    app: AppState,
) -> ActionResult {
    let CloseRecommendation { text, revision, file, sure: Confirmed } = form;
    take(&at, &user, &app, new_step(RecommendationAction::Close, text, revision, file)).await
}

impl SettleAnswer {
    fn settles(self, action: RecommendationAction) -> NewStep {
        NewStep { due: self.due.0, ..new_step(action, self.text, self.revision, self.file) }
    }
}

fn new_step(step: RecommendationAction, Words(text): Words, revision: Hidden<Revision>, file: File) -> NewStep {
    let files = new_file(file).into_iter().collect();
    NewStep { step, revision: revision.0.unwrap_or_default(), text, due: None, files }
}

async fn take(at: &Recommendation, user: &CurrentUser, app: &AppState, step: NewStep) -> ActionResult {
    let done = match step.step {
        RecommendationAction::Answer => "tra-loi",
        RecommendationAction::Close => "ket-thuc",
        _ => "ghi",
    };
    at_file(app.recommendations.step(&user.actor(), at.recommendation, step, (app.now)()).await)?;
    Outcome::to(at.with(&[("xong", done)]))
}

/// The form of the steps that may be taken now.
pub(super) fn form_view(
    posted: &Posted,
    at: &Recommendation,
    found: &recommendations::Recommendation,
) -> impl IntoView + use<> {
    let actions = &found.actions;
    let answers = actions.iter().any(|action| action.is_answer());
    let label = if answers { t!("recommendation-answer-text") } else { t!("recommendation-opinion-text") };
    let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let text = Field::text("text", &label).lines(5, most).draw(posted);
    // A new day only makes sense where somebody still has to do something by it.
    let goes_on = actions.iter().any(|action| action.sets_day());
    let due = goes_on.then(|| {
        let hint = t!("recommendation-new-due-hint");
        Field::text("due", &t!("recommendation-new-due")).hint(&hint).kind("date").draw(posted)
    });
    let closes = actions.contains(&RecommendationAction::Close);
    let closes = closes.then(|| sure(posted, "close", &t!("recommendation-close-sure")));
    let buttons = actions.iter().map(|action| button_view(*action)).collect_view();
    view! {
        <form class="form" method="post" action=at.to_string() enctype="multipart/form-data">
            {idempotency_key()}
            <input type="hidden" name="revision" value=found.revision.to_string()/>
            {text}
            {due}
            {file_field(posted, &t!("recommendation-file"), false)}
            {closes}
            <div class="buttons">{buttons}</div>
        </form>
    }
}

fn button_view(action: RecommendationAction) -> impl IntoView {
    let (class, text) = match action {
        RecommendationAction::Answer => ("button button--small", t!("recommendation-answer")),
        RecommendationAction::Accept => ("button button--small", t!("recommendation-accept")),
        RecommendationAction::Return => ("button button--quiet", t!("recommendation-return")),
        RecommendationAction::Close => ("button button--quiet", t!("recommendation-close")),
        RecommendationAction::Raise => ("button button--quiet", t!("recommendation-raise")),
    };
    view! { <button class=class name="step" value=action.into_str()>{text}</button> }
}
