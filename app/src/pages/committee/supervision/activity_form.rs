//! What an activity is to be, as it is typed.

use crate::domain::oversight::supervision::{ActivityKind, LONGEST_SUBJECT, Method, Occasion};
use crate::domain::revision::Revision;
use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::typed_unit::{offered, read_unit};
use crate::domain::units::unit::UnitRef;
use crate::form;
use crate::forms::{
    Choice, Day, Fault, FieldValue, Hidden, Lines, OptionalText, Outcome, Posted, PostedForm, Text, Typed,
};
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::messages;
use crate::ports::common::{Answer, PortError};
use crate::ports::supervision::ActivityPlan;
use crate::state::AppState;
use crate::ui::field::{Field, choose};
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// So many units are ticked in a list; more are written, a line each.
const A_LIST: usize = 12;

form! {
    /// Plans an activity, or changes what it is to be.
    pub(super) struct KeepActivity {
        kind: Choice<ActivityKind>,
        subject: Text<LONGEST_SUBJECT>,
        occasion: Choice<Occasion>,
        method: Choice<Method>,
        starts_on: Day,
        ends_on: Day,
        lead: Text<200>,
        participants: Lines,
        units: Places,
        drafter: OptionalText<200>,
        bo: Typed,
        criteria: Numbers,
        target: OptionalText<200>,
        revision: Hidden<Revision>,
    }
}

messages! {
    /// What is wrong with what was typed.
    pub(super) enum ActivityFault {
        /// It is no number of a criterion.
        NotANumber { typed: String } = "activity-not-a-number",
        /// The set has no such criterion.
        NoCriterion { number: u32, ruleset: String } = "activity-no-criterion",
        /// Numbers of criteria of no set.
        NoRuleset = "activity-no-ruleset",
    }
}

/// Units as they were ticked, or written a line each.
#[derive(Clone, Debug)]
pub(super) struct Places(Vec<String>);

impl FieldValue for Places {
    fn read(form: &PostedForm, name: &str, _: &mut Vec<Fault>) -> Option<Self> {
        let lines = form.fields.all(name).flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
        Some(Self(lines.map(str::to_owned).collect()))
    }
}

/// Numbers of criteria: `2, 17`.
#[derive(Clone, Debug)]
pub(super) struct Numbers(Vec<u32>);

impl FieldValue for Numbers {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let parts = form.fields.get(name).split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
        let mut numbers = Vec::new();
        for part in parts {
            let Ok(number) = part.parse() else {
                faults.push(Fault::of(name, ActivityFault::NotANumber { typed: part.to_owned() }));
                return None;
            };
            numbers.push(number);
        }
        Some(Self(numbers))
    }
}

impl KeepActivity {
    /// What the activity is to be, the codes of its units, and the revision that it was typed over.
    pub(super) fn read_plan(
        self,
        app: &AppState,
        units: &[UnitRef],
    ) -> Result<(ActivityPlan, Vec<String>, Revision), Outcome> {
        let mut faults = Vec::new();
        let mut codes = Vec::new();
        for typed in &self.units.0 {
            match read_unit(typed, units) {
                Ok(unit) => codes.push(unit.code.clone()),
                Err(fault) => faults.push(Fault::of("units", fault)),
            }
        }
        faults.extend(self.criteria_fault(app).map(|fault| Fault::of("criteria", fault)));
        if !faults.is_empty() {
            return Err(Outcome::Invalid(faults));
        }
        let plan = ActivityPlan {
            kind: self.kind.0,
            subject: self.subject.0,
            occasion: self.occasion.0,
            method: self.method.0,
            starts_on: self.starts_on.0,
            ends_on: self.ends_on.0,
            lead: self.lead.0,
            participants: self.participants.0,
            drafter: self.drafter.0,
            ruleset: self.bo.0,
            criteria: self.criteria.0,
            target: self.target.0,
        };
        Ok((plan, codes, self.revision.0.unwrap_or_default()))
    }

    fn criteria_fault(&self, app: &AppState) -> Option<ActivityFault> {
        let Numbers(numbers) = &self.criteria;
        if numbers.is_empty() {
            return None;
        }
        let Some(ruleset) = app.rulesets.get(&self.bo.0) else { return Some(ActivityFault::NoRuleset) };
        let unknown = numbers.iter().find(|number| ruleset.criterion(**number).is_none())?;
        Some(ActivityFault::NoCriterion { number: *unknown, ruleset: ruleset.name.clone() })
    }
}

/// Says at its field what is wrong with a plan.
pub(super) fn at_field(answer: Answer<()>) -> Result<(), Outcome> {
    let field = match &answer {
        Err(PortError::Refused(message)) => match message.key.as_ref() {
            "supervision-no-unit" | "supervision-no-units" | "supervision-many-units" | "supervision-other-unit" => {
                "units"
            }
            "supervision-order" | "supervision-outside-year" => "ends_on",
            "supervision-same" => "subject",
            "supervision-method" => "method",
            "supervision-too-long" | "supervision-many" => "participants",
            _ => "",
        },
        _ => "",
    };
    match answer {
        Err(PortError::Refused(message)) if !field.is_empty() => Err(Outcome::fault(field, message)),
        answer => answer.map_err(Outcome::from),
    }
}

/// What the fields begin with.
pub(super) struct Known<'a> {
    pub(super) plan: &'a ActivityPlan,
    /// The codes of the units.
    pub(super) units: Vec<String>,
    /// Whether its kind can still be chosen.
    pub(super) is_new: bool,
}

