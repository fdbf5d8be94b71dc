use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

/// The body of an `async fn` that awaits nothing, as a future. It runs at the first poll.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Lazy<F>(Option<F>);

/// Makes a future of a closure.
pub fn lazy<T, F: FnOnce() -> T>(body: F) -> Lazy<F> {
    Lazy(Some(body))
}

// The closure is moved out before it is called, and never pinned.
impl<F> Unpin for Lazy<F> {}

impl<T, F: FnOnce() -> T> Future for Lazy<F> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        match self.0.take() {
            Some(body) => Poll::Ready(body()),
            // It has been polled to its end.
            None => Poll::Pending,
        }
    }
}

impl<F> fmt::Debug for Lazy<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lazy").finish_non_exhaustive()
    }
}
