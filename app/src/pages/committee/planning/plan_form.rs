//! The form of a plan's dates and papers.

use super::key_holders::{Holders, check_words_view, key_holders_view};
use crate::domain::collection::key_letters::MOST;
use crate::domain::collection::plan::Plan;
use crate::domain::day::read_day;
use crate::domain::number::read_count;
use crate::domain::revision::Revision;
use crate::domain::survey::ruleset::{Base, Counted};
use crate::form;
use crate::forms::{Day, Fault, FieldValue, Hidden, Lines, Numbered, OptionalDay, Posted, PostedForm, Typed};
use crate::i18n::{day, t};
use crate::messages;
use crate::pages::results::sources::time_limit_source;
use crate::ports::plans::PlanView;
use crate::routes;
use crate::ui::field::{Field, choose};
use crate::ui::form::idempotency_key;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// How many days from a plan's first one its days off are shown for.
pub(super) const NEAR: i64 = 90;

form! {
    /// Keeps a plan's dates and papers.
    pub(super) struct KeepPlan {
        revision: Hidden<Revision>,
        number: Typed,
        signed_on: OptionalDay,
        opens: Day,
        closes: Day,
        days_off: DaysOff,
        basis: Lines,
        contact: Typed,
        percent: Percent,
        base: Typed,
        counted: Typed,
        participation_source: Typed,
        holders: Holders,
        word: Numbered<MOST>,
    }
}

messages! {
    /// What is wrong with a plan's form.
    enum PlanFormRefused {
        /// The share is none of 0 to 100.
        NotAPercent = "plan-not-a-percent",
    }
}

/// A whole share of 0 to 100.
#[derive(Clone, Copy, Debug)]
pub(super) struct Percent(u32);

impl FieldValue for Percent {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let percent = read_count(form.fields.get(name)).ok().filter(|percent| *percent <= 100);
        let percent = percent.and_then(|percent| u32::try_from(percent).ok());
        if percent.is_none() {
            faults.push(Fault::of(name, PlanFormRefused::NotAPercent));
        }
        percent.map(Self)
    }
}

/// Days, between commas or on lines of their own.
#[derive(Clone, Debug)]
pub(super) struct DaysOff(pub(super) BTreeSet<NaiveDate>);

impl FieldValue for DaysOff {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let words = form.fields.get(name).split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty());
        let mut days = BTreeSet::new();
        for word in words {
            match read_day(word) {
                Ok(day) => {
                    days.insert(day);
                }
                Err(fault) => faults.push(Fault::of(name, fault)),
            }
        }
        Some(Self(days))
    }
}

impl KeepPlan {
    /// The revision of the plan that the form was drawn from.
    pub(super) fn revision(&self) -> Revision {
        self.revision.0.clone().unwrap_or_default()
    }

    /// The first day.
    pub(super) fn opens(&self) -> NaiveDate {
        self.opens.0
    }

    /// The days off as they were written.
    pub(super) fn days_off(&self) -> &BTreeSet<NaiveDate> {
        &self.days_off.0
    }

    /// The check words of the holders' letters.
    pub(super) fn words(&self) -> Vec<String> {
        self.word.0.clone()
    }

    /// Puts what was written into a plan.
    pub(super) fn put_into(self, plan: &mut Plan, days_off: BTreeSet<NaiveDate>) {
        let rule = &mut plan.ruleset.participation;
        rule.percent = self.percent.0;
        rule.base = if self.base.0 == "issued" { Base::Issued } else { Base::Households };
        rule.counted = if self.counted.0 == "valid" { Counted::Valid } else { Counted::Returned };
        self.participation_source.0.trim().clone_into(&mut rule.source);
        rule.verified = !rule.source.is_empty();
        self.number.0.trim().clone_into(&mut plan.papers.number);
        plan.papers.signed_on = self.signed_on.0;
        plan.papers.basis = self.basis.0;
        self.contact.0.trim().clone_into(&mut plan.papers.contact);
        plan.papers.days_off = days_off;
        plan.holders = self.holders.0;
        (plan.opens, plan.closes) = (self.opens.0, self.closes.0);
    }
}

