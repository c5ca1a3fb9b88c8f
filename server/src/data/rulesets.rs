//! The rulesets there are: those inside the binary, and those in a folder that the operator names.
//!
//! A malformed file is refused at start with its name, line and reason; nothing is guessed.

use app::domain::survey::ruleset::Ruleset;
use app::i18n::{Lang, say};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$((concat!($name, ".toml"), include_str!(concat!("../../rulesets/", $name, ".toml")))),*]
    };
}

const SHIPPED: &[(&str, &str)] = shipped![
    "huyen-nang-cao-2021-2025",
    "huyen-ntm-2021-2025",
    "tinh-2021-2025",
    "xa-kieu-mau-2021-2025",
    "xa-nang-cao-2021-2025",
    "xa-ntm-2016-2020",
    "xa-ntm-2021-2025",
    "xa-ntm-2026-2030",
];

/// Rulesets by id.
pub type Rulesets = BTreeMap<String, Ruleset>;

/// A data file that contradicts itself.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct Malformed {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

/// Why rulesets could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RulesetError {
    /// A file is malformed.
    #[error("{0}")]
    Malformed(#[from] Malformed),
    /// The folder or a file in it cannot be read.
    #[error("{path}: {error}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// Reads the shipped rulesets and those of `folder`, which take the place of shipped ones with the same id.
pub fn load(folder: Option<&Path>) -> Result<Rulesets, RulesetError> {
    let mut all = Rulesets::new();
    for (file, text) in SHIPPED {
        let ruleset = parse(file, text)?;
        all.insert(ruleset.id.clone(), ruleset);
    }
    let Some(folder) = folder else { return Ok(all) };
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |error| RulesetError::Unreadable { path, error }
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.extension().is_some_and(|ext| ext == "toml") {
            let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
            let ruleset = parse(&path.display().to_string(), &text)?;
            all.insert(ruleset.id.clone(), ruleset);
        }
    }
    Ok(all)
}

/// Reads one ruleset; `file` is what errors call it.
pub fn parse(file: &str, text: &str) -> Result<Ruleset, RulesetError> {
    let malformed = |line, reason| Malformed { file: file.to_owned(), line, reason };
    let ruleset: Ruleset =
        toml::from_str(text).map_err(|error| malformed(line_at(text, error.span()), error.message().to_owned()))?;
    ruleset.check().map_err(|found| malformed(line_of(text, found.place), say(Lang::Vi, &found.fault.into())))?;
    Ok(ruleset)
}

/// The line a place in a file lies in, from 1.
pub(crate) fn line_at(text: &str, span: Option<std::ops::Range<usize>>) -> usize {
    span.map_or(1, |span| text[..span.start].matches('\n').count() + 1)
}

