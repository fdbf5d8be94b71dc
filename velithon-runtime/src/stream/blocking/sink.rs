use std::{
    cell::{Cell, RefCell, RefMut},
    fmt,
    rc::Rc,
};

use super::{disconnected::Disconnected, handover::Sender, part::Part};
use crate::stream::{
    failure::Failure,
    handler::pump::{end::End, item::Item},
    sink::{Sink, state::SinkState},
};

const INSIDE_ITSELF: &str = "a `BlockingEmitter` was used inside the `Serialize` of its own item";

/// Where work on a thread writes its text; full chunks go to the task that answers the request.
#[derive(Clone)]
pub struct BlockingSink(Rc<Inner>);

struct Inner {
    state: RefCell<SinkState>,
    /// The emitter was used inside the `Serialize` of its own item.
    misused: Cell<bool>,
    ended: Cell<bool>,
    sink: Sink,
    sender: Sender,
}

impl BlockingSink {
    pub(crate) fn new(sink: Sink, sender: Sender) -> Self {
        Self(Rc::new(Inner {
            state: RefCell::new(sink.state_of_thread()),
            misused: Cell::new(false),
            ended: Cell::new(false),
            sink,
            sender,
        }))
    }

    /// The response's own sink, which knows the request and the response's head.
    pub(crate) fn response(&self) -> &Sink {
        &self.0.sink
    }

    /// Whether the response has ended, so that nothing can be written any more.
    pub(crate) fn is_over(&self) -> bool {
        self.0.ended.get() || self.0.sender.is_closed()
    }

    /// The state, unless the response is over.
    #[inline]
    pub(crate) fn state(&self) -> Result<RefMut<'_, SinkState>, Disconnected> {
        if self.is_over() {
            return Err(Disconnected);
        }
        self.0.state.try_borrow_mut().map_err(|_| {
            self.0.misused.set(true);
            Disconnected
        })
    }

    /// Calls `push` with the state, then hands over the chunk if it is full.
    #[inline]
    pub(crate) fn write<R>(&self, push: impl FnOnce(&mut SinkState) -> R) -> Result<R, Disconnected> {
        let mut state = self.state()?;
        let pushed = push(&mut state);
        if self.0.misused.get() {
            state.fail(Failure::Misuse(INSIDE_ITSELF));
        }
        if state.failure.is_some() || state.chunk.is_full() {
            self.after_write(&mut state)?;
        }
        Ok(pushed)
    }

    #[cold]
    fn after_write(&self, state: &mut SinkState) -> Result<(), Disconnected> {
        match state.failure.take() {
            Some(failure) => Err(self.fail(state, failure)),
            None => self.send(Part::take(state)),
        }
    }

    /// Fails the response after the text that is written.
    fn fail(&self, state: &mut SinkState, failure: Failure) -> Disconnected {
        self.0.ended.set(true);
        self.0.sender.end(Part::take(state), Some(failure));
        Disconnected
    }

    /// Fails the response without the text in hand. The end of a document must not make a failed one look whole.
    pub(crate) fn fail_without_last(&self, failure: Failure) {
        self.0.ended.set(true);
        self.0.sender.end(Part::default(), Some(failure));
    }

    /// Hands over a part, and waits for room. The first part starts the response, so the head can no longer change.
    pub(crate) fn send(&self, part: Part) -> Result<(), Disconnected> {
        self.0.sink.response_head().seal();
        self.0.sender.send(part)
    }

    /// Hands over the text in hand. With `commit` it starts the response even without text.
    pub(crate) fn flush(&self, commit: bool) -> Result<(), Disconnected> {
        let mut state = self.state()?;
        if state.chunk.is_empty() && !commit {
            return Ok(());
        }
        let part = Part {
            commit,
            ..Part::take(&mut state)
        };
        self.send(part)
    }

    /// Writes the items of an iterator, until the response is over.
    pub(crate) fn write_all<M, R, I>(&self, items: I) -> Result<R, Disconnected>
    where
        I: IntoIterator,
        I::Item: Item<M>,
        R: End<<I::Item as Item<M>>::Error>,
    {
        let mut items = items.into_iter();
        loop {
            if self.is_over() {
                return Err(Disconnected);
            }
            let Some(item) = items.next() else {
                return Ok(R::of(Ok(())));
            };
            if let Err(error) = self.write(|state| item.write_to(state))? {
                return Ok(R::of(Err(error)));
            }
        }
    }

    /// Hands over the last text when the work has ended, with what closes it where the work `completed`.
    pub(crate) fn finish(&self, completed: bool) {
        let last = match self.0.state.try_borrow_mut() {
            // The end of a document must not make a failed one look whole.
            Ok(state) if state.document && !completed => Part::default(),
            Ok(mut state) => {
                if completed && !state.document {
                    state.chunk.close();
                }
                Part::take(&mut state)
            }
            Err(_) => Part::default(),
        };
        self.0.sender.end(last, None);
    }
}

impl fmt::Debug for BlockingSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingSink").finish_non_exhaustive()
    }
}
