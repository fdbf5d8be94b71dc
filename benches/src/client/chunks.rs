use crate::failure::Failure;

/// Follows the framing of a chunked body through reads of any size, and counts what is inside.
#[derive(Default)]
pub(super) struct Chunks {
    /// Bytes of all chunks so far, without their framing.
    pub(super) bytes: usize,
    place: Place,
}

#[derive(Clone, Copy, Default)]
enum Place {
    /// In the line with a chunk's length.
    #[default]
    LineStart,
    Line(usize),
    LineEnd(usize),
    /// In a chunk, with so many bytes left of it, its line end included.
    Chunk(usize),
    /// After the last chunk, which has no bytes: so many of the body's own line end are left.
    Last(usize),
}

impl Chunks {
    /// Takes what was read; returns whether the body has ended with it.
    pub(super) fn take(&mut self, mut part: &[u8]) -> Result<bool, Failure> {
        while let [byte, rest @ ..] = part {
            self.place = match (self.place, *byte) {
                (Place::Chunk(left), _) => {
                    let taken = left.min(part.len());
                    part = &part[taken..];
                    self.place = match left - taken {
                        0 => Place::LineStart,
                        left => Place::Chunk(left),
                    };
                    continue;
                }
                (Place::LineStart, byte) => Place::Line(digit(byte)?),
                (Place::Line(size), b'\r') => Place::LineEnd(size),
                (Place::Line(size), byte) => {
                    let size = u32::try_from(size * 16).map_err(|_| "a chunk is too long")?;
                    Place::Line(size as usize + digit(byte)?)
                }
                (Place::LineEnd(0), b'\n') => Place::Last(2),
                (Place::LineEnd(size), b'\n') => {
                    self.bytes += size;
                    Place::Chunk(size + 2)
                }
                (Place::Last(2), b'\r') => Place::Last(1),
                (Place::Last(1), b'\n') => Place::Last(0),
                _ => return Err("the response is not framed as chunks".into()),
            };
            part = rest;
        }
        Ok(matches!(self.place, Place::Last(0)))
    }
}

fn digit(byte: u8) -> Result<usize, Failure> {
    let digit = char::from(byte).to_digit(16).ok_or("a chunk's length is no number")?;
    Ok(digit as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"3\r\nabc\r\n1B\r\n0\r\n\r\nefghijklmnopqrstuvwxyz\r\n0\r\n\r\n";

    #[test]
    fn bytes_are_counted_wherever_a_body_is_cut() {
        for at_once in 1..=BODY.len() {
            let mut chunks = Chunks::default();
            let mut ends = Vec::new();
            for part in BODY.chunks(at_once) {
                ends.push(chunks.take(part).unwrap());
            }
            assert_eq!(chunks.bytes, 3 + 27, "{at_once} at once");
            assert!(ends.pop().unwrap() && !ends.contains(&true), "{at_once} at once");
        }
    }

    #[test]
    fn what_is_no_framing_is_refused() {
        for body in [
            "x\r\n",
            "\r\n",
            "1\r\na\r\n0\r\nx",
            "1 \r\na",
            "0\r\n\r\n0\r\n\r\n",
            "fffffffff\r\n",
        ] {
            assert!(Chunks::default().take(body.as_bytes()).is_err(), "{body:?}");
        }
    }
}
