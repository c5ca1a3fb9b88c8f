//! Ballots as forms of other programs: read by the program that Kobo and ODK read them with.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

use server::data::rulesets;
use server::files::xlsform;
use std::process::Command;

/// What pyxform makes of a form: each question that is asked, with its number of choices and its condition, and what it warns of.
const READ: &str = "
import sys, json
from pyxform.xls2xform import convert
result = convert(sys.argv[1], validate=False, pretty_print=False)
survey = result._survey
asked = []
for one in survey.iter_descendants():
    kind = getattr(one, 'type', None)
    if kind in ('select one', 'text'):
        relevant = (one.bind or {}).get('relevant')
        asked.append([kind, one.name, one.label, relevant])
print(json.dumps({'asked': asked, 'warnings': result.warnings, 'title': survey.title}, ensure_ascii=False))
";

#[test]
fn pyxform_accepts_the_form_of_every_ballot_without_a_warning() {
    let packages = std::env::var("YDAN_TEST_PYTHON")
        .expect("YDAN_TEST_PYTHON, which `cargo xtask test` sets: a folder with pyxform");
    let folder = tempfile::tempdir().unwrap();
    let rulesets = rulesets::load(None).unwrap();
    assert!(rulesets.len() >= 8);
    for ruleset in rulesets.values() {
        let file = folder.path().join(format!("{}.xlsx", ruleset.id));
        std::fs::write(&file, xlsform(ruleset, "=Xã Đạ Ròn").unwrap()).unwrap();
        let mut python = Command::new("python3");
        python.args(["-c", READ]).arg(&file).env("PYTHONPATH", &packages).env("PYTHONUTF8", "1");
        let read = python.output().unwrap();
        assert!(read.status.success(), "{}: {}", ruleset.id, String::from_utf8_lossy(&read.stderr));
        let read: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
        assert_eq!(read["warnings"], serde_json::json!([]), "{}", ruleset.id);
        assert!(read["title"].as_str().unwrap().ends_with("=Xã Đạ Ròn"), "{}", read["title"]);
        let asked = read["asked"].as_array().unwrap();
        assert_eq!(asked.len(), 2 * ruleset.questions.len(), "a question and its reason each");
        for (question, pair) in ruleset.questions.iter().zip(asked.chunks(2)) {
            let en = if question.en.is_empty() { &question.vi } else { &question.en };
            assert_eq!(pair[0][0], "select one");
            assert_eq!(pair[0][2]["Tiếng Việt (vi)"], *question.vi);
            assert_eq!(pair[0][2]["English (en)"], **en);
            assert_eq!(pair[0][3], serde_json::Value::Null, "every question is asked of everybody");
            let condition = format!("${{{}}} = 'chua_hai_long'", pair[0][1].as_str().unwrap());
            assert_eq!((&pair[1][0], pair[1][3].as_str().unwrap()), (&"text".into(), &*condition));
        }
    }
}
