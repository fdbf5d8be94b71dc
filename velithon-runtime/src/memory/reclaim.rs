use std::sync::{Arc, Mutex, Weak};

use super::panics::{catch_panic, lock};

/// Something that can be emptied and filled again on demand: a cache, as
/// [`MemoryManager::register`](crate::MemoryManager::register) takes it.
#[diagnostic::on_unimplemented(note = "implement `Reclaim` with one method, `reclaim`, that empties the cache")]
pub trait Reclaim: Send + Sync {
    /// Drops everything that can be made again.
    ///
    /// Called by every `cleanup`, on its thread. A panic is survived and counted in the report.
    fn reclaim(&self);
}

/// The registered caches. They are held weakly: a cache lives as long as its owner wants.
#[derive(Default)]
pub(super) struct Registry {
    caches: Mutex<Vec<Weak<dyn Reclaim>>>,
}

impl Registry {
    pub(super) fn register(&self, cache: Weak<dyn Reclaim>) {
        let mut caches = lock(&self.caches);
        // Only when the vector would grow, so that a program that makes caches all the time pays little for it.
        if caches.len() == caches.capacity() {
            caches.retain(|known| known.strong_count() > 0);
        }
        if !caches.iter().any(|known| known.ptr_eq(&cache)) {
            caches.push(cache);
        }
    }

    /// Empties all; returns how many were emptied and how many panicked.
    pub(super) fn reclaim(&self) -> (usize, usize) {
        let live: Vec<Arc<dyn Reclaim>> = {
            let mut caches = lock(&self.caches);
            caches.retain(|known| known.strong_count() > 0);
            caches.iter().filter_map(Weak::upgrade).collect()
        };
        // Without the lock: a cache may register another while it is emptied.
        live.into_iter().fold((0, 0), |(cleared, failed), cache| {
            // The drop may be the last owner's, and is foreign code too.
            match catch_panic(move || cache.reclaim()) {
                Some(()) => (cleared + 1, failed),
                None => (cleared, failed + 1),
            }
        })
    }
}
