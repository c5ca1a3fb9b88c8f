//! Slowing down whoever tries many passwords from one place, without shutting an office out.
//!
//! Each source has a store of tries that only wrong ones use up and that fills again by itself. A try is taken before the
//! password is looked at and given back if it was right, so that many at once gain nothing. A whole office behind one
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
    /// Takes a try, or answers how many seconds the source has to wait for one.
    pub fn take(&self, source: &str, now: i64) -> Result<(), i64> {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= SOURCES {
            full_at.retain(|_, full| *full > now);
        }
        let full = full_at.entry(self.key.hash_one(source)).or_insert(now);
        *full = (*full).clamp(now, now + TRIES * REFILL);
        let wait = *full - now - (TRIES - 1) * REFILL;
        if wait > 0 {
            return Err(wait);
        }
        *full += REFILL;
        Ok(())
    }

    /// Gives a try back that was right.
    pub fn give_back(&self, source: &str) {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(full) = full_at.get_mut(&self.key.hash_one(source)) {
            *full -= REFILL;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_has_sixty_slips_and_one_more_every_five_seconds() {
        let slow = Slowdown::default();
        for _ in 0..60 {
            assert_eq!(slow.take("office", 1_000), Ok(()));
        }
        assert_eq!(slow.take("office", 1_000), Err(5));
        assert_eq!(slow.take("elsewhere", 1_000), Ok(()));
        assert_eq!(slow.take("office", 1_005), Ok(()));
        assert_eq!(slow.take("office", 1_005), Err(5));
        assert_eq!(slow.take("office", 2_000), Ok(()));
    }

    #[test]
    fn whoever_is_right_uses_nothing_up() {
        let slow = Slowdown::default();
        for _ in 0..200 {
            assert_eq!(slow.take("office", 1_000), Ok(()));
            slow.give_back("office");
        }
    }
}
