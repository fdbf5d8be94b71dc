pub(crate) mod heap_size;
pub(crate) mod load_error;
mod loading;
pub(crate) mod slot;

use std::{
    borrow::Borrow,
    convert::Infallible,
    fmt,
    hash::{BuildHasher, Hash, RandomState},
    sync::Arc,
    time::Duration,
};

use quick_cache::{
    OptionsBuilder, UnitWeighter,
    sync::{Cache, DefaultLifecycle},
};

use heap_size::HeapSize;
use load_error::LoadError;
use loading::{Load, Loading};

use super::{clock::Clock, manager::MemoryManager, reclaim::Reclaim};
use slot::Slot;

/// How long a loader's error stands for those who ask again; never longer than a value would.
const ERROR_LIFETIME: Duration = Duration::from_secs(1);

/// From this many entries on, the cache is divided, so that writers wait for each other less.
const DIVIDED_FROM: usize = 1024;
const PARTS: usize = 8;

/// A bounded cache for small values that are asked for often, such as the total of a list or a rendered fragment.
///
/// It holds at most as many entries as it was made for, none of them larger than it was made for, none for longer than
/// its time to live. However many ask for a missing value at once, it is loaded once, and if that fails, all of them
/// have the error. Every [`MemoryManager::cleanup`] empties it. A clone is another handle of the same cache.
///
/// ```
/// use std::{convert::Infallible, time::Duration};
/// use velithon::{SmallCache, memory::LoadError};
///
/// async fn seven() -> Result<String, LoadError<Infallible>> {
///     // 256 entries of up to 1 KiB, for half a minute.
///     let names: SmallCache<u32, String> = SmallCache::new(256, 1024, Duration::from_secs(30));
///     let name = names.get_or_load(&7, || async { "seven".to_owned() }).await?;
///     assert_eq!(names.get(&7), Some(name.clone()));
///     Ok(name)
/// }
/// # assert_eq!(futures::executor::block_on(seven()).unwrap(), "seven");
/// ```
pub struct SmallCache<K, V> {
    shared: Arc<Shared<K, V>>,
}

struct Shared<K, V> {
    /// Hashed with a key of its own: where clients choose the keys, they cannot make them collide.
    entries: Cache<K, Slot<V>, UnitWeighter, RandomState, DefaultLifecycle<K, Slot<V>>>,
    entry_bytes: usize,
    lifetime: Duration,
    clock: Clock,
    /// Hashes the keys of loads under way.
    loads: RandomState,
}

