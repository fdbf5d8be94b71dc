use std::fmt::{self, Display, Write};

use serde::ser::Error as _;
use serde_json::Error;

use super::{
    out::{Out, refused},
    plain::is_plain,
    string::append_contents,
};

/// Appends what `value` displays as a string, piece by piece.
pub(super) fn append_display<O: Out, T: Display + ?Sized>(
    out: O,
    overflow: &mut O::Overflow,
    value: &T,
) -> Result<O, Error> {
    let mut contents = Contents {
        out: Some(out.byte(overflow, b'"')?),
        overflow,
    };
    match (write!(contents, "{value}"), contents.out) {
        (Ok(()), Some(out)) => out.byte(contents.overflow, b'"'),
        (Err(_), Some(_)) => Err(Error::custom("a value could not be displayed")),
        (_, None) => Err(refused()),
    }
}

/// The inside of a string. The output is gone once text was refused.
struct Contents<'o, O: Out> {
    out: Option<O>,
    overflow: &'o mut O::Overflow,
}

impl<O: Out> Write for Contents<'_, O> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let out = self.out.take().ok_or(fmt::Error)?;
        self.out = append_contents(out, self.overflow, text).ok();
        self.out.as_ref().map(drop).ok_or(fmt::Error)
    }

    /// Times and dates are displayed digit by digit.
    #[inline]
    fn write_char(&mut self, char: char) -> fmt::Result {
        match u8::try_from(char) {
            Ok(byte) if byte.is_ascii() && is_plain(byte) => {
                let out = self.out.take().ok_or(fmt::Error)?;
                self.out = out.byte(self.overflow, byte).ok();
                self.out.as_ref().map(drop).ok_or(fmt::Error)
            }
            _ => self.write_str(char.encode_utf8(&mut [0; 4])),
        }
    }
}
