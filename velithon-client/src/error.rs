use std::{
    error::Error as StdError,
    fmt::{self, Display, Formatter},
    sync::Arc,
};

use crate::{problem::Problem, proof::Proof, resume::Resume};

/// An error of a client or of a stream of bytes, whatever its type.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why rows or pages ended before their proven end. It can be cloned: once there is one, every later call answers it again.
#[derive(Clone)]
pub struct Error {
    inner: Arc<Inner>,
}

struct Inner {
    reason: Reason,
    resume: Option<Resume>,
    source: Option<BoxError>,
}

/// What to branch on.
///
/// `rows` counts the rows that were handed out before. `resume` is where a later walk goes on behind exactly those rows;
/// `None` where it can only start anew, because the server has no such place or none has come yet.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Reason {
    /// The body ended before its proof, or could not be had at all, and what tries there were are used up. The
    /// [`source`](StdError::source) says what cut it, if anybody knows, and so does the error's text by `{error:#}`.
    #[non_exhaustive]
    Truncated {
        /// How many rows were handed out.
        rows: u64,
        /// Where to go on behind them.
        resume: Option<Resume>,
    },
    /// The server says that it failed: by a status, or by a record `$error`.
    #[non_exhaustive]
    Failed {
        /// What the server says of its failure (RFC 9457).
        problem: Problem,
        /// Where to go on behind the rows that were handed out.
        resume: Option<Resume>,
    },
    /// A row is not the type that was asked for; the [`source`](StdError::source) says where.
    #[non_exhaustive]
    Row {
        /// How many rows were handed out.
        rows: u64,
        /// Where to go on behind them.
        resume: Option<Resume>,
    },
    /// The body is not what its format says, or not of a kind that has rows.
    Malformed(String),
    /// A row, or what is held until a mark proves it, is longer than allowed.
    #[non_exhaustive]
    TooLarge {
        /// How many bytes are allowed.
        limit: usize,
        /// The method that allows more.
        raise: &'static str,
    },
    /// The next page is not where the walk began, or redirects led away from there; `allow_origin` lets it go there. No row of it
    /// was handed out. A redirect that the HTTP client followed has been asked for all the same:
    /// [`header`](crate::Get::header) says how to keep it from that.
    #[non_exhaustive]
    OtherOrigin {
        /// The URL of the page.
        url: String,
    },
    /// The next page is one that has been read.
    #[non_exhaustive]
    Loop {
        /// The URL of the page.
        url: String,
    },
    /// The rows from before come again: the server does not read what the request has to say of where to go on.
    #[non_exhaustive]
    NoProgress {
        /// What it does not read.
        asked: Asked,
    },
    /// The request cannot be made: its URL or a header is not valid.
    Request(String),
}

/// How a request says where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Asked {
    /// By a query parameter of this name; [`cursor_parameter`](crate::Get::cursor_parameter) says which one the server reads.
    Parameter(String),
    /// By the header `Last-Event-ID`.
    LastEventId,
}

impl Error {
    pub(crate) fn new(reason: Reason, resume: Option<Resume>, source: Option<BoxError>) -> Self {
        Self {
            inner: Arc::new(Inner { reason, resume, source }),
        }
    }

    /// Why the walk ended.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.inner.reason
    }

    /// Where to go on behind the rows that were handed out, if that is possible, whatever the reason: with other limits, say.
    #[must_use]
    pub fn resume(&self) -> Option<&Resume> {
        self.inner.resume.as_ref()
    }

    /// What the server says, if it is the one that failed.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match &self.inner.reason {
            Reason::Failed { problem, .. } => Some(problem),
            _ => None,
        }
    }

    /// Whether the body was cut: what came is not all there is.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        matches!(self.inner.reason, Reason::Truncated { .. })
    }
}

/// The reason; by `{error:#}`, what it comes from, too.
impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.inner.reason.describe(f)?;
        if !f.alternate() {
            // Who walks the sources would say them twice.
            return Ok(());
        }
        let mut said = String::new();
        let mut source = self.source();
        while let Some(error) = source {
            let text = error.to_string();
            // Many errors repeat their source in their own text.
            if !said.ends_with(&text) {
                write!(f, ": {text}")?;
                said = text;
            }
            source = error.source();
        }
        Ok(())
    }
}

