//! Counts that several requests share.
//!
//! One cache for the process, bounded in entries and in bytes a key. Nothing else knows how it keeps them.

use std::{
    error::Error,
    future::Future,
    hash::{Hash, Hasher},
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

use quick_cache::sync::{Cache, EntryAction, EntryResult};

use crate::failure::BoxError;

/// Beyond this many different counts, those least asked for are forgotten.
const ENTRIES: usize = 1024;

/// A longer key is not kept: its count runs for each request.
const KEY_BYTES: usize = 4096;

/// For how long a failed count is the answer. Without it, everyone who waited would try in turn, one after another.
const ERROR_TTL: Duration = Duration::from_secs(1);

/// The counts of this process.
static COUNTS: LazyLock<CountCache> = LazyLock::new(|| CountCache(Cache::new(ENTRIES)));

/// The count under this key: the one in the cache if it is younger than `ttl`, else what `count` finds, which runs
/// once however many wait for it.
///
/// # Cancel safety
///
/// If the one that counts is dropped, the next that waits counts.
pub(crate) async fn count_once<F>(key: CountKeyBytes, ttl: Duration, count: F) -> Result<u64, BoxError>
where
    F: Future<Output = Result<u64, BoxError>>,
{
    COUNTS.get_or_count(&key.0, ttl, count).await
}

struct CountCache(Cache<Key, Entry>);

impl CountCache {
    async fn get_or_count<F>(&self, key: &Key, ttl: Duration, count: F) -> Result<u64, BoxError>
    where
        F: Future<Output = Result<u64, BoxError>>,
    {
        if key.depends_on.len() > KEY_BYTES {
            return count.await;
        }
        let fresh = |entry: &Entry| entry.age() < entry.count.as_ref().map_or(ERROR_TTL, |_| ttl);
        // Most requests find a fresh count, and a shared lock is enough for them.
        if let Some(entry) = self.0.get(key).filter(&fresh) {
            return entry.shared();
        }
        let entry = self.0.entry_async(key, |_, entry| {
            if fresh(entry) {
                EntryAction::Retain(entry.clone())
            } else {
                EntryAction::ReplaceWithGuard
            }
        });
        match entry.await {
            EntryResult::Vacant(guard) | EntryResult::Replaced(guard, _) => {
                let entry = Entry {
                    count: count.await.map_err(Arc::from),
                    made: Instant::now(),
                };
                let answer = entry.shared();
                // The entry may have been removed meanwhile; then it is not kept.
                let _ = guard.insert(entry);
                answer
            }
            EntryResult::Retained(entry) | EntryResult::Removed(_, entry) => entry.shared(),
            // Only the blocking form gives up waiting.
            EntryResult::Timeout => count.await,
        }
    }
}

/// What a count is kept under: the handler, the source's type, and all that the source says it depends on. The bytes
/// themselves are compared, not a hash of them.
#[derive(Debug)]
pub(crate) struct CountKeyBytes(Key);

impl CountKeyBytes {
    pub(crate) fn new(handler: &'static str, source: &'static str, depends_on: &impl Hash) -> Self {
        let mut bytes = Recorder(Vec::new());
        depends_on.hash(&mut bytes);
        Self(Key {
            handler,
            source,
            depends_on: bytes.0.into(),
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    handler: &'static str,
    source: &'static str,
    depends_on: Box<[u8]>,
}

#[derive(Clone)]
struct Entry {
    count: Result<u64, Arc<dyn Error + Send + Sync>>,
    made: Instant,
}

impl Entry {
    fn age(&self) -> Duration {
        self.made.elapsed()
    }

    fn shared(&self) -> Result<u64, BoxError> {
        self.count.clone().map_err(BoxError::from)
    }
}

/// Keeps the bytes that a value hashes as. `Hash` writes them so that different values of one type differ.
struct Recorder(Vec<u8>);

impl Hasher for Recorder {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures::executor::block_on;

    use super::*;

    fn key(source_key: &impl Hash) -> Key {
        CountKeyBytes::new("handler", "source", source_key).0
    }

    /// Counts twice under one key. How often that ran.
    fn runs(key: &Key) -> u32 {
        let cache = CountCache(Cache::new(ENTRIES));
        let runs = Cell::new(0);
        for _ in 0..2 {
            let count = cache.get_or_count(key, Duration::MAX, async {
                runs.set(runs.get() + 1);
                Ok(7)
            });
            assert!(matches!(block_on(count), Ok(7)));
        }
        runs.get()
    }

    #[test]
    fn a_key_of_more_than_4_kib_is_not_kept() {
        assert_eq!(runs(&key(&"x".repeat(1000))), 1);
        assert_eq!(runs(&key(&"x".repeat(KEY_BYTES))), 2);
    }

    #[test]
    fn keys_that_only_look_alike_differ() {
        assert_ne!(key(&("ab", "c")), key(&("a", "bc")));
        assert_ne!(key(&None::<u8>), key(&Some(0_u8)));
        assert_ne!(key(&1), CountKeyBytes::new("other handler", "source", &1).0);
        assert_ne!(key(&1), CountKeyBytes::new("handler", "other source", &1).0);
    }

    #[test]
    fn the_cache_is_bounded() {
        let cache = CountCache(Cache::new(ENTRIES));
        for index in 0..2 * ENTRIES {
            assert!(block_on(cache.get_or_count(&key(&index), Duration::MAX, async { Ok(1) })).is_ok());
        }
        assert!(cache.0.len() <= ENTRIES);
    }
}
