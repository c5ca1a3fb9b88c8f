//! Paper ballots (*phiếu lấy ý kiến*): with a household's code, or blank for a hamlet that is counted by hand.

use super::contact::{contact, site};
use super::qr_squares::QrSquares;
use super::slips::PrintedSlip;
use crate::domain::collection::round::Round;
use crate::i18n::purpose::purpose_told;
use crate::i18n::{Lang, hamlet_of, t};
use crate::ports::slips::IssuedSlips;
use serde::Serialize;

/// Paper ballots, each on sheets of its own.
#[derive(Clone, Debug, Serialize)]
pub struct Ballots {
    pub(super) title: String,
    asks: String,
    heading: String,
    ruleset: String,
    why: String,
    how: Vec<String>,
    questions: Vec<AskedQuestion>,
    satisfied: String,
    unsatisfied: String,
    reason: String,
    /// What stands at the foot of a page that is not the last.
    overleaf: String,
    page: String,
    papers: Vec<Paper>,
}

#[derive(Clone, Debug, Serialize)]
struct AskedQuestion {
    no: u32,
    text: String,
}

/// One ballot.
#[derive(Clone, Debug, Serialize)]
struct Paper {
    place: String,
    number: String,
    code: String,
    qr: Option<QrSquares>,
    /// What says that nobody can answer with it.
    mark: String,
}

/// So many ballots are one part.
const A_PART: usize = 40;

impl Ballots {
    /// Some at once.
    pub(super) fn parts(mut self) -> impl Iterator<Item = Self> {
        let papers = std::mem::take(&mut self.papers);
        let parts: Vec<Vec<Paper>> = papers.chunks(A_PART).map(<[Paper]>::to_vec).collect();
        parts.into_iter().map(move |papers| Self { papers, ..self.clone() })
    }

    /// With the codes that were issued.
    pub fn with_codes(base_url: &str, round: &Round, issued: &[IssuedSlips]) -> Self {
        let papers = issued.iter().flat_map(|issued| {
            let place = hamlet_of(Lang::Vi, &issued.hamlet.name, &issued.commune.name);
            let paper = move |slip: PrintedSlip| Paper {
                place: place.clone(),
                number: slip.number,
                code: slip.code,
                qr: slip.qr,
                mark: String::new(),
            };
            PrintedSlip::all(base_url, issued).into_iter().map(paper)
        });
        let online = t!("prints-ballot-online", site = site(base_url));
        Self::of(round, Some(online), papers.collect())
    }

    /// Without a code, to be copied: who fills one in is known to nobody, and each is counted by hand.
    pub fn blank(round: &Round, place: String) -> Self {
        let paper = Paper { place, number: String::new(), code: String::new(), qr: None, mark: String::new() };
        Self::of(round, None, vec![paper])
    }

    /// As it will be, marked so that nobody answers with it.
    pub fn preview(base_url: &str, round: &Round, place: String) -> Self {
        let paper = Paper {
            place,
            number: t!("prints-slip-no", serial = "1"),
            code: t!("prints-preview-code"),
            // It leads to the first page: it has the size of a slip's, and opens no ballot.
            qr: QrSquares::of(base_url),
            mark: t!("prints-preview"),
        };
        Self::of(round, Some(t!("prints-ballot-online", site = site(base_url))), vec![paper])
    }

    /// Whether nobody can answer with them.
    pub fn is_preview(&self) -> bool {
        self.papers.iter().all(|paper| !paper.mark.is_empty())
    }

    fn of(round: &Round, online: Option<String>, papers: Vec<Paper>) -> Self {
        let ruleset = &round.ruleset;
        let questions = ruleset.questions.iter();
        let contact = contact(&round.papers.contact);
        let how = [
            Some(t!("prints-ballot-how")),
            online,
            Some(t!("prints-ballot-until", last = round.closes, contact = contact)),
        ];
        Self {
            title: t!("prints-ballots", unit = &round.unit.name),
            asks: t!("prints-asks", unit = &round.unit.name),
            heading: t!("prints-ballot-title"),
            ruleset: ruleset.name.clone(),
            why: purpose_told(Lang::Vi, round).unwrap_or_default(),
            how: how.into_iter().flatten().collect(),
            questions: questions.map(|asked| AskedQuestion { no: asked.no, text: asked.vi.clone() }).collect(),
            satisfied: ruleset.answers.satisfied.vi.clone(),
            unsatisfied: ruleset.answers.unsatisfied.vi.clone(),
            reason: t!("prints-reason"),
            overleaf: t!("prints-overleaf"),
            page: t!("prints-page"),
            papers,
        }
    }
}
