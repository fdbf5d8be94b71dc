//! What the matrix consists of.

use std::fmt;

/// What goes wrong, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    ErrorAtItem0,
    ErrorInWindow,
    ErrorAfterFlush,
    SerializeInWindow,
    SerializeAfterFlush,
    PanicInWindow,
    PanicAfterFlush,
    Disconnect,
    Stall,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Array,
    Ndjson,
    Sse,
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Http10,
    Http11,
    Http2,
}

/// One combination.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) failure: Failure,
    pub(crate) format: Format,
    pub(crate) protocol: Protocol,
}

impl Failure {
    const ALL: [Self; 9] = [
        Self::ErrorAtItem0,
        Self::ErrorInWindow,
        Self::ErrorAfterFlush,
        Self::SerializeInWindow,
        Self::SerializeAfterFlush,
        Self::PanicInWindow,
        Self::PanicAfterFlush,
        Self::Disconnect,
        Self::Stall,
    ];

    /// Where a host serves the handler that fails so.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::ErrorAtItem0 => "/error-at-item-0",
            Self::ErrorInWindow => "/error-in-window",
            Self::ErrorAfterFlush => "/error-after-flush",
            Self::SerializeInWindow => "/serialize-in-window",
            Self::SerializeAfterFlush => "/serialize-after-flush",
            Self::PanicInWindow => "/panic-in-window",
            Self::PanicAfterFlush => "/panic-after-flush",
            Self::Disconnect => "/disconnect",
            Self::Stall => "/stall",
        }
    }
}

impl Format {
    /// What asks for it.
    pub(crate) fn accept(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Array | Self::Ndjson | Self::Sse => self.content_type(),
        }
    }

    /// What it is sent as.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Array => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::Sse => "text/event-stream",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}

impl Cell {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Failure::ALL.into_iter().flat_map(|failure| {
            [Format::Array, Format::Ndjson, Format::Sse, Format::Csv]
                .into_iter()
                .flat_map(move |format| {
                    let protocols = [Protocol::Http10, Protocol::Http11, Protocol::Http2];
                    protocols.map(|protocol| Self {
                        failure,
                        format,
                        protocol,
                    })
                })
        })
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = &self.failure.path()[1..];
        let format = match self.format {
            Format::Array => "array",
            Format::Ndjson => "ndjson",
            Format::Sse => "sse",
            Format::Csv => "csv",
        };
        write!(f, "{failure}, {format}, {}", self.protocol)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Http10 => "HTTP/1.0",
            Self::Http11 => "HTTP/1.1",
            Self::Http2 => "HTTP/2",
        })
    }
}
