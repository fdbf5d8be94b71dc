use std::{
    fmt,
    future::{pending, poll_fn},
    marker::PhantomData,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use serde::Serialize;

use crate::{
    json::{self, Refused},
    stream::{
        blocking::{run::run, sink::BlockingSink},
        failure::Failure,
        handler::pump::end::{End, Never},
        options::{FirstTry, StreamOptions},
        sink::{Sink, wakers::WakerSlot},
    },
};

/// Writes one value as the whole response, and ends with `R`.
#[must_use = "futures do nothing unless they are awaited"]
pub struct DocumentOf<R> {
    writing: Pin<Box<dyn Future<Output = ()> + Send>>,
    end: PhantomData<fn() -> R>,
}

impl<R> DocumentOf<R> {
    pub(crate) fn new<T: Serialize + Send + 'static>(value: T, sink: Sink) -> Self {
        Self {
            writing: Box::pin(async move { write(value, &sink).await }),
            end: PhantomData,
        }
    }
}

impl<R> fmt::Debug for DocumentOf<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentOf").finish_non_exhaustive()
    }
}

impl<R: End<Never>> Future for DocumentOf<R> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        self.writing.as_mut().poll(cx).map(|()| R::of(Ok(())))
    }
}

/// Writes one value as the whole response.
///
/// A text that fits the first chunk is written here. A longer one is started again on a thread that may block, which
/// hands over chunk after chunk as the client takes them: the text is never whole in memory. Where the handler says so, it
/// is started there in the first slot.
async fn write<T: Serialize + Send + 'static>(value: T, sink: &Sink) {
    let Some(options) = sink.begin_document() else {
        return pending().await;
    };
    let on_thread = |value: T| run(sink, move |out: &BlockingSink| out.write_document(&value));
    if options.first_try == FirstTry::OnThread {
        return on_thread(value).await;
    }
    match inline(&value, options) {
        Ok(Some(text)) => put(sink, text).await,
        Ok(None) => on_thread(value).await,
        Err(error) => fail(sink, Failure::Serialize(error)).await,
    }
}

/// The whole text; nothing where it does not fit a chunk.
fn inline<T: Serialize>(value: &T, options: StreamOptions) -> Result<Option<Vec<u8>>, serde_json::Error> {
    match json::write(value, options.serializer, options.chunk, &mut |_| None) {
        Ok(text) => Ok(Some(text)),
        Err(Refused::TooLong) => Ok(None),
        Err(Refused::Failed(error)) => Err(error),
    }
}

async fn put(sink: &Sink, mut part: Vec<u8>) {
    let mut slot = WakerSlot::FREE;
    poll_fn(|cx| {
        let room = sink.poll_room(&mut slot, cx);
        room.map(|mut state| state.chunk.put(mem::take(&mut part), 0))
    })
    .await;
}

async fn fail(sink: &Sink, failure: Failure) {
    sink.fail(failure);
    pending::<()>().await;
}
