use std::{
    future::{pending, poll_fn},
    io,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use futures::channel::oneshot;

use super::{
    handover::{NextPart, Receiver, handover},
    limit,
    part::Part,
    sink::BlockingSink,
};
use crate::{
    blocking,
    error::facts::Describe,
    head::RequestHead,
    stream::{
        failure::Failure,
        handler_end::HandlerEnd,
        options::StreamOptions,
        sink::{Sink, wakers::WakerSlot},
        window::{JsonStreamFuture, sink, stream},
    },
};

/// Runs a handler that may block until its response can start.
///
/// The handler runs on a thread of its own, and everything that it owns stays there.
pub fn stream_blocking<R, H>(
    head: RequestHead,
    options: StreamOptions,
    handler: H,
    describe: Describe<R::Error>,
) -> JsonStreamFuture<R::Itself, R::Error>
where
    R: HandlerEnd + Send + 'static,
    H: FnOnce(&BlockingSink) -> R + Send + 'static,
{
    let reader = sink(head, options);
    let writer = reader.clone();
    stream(reader, Box::new(async move { run(&writer, handler).await }), describe)
}

/// Runs `work` on a thread that may block, inside the current span, and writes the parts that it hands over. A panic of
/// `work` is resumed here.
///
/// # Cancel safety
///
/// Work that has not begun never begins. Work that has begun gets `Disconnected` when it writes next.
pub(crate) async fn run<R, W>(sink: &Sink, work: W) -> R
where
    R: HandlerEnd + Send + 'static,
    W: FnOnce(&BlockingSink) -> R + Send + 'static,
{
    let (mut receiver, returned) = match start(sink.clone(), work) {
        Ok(started) => started,
        Err(failure) => return fail(sink, failure).await,
    };
    sink.begin_parts();
    let mut slot = WakerSlot::FREE;
    loop {
        // Room comes before the next part: a part that is received is no longer counted, and the thread fills another.
        poll_fn(|cx| sink.poll_room(&mut slot, cx).map(drop)).await;
        match poll_fn(|cx| receiver.poll_next(cx)).await {
            NextPart::Part(part) => {
                let commit = part.commit;
                put(sink, part);
                if commit {
                    poll_fn(|cx| sink.poll_committed(&mut slot, cx)).await;
                }
            }
            NextPart::End(last, failure) => {
                put(sink, last);
                if let Some(failure) = failure {
                    return fail(sink, failure).await;
                }
                break;
            }
        }
    }
    match returned.await {
        Ok(Ok(end)) => end,
        Ok(Err(panic)) => resume_unwind(panic),
        // The work never began: the runtime that had its thread is gone.
        Err(oneshot::Canceled) => {
            let error = io::Error::other("the runtime is shutting down");
            fail(sink, Failure::Thread(error)).await
        }
    }
}

type Returned<R> = oneshot::Receiver<std::thread::Result<R>>;

fn start<R, W>(sink: Sink, work: W) -> Result<(Receiver, Returned<R>), Failure>
where
    R: HandlerEnd + Send + 'static,
    W: FnOnce(&BlockingSink) -> R + Send + 'static,
{
    let permit = limit::permit().ok_or(Failure::Busy)?;
    let (sender, receiver) = handover(permit);
    let (return_to, returned) = oneshot::channel();
    let on_thread = move || {
        // The request went away while this waited for its thread.
        let Some(permit) = sender.begin() else { return };
        let out = BlockingSink::new(sink, sender);
        let end = catch_unwind(AssertUnwindSafe(|| work(&out)));
        let completed = end.as_ref().is_ok_and(HandlerEnd::is_ok);
        // Returned before the client can see the end, so that its next request finds a permit.
        drop(permit);
        // It fails where the request is gone, and nobody waits for the end.
        drop(return_to.send(end));
        out.finish(completed);
    };
    blocking::spawn(on_thread).map_err(Failure::Thread)?;
    Ok((receiver, returned))
}

fn put(sink: &Sink, part: Part) {
    if let Some(mut state) = sink.state() {
        state.commit |= part.commit;
        state.chunk.put(part.text, part.items);
    }
}

async fn fail<R>(sink: &Sink, failure: Failure) -> R {
    sink.fail(failure);
    pending().await
}
