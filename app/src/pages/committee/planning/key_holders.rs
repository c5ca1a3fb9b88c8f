//! Who holds the key of a plan's ballot boxes (*người giữ khóa hòm phiếu*).

use crate::domain::collection::key_letters::{FEWEST, HoldersFault, KeyHolders, LONGEST_NAME, MOST};
use crate::domain::number::read_count;
use crate::forms::{Fault, FieldValue, Lines, Posted, PostedForm};
use crate::i18n::{moment, t};
use crate::ports::plans::PlanView;
use crate::ui::field::Field;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// The name of the field for how many open the boxes.
const NEEDED: &str = "needed";

/// Holders as they are named, one a line, with how many of them open the boxes; nobody where the server keeps the key.
#[derive(Clone, Debug)]
pub(super) struct Holders(pub(super) KeyHolders);

impl FieldValue for Holders {
    fn read(form: &PostedForm, name: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let Lines(names) = Lines::read(form, name, faults)?;
        if names.is_empty() {
            return Some(Self(KeyHolders::default()));
        }
        let needed = read_count(form.fields.get(NEEDED)).ok().and_then(|needed| usize::try_from(needed).ok());
        let holders = KeyHolders { names, needed: needed.unwrap_or_default() };
        let fault = |field: &str, fault: Option<HoldersFault>| fault.map(|fault| Fault::of(field, fault));
        let found = [fault(name, holders.fault_of_names()), fault(NEEDED, holders.fault_of_needed())];
        let found: Vec<Fault> = found.into_iter().flatten().collect();
        let is_sound = found.is_empty();
        faults.extend(found);
        is_sound.then_some(Self(holders))
    }
}

/// Naming them and printing their letters; folded away where the server keeps the key.
pub(super) fn key_holders_view(posted: &Posted, view: &PlanView) -> impl IntoView + use<> {
    let KeyHolders { names, needed } = &view.plan.holders;
    let is_named = !posted.value("holders", &names.join("\n")).trim().is_empty();
    let is_open = is_named || ["holders", NEEDED].iter().any(|field| posted.invalid(field).is_some());
    let who = if names.is_empty() {
        t!("key-holders-server")
    } else {
        t!("key-holders-people", count = names.len(), needed = *needed)
    };
    let known = if names.is_empty() { FEWEST } else { *needed };
    let longest = u32::try_from(MOST * (LONGEST_NAME + 2)).unwrap_or(u32::MAX);
    let holders = Field::text("holders", &t!("key-holders-names"))
        .hint(&t!("key-holders-names-hint", fewest = FEWEST, most = MOST))
        .known(names.join("\n"))
        .lines(3, longest)
        .draw(posted);
    let needed = Field::text(NEEDED, &t!("key-holders-needed-label"))
        .hint(&t!("key-holders-needed-hint"))
        .known(known)
        .draw(posted);
    let printed = view.letters.as_ref().map(|letters| {
        view! { <p>{t!("key-letters-printed", mark = &letters.mark, at = moment(letters.at))}</p> }
    });
    view! {
        <details class="sources" id="key-holders" open=is_open>
            <summary>{t!("key-holders-title")}": "{who}</summary>
            <div class="sources__body">
                <p>{t!("key-holders-lead")}</p>
                <p class="note note--conflict">{t!("key-holders-warning")}</p>
                {holders}
                {needed}
                {printed}
                <p class="hint">{t!("key-letters-hint")}</p>
                <p><button class="button button--quiet" name="step" value="letters">{t!("key-letters-print")}</button></p>
            </div>
        </details>
    }
}

/// The check words of all letters, before the round opens.
pub(super) fn check_words_view(posted: &Posted, view: &PlanView) -> Option<impl IntoView + use<>> {
    let letters = view.letters.as_ref()?;
    let field = |(number, name): (usize, &String)| {
        let field = format!("word{number}");
        Field::text(&field, &t!("check-word-of", name = name)).draw(posted).into_markup()
    };
    let fields: Vec<_> = (1..).zip(&view.plan.holders.names).map(field).collect();
    Some(view! {
        <p class="form__next">{t!("check-words-lead", mark = &letters.mark)}</p>
        <div class="fields">{fields}</div>
    })
}
