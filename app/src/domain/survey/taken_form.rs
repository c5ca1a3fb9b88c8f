//! Questions out of another program's form (`XLSForm`: Kobo, ODK), on their way into a ballot.

use crate::domain::survey::ruleset::Ruleset;
use crate::domain::units::search_key::search_key;
use std::collections::BTreeMap;

/// A question with two answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenQuestion {
    /// The row of the form's sheet that it stands in, from 1.
    pub row: u64,
    /// What the form's own data call it.
    pub name: String,
    /// Its words in Vietnamese; empty where the form has none.
    pub vi: String,
    /// Its words in English; empty where the form has none.
    pub en: String,
    /// What its two answers are called.
    pub answers: [String; 2],
}

/// What a ballot's question `no` is called in the data of a form.
pub fn data_name(no: u32) -> String {
    format!("cau_{no}")
}

/// Which questions of a form belong to which of a ballot, by the number of the one and the place of the other: by the names
/// that forms of ours have; else in their order, where there are as many; else those with the very same words.
pub fn matched(taken: &[TakenQuestion], ruleset: &Ruleset) -> BTreeMap<u32, usize> {
    let numbers = ruleset.questions.iter().map(|question| question.no);
    let by_name = |no: u32| Some((no, taken.iter().position(|own| own.name == data_name(no))?));
    let named: BTreeMap<u32, usize> = numbers.clone().filter_map(by_name).collect();
    if !named.is_empty() && named.len() == taken.len() {
        return named;
    }
    if taken.len() == ruleset.questions.len() {
        return numbers.zip(0..).collect();
    }
    let key = |words: &str| search_key(words.trim_end_matches(['?', '.', ' ']));
    let same = |one: &str, other: &str| !one.is_empty() && key(one) == key(other);
    let by_words = ruleset.questions.iter().filter_map(|question| {
        let at = taken.iter().position(|own| same(&own.vi, &question.vi) || same(&own.en, &question.en))?;
        Some((question.no, at))
    });
    by_words.collect()
}

impl TakenQuestion {
    /// Words a question of a ballot. A form in one language leaves the other's words as they are where they are of the same
    /// meaning; English of a Vietnamese text that is another now is left out.
    pub fn put_into(&self, ruleset: &mut Ruleset, no: u32) {
        let Some(question) = ruleset.questions.iter_mut().find(|question| question.no == no) else { return };
        let is_other = !self.vi.is_empty() && self.vi != question.vi;
        if is_other {
            question.vi.clone_from(&self.vi);
        }
        if !self.en.is_empty() || is_other {
            question.en.clone_from(&self.en);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::ruleset::tests::small;

    fn taken(name: &str, vi: &str, en: &str) -> TakenQuestion {
        TakenQuestion { name: name.into(), vi: vi.into(), en: en.into(), ..TakenQuestion::default() }
    }

    #[test]
    fn questions_are_matched_by_name_then_by_order_then_by_words() {
        let mut ruleset = small(3);
        ruleset.questions[1].vi = "Đường có dễ đi không?".into();
        let ours = [taken("cau_3", "c", ""), taken("cau_1", "a", "")];
        assert_eq!(matched(&ours, &ruleset), [(1, 1), (3, 0)].into());
        let as_many = [taken("q1", "a", ""), taken("q2", "b", ""), taken("q3", "c", "")];
        assert_eq!(matched(&as_many, &ruleset), [(1, 0), (2, 1), (3, 2)].into());
        let others = [taken("x", "Trường học", ""), taken("y", "ĐƯỜNG có dễ đi không", "")];
        assert_eq!(matched(&others, &ruleset), [(2, 1)].into());
        let half_ours = [taken("cau_1", "a", ""), taken("x", "b", "")];
        assert_eq!(matched(&half_ours, &ruleset), [].into(), "names alone do not say where the others belong");
    }

    #[test]
    fn english_of_another_question_does_not_stay() {
        let mut ruleset = small(3);
        let texts = |ruleset: &Ruleset, at: usize| (ruleset.questions[at].vi.clone(), ruleset.questions[at].en.clone());
        taken("a", "Đường?", "").put_into(&mut ruleset, 1);
        assert_eq!(texts(&ruleset, 0), ("Đường?".into(), String::new()));
        taken("b", "", "Water?").put_into(&mut ruleset, 2);
        assert_eq!(texts(&ruleset, 1), ("?".into(), "Water?".into()), "a form in English leaves the Vietnamese");
        taken("c", "?", "").put_into(&mut ruleset, 3);
        assert_eq!(texts(&ruleset, 2), ("?".into(), "?".into()), "the same words keep their English");
    }
}
