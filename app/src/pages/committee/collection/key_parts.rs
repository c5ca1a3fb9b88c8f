//! The parts of a round's key, as their holders type them.

use crate::forms::Posted;
use crate::i18n::t;
use crate::ports::counting::RoundHolders;
use crate::ui::field::Field;
use crate::ui::markup::IntoMarkup as _;
use leptos::prelude::*;

/// A field for the part of each holder.
pub(super) fn parts_view(posted: &Posted, RoundHolders { holders, mark }: &RoundHolders) -> impl IntoView + use<> {
    let field = |(number, name): (usize, &String)| {
        let (field, label) = (format!("part{number}"), t!("key-part-of", name = name, number = number));
        Field::text(&field, &label).lines(5, 500).draw(posted).into_markup()
    };
    let fields: Vec<_> = (1..).zip(&holders.names).map(field).collect();
    view! {
        <p class="form__next">{t!("key-parts-lead", needed = holders.needed, of = holders.names.len(), mark = mark)}</p>
        <div class="key-parts">{fields}</div>
    }
}
