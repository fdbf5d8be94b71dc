use std::{any::Any, fmt, io};

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::problem::Problem;

/// Blocking streams take seconds rather than milliseconds, so a client that retried at once would be refused again.
const RETRY_SECONDS: u32 = 5;

/// Why a stream could not be completed.
#[derive(Debug)]
pub enum Failure {
    /// The handler returned an error after the response was committed: its description, and the status that the error's
    /// own response would have had.
    Handler(String, StatusCode),
    /// The `Serialize` of an item or a document failed.
    Serialize(serde_json::Error),
    /// An item has no place in the table: its `Serialize` failed, or it has another shape than the first.
    #[cfg(feature = "csv")]
    NotCsv(serde_json::Error),
    /// An item is longer than the bytes that `max_item` allows.
    TooLong(usize),
    /// No thread could be started for a blocking handler or a large document.
    Thread(io::Error),
    /// As many blocking streams run as `set_max_blocking_streams` allows.
    Busy,
    Panic(String),
    /// The client took no chunk for longer than `stall` allows, and the handler was dropped.
    Stalled,
    /// The emitter was used in a way that would lose items, or hold more than the chunk.
    Misuse(&'static str),
}

impl Failure {
    /// The status that the response has, or would have had before the commit.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Handler(_, status) => *status,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the response says of a failure inside the commit window.
    pub(crate) fn problem(&self) -> Problem {
        if !matches!(self, Self::Busy) {
            return Problem::internal();
        }
        let detail = "the server makes as many responses of this kind as it can; try again a little later";
        Problem::new(self.status(), Problem::TOO_MANY_STREAMS, detail).retry_in(RETRY_SECONDS)
    }

    /// The response of a failure inside the commit window.
    pub(crate) fn into_http(self) -> Response<Bytes> {
        self.problem().into_http()
    }

    pub(crate) fn panicked(payload: &(dyn Any + Send)) -> Self {
        let message = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Self::Panic(message.unwrap_or("a value that is no message").to_owned())
    }
}

impl From<serde_json::Error> for Box<Failure> {
    #[cold]
    fn from(error: serde_json::Error) -> Self {
        Self::new(Failure::Serialize(error))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handler(description, _) => f.write_str(description),
            Self::Serialize(error) => write!(f, "a value could not be written as JSON: {error}"),
            #[cfg(feature = "csv")]
            Self::NotCsv(error) => write!(f, "an item could not be written as CSV: {error}"),
            Self::TooLong(most) => write!(
                f,
                "the text of an item, a head or a tail is longer than the {most} bytes that `max_item` allows"
            ),
            Self::Thread(error) => write!(f, "no thread could be started: {error}"),
            Self::Busy => f.write_str("as many blocking streams are at work as `set_max_blocking_streams` allows"),
            Self::Panic(message) => write!(f, "the handler panicked: {message}"),
            Self::Stalled => f.write_str("the client read nothing for longer than `stall` allows"),
            Self::Misuse(message) => f.write_str(message),
        }
    }
}

/// Why a response body ended before its JSON was complete.
///
/// The body yields it to the HTTP library, which then aborts the response in a way that the client can see. It does so when
/// all chunks before it have been dropped, which is when they are written, or when none has been for five seconds. The whole
/// error is in the log already; its [`source`](std::error::Error::source) describes it, too.
#[derive(Debug)]
pub struct Error(Failure);

impl Error {
    pub(crate) fn new(failure: Failure) -> Self {
        Self(failure)
    }
}

/// A constant text: middleware that logs it, or sends it to a client, gives nothing of the handler's error away.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the stream failed after its response had started")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Failure::Serialize(error) => Some(error),
            #[cfg(feature = "csv")]
            Failure::NotCsv(error) => Some(error),
            Failure::Thread(error) => Some(error),
            Failure::Handler(..)
            | Failure::TooLong(_)
            | Failure::Busy
            | Failure::Panic(_)
            | Failure::Stalled
            | Failure::Misuse(_) => None,
        }
    }
}
