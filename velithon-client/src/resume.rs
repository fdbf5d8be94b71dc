use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

/// A place between two rows, where a later walk can go on: of this process or another one, minutes or months later.
///
/// It is a short text ([`Display`], [`FromStr`]), to keep beside the rows that came before it. It holds a cursor, the id
/// of an event or the URL of a page, and with them what the server put there: not a secret of ours.
///
/// ```
/// use velithon_client::Resume;
///
/// let kept = "after:1.AAEC".parse::<Resume>()?;
/// assert_eq!(kept.to_string(), "after:1.AAEC");
/// # Ok::<(), velithon_client::NoResume>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Resume(pub(crate) Place);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// Behind the row that this cursor names.
    After(String),
    /// Behind the event with this id.
    Event(String),
    /// Before the first row of the page at this URL.
    Page(String),
}

impl Display for Resume {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::After(cursor) => write!(f, "after:{cursor}"),
            Place::Event(id) => write!(f, "event:{id}"),
            Place::Page(url) => write!(f, "page:{url}"),
        }
    }
}

impl FromStr for Resume {
    type Err = NoResume;

    fn from_str(text: &str) -> Result<Self, NoResume> {
        let (kind, place) = text.split_once(':').ok_or(NoResume)?;
        let place = place.to_owned();
        match kind {
            "after" => Ok(Self(Place::After(place))),
            // An id goes into a header.
            "event" if !place.contains(['\r', '\n', '\0']) => Ok(Self(Place::Event(place))),
            "page" => Ok(Self(Place::Page(place))),
            _ => Err(NoResume),
        }
    }
}

/// The text is not one that a [`Resume`] was written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoResume;

impl Display for NoResume {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("not a place to resume at: `after:CURSOR`, `event:ID` or `page:URL` is one")
    }
}

impl std::error::Error for NoResume {}
