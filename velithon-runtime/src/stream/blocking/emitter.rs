use std::{fmt, marker::PhantomData};

use http::StatusCode;
use serde::Serialize;

use super::{disconnected::Disconnected, sink::BlockingSink};
use crate::stream::{
    chunk::sse_event::SseEvent,
    handler::{
        headers_mut::HeadersMut,
        pump::item::{As, Item},
    },
};

/// The handle through which a plain `fn`, which runs on a thread that may block, streams its items.
///
/// A parameter of type `&BlockingEmitter<T>` is supplied by `#[stream_json]`. Items are serialised at the call, straight
/// into the current chunk, and not kept: they may borrow from anything, and `BlockingEmitter<View<'_>>` takes a fresh view
/// of each row of a loop.
///
/// A chunk goes out when it is full, at the handler's end, or by [`flush`](Self::flush); while the client does not take
/// it, the next full one waits. Until the first chunk goes out, an error that the handler returns is its own response.
///
/// ```
/// use std::{fs::File, io::{BufRead, BufReader}};
/// use velithon::{BlockingEmitter, stream_json};
///
/// #[stream_json]
/// fn export(rows: &BlockingEmitter<str>) {
///     let Ok(file) = File::open("log.txt") else {
///         return;
///     };
///     for line in BufReader::new(file).lines().map_while(Result::ok) {
///         if rows.emit(&line).is_err() {
///             return; // the client is gone
///         }
///     }
/// }
/// ```
///
/// The handle stays on its thread. What other threads produce comes in through a channel: a receiver is an iterator.
pub struct BlockingEmitter<T: ?Sized> {
    out: BlockingSink,
    /// Covariant, and none is ever stored: one `T` serves views of every lifetime.
    items: PhantomData<fn() -> Box<T>>,
}

/// The handle that generated code binds to the handler's parameter.
#[must_use]
pub fn blocking_emitter<T: ?Sized>(out: &BlockingSink) -> BlockingEmitter<T> {
    BlockingEmitter {
        out: out.clone(),
        items: PhantomData,
    }
}

impl<T: ?Sized> BlockingEmitter<T> {
    /// Sets the status that the response starts with; 200 unless it is set.
    ///
    /// It counts until the response starts: with the first chunk that goes out.
    ///
    /// Responses of the statuses 204, 205 and 304 have no content: one is sent without a body where the handler ends and has
    /// emitted nothing. Where it has emitted rows, or goes on after the response has started, they are sent with 200, and the
    /// log has a warning. Rows under a status 1xx are sent with 200, too.
    pub fn set_status(&self, status: StatusCode) {
        self.out
            .response()
            .response_head()
            .change(|current, _| *current = status);
    }

    /// The headers that the response starts with. Changes count from the moment the guard is dropped, and until the
    /// response starts: with the first chunk that goes out.
    ///
    /// A `Content-Type` of the handler's own stands in every format; with one, write `format = array`.
    pub fn headers_mut(&self) -> HeadersMut<'_> {
        HeadersMut::new(self.out.response())
    }

    /// Has a browser save the response, under this name, as [`Emitter::set_filename`](crate::Emitter::set_filename) does.
    ///
    /// It counts until the response starts: with the first chunk that goes out.
    pub fn set_filename(&self, name: &str) {
        self.out.response().response_head().filename(name);
    }

    /// The id of the last event that a browser received before it lost the connection, as its `Last-Event-ID` says.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.out.response().request().last_event_id()
    }

    /// Writes `item` into the current chunk, and hands that over where it is full. Where two chunks wait for the client then,
    /// waits until it has taken both.
    ///
    /// # Errors
    ///
    /// Nobody takes items any more. An item whose `Serialize` fails is cut off again, and the stream fails with its error:
    /// that, too, is an end after which nobody takes items.
    #[inline]
    pub fn emit(&self, item: &T) -> Result<(), Disconnected>
    where
        T: Serialize,
    {
        self.out.write(|state| state.push(item)).map(drop)
    }

    /// [`emit`](Self::emit), with what a server-sent event says beside its data. In other formats the item is written
    /// alone.
    ///
    /// # Errors
    ///
    /// As for [`emit`](Self::emit).
    pub fn emit_event(&self, event: SseEvent<'_>, item: &T) -> Result<(), Disconnected>
    where
        T: Serialize,
    {
        self.out.write(|state| state.push_event(&event, item)).map(drop)
    }

    /// Writes the member `name` of the object around the items, before the first of them, as
    /// [`Emitter::head`](crate::Emitter::head) does.
    ///
    /// # Errors
    ///
    /// As for [`emit`](Self::emit). The stream fails as well, in every format, where there is no such object, where an item
    /// came before, where the name is taken, and at the 65th head or tail.
    pub fn head<V: Serialize + ?Sized>(&self, name: &str, value: &V) -> Result<(), Disconnected> {
        self.out.write(|state| state.push_leading_member(name, value)).map(drop)
    }

    /// Writes the member `name` of the object around the items, after the last of them; otherwise as
    /// [`head`](Self::head).
    ///
    /// # Errors
    ///
    /// As for [`head`](Self::head); and an item that follows fails the stream.
    pub fn tail<V: Serialize + ?Sized>(&self, name: &str, value: &V) -> Result<(), Disconnected> {
        self.out
            .write(|state| state.push_trailing_member(name, value))
            .map(drop)
    }

    /// Writes all items of an iterator, or of anything that becomes one.
    ///
    /// Items are `T` or `&T`; or they are `Result`s of these, and the first error ends it. That error is inside what is
    /// returned, hence two question marks:
    ///
    /// ```
    /// use velithon::{BlockingEmitter, Disconnected};
    ///
    /// fn orders<E>(orders: impl Iterator<Item = Result<u32, E>>, rows: &BlockingEmitter<u32>) -> Result<(), E>
    /// where
    ///     E: From<Disconnected>,
    /// {
    ///     rows.emit_all(0..10)?;
    ///     rows.emit_all(orders)??;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Nobody takes items any more; the iterator is asked for no further one, and dropped.
    pub fn emit_all<I, K>(&self, items: I) -> Result<<I::Item as Item<As<T, K>>>::End, Disconnected>
    where
        I: IntoIterator,
        I::Item: Item<As<T, K>>,
    {
        self.out.write_all(items)
    }

    /// Sends the items in hand, rather than when the chunk is full. Where two chunks wait for the client then, waits until it
    /// has taken both.
    ///
    /// The response starts with it, if there is an item. Without one it does nothing but tell whether the client is still
    /// there, which long work without items may want to know.
    ///
    /// # Errors
    ///
    /// Nobody takes items any more.
    pub fn flush(&self) -> Result<(), Disconnected> {
        self.out.flush(false)
    }

    /// Starts the response now, with the items in hand, if any: the client receives status and headers.
    ///
    /// An error that the handler returns after this can no longer be a response of its own.
    ///
    /// # Errors
    ///
    /// Nobody takes items any more.
    pub fn commit(&self) -> Result<(), Disconnected> {
        self.out.flush(true)
    }
}

impl<T: ?Sized> fmt::Debug for BlockingEmitter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingEmitter").finish_non_exhaustive()
    }
}
