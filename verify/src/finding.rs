//! What a recount finds that does not agree.

use std::fmt;

use thiserror::Error;

use crate::counts::Counts;
use crate::ruleset::Level;

/// Where something is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    pub level: Level,
    pub code: String,
    pub question: Option<u64>,
}

impl At {
    pub fn new(level: Level, code: &str) -> Self {
        Self { level, code: code.to_owned(), question: None }
    }

    #[must_use]
    pub fn question(&self, no: u64) -> Self {
        Self { question: Some(no), ..self.clone() }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.level, self.code)?;
        match self.question {
            Some(no) => write!(f, ", question {no}"),
            None => Ok(()),
        }
    }
}

/// One disagreement. `stands` is what the record says, `should` what it should say.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Finding {
    // The files
    #[error("SHA256SUMS: the digest of {file} is {stands}, but should be {should}")]
    Digest { file: &'static str, stands: String, should: String },
    #[error("SHA256SUMS: there is no digest of {file}")]
    DigestMissing { file: &'static str },
    #[error("SHA256SUMS: {file:?} stands there, which is no file of a record")]
    DigestUnknown { file: String },
    #[error("SHA256SUMS: {file:?} stands there more than once")]
    DigestTwice { file: String },

    // The round and its rules
    #[error("record.json, round: {field} is {stands:?}, but should be a day, YYYY-MM-DD")]
    Day { field: &'static str, stands: String },
    #[error("record.json, round: the version is {stands}, but the first is 1")]
    Version { stands: u64 },
    #[error("record.json, audit: the link is {stands:?}, but should be hexadecimal digits")]
    AuditLink { stands: String },
    #[error("record.json, ruleset: a question has the number {stands}, but should have {should}")]
    QuestionNumber { stands: u64, should: u64 },
    #[error("record.json, ruleset: {stands} questions are the overall one, but should be 1")]
    OverallQuestions { stands: usize },
    #[error("record.json, ruleset: there is more than one threshold about {about}")]
    ThresholdTwice { about: &'static str },

    // Units and places
    #[error("record.json, round: {stands:?} is not the code of one of the units")]
    RoundUnit { stands: String },
    #[error("record.json, units: more than one has the code {code:?}")]
    UnitTwice { code: String },
    #[error("{at}: its level is hamlet, but should be one of a unit")]
    UnitLevel { at: At },
    #[error("{at}: its parent is {stands}, but should be {should}")]
    UnitParent { at: At, stands: String, should: &'static str },
    #[error("{at}: it is of {stands:?}, which is no commune of the record")]
    PlaceCommune { at: At, stands: String },
    #[error("{at}: there is more than one place with this code in commune {commune:?}")]
    PlaceTwice { at: At, commune: String },
    #[error("{at}: it stands for no hamlet")]
    NoHamlets { at: At },
    #[error("record.json, {list}: {code:?} stands there {stands} times, but should {should} times")]
    Listed { list: &'static str, code: String, stands: usize, should: usize },

    // Turnouts and boxes
    #[error("{at}: {of} has {stands} returned, but valid and invalid together are {should}")]
    Returned { at: At, of: &'static str, stands: i128, should: i128 },
    #[error("{at}: by_hand has {stands} households, but should have 0")]
    HandHouseholds { at: At, stands: i128 },
    #[error("{at}: by_hand has {stands} {field}, but the whole place has {most}")]
    HandBeyond { at: At, field: &'static str, stands: i128, most: i128 },
    #[error("{at}: {field} is {stands}, but those of its parts together are {should}")]
    TurnoutSum { at: At, field: &'static str, stands: i128, should: i128 },
    #[error("{at}: hamlets {field} is {stands}, but should be {should}")]
    Hamlets { at: At, field: &'static str, stands: i128, should: i128 },
    #[error("record.json, places: more than one box has the name {name:?}")]
    BoxTwice { name: String },
    #[error(
        "{at}: {stands} ballots came out of its box, but should be {should}: what was returned, \
         without what was counted by hand"
    )]
    BoxBallots { at: At, stands: i128, should: i128 },
    #[error("{at}: {stands} ballots of its box were unreadable, but at most {most} can be")]
    Unreadable { at: At, stands: i128, most: i128 },

    // Receipts
    #[error("receipts.csv, line {line}: there is no box {name:?}")]
    ReceiptBox { line: u64, name: String },
    #[error(
        "receipts.csv, line {line}: {stands:?} in box {name:?} is no receipt of ten letters out of {letters}",
        letters = crate::form::LETTERS
    )]
    ReceiptForm { line: u64, name: String, stands: String },
    #[error("receipts.csv, line {line}: {stands:?} in box {name:?} stands there twice")]
    ReceiptTwice { line: u64, name: String, stands: String },
    #[error("receipts.csv, line {line}: {stands:?} in box {name:?} should stand before the line above it")]
    ReceiptOrder { line: u64, name: String, stands: String },
    #[error("receipts.csv, line {line}: the lines of box {name:?} do not stand together")]
    BoxApart { line: u64, name: String },
    #[error("{at}: box {name:?} has {stands} receipts, but should have {should}")]
    ReceiptNumber { at: At, name: String, stands: i128, should: i128 },
    #[error("{at}: box {name:?} has the root {stands:?}, but should have {should}")]
    Root { at: At, name: String, stands: String, should: String },

    // Audit slips
    #[error("record.json, audit_slips: {stands:?} is said to have lain in {name:?}, but there is no such box")]
    AuditSlipBox { name: String, stands: String },
    #[error("record.json, audit_slips: {stands:?} in box {name:?} is no receipt")]
    AuditSlipForm { name: String, stands: String },
    #[error("record.json, audit_slips: {stands:?} in box {name:?} stands there twice")]
    AuditSlipTwice { name: String, stands: String },
    #[error("record.json, audit_slips: the ballot {stands:?} in box {name:?} was not as it had been sent")]
    AuditSlipDiffers { name: String, stands: String },
    #[error("receipts.csv, line {line}: {stands:?} in box {name:?} is of an audit slip, which is not counted")]
    AuditSlipListed { line: u64, name: String, stands: String },

    // The boxes of a commune, and what was counted by hand
    #[error("{at}: the boxes have {stands} {what}, but should have {should}, as came out of those of its places")]
    BoxesSum { at: At, what: &'static str, stands: i128, should: i128 },
    #[error("{at}: {valid} ballots of the boxes are valid, but they have only {ballots}")]
    BoxesValid { at: At, valid: i128, ballots: i128 },
    #[error("{at}: there are counts of {stands} questions in {of}, but should be of {should}")]
    CountsNumber { at: At, of: &'static str, stands: usize, should: usize },
    #[error(
        "{at}: the counts of the boxes and of what was counted by hand are left out, but nothing keeps them from being told"
    )]
    BoxesLeftOut { at: At },
    #[error("{at}: the boxes should have counts of it where the results tell it, and only there")]
    BoxesWithheld { at: At },
    #[error("{at}: the boxes have {stands}, which cannot be told")]
    BoxesSmall { at: At, stands: Counts },
    #[error("{at}: by hand remain {stands}, but counts cannot be below nothing")]
    HandNegative { at: At, stands: Counts },
    #[error("{at}: by hand remain {stands}, which cannot be told")]
    HandSmall { at: At, stands: Counts },
    #[error("{at}: beside the told places remain {stands} in {of}, which cannot be told")]
    BesideSmall { at: At, of: &'static str, stands: Counts },
    #[error("{at}: by_hand is {stands}, but should be {should}")]
    HandCounts { at: At, stands: String, should: String },
    #[error("{at}: there are {stands} answers in {of}, which does not fit {valid} valid ballots")]
    Answers { at: At, of: &'static str, stands: i128, valid: i128 },

    // Results
    #[error("{at}: {field} is {stands}, but should be {should}")]
    Field { at: At, field: &'static str, stands: String, should: String },
    #[error("{at}: the share {field} is {stands}, but should be {should}")]
    Share { at: At, field: &'static str, stands: String, should: String },
    #[error("{at}: the results have it {stands} times, but should once")]
    QuestionListed { at: At, stands: usize },
    #[error("{at}: the results have it, but the rules do not")]
    QuestionUnknown { at: At },
    #[error("{at}: there should be either both counts or the reason why they are withheld")]
    Muddled { at: At },
    #[error("{at}: the child {child:?} stands there {stands} times, but should {should} times")]
    ChildListed { at: At, child: String, stands: usize, should: usize },
    #[error("{at}: of the child {child:?}, {field} is {stands}, but should be {should}")]
    Child { at: At, child: String, field: &'static str, stands: String, should: String },

    // Small numbers
    #[error("{at}: {stands} cannot be told")]
    Small { at: At, stands: Counts },
    #[error("{at}: it has {stands}, but its parts together have {should}")]
    PartsSum { at: At, stands: Counts, should: Counts },
    #[error("{at}: beside the parts that are told remain {stands}, which cannot be told")]
    PartsSmall { at: At, stands: Counts },
    #[error("{at}: beside the parts that are told remain {stands}, which does not fit the parts that are withheld")]
    PartsUnfit { at: At, stands: Counts },
    #[error("{at}: it is withheld as {why}, which does not fit its {valid} valid ballots or its parts")]
    WithheldUnfit { at: At, why: String, valid: i128 },
    #[error("{at}: it is withheld, but the full figures were to be told")]
    WithheldInFull { at: At },
    #[error("{at}: it is withheld, but follows from its parts, which are all told")]
    WithheldFollows { at: At },

    // Verdicts
    #[error("{at}: the verdict is {stands}, but should be {should}")]
    VerdictMet { at: At, stands: String, should: String },
    #[error("{at}: met is {stands}, but should be {should}")]
    QuestionMet { at: At, stands: String, should: String },
    #[error("{at}: the verdict lacks the reason {rule} of {of}")]
    ReasonMissing { at: At, of: At, rule: &'static str },
    #[error("{at}: the verdict has the reason {rule:?} of unit {unit:?}, which is none")]
    ReasonUnfounded { at: At, unit: String, rule: String },
    #[error("{at}: of the reason of {of}, {field} is {stands}, but should be {should}")]
    ReasonField { at: At, of: At, field: &'static str, stands: String, should: String },
    #[error("{of}: some verdicts have the reason {rule} of it, and others do not")]
    ReasonElsewhere { of: At, rule: &'static str },
}

/// A value as it would stand in record.json.
pub fn shown<T: fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "null".into(), |it| it.to_string())
}
