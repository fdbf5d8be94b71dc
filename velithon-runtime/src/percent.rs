use std::fmt::Write;

/// Appends text percent-encoded (RFC 3986, section 2.1): all bytes but those that are `plain`.
pub(crate) fn push_percent_encoded(out: &mut String, text: &str, plain: impl Fn(u8) -> bool) {
    // Without an early exit, a few vector instructions ask for all of it.
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}
