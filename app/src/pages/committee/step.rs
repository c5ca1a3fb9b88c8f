//! Everything that can be done on the committee's pages, as a table: where it is posted, what power it takes.
//!
//! The page only finds the step; whether somebody may take it is decided by the port that does it.

use super::collection::{assist, hamlet, round};
use super::oversight::{criteria, criteria_file, recommendation, recommendations};
use super::people::{accounts, own_account};
use super::planning::{plans, wording};
use crate::domain::oversight::recommendation::Move;
use crate::domain::people::account::Power;
use crate::forms::{Fault, Fields};
use crate::i18n::say_faults;
use crate::pages::committee::collection::hamlet::Printed;
use crate::pages::resident::flow::Screen;
use crate::ports::accounts::Letter;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use crate::ports::common::PortError;
use crate::ports::sessions::Signed;
use crate::ports::sessions::Token;
use crate::state::AppState;
use crate::ui::field::SURE;
use std::sync::Arc;
use uuid::Uuid;

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To end one's session.
    SignOut,
    /// To change one's password.
    ChangePassword,
    /// To have six digits asked for.
    StartSecondFactor,
    /// To have them asked for no more.
    StopSecondFactor,
    /// To invite somebody; answers the letter to print.
    Invite,
    /// To write a new letter.
    Renew,
    /// To remove an account.
    Remove,
    /// To begin a plan.
    BeginPlan,
    /// To keep a plan's dates and papers.
    KeepPlan,
    /// To keep the wording of its ballot.
    KeepWording,
    /// To open it.
    OpenPlan,
    /// To throw it away.
    DiscardPlan,
    /// To make a plan of a round again.
    Reconsider,
    /// To close a round.
    CloseRound,
    /// To issue a hamlet's slips; answers the sheet to print.
    IssueFirst,
    /// To issue unused slips again.
    IssueAgain,
    /// To issue one lost slip again.
    IssueOne,
    /// To print spare slips.
    IssueSpares,
    /// To hand a spare slip out.
    UseSpare,
    /// To begin a batch of paper.
    BeginBatch,
    /// To settle a conflict.
    Settle,
    /// To close a hamlet with its minutes.
    CloseHamlet,
    /// To take the closing of a hamlet back.
    ReopenHamlet,
    /// To keep a photo of signed minutes.
    Attach,
    /// To answer for a household that is there; each step of its ballot.
    Assist,
    /// To write down what is said of criteria.
    KeepStatuses,
    /// To write a decision about a title down.
    KeepTitle,
    /// To look at what a file of statuses would change.
    PreviewStatuses,
    /// To take it in.
    ApplyStatuses,
    /// To raise a recommendation.
    Raise,
    /// To answer one.
    Answer,
    /// To accept an answer.
    AcceptAnswer,
    /// To return an answer.
    ReturnAnswer,
    /// To close a recommendation.
    CloseRecommendation,
    /// To let residents read it.
    ShowRecommendation,
    /// To let them read it no more.
    HideRecommendation,
}

