use std::{
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures::{FutureExt, StreamExt, future::BoxFuture};
use http::{Response, StatusCode};

use crate::{
    body::Body,
    error::{BoxError, Error},
    http::{Http, HttpBody},
    problem::Problem,
};

/// What a walk is at.
pub(super) enum State {
    /// The next request is to be made.
    Start,
    Sending(BoxFuture<'static, Result<Response<HttpBody>, BoxError>>),
    /// The response is an error, whose body says why.
    Refused(Refusal),
    Reading(Box<Body<HttpBody>>),
    /// For the next try.
    Waiting(BoxFuture<'static, ()>),
    Done,
    Failed(Error),
}

/// A response that is an error.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    /// How long the server asks to wait.
    pub(super) wait: Option<Duration>,
    pub(super) body: HttpBody,
    pub(super) text: Vec<u8>,
    /// Ends with [`TIME`].
    pub(super) time: Option<BoxFuture<'static, ()>>,
}

/// As much as is read of what an error says, in bytes.
const TEXT: usize = 64 * 1024;

/// How long the rest of it is waited for.
const TIME: Duration = Duration::from_secs(2);

impl Refusal {
    /// What the error says, as far as it comes.
    pub(super) fn poll_problem(&mut self, cx: &mut Context<'_>, http: &dyn Http) -> Poll<(Problem, Option<Duration>)> {
        while self.text.len() < TEXT {
            let chunk: Bytes = match self.body.poll_next_unpin(cx) {
                Poll::Ready(Some(Ok(chunk))) => chunk,
                Poll::Ready(_) => break,
                Poll::Pending => {
                    let time = self.time.get_or_insert_with(|| http.sleep(TIME));
                    ready!(time.poll_unpin(cx));
                    break;
                }
            };
            let end = chunk.len().min(TEXT - self.text.len());
            self.text.extend_from_slice(&chunk[..end]);
        }
        Poll::Ready((Problem::of_response(self.status, &self.text), self.wait))
    }
}
