use std::{
    task::{Context, Poll, ready},
    time::Duration,
};

use futures::FutureExt;

use super::{FEED, Handout, HandsOut, LOOK, ProvenBatch, State, Walk};
use crate::{
    body::{BodyError, FirstRows, Piece},
    error::{Cut, Error, Reason},
    format::Format,
    frame::Members,
    proof::Proof,
    resume::Place,
};

impl<T> Walk<T> {
    /// Whether rows have waited for a mark for so long that this is a feed, which has none.
    pub(super) fn poll_feed(&mut self, cx: &mut Context<'_>) -> Poll<ProvenBatch<T>> {
        // Rows behind which the end is proven are no feed's, while the last chunk is waited for.
        let is_proven = self.last_chunk.is_some();
        if is_proven
            || self.held.is_empty()
            || self.waits_for_marks()
            || self.takes_pages()
            || self.format == Format::Json
        {
            return Poll::Pending;
        }
        let http = &self.plan.http;
        let patience = self.patience.get_or_insert_with(|| http.sleep(FEED));
        ready!(patience.poll_unpin(cx));
        self.patience = None;
        Poll::Ready(self.release())
    }

    /// Ends a look that takes long. A feed is known by what has come of it.
    pub(super) fn poll_look(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        let time = if self.response_rows == 0 { LOOK } else { FEED };
        let http = &self.plan.http;
        let patience = self.patience.get_or_insert_with(|| http.sleep(time));
        ready!(patience.poll_unpin(cx));
        if self.response_rows == 0 {
            return Poll::Ready(self.cut(Cut::Unseen.into()));
        }
        self.looked(None);
        Poll::Ready(Ok(()))
    }

    /// Reads rows that are only looked at, up to the first mark.
    fn look(&mut self, piece: Result<Piece<T>, Box<BodyError>>) -> Result<(), Error> {
        let mark = match piece {
            Ok(Piece::Row(..)) if self.response_rows + 1 < FirstRows::COUNT => {
                if self.response_rows == 0 {
                    self.patience = None;
                }
                self.response_rows += 1;
                return Ok(());
            }
            Ok(Piece::Retry(_)) => return Ok(()),
            Ok(Piece::Mark(place)) => {
                self.has_records = true;
                Some(self.named(place))
            }
            Ok(Piece::Row(..) | Piece::End(_)) => None,
            Err(error) => match *error {
                BodyError::Cut(why) => return self.cut(why),
                BodyError::Failed(problem, _) if self.response_rows == 0 => return self.failed(problem, None),
                // It is one where these rows are handed out.
                _ => None,
            },
        };
        self.looked(mark.as_ref());
        Ok(())
    }

    /// What a piece of a body leads to.
    pub(super) fn piece(&mut self, piece: Result<Piece<T>, Box<BodyError>>) -> Result<Option<Handout<T>>, Error> {
        if self.progress.is_looking {
            return self.look(piece).map(|()| None);
        }
        match piece {
            Ok(Piece::Row(row, size)) => self.row(row, size),
            Ok(Piece::Mark(place)) => self.mark(self.named(place)),
            Ok(Piece::Retry(milliseconds)) => {
                self.retry = Some(Duration::from_millis(milliseconds));
                Ok(None)
            }
            // What HTTP takes for an end may be a cut, and a response that ends early may be longer the next time.
            Ok(Piece::End(end)) if self.replay > 0 && (end.proof == Proof::Framing || !end.is_complete) => {
                self.cut(Cut::Changed.into()).map(|()| None)
            }
            Ok(Piece::End(_)) if self.replay > 0 => Err(self.truncated(Cut::Changed.into())),
            Ok(Piece::End(end)) => {
                let batch = self.end(*end)?;
                // It came whole, with rows or without, and leads on.
                if matches!(self.state, State::Start) {
                    self.tries = 0;
                }
                Ok(batch)
            }
            Err(error) => match *error {
                BodyError::Cut(why) => self.cut(why).map(|()| None),
                BodyError::Failed(problem, place) => {
                    let place = place.map(|place| self.named(place));
                    self.failed_inside(problem, place)
                }
                BodyError::Row(error) => {
                    let (rows, resume) = (self.rows, self.position());
                    Err(self.fail(Reason::Row { rows, resume }, Some(error.into())))
                }
                BodyError::Frame(error) => Err(self.fail(error.into(), None)),
            },
        }
    }

    fn row(&mut self, row: T, size: usize) -> Result<Option<Handout<T>>, Error> {
        let State::Reading(body) = &self.state else {
            return Ok(None);
        };
        self.response_rows += 1;
        if self.replay > 0 {
            self.replay -= 1;
            if self.replay == 0 && body.digest().is_none_or(|digest| Some(digest) != self.replayed) {
                return Err(self.truncated(Cut::Changed.into()));
            }
            return Ok(None);
        }
        // Nothing will ever prove a part of an array, unless it is a page.
        let is_alone = || self.plan.next.is_none() && !self.head.is_page && body.is_bare_array();
        let is_at_once = match self.hands_out {
            HandsOut::Pages => false,
            HandsOut::ProvenRows => self.is_released || is_alone(),
            // Rows that came again are those from before the cut, so that these are the ones behind it.
            HandsOut::RowsAtOnce => self.unmarked > 0 || !self.progress.is_open(),
        };
        if is_at_once {
            self.rows += 1;
            self.unmarked += 1;
            self.tries = 0;
            return Ok(Some(Handout::Row(row)));
        }
        self.held.push(row);
        // A row may be larger than its text.
        self.held_bytes = self.held_bytes.saturating_add(size.max(size_of::<T>()));
        if self.held_bytes <= self.plan.max_held {
            return Ok(None);
        }
        if self.takes_pages() || self.waits_for_marks() {
            let limit = self.plan.max_held;
            let raise = "max_held";
            return Err(self.fail(Reason::TooLarge { limit, raise }, None));
        }
        Ok(Some(Handout::Batch(self.release())))
    }

    fn mark(&mut self, place: Place) -> Result<Option<Handout<T>>, Error> {
        self.check_batch(Some(&place))?;
        self.has_records = true;
        // Batches may be shorter than before the cut. Rows that come again are compared as a whole: there is no place among them.
        if self.replay > 0 || self.is_on_page() {
            return Ok(None);
        }
        self.passed(place);
        if let State::Reading(body) = &mut self.state {
            body.restart_digest();
        }
        if self.held.is_empty() {
            return Ok(None);
        }
        Ok(Some(Handout::Batch(self.batch(Members::new()))))
    }
}
