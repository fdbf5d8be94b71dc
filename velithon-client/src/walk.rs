//! A walk over everything that there is: requests, their bodies, and what to do when one is cut.

mod end;
mod failed;
mod open;
mod state;

use std::{
    mem,
    task::{Context, Poll, ready},
    time::Duration,
};

use futures::{FutureExt, future::BoxFuture};
use serde::de::DeserializeOwned;

use self::state::State;
use crate::{
    body::{BodyError, Piece},
    error::{BoxError, Cut, Error, Reason},
    format::Format,
    frame::Members,
    plan::Plan,
    proof::Proof,
    response::Head,
    resume::{Place, Resume},
    seen::Seen,
};

/// How long rows are held for a first mark, before a server that sends some rows and waits is taken for a feed.
const FEED: Duration = Duration::from_secs(1);

pub(crate) struct Walk<T> {
    plan: Plan,
    /// Whether batches are pages, which must be whole.
    takes_pages: bool,
    /// Whether rows are handed out before their mark.
    pub(crate) is_at_once: bool,
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
    /// Ends with [`FEED`].
    feed: Option<BoxFuture<'static, ()>>,
    /// How many rows have been handed out.
    rows: u64,
    /// How many of them since `place`.
    unmarked: u64,
    /// How many of those are to come again, since the body was cut behind them.
    replay: u64,
    /// Their text, in short.
    replayed: Option<u64>,
    /// How many rows this response has had.
    response_rows: u64,
    /// How often in a row something failed.
    tries: u32,
    /// How long an event stream asks to wait.
    retry: Option<Duration>,
    has_records: bool,
    seen: Seen,
    proof: Option<Proof>,
}

/// What a walk hands out.
pub(crate) enum Step<T> {
    Row(T),
    Batch(Batch<T>),
}

/// Rows that are proven together.
pub(crate) struct Batch<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) head: Head,
    pub(crate) members: Members,
}

impl<T> Walk<T> {
    pub(crate) fn new(plan: Plan, takes_pages: bool) -> Self {
        Self {
            place: plan.from.clone(),
            plan,
            takes_pages,
            is_at_once: false,
            state: State::Start,
            head: Head::default(),
            format: Format::Json,
            held: Vec::new(),
            held_bytes: 0,
            is_released: false,
            feed: None,
            rows: 0,
            unmarked: 0,
            replay: 0,
            replayed: None,
            response_rows: 0,
            tries: 0,
            retry: None,
            has_records: false,
            seen: Seen::default(),
            proof: None,
        }
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
        let error = Error::new(reason, source);
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
        self.forget_held();
        if self.unmarked > 0 && self.replay == 0 {
            if let State::Reading(body) = &self.state {
                self.replayed = body.digest();
            }
        }
        self.replay = self.unmarked;
        if self.wait(None) {
            return Ok(());
        }
        Err(self.truncated(why))
    }

    fn forget_held(&mut self) {
        self.held.clear();
        self.held_bytes = 0;
    }

    /// Puts the rows that are held into a batch.
    fn batch(&mut self, members: Members) -> Batch<T> {
        self.held_bytes = 0;
        let rows = mem::take(&mut self.held);
        self.rows = self.rows.saturating_add(rows.len() as u64);
        let head = if self.takes_pages {
            self.head.clone()
        } else {
            Head::default()
        };
        Batch { rows, head, members }
    }

    /// Hands out what is held although nothing proves it, and from now on each row as it comes.
    fn release(&mut self) -> Batch<T> {
        self.is_released = true;
        let batch = self.batch(Members::new());
        self.unmarked = self.unmarked.saturating_add(batch.rows.len() as u64);
        batch
    }

    /// Remembers that everything so far has been proven, up to this place.
    fn passed(&mut self, place: Place) {
        // A server that fails at the same place again and again has not gone on.
        if self.place.as_ref() != Some(&place) {
            self.tries = 0;
        }
        self.place = Some(place);
        self.unmarked = 0;
        self.is_released = false;
    }
}

