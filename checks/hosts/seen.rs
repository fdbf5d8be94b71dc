use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use tokio::sync::Semaphore;

/// What a test and its server's handlers tell each other.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) handled: Arc<AtomicU32>,
    pub(crate) counted: Arc<AtomicU32>,
    /// One permit an item.
    pub(crate) go: Arc<Semaphore>,
    /// One permit a handler that was dropped.
    pub(crate) gone: Arc<Semaphore>,
}

impl Seen {
    pub(crate) fn new() -> Self {
        Self {
            handled: Arc::default(),
            counted: Arc::default(),
            go: Arc::new(Semaphore::new(0)),
            gone: Arc::new(Semaphore::new(0)),
        }
    }

    pub(crate) fn handle(&self) {
        self.handled.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn handled(&self) -> u32 {
        self.handled.load(Ordering::SeqCst)
    }

    /// How often was counted since the last time.
    pub(crate) fn counted(&self) -> u32 {
        self.counted.swap(0, Ordering::SeqCst)
    }

    /// Waits for the test to let the next item go.
    pub(crate) async fn next(&self) {
        self.go.acquire().await.unwrap().forget();
    }

    /// Waits until a handler that holds a [`Gone`] is dropped.
    pub(crate) async fn until_gone(&self) {
        self.gone.acquire().await.unwrap().forget();
    }

    pub(crate) fn guard(&self) -> Gone {
        Gone(self.gone.clone())
    }
}

/// Tells that it is dropped.
pub(crate) struct Gone(Arc<Semaphore>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.add_permits(1);
    }
}
