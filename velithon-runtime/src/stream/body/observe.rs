use std::{thread, time::Instant};

use tracing::{Span, field::Empty};

use crate::stream::{chunk::Sent, failure::Failure, sink::Sink};

/// How a streaming response ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome {
    /// The handler ended well, and its last chunk was handed to the HTTP library.
    Completed,
    /// The handler failed, or the text could not be written.
    Failed,
    /// The response was dropped before its end.
    Disconnected,
    /// The client took no chunk for longer than `stall` allows.
    #[cfg_attr(not(feature = "tokio"), expect(dead_code, reason = "nobody watches without a timer"))]
    Stalled,
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Disconnected => "disconnected",
            Self::Stalled => "stalled",
        }
    }
}

/// The span of one streaming response, a child of the request's own. It records how the response ended: by an outcome that
/// is reported, or as disconnected when it is dropped.
#[derive(Debug)]
pub(crate) struct Observer {
    span: Span,
    sink: Sink,
    start: Instant,
    outcome: Option<Outcome>,
}

impl Observer {
    /// Starts the span, when the handler starts.
    pub(crate) fn new(sink: Sink) -> Self {
        let span = tracing::info_span!(
            target: "velithon",
            "stream_json",
            items = Empty,
            bytes = Empty,
            chunks = Empty,
            duration = Empty,
            outcome = Empty,
        );
        Self {
            span,
            sink,
            start: Instant::now(),
            outcome: None,
        }
    }

    /// Ends the span as failed, with the failure in its event.
    pub(crate) fn fail(&mut self, failure: &Failure, message: &'static str) {
        self.finish(Outcome::Failed, |end| {
            tracing::error!(
                target: "velithon",
                error = %failure,
                items = end.sent.items,
                bytes = end.sent.bytes,
                duration = end.seconds,
                outcome = Outcome::Failed.as_str(),
                "{message}"
            );
        });
    }

    /// Ends the span because the handler's own error is the response: that is the application's to log.
    pub(crate) fn refuse(&mut self) {
        self.finish(Outcome::Failed, |_| {
            tracing::debug!(target: "velithon", "a handler's error is the response");
        });
    }

    /// Ends the span with any outcome but a failure, and says so in an event. The first outcome counts.
    pub(crate) fn end(&mut self, outcome: Outcome) {
        self.finish(outcome, |end| {
            let (items, bytes, duration) = (end.sent.items, end.sent.bytes, end.seconds);
            let outcome = outcome.as_str();
            if matches!(end.outcome, Outcome::Completed) {
                tracing::debug!(target: "velithon", items, bytes, duration, outcome, "a stream ended");
            } else {
                tracing::warn!(target: "velithon", items, bytes, duration, outcome, "a stream ended before it was complete");
            }
        });
    }

    /// Logs the end and records it in the span. The event comes first: it has the same fields as the span would repeat.
    fn finish(&mut self, outcome: Outcome, log: impl FnOnce(&End)) {
        if self.outcome.is_some() {
            return;
        }
        self.outcome = Some(outcome);
        let end = End {
            outcome,
            sent: self.sink.sent(),
            seconds: self.start.elapsed().as_secs_f64(),
        };
        self.span.in_scope(|| log(&end));
        if self.span.is_disabled() {
            return;
        }
        self.span.record("items", end.sent.items);
        self.span.record("bytes", end.sent.bytes);
        self.span.record("chunks", end.sent.chunks);
        self.span.record("duration", end.seconds);
        self.span.record("outcome", outcome.as_str());
    }
}

/// How a response ended, and what there was of it.
struct End {
    outcome: Outcome,
    sent: Sent,
    seconds: f64,
}

impl Drop for Observer {
    fn drop(&mut self) {
        // What unwinds through here is a panic outside of the handler, whose own are caught.
        if thread::panicking() {
            self.fail(&Failure::Panic("outside of the handler".to_owned()), "a stream failed");
        } else {
            self.end(Outcome::Disconnected);
        }
    }
}
