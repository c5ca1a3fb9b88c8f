//! A share as a bar that can be read without colour: solid is satisfied, hatched is not, the line is what is asked for.

use crate::domain::survey::percent::Share;
use crate::i18n::{Lang, t};
use leptos::prelude::*;

/// The hatching that all bars of a page refer to; drawn once at its top.
pub fn hatching() -> impl IntoView {
    view! {
        <svg class="unseen" aria-hidden="true" width="0" height="0">
            <defs>
                <pattern id="soc" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect class="share__back" width="7" height="7"/>
                    <rect class="share__line" width="3" height="7"/>
                </pattern>
            </defs>
        </svg>
    }
}

/// A bar with the threshold's line.
pub fn share_bar(lang: Lang, share: Share, threshold: Option<u32>) -> impl IntoView {
    let label = match threshold {
        Some(threshold) => t!(lang, "share-satisfied-of", share = share, needed = threshold),
        None => t!(lang, "share-satisfied", share = share),
    };
    bar(share, threshold, "share", label)
}

fn bar(share: Share, threshold: Option<u32>, class: &'static str, label: String) -> impl IntoView {
    let width = share.decimal().map(|percent| format!("{percent}%"));
    view! {
        <svg class=class role="img" aria-label=label>
            {(class == "share").then(|| view! { <rect fill="url(#soc)" width="100%" height="100%"/> })}
            {width.map(|width| view! { <rect class="share__yes" width=width height="100%"/> })}
            {threshold.map(|threshold| view! {
                <rect class="share__halo" x=format!("{threshold}%") width="5" height="100%"/>
                <rect class="share__mark" x=format!("{threshold}%") width="3" height="100%"/>
            })}
        </svg>
    }
}

/// What a part is that should grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growing {
    /// Households that took part.
    TookPart,
    /// Units that have what a target asks for.
    Reached,
}

/// A bar of how far something has come, with the line of what is asked for: "62% đã tham gia, cần 70%".
pub fn part_bar(lang: Lang, share: Share, needed: u32, what: Growing) -> impl IntoView + use<> {
    let label = match what {
        Growing::TookPart => t!(lang, "share-took-part", share = share, needed = needed),
        Growing::Reached => t!(lang, "share-reached", share = share, needed = needed),
    };
    // What is not there yet is not bad: the rest stays plain.
    bar(share, Some(needed), "share share--part", label)
}

/// "842 / 873".
pub fn part_of_whole(lang: Lang, share: Share) -> String {
    format!("{} / {}", lang.count(share.part), lang.count(share.whole))
}

/// "96,45%".
pub fn percent(lang: Lang, share: Share) -> String {
    format!("{}%", lang.percent(share))
}
