use serde_json::Error;

use super::{out::Out, text::is_plain_short};

/// Names up to this length are put together on the stack, with what stands around them.
const SHORT: usize = 28;

/// Appends the name of a field in quotation marks, with `before` (`{` or `,`) in front of it and a colon behind it.
#[expect(clippy::inline_always, reason = "for a constant name, all of this is one store")]
#[inline(always)]
pub(super) fn append_name<O: Out>(out: &mut O, before: u8, name: &'static str) -> Result<(), Error> {
    if name.len() > SHORT || !is_plain_short(name.as_bytes()) {
        return append_other_name(out, before, name);
    }
    let end = name.len() + 2;
    let mut text = [b'"'; SHORT + 4];
    text[0] = before;
    text[2..end].copy_from_slice(name.as_bytes());
    text[end + 1] = b':';
    out.text(&text[..end + 2])
}

/// A name that is long, or has something to escape.
#[cold]
fn append_other_name<O: Out>(out: &mut O, before: u8, name: &str) -> Result<(), Error> {
    out.byte(before)?;
    out.string(name)?;
    out.byte(b':')
}
