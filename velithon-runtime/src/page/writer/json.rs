//! JSON strings and numbers of an envelope. Writing them to a `Vec` cannot fail.

pub(crate) fn string(body: &mut Vec<u8>, text: &str) {
    let _ = serde_json::to_writer(body, text);
}

pub(crate) fn number(body: &mut Vec<u8>, number: u64) {
    let _ = serde_json::to_writer(body, &number);
}
