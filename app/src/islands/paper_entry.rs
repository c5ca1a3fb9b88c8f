//! Paper is keyed in without waiting for the line, and nothing is lost where it is down or the browser ends.
//!
//! What is typed is checked as the server will check it, sealed to the server, put on a shelf of the device, and sent from there
//! until the server says what became of it. Each has a sending of its own, by which it is kept once however often it is sent.

mod batch;
mod calls;
mod sending;
mod shelf;
mod words;

use batch::Taken;
pub use batch::{BatchInHand, KeyedRow};
pub use calls::{Sent, TakenOut, Unsealed};
#[cfg(feature = "ssr")]
pub use words::phrases;
pub use words::{EntryWord, KeyingRefused, KeyingTold, LineTold};

use crate::domain::collection::code::{Code, CodeError};
use crate::domain::collection::paper::{TypedBallot, read_keys, read_reasons};
use crate::domain::collection::slip::Slip;
use crate::message::Message;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use sending::{Desk, Line, Waiting};
use std::rc::Rc;

/// Where the page says what differs between two people.
pub const DIFFERENCES: &str = "khac";

/// What is wrong with what is typed: the field, and why.
type TypedFault = (&'static str, Message);

/// Checks what is typed by the server's own rules, as far as a browser knows what they need. Slips may have been issued since the page
/// was drawn: of a number that it does not know the server says what it is.
fn check(typed: &TypedBallot, questions: usize, taken: &Taken) -> Option<TypedFault> {
    if let Some(fault) = slip_fault(typed, u64::MAX, taken) {
        return Some(("slip", fault));
    }
    if Slip::parse(&typed.slip).is_none() {
        return Some(("slip", KeyingRefused::Slip.into()));
    }
    match read_keys(&typed.keys, questions) {
        Err(fault) => Some(("keys", fault.into())),
        Ok(ballot) => read_reasons(&typed.reasons, &ballot).err().map(|fault| ("reasons", fault.into())),
    }
}

/// What can be said of a slip's number or code while it is typed; nothing of one that is not whole yet.
fn slip_fault(typed: &TypedBallot, last_slip: u64, taken: &Taken) -> Option<Message> {
    match Slip::parse(&typed.slip) {
        Some(Slip::Serial(serial)) if serial == 0 || serial > last_slip => Some(KeyingRefused::Unknown.into()),
        Some(Slip::Serial(serial)) if taken.waiting.contains(&serial) => {
            Some(KeyingTold::Waiting { serial: serial.to_string() }.into())
        }
        Some(Slip::Serial(serial)) if taken.kept.contains(&serial) && typed.again != Some(serial) => {
            Some(KeyingRefused::Already { serial: serial.to_string() }.into())
        }
        Some(_) => None,
        None => match Code::parse(&typed.slip) {
            Err(CodeError::Mistyped { group: Some(group) } | CodeError::Foreign { group, .. }) => {
                Some(KeyingTold::CodeGroup { group }.into())
            }
            Err(CodeError::Mistyped { group: None }) => Some(KeyingRefused::Slip.into()),
            _ => None,
        },
    }
}

/// Which question comes next.
fn next_question(keys: &str, topics: &[String]) -> Message {
    let (typed, all) = (keys.chars().filter(|key| !key.is_whitespace()).count(), topics.len());
    match topics.get(typed) {
        _ if typed == 1 && read_keys(keys, all).is_ok() && all != 1 => KeyingTold::Invalid.into(),
        Some(topic) => KeyingTold::Next { no: typed + 1, all, topic: topic.clone() }.into(),
        None if typed > all => KeyingTold::More { count: typed - all, all }.into(),
        None => KeyingTold::Complete.into(),
    }
}

/// The line to key in, what waits to be sent, and what is keyed.
#[island]
pub fn PaperEntry(
    /// The batch.
    batch: BatchInHand,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    super::loading::island_drawn();
    let batch = StoredValue::new(batch);
    let say = move |message: &Message| batch.with_value(|batch| batch.phrases.say(message));
    let word = move |word: EntryWord| say(&word.into());
    let with = |field: &str, known: fn(&BatchInHand) -> String| {
        RwSignal::new(in_the_page(field).unwrap_or_else(|| batch.with_value(known)))
    };
    let slip = with("slip", |own| own.typed.slip.clone());
    let keys = with("keys", |own| own.typed.keys.clone());
    let reasons = with("reasons", |own| own.typed.reasons.clone());
    let again = RwSignal::new(batch.with_value(|batch| batch.typed.again));
    let fault = |field: &'static str| RwSignal::new(batch.with_value(|batch| batch.fault(field)));
    let (slip_fault_told, keys_fault, reasons_fault) = (fault("slip"), fault("keys"), fault("reasons"));
    let is_open = move || reasons_fault.with(Option::is_some) || reasons.with(|reasons| !reasons.is_empty());
    let (slip_field, keys_field, reasons_field) = (NodeRef::<Input>::new(), NodeRef::<Input>::new(), NodeRef::new());
    let desk = Desk::new(batch);
    let is_awake = RwSignal::new(false);
    Effect::new(move |_| is_awake.set(true));

    let typed = move || TypedBallot {
        slip: slip.get_untracked(),
        keys: keys.get_untracked(),
        reasons: reasons.get_untracked(),
        again: again.get_untracked(),
    };
    let put = move |ballot: TypedBallot| {
        slip.set(ballot.slip);
        keys.set(ballot.keys);
        reasons.set(ballot.reasons);
        again.set(ballot.again);
        for fault in [slip_fault_told, keys_fault, reasons_fault] {
            fault.set(None);
        }
    };
    let put = StoredValue::new_local(Rc::new(put) as Rc<dyn Fn(TypedBallot)>);
    let clear = move || {
        put.with_value(|put| put(TypedBallot::default()));
        // Whoever loads the page again is not offered the slip that was opened to be keyed again.
        let plain = batch.with_value(|batch| batch.address.clone());
        if let Ok(history) = window().history() {
            // A browser that is asked too often keeps the address as it is.
            let _ = history.replace_state_with_url(&leptos::wasm_bindgen::JsValue::NULL, "", Some(&plain));
        }
    };
    let focus = |field: NodeRef<Input>| {
        if let Some(field) = field.get_untracked() {
            // Only an element that is gone refuses.
            let _ = field.focus();
        }
    };
    let slip_problem = move || {
        let last = batch.with_value(|batch| batch.last_slip);
        slip_fault(&typed(), last, &desk.taken()).map(|fault| say(&fault))
    };
    // A number is not whole before one leaves its field: on the way to 12 stands a 1. A code is.
    let look_at_code = move || {
        let is_number = slip.with_untracked(|slip| slip.trim().chars().all(|digit| digit.is_ascii_digit()));
        slip_fault_told.set(if is_number { None } else { slip_problem() });
    };
    let look_at_slip = move || slip_fault_told.set(slip_problem());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = typed();
        if typed.keys.trim().is_empty() && Slip::parse(&typed.slip).is_some() && slip_problem().is_none() {
            focus(keys_field);
            return;
        }
        let questions = batch.with_value(|batch| batch.topics.len());
        let found = check(&typed, questions, &desk.taken());
        for (field, told) in [("slip", slip_fault_told), ("keys", keys_fault), ("reasons", reasons_fault)] {
            told.set(found.as_ref().filter(|(name, _)| *name == field).map(|(_, fault)| say(fault)));
        }
        match found {
            Some(("keys", _)) => focus(keys_field),
            Some(("slip", _)) => focus(slip_field),
            Some(_) => focus(reasons_field),
            None => {
                if desk.keep(typed) {
                    clear();
                }
                focus(slip_field);
            }
        }
    };
    let drafted = move || desk.draft(typed());
    desk.begin(move |ballot| {
        // Whoever types already is not disturbed.
        let is_free = typed().is_empty();
        if is_free {
            put.with_value(|put| put(ballot));
        }
        is_free
    });
    let mend = move |ballot: TypedBallot| {
        desk.draft_now(&ballot);
        put.with_value(|put| put(ballot));
        focus(slip_field);
    };
    // A property that is none is the word "undefined" in a browser.
    let again_text = move || again.get().map(|serial| serial.to_string()).unwrap_or_default();
    // What the page says of the two passes was so before: the link shows what is so now.
    Effect::new(move |_| {
        if let Some(said) = document().get_element_by_id(DIFFERENCES).filter(|_| desk.news.get()) {
            // Every element takes this attribute.
            let _ = said.set_attribute("hidden", "");
        }
    });
    // Another number is another ballot, whatever was opened to be keyed again.
    let slip_typed = move |value: String| {
        if again.get_untracked().is_some_and(|serial| Slip::parse(&value) != Some(Slip::Serial(serial))) {
            again.set(None);
        }
        slip.set(value);
    };

    let address = batch.with_value(|batch| batch.address.clone());
    let questions = batch.with_value(|batch| batch.topics.len());
    let topics = batch.with_value(|batch| batch.topics.clone());
    let list = topics.into_iter().map(|topic| view! { <li>{topic}</li> }).collect_view();
    let told = move || batch.with_value(|batch| batch.phrases.say(&next_question(&keys.get(), &batch.topics)));
    let fault_view = |id: &'static str, fault: RwSignal<Option<String>>| {
        move || fault.get().map(|text| view! { <p class="field__fault" id=id>{text}</p> })
    };
    let invalid = |fault: RwSignal<Option<String>>| move || fault.with(Option::is_some).then_some("true");
    let key = |key: &'static str, meaning: EntryWord| view! { <b>{key}</b>{format!(" {}", word(meaning))} };
    view! {
        <form class="entry" method="post" action=address autocomplete="off" data-awake=move || is_awake.get().then_some("") on:submit=submit>
            <input type="hidden" name="step" value="key"/>
            <input type="hidden" name="again" prop:value=again_text value=again_text()/>
            <div class="entry__row">
                <div class="field">
                    <label class="field__label" for="slip">{word(EntryWord::SlipNumber)}</label>
                    {fault_view("slip-fault", slip_fault_told)}
                    <input class="code" id="slip" name="slip" aria-describedby="slip-fault" node_ref=slip_field value=slip.get_untracked() prop:value=move || slip.get() maxlength="300" autofocus aria-invalid=invalid(slip_fault_told) autocomplete="off"
                        on:input=move |event| { slip_typed(event_target_value(&event)); look_at_code(); drafted(); } on:change=move |_| look_at_slip()/>
                </div>
                <div class="field entry__keys">
                    <label class="field__label" for="keys">{say(&KeyingTold::Keys { count: questions }.into())}</label>
                    {fault_view("keys-fault", keys_fault)}
                    <input class="code" id="keys" name="keys" node_ref=keys_field value=keys.get_untracked() prop:value=move || keys.get() maxlength="60" inputmode="numeric" aria-describedby="keys-fault keys-hint" aria-invalid=invalid(keys_fault) autocomplete="off"
                        on:input=move |event| { keys.set(meaningful(&event_target_value(&event))); keys_fault.set(None); drafted(); }/>
                </div>
                <button class="button button--small">{word(EntryWord::Save)}</button>
            </div>
            <p class="told" data-told aria-live="polite">{told}</p>
            <p class="hint" id="keys-hint">
                {key("1", EntryWord::Key1)}" · "{key("2", EntryWord::Key2)}" · "{key("0", EntryWord::Key0)}" · "{key("9", EntryWord::Key9)}
            </p>
            <details class="entry__more" open=is_open>
                <summary>{word(EntryWord::More)}</summary>
                <div class="field">
                    <label class="field__label" for="reasons">{word(EntryWord::Reasons)}</label>
                    <p class="field__hint" id="reasons-hint">{word(EntryWord::ReasonsHint)}</p>
                    {fault_view("reasons-fault", reasons_fault)}
                    <input id="reasons" name="reasons" node_ref=reasons_field value=reasons.get_untracked() prop:value=move || reasons.get() aria-describedby="reasons-fault reasons-hint" aria-invalid=invalid(reasons_fault) autocomplete="off"
                        on:input=move |event| { reasons.set(event_target_value(&event)); reasons_fault.set(None); drafted(); }/>
                </div>
                <ol class="entry__list">{list}</ol>
            </details>
        </form>
        <p class="told" class:told--wrong=move || desk.said_wrong.get() data-said aria-live="polite">{move || desk.said.get()}</p>
        {move || desk.undoable.get().map(|label| view! {
            <p><button type="button" class="button button--quiet" data-undo on:click=move |_| desk.undo(typed, mend)>{label}</button></p>
        })}
        <div aria-live="polite">{move || waiting_view(desk, say)}</div>
        <div aria-live="assertive">{move || refused_view(desk, say, mend)}</div>
        {keyed_view(desk, batch, say, word)}
    }
}

