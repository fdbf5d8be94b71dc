use std::{
    cell::{Cell, RefCell, RefMut},
    fmt,
    rc::Rc,
};

use super::{disconnected::Disconnected, handover::Giver, part::Part};
use crate::stream::{
    failure::Failure,
    handler::pump::{End, item::Item},
    sink::{Sink, state::State},
};

const INSIDE_ITSELF: &str = "a `BlockingEmitter` was used inside the `Serialize` of its own item";

/// Where work on a thread writes its text, and hands over what is full.
#[derive(Clone)]
pub struct BlockingSink(Rc<Inner>);

struct Inner {
    state: RefCell<State>,
    /// Somebody wanted the state while it was in use.
    misused: Cell<bool>,
    over: Cell<bool>,
    sink: Sink,
    giver: Giver,
}

impl BlockingSink {
    pub(crate) fn new(sink: Sink, giver: Giver) -> Self {
        Self(Rc::new(Inner {
            state: RefCell::new(sink.state_of_thread()),
            misused: Cell::new(false),
            over: Cell::new(false),
            sink,
            giver,
        }))
    }

    /// The response's own sink, for what it says of the request and of the response's start.
    pub(crate) fn response(&self) -> &Sink {
        &self.0.sink
    }

    pub(crate) fn is_over(&self) -> bool {
        self.0.over.get() || self.0.giver.is_alone()
    }

    /// The state, unless the response is over.
    #[inline]
    pub(crate) fn state(&self) -> Result<RefMut<'_, State>, Disconnected> {
        if self.is_over() {
            return Err(Disconnected);
        }
        self.0.state.try_borrow_mut().map_err(|_| {
            self.0.misused.set(true);
            Disconnected
        })
    }

    /// Lets `push` at the state, and hands over what is full then.
    #[inline]
    pub(crate) fn write<R>(&self, push: impl FnOnce(&mut State) -> R) -> Result<R, Disconnected> {
        let mut state = self.state()?;
        let pushed = push(&mut state);
        if self.0.misused.get() {
            state.fail(Failure::Misuse(INSIDE_ITSELF));
        }
        if state.failure.is_some() || state.chunk.is_full() {
            self.settle(&mut state)?;
        }
        Ok(pushed)
    }

    #[cold]
    fn settle(&self, state: &mut State) -> Result<(), Disconnected> {
        match state.failure.take() {
            Some(failure) => Err(self.fail(state, failure)),
            None => self.give(Part::take(state)),
        }
    }

    /// Ends the response after what is written.
    fn fail(&self, state: &mut State, failure: Failure) -> Disconnected {
        self.0.over.set(true);
        self.0.giver.end(Part::take(state), Some(failure));
        Disconnected
    }

    /// Ends the response without what is written last: of a document it may be the end.
    pub(crate) fn fail_without_last(&self, failure: Failure) {
        self.0.over.set(true);
        self.0.giver.end(Part::default(), Some(failure));
    }

    /// Hands over a part. With the first one the response starts.
    pub(crate) fn give(&self, part: Part) -> Result<(), Disconnected> {
        self.0.sink.start().seal();
        self.0.giver.give(part)
    }

    /// Hands over what is written; with `commit` even where there is nothing.
    pub(crate) fn flush(&self, commit: bool) -> Result<(), Disconnected> {
        let mut state = self.state()?;
        if state.chunk.is_empty() && !commit {
            return Ok(());
        }
        let part = Part {
            commit,
            ..Part::take(&mut state)
        };
        self.give(part)
    }

    /// Writes the items of an iterator, until nobody takes them any more.
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
                return Ok(R::complete());
            };
            if let Err(error) = self.write(|state| item.write(state))? {
                return Ok(R::failed(error));
            }
        }
    }

    /// Tells how the work ended: with what ends the text, where it did all of it.
    pub(crate) fn finish(&self, completed: bool) {
        let last = match self.0.state.try_borrow_mut() {
            // Of a document it may be the end, as if it were complete.
            Ok(state) if state.document && !completed => Part::default(),
            Ok(mut state) => {
                if completed && !state.document {
                    state.chunk.close();
                }
                Part::take(&mut state)
            }
            Err(_) => Part::default(),
        };
        self.0.giver.end(last, None);
    }
}

impl fmt::Debug for BlockingSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingSink").finish_non_exhaustive()
    }
}
