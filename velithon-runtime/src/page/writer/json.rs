//! JSON strings and numbers of an envelope. Writing them cannot fail.

use crate::json::{Buffer, Rules};

pub(crate) fn string(body: &mut Buffer, text: &str) {
    let _ = body.append_by(text, Rules::default());
}

pub(crate) fn number(body: &mut Buffer, number: u64) {
    let _ = body.append_by(&number, Rules::default());
}
