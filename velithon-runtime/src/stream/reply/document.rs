use std::{
    fmt,
    marker::PhantomData,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
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
///
/// A text that fits the first chunk is written here. A longer one is started again on a thread that may block, which
/// hands over chunk after chunk as the client takes them: the text is never whole in memory. Where the handler says so, it
/// is started there in the first slot.
#[must_use = "futures do nothing unless they are awaited"]
pub struct DocumentOf<T, R> {
    sink: Sink,
    slot: WakerSlot,
    state: State<T>,
    end: PhantomData<fn() -> R>,
}

enum State<T> {
    Begins(T, fn(T, &Sink) -> State<T>),
    /// The whole text.
    Written(Vec<u8>),
    OnThread(Pin<Box<dyn Future<Output = ()> + Send>>),
    /// It has failed, or has been polled to its end.
    Ended,
}

impl<T: Serialize + Send + 'static, R> DocumentOf<T, R> {
    pub(crate) fn new(value: T, sink: Sink) -> Self {
        Self {
            sink,
            slot: WakerSlot::FREE,
            state: State::Begins(value, begin),
            end: PhantomData,
        }
    }
}

// It never pins the value.
impl<T, R> Unpin for DocumentOf<T, R> {}

impl<T, R: End<Never>> Future for DocumentOf<T, R> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.get_mut();
        if let State::Begins(..) = this.state
            && let State::Begins(value, begin) = mem::replace(&mut this.state, State::Ended)
        {
            this.state = begin(value, &this.sink);
        }
        match &mut this.state {
            State::Written(text) => {
                let mut state = ready!(this.sink.poll_room(&mut this.slot, cx));
                state.chunk.put(mem::take(text), 0);
            }
            State::OnThread(writing) => ready!(writing.as_mut().poll(cx)),
            State::Begins(..) | State::Ended => return Poll::Pending,
        }
        this.state = State::Ended;
        Poll::Ready(R::of(Ok(())))
    }
}

impl<T, R> fmt::Debug for DocumentOf<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentOf").finish_non_exhaustive()
    }
}

fn begin<T: Serialize + Send + 'static>(value: T, sink: &Sink) -> State<T> {
    let Some(options) = sink.begin_document() else {
        return State::Ended;
    };
    let text = match options.first_try {
        FirstTry::OnThread => Ok(None),
        FirstTry::InPlace => inline(&value, options),
    };
    match text {
        Ok(Some(text)) => State::Written(text),
        Ok(None) => {
            let sink = sink.clone();
            State::OnThread(Box::pin(async move {
                run(&sink, move |out: &BlockingSink| out.write_document(&value)).await;
            }))
        }
        Err(error) => {
            sink.fail(Failure::Serialize(error));
            State::Ended
        }
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
