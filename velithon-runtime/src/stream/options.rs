use std::time::Duration;

use super::format::Format;
#[cfg(feature = "csv")]
use crate::csv::CsvOptions;
use crate::{json::Serializer, probe::kind::has_items};

/// Shorter than the 30 seconds after which some proxies close a silent connection.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The bounds of `chunk`, in bytes.
const CHUNK: (usize, usize) = (1024, 1024 * 1024);

/// How one handler streams; the attribute's arguments make it.
#[derive(Clone, Copy, Debug)]
pub struct StreamOptions {
    pub(crate) chunk: usize,
    pub(crate) stall: Option<Duration>,
    pub(crate) formats: &'static [Format],
    heartbeat: Heartbeats,
    pub(crate) end_record: bool,
    pub(crate) error_detail: bool,
    pub(crate) items: Option<&'static str>,
    pub(crate) filename: Option<&'static str>,
    pub(crate) max_item: Option<usize>,
    pub(crate) serializer: Serializer,
    #[cfg(feature = "csv")]
    pub(crate) csv: CsvOptions,
    /// The handler returns one document.
    pub(crate) document: bool,
    pub(crate) first_try: FirstTry,
    pub(crate) event_start: EventStart,
}

/// Where a document is serialised first, when its length is still unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstTry {
    /// On the executor; where it is longer than a chunk, once more on a thread that may block.
    InPlace,
    /// On a thread that may block.
    OnThread,
}

/// When a response of events starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventStart {
    /// When the handler first waits.
    AtOnce,
    /// With the first event or heartbeat.
    WithFirstEvent,
}

#[derive(Clone, Copy, Debug)]
enum Heartbeats {
    ByFormat,
    Off,
    Every(Duration),
}

impl StreamOptions {
    /// What holds where the attribute says nothing. A constant costs each handler less of the compiler's time than a block of one.
    pub const DEFAULT: Self = Self::new();

