use crate::error::Reason;

/// Why a body is not what its format says.
#[derive(Debug)]
pub(crate) enum FrameError {
    /// An item, a member or a line is longer than this.
    TooLarge(usize),
    /// The text is not of the format.
    Malformed(&'static str),
    /// The body has two lists, and nobody said which one holds the rows.
    SecondList(String),
    /// The body has no list of rows; of this name, where one was asked for.
    NoList(Option<String>),
    /// The body has no such list, and another one by this name, or in an object, at this pointer.
    OtherList(String),
}

impl From<FrameError> for Reason {
    fn from(error: FrameError) -> Self {
        match error {
            FrameError::TooLarge(limit) => Self::TooLarge {
                limit,
                raise: "max_item",
            },
            FrameError::Malformed(what) => Self::Malformed(what.to_owned()),
            FrameError::SecondList(name) => Self::Malformed(format!(
                "a second list, `{name}`; `items` says which of them holds the rows"
            )),
            FrameError::NoList(Some(name)) => Self::Malformed(format!("no list `{name}`")),
            FrameError::OtherList(path) => Self::Malformed(format!(
                "no list but `{path}`; if that holds the rows, say `.items(\"{path}\")`"
            )),
            FrameError::NoList(None) => Self::Malformed("no list".to_owned()),
        }
    }
}
