use serde::{Serialize, ser::Error as _};
use serde_json::Error;

use super::{PageParts, rows::PageRows};
use crate::json::Buffer;

/// Writes an envelope around the rows of a page: [`wrap`] of a type.
pub(crate) type Wrap = fn(PageParts<PageRows>, &mut Buffer) -> Result<(), Error>;

/// Writes the envelope around a list that is JSON.
pub(crate) fn wrap<E>(parts: PageParts<PageRows>, body: &mut Buffer) -> Result<(), Error>
where
    E: From<PageParts<PageRows>> + Serialize,
{
    let has_rows = parts.served > 0;
    let has_place = body.surround(&E::from(parts))?;
    if has_rows && !has_place {
        return Err(Error::custom(
            "the rows of a page are missing in its envelope: it left them out, or made another value of them, such as a \
             `serde_json::Value`",
        ));
    }
    Ok(())
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

    /// The envelope around these rows.
    fn around<E>(parts: PageParts<PageRows>, rows: &str) -> Result<String, String>
    where
        E: From<PageParts<PageRows>> + Serialize,
    {
        let mut body = Buffer::from(rows.as_bytes().to_vec());
        wrap::<E>(parts, &mut body).map_err(|error| error.to_string())?;
        String::from_utf8(body.take()).map_err(|error| error.to_string())
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
            around::<Between<PageRows>>(parts(), "[1,2]").as_deref(),
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
        assert!(around::<Twice<PageRows>>(parts(), "[1,2]").is_err());
        assert!(around::<Elsewhere>(parts(), "[1,2]").is_err());
        let empty = PageParts { served: 0, ..parts() };
        assert_eq!(around::<Elsewhere>(empty, "[]").as_deref(), Ok(r#"[null,"null"]"#));
    }
}