/// What stands in a field already: whoever began to type before this file was loaded loses nothing.
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
fn in_the_page(field: &str) -> Option<String> {
    use leptos::wasm_bindgen::JsCast as _;
    let field = document().get_element_by_id(field)?.dyn_into::<leptos::web_sys::HtmlInputElement>().ok()?;
    Some(field.value())
}

/// On the server there is no page yet.
#[cfg(not(all(feature = "hydrate", target_arch = "wasm32")))]
const fn in_the_page(_: &str) -> Option<String> {
    None
}

/// What waits on the device, and why.
#[allow(clippy::large_types_passed_by_value, reason = "a handful of signals, copied into closures")]
fn waiting_view(desk: Desk, say: impl Fn(&Message) -> String) -> Option<impl IntoView> {
    let (here, all) = desk.waiting.with(|waiting| {
        let count = |which: fn(&Waiting) -> bool| waiting.iter().filter(|own| which(own)).count();
        (count(Waiting::is_kept_here), count(Waiting::waits))
    });
    let line = desk.line.get();
    let why = match line {
        Line::Up => None,
        Line::Down => Some(LineTold::Down),
        Line::SignedOut => Some(LineTold::SignedOut),
        Line::Other => Some(LineTold::Other),
        Line::Broken => Some(LineTold::Broken),
    };
    let signs_in = matches!(line, Line::SignedOut | Line::Other)
        .then(|| view! { " "<a href="/dang-nhap" target="_blank">{say(&EntryWord::SignIn.into())}</a> });
    let shelf = desk.has_no_shelf.get().then(|| say(&LineTold::NoShelf.into()));
    (all > 0 && why.is_some() || shelf.is_some()).then(|| {
        let count = (here > 0).then(|| say(&LineTold::Waits { count: here }.into()));
        let why = why.filter(|_| all > 0).map(|why| say(&why.into()));
        let text = [count, why, shelf].into_iter().flatten().collect::<Vec<_>>().join(" ");
        view! { <p class="note" data-waiting=here.to_string()>{text}{signs_in}</p> }
    })
}

