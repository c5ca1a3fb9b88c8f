//! Changes of units, turnouts and results, each with digests as they should be.

mod common;

use common::{commune, district, place, province};
use serde_json::json;
use ydan_verify::finding::Finding;

#[test]
fn the_round() {
    caught!(|it| it.set("/round/version", 0), Finding::Version { stands: 0 });
    caught!(|it| it.set("/round/opens", "2026-02-30"), Finding::Day { field: "opens", .. });
    caught!(|it| it.set("/round/unit", "02"), Finding::RoundUnit { stands } if stands == "02");
    caught!(|it| it.set("/round/unit", "011"), Finding::UnitParent { at, .. } if *at == district());
    caught!(|it| it.set("/audit/link", "00fg"), Finding::AuditLink { .. });
    caught!(|it| it.set("/ruleset/question/2/no", 4), Finding::QuestionNumber { stands: 4, should: 3 });
    caught!(|it| it.set("/ruleset/question/2/overall", true), Finding::OverallQuestions { stands: 2 });
    caught!(|it| it.set("/ruleset/threshold/1/about", "overall"), Finding::ThresholdTwice { about: "overall" });
}

#[test]
fn units() {
    // A parent that is one, but another.
    caught!(
        |it| it.set("/units/2/parent", "01"),
        Finding::ChildListed { at, child, stands: 0, should: 1 } if *at == province() && child == "01101"
    );
    caught!(
        |it| it.set("/units/2/parent", "01"),
        Finding::TurnoutSum { at, field: "returned", .. } if *at == district()
    );
    // Parents that are none.
    caught!(|it| it.set("/units/2/parent", "01102"), Finding::UnitParent { at, .. } if *at == commune(1));
    caught!(|it| it.set("/units/2/parent", json!(null)), Finding::UnitParent { at, .. } if *at == commune(1));
    caught!(|it| it.set("/units/0/parent", "011"), Finding::UnitParent { at, .. } if *at == province());
    caught!(|it| it.set("/units/1/level", "commune"), Finding::UnitParent { at, .. } if *at == commune(1));
    caught!(|it| it.set("/units/2/code", "01102"), Finding::UnitTwice { code } if code == "01102");
    caught!(|it| it.set("/units/2/name", "X"), Finding::Field { at, field: "unit.name", .. } if *at == commune(1));
    caught!(|it| it.set("/units/2/kind", "X"), Finding::Child { child, field: "unit.kind", .. } if child == "01101");
    caught!(
        |it| _ = it.at("/communes").as_array_mut().unwrap().pop(),
        Finding::Listed { list: "communes", code, stands: 0, should: 1 } if code == "01102"
    );
    caught!(
        |it| _ = it.at("/results").as_array_mut().unwrap().pop(),
        Finding::Listed { list: "results", code, stands: 0, should: 1 } if code == "01102"
    );
    caught!(|it| it.set("/communes/0/unit", "011"), Finding::Listed { list: "communes", stands: 1, should: 0, .. });
}

#[test]
fn places() {
    caught!(|it| it.set("/places/0/unit", "011"), Finding::PlaceCommune { at, .. } if *at == place('A'));
    caught!(
        |it| it.set("/places/0/unit", "01102"),
        Finding::ChildListed { at, child, stands: 0, should: 1 } if *at == commune(2) && child == "A"
    );
    caught!(|it| it.set("/places/1/code", "A"), Finding::PlaceTwice { at, .. } if *at == place('A'));
    caught!(|it| it.set("/places/0/hamlets", 0), Finding::NoHamlets { at } if *at == place('A'));
    caught!(|it| it.set("/places/5/hamlets", 3), Finding::Hamlets { at, field: "asked", .. } if *at == commune(2));
    caught!(
        |it| it.set("/results/0/hamlets/answered", 10),
        Finding::Hamlets { at, field: "answered", .. } if *at == province()
    );
    caught!(|it| it.set("/places/0/name", "X"), Finding::Child { child, field: "unit.name", .. } if child == "A");
}

