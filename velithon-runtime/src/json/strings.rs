use serde_json::Error;

use super::{
    bounded::Bounded,
    out::Out,
    parts::Parts,
    text::{append_plain, is_plain},
};

/// By whom strings are written.
pub(super) trait Strings: Sized {
    fn append(out: &mut Bounded<'_, Self>, text: &str) -> Result<(), Error>;

    /// Writes a string of a document.
    fn write(out: &mut Parts<'_, Self>, text: &str) -> Result<(), Error>;

    #[inline]
    fn is_raw(_: &str) -> bool {
        false
    }
}

/// By ourselves, or by `serde_json` where there is something to escape.
pub(super) struct Own;

impl Strings for Own {
    #[inline]
    fn append(out: &mut Bounded<'_, Self>, text: &str) -> Result<(), Error> {
        if !is_plain(text.as_bytes()) {
            return serde_json::to_writer(out, text);
        }
        out.has_room(text.len().saturating_add(2))?;
        append_plain(out.out, text);
        Ok(())
    }

    #[inline]
    fn write(out: &mut Parts<'_, Self>, text: &str) -> Result<(), Error> {
        if !is_plain(text.as_bytes()) {
            return serde_json::to_writer(out, text);
        }
        if let Some(out) = out.with_room(text.len().saturating_add(2)) {
            append_plain(out, text);
            return Ok(());
        }
        out.byte(b'"')?;
        out.text(text.as_bytes())?;
        out.byte(b'"')
    }
}
