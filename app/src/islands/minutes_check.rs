//! Minutes are checked while they are typed.

use crate::domain::collection::minutes::{Discrepancy, WrittenHead, count_fault, head_faults};
use crate::domain::number::read_count;
use crate::domain::survey::count::Count;
use crate::islands::phrases::Phrases;
use crate::message::Message;
use crate::messages;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlFormElement, HtmlInputElement};

messages! {
    /// What is said while minutes are typed, besides what does not add up.
    pub enum MinutesTold {
        /// What was handed out came back or did not.
        Issued { issued: u64, returned: u64, unreturned: u64 } = "minutes-told-issued",
        /// What came back is valid or not.
        Returned { returned: u64, valid: u64, invalid: u64 } = "minutes-told-returned",
        /// Questions with more answers than valid ballots.
        Over { questions: String } = "minutes-told-over",
    }
}

/// The numbers of a form of minutes, as far as they are typed and are numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TypedNumbers {
    head: WrittenHead,
    counts: Vec<(Option<u64>, Option<u64>)>,
}

/// What can be said of numbers as far as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    messages: Vec<Message>,
    is_wrong: bool,
    /// The fields of the head that something is wrong with.
    fields: Vec<&'static str>,
    /// Questions with more answers than valid ballots.
    over: Vec<usize>,
}

impl TypedNumbers {
    fn told(&self) -> Told {
        let WrittenHead { issued, returned, unreturned, valid, invalid, .. } = self.head;
        let faults = head_faults(&self.head);
        let is_broken = |kind: fn(&Discrepancy) -> bool| faults.iter().any(|(_, fault)| kind(fault));
        let mut messages = Vec::new();
        if let (Some(issued), Some(returned), Some(unreturned)) = (issued, returned, unreturned)
            && !is_broken(|fault| matches!(fault, Discrepancy::Unreturned { .. }))
        {
            messages.push(MinutesTold::Issued { issued, returned, unreturned }.into());
        }
        if let (Some(returned), Some(valid), Some(invalid)) = (returned, valid, invalid)
            && !is_broken(|fault| matches!(fault, Discrepancy::Valid { .. }))
        {
            messages.push(MinutesTold::Returned { returned, valid, invalid }.into());
        }
        let over: Vec<usize> = (1..)
            .zip(&self.counts)
            .filter(|(_, (satisfied, unsatisfied))| match (satisfied, unsatisfied, valid) {
                (Some(satisfied), Some(unsatisfied), Some(valid)) => {
                    count_fault(valid, Count { satisfied: *satisfied, unsatisfied: *unsatisfied }).is_some()
                }
                _ => false,
            })
            .map(|(no, _)| no)
            .collect();
        let is_wrong = !faults.is_empty() || !over.is_empty();
        let fields = faults.iter().map(|(field, _)| *field).collect();
        messages.extend(faults.into_iter().map(|(_, fault)| fault.into()));
        if !over.is_empty() {
            let questions = over.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            messages.push(MinutesTold::Over { questions }.into());
        }
        Told { messages, is_wrong, fields, over }
    }
}

/// The form of a hamlet's minutes, with what its numbers say of each other below it.
#[island]
pub fn MinutesCheck(
    /// What it may say.
    phrases: Phrases,
    /// The form.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::loading::island_drawn();
    let around = NodeRef::<leptos::html::Div>::new();
    let told = RwSignal::new(Told::default());
    let check = move || {
        let form = around.get().and_then(|around| around.query_selector("form").ok().flatten());
        if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
            let now = numbers_in(&form).told();
            mark(&form, &now);
            told.set(now);
        }
    };
    Effect::new(move |_| check());
    let text = move || told.with(|told| told.messages.iter().map(|one| phrases.say(one)).collect::<Vec<_>>().join(" "));
    view! {
        <div class="checked" node_ref=around on:input=move |_| check()>
            {children()}
            <p class="told" role="status" class:told--wrong=move || told.with(|told| told.is_wrong)>{text}</p>
        </div>
    }
}

