//! How long to wait before the next try.

use std::{
    hash::{BuildHasher, RandomState},
    time::{Duration, SystemTime},
};

use http::{HeaderMap, header::RETRY_AFTER};

use crate::plan::Waits;

impl Waits {
    /// The wait before a try, counted from 1: twice as long each time, and a quarter more or less, so that many clients
    /// do not come back at once.
    pub(crate) fn before(&self, attempt: u32) -> Duration {
        let doubled = 1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
        let wait = self.first.saturating_mul(doubled).min(self.most);
        let random = RandomState::new().hash_one(attempt) % 512;
        // Between 768 and 1,279 parts of 1,024.
        let parts = u32::try_from(768 + random).unwrap_or(1024);
        (wait / 1024).saturating_mul(parts).min(self.most)
    }
}

/// How long the server asks to wait (RFC 9110, section 10.2.3): in seconds, or until a date.
pub(crate) fn after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than any number is longer than anyone waits.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_spread_by_a_quarter() {
        let (first, most) = (Duration::from_secs(1), Duration::from_secs(60));
        for (attempt, about) in [(1, 1), (2, 2), (6, 32), (7, 60), (40, 60)] {
            let about = Duration::from_secs(about);
            let waits: Vec<_> = (0..100).map(|_| Waits { first, most }.before(attempt)).collect();
            let is_near = |wait: &Duration| *wait > about * 7 / 10 && *wait < about * 13 / 10 && *wait <= most;
            assert!(waits.iter().all(is_near), "{attempt}: {waits:?}");
            assert!(waits.iter().any(|wait| *wait < about * 9 / 10), "{attempt}: {waits:?}");
            let is_long = |wait: &Duration| *wait > about * 11 / 10 || *wait == most;
            assert!(waits.iter().any(is_long), "{attempt}: {waits:?}");
        }
    }
}
