use serde_json::Error;

use super::out::Out;

/// Appends JSON text that was written elsewhere, as it stands.
///
/// It is the only text that may have line breaks, between its tokens. Where it has to be on one line, they become spaces.
pub(super) fn append_raw<O: Out>(mut out: O, overflow: &mut O::Overflow, text: &str) -> Result<O, Error> {
    if !O::is_on_one_line(overflow) {
        return out.text(overflow, text.as_bytes());
    }
    let mut lines = text.split(['\n', '\r']);
    out = out.text(overflow, lines.next().unwrap_or_default().as_bytes())?;
    for line in lines {
        out = out.byte(overflow, b' ')?;
        out = out.text(overflow, line.as_bytes())?;
    }
    Ok(out)
}
