//! The notice (*thông báo kết quả lấy ý kiến*): what is posted at the house of culture and on the public page.

use crate::domain::collection::audit_slip::JudgedSlips;
use crate::domain::collection::round::Ending;
use crate::messages;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long a notice is posted where nothing else is said; two published cases had ten days.
pub const POSTING_DAYS: u32 = 10;
/// The longest summary of the reasons to one question, in characters.
pub const LONGEST_SUMMARY: usize = 2_000;
/// The longest a notice is posted, in days.
const MOST_POSTING_DAYS: u32 = 60;

/// What the committee writes; everything else on a notice is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeWords {
    /// Its number, such as `25/TB-MTTQ-BTT`.
    pub number: String,
    /// The place it is signed at.
    pub place: String,
    /// The committee above the one that signs, as on its letterhead.
    pub above: String,
    /// The committee that signs.
    pub committee: String,
    /// What whoever signs is, such as `CHỦ TỊCH`.
    pub title: String,
    /// Who signs.
    pub signer: String,
    /// Where it is posted.
    pub posted_at: String,
    /// For how many days.
    pub posting_days: u32,
    /// Who receives it (*nơi nhận*), one each.
    pub receivers: Vec<String>,
    /// What the reasons to each question come to, without anything personal.
    pub summaries: BTreeMap<u32, String>,
    /// Why what was published is corrected, while that is being written; a published notice says it beside its words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub correction: String,
}

impl Default for NoticeWords {
    fn default() -> Self {
        Self {
            number: String::new(),
            place: String::new(),
            above: String::new(),
            committee: String::new(),
            title: String::new(),
            signer: String::new(),
            posted_at: String::new(),
            posting_days: POSTING_DAYS,
            receivers: Vec::new(),
            correction: String::new(),
            summaries: BTreeMap::new(),
        }
    }
}

messages! {
    /// What keeps a notice from being published.
    pub enum NoticeGap {
        /// It has no number.
        Number = "notice-lacks-number",
        /// Nobody says where it is signed.
        Place = "notice-lacks-place",
        /// Nobody says which committee signs.
        Committee = "notice-lacks-committee",
        /// Nobody says what whoever signs is.
        Title = "notice-lacks-title",
        /// Nobody says who signs.
        Signer = "notice-lacks-signer",
        /// Nobody says where it is posted.
        PostedAt = "notice-lacks-posted-at",
        /// It cannot be posted for so long, or for no day.
        PostingDays { most: u32 } = "notice-posting-days",
        /// A summary is too long, in characters.
        Summary { most: usize } = "notice-summary-too-long",
    }
}

impl NoticeGap {
    /// Whether something is wrong that cannot be kept; what is only missing may be written later.
    pub const fn is_wrong(&self) -> bool {
        matches!(self, Self::PostingDays { .. } | Self::Summary { .. })
    }
}

impl NoticeWords {
    /// The words alone, as they are published.
    #[must_use]
    pub fn published(self) -> Self {
        Self { correction: String::new(), ..self }
    }

    /// What is to be mended before it can be published, each with its field.
    pub fn missing(&self) -> Vec<(&'static str, NoticeGap)> {
        let fields = [
            ("number", &self.number, NoticeGap::Number),
            ("place", &self.place, NoticeGap::Place),
            ("committee", &self.committee, NoticeGap::Committee),
            ("title", &self.title, NoticeGap::Title),
            ("signer", &self.signer, NoticeGap::Signer),
            ("posted_at", &self.posted_at, NoticeGap::PostedAt),
        ];
        let missing = fields.into_iter().filter(|(_, text, _)| text.trim().is_empty());
        let mut missing: Vec<_> = missing.map(|(name, _, gap)| (name, gap)).collect();
        if !(1..=MOST_POSTING_DAYS).contains(&self.posting_days) {
            missing.push(("posting_days", NoticeGap::PostingDays { most: MOST_POSTING_DAYS }));
        }
        if self.summaries.values().any(|text| text.chars().count() > LONGEST_SUMMARY) {
            missing.push(("", NoticeGap::Summary { most: LONGEST_SUMMARY }));
        }
        missing
    }

    /// The last day it is posted, the first being the day of publication.
    pub fn posted_until(&self, published_on: NaiveDate) -> NaiveDate {
        published_on.checked_add_days(Days::new(u64::from(self.posting_days.max(1)) - 1)).unwrap_or(published_on)
    }
}

/// A version of a notice, as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What the committee wrote.
    pub words: NoticeWords,
    /// From 1; a correction counts up.
    pub version: u32,
    /// The day it was published.
    pub published_on: NaiveDate,
    /// Why it corrects the one before; empty for the first.
    pub reason: String,
    /// How the round ended.
    pub ending: Ending,
    /// The document that asks for full figures, where they are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_figures: Option<String>,
    /// The audit slips of the round.
    #[serde(default, skip_serializing_if = "JudgedSlips::is_none")]
    pub audit_slips: JudgedSlips,
    /// The template it was published with, where the Front worded its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_posted_for_ten_days_the_first_counted() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(NoticeWords::default().posted_until(day("2024-07-31")), day("2024-08-09"));
    }

    #[test]
    fn what_is_missing_is_named_by_field() {
        assert_eq!(NoticeWords::default().missing().len(), 6);
        let words = NoticeWords {
            number: "25/TB".into(),
            place: "Đạ Ròn".into(),
            committee: "UBMTTQ".into(),
            title: "CHỦ TỊCH".into(),
            signer: "Hoa".into(),
            posted_at: "Nhà văn hóa".into(),
            ..NoticeWords::default()
        };
        assert_eq!(words.missing(), []);
        let days = [("posting_days", NoticeGap::PostingDays { most: 60 })];
        assert_eq!(NoticeWords { posting_days: 0, ..words }.missing(), days);
    }
}