/// What the server did not take, or took as a conflict, with what to do.
#[allow(clippy::large_types_passed_by_value, reason = "a handful of signals, copied into closures")]
fn refused_view(
    desk: Desk,
    say: impl Fn(&Message) -> String + Copy,
    mend: impl Fn(TypedBallot) + Copy + 'static,
) -> Option<impl IntoView> {
    let refused = desk.refused.get();
    (!refused.is_empty()).then(|| {
        let word = move |word: EntryWord| say(&word.into());
        let rows = refused.into_iter().map(|own| {
            let (id, typed, why) = (own.id, own.typed, own.refused.unwrap_or_default());
            // Most reasons name it themselves.
            let unnamed = own.serial.filter(|serial| !why.contains(&serial.to_string()));
            let slip = unnamed.map(|serial| say(&KeyingTold::OfSlip { serial: serial.to_string() }.into()));
            let mends = typed.map(|typed| {
                let again = move |_| {
                    mend(typed.clone());
                    desk.drop(id);
                };
                view! { <button type="button" class="button button--quiet" on:click=again>{word(EntryWord::Mend)}</button> }
            });
            view! {
                <li>
                    <p>{slip.map(|slip| view! { <b>{slip}</b>": " })}{why}</p>
                    <p class="buttons">{mends}<button type="button" class="button button--quiet" on:click=move |_| desk.drop(id)>{word(EntryWord::Drop)}</button></p>
                </li>
            }
        });
        view! { <div class="note note--conflict"><h2>{word(EntryWord::Refused)}</h2><ul data-refused>{rows.collect_view()}</ul></div> }
    })
}

