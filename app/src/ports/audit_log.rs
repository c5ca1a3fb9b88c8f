//! The audit log.

use crate::ports::common::Actor;
use crate::ports::common::Answer;
use crate::ports::common::Now;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Now,
    /// Who: name and role as they were.
    pub who: String,
    /// What was done.
    pub act: Act,
    /// To which unit or hamlet.
    pub place: String,
    /// More about it.
    pub detail: Option<Detail>,
}

crate::messages! {
    /// What was done.
    #[derive(Copy, strum::EnumString, strum::IntoStaticStr)]
    #[strum(serialize_all = "snake_case")]
    pub enum Act {
        OpenRound = "audit-open-round",
        CloseRound = "audit-close-round",
        ReopenRound = "audit-reopen-round",
        ReconsiderRound = "audit-reconsider-round",
        BeginPlan = "audit-begin-plan",
        RepeatRound = "audit-repeat-round",
        ChangePlan = "audit-change-plan",
        DiscardPlan = "audit-discard-plan",
        IssueCodes = "audit-issue-codes",
        IssueSlips = "audit-issue-slips",
        PrintSlipsAgain = "audit-print-slips-again",
        ReplaceSlip = "audit-replace-slip",
        PrintSpares = "audit-print-spares",
        UseSpare = "audit-use-spare",
        SettleConflict = "audit-settle-conflict",
        OpenBatch = "audit-open-batch",
        TakeSlipOut = "audit-take-slip-out",
        DecideDifference = "audit-decide-difference",
        DiscardBatch = "audit-discard-batch",
        CountBatch = "audit-count-batch",
        TakeMinutes = "audit-take-minutes",
        WithdrawMinutes = "audit-withdraw-minutes",
        CloseHamlet = "audit-close-hamlet",
        ReopenHamlet = "audit-reopen-hamlet",
        AttachFile = "audit-attach-file",
        DraftNotice = "audit-draft-notice",
        Publish = "audit-publish",
        Correct = "audit-correct",
        TakeHamlets = "audit-take-hamlets",
        TakeHouseholds = "audit-take-households",
        RecordStatuses = "audit-record-statuses",
        KeepFile = "audit-keep-file",
        GrantTitle = "audit-grant-title",
        WithdrawTitle = "audit-withdraw-title",
        RaiseRecommendation = "audit-raise-recommendation",
        AnswerRecommendation = "audit-answer-recommendation",
        AcceptAnswer = "audit-accept-answer",
        ReturnAnswer = "audit-return-answer",
        CloseRecommendation = "audit-close-recommendation",
        ShowRecommendation = "audit-show-recommendation",
        HideRecommendation = "audit-hide-recommendation",
        Invite = "audit-invite",
        RenewLetter = "audit-renew-letter",
        RemoveAccount = "audit-remove-account",
        AcceptLetter = "audit-accept-letter",
        ChangePassword = "audit-change-password",
        AskSecondFactor = "audit-ask-second-factor",
        DropSecondFactor = "audit-drop-second-factor",
    }
}

crate::messages! {
    /// More about it: counts, names, numbers of documents; never a code or an answer.
    #[derive(Serialize, Deserialize)]
    #[serde(tag = "of", rename_all = "snake_case")]
    pub enum Detail {
        /// A name, a number of a document, a reason: as somebody wrote it.
        Text { text: String } = "audit-detail-text",
        /// Codes issued, and in how many hamlets.
        Codes { codes: u64, hamlets: u64 } = "audit-detail-codes",
        /// How many slips or ballots.
        Slips { count: u64 } = "audit-detail-slips",
        /// One slip.
        Slip { serial: String } = "audit-detail-slip",
        /// A slip that another one takes the place of.
        SlipReplaced { serial: String, by: String } = "audit-detail-slip-replaced",
        /// A spare in the place of a lost slip.
        SpareReplaces { spare: String, lost: String } = "audit-detail-spare-replaces",
        /// A spare for a household that moved in.
        SpareForHousehold { spare: String, households: u64 } = "audit-detail-spare-for-household",
        /// How a conflict was settled.
        SlipDecided { serial: String, decision: String } = "audit-detail-slip-decided",
        /// Two people key the batch.
        KeyedTwice = "audit-detail-keyed-twice",
        /// One person keys the batch.
        KeyedOnce = "audit-detail-keyed-once",
        /// Ballots counted, and how many were read differently.
        BatchCounted { count: u64, differences: u64 } = "audit-detail-batch-counted",
        /// How many hamlets.
        Hamlets { count: u64 } = "audit-detail-hamlets",
        /// Slips handed out and ballots that came back.
        Turnout { issued: u64, returned: u64 } = "audit-detail-turnout",
        /// Contents that are asked again.
        AskedAgain { count: u64 } = "audit-detail-asked-again",
        /// The plan a round rests on.
        Plan { number: String } = "audit-detail-plan",
        /// The notice results are published with.
        Notice { number: String } = "audit-detail-notice",
        /// A corrected version, and why.
        Version { version: String, reason: String } = "audit-detail-version",
        /// Official numbers: of how many units, of which day, from where.
        Households { units: u64, day: NaiveDate, source: String } = "audit-detail-households",
        /// Statuses written of a unit.
        Statuses { count: u64, unit: String } = "audit-detail-statuses",
        /// Whoever is invited.
        Account { login: String, name: String } = "audit-detail-account",
        /// A title and the decision about it.
        Title { title: String, decision: String } = "audit-detail-title",
    }
}

crate::messages! {
    /// Whoever did something and has no account.
    pub enum Person {
        /// Who runs commands, in the log.
        Operator = "audit-operator",
        /// Who runs commands, beside what was written down.
        RecordedByOperator = "audit-recorded-by-operator",
    }
}

/// Shows who did what.
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// What was done inside one's own scope, latest first; `page` from 0.
    async fn audit_entries(&self, by: &Actor, page: u32) -> Answer<Vec<AuditEntry>>;
}
