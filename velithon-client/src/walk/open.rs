use std::time::Duration;

use http::{Response, StatusCode};

use super::{HandsOut, State, Walk, state::Refusal};
use crate::{
    body::Body,
    error::{Cut, Error, Reason},
    format::Format,
    http::HttpBody,
    problem::Problem,
    proof::Proof,
    request,
    response::Head,
    retry,
};

impl<T> Walk<T> {
    /// Asks for what begins at the place that was reached.
    pub(super) fn ask(&mut self) -> Result<(), Error> {
        let request = request::make(&self.plan, self.place.as_ref(), self.takes_pages());
        let request = request.map_err(|reason| self.fail(reason, None))?;
        self.head.url = request.uri().to_string();
        self.state = State::Sending(self.plan.http.send(request));
        Ok(())
    }

    /// Begins to read a response.
    pub(super) fn opened(&mut self, mut response: Response<HttpBody>) -> Result<(), Error> {
        let (status, version) = (response.status(), response.version());
        self.head = Head::of(&mut response, &self.head.url);
        let body = response.into_body();
        if !status.is_success() {
            self.state = State::Refused(Refusal {
                status,
                wait: retry::after(&self.head.headers),
                body,
                text: Vec::new(),
            });
            return Ok(());
        }
        if status == StatusCode::PARTIAL_CONTENT {
            let what = "a part alone, which nobody asked for (206)";
            return Err(self.fail(Reason::Malformed(what.to_owned()), None));
        }
        if status == StatusCode::NO_CONTENT && self.replay > 0 {
            return Err(self.truncated(Cut::Changed.into()));
        }
        if status == StatusCode::NO_CONTENT {
            self.proof = Some(Proof::Record);
            self.state = State::Done;
            return Ok(());
        }
        if !self.is_understood()? {
            return Ok(());
        }
        let expected = self.head.expected(version, &self.plan, self.has_records);
        let expected = expected.map_err(|reason| self.fail(reason, None))?;
        self.format = expected.format;
        self.has_records = expected.has_records;
        self.response_rows = 0;
        self.feed = None;
        let mut body = Body::new(body, expected).with_beginning();
        if self.plan.tries != 0 && self.may_come_again() {
            body = body.with_digest();
        }
        self.state = State::Reading(Box::new(body));
        Ok(())
    }

    /// Whether rows of this response are skipped, or may be handed out before they are proven: then they may come again.
    fn may_come_again(&self) -> bool {
        let wait_for_marks = self.has_records && self.format != Format::Json;
        match self.hands_out {
            HandsOut::Pages => false,
            HandsOut::ProvenRows => !wait_for_marks || self.unmarked != 0,
            HandsOut::RowsAtOnce => true,
        }
    }

    /// What to do about a response that is an error.
    pub(super) fn failed(&mut self, problem: Problem, wait: Option<Duration>) -> Result<(), Error> {
        self.replay = self.unmarked;
        if problem.is_transient() && self.wait(wait) {
            return Ok(());
        }
        let resume = self.position();
        Err(self.fail(Reason::Failed { problem, resume }, None))
    }
}
