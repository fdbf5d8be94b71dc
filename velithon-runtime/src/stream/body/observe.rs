use std::{thread, time::Instant};

use tracing::{Span, field::Empty};

use crate::stream::{failure::Failure, sink::Sink};

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

    /// Logs a failure inside the span, and ends it.
    pub(crate) fn fail(&mut self, failure: &Failure, message: &str) {
        self.span
            .in_scope(|| tracing::error!(target: "velithon", error = %failure, "{message}"));
        self.end(Outcome::Failed);
    }

    /// Ends the span. The first outcome counts.
    pub(crate) fn end(&mut self, outcome: Outcome) {
        if self.outcome.is_some() {
            return;
        }
        self.outcome = Some(outcome);
        if self.span.is_disabled() {
            return;
        }
        let sent = self.sink.sent();
        self.span.record("items", sent.items);
        self.span.record("bytes", sent.bytes);
        self.span.record("chunks", sent.chunks);
        self.span.record("duration", self.start.elapsed().as_secs_f64());
        self.span.record("outcome", outcome.as_str());
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        // A panic inside the commit window unwinds through here on its way to the framework.
        self.end(if thread::panicking() {
            Outcome::Failed
        } else {
            Outcome::Disconnected
        });
    }
}
