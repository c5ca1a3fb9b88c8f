//! Why a question may have fewer answers than there are valid ballots.

use crate::domain::survey::count::Count;
use crate::i18n::{Lang, t};

/// What stands once below a table of questions of which any has fewer answers than there are valid ballots; else nothing.
pub(crate) fn left_out(lang: Lang, mut counts: impl Iterator<Item = Count>, valid: u64) -> Option<String> {
    counts.any(|count| count.base() < valid).then(|| t!(lang, "answers-left-out"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_only_where_a_question_has_fewer_answers_than_valid_ballots() {
        let counts = [Count { satisfied: 7, unsatisfied: 3 }, Count { satisfied: 7, unsatisfied: 2 }];
        for lang in [Lang::Vi, Lang::En] {
            assert_eq!(left_out(lang, counts.into_iter(), 10), Some(t!(lang, "answers-left-out")));
            assert_eq!(left_out(lang, counts.into_iter().take(1), 10), None);
        }
    }
}