/// The slips that are keyed in, each a link to be keyed again, and their receipts.
#[allow(clippy::large_types_passed_by_value, reason = "a handful of signals, copied into closures")]
fn keyed_view(
    desk: Desk,
    batch: StoredValue<BatchInHand>,
    say: impl Fn(&Message) -> String + Copy + Send + Sync + 'static,
    word: impl Fn(EntryWord) -> String + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = move || batch.with_value(|batch| batch.address.clone());
    let count = move || say(&KeyingTold::Keyed { count: desk.own.with(Vec::len) }.into());
    let state = move || {
        let (first, second) = desk.keyed.get();
        let twice = batch.with_value(|batch| batch.twice);
        twice.then(|| say(&KeyingTold::Twice { first, second }.into()))
    };
    let links = move || {
        let link =
            |row: &KeyedRow| view! { <li><a href=format!("{}?phieu={}", address(), row.serial)>{row.serial}</a></li> };
        desk.own.with(|own| own.iter().map(link).collect_view())
    };
    let receipts = move || {
        let of = |row: &KeyedRow| view! { <li><b class="receipts__slip">{say(&KeyingTold::OfSlip { serial: row.serial.to_string() }.into())}</b>" "{row.receipt.clone()}</li> };
        desk.own.with(|own| own.iter().map(of).collect_view())
    };
    let is_done = move || {
        let (first, second) = desk.keyed.get();
        desk.news.get() && first == second && desk.waiting.with(Vec::is_empty) && batch.with_value(|batch| batch.twice)
    };
    view! {
        <h2>{count}</h2>
        <p class="soft">{state}</p>
        <p hidden=move || !is_done()><a href=address()>{word(EntryWord::Compare)}</a></p>
        <p class="hint">{word(EntryWord::KeyedHint)}</p>
        <ol class="serials">{links}</ol>
        <details class="sources"><summary>{word(EntryWord::Receipts)}</summary>
            <p>{word(EntryWord::ReceiptsLead)}</p>
            <ol class="receipts">{receipts}</ol>
        </details>
    }
}

