//! How the fields of a form are drawn: label, hint, error, field.

use crate::domain::units::typed_unit::offered;
use crate::domain::units::unit::UnitRef;
use crate::forms::Posted;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// One field of a form.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: &'a str,
    pub(crate) hint: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) known: String,
    /// What the browser may fill in: `username`, `current-password`, …
    pub(crate) fills: &'a str,
    pub(crate) most: u32,
    /// Lines of a longer text; 0 for a single line.
    pub(crate) lines: u32,
    /// The language of what is written, where it is not the page's.
    pub(crate) lang: Option<&'static str>,
    /// The id of a list of what is offered while one types.
    pub(crate) list: Option<&'static str>,
}

impl<'a> Field<'a> {
    pub(crate) fn text(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            hint: "",
            kind: "text",
            known: String::new(),
            fills: "off",
            most: 200,
            lines: 0,
            lang: None,
            list: None,
        }
    }

    pub(crate) fn known(self, known: impl ToString) -> Self {
        Self { known: known.to_string(), ..self }
    }

    pub(crate) fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    pub(crate) fn kind(self, kind: &'a str) -> Self {
        Self { kind, ..self }
    }

    pub(crate) fn fills(self, fills: &'a str) -> Self {
        Self { fills, ..self }
    }

    pub(crate) fn list(self, list: &'static str) -> Self {
        Self { list: Some(list), ..self }
    }

    pub(crate) fn lines(self, lines: u32, most: u32) -> Self {
        Self { most, lines, ..self }
    }

    /// Draws it with what was typed and what is wrong with it.
    pub(crate) fn draw(self, posted: &Posted) -> impl IntoView + use<> {
        posted.call(self.name, self.label);
        let fault = posted.fault(self.name);
        let secret = self.kind == "password";
        let value = if secret { String::new() } else { posted.value(self.name, &self.known) };
        let (id, hint_id, fault_id) =
            (self.name.to_owned(), format!("{}-hint", self.name), format!("{}-fault", self.name));
        let told = [(!self.hint.is_empty()).then(|| hint_id.clone()), fault.as_ref().map(|_| fault_id.clone())];
        let told = told.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let told = (!told.is_empty()).then_some(told);
        let hint = (!self.hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{self.hint.to_owned()}</p> });
        let invalid = fault.is_some().then_some("true");
        let class = if fault.is_some() { "field field--faulty" } else { "field" };
        let fault = fault.map(|text| view! { <p class="field__fault" id=fault_id>{text}</p> });
        let name = self.name.to_owned();
        let input = if self.lines > 0 {
            // The renderer writes what stands in a textarea as it is given, and browsers drop a line end right after its tag.
            let text = format!("\n{}", html_escape::encode_text(&value));
            view! {
                // Browsers cut what is pasted beyond a limit, and say nothing; the server says how much is too much.
                <textarea id=id.clone() name=name rows=self.lines.to_string() lang=self.lang
                    aria-invalid=invalid aria-describedby=told inner_html=text></textarea>
            }
            .into_markup()
        } else {
            view! {
                <input id=id.clone() name=name type=self.kind.to_owned() value=value lang=self.lang maxlength=self.most.to_string()
                    autocomplete=self.fills.to_owned() list=self.list aria-invalid=invalid aria-describedby=told/>
            }
            .into_markup()
        };
        view! {
            <div class=class>
                <label class="field__label" for=id>{self.label.to_owned()}</label>
                {hint}
                {fault}
                {input}
            </div>
        }
    }
}

/// A choice of one out of several, as a list that folds.
pub(crate) fn choose(
    posted: &Posted,
    name: &str,
    label: &str,
    known: &str,
    options: Vec<(String, String)>,
) -> impl IntoView + use<> {
    posted.call(name, label);
    let chosen = posted.value(name, known);
    let fault = posted.fault(name);
    let class = if fault.is_some() { "field field--faulty" } else { "field" };
    let fault = fault.map(|text| view! { <p class="field__fault">{text}</p> });
    let options = options
        .into_iter()
        .map(|(value, word)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{word}</option> }
        })
        .collect_view();
    view! {
        <div class=class>
            <label class="field__label" for=name.to_owned()>{label.to_owned()}</label>
            {fault}
            <select id=name.to_owned() name=name.to_owned()>{options}</select>
        </div>
    }
}

/// What has to be ticked before something that cannot be taken back.
const SURE: &str = "sure";

/// The box that says so, beside the button of a step; a page may hold several.
pub(crate) fn sure(posted: &Posted, step: &str, label: &str) -> impl IntoView + use<> {
    let ticked = posted.fields.get("step") == step && posted.fields.get(SURE) == "1";
    box_view(posted, &format!("{SURE}-{step}"), SURE, label, ticked)
}

/// The same options where more than one is offered, after one that stands for none: nothing is chosen by accident.
pub(crate) fn none_chosen(mut options: Vec<(String, String)>, none: String) -> Vec<(String, String)> {
    if options.len() > 1 {
        options.insert(0, (String::new(), none));
    }
    options
}

/// Units to choose from: the code, and the name with the code where names repeat.
pub(crate) fn unit_options(units: &[UnitRef]) -> Vec<(String, String)> {
    let twice = |name: &str| units.iter().filter(|unit| unit.name == name).count() > 1;
    let option = |unit: &UnitRef| {
        let name = if twice(&unit.name) { offered(unit) } else { unit.name.clone() };
        (unit.code.clone(), name)
    };
    units.iter().map(option).collect()
}

/// A box to tick.
pub(crate) fn tick(posted: &Posted, name: &str, label: &str) -> impl IntoView + use<> {
    box_view(posted, name, name, label, posted.fields.get(name) == "1")
}

/// A box to tick that is ticked already where a page is opened on what `known` says.
pub(crate) fn tick_known(posted: &Posted, name: &str, label: &str, known: bool) -> impl IntoView + use<> {
    let ticked = if posted.fields.0.is_empty() { known } else { posted.fields.get(name) == "1" };
    box_view(posted, name, name, label, ticked)
}

fn box_view(posted: &Posted, id: &str, name: &str, label: &str, ticked: bool) -> impl IntoView + use<> {
    posted.call(id, label);
    let fault = posted.fault(id).map(|text| view! { <p class="field__fault">{text}</p> });
    view! {
        <div class="field field--tick">
            {fault}
            <label><input type="checkbox" id=id.to_owned() name=name.to_owned() value="1" checked=ticked/>" "{label.to_owned()}</label>
        </div>
    }
}