#[test]
fn turnouts() {
    caught!(
        |it| it.set("/places/3/turnout/households", 51),
        Finding::TurnoutSum { at, field: "households", stands: 100, should: 101 } if *at == commune(2)
    );
    caught!(
        |it| it.set("/places/3/turnout/households", 51),
        Finding::Child { at, child, field: "households", .. } if *at == commune(2) && child == "D"
    );
    caught!(|it| it.set("/places/3/turnout/valid", 19), Finding::Returned { at, .. } if *at == place('D'));
    caught!(
        |it| it.set("/results/0/participation/issued", 196),
        Finding::TurnoutSum { at, field: "issued", stands: 196, should: 195 } if *at == province()
    );
    caught!(
        |it| it.set("/results/2/participation/percent", "64.28"),
        Finding::Share { at, field: "participation.percent", .. } if *at == commune(1)
    );
    caught!(
        |it| it.set("/results/2/participation/required", "50"),
        Finding::Share { at, field: "participation.required", .. } if *at == commune(1)
    );
    caught!(
        |it| it.set("/results/3/children/2/participation/percent", json!(null)),
        Finding::Child { at, child, field: "participation.percent", .. } if *at == commune(2) && child == "F"
    );
    caught!(
        |it| it.set("/ruleset/participation/counted", "valid"),
        Finding::Share { at, field: "participation.percent", .. } if *at == province()
    );
}

#[test]
fn counts() {
    caught!(
        |it| it.set("/results/0/questions/0/satisfied", 63),
        Finding::PartsSum { at, .. } if *at == province().question(1)
    );
    caught!(
        |it| it.set("/results/3/children/0/overall/satisfied", 12),
        Finding::PartsSum { at, .. } if *at == commune(2).question(1)
    );
    caught!(
        |it| it.set("/results/2/children/0/overall/satisfied", 46),
        Finding::PartsSum { at, .. } if *at == commune(1).question(1)
    );
    caught!(
        |it| it.set("/results/3/questions/2/satisfied", 30),
        Finding::Answers { at, of: "the results", .. } if *at == commune(2).question(3)
    );
    caught!(
        |it| it.set("/results/3/children/1/overall/satisfied", 7),
        Finding::Answers { at, of: "the results", stands: 11, valid: 10 } if *at == place('E').question(1)
    );
    caught!(
        |it| it.set("/results/2/questions/1/no", 1),
        Finding::QuestionListed { at, stands: 2 } if *at == commune(1).question(1)
    );
    caught!(
        |it| it.set("/results/2/questions/1/no", 7),
        Finding::QuestionUnknown { at } if *at == commune(1).question(7)
    );
    caught!(
        |it| it.set("/results/2/questions/1/overall", true),
        Finding::Field { at, field: "overall", .. } if *at == commune(1).question(2)
    );
}

#[test]
fn shares() {
    caught!(
        |it| it.set("/results/2/questions/0/percent_satisfied", "73.78"),
        Finding::Share { at, field: "percent_satisfied", .. } if *at == commune(1).question(1)
    );
    caught!(
        |it| it.set("/results/3/questions/1/percent_unsatisfied", "40"),
        Finding::Share { at, field: "percent_unsatisfied", .. } if *at == commune(2).question(2)
    );
    caught!(
        |it| it.set("/results/2/children/0/overall/percent_satisfied", "78.94"),
        Finding::Child { at, child, field: "overall.percent_satisfied", .. } if *at == commune(1) && child == "A"
    );
    caught!(
        |it| it.set("/results/3/children/2/overall/percent_satisfied", "0.00"),
        Finding::Child { at, child, field: "overall.percent_satisfied", .. } if *at == commune(2) && child == "F"
    );
}

#[test]
fn children() {
    caught!(
        |it| it.set("/results/1/children/0/overall/satisfied", 44),
        Finding::Child { at, child, field: "overall", .. } if *at == district() && child == "01101"
    );
    caught!(
        |it| it.set("/results/0/children/0/participation/returned", 92),
        Finding::Child { at, child, field: "returned", .. } if *at == province() && child == "011"
    );
    caught!(
        |it| it.set("/results/1/children/1/met", true),
        Finding::Child { at, child, field: "met", .. } if *at == district() && child == "01102"
    );
    caught!(
        |it| it.set("/results/2/children/0/met", true),
        Finding::Child { at, child, field: "met", .. } if *at == commune(1) && child == "A"
    );
    caught!(
        |it| it.set("/results/2/children/1/unit/code", "A"),
        Finding::ChildListed { at, child, stands: 2, should: 1 } if *at == commune(1) && child == "A"
    );
    caught!(
        |it| it.set("/results/2/children/1/unit/level", "commune"),
        Finding::Child { at, child, field: "unit.level", .. } if *at == commune(1) && child == "B"
    );
}
