use crate::{
    error::{BoxError, Cut},
    format::Format,
    frame::{FrameError, Members},
    problem::Problem,
    proof::Proof,
    resume::Place,
};

/// What is known about a body before it comes.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub(crate) format: Format,
    /// The member that holds the rows of an object.
    pub(crate) list: Option<String>,
    pub(crate) max_item: usize,
    /// Whether the end of the bytes is the end that the server meant.
    pub(crate) is_framed: bool,
    /// What would make it one, for whoever reads the error where it is none.
    pub(crate) framed_by: &'static str,
    /// How many bytes are to come, if that was said.
    pub(crate) length: Option<u64>,
    /// Whether the server sends records, so that an end without one is none.
    pub(crate) has_records: bool,
}

/// What comes out of a body.
#[derive(Debug)]
pub(crate) enum Piece<T> {
    /// A row, whose JSON had so many bytes.
    Row(T, usize),
    /// A place behind all rows before it.
    Mark(Place),
    /// The server asks for so many milliseconds between requests.
    Retry(u64),
    End(Box<End>),
}

/// A proven end.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) proof: Proof,
    /// Whether nothing follows; a server may end a response earlier.
    pub(crate) is_complete: bool,
    pub(crate) after: Option<Place>,
    /// What an object said beside its rows.
    pub(crate) members: Members,
}

/// Why a body has no proven end.
#[derive(Debug)]
pub(crate) enum BodyError {
    Cut(BoxError),
    Failed(Problem, Option<Place>),
    Row(serde_json::Error),
    Frame(FrameError),
}

// In a box: rows are moved for less, where the other case is small.
impl From<Cut> for Box<BodyError> {
    fn from(why: Cut) -> Self {
        Self::new(BodyError::Cut(why.into()))
    }
}

impl From<FrameError> for Box<BodyError> {
    fn from(error: FrameError) -> Self {
        Self::new(BodyError::Frame(error))
    }
}
