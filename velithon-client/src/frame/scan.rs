mod block;

use memchr::memchr2;

use self::block::{Block, Within};

/// Finds where a JSON value ends, in as many pieces as it comes in. Whether it is valid is for the parser to say: here
/// brackets are counted and strings are skipped.
#[derive(Debug, Default)]
pub(super) struct Scan {
    depth: usize,
    state: State,
}

#[derive(Debug, Default)]
enum State {
    /// Before the first byte of the value.
    #[default]
    Start,
    /// Between the tokens of an object or an array.
    Between,
    InString,
    /// Behind a backslash, whose next byte means nothing to the framing. In JSON it stands in strings alone.
    Escaped {
        is_string: bool,
    },
    /// In a number, `true`, `false` or `null`, which end only with what comes behind them.
    Scalar,
}

/// Strings up to this length are cheaper to look through than to start a search for.
const SHORT: usize = 16;

impl Scan {
    /// How many of these bytes belong to the value, if it ends in them. They are not empty, and the first ones do not
    /// begin with white space.
    pub(super) fn end_in(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        if let State::Start = self.state {
            self.state = match bytes.first()? {
                b'{' | b'[' => {
                    self.depth = 1;
                    State::Between
                }
                b'"' => State::InString,
                _ => State::Scalar,
            };
            at = 1;
        }
        match self.blocks(&bytes[at..]) {
            Ok(passed) => at += passed,
            Err(end) => return Some(at + end),
        }
        loop {
            match self.state {
                State::Start => return None,
                State::Scalar => {
                    let rest = bytes.get(at..)?;
                    let end = rest.iter().position(|byte| ends_scalar(*byte))?;
                    return Some(at + end);
                }
                State::Escaped { is_string } => {
                    bytes.get(at)?;
                    at += 1;
                    self.state = if is_string { State::InString } else { State::Between };
                }
                State::InString => {
                    at += string_part(bytes.get(at..)?)?;
                    if bytes.get(at)? == &b'\\' {
                        self.state = State::Escaped { is_string: true };
                    } else if self.depth == 0 {
                        return Some(at + 1);
                    } else {
                        self.state = State::Between;
                    }
                    at += 1;
                }
                State::Between => {
                    let rest = bytes.get(at..)?;
                    let found = rest.iter().position(|byte| STRUCTURE[usize::from(*byte)])?;
                    at += found + 1;
                    match rest[found] {
                        b'"' => self.state = State::InString,
                        b'\\' => self.state = State::Escaped { is_string: false },
                        b'{' | b'[' => self.depth += 1,
                        _ => {
                            self.depth -= 1;
                            if self.depth == 0 {
                                return Some(at);
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Scan {
    /// Looks through as many whole blocks as there are of a value with brackets: how many bytes it has passed, or where the value
    /// ends in them.
    fn blocks(&mut self, bytes: &[u8]) -> Result<usize, usize> {
        if self.depth == 0 {
            return Ok(0);
        }
        let mut within = Within {
            depth: self.depth,
            is_string: matches!(self.state, State::InString | State::Escaped { is_string: true }),
            is_escaped: matches!(self.state, State::Escaped { .. }),
        };
        let mut at = 0;
        while let Some(block) = bytes[at..].first_chunk() {
            if within.is_string && !within.is_escaped {
                // Strings that are longer than a block are often much longer.
                let end = memchr2(b'"', b'\\', &bytes[at..]).unwrap_or(bytes.len() - at);
                if end >= block::LENGTH {
                    at += end;
                    continue;
                }
            }
            within = Block::of(block).scan(block, within).map_err(|end| at + end)?;
            at += block::LENGTH;
        }
        self.depth = within.depth;
        self.state = match within {
            Within {
                is_escaped: true,
                is_string,
                ..
            } => State::Escaped { is_string },
            Within { is_string: true, .. } => State::InString,
            _ => State::Between,
        };
        Ok(at)
    }
}

/// How many bytes come before the next quote or backslash.
fn string_part(bytes: &[u8]) -> Option<usize> {
    let short = &bytes[..bytes.len().min(SHORT)];
    let is_end = |byte: &u8| matches!(byte, b'"' | b'\\');
    if let Some(end) = short.iter().position(is_end) {
        return Some(end);
    }
    let rest = &bytes[short.len()..];
    memchr2(b'"', b'\\', rest).map(|end| short.len() + end)
}

fn ends_scalar(byte: u8) -> bool {
    matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r')
}

/// The bytes that change what the scan is in.
const STRUCTURE: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table[b'{' as usize] = true;
    table[b'}' as usize] = true;
    table[b'[' as usize] = true;
    table[b']' as usize] = true;
    table
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Within an array that has begun.
    fn within_array() -> Scan {
        Scan {
            depth: 1,
            state: State::Between,
        }
    }

    /// Byte by byte is for the rest, which is shorter than a block.
    #[test]
    fn all_whole_blocks_are_looked_through_at_once() {
        for blocks in 0..4 {
            for rest in [0, 1, block::LENGTH - 1] {
                let length = blocks * block::LENGTH;
                let numbers = b"1,".repeat(length + rest);
                let passed = within_array().blocks(&numbers[..length + rest]);
                assert_eq!(passed, Ok(length), "{blocks} blocks and {rest} bytes");
                // A string may end within the rest: what is passed of it is not looked at again.
                let string = [b"\"", &*b"x".repeat(length + rest)].concat();
                let passed = within_array().blocks(&string[..length + rest]).unwrap();
                assert!(
                    passed >= length && passed <= length + rest,
                    "{blocks} blocks and {rest} bytes"
                );
            }
        }
    }

    #[test]
    fn an_end_within_a_block_is_found_there() {
        for at in [0, 1, block::LENGTH - 1, block::LENGTH, 3 * block::LENGTH - 1] {
            let mut text = b" ".repeat(4 * block::LENGTH);
            text[at] = b']';
            assert_eq!(within_array().blocks(&text), Err(at + 1));
        }
    }

    fn end_of(bytes: &[u8], piece: usize) -> Option<usize> {
        let mut scan = Scan::default();
        let mut ends = bytes.chunks(piece).map(|bytes| scan.end_in(bytes));
        let (whole, end) = ends.by_ref().enumerate().find_map(|(index, end)| Some((index, end?)))?;
        Some(whole * piece + end)
    }

    proptest! {
        /// Of what is no JSON, too.
        #[test]
        fn a_value_ends_at_the_same_byte_in_whatever_pieces_it_comes(
            rest in prop::collection::vec(prop::sample::select(&b"{}[]\"\\, 1x"[..]), 0..400),
            first in prop::sample::select(&b"{[\"1"[..]),
            piece in 1_usize..150,
        ) {
            let bytes = [&[first], &*rest].concat();
            let whole = end_of(&bytes, bytes.len());
            prop_assert_eq!(end_of(&bytes, 1), whole);
            prop_assert_eq!(end_of(&bytes, piece), whole);
        }
    }
}
