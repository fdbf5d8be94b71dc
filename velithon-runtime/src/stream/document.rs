use std::{
    future::{pending, poll_fn},
    io, mem,
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, TryRecvError, sync_channel},
    },
    task::{Context, Poll},
};

use futures::task::AtomicWaker;
use serde::Serialize;

use super::{
    failure::Failure,
    options::{FirstTry, StreamOptions},
    sink::{Place, Sink},
};
use crate::{
    blocking,
    json::{self, Serializer},
};

/// Writes one value as the whole response.
///
/// A text that fits the first chunk is written here. A longer one is started again on a thread that may block, which
/// hands over chunk after chunk as the client takes them: the text is never whole in memory. Where the handler says so, it
/// is started there in the first place.
pub(crate) async fn write<T: Serialize + Send + 'static>(value: T, sink: &Sink) {
    let Some(options) = sink.begin_document() else {
        return pending().await;
    };
    if options.first_try == FirstTry::OnThread {
        return by_thread(value, options, sink).await;
    }
    match inline(&value, options) {
        Ok(Some(text)) => put(sink, text).await,
        Ok(None) => by_thread(value, options, sink).await,
        Err(error) => fail(sink, Failure::Serialize(error)).await,
    }
}

/// The text, or nothing where it does not fit a chunk.
fn inline<T: Serialize>(value: &T, options: StreamOptions) -> Result<Option<Vec<u8>>, serde_json::Error> {
    let mut text = Bounded {
        text: Vec::new(),
        limit: options.chunk,
        is_full: false,
    };
    let written = json::write(&mut text, value, options.serializer);
    // Whatever the value's `Serialize` made of being refused.
    if text.is_full {
        return Ok(None);
    }
    written.map(|()| Some(text.text))
}

struct Bounded {
    text: Vec<u8>,
    limit: usize,
    is_full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.text.len() + part.len() > self.limit {
            self.is_full = true;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.text.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn by_thread<T: Serialize + Send + 'static>(value: T, options: StreamOptions, sink: &Sink) {
    let mut parts = match start(value, options) {
        Ok(parts) => parts,
        Err(error) => return fail(sink, Failure::Thread(error)).await,
    };
    let mut place = Place::default();
    loop {
        // First room, then the next part: the thread may fill another as soon as this one is out of its hands.
        poll_fn(|cx| sink.poll_room(&mut place, cx).map(drop)).await;
        match poll_fn(|cx| parts.poll_next(cx)).await {
            Part::Chunk(part) => put(sink, part).await,
            Part::Last(part) => return put(sink, part).await,
            Part::Failed(failure) => return fail(sink, failure).await,
        }
    }
}

async fn put(sink: &Sink, mut part: Vec<u8>) {
    let mut place = Place::default();
    poll_fn(|cx| {
        let room = sink.poll_room(&mut place, cx);
        room.map(|mut state| state.chunk.put(mem::take(&mut part)))
    })
    .await;
}

async fn fail(sink: &Sink, failure: Failure) {
    sink.fail(failure);
    pending::<()>().await;
}

enum Part {
    Chunk(Vec<u8>),
    /// The rest of a document that is complete.
    Last(Vec<u8>),
    Failed(Failure),
}

/// The task's end of the pair of chunks: one is being written, one waits here.
struct Parts {
    parts: Receiver<Part>,
    waker: Arc<AtomicWaker>,
}

impl Parts {
    fn poll_next(&mut self, cx: &Context<'_>) -> Poll<Part> {
        if let Poll::Ready(part) = self.try_next() {
            return Poll::Ready(part);
        }
        self.waker.register(cx.waker());
        self.try_next()
    }

    fn try_next(&mut self) -> Poll<Part> {
        match self.parts.try_recv() {
            Ok(part) => Poll::Ready(part),
            Err(TryRecvError::Empty) => Poll::Pending,
            Err(TryRecvError::Disconnected) => {
                let message = "in the document's `Serialize`, or its thread was shut down".to_owned();
                Poll::Ready(Part::Failed(Failure::Panic(message)))
            }
        }
    }
}

fn start<T: Serialize + Send + 'static>(value: T, options: StreamOptions) -> io::Result<Parts> {
    let (sender, parts) = sync_channel(1);
    let waker = Arc::new(AtomicWaker::new());
    let writer = PartWriter {
        part: Vec::new(),
        limit: options.chunk,
        is_unwanted: false,
        out: Out {
            sender: Some(sender),
            waker: waker.clone(),
        },
    };
    blocking::spawn(move || writer.run(&value, options.serializer))?;
    Ok(Parts { parts, waker })
}

/// The thread's end.
struct PartWriter {
    part: Vec<u8>,
    limit: usize,
    /// The client is gone, and with it the receiver.
    is_unwanted: bool,
    out: Out,
}

impl PartWriter {
    fn run<T: Serialize>(mut self, value: &T, by: Serializer) {
        let written = json::write(&mut self, value, by);
        if self.is_unwanted {
            return;
        }
        let end = match written {
            Ok(()) => Part::Last(mem::take(&mut self.part)),
            Err(error) => Part::Failed(Failure::Serialize(error)),
        };
        // Nobody is there any more where this fails.
        let _ = self.out.send(end);
    }

    /// Sends what is full, but for its last byte: were it the document's last, a failure after it would go unseen.
    fn send_full(&mut self) -> io::Result<()> {
        let Some(last) = self.part.pop() else { return Ok(()) };
        let mut next = Vec::with_capacity(self.limit);
        next.push(last);
        let sent = self.out.send(Part::Chunk(mem::replace(&mut self.part, next)));
        self.is_unwanted = sent.is_err();
        sent
    }
}

impl io::Write for PartWriter {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if self.part.capacity() == 0 {
            self.part.reserve_exact(self.limit);
        }
        // A long string is cut where the chunk ends, so that it does not grow the chunk.
        let room = self.limit - self.part.len();
        let now = &text[..text.len().min(room)];
        self.part.extend_from_slice(now);
        if self.part.len() >= self.limit {
            self.send_full()?;
        }
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Wakes the task after whatever it sent, its own end included.
struct Out {
    sender: Option<SyncSender<Part>>,
    waker: Arc<AtomicWaker>,
}

impl Out {
    fn send(&self, part: Part) -> io::Result<()> {
        let sent = self.sender.as_ref().map(|sender| sender.send(part));
        self.waker.wake();
        match sent {
            Some(Ok(())) => Ok(()),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        self.sender = None;
        self.waker.wake();
    }
}
