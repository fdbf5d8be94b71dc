//! Counts that several requests share, in [`SmallCache`]s: bounded, counted once however many requests wait, and emptied by
//! a cleanup.

use std::{
    error::Error,
    fmt::{self, Display, Formatter},
    future::Future,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::{
    memory::{HeapSize, LoadError, small_cache::SmallCache},
    page::{failure::BoxError, options::handler_id::HandlerId},
};

/// Beyond this many different counts of one lifetime, those least asked for are forgotten.
const ENTRIES: usize = 1024;

/// A count whose key is longer is not kept: it runs for each request that finds none under way.
const ENTRY_BYTES: usize = 4096;

/// One cache for each lifetime that a handler names, and so no more of them than handlers.
static CACHES: Mutex<Vec<(Duration, Counts)>> = Mutex::new(Vec::new());

type Counts = SmallCache<CountCacheKey, u64>;

/// The count under this key: the one in the cache if it is younger than `ttl`, else what `count` finds, which runs
/// once however many wait for it, and whose error they share.
///
/// # Cancel safety
///
/// If the one that counts is dropped, the next that waits counts.
pub(crate) async fn count_once<F>(key: CountCacheKey, ttl: Duration, count: impl FnOnce() -> F) -> Result<u64, BoxError>
where
    F: Future<Output = Result<u64, BoxError>>,
{
    let counted = cache(ttl).get_or_try_load(&key, count).await;
    counted.map_err(|error| match error {
        LoadError::Failed(error) => Shared(error).into(),
        own_key @ LoadError::OwnKey => own_key.to_string().into(),
    })
}

fn cache(ttl: Duration) -> Counts {
    let mut caches = CACHES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, cache)) = caches.iter().find(|(lifetime, _)| *lifetime == ttl) {
        return cache.clone();
    }
    let cache = SmallCache::new(ENTRIES, ENTRY_BYTES, ttl);
    caches.push((ttl, cache.clone()));
    cache
}

/// What a count is kept under: the handler, the source's type, and all that the source says it depends on. The bytes
/// themselves are compared, not a hash of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CountCacheKey {
    handler: HandlerId,
    source: &'static str,
    depends_on: Arc<[u8]>,
}

impl CountCacheKey {
    pub(crate) fn new(handler: HandlerId, source: &'static str, depends_on: &impl Hash) -> Self {
        let mut bytes = Recorder(Vec::new());
        depends_on.hash(&mut bytes);
        Self {
            handler,
            source,
            depends_on: bytes.0.into(),
        }
    }
}

impl HeapSize for CountCacheKey {
    fn heap_size(&self) -> usize {
        self.depends_on.len()
    }
}

/// Keeps the bytes that a value hashes as. `Hash` writes them so that different values of one type differ.
struct Recorder(Vec<u8>);

impl Hasher for Recorder {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// A hash of the bytes so far, for a `Hash` impl that reads it.
    fn finish(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        hasher.write(&self.0);
        hasher.finish()
    }
}

/// The error of a count that several requests waited for.
#[derive(Debug)]
struct Shared(Arc<BoxError>);

impl Display for Shared {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Shared {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, io};

    use futures::executor::block_on;

    use super::*;

    /// Handlers of the same place.
    fn handler(name: &'static str) -> HandlerId {
        HandlerId::new(name)
    }

    /// Counts twice under one key. How often that ran.
    fn runs(depends_on: &impl Hash) -> u32 {
        let runs = Cell::new(0);
        for _ in 0..2 {
            let key = CountCacheKey::new(handler("handler"), "source", depends_on);
            let count = count_once(key, Duration::from_secs(60 * 60), async || {
                runs.set(runs.get() + 1);
                Ok(7)
            });
            assert!(matches!(block_on(count), Ok(7)));
        }
        runs.get()
    }

    #[test]
    fn a_key_of_more_than_4_kib_is_not_kept() {
        assert_eq!(runs(&"x".repeat(1000)), 1);
        assert_eq!(runs(&"x".repeat(ENTRY_BYTES)), 2);
    }

    #[test]
    fn an_old_count_is_made_anew() {
        let count = |rows| {
            let key = CountCacheKey::new(handler("stale"), "source", &());
            block_on(count_once(key, Duration::ZERO, async || Ok(rows)))
        };
        assert!(matches!((count(190), count(195)), (Ok(190), Ok(195))));
    }

    #[test]
    fn an_error_that_requests_share_reads_as_itself_and_tells_its_cause() {
        #[derive(Debug)]
        struct Outer(io::Error);

        impl Display for Outer {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("the count failed")
            }
        }

        impl Error for Outer {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                Some(&self.0)
            }
        }

        let key = CountCacheKey::new(handler("failing"), "source", &());
        let count = count_once(key, Duration::from_secs(60 * 60), async || {
            Err(Outer(io::Error::other("the disk is full")).into())
        });
        let error = block_on(count).expect_err("it fails");
        assert_eq!(error.to_string(), "the count failed");
        let cause = error.source().map(ToString::to_string);
        assert_eq!(cause.as_deref(), Some("the disk is full"));
    }

    /// Some `Hash` impls write the hash of what came before.
    #[test]
    fn a_value_may_ask_for_the_hash_so_far() {
        struct HashOfBefore;

        impl Hash for HashOfBefore {
            fn hash<H: Hasher>(&self, state: &mut H) {
                state.write_u64(state.finish());
            }
        }

        let hash_so_far = |value: &str| {
            let key = CountCacheKey::new(handler("handler"), "source", &(value, HashOfBefore));
            key.depends_on.split_last_chunk::<8>().map(|(_, hash)| *hash)
        };
        assert_eq!(hash_so_far("one"), hash_so_far("one"));
        assert_ne!(hash_so_far("one"), hash_so_far("two"));
    }

    #[test]
    fn keys_that_only_look_alike_differ() {
        fn key(depends_on: &impl Hash) -> CountCacheKey {
            CountCacheKey::new(handler("handler"), "source", depends_on)
        }
        assert_ne!(key(&("ab", "c")), key(&("a", "bc")));
        assert_ne!(key(&None::<u8>), key(&Some(0_u8)));
        assert_ne!(key(&1), CountCacheKey::new(handler("other handler"), "source", &1));
        assert_ne!(key(&1), CountCacheKey::new(handler("handler"), "other source", &1));
        // A handler of the same name in another place.
        assert_ne!(key(&1), CountCacheKey::new(HandlerId::new("handler"), "source", &1));
    }

    #[test]
    fn handlers_of_one_lifetime_share_a_cache() {
        let lifetime = Duration::from_secs(2 * 60 * 60);
        cache(lifetime);
        let caches = || {
            CACHES
                .lock()
                .unwrap()
                .iter()
                .filter(|(kept, _)| *kept == lifetime)
                .count()
        };
        cache(lifetime);
        assert_eq!(caches(), 1);
    }
}