pub(super) fn plan_form_view(posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    let plan = &view.plan;
    // A form that came back was drawn from the revision it says: a second press must not overwrite somebody else.
    let revision = posted.value("revision", &view.revision.to_string());
    let source = plan.ruleset.time_limit.as_ref().map(time_limit_source).unwrap_or_default();
    let deadline = plan.deadline().map(|last| t!("plan-deadline", last = last, source = source)).unwrap_or_default();
    let near = plan.papers.days_off.iter().filter(|off| (0..NEAR).contains(&(**off - plan.opens).num_days()));
    let days_off: Vec<String> = near.map(|off| day(*off)).collect();
    let number =
        Field::text("number", &t!("plan-number")).hint(&t!("plan-number-hint")).known(&plan.papers.number).draw(posted);
    let signed = plan.papers.signed_on.map(|day| day.to_string()).unwrap_or_default();
    let signed_on = Field::text("signed_on", &t!("plan-signed-on"))
        .hint(&t!("plan-signed-on-hint"))
        .kind("date")
        .known(signed)
        .draw(posted);
    let opens = Field::text("opens", &t!("plan-opens")).kind("date").known(plan.opens).draw(posted);
    let closes = Field::text("closes", &t!("plan-closes")).kind("date").known(plan.closes).draw(posted);
    let basis = Field::text("basis", &t!("plan-basis"))
        .hint(&t!("plan-basis-hint"))
        .known(plan.papers.basis.join("\n"))
        .lines(4, 4_000)
        .draw(posted);
    let contact = Field::text("contact", &t!("plan-contact"))
        .hint(&t!("plan-contact-hint"))
        .known(&plan.papers.contact)
        .draw(posted);
    let off = Field::text("days_off", &t!("plan-days-off", days = NEAR))
        .hint(&t!("plan-days-off-hint"))
        .known(days_off.join(", "))
        .lines(2, 2_000)
        .draw(posted);
    view! {
        <form class="form" method="post" action=routes::Plan { plan: view.id }.to_string()>
            {idempotency_key()}
            <input type="hidden" name="revision" value=revision/>
            <div class="fields">{number}{signed_on}</div>
            <div class="fields">{opens}{closes}</div>
            <p class="hint">{deadline}</p>
            {off}
            {basis}
            {contact}
            {participation_view(posted, view)}
            <button class="button button--small" name="step" value="keep">{t!("save")}</button>
            {key_holders_view(posted, view)}
            {view.missing.is_empty().then(|| view! {
                <h2 id="open">{t!("plan-open")}</h2>
                <p>{t!("plan-open-hint")}</p>
                {check_words_view(posted, view)}
                <button class="button button--small" name="step" value="open">{t!("plan-open")}</button>
            })}
        </form>
    }
}

/// The participation that the round asks for, and what it is counted on.
fn participation_view(posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    let rule = &view.plan.ruleset.participation;
    let base = if rule.base == Base::Issued { "issued" } else { "households" };
    let counted = if rule.counted == Counted::Valid { "valid" } else { "returned" };
    let option = |value: &str, word: String| (value.to_owned(), word);
    let bases = vec![option("households", t!("plan-base-households")), option("issued", t!("plan-base-issued"))];
    let counts = vec![option("returned", t!("plan-counted-returned")), option("valid", t!("plan-counted-valid"))];
    let percent = Field::text("percent", &t!("plan-percent")).known(rule.percent).draw(posted);
    let source = Field::text("participation_source", &t!("plan-percent-source"))
        .hint(&rule.note)
        .known(&rule.source)
        .draw(posted);
    view! {
        <div class="fields">
            {percent}
            {choose(posted, "base", &t!("plan-base"), base, bases)}
            {choose(posted, "counted", &t!("plan-counted"), counted, counts)}
        </div>
        {source}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::DayFault;
    use crate::forms::Fields;

    fn days_off(typed: &str) -> (Option<DaysOff>, Vec<Fault>) {
        let form = PostedForm { fields: Fields(vec![("days_off".into(), typed.into())]), ..PostedForm::default() };
        let mut faults = Vec::new();
        (DaysOff::read(&form, "days_off", &mut faults), faults)
    }

    #[test]
    fn a_day_off_with_a_short_year_is_refused_and_not_another_century() {
        let (_, faults) = days_off("1/1/27, 2/9/2026");
        let short = DayFault::ShortYear { typed: "1/1/27".into(), example: "1/1/2027".into() };
        assert_eq!(faults, [Fault::of("days_off", short)]);
        let (days, faults) = days_off("01/01/2027; 2026-09-02\n3/9/2026");
        assert_eq!((days.expect("days").0.len(), faults), (3, vec![]));
    }
}
