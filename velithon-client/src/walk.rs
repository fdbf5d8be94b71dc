//! A walk over everything that there is: requests, their bodies, and what to do when one is cut.

mod check;
mod end;
mod failed;
mod open;
mod piece;
mod progress;
mod state;

use std::{
    mem,
    task::{Context, Poll, ready},
    time::Duration,
};

use futures::{FutureExt, future::BoxFuture};
use serde::de::DeserializeOwned;

use self::{progress::Progress, state::State};
use crate::{
    error::{BoxError, Error, Reason},
    format::Format,
    frame::Members,
    plan::Plan,
    proof::Proof,
    response::Head,
    resume::{Place, Resume},
    seen::Seen,
};

/// How long the first of the rows that are held waits for a mark, before they are taken for those of a feed.
const FEED: Duration = Duration::from_secs(1);

/// How long the first row of those that are only looked at is waited for.
const LOOK: Duration = Duration::from_secs(60);

/// How long the last chunk is waited for behind a proven end: only a connection that was read to its end is used again.
const LAST_CHUNK: Duration = Duration::from_millis(200);

pub(crate) struct Walk<T> {
    plan: Plan,
    hands_out: HandsOut,
    /// Where the current request begins, or the next one: everything before it has been handed out.
    place: Option<Place>,
    state: State,
    head: Head,
    format: Format,
    /// Rows that wait for their mark.
    held: Vec<T>,
    held_bytes: usize,
    /// Whether rows are no longer held, since there seem to be no marks.
    is_released: bool,
    /// How long rows wait for a mark, which is [`FEED`]; in a look, how long its first row and then its end are waited for.
    patience: Option<BoxFuture<'static, ()>>,
    /// Ends with [`LAST_CHUNK`].
    last_chunk: Option<BoxFuture<'static, ()>>,
    /// How many rows have been handed out.
    rows: u64,
    /// How many rows come before the place that the walk began at, as far as that says it.
    rows_before: u64,
    /// How many of them since `place`.
    unmarked: u64,
    /// How many of those are to come again, since the body was cut behind them.
    replay: u64,
    /// Their text, in short.
    replayed: Option<u64>,
    /// How many rows this response has had.
    response_rows: u64,
    /// How often in a row something failed, without a row in between or a response that came to its end.
    tries: u32,
    /// How long an event stream asks to wait.
    retry: Option<Duration>,
    has_records: bool,
    seen: Seen,
    progress: Progress,
    proof: Option<Proof>,
}

/// When a walk hands out rows.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum HandsOut {
    /// With the page or the batch that they are in, which must be whole.
    Pages,
    /// When they are proven.
    ProvenRows,
    /// As they come.
    RowsAtOnce,
}

/// What a walk hands out.
pub(crate) enum Handout<T> {
    Row(T),
    Batch(ProvenBatch<T>),
}

/// Rows that are proven together.
pub(crate) struct ProvenBatch<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) head: Head,
    pub(crate) members: Members,
}

impl<T> Walk<T> {
    pub(crate) fn new(plan: Plan, hands_out: HandsOut) -> Self {
        Self {
            place: plan.from.clone(),
            rows_before: plan.from.as_ref().map_or(0, Place::rows_before),
            plan,
            hands_out,
            state: State::Start,
            head: Head::default(),
            format: Format::Json,
            held: Vec::new(),
            held_bytes: 0,
            is_released: false,
            patience: None,
            last_chunk: None,
            rows: 0,
            unmarked: 0,
            replay: 0,
            replayed: None,
            response_rows: 0,
            tries: 0,
            retry: None,
            has_records: false,
            seen: Seen::default(),
            progress: Progress::default(),
            proof: None,
        }
    }

    pub(crate) fn hand_out(&mut self, hands_out: HandsOut) {
        self.hands_out = hands_out;
    }

    fn takes_pages(&self) -> bool {
        self.hands_out == HandsOut::Pages
    }

    /// Whether a mark will come behind each row. The id of an event is one, and promises no other: of a feed, any event may have one.
    fn waits_for_marks(&self) -> bool {
        self.has_records && (self.format != Format::Events || self.progress.told.is_some())
    }

    /// What proved the end, once it has come.
    pub(crate) fn proof(&self) -> Option<Proof> {
        self.proof.filter(|_| matches!(self.state, State::Done))
    }

    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Where to go on behind exactly the rows that were handed out.
    pub(crate) fn position(&self) -> Option<Resume> {
        self.place.clone().filter(|_| self.unmarked == 0).map(Resume)
    }

