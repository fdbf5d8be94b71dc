use std::{
    fmt::{self, Debug, Formatter},
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures::{Stream, stream::FusedStream};
use serde::de::DeserializeOwned;

use crate::{
    error::Error,
    plan::Plan,
    proof::Proof,
    resume::Resume,
    walk::{Handout, HandsOut, Walk},
};

/// All rows, one by one: what [`Get::rows`](crate::Get::rows) makes.
///
/// [`try_next`](Self::try_next) is all that a loop needs. It is a [`Stream`] too, which ends behind an error.
#[must_use = "nothing is asked for before the rows are awaited"]
pub struct Rows<T> {
    walk: Walk<T>,
    /// Rows that are proven and have not been handed out.
    ready: vec::IntoIter<T>,
    is_over: bool,
}

// Rows are moved, never pinned.
impl<T> Unpin for Rows<T> {}

impl<T> Rows<T> {
    pub(crate) fn new(plan: Plan) -> Self {
        Self {
            walk: Walk::new(plan, HandsOut::ProvenRows),
            ready: Vec::new().into_iter(),
            is_over: false,
        }
    }

    /// Hands out each row as it comes, instead of with what proves it.
    ///
    /// What that costs: rows have been handed out when a cut comes, and a place behind them is not known. With
    /// [`resume`](crate::Get::resume), what came since the last mark is asked for again and skipped, as long as it is the same;
    /// where a row of it was changed, added or deleted meanwhile, the cut is an error instead, without a place to go on
    /// from. Without [`resume`](crate::Get::resume) every cut between two marks is such an error.
    ///
    /// Where nobody has named the parameter that cursors go into, rows behind a cut wait for one mark all the same: it shows
    /// that they are not the ones from before.
    pub fn at_once(mut self) -> Self {
        self.walk.hand_out(HandsOut::RowsAtOnce);
        self
    }

    /// What proved the end, once it has come.
    #[must_use]
    pub fn proof(&self) -> Option<Proof> {
        self.walk.proof()
    }

    /// Where a later walk goes on behind exactly the rows that were handed out: what to keep with them, in one transaction.
    ///
    /// `None` between two such places: within a batch or a page, and where the server has none. Behind a complete export, it
    /// is where rows that come later will be.
    #[must_use]
    pub fn position(&self) -> Option<Resume> {
        if self.ready.len() > 0 {
            return None;
        }
        self.walk.position()
    }

    /// How many rows have been handed out.
    #[must_use]
    pub fn rows_so_far(&self) -> u64 {
        self.walk.rows().saturating_sub(self.ready.len() as u64)
    }
}

impl<T: DeserializeOwned> Rows<T> {
    /// The next row; `None` behind the last one, when the end is proven and never before.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being had, after the tries that [`resume`](crate::Get::resume) allows. It comes again with each
    /// later call.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped: what it waited for goes on with the next call.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        poll_fn(|cx| self.poll_row(cx)).await.transpose()
    }

    fn poll_row(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(row) = self.ready.next() {
                return Poll::Ready(Some(Ok(row)));
            }
            match ready!(self.walk.poll_handout(cx)) {
                Some(Ok(Handout::Row(row))) => return Poll::Ready(Some(Ok(row))),
                Some(Ok(Handout::Batch(batch))) => self.ready = batch.rows.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: DeserializeOwned> Stream for Rows<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let row = ready!(self.poll_row(cx));
        self.is_over = !matches!(row, Some(Ok(_)));
        Poll::Ready(row)
    }
}

impl<T: DeserializeOwned> FusedStream for Rows<T> {
    fn is_terminated(&self) -> bool {
        self.is_over
    }
}

impl<T> Debug for Rows<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("rows_so_far", &self.rows_so_far())
            .field("position", &self.position())
            .field("proof", &self.proof())
            .finish_non_exhaustive()
    }
}
