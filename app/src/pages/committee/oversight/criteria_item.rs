//! What a status is about: a criterion as a whole, or one of its indicators.

use crate::domain::survey::ruleset::{Criterion, Ruleset};
use crate::i18n::t;

/// A criterion as a whole, or one of its indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// The criterion's number.
    pub criterion: u32,
    /// The indicator's number; 0 for the criterion as a whole.
    pub indicator: u32,
}

impl Item {
    /// Every criterion of a ruleset as a whole, each followed by its indicators.
    pub(super) fn all(ruleset: &Ruleset) -> Vec<Self> {
        let of = |criterion: &Criterion| {
            let own = std::iter::once(0).chain(criterion.indicators.iter().map(|indicator| indicator.no));
            own.map(|indicator| Self { criterion: criterion.no, indicator }).collect::<Vec<_>>()
        };
        ruleset.criteria.iter().flat_map(of).collect()
    }

    /// As maps of positions have it.
    pub(super) const fn key(self) -> (u32, u32) {
        (self.criterion, self.indicator)
    }

    /// The name of a field about it: `status2` for a criterion, `status2-1` for its first indicator.
    pub(super) fn field(self, name: &str) -> String {
        match self.key() {
            (criterion, 0) => format!("{name}{criterion}"),
            (criterion, indicator) => format!("{name}{criterion}-{indicator}"),
        }
    }

    /// Reads what stands behind `status` in the name of a field.
    pub(super) fn of_field(field: &str, name: &str) -> Option<Self> {
        let rest = field.strip_prefix(name)?;
        let (criterion, indicator) = match rest.split_once('-') {
            Some((criterion, indicator)) => (criterion, indicator.parse().ok().filter(|no| *no > 0)?),
            None => (rest, 0),
        };
        Some(Self { criterion: criterion.parse().ok()?, indicator })
    }

    /// "tiêu chí 2", or "chỉ tiêu 2.1".
    pub(super) fn said(self) -> String {
        match self.key() {
            (criterion, 0) => t!("criteria-criterion", criterion = criterion),
            (criterion, indicator) => t!("criteria-indicator", criterion = criterion, indicator = indicator),
        }
    }

    /// "2. Giao thông", or "2.1. Đường xã", as the ruleset names it.
    pub(super) fn named(self, ruleset: &Ruleset) -> String {
        let Some(criterion) = ruleset.criterion(self.criterion) else { return String::new() };
        match criterion.indicators.iter().find(|one| one.no == self.indicator) {
            Some(one) => format!("{}.{}. {}", criterion.no, one.no, one.name),
            None => format!("{}. {}", criterion.no, criterion.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_what_it_is_about() {
        for item in [Item { criterion: 2, indicator: 0 }, Item { criterion: 12, indicator: 3 }] {
            assert_eq!(Item::of_field(&item.field("status"), "status"), Some(item));
        }
        for other in ["status", "status-1", "status2-0", "status2-x", "value2", "statusx"] {
            assert_eq!(Item::of_field(other, "status"), None, "{other}");
        }
    }
}
