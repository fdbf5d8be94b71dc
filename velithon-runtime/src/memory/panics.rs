use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Locks, whatever happened to the thread that held the lock before.
///
/// Everything behind these locks is whole after each statement, so a panic in between leaves nothing half done.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs code that is not ours; `None` if it panicked.
pub(super) fn catch_panic<T>(foreign: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(foreign)) {
        Ok(value) => Some(value),
        Err(payload) => {
            // The payload's own destructor may panic as well; a second payload is given up.
            let _ = catch_unwind(AssertUnwindSafe(|| drop(payload))).map_err(std::mem::forget);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_poisoned_lock_is_recovered() {
        let shared = Arc::new(Mutex::new(1));
        let held = Arc::clone(&shared);
        let holder = std::thread::spawn(move || {
            let _held = held.lock();
            panic!("poisons the lock");
        });
        assert!(holder.join().is_err());
        assert_eq!(*lock(&shared), 1);
    }

    #[test]
    fn a_panic_whose_payload_panics_too_is_survived() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                std::panic::panic_any("the payload's destructor");
            }
        }
        assert_eq!(catch_panic(|| std::panic::panic_any(Bomb)), None::<()>);
    }
}