impl Step {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::SignOut,
        Self::ChangePassword,
        Self::StartSecondFactor,
        Self::StopSecondFactor,
        Self::Invite,
        Self::Renew,
        Self::Remove,
        Self::BeginPlan,
        Self::KeepPlan,
        Self::KeepWording,
        Self::OpenPlan,
        Self::DiscardPlan,
        Self::Reconsider,
        Self::CloseRound,
        Self::IssueFirst,
        Self::IssueAgain,
        Self::IssueOne,
        Self::IssueSpares,
        Self::UseSpare,
        Self::BeginBatch,
        Self::Settle,
        Self::CloseHamlet,
        Self::ReopenHamlet,
        Self::Attach,
        Self::Assist,
        Self::KeepStatuses,
        Self::KeepTitle,
        Self::PreviewStatuses,
        Self::ApplyStatuses,
        Self::Raise,
        Self::Answer,
        Self::AcceptAnswer,
        Self::ReturnAnswer,
        Self::CloseRecommendation,
        Self::ShowRecommendation,
        Self::HideRecommendation,
    ];

    /// Where it is posted, and the value of `step`. In the path `*` stands for a key.
    pub const fn address(self) -> (&'static str, &'static str) {
        match self {
            Self::SignOut => ("/lam-viec/toi", "sign-out"),
            Self::ChangePassword => ("/lam-viec/toi", "password"),
            Self::StartSecondFactor => ("/lam-viec/toi", "second-factor"),
            Self::StopSecondFactor => ("/lam-viec/toi", "no-second-factor"),
            Self::Invite => ("/lam-viec/tai-khoan", "invite"),
            Self::Renew => ("/lam-viec/tai-khoan", "renew"),
            Self::Remove => ("/lam-viec/tai-khoan", "remove"),
            Self::BeginPlan => ("/lam-viec/ke-hoach/moi", ""),
            Self::KeepPlan => ("/lam-viec/ke-hoach/*", "keep"),
            Self::KeepWording => ("/lam-viec/ke-hoach/*/phieu", "keep"),
            Self::OpenPlan => ("/lam-viec/ke-hoach/*", "open"),
            Self::DiscardPlan => ("/lam-viec/ke-hoach/*", "discard"),
            Self::Reconsider => ("/lam-viec/dot/*", "reconsider"),
            Self::CloseRound => ("/lam-viec/dot/*", "close"),
            Self::IssueFirst => ("/lam-viec/dot/*/thon/*", "issue"),
            Self::IssueAgain => ("/lam-viec/dot/*/thon/*", "again"),
            Self::IssueOne => ("/lam-viec/dot/*/thon/*", "one"),
            Self::IssueSpares => ("/lam-viec/dot/*/thon/*", "spares"),
            Self::UseSpare => ("/lam-viec/dot/*/thon/*", "use-spare"),
            Self::BeginBatch => ("/lam-viec/dot/*/thon/*", "batch"),
            Self::Settle => ("/lam-viec/dot/*/thon/*", "settle"),
            Self::CloseHamlet => ("/lam-viec/dot/*/thon/*", "close"),
            Self::ReopenHamlet => ("/lam-viec/dot/*/thon/*", "reopen"),
            Self::Attach => ("/lam-viec/dot/*/thon/*", "attach"),
            Self::Assist => ("/lam-viec/dot/*/thon/*/ho-tro", "*"),
            Self::KeepStatuses => ("/lam-viec/tieu-chi/*", "keep"),
            Self::KeepTitle => ("/lam-viec/tieu-chi/*", "title"),
            Self::PreviewStatuses => ("/lam-viec/tieu-chi", "preview"),
            Self::ApplyStatuses => ("/lam-viec/tieu-chi/nhap/*", "apply"),
            Self::Raise => ("/lam-viec/kien-nghi/moi", ""),
            Self::Answer => ("/lam-viec/kien-nghi/*", "answer"),
            Self::AcceptAnswer => ("/lam-viec/kien-nghi/*", "accept"),
            Self::ReturnAnswer => ("/lam-viec/kien-nghi/*", "return"),
            Self::CloseRecommendation => ("/lam-viec/kien-nghi/*", "close"),
            Self::ShowRecommendation => ("/lam-viec/kien-nghi/*", "show"),
            Self::HideRecommendation => ("/lam-viec/kien-nghi/*", "hide"),
        }
    }

    /// The power it takes; none for what everybody does for themselves.
    pub const fn power(self) -> Option<Power> {
        match self {
            Self::SignOut | Self::ChangePassword | Self::StartSecondFactor | Self::StopSecondFactor => None,
            Self::Invite | Self::Renew | Self::Remove => Some(Power::Accounts),
            Self::BeginPlan
            | Self::KeepPlan
            | Self::KeepWording
            | Self::OpenPlan
            | Self::DiscardPlan
            | Self::Reconsider => Some(Power::Plan),
            Self::CloseRound => Some(Power::Conclude),
            Self::IssueFirst | Self::IssueAgain | Self::IssueOne | Self::IssueSpares => Some(Power::Issue),
            Self::UseSpare | Self::BeginBatch | Self::Assist => Some(Power::Collect),
            Self::Settle | Self::ReopenHamlet => Some(Power::Settle),
            Self::CloseHamlet | Self::Attach => Some(Power::CloseHamlet),
            Self::KeepStatuses | Self::KeepTitle | Self::PreviewStatuses | Self::ApplyStatuses => Some(Power::Assess),
            Self::Raise
            | Self::AcceptAnswer
            | Self::ReturnAnswer
            | Self::CloseRecommendation
            | Self::ShowRecommendation
            | Self::HideRecommendation => Some(Power::Recommend),
            Self::Answer => Some(Power::Reply),
        }
    }
}

