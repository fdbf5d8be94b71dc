use serde_json::Error;

use super::{
    bounded::Bounded,
    out::Out,
    parts::Parts,
    strings::Strings,
    text::{append_plain, is_plain},
};

/// Strings are written by ourselves, and by `serde_json` where there is something to escape.
pub(super) struct Own;

impl Strings for Own {
    #[inline]
    fn append(out: &mut Bounded<'_, Self>, text: &str) -> Result<(), Error> {
        if !is_plain(text.as_bytes()) {
            return serde_json::to_writer(out, text);
        }
        out.require_room(text.len().saturating_add(2))?;
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
