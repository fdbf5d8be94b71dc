use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use url::form_urlencoded;

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
    After(Cursor),
    /// Behind the event with this id.
    Event(String),
    /// Before the first row of the page at this URL.
    Page(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cursor {
    pub(crate) value: String,
    /// The query parameter that it goes into, where the server has told it.
    pub(crate) parameter: Option<String>,
}

impl Place {
    pub(crate) fn after(value: String) -> Self {
        Self::After(Cursor { value, parameter: None })
    }
}

impl Display for Resume {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::After(Cursor { value, parameter: None }) => write!(f, "after:{value}"),
            Place::After(Cursor {
                value,
                parameter: Some(name),
            }) => {
                // The encoded name has no `=`.
                let name: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
                write!(f, "cursor:{name}={value}")
            }
            Place::Event(id) => write!(f, "event:{id}"),
            Place::Page(url) => write!(f, "page:{url}"),
        }
    }
}

impl FromStr for Resume {
    type Err = NoResume;

    fn from_str(text: &str) -> Result<Self, NoResume> {
        let (kind, place) = text.split_once(':').ok_or(NoResume)?;
        if kind == "cursor" {
            let (name, value) = place.split_once('=').ok_or(NoResume)?;
            let name = form_urlencoded::parse(name.as_bytes()).next().ok_or(NoResume)?.0;
            return Ok(Self(Place::After(Cursor {
                value: value.to_owned(),
                parameter: Some(name.into_owned()),
            })));
        }
        let place = place.to_owned();
        match kind {
            "after" => Ok(Self(Place::after(place))),
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
        f.write_str(
            "not a place to resume at: `after:CURSOR`, `cursor:PARAMETER=CURSOR`, `event:ID` or `page:URL` is one",
        )
    }
}

impl std::error::Error for NoResume {}
