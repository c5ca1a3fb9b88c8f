//! Why a unit's result is not enough, in words: each reason with its counts.

use crate::domain::survey::node::Node;
use crate::domain::survey::percent::Share;
use crate::domain::survey::results::Results;
use crate::domain::survey::ruleset::{Base, Ruleset};
use crate::domain::survey::verdict::{Reason, Rule};
use crate::i18n::{Lang, Translated, say, t};
use crate::message::Message;

/// The sentence of a reason; `ruleset` is what the unit was asked and judged by.
pub fn reason(lang: Lang, ruleset: &Ruleset, reason: &Reason) -> String {
    let Reason { unit, count, base, threshold, needed, short, .. } = reason;
    let (place, share) = (&unit.name, Share::new(*count, *base));
    let compare = || say(lang, &Message::from(reason.compare));
    if reason.rule == Rule::Participation {
        return match (ruleset.participation.base, *base) {
            (Base::Households, 0) => t!(lang, "reason-no-households", place = place),
            (Base::Issued, 0) => t!(lang, "reason-no-issued", place = place),
            (of, _) => t!(
                lang,
                "reason-participation",
                place = place,
                of = of.into_str(),
                count = count,
                base = base,
                share = share,
                percent = threshold,
                needed = needed,
                short = short
            ),
        };
    }
    let no = reason.question.unwrap_or_default();
    let topic = reason_topic(lang, ruleset, reason).map_or("", |topic| topic.text);
    match reason.rule {
        Rule::NoAnswers => t!(lang, "reason-no-answers", place = place, no = no, topic = topic),
        Rule::TooFewAnswers => t!(lang, "reason-too-few-answers", place = place, no = no, topic = topic),
        Rule::Untold => t!(lang, "reason-untold", place = place, no = no, topic = topic),
        _ => t!(
            lang,
            "reason-answers",
            place = place,
            no = no,
            topic = topic,
            count = count,
            base = base,
            share = share,
            compare = compare(),
            percent = threshold,
            needed = needed,
            short = short
        ),
    }
}

/// The words for its question that its sentence names.
pub fn reason_topic<'a>(lang: Lang, ruleset: &'a Ruleset, reason: &Reason) -> Option<Translated<'a>> {
    ruleset.question(reason.question?).map(|question| lang.topic_of(question))
}

/// The results of a unit as a document: each reason carries its sentence for those who read nothing else.
pub fn results(ruleset: &Ruleset, node: &Node) -> Results {
    let mut results = Results::of(ruleset, node);
    word_reasons(ruleset, &mut results);
    results
}

/// Gives each reason that has none its sentence.
pub fn word_reasons(ruleset: &Ruleset, results: &mut Results) {
    for one in results.verdict.reasons.iter_mut().filter(|one| one.text.is_empty()) {
        one.text = reason(Lang::Vi, ruleset, one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::survey::count::{Count, Tally, Turnout};
    use crate::domain::survey::ruleset::tests::small;
    use crate::domain::units::unit::{Level, UnitRef};

    fn sentences(lang: Lang, ruleset: &Ruleset, satisfied: u64, returned: u64) -> Vec<String> {
        let unit = UnitRef { code: "1".into(), name: "Xã Yếu".into(), kind: "xã".into(), level: Level::Commune };
        let turnout = Turnout { households: 100, issued: 100, returned, valid: returned, invalid: 0 };
        let counts = vec![Count { satisfied, unsatisfied: returned - satisfied }; ruleset.questions.len()];
        let node = Node::new(unit, Tally { turnout, counts }, vec![]);
        let results = results(ruleset, &node);
        let said = results.verdict.reasons.iter().map(|one| reason(lang, ruleset, one)).collect();
        if lang == Lang::Vi {
            assert_eq!(results.verdict.reasons.iter().map(|one| one.text.clone()).collect::<Vec<_>>(), said);
        }
        said
    }

    #[test]
    fn a_reason_says_where_what_and_how_many_are_missing() {
        let mut ruleset = small(2);
        assert_eq!(
            sentences(Lang::Vi, &ruleset, 64, 64),
            ["Xã Yếu: 64 trên 100 hộ tham gia (64,00%), cần ít nhất 70%, tức là 70. Còn thiếu 6 hộ."]
        );
        assert_eq!(
            sentences(Lang::En, &ruleset, 64, 64),
            [
                "Xã Yếu: 64 of 100 households took part (64.00%); at least 70% is required, which is 70. 6 more households are needed."
            ]
        );
        ruleset.participation.base = Base::Issued;
        assert_eq!(
            sentences(Lang::Vi, &ruleset, 64, 64),
            ["Xã Yếu: 64 trên 100 phiếu phát ra tham gia (64,00%), cần ít nhất 70%, tức là 70. Còn thiếu 6 hộ."]
        );
    }

    #[test]
    fn a_question_is_named_with_its_topic() {
        let vietnamese = sentences(Lang::Vi, &small(3), 79, 100);
        assert!(vietnamese.contains(
            &"Xã Yếu: câu 1 “Nội dung 1” có 79 trên 100 hộ hài lòng (79,00%), cần ít nhất 80%, tức là 80 hộ. Còn thiếu 1 hộ."
                .to_owned()
        ), "{vietnamese:?}");
        let english = sentences(Lang::En, &small(3), 79, 100);
        assert!(english.contains(
            &"Xã Yếu: question 1 “Nội dung 1”: 79 of 100 households are satisfied (79.00%); at least 80% is required, which is 80 households. 1 more satisfied household is needed."
                .to_owned()
        ), "{english:?}");
        let nobody = sentences(Lang::Vi, &small(1), 0, 0);
        assert!(nobody.contains(&"Xã Yếu: câu 1 “Nội dung 1” chưa có ý kiến nào.".to_owned()), "{nobody:?}");
    }
}
