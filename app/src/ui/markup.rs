//! Parts of a page that are drawn already.

use leptos::prelude::{IntoView, RenderHtml as _};
use leptos::tachys::html::InertElement;

/// A part of a page that is drawn already, so that parts of different kinds have one type.
///
/// Pages are drawn once and by the server alone. Leptos' own `AnyView` keeps for every kind of part all it takes to draw it
/// in a stream, to build, change and take it out in a browser, which made up half of the program.
pub type Markup = InertElement;

/// Whatever can be drawn.
pub trait IntoMarkup: IntoView {
    /// Draws it.
    fn into_markup(self) -> Markup {
        InertElement::new(self.into_view().to_html())
    }
}

impl<V: IntoView> IntoMarkup for V {}
