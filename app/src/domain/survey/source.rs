//! The decisions that rules rest on, and from when to when they apply.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// From when to when a set applies (*hiệu lực thi hành*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InForce {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, if there is one yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Where the days come from.
    pub source: String,
    /// Whether they have been checked.
    pub verified: bool,
}

/// A decision or guidance (*quyết định, hướng dẫn*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its number, such as `318/QĐ-TTg`.
    pub number: String,
    /// The day it was signed, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// What it is about.
    pub title: String,
    /// How a legal basis names it (*căn cứ*, Nghị định 30/2020/NĐ-CP): its kind, number, day, author and subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cited_as: Option<String>,
}

impl Source {
    /// How a legal basis names it.
    pub fn citation(&self) -> String {
        self.cited_as.clone().unwrap_or_else(|| format!("{}: {}", self.number, self.title))
    }
}
