//! Bodies of pages that are a type of the application's, around rows that have been written already.

use std::{
    cell::Cell,
    io::{self, Write},
    rc::Rc,
};

use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;

/// What an envelope is made of: the rows of a page, and what is known of it.
///
/// `#[paginate(envelope = Legacy)]` makes the body of each page a `Legacy<R>`, which is `From<PageParts<R>>` and `Serialize`
/// for any `R` that is. The rows stand in for a list: they are in the body already, and are written where `rows` is.
///
/// ```
/// use serde::Serialize;
/// use velithon::PageParts;
///
/// #[derive(Serialize)]
/// struct Legacy<R> {
///     count: Option<u64>,
///     next: Option<String>,
///     previous: Option<String>,
///     results: R,
/// }
///
/// impl<R> From<PageParts<R>> for Legacy<R> {
///     fn from(page: PageParts<R>) -> Self {
///         Self { count: page.total, next: page.next, previous: page.prev, results: page.rows }
///     }
/// }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PageParts<R> {
    /// The rows of the page, a list.
    pub rows: R,
    /// How many they are.
    pub served: u32,
    /// How many rows a page has at most.
    pub size: u32,
    /// Which page this is, counted from 1, where pages are numbered.
    pub page: Option<u64>,
    /// The row at which it starts, counted from 0; nothing where pages are reached by cursors.
    pub offset: Option<u64>,
    /// How many rows all pages have together, where that is known, or at least where `total_is_exact` is not so.
    pub total: Option<u64>,
    /// Whether `total` is the number of rows, and not a lower bound.
    pub total_is_exact: bool,
    /// How many pages there are, where the total is exact.
    pub total_pages: Option<u64>,
    /// Whether there is a page after this one.
    pub has_more: bool,
    /// The path of the request.
    pub path: String,
    /// The link to the first page, relative to the request unless the handler says `links_base`.
    pub first: Option<String>,
    /// The link to the page before, where there is one.
    pub prev: Option<String>,
    /// The link to the next page, where there is one that the server would answer.
    pub next: Option<String>,
    /// The link to the last page, where the total is exact.
    pub last: Option<String>,
    /// The cursor of the next page, where pages are reached by cursors.
    pub next_cursor: Option<String>,
    /// The cursor of the page before.
    pub prev_cursor: Option<String>,
    /// What the handler added by [`PageItems::with`](crate::PageItems::with): names and JSON.
    pub with: Vec<(String, Box<RawValue>)>,
}

/// Rows that are JSON already, as an envelope holds them.
///
/// It is written once, by the serializer that the envelope is given to: a page that has rows and an envelope without them is an
/// error.
#[derive(Clone, Debug, Default)]
pub struct PageRows {
    /// Whether the next value is the rows.
    is_next: Rc<Cell<bool>>,
}

impl Serialize for PageRows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_next.replace(true) {
            return Err(S::Error::custom("the rows of a page stand in its envelope once"));
        }
        let written = serializer.serialize_unit();
        self.is_next.set(false);
        written
    }
}

/// Writes the JSON of an envelope around rows: [`wrap`] of a type.
pub(crate) type Wrap = fn(PageParts<PageRows>, Vec<u8>) -> Result<Vec<u8>, serde_json::Error>;

/// Writes the envelope around a list that is JSON. The rows are moved to make room, and never copied elsewhere.
pub(crate) fn wrap<E>(parts: PageParts<PageRows>, rows: Vec<u8>) -> Result<Vec<u8>, serde_json::Error>
where
    E: From<PageParts<PageRows>> + Serialize,
{
    let is_next = Rc::clone(&parts.rows.is_next);
    let has_rows = parts.served > 0;
    let mut around = Around {
        is_next,
        rows: Some(rows),
        out: Vec::with_capacity(256),
    };
    serde_json::to_writer(&mut around, &E::from(parts))?;
    if has_rows && around.rows.is_some() {
        return Err(serde_json::Error::custom(
            "the rows of a page are missing in its envelope: it left them out, or made another value of them, such as a \
             `serde_json::Value`",
        ));
    }
    Ok(around.out)
}

/// Takes the JSON of an envelope, and puts the rows where they are next.
struct Around {
    is_next: Rc<Cell<bool>>,
    rows: Option<Vec<u8>>,
    out: Vec<u8>,
}

impl Write for Around {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if !self.is_next.get() {
            self.out.extend_from_slice(text);
            return Ok(text.len());
        }
        let mut rows = self
            .rows
            .take()
            .ok_or_else(|| io::Error::other("the rows of a page stand in its envelope once"))?;
        rows.splice(0..0, self.out.drain(..));
        self.out = rows;
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> PageParts<PageRows> {
        PageParts {
            rows: PageRows::default(),
            served: 2,
            size: 2,
            page: Some(1),
            offset: Some(0),
            total: None,
            total_is_exact: false,
            total_pages: None,
            has_more: false,
            path: "/".to_owned(),
            first: None,
            prev: None,
            next: None,
            last: None,
            next_cursor: None,
            prev_cursor: None,
            with: Vec::new(),
        }
    }

    fn text(written: Result<Vec<u8>, serde_json::Error>) -> Result<String, String> {
        let written = written.map_err(|error| error.to_string())?;
        String::from_utf8(written).map_err(|error| error.to_string())
    }

    #[derive(Serialize)]
    struct Between<R> {
        before: Option<u8>,
        rows: R,
        after: Option<u8>,
    }

    impl<R> From<PageParts<R>> for Between<R> {
        fn from(page: PageParts<R>) -> Self {
            Self {
                before: None,
                rows: page.rows,
                after: None,
            }
        }
    }

    #[test]
    fn rows_stand_where_the_envelope_has_them() {
        assert_eq!(
            text(wrap::<Between<PageRows>>(parts(), b"[1,2]".to_vec())).as_deref(),
            Ok(r#"{"before":null,"rows":[1,2],"after":null}"#)
        );
    }

    #[derive(Serialize)]
    struct Twice<R>(R, R);

    impl<R: Clone> From<PageParts<R>> for Twice<R> {
        fn from(page: PageParts<R>) -> Self {
            Self(page.rows.clone(), page.rows)
        }
    }

    #[derive(Serialize)]
    struct Elsewhere(Option<u8>, String);

    impl<R: Serialize> From<PageParts<R>> for Elsewhere {
        fn from(page: PageParts<R>) -> Self {
            Self(None, serde_json::to_string(&page.rows).unwrap_or_default())
        }
    }

    #[test]
    fn rows_are_written_once_and_by_their_own_serializer() {
        assert!(text(wrap::<Twice<PageRows>>(parts(), b"[1,2]".to_vec())).is_err());
        assert!(text(wrap::<Elsewhere>(parts(), b"[1,2]".to_vec())).is_err());
        let empty = PageParts { served: 0, ..parts() };
        assert_eq!(
            text(wrap::<Elsewhere>(empty, b"[]".to_vec())).as_deref(),
            Ok(r#"[null,"null"]"#)
        );
    }
}
