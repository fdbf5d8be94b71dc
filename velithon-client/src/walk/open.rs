use std::{mem, time::Duration};

use http::{Response, StatusCode};
use url::Url;

use super::{HandsOut, State, Walk, state::Refusal};
use crate::{
    body::Body,
    error::{Cut, Error, Reason},
    format::Format,
    http::HttpBody,
    next::Next,
    problem::Problem,
    proof::Proof,
    request,
    response::Head,
    retry,
    seen::page,
};

impl<T> Walk<T> {
    /// Asks for what begins at the place that was reached.
    pub(super) fn ask(&mut self) -> Result<(), Error> {
        let place = self.place.clone().filter(|_| !self.progress.is_looking);
        let request = request::make(&self.plan, place.as_ref(), self.takes_pages());
        let request = request.map_err(|reason| self.fail(reason, None))?;
        self.head.url = request.uri().to_string();
        self.progress.asked = place;
        self.state = State::Sending(self.plan.http.send(request));
        Ok(())
    }

    /// Begins to read a response.
    pub(super) fn opened(&mut self, mut response: Response<HttpBody>) -> Result<(), Error> {
        let (status, version) = (response.status(), response.version());
        let asked = mem::take(&mut self.head.url);
        self.head = Head::of(&mut response, &asked);
        let body = response.into_body();
        // Where redirects led to; what was asked for is checked before.
        if let Ok(url) = Url::parse(&self.head.url) {
            self.plan.check_origin(&url).map_err(|reason| self.fail(reason, None))?;
        }
        if !status.is_success() {
            self.state = State::Refused(Refusal {
                status,
                wait: retry::after(&self.head.headers),
                body,
                text: Vec::new(),
                time: None,
            });
            return Ok(());
        }
        if status == StatusCode::PARTIAL_CONTENT && !self.head.is_range_of_rows() {
            let what = "a part alone, which nobody asked for (206)";
            return Err(self.fail(Reason::Malformed(what.to_owned()), None));
        }
        if status == StatusCode::NO_CONTENT && self.progress.is_looking {
            self.looked(None);
            return Ok(());
        }
        if status == StatusCode::NO_CONTENT && self.replay > 0 {
            return Err(self.truncated(Cut::Changed.into()));
        }
        if status == StatusCode::NO_CONTENT {
            self.proof.get_or_insert(Proof::Record);
            self.state = State::Done;
            return Ok(());
        }
        // Its rows would come again.
        let is_redirected = page(&self.head.url) != asked;
        if is_redirected && self.seen.has(page(&self.head.url)) {
            let url = self.head.url.clone();
            return Err(self.fail(Reason::Loop { url }, None));
        }
        if !self.is_understood()? {
            return Ok(());
        }
        let expected = self.head.expected(version, &self.plan, self.has_records);
        let expected = expected.map_err(|reason| self.fail(reason, None))?;
        self.format = expected.format;
        self.has_records = expected.has_records;
        self.response_rows = 0;
        self.patience = None;
        self.last_chunk = None;
        let mut body = Body::new(body, expected).with_first_rows();
        if self.plan.tries != 0 && self.may_come_again() {
            body = body.with_digest();
        }
        if self.plan.next.as_ref().is_some_and(Next::is_closure) {
            body = body.with_last_row();
        }
        self.state = State::Reading(Box::new(body));
        Ok(())
    }

    /// Whether rows of this response are skipped, or may be handed out before they are proven: then they may come again.
    fn may_come_again(&self) -> bool {
        let have_marks = self.waits_for_marks() && self.format != Format::Json;
        match self.hands_out {
            HandsOut::Pages => false,
            HandsOut::ProvenRows => !have_marks || self.unmarked != 0,
            HandsOut::RowsAtOnce => true,
        }
    }

    /// What to do about a response that is an error.
    pub(super) fn failed(&mut self, problem: Problem, wait: Option<Duration>) -> Result<(), Error> {
        if problem.is_transient() && self.wait(wait) {
            return Ok(());
        }
        let resume = self.position();
        let of_look = self.progress.is_looking.then(|| Cut::Unseen.into());
        Err(self.fail(Reason::Failed { problem, resume }, of_look))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures::{FutureExt, StreamExt, future::BoxFuture, stream};
    use http::{Request, header::CONTENT_TYPE};

    use super::*;
    use crate::{error::BoxError, http::Http, plan::Plan};

    /// Is not asked.
    struct Silent;

    impl Http for Silent {
        fn send(&self, _: Request<()>) -> BoxFuture<'static, Result<Response<HttpBody>, BoxError>> {
            std::future::pending().boxed()
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
            std::future::pending().boxed()
        }
    }

    /// It takes time for each row.
    #[test]
    fn rows_are_digested_only_where_they_may_come_again() {
        const LINES: &str = "application/jsonl";
        const JSON: &str = "application/json";
        for (tries, hands_out, media_type, has_records, unmarked, is_digested) in [
            (1, HandsOut::RowsAtOnce, LINES, true, 0, true),
            (1, HandsOut::ProvenRows, LINES, false, 0, true),
            (1, HandsOut::ProvenRows, LINES, true, 2, true),
            (1, HandsOut::ProvenRows, JSON, true, 0, true),
            // With the mark behind them.
            (1, HandsOut::ProvenRows, LINES, true, 0, false),
            (1, HandsOut::Pages, LINES, false, 0, false),
            (1, HandsOut::Pages, JSON, false, 0, false),
            // A cut is the end.
            (0, HandsOut::RowsAtOnce, LINES, false, 0, false),
            (0, HandsOut::ProvenRows, JSON, false, 0, false),
        ] {
            let start = Url::parse("http://api.example/x").map_err(|error| error.to_string());
            let mut plan = Plan::new(Arc::new(Silent), start);
            plan.tries = tries;
            let mut walk = Walk::<u64>::new(plan, hands_out);
            (walk.has_records, walk.unmarked) = (has_records, unmarked);
            let response = Response::builder().header(CONTENT_TYPE, media_type);
            walk.opened(response.body(stream::empty().boxed()).unwrap()).unwrap();
            let State::Reading(body) = &walk.state else {
                panic!("it is read");
            };
            let case = format!("{tries} {media_type} {has_records} {unmarked}");
            assert_eq!(body.digest().is_some(), is_digested, "{case}");
        }
    }
}