    /// Gives up, for good.
    fn fail(&mut self, reason: Reason, source: Option<BoxError>) -> Error {
        let error = Error::new(reason, self.position(), source);
        self.state = State::Failed(error.clone());
        error
    }

    fn truncated(&mut self, source: BoxError) -> Error {
        let (rows, resume) = (self.rows, self.position());
        self.fail(Reason::Truncated { rows, resume }, Some(source))
    }

    /// Waits for another try, if there is one left.
    fn wait(&mut self, asked: Option<Duration>) -> bool {
        let waits = self.plan.waits;
        if self.tries >= self.plan.tries || asked.is_some_and(|asked| asked > waits.most) {
            return false;
        }
        self.tries += 1;
        let wait = asked.or(self.retry).unwrap_or_else(|| waits.before(self.tries));
        self.state = State::Waiting(self.plan.http.sleep(wait.min(waits.most)));
        true
    }

    /// What to do about a cut: the rows that were not proven are forgotten, and those that were handed out without proof
    /// have to come again.
    fn cut(&mut self, why: BoxError) -> Result<(), Error> {
        self.go_back();
        if self.wait(None) {
            return Ok(());
        }
        Err(self.truncated(why))
    }

    /// Forgets what was not handed out since the last place, and notes what was: it is to come again, and to be skipped.
    fn go_back(&mut self) {
        self.forget_held();
        if self.replay == 0
            && let State::Reading(body) = &self.state
        {
            self.replayed = body.digest();
        }
        self.replay = self.unmarked;
    }

    fn forget_held(&mut self) {
        self.held.clear();
        self.held_bytes = 0;
        self.patience = None;
    }

    /// Puts the rows that are held into a batch.
    fn batch(&mut self, members: Members) -> ProvenBatch<T> {
        self.held_bytes = 0;
        self.patience = None;
        let rows = mem::take(&mut self.held);
        if !rows.is_empty() {
            self.tries = 0;
        }
        self.rows = self.rows.saturating_add(rows.len() as u64);
        let head = if self.takes_pages() {
            self.head.clone()
        } else {
            Head::default()
        };
        ProvenBatch { rows, head, members }
    }

    /// Hands out what is held although nothing proves it, and from now on each row as it comes.
    fn release(&mut self) -> ProvenBatch<T> {
        self.is_released = true;
        let batch = self.batch(Members::new());
        self.unmarked = self.unmarked.saturating_add(batch.rows.len() as u64);
        batch
    }

    /// Whether the response is a page behind the first, which is asked for again as a whole: a mark in it leads on from the
    /// walk's first URL, which is another one.
    fn is_on_page(&self) -> bool {
        matches!(self.progress.asked, Some(Place::Page(_)))
    }

    /// Remembers that everything so far has been proven, up to this place.
    fn passed(&mut self, place: Place) {
        if let Some(mark) = place.mark() {
            self.progress.marks.is_again(mark);
        }
        self.place = Some(place);
        self.unmarked = 0;
        self.is_released = false;
    }
}

impl<T: DeserializeOwned> Walk<T> {
    pub(crate) fn poll_handout(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Handout<T>, Error>>> {
        loop {
            let step = match &mut self.state {
                State::Start => self.ask().map(|()| None),
                State::Sending(response) => match ready!(response.poll_unpin(cx)) {
                    Ok(response) => self.opened(response).map(|()| None),
                    Err(error) => self.cut(error).map(|()| None),
                },
                State::Refused(refusal) => {
                    let (problem, wait) = ready!(refusal.poll_problem(cx, &*self.plan.http));
                    self.failed(problem, wait).map(|()| None)
                }
                State::Waiting(sleep) => {
                    ready!(sleep.poll_unpin(cx));
                    self.state = State::Start;
                    continue;
                }
                State::Reading(body) => {
                    let (http, last_chunk) = (&self.plan.http, &mut self.last_chunk);
                    let piece = body.poll_piece(cx, |cx| {
                        let last_chunk = last_chunk.get_or_insert_with(|| http.sleep(LAST_CHUNK));
                        last_chunk.poll_unpin(cx)
                    });
                    match piece {
                        Poll::Ready(piece) => self.piece(piece),
                        Poll::Pending if self.progress.is_looking => ready!(self.poll_look(cx)).map(|()| None),
                        Poll::Pending => Ok(Some(Handout::Batch(ready!(self.poll_feed(cx))))),
                    }
                }
                State::Done => return Poll::Ready(None),
                State::Failed(error) => return Poll::Ready(Some(Err(error.clone()))),
            };
            match step {
                Ok(None) => {}
                Ok(Some(step)) => return Poll::Ready(Some(Ok(step))),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}
