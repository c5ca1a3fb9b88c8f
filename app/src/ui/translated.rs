//! Words that come from data and may be in another language than the page: they say so.

use crate::documents::text::Text;
use crate::i18n::Translated;
use crate::ui::document_view::text_view;
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// The words, marked where they are in another language than the page.
pub(crate) fn translated(words: Translated<'_>) -> Markup {
    let text = words.text.to_owned();
    match words.lang {
        Some(lang) => view! { <span lang=lang>{text}</span> }.into_markup(),
        None => text.into_markup(),
    }
}

/// A sentence that such words were put into, in this order.
pub(crate) fn sentence_with<'a>(sentence: &str, words: impl IntoIterator<Item = Translated<'a>>) -> Markup {
    text_view(&Text::with(sentence, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn vietnamese_words_in_an_english_sentence_are_marked() {
        let road = Lang::En.untranslated("Đường");
        let told = sentence_with("Question 2 “Đường”: 5 of 9", [road]).to_html();
        assert!(told.contains(" lang=\"vi\">Đường<"), "{told}");
        let told = sentence_with("câu 2 “Đường”", [Lang::Vi.untranslated("Đường")]).to_html();
        assert!(!told.contains("lang"), "{told}");
    }

    #[test]
    fn no_blank_stands_beside_vietnamese_words_at_the_end_of_an_english_sentence() {
        let basis = sentence_with("Pursuant to Nghị quyết 1", [Lang::En.untranslated("Nghị quyết 1")]);
        let told = view! { <p>{basis}{";"}</p> }.to_html();
        assert!(told.replace("<!>", "").contains("Nghị quyết 1</span>;"), "{told}");
    }
}
