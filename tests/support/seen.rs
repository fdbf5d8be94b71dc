use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use tokio::sync::Semaphore;

/// What a test and the handlers of its server tell each other.
#[derive(Clone, Debug)]
pub struct Seen {
    handled: Arc<AtomicU32>,
    counted: Arc<AtomicU32>,
    go: Arc<Semaphore>,
    dropped: Arc<Semaphore>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            handled: Arc::default(),
            counted: Arc::default(),
            go: Arc::new(Semaphore::new(0)),
            dropped: Arc::new(Semaphore::new(0)),
        }
    }
}

impl Seen {
    /// Notes that a handler runs.
    pub fn handle(&self) {
        self.handled.fetch_add(1, Ordering::SeqCst);
    }

    /// How many handlers have run.
    #[must_use]
    pub fn handled(&self) -> u32 {
        self.handled.load(Ordering::SeqCst)
    }

    /// Notes that rows are counted.
    pub fn count(&self) {
        self.counted.fetch_add(1, Ordering::SeqCst);
    }

    /// How often rows were counted since the last time.
    #[must_use]
    pub fn counted(&self) -> u32 {
        self.counted.swap(0, Ordering::SeqCst)
    }

    /// Lets so many of those go on that wait in [`Seen::next`] or [`Seen::all`].
    pub fn go(&self, permits: usize) {
        self.go.add_permits(permits);
    }

    /// Waits for one permit to go on, and spends it.
    pub async fn next(&self) {
        spend(&self.go).await;
    }

    /// Waits until there are so many permits to go on, and spends none.
    ///
    /// # Panics
    ///
    /// Never: the semaphore is not closed.
    pub async fn all(&self, permits: u32) {
        drop(self.go.acquire_many(permits).await.expect("never closed"));
    }

    /// What a handler holds so that the test knows when it is dropped.
    #[must_use]
    pub fn guard(&self) -> DropGuard {
        DropGuard(Arc::clone(&self.dropped))
    }

    /// How many guards have been dropped and not been waited for.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped.available_permits()
    }

    /// Waits until a handler that holds a guard is dropped.
    pub async fn until_dropped(&self) {
        spend(&self.dropped).await;
    }
}

async fn spend(semaphore: &Semaphore) {
    semaphore.acquire().await.expect("never closed").forget();
}

/// Tells its [`Seen`] that it is dropped.
#[derive(Debug)]
pub struct DropGuard(Arc<Semaphore>);

impl Drop for DropGuard {
    fn drop(&mut self) {
        self.0.add_permits(1);
    }
}
