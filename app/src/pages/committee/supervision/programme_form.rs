//! What a programme says of itself, as it is typed.

use crate::domain::oversight::supervision::Supervisor;
use crate::domain::revision::Revision;
use crate::form;
use crate::forms::{Choice, Count, Hidden, OptionalDay, OptionalText, Outcome, Posted, Ticked};
use crate::i18n::labels::label;
use crate::i18n::{Lang, t};
use crate::ports::common::{Answer, PortError};
use crate::ports::supervision::ProgrammeHead;
use crate::ui::field::{Field, choose, tick_known};
use leptos::prelude::*;

form! {
    /// Opens a programme, or changes what it says of itself.
    pub(super) struct KeepProgramme {
        supervisor: Choice<Supervisor>,
        organisation: OptionalText<200>,
        year: Count,
        number: OptionalText<200>,
        signed_on: OptionalDay,
        public: Ticked,
        revision: Hidden<Revision>,
    }
}

impl KeepProgramme {
    /// What the programme says, and the revision that it was typed over.
    pub(super) fn read_head(self) -> (ProgrammeHead, Revision) {
        let head = ProgrammeHead {
            supervisor: self.supervisor.0,
            organisation: self.organisation.0,
            year: i32::try_from(self.year.0).unwrap_or(i32::MAX),
            number: self.number.0,
            signed_on: self.signed_on.0,
            is_public: self.public.0,
        };
        (head, self.revision.0.unwrap_or_default())
    }
}

/// Says at its field what is wrong with a programme.
pub(super) fn at_field(answer: Answer<()>) -> Result<(), Outcome> {
    let field = match &answer {
        Err(PortError::Refused(message)) => match message.key.as_ref() {
            "supervision-no-organisation" => "organisation",
            "supervision-not-organisation" => "supervisor",
            "supervision-year" => "year",
            "supervision-future" => "signed_on",
            _ => "",
        },
        _ => "",
    };
    match answer {
        Err(PortError::Refused(message)) if !field.is_empty() => Err(Outcome::fault(field, message)),
        answer => answer.map_err(Outcome::from),
    }
}

/// The fields, with what is known of the programme; only what somebody may plan for is offered.
pub(super) fn head_fields(posted: &Posted, known: &ProgrammeHead, offered: &[Supervisor]) -> impl IntoView + use<> {
    let options = offered.iter().map(|one| (one.into_str().to_owned(), label(Lang::Vi, *one))).collect();
    let whose = choose(posted, "supervisor", &t!("programme-supervisor"), known.supervisor.into_str(), options);
    let organisation = offered.contains(&Supervisor::Organisation).then(|| {
        let hint = t!("programme-organisation-hint");
        Field::text("organisation", &t!("programme-organisation")).hint(&hint).known(&known.organisation).draw(posted)
    });
    let year = Field::text("year", &t!("programme-year")).known(known.year).draw(posted);
    let number = Field::text("number", &t!("programme-number"))
        .hint(&t!("programme-number-hint"))
        .known(&known.number)
        .draw(posted);
    let signed_on = known.signed_on.map(|day| day.to_string()).unwrap_or_default();
    let signed_on = Field::text("signed_on", &t!("programme-signed-on")).kind("date").known(signed_on).draw(posted);
    let public = tick_known(posted, "public", &t!("programme-public"), known.is_public);
    view! {
        {whose}
        {organisation}
        <div class="fields fields--low">{year}{number}{signed_on}</div>
        {public}
    }
}
