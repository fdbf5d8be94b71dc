use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use url::{Url, form_urlencoded};

/// What the fragment begins with that counts the rows before a page.
const ROWS: &str = "rows=";

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
    /// Before the first row of the page at this URL. Its fragment, which is never sent, says how many rows come before it, where a
    /// rule counts them.
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

    /// The text of the mark that it is behind: its cursor or its id.
    pub(crate) fn mark(&self) -> Option<&str> {
        match self {
            Self::After(cursor) => Some(&cursor.value),
            Self::Event(id) => Some(id),
            Self::Page(_) => None,
        }
    }

    /// The page at this URL, behind so many rows.
    pub(crate) fn counted_page(mut url: Url, rows: u64) -> Self {
        url.set_fragment(Some(&format!("{ROWS}{rows}")));
        Self::Page(url.into())
    }

    /// How many rows come before it, as far as it says it.
    pub(crate) fn rows_before(&self) -> u64 {
        let Self::Page(url) = self else {
            return 0;
        };
        let rows = url
            .split_once('#')
            .and_then(|(_, fragment)| fragment.strip_prefix(ROWS));
        rows.and_then(|rows| rows.parse().ok()).unwrap_or(0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for text in [
            "after:1.AAEC",
            "after:",
            "after:a:b=c",
            "cursor:page%5Bafter%5D=a=b:c",
            "cursor:c=",
            "event:7",
            "event: \u{e9} 7",
            "page:https://api.example/x?page=2#rows=3",
        ] {
            let resume: Resume = text.parse().unwrap();
            assert_eq!(resume.to_string(), text);
        }
        let Ok(Resume(Place::After(cursor))) = "cursor:page%5Bafter%5D=a=b:c".parse() else {
            panic!("it is a cursor");
        };
        assert_eq!(
            (cursor.parameter.as_deref(), &*cursor.value),
            (Some("page[after]"), "a=b:c")
        );
    }

    #[test]
    fn what_is_no_place_is_refused_with_what_is_one() {
        for text in [
            "",
            "7",
            "row:7",
            "After:7",
            "cursor:7",
            "cursor:=7",
            "event:a\nb",
            "event:a\r",
            "event:\0",
        ] {
            let refusal = text.parse::<Resume>().unwrap_err().to_string();
            assert!(refusal.contains("`after:CURSOR`"), "{text:?}: {refusal}");
        }
    }

    #[test]
    fn a_page_says_how_many_rows_come_before_it() {
        let before = |text: &str| text.parse::<Resume>().unwrap().0.rows_before();
        assert_eq!(before("page:http://api.example/x#rows=300"), 300);
        for text in [
            "page:http://api.example/x",
            "page:http://api.example/x#rows=",
            "page:http://api.example/x#rows=-1",
            "page:http://api.example/x?rows=7",
            "page:http://api.example/x#row=7",
            "after:x#rows=7",
        ] {
            assert_eq!(before(text), 0, "{text}");
        }
    }
}