/// The line of the which-th table of that name.
pub(crate) fn line_of(text: &str, place: Option<(&str, usize)>) -> usize {
    let Some((table, which)) = place else { return 1 };
    let (one, many) = (format!("[{table}]"), format!("[[{table}]]"));
    let mut heads = text.lines().enumerate().filter(|(_, line)| [&one, &many].iter().any(|head| line.trim() == **head));
    heads.nth(which).map_or(1, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::domain::survey::ruleset_check::RulesetFault;
    use app::domain::survey::threshold::{About, Compare};
    use app::domain::units::unit::Level;

    #[test]
    fn all_shipped_rulesets_are_sound_and_have_the_forms_of_the_law() {
        let all = load(None).expect("sound files");
        let shape = |id: &str| {
            let ruleset = &all[id];
            (ruleset.questions.len() - 1, ruleset.criteria.len(), ruleset.level)
        };
        assert_eq!(shape("xa-ntm-2021-2025"), (18, 19, Level::Commune));
        assert_eq!(shape("xa-nang-cao-2021-2025"), (18, 19, Level::Commune));
        assert_eq!(shape("xa-kieu-mau-2021-2025"), (18, 19, Level::Commune));
        assert_eq!(shape("huyen-ntm-2021-2025"), (10, 9, Level::District));
        assert_eq!(shape("huyen-nang-cao-2021-2025"), (9, 9, Level::District));
        assert_eq!(shape("tinh-2021-2025"), (8, 8, Level::Province));
        assert_eq!(shape("xa-ntm-2026-2030"), (15, 10, Level::Commune));
        assert_eq!(shape("xa-ntm-2016-2020"), (16, 19, Level::Commune));
        assert!(all["xa-ntm-2026-2030"].thresholds.is_empty() && all["xa-ntm-2026-2030"].draft);
        let old = all["xa-ntm-2016-2020"].threshold(About::Overall).expect("a threshold");
        assert_eq!((old.percent, old.compare), (80, Compare::MoreThan));
        assert_eq!(all["huyen-ntm-2021-2025"].threshold(About::Content).map(|t| t.percent), Some(80));
    }

    #[test]
    fn every_shipped_question_fits_the_answers_and_asks_one_thing() {
        let all = load(None).expect("sound files");
        let mut english = BTreeMap::new();
        for (id, question) in all.iter().flat_map(|(id, ruleset)| ruleset.questions.iter().map(move |q| (id, q))) {
            let place = format!("{id}, question {}: {} / {}", question.no, question.vi, question.en);
            let (begins_vi, begins_en) = if question.overall {
                ("Nhìn chung, ông bà có hài lòng với ", "Overall, are you satisfied with ")
            } else {
                ("Ông bà có hài lòng với ", "Are you satisfied with ")
            };
            let asked_vi = question.vi.strip_prefix(begins_vi).and_then(|rest| rest.strip_suffix(" không?"));
            let asked_en = question.en.strip_prefix(begins_en).and_then(|rest| rest.strip_suffix('?'));
            let asked = [asked_vi.unwrap_or_else(|| panic!("{place}")), asked_en.unwrap_or_else(|| panic!("{place}"))];
            for several in [",", ";", " và ", " hoặc ", " hay ", " and ", " or "] {
                assert!(asked.iter().all(|asked| !asked.contains(several)), "{several:?} in {place}");
            }
            let known = english.entry(&question.vi).or_insert(&question.en);
            assert_eq!(*known, &question.en, "{place}");
        }
    }

    #[test]
    fn a_malformed_file_is_refused_with_file_line_and_reason() {
        let sound = include_str!("../../rulesets/xa-ntm-2021-2025.toml");
        let line_with = |text: &str, what: &str| text.lines().position(|line| line.contains(what)).expect("there") + 1;
        let refused = |text: &str| parse("thu.toml", text).expect_err("refused").to_string();

        let wrong = sound.replacen("percent = 70", "percent = \"bảy mươi\"", 1);
        assert!(refused(&wrong).starts_with(&format!("thu.toml:{}: ", line_with(&wrong, "bảy mươi"))));
        let wrong = sound.replacen("no = 4\ncriteria = [4]", "no = 4\ncriteria = [40]", 1);
        let line = line_with(&wrong, "criteria = [40]") - 2;
        let unknown = RulesetFault::UnknownCriterion { no: 4, criterion: 40 };
        assert_eq!(refused(&wrong), format!("thu.toml:{line}: {}", say(Lang::Vi, &unknown.into())));
        assert!(refused(&sound.replacen("draft = false", "drafty = false", 1)).contains("drafty"));
        assert!(refused("id = ").starts_with("thu.toml:1:"));
    }

    #[test]
    fn a_folder_adds_and_replaces() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = include_str!("../../rulesets/xa-ntm-2021-2025.toml").replacen("version = 1", "version = 7", 1);
        std::fs::write(folder.path().join("tinh-ta.toml"), text).expect("written");
        assert_eq!(load(Some(folder.path())).expect("sound")["xa-ntm-2021-2025"].version, 7);
        std::fs::write(folder.path().join("hong.toml"), "id = 3").expect("written");
        assert!(load(Some(folder.path())).expect_err("refused").to_string().contains("hong.toml:1:"));
    }
}
