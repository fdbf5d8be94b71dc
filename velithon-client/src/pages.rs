use std::{
    fmt::{self, Debug, Formatter},
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures::{Stream, stream::FusedStream};
use http::HeaderMap;
use serde::de::DeserializeOwned;

use crate::{
    error::Error,
    frame::Members,
    plan::Plan,
    proof::Proof,
    response::Head,
    resume::Resume,
    walk::{Handout, HandsOut, ProvenBatch, Walk},
};

/// All pages, one by one: what [`Get::pages`](crate::Get::pages) makes. A page is handed out when it has come whole.
#[must_use = "nothing is asked for before the pages are awaited"]
pub struct Pages<T> {
    walk: Walk<T>,
    is_over: bool,
}

// Rows are moved, never pinned.
impl<T> Unpin for Pages<T> {}

impl<T> Pages<T> {
    pub(crate) fn new(plan: Plan) -> Self {
        Self {
            walk: Walk::new(plan, HandsOut::Pages),
            is_over: false,
        }
    }

    /// What proved the end, once it has come.
    #[must_use]
    pub fn proof(&self) -> Option<Proof> {
        self.walk.proof()
    }
}

impl<T: DeserializeOwned> Pages<T> {
    /// The next page; `None` behind the last one, when that is proven and never before.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being had, after the tries that [`resume`](crate::Get::resume) allows. It comes again with each
    /// later call.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped: what it waited for goes on with the next call.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        poll_fn(|cx| self.poll_page(cx)).await.transpose()
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        let (rows, head, members) = match ready!(self.walk.poll_handout(cx)) {
            Some(Ok(Handout::Batch(ProvenBatch { rows, head, members }))) => (rows, head, members),
            // Rows of pages come in batches alone.
            Some(Ok(Handout::Row(row))) => (vec![row], Head::default(), Members::new()),
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        Poll::Ready(Some(Ok(Page {
            rows,
            head,
            members,
            resume: self.walk.position(),
        })))
    }
}

impl<T: DeserializeOwned> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let page = ready!(self.poll_page(cx));
        self.is_over = !matches!(page, Some(Ok(_)));
        Poll::Ready(page)
    }
}

impl<T: DeserializeOwned> FusedStream for Pages<T> {
    fn is_terminated(&self) -> bool {
        self.is_over
    }
}

impl<T> Debug for Pages<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("position", &self.walk.position())
            .field("proof", &self.proof())
            .finish_non_exhaustive()
    }
}

/// A page that came whole, or a batch of an export.
pub struct Page<T> {
    rows: Vec<T>,
    head: Head,
    members: Members,
    resume: Option<Resume>,
}

impl<T> Page<T> {
    /// The rows of this page, in the order of the response.
    #[must_use]
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// Its rows, to keep.
    #[must_use]
    pub fn into_rows(self) -> Vec<T> {
        self.rows
    }

    /// Where a later walk goes on behind this page: at the next one, or behind this batch. `None` behind the last page,
    /// unless the server has a place for what comes later.
    #[must_use]
    pub fn resume(&self) -> Option<&Resume> {
        self.resume.as_ref()
    }

    /// The URL that it is from, behind redirects.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.head.url
    }

    /// The headers that it came with.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// What it says beside its rows, such as `total`; `None` where it says no such thing.
    ///
    /// # Errors
    ///
    /// Why that is not of this type.
    pub fn member<V: DeserializeOwned>(&self, name: &str) -> Result<Option<V>, serde_json::Error> {
        let value = self.members.iter().find(|(member, _)| member == name);
        value.map(|(_, value)| serde_json::from_str(value.get())).transpose()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<T: Debug> Debug for Page<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("rows", &self.rows)
            .field("url", &self.head.url)
            .field("resume", &self.resume)
            .finish_non_exhaustive()
    }
}