    /// The same, for an attribute that says something.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            chunk: 32 * 1024,
            stall: Some(Duration::from_secs(60)),
            formats: &[Format::Array, Format::Ndjson],
            heartbeat: Heartbeats::ByFormat,
            end_record: false,
            error_detail: false,
            items: None,
            filename: None,
            max_item: None,
            serializer: Serializer::Own,
            #[cfg(feature = "csv")]
            csv: CsvOptions::new(),
            document: false,
            first_try: FirstTry::InPlace,
            event_start: EventStart::AtOnce,
        }
    }

    /// A chunk is sent once it holds this many bytes: 1 KiB to 1 MiB, and what is beyond is taken for the bound. 32 KiB
    /// unless it is set.
    #[must_use]
    pub const fn chunk(self, bytes: usize) -> Self {
        let (least, most) = CHUNK;
        let chunk = if bytes <= least {
            least
        } else if bytes >= most {
            most
        } else {
            bytes
        };
        Self { chunk, ..self }
    }

    /// The handler is dropped when its client has taken no chunk for so long, from one millisecond on; `None` lets it wait
    /// for ever. A minute unless it is set. What counts is that the HTTP library asks for one, or has written one, which it can when the socket's own
    /// buffer has room again: on Linux, when a third of it is free. A client that takes longer to read that much counts as
    /// stalled.
    ///
    /// Needs feature `tokio` and a runtime whose timer is enabled: in another, tokio panics when it is asked for a timer, and
    /// though the panic is caught and the response goes on without a limit, the panic hook reports it. Holds for handlers that
    /// are `Send`, as no other thread may drop the others; for those on actix-web only.
    #[must_use]
    pub const fn stall(self, limit: Option<Duration>) -> Self {
        let stall = match limit {
            Some(limit) => Some(at_least_a_millisecond(limit)),
            None => None,
        };
        Self { stall, ..self }
    }

    /// The formats of which a request's `Accept` header chooses one: arrays and lines unless they are set; without any, it is
    /// the array. Documents are `application/json` whatever it says.
    #[must_use]
    pub const fn formats(self, formats: &'static [Format]) -> Self {
        Self { formats, ..self }
    }

    /// After so long without a chunk, a client is told that the stream is alive; `None` leaves it in silence. Unless it
    /// is set, events have one every 15 seconds, and arrays have none. Lines of JSON and tables never have one. The shortest time is a
    /// millisecond.
    ///
    /// Needs feature `tokio` and a runtime whose timer is enabled.
    #[must_use]
    pub const fn heartbeat(self, every: Option<Duration>) -> Self {
        let heartbeat = match every {
            Some(every) => Heartbeats::Every(at_least_a_millisecond(every)),
            None => Heartbeats::Off,
        };
        Self { heartbeat, ..self }
    }

    /// Lines of JSON end with a record of how many there were, and the object around a list with a member `count`.
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

    /// An array is the member `name` of an object, beside the members that [`Emitter::head`](super::Emitter::head) and
    /// [`tail`](super::Emitter::tail) write.
    #[must_use]
    pub const fn items(self, name: &'static str) -> Self {
        Self {
            items: Some(name),
            ..self
        }
    }

    /// The name under which a browser saves the response; see [`Emitter::set_filename`](super::Emitter::set_filename).
    #[must_use]
    pub const fn filename(self, name: &'static str) -> Self {
        Self {
            filename: Some(name),
            ..self
        }
    }

    /// An item, a head or a tail whose text is longer than so many bytes fails the stream, before it is written to its
    /// end. Without it there is no bound.
    #[must_use]
    pub const fn max_item(self, bytes: usize) -> Self {
        Self {
            max_item: Some(bytes),
            ..self
        }
    }

    /// Events start with the first of them or the first heartbeat: rows that are read have a window like any other.
    pub(crate) const fn events_start_with_an_item(self) -> Self {
        Self {
            event_start: EventStart::WithFirstEvent,
            ..self
        }
    }

    /// How a table is written, where a client asks for [`Format::Csv`].
    #[cfg(feature = "csv")]
    #[must_use]
    pub const fn csv(self, options: CsvOptions) -> Self {
        Self { csv: options, ..self }
    }

    /// The serializer that writes strings.
    #[doc(hidden)]
    #[must_use]
    pub const fn serializer(self, serializer: Serializer) -> Self {
        Self { serializer, ..self }
    }

    /// A document is serialised once, on a thread that may block, however short it is.
    #[must_use]
    pub const fn document_blocks(self, blocks: bool) -> Self {
        let first_try = if blocks { FirstTry::OnThread } else { FirstTry::InPlace };
        Self { first_try, ..self }
    }

    /// What the handler returns, as a constant of generated code: a document has neither another format nor heartbeats.
    #[doc(hidden)]
    #[must_use]
    pub const fn returns(self, kind: u8) -> Self {
        Self {
            document: !has_items(kind),
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
            #[cfg(feature = "csv")]
            (_, Format::Csv) => None,
            (Heartbeats::Off, _) | (_, Format::Ndjson) | (Heartbeats::ByFormat, Format::Array) => None,
            (Heartbeats::ByFormat, Format::Sse) => Some(HEARTBEAT),
            (Heartbeats::Every(every), _) => Some(every),
        }
    }
}

/// A timer of no length would fire before anything could happen.
const fn at_least_a_millisecond(time: Duration) -> Duration {
    if time.as_millis() == 0 {
        Duration::from_millis(1)
    } else {
        time
    }
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::kind::STREAM;

    #[test]
    fn no_value_is_out_of_bounds() {
        let chunk = |bytes| StreamOptions::new().chunk(bytes).chunk;
        assert_eq!([chunk(0), chunk(5_000), chunk(usize::MAX)], [1024, 5_000, 1024 * 1024]);

        let moment = Duration::from_millis(1);
        let none = StreamOptions::new()
            .stall(Some(Duration::ZERO))
            .heartbeat(Some(Duration::ZERO));
        assert_eq!(none.stall, Some(moment));
        assert_eq!(none.heartbeat_of(Format::Sse), Some(moment));
        let ever = StreamOptions::new().stall(Some(Duration::MAX)).heartbeat(None);
        assert_eq!(
            (ever.stall, ever.heartbeat_of(Format::Sse)),
            (Some(Duration::MAX), None)
        );
    }

    #[test]
    fn a_document_has_no_heartbeat() {
        let options = StreamOptions::new().heartbeat(Some(HEARTBEAT));
        for (kind, heartbeat) in [(STREAM, Some(HEARTBEAT)), (0, None)] {
            assert_eq!(options.returns(kind).heartbeat_of(Format::Array), heartbeat, "{kind}");
        }
    }
}
