use std::time::Duration;

use super::{
    format::Format,
    probe::{ITERATOR, STREAM},
};

/// Short enough for the proxies that close what is silent for half a minute.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How one handler streams; the attribute's arguments make it.
#[derive(Clone, Copy, Debug)]
pub struct StreamOptions {
    pub(crate) chunk: usize,
    pub(crate) stall: Option<Duration>,
    pub(crate) formats: &'static [Format],
    heartbeat: Heartbeats,
    pub(crate) end_record: bool,
    pub(crate) error_detail: bool,
    /// What the handler returns is one document.
    pub(crate) document: bool,
}

#[derive(Clone, Copy, Debug)]
enum Heartbeats {
    ByFormat,
    Off,
    Every(Duration),
}

impl StreamOptions {
    /// What holds where the attribute says nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            chunk: 32 * 1024,
            stall: Some(Duration::from_mins(1)),
            formats: &[Format::Array, Format::Ndjson],
            heartbeat: Heartbeats::ByFormat,
            end_record: false,
            error_detail: false,
            document: false,
        }
    }

    /// A chunk is sent once it holds this many bytes.
    #[must_use]
    pub const fn chunk(self, bytes: usize) -> Self {
        Self { chunk: bytes, ..self }
    }

    /// The handler is dropped when its client has taken no chunk for so long; `None` lets it wait for ever. What counts is
    /// that the HTTP library asks for one, or has written one, which it can when the socket's own buffer has room again: on
    /// Linux, when a third of it is free. A client that takes longer to read that much counts as stalled.
    ///
    /// Needs feature `tokio` and a runtime whose timer is enabled: in another, tokio panics when it is asked for a timer, and
    /// though the panic is caught and the response goes on without a limit, the panic hook reports it. Holds for handlers that
    /// are `Send`: no other thread may drop the others.
    #[must_use]
    pub const fn stall(self, limit: Option<Duration>) -> Self {
        Self { stall: limit, ..self }
    }

    /// The formats of which a request's `Accept` header chooses one. Documents are `application/json` whatever it says.
    #[must_use]
    pub const fn formats(self, formats: &'static [Format]) -> Self {
        Self { formats, ..self }
    }

    /// After so long without a chunk, a client is told that the stream is alive; `None` leaves it in silence. Unless it
    /// is set, events have one every 15 seconds, and arrays have none. Lines of JSON never have one.
    ///
    /// Needs feature `tokio` and a runtime whose timer is enabled.
    #[must_use]
    pub const fn heartbeat(self, every: Option<Duration>) -> Self {
        let heartbeat = match every {
            Some(every) => Heartbeats::Every(every),
            None => Heartbeats::Off,
        };
        Self { heartbeat, ..self }
    }

    /// Lines of JSON end with a record of how many there were.
    #[must_use]
    pub const fn end_record(self, written: bool) -> Self {
        Self {
            end_record: written,
            ..self
        }
    }

    /// The record of an error says what the error says of itself.
    #[must_use]
    pub const fn error_detail(self, shown: bool) -> Self {
        Self {
            error_detail: shown,
            ..self
        }
    }

    /// What the handler returns, as a constant of generated code: a document has neither another format nor heartbeats.
    #[doc(hidden)]
    #[must_use]
    pub const fn returns(self, kind: u8) -> Self {
        Self {
            document: kind & (STREAM | ITERATOR) == 0,
            ..self
        }
    }

    /// Whether a client may have this format.
    #[cfg(feature = "utoipa")]
    pub(crate) fn has(self, format: Format) -> bool {
        !self.document && self.formats.contains(&format)
    }

    pub(crate) fn heartbeat_of(self, format: Format) -> Option<Duration> {
        match (self.heartbeat, format) {
            _ if self.document => None,
            (Heartbeats::Off, _) | (_, Format::Ndjson) | (Heartbeats::ByFormat, Format::Array) => None,
            (Heartbeats::ByFormat, Format::Sse) => Some(HEARTBEAT),
            (Heartbeats::Every(every), _) => Some(every),
        }
    }
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self::new()
    }
}