impl<T: DeserializeOwned> Walk<T> {
    pub(crate) fn poll_step(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Step<T>, Error>>> {
        loop {
            let step = match &mut self.state {
                State::Start => self.ask().map(|()| None),
                State::Sending(response) => match ready!(response.poll_unpin(cx)) {
                    Ok(response) => self.opened(response).map(|()| None),
                    Err(error) => self.cut(error).map(|()| None),
                },
                State::Refused(refusal) => {
                    let (problem, wait) = ready!(refusal.poll_problem(cx));
                    self.failed(problem, wait).map(|()| None)
                }
                State::Waiting(sleep) => {
                    ready!(sleep.poll_unpin(cx));
                    self.state = State::Start;
                    continue;
                }
                State::Reading(body) => match body.poll_piece(cx) {
                    Poll::Ready(piece) => self.piece(piece),
                    Poll::Pending => match self.poll_feed(cx) {
                        Poll::Ready(batch) => Ok(Some(Step::Batch(batch))),
                        Poll::Pending => return Poll::Pending,
                    },
                },
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

    /// Whether the body has been silent for so long that it is a feed, whose rows are not to wait for a mark.
    fn poll_feed(&mut self, cx: &mut Context<'_>) -> Poll<Batch<T>> {
        if self.held.is_empty() || self.has_records || self.takes_pages || self.format == Format::Json {
            return Poll::Pending;
        }
        let http = &self.plan.http;
        let feed = self.feed.get_or_insert_with(|| http.sleep(FEED));
        ready!(feed.poll_unpin(cx));
        self.feed = None;
        Poll::Ready(self.release())
    }

    fn piece(&mut self, piece: Result<Piece<T>, Box<BodyError>>) -> Result<Option<Step<T>>, Error> {
        match piece {
            Ok(Piece::Row(row, size)) => self.row(row, size),
            Ok(Piece::Mark(place)) => self.mark(place),
            Ok(Piece::Retry(milliseconds)) => {
                self.retry = Some(Duration::from_millis(milliseconds));
                Ok(None)
            }
            // What HTTP takes for an end may be a cut.
            Ok(Piece::End(end)) if self.replay > 0 && end.proof == Proof::Framing => {
                self.cut(Cut::Changed.into()).map(|()| None)
            }
            Ok(Piece::End(_)) if self.replay > 0 => Err(self.truncated(Cut::Changed.into())),
            Ok(Piece::End(end)) => self.end(*end),
            Err(error) => match *error {
                BodyError::Cut(why) => self.cut(why).map(|()| None),
                BodyError::Failed(problem, place) => self.failed_inside(problem, place),
                BodyError::Row(error) => {
                    let (rows, resume) = (self.rows, self.position());
                    Err(self.fail(Reason::Row { rows, resume }, Some(error.into())))
                }
                BodyError::Frame(error) => Err(self.fail(error.into(), None)),
            },
        }
    }

    fn row(&mut self, row: T, size: usize) -> Result<Option<Step<T>>, Error> {
        let State::Reading(body) = &self.state else {
            return Ok(None);
        };
        self.response_rows += 1;
        if self.replay > 0 {
            self.replay -= 1;
            if self.replay == 0 && body.digest() != self.replayed {
                return Err(self.truncated(Cut::Changed.into()));
            }
            return Ok(None);
        }
        // Nothing will ever prove a part of an array, unless it is a page.
        let is_alone = || self.plan.next.is_none() && !self.head.has_links && body.is_bare_array();
        if !self.takes_pages && (self.is_at_once || self.is_released || is_alone()) {
            self.rows += 1;
            self.unmarked += 1;
            self.tries = 0;
            return Ok(Some(Step::Row(row)));
        }
        self.held.push(row);
        self.held_bytes = self.held_bytes.saturating_add(size);
        if self.held_bytes <= self.plan.max_held {
            return Ok(None);
        }
        if self.takes_pages || self.has_records {
            let limit = self.plan.max_held;
            let raise = "max_held";
            return Err(self.fail(Reason::TooLarge { limit, raise }, None));
        }
        Ok(Some(Step::Batch(self.release())))
    }

    fn mark(&mut self, place: Place) -> Result<Option<Step<T>>, Error> {
        if self.replay > 0 {
            return Err(self.truncated(Cut::Changed.into()));
        }
        self.has_records = true;
        self.passed(place);
        if let State::Reading(body) = &mut self.state {
            body.restart_digest();
        }
        if self.held.is_empty() {
            return Ok(None);
        }
        Ok(Some(Step::Batch(self.batch(Members::new()))))
    }
}