/// The keys that mean something; all others were pressed by mistake.
fn meaningful(typed: &str) -> String {
    typed.chars().filter(|key| matches!(key, '0' | '1' | '2' | '9' | 'x' | 'X' | '*') || key.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(slip: &str, keys: &str, reasons: &str) -> TypedBallot {
        TypedBallot { slip: slip.into(), keys: keys.into(), reasons: reasons.into(), again: None }
    }

    fn fault(typed: &TypedBallot) -> Option<(&'static str, String)> {
        check(typed, 4, &Taken { kept: vec![7], waiting: vec![9] })
            .map(|(field, fault)| (field, fault.key.into_owned()))
    }

    #[test]
    fn what_is_typed_is_checked_by_the_servers_rules_before_it_is_kept() {
        assert_eq!(fault(&typed("30", "1202", "2 đường lầy")), None);
        assert_eq!(fault(&typed("30", "x", "")), None);
        let named = |field, key: &str| Some((field, key.to_owned()));
        assert_eq!(fault(&typed("", "1202", "")), named("slip", "keying-slip"));
        // Slips may have been issued since: the server says.
        assert_eq!(fault(&typed("31", "1202", "")), None);
        assert_eq!(slip_fault(&typed("31", "", ""), 30, &Taken::default()), Some(KeyingRefused::Unknown.into()));
        assert_eq!(fault(&typed("9", "1202", "")), named("slip", "keying-waiting"));
        assert_eq!(fault(&typed("0", "1202", "")), named("slip", "keying-unknown"));
        assert_eq!(fault(&typed("7", "1202", "")), named("slip", "keying-already"));
        assert_eq!(fault(&TypedBallot { again: Some(7), ..typed("7", "1202", "") }), None);
        assert_eq!(fault(&typed("8", "120", "")), named("keys", "paper-keys-length"));
        assert_eq!(fault(&typed("8", "1202", "1 đường lầy")), named("reasons", "paper-reason-unplaced"));
    }

    #[test]
    fn a_code_is_checked_while_it_is_typed_and_not_before_it_is_whole() {
        let code = Code::draw(|| 9).to_string();
        assert_eq!(slip_fault(&typed(&code[..9], "", ""), 30, &Taken::default()), None);
        assert_eq!(slip_fault(&typed(&code, "", ""), 30, &Taken::default()), None);
        let last = if code.ends_with('K') { 'M' } else { 'K' };
        let wrong = format!("{}{last}", &code[..code.len() - 1]);
        assert_eq!(
            slip_fault(&typed(&wrong, "", ""), 30, &Taken::default()),
            Some(KeyingTold::CodeGroup { group: 4 }.into())
        );
    }

    #[test]
    fn the_next_question_is_told_by_what_is_typed() {
        let topics = ["Đường", "Nước", "Điện"].map(String::from);
        let told = |keys| next_question(keys, &topics).key.into_owned();
        assert_eq!(next_question("1 2", &topics), KeyingTold::Next { no: 3, all: 3, topic: "Điện".into() });
        assert_eq!(told("122"), "keying-told-complete");
        assert_eq!(told("1220"), "keying-told-more");
        assert_eq!(
            (told("9"), told("x"), told("1")),
            ("keying-told-invalid".into(), "keying-told-invalid".into(), "keying-told-next".into())
        );
    }

    #[test]
    fn keys_that_mean_nothing_are_not_taken() {
        assert_eq!(meaningful("1a2 0-x9"), "12 0x9");
    }
}
