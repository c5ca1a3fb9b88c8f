//! What people call the values of the rules. The rules know none of it: the words stand in `domain.ftl`.

use crate::domain::units::search_key::search_key;
use crate::i18n::{Lang, say};
use crate::message::Message;

/// The label of a value: of a status, a stage, a title, a period, …
pub fn label(lang: Lang, value: impl Into<Message>) -> String {
    say(lang, &value.into())
}

/// The value that somebody wrote the Vietnamese label of, with or without its marks.
pub fn labelled<T: Copy + Into<Message>>(values: impl IntoIterator<Item = T>, text: &str) -> Option<T> {
    let folded = search_key(text.trim());
    values.into_iter().find(|value| search_key(&label(Lang::Vi, *value)) == folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::oversight::comparison::Agreement;
    use crate::domain::oversight::criterion::{By, Status};
    use crate::domain::oversight::recommendation::{Period, RecommendationAction, Stage};
    use crate::domain::units::title::Title;
    use std::collections::BTreeSet;

    #[test]
    fn every_value_has_a_label_in_every_language() {
        let all = [
            Status::ALL.map(Message::from).to_vec(),
            By::ALL.map(Message::from).to_vec(),
            Agreement::ALL.map(|(agreement, _)| agreement.into()).to_vec(),
            Title::ALL.map(Message::from).to_vec(),
            Stage::ALL.map(Message::from).to_vec(),
            RecommendationAction::ALL.map(Message::from).to_vec(),
        ];
        for value in all.concat() {
            let said = [Lang::Vi, Lang::En].map(|lang| label(lang, value.clone()));
            assert!(said[0] != value.key && said[1] != value.key && said[0] != said[1], "{said:?}");
        }
        let periods: BTreeSet<String> = [1, 2, 3, 4]
            .map(|quarter| Period::Quarter(2026, quarter))
            .into_iter()
            .chain((1..=12).map(|month| Period::Month(2026, month)))
            .map(|period| label(Lang::Vi, period))
            .collect();
        assert!(periods.len() == 16 && periods.iter().all(|label| label.contains("2026")), "{periods:?}");
    }

    #[test]
    fn what_people_write_for_a_value_is_read() {
        assert_eq!(labelled(Status::ALL, " chua dat "), Some(Status::NotMet));
        assert_eq!(labelled(By::ALL, "THẨM ĐỊNH"), Some(By::Appraisal));
        assert_eq!(labelled(Status::ALL, "có"), None);
    }
}
