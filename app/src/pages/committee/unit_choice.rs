//! Choosing a unit: a list where there are few, a field that searches while one types where there are many.

use crate::domain::units::typed_unit::{offered, read_unit};
use crate::domain::units::unit::UnitRef;
use crate::extract::CurrentUser;
use crate::forms::{Outcome, Posted};
use crate::i18n::t;
use crate::state::AppState;
use crate::ui::field::{Field, choose, none_chosen, unit_options};
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// The name of the field.
const UNIT: &str = "unit";
/// So many units stand in a list.
const A_LIST: usize = 12;

/// The field. `known` is the code of the unit that is chosen already; nobody's where it is empty.
pub(super) fn unit_choice(posted: &Posted, label: &str, known: &str, units: &[UnitRef]) -> Markup {
    if units.len() <= A_LIST {
        let options = unit_options(units);
        let options = if known.is_empty() { none_chosen(options, t!("choose-unit-option")) } else { options };
        return choose(posted, UNIT, label, known, options).into_markup();
    }
    let known = units.iter().find(|unit| unit.code == known).map_or_else(|| known.to_owned(), offered);
    let all = units.iter().map(|unit| view! { <option value=offered(unit)></option> }).collect_view();
    let field = Field::text(UNIT, label).hint(&t!("typed-unit-hint")).known(known).list("units").draw(posted);
    view! { {field}<datalist id="units">{all}</datalist> }.into_markup()
}

/// The code of the unit that somebody chose or typed; empty where they did neither. A code of a unit that is not theirs goes on to
/// the port, which says so.
pub(super) async fn chosen_unit(app: &AppState, user: &CurrentUser, typed: &str) -> Result<String, Outcome> {
    let typed = typed.trim();
    if typed.chars().all(|sign| sign.is_ascii_digit()) {
        return Ok(typed.to_owned());
    }
    let units = app.units.scope(&user.actor(), (app.now)()).await?;
    read_unit(typed, &units).map(|unit| unit.code.clone()).map_err(|fault| Outcome::fault(UNIT, fault))
}