impl Step {
    /// Whether it cannot be taken back, or not without harm, so that it takes a second look.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Remove
                | Self::DiscardPlan
                | Self::IssueAgain
                | Self::CloseHamlet
                | Self::ReopenHamlet
                | Self::CloseRecommendation
        )
    }
}

/// Finds the step that is posted to a path, with the keys in the path.
pub fn find(path: &str, word: &str) -> Option<(Step, Vec<String>)> {
    Step::ALL.iter().find_map(|step| {
        let (pattern, own) = step.address();
        let keys = (own == word || own == "*").then(|| keys(pattern, path))??;
        Some((*step, keys))
    })
}

fn keys(pattern: &str, path: &str) -> Option<Vec<String>> {
    let (mut wanted, mut given) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    let mut keys = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(keys),
            (Some("*"), Some(key)) if !key.is_empty() => keys.push(key.to_owned()),
            (Some(word), Some(same)) if word == same => {}
            _ => return None,
        }
    }
}

/// A posted form and who posted it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who is asking; none at the gate.
    pub me: Option<Arc<Signed>>,
    /// What their browser keeps.
    pub token: Option<Token>,
    /// The keys in the path.
    pub keys: Vec<String>,
    /// The fields.
    pub fields: Fields,
    /// The moment.
    pub now: Now,
    /// Where it comes from.
    pub source: String,
    /// The file that came along: its name and what is in it.
    pub file: Option<(String, Vec<u8>)>,
}

impl Asked {
    pub(super) fn me(&self) -> Answer<&Signed> {
        self.me.as_deref().ok_or(PortError::Denied)
    }

    /// The key at a place in the path.
    pub(super) fn key(&self, at: usize) -> Answer<Uuid> {
        self.keys.get(at).and_then(|key| key.parse().ok()).ok_or(PortError::Missing)
    }

    /// A number that somebody typed.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        let digits: String = self.fields.trimmed(name).chars().filter(|c| *c != '.').collect();
        digits.parse().ok()
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.fields.trimmed(name).to_owned()
    }

    /// What is to be mended where somebody did not tick that they looked at it once more.
    fn unsure(&self) -> Option<Vec<Fault>> {
        let text = "Việc này khó lấy lại: hãy xem lại, đánh dấu vào ô xác nhận rồi bấm lần nữa.";
        let field = format!("{SURE}-{}", self.fields.get("step"));
        (self.fields.get(SURE) != "1").then(|| vec![Fault::of(&field, text)])
    }
}

/// What comes back.
#[derive(Clone, Debug)]
pub enum Done {
    /// Another page.
    Go(String),
    /// A session begins, on another page.
    SignedIn(Token, String),
    /// A session ends.
    SignedOut,
    /// A letter to print, shown once.
    Letter(Box<Letter>),
    /// Slips to print, shown once.
    Slips(Box<Printed>),
    /// A household's next page, filled in with help.
    Screen(Box<Screen>),
    /// The same page, to be mended.
    Mend(Vec<Fault>),
}

