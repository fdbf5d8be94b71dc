use std::{fmt, future::poll_fn, marker::PhantomData};

use http::StatusCode;
use serde::Serialize;

use super::{emit::Emit, emit_all::Items, headers_mut::HeadersMut, pump::item::As};
use crate::stream::{
    chunk::sse_event::SseEvent,
    sink::{Sink, state::SinkState, wakers::WakerSlot},
};

/// The handle through which a handler streams its items.
///
/// A parameter of type `&Emitter<T>` is supplied by `#[stream_json]`. Items are serialised at the call, straight into
/// the current chunk, and not kept: they may borrow from anything, and `Emitter<View<'_>>` takes a fresh view of each
/// row of a loop.
///
/// What a handler does must not depend on being polled to its end: after a failed stream, and when the client is gone,
/// it is dropped where it waits, as any cancelled future.
pub struct Emitter<T: ?Sized> {
    sink: Sink,
    /// Covariant, and none is ever stored: one `T` serves views of every lifetime.
    items: PhantomData<fn() -> Box<T>>,
}

impl<T: ?Sized> Emitter<T> {
    pub(crate) fn new(sink: Sink) -> Self {
        Self {
            sink,
            items: PhantomData,
        }
    }

    /// Sets the status that the response starts with; 200 unless it is set.
    ///
    /// It counts until the response starts: at the first flush, or at [`commit`](Self::commit).
    ///
    /// Responses of the statuses 204, 205 and 304 have no content: one is sent without a body where the handler ends and has
    /// emitted nothing. Where it has emitted rows, or goes on after the response has started, they are sent with 200, and the
    /// log has a warning. Rows under a status 1xx are sent with 200, too.
    pub fn set_status(&self, status: StatusCode) {
        self.sink.response_head().change(|current, _| *current = status);
    }

    /// The headers that the response starts with. Changes count from the moment the guard is dropped, and until the
    /// response starts: at the first flush, or at [`commit`](Self::commit).
    ///
    /// A `Content-Type` of the handler's own stands in every format; with one, write `format = array`.
    ///
    /// # Example
    ///
    /// ```
    /// use http::{HeaderValue, header::CACHE_CONTROL};
    /// use velithon::{Emitter, stream_json};
    ///
    /// #[stream_json]
    /// async fn primes(rows: &Emitter<u32>) {
    ///     rows.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("max-age=60"));
    ///     rows.emit_all([2, 3, 5, 7]).await;
    /// }
    /// ```
    pub fn headers_mut(&self) -> HeadersMut<'_> {
        HeadersMut::new(&self.sink)
    }

    /// Has a browser save the response, under this name: `Content-Disposition: attachment` (RFC 6266).
    ///
    /// Any text is safe. Control characters and the separators of a path become `_`; what is not ASCII is told as RFC 8187
    /// says, beside a name of ASCII for old clients. A name without an extension gets that of the format that is sent, `.json` or
    /// `.ndjson`, and one with that of another format has it replaced; any other, such as `.xlsx`, stays.
    ///
    /// It counts until the response starts: at the first flush, or at [`commit`](Self::commit).
    pub fn set_filename(&self, name: &str) {
        self.sink.response_head().filename(name);
    }

    /// The id of the last event that a browser received before it lost the connection, as its `Last-Event-ID` says.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.sink.request().last_event_id()
    }

    /// Starts the response now, before there is an item: the client receives status and headers.
    ///
    /// An error that the handler returns after this can no longer be a response of its own.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future does not take the request back.
    pub fn commit(&self) -> impl Future<Output = ()> + Send {
        if let Some(mut state) = self.sink.state() {
            state.commit = true;
        }
        let mut slot = WakerSlot::FREE;
        poll_fn(move |cx| self.sink.poll_committed(&mut slot, cx))
    }
}

/// The handle that generated code binds to the handler's parameter.
#[must_use]
pub fn emitter<T: ?Sized>(sink: Sink) -> Emitter<T> {
    Emitter::new(sink)
}

