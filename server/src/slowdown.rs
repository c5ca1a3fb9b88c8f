//! Slowing down whoever tries many passwords from one place, without shutting an office out.
//!
//! Each source has a store of tries that only wrong ones use up and that fills again by itself. A whole office behind one
//! address types a wrong password now and then and never notices; somebody who tries thousands gets twelve a minute.
//! Sources are kept in memory only, as keyed hashes.

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::sync::{Mutex, PoisonError};

/// How many wrong ones a source has at once.
const TRIES: i64 = 60;
/// How many seconds it takes until one is back.
const REFILL: i64 = 5;
/// The most sources that are remembered.
const SOURCES: usize = 100_000;

/// The sources that typed something wrong lately.
#[derive(Debug, Default)]
pub struct Slowdown {
    /// When a source's store will be full again, in seconds since 1970.
    full_at: Mutex<HashMap<u64, i64>>,
    key: std::hash::RandomState,
}

impl Slowdown {
    /// How many seconds a source has to wait; none if it may try.
    pub fn wait(&self, source: &str, now: i64) -> Option<i64> {
        let full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let full = full_at.get(&self.key.hash_one(source)).copied().unwrap_or(now).min(now + TRIES * REFILL);
        let wait = full - now - (TRIES - 1) * REFILL;
        (wait > 0).then_some(wait)
    }

    /// Notes a wrong one.
    pub fn wrong(&self, source: &str, now: i64) {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= SOURCES {
            full_at.retain(|_, full| *full > now);
        }
        let full = full_at.entry(self.key.hash_one(source)).or_insert(now);
        *full = ((*full).max(now) + REFILL).min(now + TRIES * REFILL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_has_sixty_slips_and_one_more_every_five_seconds() {
        let slow = Slowdown::default();
        for _ in 0..60 {
            assert_eq!(slow.wait("office", 1_000), None);
            slow.wrong("office", 1_000);
        }
        assert_eq!(slow.wait("office", 1_000), Some(5));
        assert_eq!(slow.wait("elsewhere", 1_000), None);
        assert_eq!(slow.wait("office", 1_005), None);
        slow.wrong("office", 1_005);
        assert_eq!(slow.wait("office", 1_005), Some(5));
        assert_eq!(slow.wait("office", 2_000), None);
    }
}