/// Takes a step. A refusal by a rule comes back as something to mend, with everything that was typed.
pub async fn act(ports: &AppState, step: Step, asked: &Asked) -> Answer<Done> {
    if let (true, Some(faults)) = (step.is_final(), asked.unsure()) {
        return Ok(Done::Mend(faults));
    }
    let done = match step {
        Step::SignOut => own_account::sign_out(ports, asked).await,
        Step::ChangePassword => own_account::change_password(ports, asked).await,
        Step::StartSecondFactor => own_account::start_second_factor(ports, asked).await,
        Step::StopSecondFactor => own_account::stop_second_factor(ports, asked).await,
        Step::Invite => accounts::invite(ports, asked).await,
        Step::Renew => accounts::renew(ports, asked).await,
        Step::Remove => accounts::remove(ports, asked).await,
        Step::BeginPlan => plans::begin(ports, asked).await,
        Step::KeepPlan => plans::keep(ports, asked).await,
        Step::KeepWording => wording::keep(ports, asked).await,
        Step::OpenPlan => plans::open(ports, asked).await,
        Step::DiscardPlan => plans::discard(ports, asked).await,
        Step::Reconsider => round::reconsider(ports, asked).await,
        Step::CloseRound => round::close(ports, asked).await,
        Step::IssueFirst => hamlet::issue_first(ports, asked).await,
        Step::IssueAgain => hamlet::issue_again(ports, asked).await,
        Step::IssueOne => hamlet::issue_one(ports, asked).await,
        Step::IssueSpares => hamlet::issue_spares(ports, asked).await,
        Step::UseSpare => hamlet::use_spare(ports, asked).await,
        Step::BeginBatch => hamlet::begin_batch(ports, asked).await,
        Step::Settle => hamlet::settle(ports, asked).await,
        Step::CloseHamlet => hamlet::close(ports, asked).await,
        Step::ReopenHamlet => hamlet::reopen(ports, asked).await,
        Step::Attach => hamlet::attach(ports, asked).await,
        Step::Assist => assist::answer(ports, asked).await,
        Step::KeepStatuses => criteria::keep(ports, asked).await,
        Step::KeepTitle => criteria::keep_title(ports, asked).await,
        Step::PreviewStatuses => criteria_file::preview(ports, asked).await,
        Step::ApplyStatuses => criteria_file::apply(ports, asked).await,
        Step::Raise => recommendations::raise(ports, asked).await,
        Step::Answer => recommendation::take(ports, asked, Move::Answer).await,
        Step::AcceptAnswer => recommendation::take(ports, asked, Move::Accept).await,
        Step::ReturnAnswer => recommendation::take(ports, asked, Move::Return).await,
        Step::CloseRecommendation => recommendation::take(ports, asked, Move::Close).await,
        Step::ShowRecommendation => recommendation::show(ports, asked, true).await,
        Step::HideRecommendation => recommendation::show(ports, asked, false).await,
    };
    match done {
        Err(PortError::Refused(text)) => Ok(Done::Mend(vec![Fault::plain(text)])),
        Err(PortError::File(faults)) => Ok(Done::Mend(vec![Fault::plain(say_faults(&faults))])),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_step_has_an_address_of_its_own_and_is_found_by_it() {
        let addresses: HashSet<_> = Step::ALL.iter().map(|step| step.address()).collect();
        assert_eq!(addresses.len(), Step::ALL.len());
        for step in Step::ALL {
            let (path, word) = step.address();
            assert_eq!(find(&path.replace('*', "7"), word).map(|(step, _)| step), Some(*step), "{path} {word}");
        }
        assert_eq!(find("/lam-viec/tai-khoan", "else"), None);
        assert_eq!(find("/khac", ""), None);
    }

    #[test]
    fn keys_are_read_from_the_path() {
        assert_eq!(keys("/a/*/b/*", "/a/1/b/x-y"), Some(vec!["1".into(), "x-y".into()]));
        assert_eq!(keys("/a/*", "/a/"), None);
        assert_eq!(keys("/a/*", "/a/1/b"), None);
    }
}
