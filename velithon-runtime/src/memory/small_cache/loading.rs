//! Finds a loader that waits for itself.

use std::{
    cell::RefCell,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

thread_local! {
    /// The loads that the calling thread is polling now, the outermost first.
    static POLLED: RefCell<Vec<Load>> = const { RefCell::new(Vec::new()) };
}

/// A load of one cache: the cache's address and a hash of the key, under the cache's own random key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) cache: usize,
    pub(super) key: u64,
}

impl Load {
    /// Whether the code that asks runs inside this very load.
    pub(super) fn is_polled(self) -> bool {
        // In a thread that is going away nothing is polled any more.
        POLLED
            .try_with(|polled| polled.borrow().contains(&self))
            .unwrap_or(false)
    }
}

pin_project! {
    /// A loader's future, whose load is known to whatever runs inside it.
    pub(super) struct Loading<F> {
        #[pin]
        loader: F,
        load: Load,
    }
}

impl<F> Loading<F> {
    pub(super) fn new(loader: F, load: Load) -> Self {
        Self { loader, load }
    }
}

impl<F: Future> Future for Loading<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _polled = Polled::begin(*this.load);
        this.loader.poll(cx)
    }
}

/// Takes the load off the list again when the poll ends, by a panic as well.
struct Polled;

impl Polled {
    fn begin(load: Load) -> Self {
        let _ = POLLED.try_with(|polled| polled.borrow_mut().push(load));
        Self
    }
}

impl Drop for Polled {
    fn drop(&mut self) {
        let _ = POLLED.try_with(|polled| polled.borrow_mut().pop());
    }
}
