use std::{
    fmt::{self, Debug, Formatter},
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures::{Stream, stream::FusedStream};
use serde::de::DeserializeOwned;

use crate::{
    body::{Body, BodyError, Expected, Piece},
    error::{BoxError, Cut, Error, Reason},
    format::Format,
    proof::Proof,
    resume::{Place, Resume},
};

/// What makes the end of a stream the end of its rows.
const FRAMED_BY: &str = "`.framed()` says that its stream fails where it is cut";

/// Reads the rows of one body out of any stream of bytes, each as it comes. No HTTP client is needed.
///
/// Memory is bounded by a chunk and an item.
///
/// # Example
///
/// ```
/// use futures::{executor::block_on, stream};
/// use velithon_client::{Format, Reader};
///
/// let chunks = [r#"[{"id":1},{"i"#, r#"d":2}"#];
/// let chunks = stream::iter(chunks.map(Ok::<_, std::io::Error>));
/// let mut rows = Reader::<serde_json::Value, _>::new(Format::Json, chunks);
/// block_on(async {
///     assert_eq!(rows.try_next().await.unwrap().unwrap()["id"], 1);
///     assert_eq!(rows.try_next().await.unwrap().unwrap()["id"], 2);
///     // There was no closing bracket: this is not the end.
///     assert!(rows.try_next().await.unwrap_err().is_truncated());
/// });
/// ```
#[must_use = "nothing is read before the rows are awaited"]
pub struct Reader<T, S> {
    source: Option<S>,
    expected: Expected,
    required: Proof,
    state: State<S>,
    rows: u64,
    since_mark: u64,
    place: Option<Place>,
    row: PhantomData<fn() -> T>,
}

enum State<S> {
    /// Nothing has been read, and settings may change.
    Start,
    Reading(Box<Body<S>>),
    /// With the proof, and whether nothing follows this body.
    Done(Proof, bool),
    Failed(Error),
    /// The stream has told of its failure.
    Over(Error),
}

impl<T, S> Reader<T, S> {
    /// A reader of rows that are written in this format.
    pub fn new(format: Format, source: S) -> Self {
        Self {
            source: Some(source),
            expected: Expected {
                format,
                list: None,
                max_item: 8 << 20,
                is_framed: false,
                framed_by: FRAMED_BY,
                length: None,
                has_records: false,
            },
            required: Proof::Framing,
            state: State::Start,
            rows: 0,
            since_mark: 0,
            place: None,
            row: PhantomData,
        }
    }

    /// The end of the stream proves the end of lines or events whose server sends no records ([`Proof::Framing`]): it was
    /// sent over HTTP/2 or later, chunked, or with its length, and its stream fails where it is cut. Otherwise only a record
    /// proves it.
    pub fn framed(mut self) -> Self {
        self.expected.is_framed = true;
        self
    }

    /// The member of an object that holds the rows, or a JSON pointer to it; the only list unless it is said.
    pub fn items(mut self, name: &str) -> Self {
        self.expected.list = Some(name.to_owned());
        self
    }

    /// The longest JSON of a row, in bytes: 8 MiB unless it is said.
    pub fn max_item(mut self, bytes: usize) -> Self {
        self.expected.max_item = bytes;
        self
    }

    /// What has to prove the end, at least. An end that is proven by less is a cut.
    pub fn require(mut self, proof: Proof) -> Self {
        self.required = proof;
        self
    }

    /// What proved the end, once it has come.
    #[must_use]
    pub fn proof(&self) -> Option<Proof> {
        match self.state {
            State::Done(proof, _) => Some(proof),
            _ => None,
        }
    }

    /// Whether this body has the last rows, once its end has come: an export may end a response early, and the
    /// [`position`](Self::position) is where the next one goes on.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        matches!(self.state, State::Done(_, true))
    }

    /// Where another request goes on behind exactly the rows that were handed out, if the last of them was followed by a
    /// mark.
    #[must_use]
    pub fn position(&self) -> Option<Resume> {
        self.place.clone().filter(|_| self.since_mark == 0).map(Resume)
    }
}

impl<T, S, B, E> Reader<T, S>
where
    T: DeserializeOwned,
    S: Stream<Item = Result<B, E>> + Unpin,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    /// The next row; `None` behind the last one, when the end is proven and never before.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being had. It comes again with each later call.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        poll_fn(|cx| self.poll_row(cx)).await.transpose()
    }

    fn poll_row(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            let body = match &mut self.state {
                State::Start => {
                    if let Some(source) = self.source.take() {
                        self.state = State::Reading(Box::new(Body::new(source, self.expected.clone())));
                    }
                    continue;
                }
                State::Reading(body) => body,
                State::Done(..) => return Poll::Ready(None),
                State::Failed(error) | State::Over(error) => return Poll::Ready(Some(Err(error.clone()))),
            };
            // There is no connection to use again.
            let error = match ready!(body.poll_piece(cx, |_| Poll::Ready(()))) {
                Ok(Piece::Row(row, _)) => {
                    self.rows += 1;
                    self.since_mark += 1;
                    return Poll::Ready(Some(Ok(row)));
                }
                Ok(Piece::Mark(place)) => {
                    self.marked(Some(place));
                    continue;
                }
                Ok(Piece::Retry(_)) => continue,
                // An end that is not complete is one of this body.
                Ok(Piece::End(end)) if end.proof >= self.required => {
                    self.marked(end.after);
                    self.state = State::Done(end.proof, end.is_complete);
                    continue;
                }
                Ok(Piece::End(end)) => BodyError::Cut(Cut::Unproven(end.proof, self.required).into()),
                Err(error) => *error,
            };
            self.fail(error);
        }
    }

    fn marked(&mut self, place: Option<Place>) {
        if place.is_some() {
            self.place = place;
            self.since_mark = 0;
        }
    }

    fn fail(&mut self, error: BodyError) {
        let rows = self.rows;
        let (reason, source) = match error {
            BodyError::Cut(why) => {
                let resume = self.position();
                (Reason::Truncated { rows, resume }, Some(why))
            }
            BodyError::Failed(problem, place) => {
                self.marked(place);
                let resume = self.position();
                (Reason::Failed { problem, resume }, None)
            }
            BodyError::Row(error) => {
                let resume = self.position();
                (Reason::Row { rows, resume }, Some(error.into()))
            }
            BodyError::Frame(error) => (error.into(), None),
        };
        self.state = State::Failed(Error::new(reason, self.position(), source));
    }
}

impl<T, S, B, E> Stream for Reader<T, S>
where
    T: DeserializeOwned,
    S: Stream<Item = Result<B, E>> + Unpin,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let State::Over(_) = self.state {
            return Poll::Ready(None);
        }
        let row = ready!(self.poll_row(cx));
        if let Some(Err(error)) = &row {
            self.state = State::Over(error.clone());
        }
        Poll::Ready(row)
    }
}

impl<T, S, B, E> FusedStream for Reader<T, S>
where
    T: DeserializeOwned,
    S: Stream<Item = Result<B, E>> + Unpin,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    fn is_terminated(&self) -> bool {
        matches!(self.state, State::Over(_) | State::Done(..))
    }
}

// What is pinned of it is the stream, which is `Unpin` wherever it is read.
impl<T, S> Unpin for Reader<T, S> {}

impl<T, S> Debug for Reader<T, S> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("rows", &self.rows)
            .field("position", &self.position())
            .field("proof", &self.proof())
            .finish_non_exhaustive()
    }
}
