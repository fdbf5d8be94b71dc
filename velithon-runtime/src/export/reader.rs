use std::{future::poll_fn, task::Poll, time::Duration};

use futures::{FutureExt, StreamExt, channel::mpsc};
use tracing::Span;

use super::reading::Reading;
use crate::{
    page::{
        CursorRequest, PageItems,
        cursor::batch::NoBatch,
        failure::{BoxError, Failure},
    },
    source::walkable::Walkable,
    stream::body::timer::Instant,
};

/// For how many turns of the executor a source keeps its connection for the request for the next batch. Whoever waits for this
/// one has been woken by then, and sends that request at a turn of its own.
const TURNS: u32 = 4;

/// For how long a connection is kept at most while batch follows batch: then others who wait for one have their turn.
const LONGEST_HOLD: Duration = Duration::from_millis(50);

/// What came of a request for a batch.
type Read<S> = Result<PageItems<<S as Walkable>::Sent>, BoxError>;

/// Reads the batches of a source, each when it is asked for.
///
/// Where the next batch is asked for as soon as one is read, because the client was waiting for that, both are read on one
/// connection; else it is given back.
pub(crate) struct Reader<S: Walkable> {
    requests: mpsc::Sender<CursorRequest<S::Row>>,
    batches: mpsc::Receiver<Read<S>>,
    reading: Reading,
}

impl<S: Walkable + 'static> Reader<S> {
    /// A reader that reads inside `span`.
    pub(crate) fn start(source: S, span: &Span) -> Self {
        let (requests, asked) = mpsc::channel(0);
        let (read, batches) = mpsc::channel(0);
        Self {
            requests,
            batches,
            reading: Reading::start(|on_its_own| serve(source, asked, read, on_its_own), span),
        }
    }

    /// Asks for a batch, after the one that was asked for before has been taken.
    pub(crate) fn ask(&mut self, request: CursorRequest<S::Row>) {
        // It is refused where nobody reads any more, which `next` tells.
        let _ = self.requests.try_send(request);
    }

    /// The batch that was asked for.
    ///
    /// # Errors
    ///
    /// Nobody reads it, because the runtime that would have is going away.
    pub(crate) async fn next(&mut self) -> Result<Read<S>, NoBatch> {
        let Self { batches, reading, .. } = self;
        let next = poll_fn(|cx| {
            if let Poll::Ready(Some(read)) = batches.poll_next_unpin(cx) {
                return Poll::Ready(Some(read));
            }
            if reading.poll_unpin(cx).is_ready() {
                return Poll::Ready(None);
            }
            // Where it is read here, that was what read it.
            match batches.poll_next_unpin(cx) {
                Poll::Ready(Some(read)) => Poll::Ready(Some(read)),
                _ => Poll::Pending,
            }
        });
        let shuts_down = || NoBatch::Failed(Failure::Source("the runtime is shutting down".into()));
        next.await.ok_or_else(shuts_down)
    }
}

/// Reads batches until nobody asks for more.
async fn serve<S: Walkable>(
    mut source: S,
    mut requests: mpsc::Receiver<CursorRequest<S::Row>>,
    mut batches: mpsc::Sender<Read<S>>,
    on_its_own: bool,
) {
    while let Some(mut request) = requests.next().await {
        let start = Instant::now();
        loop {
            let read = source.batch(&request).await;
            if batches.try_send(read.map_err(Into::into)).is_err() {
                return;
            }
            // What is polled only while it is waited for could keep a connection from others for as long as the client likes.
            if !on_its_own || start.elapsed() >= LONGEST_HOLD {
                break;
            }
            match within_turns(&mut requests).await {
                Some(next) => request = next,
                None => break,
            }
        }
        source.release();
    }
}

/// The next request, if it comes within a few turns of the executor.
async fn within_turns<R>(requests: &mut mpsc::Receiver<R>) -> Option<R> {
    let mut turns = 0;
    let request = poll_fn(|cx| match requests.poll_next_unpin(cx) {
        Poll::Pending if turns < TURNS => {
            turns += 1;
            cx.waker().wake_by_ref();
            Poll::Pending
        }
        Poll::Pending => Poll::Ready(None),
        request @ Poll::Ready(_) => request,
    });
    request.await
}