impl<K, V> SmallCache<K, V>
where
    K: Eq + Hash + HeapSize + Send + Sync + 'static,
    V: Clone + HeapSize + Send + Sync + 'static,
{
    /// A cache of at most `entries` entries of at most `entry_bytes` bytes each, key and value together, that live for
    /// `lifetime`.
    ///
    /// Values that are too large are handed out and not kept. With an `entries` or a `lifetime` of zero nothing is
    /// kept, and those who ask at the same time still share one load.
    #[must_use]
    pub fn new(entries: usize, entry_bytes: usize, lifetime: Duration) -> Self {
        let cache = Self::unregistered(entries, entry_bytes, lifetime, Clock::System);
        MemoryManager::new().register(&cache.shared);
        cache
    }

    fn unregistered(entries: usize, entry_bytes: usize, lifetime: Duration, clock: Clock) -> Self {
        let parts = if entries < DIVIDED_FROM { 1 } else { PARTS };
        // The parts round their shares up: a multiple keeps the bound exact.
        let capacity = u64::try_from(entries / parts * parts).unwrap_or(u64::MAX);
        let options = OptionsBuilder::new()
            .shards(parts)
            // Space is taken up front for so many, and for the rest when it is needed.
            .estimated_items_capacity(entries.min(DIVIDED_FROM))
            .weight_capacity(capacity)
            .build();
        let entries = match options {
            Ok(options) => Cache::with_options(options, UnitWeighter, RandomState::new(), DefaultLifecycle::default()),
            // Both numbers are set, so this does not happen.
            Err(_) => Cache::with(
                1,
                capacity,
                UnitWeighter,
                RandomState::new(),
                DefaultLifecycle::default(),
            ),
        };
        Self {
            shared: Arc::new(Shared {
                entries,
                entry_bytes,
                lifetime,
                clock,
                loads: RandomState::new(),
            }),
        }
    }

    /// The value, if it is there and not too old.
    pub fn get<Q>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let slot = self.shared.entries.get(key)?;
        slot.is_fresh(self.shared.clock.now()).then(|| slot.into_value())?
    }

    /// Keeps a value, in place of the one that is there. One that is too large only removes that.
    pub fn insert(&self, key: K, value: V) {
        let slot = self.shared.slot(&key, value);
        if slot.is_kept() {
            self.shared.entries.insert(key, slot);
        } else {
            self.shared.entries.remove(&key);
        }
    }

    /// Removes a value; a load in progress is not kept.
    pub fn remove<Q>(&self, key: &Q)
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.shared.entries.remove(key);
    }

    /// Removes all entries; loads in progress are not kept.
    pub fn clear(&self) {
        self.shared.entries.clear();
    }

    /// How many entries there are, those included that are too old.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shared.entries.len()
    }

    /// Whether the cache has no entries at all, not even old ones.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value, loaded first if it is missing or too old.
    ///
    /// # Errors
    ///
    /// [`LoadError::OwnKey`] where the loader asks for the key that it loads.
    ///
    /// # Cancel safety
    ///
    /// As that of [`get_or_try_load`](Self::get_or_try_load).
    pub async fn get_or_load<Q, F>(&self, key: &Q, load: impl FnOnce() -> F) -> Result<V, LoadError<Infallible>>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
        F: Future<Output = V>,
    {
        self.get_or_try_load(key, || async { Ok::<V, Infallible>(load().await) })
            .await
    }

    /// The value, loaded first if it is missing or too old, by a loader that can fail.
    ///
    /// Of all who ask for a key at the same time one loads, and the others wait for it. An error is handed to them all,
    /// and for up to a second to those who ask again.
    ///
    /// # Errors
    ///
    /// [`LoadError::Failed`] with the loader's error; [`LoadError::OwnKey`] where the loader itself asks this cache for the
    /// key that it loads, within its own task. Two loaders in two tasks that wait for each other's keys are not found.
    ///
    /// # Cancel safety
    ///
    /// If the one who loads is dropped, or panics, one of those who wait loads in its place.
    pub async fn get_or_try_load<Q, E, F>(&self, key: &Q, load: impl FnOnce() -> F) -> Result<V, LoadError<E>>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
        E: Send + Sync + 'static,
        F: Future<Output = Result<V, E>>,
    {
        let shared = &*self.shared;
        let now = shared.clock.now();
        if let Some(slot) = shared.entries.get(key).filter(|slot| slot.is_fresh(now))
            && let Some(result) = slot.into_result()
        {
            return result.map_err(LoadError::Failed);
        }
        let loading = Load {
            cache: Arc::as_ptr(&self.shared).addr(),
            key: shared.loads.hash_one(key),
        };
        if loading.is_polled() {
            return Err(LoadError::OwnKey);
        }
        // An entry that is too old is removed, unless another caller has renewed it meanwhile.
        shared.entries.remove_if(key, |slot| !slot.is_fresh(now));
        match shared.entries.get_value_or_guard_async(key).await {
            // A value that this call waited for is returned even if its lifetime is over already.
            Ok(slot) => match slot.into_result() {
                Some(result) => result.map_err(LoadError::Failed),
                // Another loader of the same key failed, with an error of another type.
                None => Loading::new(load(), loading)
                    .await
                    .map_err(|error| LoadError::Failed(Arc::new(error))),
            },
            Err(guard) => {
                let result = Loading::new(load(), loading).await.map_err(Arc::new);
                let slot = match &result {
                    Ok(value) => shared.slot(&key.to_owned(), value.clone()),
                    Err(error) => Slot::error(
                        Arc::clone(error),
                        shared.clock.now(),
                        shared.lifetime.min(ERROR_LIFETIME),
                    ),
                };
                let kept = slot.is_kept();
                // `insert` fails if the cache was emptied meanwhile; callers that wait get the value all the same.
                let _ = guard.insert(slot);
                if !kept {
                    shared.entries.remove_if(key, |slot| !slot.is_kept());
                }
                result.map_err(LoadError::Failed)
            }
        }
    }
}

impl<K, V> Shared<K, V>
where
    K: HeapSize,
    V: HeapSize,
{
    fn slot(&self, key: &K, value: V) -> Slot<V> {
        let bytes = key.total_size().saturating_add(value.total_size());
        let lifetime = if bytes <= self.entry_bytes {
            self.lifetime
        } else {
            Duration::ZERO
        };
        Slot::value(value, self.clock.now(), lifetime)
    }
}

impl<K, V> Reclaim for Shared<K, V>
where
    K: Eq + Hash + Send + Sync,
    V: Clone + Send + Sync,
{
    fn reclaim(&self) {
        self.entries.clear();
    }
}

impl<K, V> Clone for SmallCache<K, V> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<K, V> fmt::Debug for SmallCache<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmallCache")
            .field("entry_bytes", &self.shared.entry_bytes)
            .field("lifetime", &self.shared.lifetime)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