/// What there is to choose from.
pub(super) struct Offered<'a> {
    pub(super) units: &'a [UnitRef],
    pub(super) rulesets: Vec<&'a Ruleset>,
    pub(super) targets: Vec<String>,
}

/// The fields of an activity.
pub(super) fn plan_fields(posted: &Posted, known: &Known<'_>, offered: &Offered<'_>) -> impl IntoView + use<> {
    let plan = known.plan;
    let options = |words: Vec<(&'static str, String)>| {
        words.into_iter().map(|(word, label)| (word.to_owned(), label)).collect::<Vec<_>>()
    };
    let kinds = options(ActivityKind::ALL.map(|one| (one.into_str(), label(Lang::Vi, one))).to_vec());
    let kind = if known.is_new {
        choose(posted, "kind", &t!("activity-kind"), plan.kind.into_str(), kinds).into_markup()
    } else {
        view! { <input type="hidden" name="kind" value=plan.kind.into_str()/> }.into_markup()
    };
    let fits = |method: &Method| known.is_new || method.fits(plan.kind);
    let methods = Method::ALL.into_iter().filter(fits).map(|one| (one.into_str(), label(Lang::Vi, one)));
    let method = choose(posted, "method", &t!("activity-method"), plan.method.into_str(), options(methods.collect()));
    let occasions = options(Occasion::ALL.map(|one| (one.into_str(), label(Lang::Vi, one))).to_vec());
    let occasion = choose(posted, "occasion", &t!("activity-occasion"), plan.occasion.into_str(), occasions);
    let (subject, hint) = (t!("activity-subject"), t!("activity-subject-hint"));
    let subject = Field { most: 300, ..Field::text("subject", &subject).hint(&hint).known(&plan.subject) }.draw(posted);
    let starts = Field::text("starts_on", &t!("activity-starts")).kind("date").known(plan.starts_on).draw(posted);
    let ends = Field::text("ends_on", &t!("activity-ends")).kind("date").known(plan.ends_on).draw(posted);
    let lead = Field::text("lead", &t!("activity-lead")).known(&plan.lead).draw(posted);
    let participants = Field::text("participants", &t!("activity-participants"))
        .hint(&t!("activity-participants-hint"))
        .known(plan.participants.join("\n"))
        .lines(3, 3_000)
        .draw(posted);
    let is_draft = known.is_new || plan.kind.is_about_draft();
    let drafter = is_draft.then(|| {
        let hint = t!("activity-drafter-hint");
        Field::text("drafter", &t!("activity-drafter")).hint(&hint).known(&plan.drafter).draw(posted)
    });
    let units = (known.is_new || !plan.kind.is_about_draft()).then(|| units_field(posted, known, offered.units));
    view! {
        {kind}
        {subject}
        {units}
        {drafter}
        <div class="fields fields--low">{starts}{ends}</div>
        <div class="fields fields--low">{method}{occasion}</div>
        {lead}
        {participants}
        {about_view(posted, plan, offered)}
    }
}

/// Where it is done: ticked where there are few, written a line each where there are many.
fn units_field(posted: &Posted, known: &Known<'_>, units: &[UnitRef]) -> Markup {
    posted.call("units", &t!("activity-units"));
    if let [only] = units {
        return view! { <input type="hidden" name="units" value=only.code.clone()/> }.into_markup();
    }
    if units.len() > A_LIST {
        let named = units.iter().filter(|unit| known.units.contains(&unit.code)).map(offered);
        return Field::text("units", &t!("activity-units"))
            .hint(&t!("activity-units-hint"))
            .known(named.collect::<Vec<_>>().join("\n"))
            .lines(4, 20_000)
            .draw(posted)
            .into_markup();
    }
    let is_fresh = posted.fields.0.is_empty();
    let is_ticked = |code: &str| {
        let known = is_fresh && known.units.iter().any(|own| own == code);
        known || posted.fields.all("units").any(|own| own == code)
    };
    let fault = posted.fault("units").map(|text| view! { <p class="field__fault">{text}</p> });
    let boxes = units
        .iter()
        .map(|unit| {
            let ticked = is_ticked(&unit.code);
            view! {
                <label class="option"><input type="checkbox" name="units" value=unit.code.clone() checked=ticked/><span>{unit.name.clone()}</span></label>
            }
        })
        .collect_view();
    let class = if fault.is_some() { "field field--faulty" } else { "field" };
    view! {
        <fieldset class=class id="units"><legend class="field__label">{t!("activity-units")}</legend>{fault}{boxes}</fieldset>
    }
    .into_markup()
}

/// The criteria and the target it is about.
fn about_view(posted: &Posted, plan: &ActivityPlan, offered: &Offered<'_>) -> impl IntoView + use<> {
    let none = || (String::new(), t!("activity-about-none"));
    let sets = offered.rulesets.iter().map(|one| (one.id.clone(), one.name.clone()));
    let sets = choose(posted, "bo", &t!("criteria-set"), &plan.ruleset, std::iter::once(none()).chain(sets).collect());
    let numbers: Vec<String> = plan.criteria.iter().map(u32::to_string).collect();
    let criteria = Field::text("criteria", &t!("activity-criteria"))
        .hint(&t!("activity-criteria-hint"))
        .known(numbers.join(", "))
        .draw(posted);
    let target = (!offered.targets.is_empty()).then(|| {
        let mut options = vec![none()];
        options.extend(offered.targets.iter().map(|target| (target.clone(), target.clone())));
        if !plan.target.is_empty() && !offered.targets.contains(&plan.target) {
            options.push((plan.target.clone(), plan.target.clone()));
        }
        choose(posted, "target", &t!("activity-target"), &plan.target, options)
    });
    view! { {sets}{criteria}{target} }
}
