//! Letters for key holders, to be printed at once: the parts of the key on them are not kept and are not shown again.

use crate::domain::collection::key_letters::KeyLetters;
use crate::domain::collection::key_parts::{KeyPart, check_word};
use crate::extract::CurrentUser;
use crate::i18n::{moment, t};
use crate::ports::plans::NewLetters;
use crate::routes::Plan;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::qr::qr;
use leptos::prelude::*;

/// The letters, one a page.
pub(super) fn letters_view(at: &Plan, user: &CurrentUser, new: &NewLetters) -> impl IntoView + use<> {
    let letters = new.key.parts.iter().map(|part| letter_view(new, part)).collect_view();
    let back = at.to_string();
    let path = vec![(back.clone(), t!("plan-title", unit = &new.unit.name))];
    let title = t!("key-letters-title", mark = new.key.held.mark());
    view! {
        <CommitteeLayout title=title me=user.account() path=path>
            <p class="note screen">{t!("key-letters-note")}</p>
            <p class="screen"><a href=back>{t!("key-letters-back")}</a></p>
            <div class="key-letters">{letters}</div>
        </CommitteeLayout>
    }
}

fn letter_view(new: &NewLetters, part: &KeyPart) -> impl IntoView + use<> {
    let KeyLetters { holders, drawn, .. } = &new.key.held.letters;
    let (needed, of) = (holders.needed, holders.names.len());
    let number = usize::from(part.number());
    let name = number.checked_sub(1).and_then(|at| holders.names.get(at)).cloned().unwrap_or_default();
    let picture = qr(&part.compact());
    let groups = part.groups().into_iter().map(|group| view! { <li>{group}" "</li> }).collect_view();
    let plan = &new.plan;
    let round = t!(
        "key-letter-round",
        ruleset = &plan.ruleset.name,
        unit = &new.unit.name,
        first = plan.opens,
        last = plan.closes
    );
    view! {
        <article class="letter key-letter">
            <h2>{t!("key-letter-title")}</h2>
            <p>{t!("letter-greeting")}" "<b>{name}</b>", "{t!("key-letter-number", number = number, of = of)}"."</p>
            <p>{round}</p>
            <p>{t!("key-letter-needed", needed = needed, of = of)}</p>
            <div class="key-letter__part">
                <ol class="key-letter__groups" aria-label=t!("key-letter-part")>{groups}</ol>
                <div class="qr" inner_html=picture></div>
            </div>
            <p>{t!("key-letter-check-word")}" "<b class="code key-letter__word">{check_word(&part.hash())}</b></p>
            <ol>
                <li>{t!("key-letter-say-word")}</li>
                <li>{t!("key-letter-keep")}</li>
                <li>{t!("key-letter-bring")}</li>
                <li>{t!("key-letter-destroy")}</li>
            </ol>
            <p><b>{t!("key-letter-warning", needed = needed)}</b></p>
            <p class="hint">{t!("key-letter-mark", mark = part.mark(), at = moment(*drawn))}</p>
        </article>
    }
}