/// The numbers as they stand in the form's fields.
fn numbers_in(form: &HtmlFormElement) -> TypedNumbers {
    let number = |name: &str| read_count(&field(form, name)?.value()).ok();
    let head = WrittenHead {
        households: number("households"),
        issued: number("issued"),
        returned: number("returned"),
        unreturned: number("unreturned"),
        valid: number("valid"),
        invalid: number("invalid"),
    };
    let questions = (1..).take_while(|no| field(form, &format!("s{no}")).is_some());
    let counts = questions.map(|no: u32| (number(&format!("s{no}")), number(&format!("u{no}")))).collect();
    TypedNumbers { head, counts }
}

/// The fields of the head.
const HEAD: [&str; 6] = ["households", "issued", "returned", "unreturned", "valid", "invalid"];

/// Marks the fields that something is wrong with. One that is empty or no number stays as the server marked it.
fn mark(form: &HtmlFormElement, told: &Told) {
    let is_number = |field: &HtmlInputElement| read_count(&field.value()).is_ok();
    let heads = HEAD.into_iter().filter_map(|name| Some((field(form, name)?, told.fields.contains(&name))));
    for (field, is_wrong) in heads.filter(|(field, _)| is_number(field)) {
        set_invalid(&field, is_wrong);
    }
    for no in 1.. {
        let cells = [field(form, &format!("s{no}")), field(form, &format!("u{no}"))];
        let [Some(satisfied), Some(unsatisfied)] = cells else { return };
        if is_number(&satisfied) && is_number(&unsatisfied) {
            [satisfied, unsatisfied].iter().for_each(|cell| set_invalid(cell, told.over.contains(&no)));
        }
    }
}

fn set_invalid(field: &HtmlInputElement, is_wrong: bool) {
    // Only an element that is gone refuses.
    let _ = if is_wrong { field.set_attribute("aria-invalid", "true") } else { field.remove_attribute("aria-invalid") };
}

fn field(form: &HtmlFormElement, name: &str) -> Option<HtmlInputElement> {
    let form: &Element = form;
    form.query_selector(&format!("[name=\"{name}\"]")).ok().flatten()?.dyn_into().ok()
}

#[cfg(feature = "ssr")]
mod worded {
    use super::MinutesTold;
    use crate::domain::collection::minutes::Discrepancy;
    use crate::i18n::Lang;
    use crate::islands::phrases::Phrases;
    use crate::message::Message;

    /// What the check may say; `sentence` makes one of what does not add up.
    pub fn phrases(sentence: impl Fn(Message) -> Message) -> Phrases {
        Phrases::new(Lang::Vi).with::<MinutesTold>(Lang::Vi).with_inside::<Discrepancy>(Lang::Vi, sentence)
    }
}

#[cfg(feature = "ssr")]
pub use worded::phrases;

#[cfg(test)]
mod tests {
    use super::*;

    fn told(head: [Option<u64>; 6], counts: &[(Option<u64>, Option<u64>)]) -> (Vec<String>, bool, Vec<usize>) {
        let [households, issued, returned, unreturned, valid, invalid] = head;
        let head = WrittenHead { households, issued, returned, unreturned, valid, invalid };
        let Told { messages, is_wrong, over, .. } = TypedNumbers { head, counts: counts.to_vec() }.told();
        (messages.into_iter().map(|one| one.key.into_owned()).collect(), is_wrong, over)
    }

    #[test]
    fn what_adds_up_is_said_and_what_does_not_and_nothing_of_what_is_not_typed_yet() {
        assert_eq!(told([None; 6], &[(Some(5), Some(5))]), (vec![], false, vec![]));
        let whole = [120, 118, 100, 18, 97, 3].map(Some);
        let both = vec!["minutes-told-issued".to_owned(), "minutes-told-returned".to_owned()];
        assert_eq!(told(whole, &[(Some(90), Some(7)), (None, Some(200))]), (both, false, vec![]));
        let wrong = [120, 118, 100, 17, 97, 3].map(Some);
        let (messages, is_wrong, over) = told(wrong, &[(Some(90), Some(7)), (Some(90), Some(8))]);
        assert_eq!(messages, ["minutes-told-returned", "minutes-issued-not-their-sum", "minutes-told-over"]);
        assert_eq!((is_wrong, over), (true, vec![2]));
    }
}