impl<T: ?Sized> Emitter<T> {
    /// Writes `item` into the current chunk, at the call. Awaiting the result waits for the client where the chunk is
    /// full, and is ready at once where it is not.
    ///
    /// Several emits may wait at the same time, as under `join!`.
    ///
    /// # Errors
    ///
    /// There are none to handle: an item whose `Serialize` fails is cut off again, and the stream fails with its error.
    ///
    /// # Cancel safety
    ///
    /// The item is in the chunk whether the future is polled or not. An emit on a full chunk that is dropped without
    /// ever being awaited fails the stream. One dropped while it waits, as under `select!`, does not; but more than 64
    /// items beyond a full chunk, by such emits or by emits side by side, must not make it twice its size.
    #[inline]
    pub fn emit(&self, item: &T) -> Emit<'_>
    where
        T: Serialize,
    {
        self.write(|state| state.push(item))
    }

    #[inline]
    fn write(&self, push: impl FnOnce(&mut SinkState) -> bool) -> Emit<'_> {
        let Some(mut state) = self.sink.state() else {
            return Emit::waiting(&self.sink, 0);
        };
        if state.chunk.is_full() && !state.may_exceed() {
            return Emit::waiting(&self.sink, state.chunk.taken());
        }
        if push(&mut state) && !state.chunk.is_full() {
            return Emit::done();
        }
        Emit::waiting(&self.sink, state.chunk.taken())
    }

    /// [`emit`](Self::emit), with what a server-sent event says beside its data. In other formats the item is written
    /// alone.
    pub fn emit_event(&self, event: SseEvent<'_>, item: &T) -> Emit<'_>
    where
        T: Serialize,
    {
        self.write(|state| state.push_event(&event, item))
    }

    /// Writes the member `name` of the object around the items, before the first of them. Awaiting the result is as for
    /// [`emit`](Self::emit).
    ///
    /// There is such an object under `#[stream_json(items = "rows")]`: `{"name":…,"rows":[…]}`. Lines and events are the
    /// items and nothing else, and leave it out.
    ///
    /// # Errors
    ///
    /// As for [`emit`](Self::emit). The stream fails as well, in every format, where there is no such object, where an item
    /// came before, where the name is taken, and at the 65th head or tail.
    pub fn head<V: Serialize + ?Sized>(&self, name: &str, value: &V) -> Emit<'_> {
        self.write(|state| state.push_leading_member(name, value))
    }

    /// Writes the member `name` of the object around the items, after the last of them; otherwise as
    /// [`head`](Self::head).
    ///
    /// # Errors
    ///
    /// As for [`head`](Self::head); and an item that follows fails the stream.
    pub fn tail<V: Serialize + ?Sized>(&self, name: &str, value: &V) -> Emit<'_> {
        self.write(|state| state.push_trailing_member(name, value))
    }

    /// [`emit`](Self::emit) for an item that may not be held across an `await`, such as one that is not `Send`: it is
    /// dropped before the call returns.
    #[inline]
    pub fn emit_owned(&self, item: T) -> Emit<'_>
    where
        T: Serialize + Sized,
    {
        self.emit(&item)
    }

    /// Writes all items of an iterator or a stream, and waits for the client as often as it takes. It is the quickest
    /// way: a chunk is locked once, not once an item.
    ///
    /// Items are `T`, `&T` or what borrows as a `T`, and the result is `()`; or they are `Result`s of these, and the first error
    /// ends it. The `Result`s of a stream hold a `T` and nothing else, so that the emitter says what a query reads:
    ///
    /// ```
    /// # #[cfg(feature = "sqlx-sqlite")] mod example {
    /// use velithon::Emitter;
    ///
    /// #[derive(serde::Serialize, sqlx::FromRow)]
    /// struct Order {
    ///     id: i64,
    /// }
    ///
    /// async fn orders(db: sqlx::SqlitePool, rows: &Emitter<Order>) -> sqlx::Result<()> {
    ///     rows.emit_all((0..10).map(|id| Order { id })).await;
    ///     rows.emit_all(sqlx::query_as("SELECT * FROM orders").fetch(&db)).await
    /// }
    /// # }
    /// ```
    ///
    /// The iterator or stream must not use this emitter itself: the stream fails then.
    ///
    /// # Cancel safety
    ///
    /// What was taken from the iterator or stream is in the chunk; the rest is dropped with it.
    pub fn emit_all<S, V, K>(&self, items: S) -> S::Pump<'_>
    where
        S: Items<V, As<T, K>>,
    {
        items.pump(&self.sink)
    }
}

impl<T: ?Sized> fmt::Debug for Emitter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emitter").finish_non_exhaustive()
    }
}