impl Reason {
    fn describe(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Truncated { rows: 0, .. } => f.write_str("cut before any row was handed out"),
            Reason::Truncated { rows, .. } => write!(f, "cut after {rows} rows, before the end was proven"),
            Reason::Failed { problem, .. } => write!(f, "the server failed: {problem}"),
            Reason::Row { rows, .. } => write!(f, "the row behind {rows} others is not of the type asked for"),
            Reason::Malformed(what) => write!(f, "the body has {what}"),
            Reason::TooLarge { limit, raise } => {
                write!(f, "more than {limit} bytes; `{raise}` allows more")
            }
            Reason::OtherOrigin { url } => {
                write!(f, "the page is of another origin, which `allow_origin` lets in: {url}")
            }
            Reason::Loop { url } => write!(f, "the next page is one that has been read: {url}"),
            Reason::NoProgress {
                asked: Asked::Parameter(name),
            } => write!(
                f,
                "the rows from before come again: the server does not read the parameter `{name}`; \
                 `.cursor_parameter(\"…\")` says which one it reads"
            ),
            Reason::NoProgress {
                asked: Asked::LastEventId,
            } => f.write_str("the rows from before come again: the server does not read the header `Last-Event-ID`"),
            Reason::Request(what) => f.write_str(what),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("reason", &self.inner.reason)
            .field("source", &self.inner.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}

/// What cut a body, where nothing else says it.
#[derive(Debug)]
pub(crate) enum Cut {
    /// The bytes ended before a proven end.
    EndOfBody,
    /// The body ended between rows, and nothing says that this is its end; this text says what would.
    Unframed(&'static str),
    /// So many bytes came, and the length was stated as so many.
    Length(u64, u64),
    /// The server counted so many rows, and so many came.
    Count(u64, u64),
    /// The end is proven by less than what is required.
    Unproven(Proof, Proof),
    /// A full page leads no further, and ends behind so many rows, of more.
    Short(u64),
    /// A full page ends behind so many rows, and does not say whether there are more.
    Full(u64),
    /// A page has as many rows as this parameter of its URL asks for, and says nothing of others.
    FullAsAsked(String),
    /// A page says by this member that there is another one, and not where.
    More(String),
    /// A page says by this member that rows of its own are missing.
    Incomplete(String),
    /// The cursor of a page is that of the start, which is the end to some servers and a place to others.
    StartCursor(String),
    /// A page says that its next one is had by this parameter, and its cursor is not found.
    NoCursor(String),
    /// So many pages in a row had no rows, and led on.
    Empty(u32),
    /// The first rows, which are only looked at, did not come.
    Unseen,
    /// What was sent again up to the place of the cut is not what was sent before.
    Changed,
}

impl Display for Cut {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::EndOfBody => f.write_str("the body ended in the middle"),
            Self::Unframed(framed) => write!(f, "the body ended, and nothing proves that it is whole: {framed}"),
            Self::Length(came, stated) => write!(f, "{came} bytes came of {stated}"),
            Self::Count(stated, came) => write!(f, "the server sent {stated} rows, and {came} came"),
            Self::Unproven(proof, required) => {
                write!(f, "the end is proven by {proof:?}, and {required:?} is required")
            }
            Self::Short(reached) => write!(
                f,
                "the server leads no further than row {reached}, and there are more; \
                 `.next(…)` says how its pages go on, if it has them"
            ),
            Self::Full(reached) => write!(
                f,
                "the page up to row {reached} is full, and does not say whether there are more; \
                 `.next(…)` says how its pages go on"
            ),
            Self::FullAsAsked(parameter) => write!(
                f,
                "the page has as many rows as `{parameter}` asks for, and does not say whether there are more; \
                 `.next(…)` says how its pages go on, and `.next(Next::by(|_| None))` that these are all"
            ),
            Self::More(member) => write!(
                f,
                "the page says by `{member}` that there are more, and not where; `.next(…)` says how its pages go on"
            ),
            Self::Incomplete(member) => write!(
                f,
                "a page says by `{member}` that rows of its own are missing; ask for less at once, or by `.pages()`, which hands \
                 out each page before"
            ),
            Self::StartCursor(cursor) => write!(
                f,
                "the page's cursor is {cursor}, by which some servers mean that there are no more, and others where they are; \
                 `.next(…)` says which"
            ),
            Self::NoCursor(name) => write!(
                f,
                "the page says that there is a next one, by the parameter `{name}`, and has no `next_cursor`; \
                 `.next(Next::cursor(\"…\", \"{name}\"))` says which member has it"
            ),
            Self::Empty(pages) => write!(
                f,
                "{pages} pages in a row had no rows, and the last of them leads on; `.pages()` hands out each of them"
            ),
            Self::Unseen => f.write_str(
                "the first rows, which would show whether the server reads the cursor, did not come; \
                 `.cursor_parameter(\"…\")` says which parameter it reads, and they are not asked for",
            ),
            Self::Changed => f.write_str("the rows before the cut have changed, so that the others cannot follow them"),
        }
    }
}

impl StdError for Cut {}
