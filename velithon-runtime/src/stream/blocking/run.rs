use std::{
    future::{pending, poll_fn},
    io,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use futures::channel::oneshot;

use super::{
    handover::{Next, Taker, handover},
    limit,
    part::Part,
    sink::BlockingSink,
};
use crate::{
    blocking,
    head::RequestHead,
    stream::{
        body::task::Describe,
        failure::Failure,
        handler_end::HandlerEnd,
        options::StreamOptions,
        response::JsonStream,
        sink::{Sink, waiting::Place},
        window::stream,
    },
};

/// Runs a handler that may block until its response can start.
///
/// It gets a thread where it may, and everything that it owns stays there.
pub async fn stream_blocking<R, H>(
    head: RequestHead,
    options: StreamOptions,
    handler: H,
    describe: Describe<R>,
) -> R::Out<JsonStream>
where
    R: HandlerEnd + Send + 'static,
    H: FnOnce(&BlockingSink) -> R + Send + 'static,
{
    let on_thread = |sink: Sink| async move { run(&sink, handler).await };
    stream(head, options, on_thread, describe).await
}

/// Does `work` on a thread that may block, inside the current span, and writes what it hands over. Its panic is the
/// caller's.
///
/// # Cancel safety
///
/// Work that has not begun never does. Work that has is told when it writes next.
pub(crate) async fn run<R, W>(sink: &Sink, work: W) -> R
where
    R: HandlerEnd + Send + 'static,
    W: FnOnce(&BlockingSink) -> R + Send + 'static,
{
    let (mut taker, returned) = match start(sink.clone(), work) {
        Ok(started) => started,
        Err(failure) => return fail(sink, failure).await,
    };
    sink.begin_parts();
    let mut place = Place::default();
    loop {
        // First room, then the next part: what is taken is no longer counted, and lets the thread go on.
        poll_fn(|cx| sink.poll_room(&mut place, cx).map(drop)).await;
        match poll_fn(|cx| taker.poll_next(cx)).await {
            Next::Part(part) => {
                let commit = part.commit;
                put(sink, part);
                if commit {
                    poll_fn(|cx| sink.poll_committed(&mut place, cx)).await;
                }
            }
            Next::End(last, failure) => {
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

fn start<R, W>(sink: Sink, work: W) -> Result<(Taker, Returned<R>), Failure>
where
    R: HandlerEnd + Send + 'static,
    W: FnOnce(&BlockingSink) -> R + Send + 'static,
{
    let permit = limit::permit().ok_or(Failure::Busy)?;
    let (giver, taker) = handover(permit);
    let (sender, returned) = oneshot::channel();
    let on_thread = move || {
        // The request went away while this waited for its thread.
        let Some(permit) = giver.begin() else { return };
        let out = BlockingSink::new(sink, giver);
        let end = catch_unwind(AssertUnwindSafe(|| work(&out)));
        let completed = end.as_ref().is_ok_and(HandlerEnd::is_ok);
        // Before the client can know, so that its next request finds the place free.
        drop(permit);
        // Nobody waits any more where this fails.
        drop(sender.send(end));
        out.finish(completed);
    };
    blocking::spawn(on_thread).map_err(Failure::Thread)?;
    Ok((taker, returned))
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
