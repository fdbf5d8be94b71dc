//! One body: bytes in, rows and records out, and a verdict on its end.

mod digest;
mod piece;
mod tally;

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures::Stream;
use serde::de::DeserializeOwned;

use self::{
    digest::Digest,
    tally::{Taken, Tally},
};
pub(crate) use self::{
    digest::FirstRows,
    piece::{BodyError, End, Expected, Piece},
};
use crate::{
    error::{BoxError, Cut},
    format::Format,
    frame::{Frames, Members},
    proof::Proof,
};

pub(crate) struct Body<S> {
    stream: S,
    frames: Frames,
    expected: Expected,
    /// How many bytes have come.
    bytes: u64,
    tally: Tally,
    /// The end that was proven, while the rest of the bytes is looked at.
    end: Option<Box<End>>,
}

impl<S, B, E> Body<S>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    pub(crate) fn new(stream: S, expected: Expected) -> Self {
        Self {
            stream,
            frames: Frames::new(expected.format, expected.list.as_deref(), expected.max_item),
            expected,
            bytes: 0,
            tally: Tally::default(),
            end: None,
        }
    }

    /// Digests the text of each row from here on.
    pub(crate) fn with_digest(mut self) -> Self {
        self.tally.digest = Some(Digest::default());
        self
    }

    /// Digests the text of the first rows.
    pub(crate) fn with_first_rows(mut self) -> Self {
        self.tally.first = Some(FirstRows::default());
        self
    }

    /// Keeps the text of the last row.
    pub(crate) fn with_last_row(mut self) -> Self {
        self.tally.last = Some(Vec::new());
        self
    }

    /// The text of the last row, if it is kept and there is one.
    pub(crate) fn last_row(&self) -> Option<&[u8]> {
        self.tally.last.as_deref().filter(|text| !text.is_empty())
    }

    /// The text of the first rows, in short.
    pub(crate) fn first_rows(&self) -> Option<&FirstRows> {
        self.tally.first.as_ref()
    }

    /// The text of all rows so far, in short.
    pub(crate) fn digest(&self) -> Option<u64> {
        self.tally.digest.as_ref().map(Digest::value)
    }

    /// Forgets the rows before a mark.
    pub(crate) fn restart_digest(&mut self) {
        if let Some(digest) = &mut self.tally.digest {
            *digest = Digest::default();
        }
    }

    pub(crate) fn is_bare_array(&self) -> bool {
        self.frames.is_bare_array()
    }

    /// The next piece. `last_chunk` says how long the last chunk is waited for behind a proven end.
    pub(crate) fn poll_piece<T: DeserializeOwned>(
        &mut self,
        cx: &mut Context<'_>,
        mut last_chunk: impl FnMut(&mut Context<'_>) -> Poll<()>,
    ) -> Poll<Result<Piece<T>, Box<BodyError>>> {
        loop {
            if let Some(row) = self.parse_ahead() {
                return Poll::Ready(Ok(row));
            }
            let frame = self.frames.next()?;
            match self.tally.take(frame, &mut self.expected, &mut self.end)? {
                Taken::Piece(piece) => return Poll::Ready(Ok(piece)),
                Taken::Again => continue,
                Taken::NeedsMore => {}
            }
            match ready!(self.poll_chunk(cx, &mut last_chunk)) {
                Some(Ok(chunk)) => {
                    let chunk = chunk.into();
                    self.bytes = self.bytes.saturating_add(chunk.len() as u64);
                    self.frames.push(chunk);
                }
                // What happens behind a proven end does not matter.
                Some(Err(error)) if self.end.is_none() => {
                    return Poll::Ready(Err(Box::new(BodyError::Cut(error.into()))));
                }
                _ => return Poll::Ready(self.ended()),
            }
        }
    }

    /// The next chunk; none where the bytes have ended, or are not awaited any longer.
    fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
        last_chunk: impl FnOnce(&mut Context<'_>) -> Poll<()>,
    ) -> Poll<Option<Result<B, E>>> {
        let is_proven = self.end.is_some();
        // A feed's server waits for the client to leave.
        if is_proven && self.expected.format == Format::Events {
            return Poll::Ready(None);
        }
        let next = Pin::new(&mut self.stream).poll_next(cx);
        if next.is_ready() || !is_proven {
            return next;
        }
        // Without a last chunk, a body ends with its connection, which some servers leave open.
        if self.expected.is_framed {
            ready!(last_chunk(cx));
        }
        Poll::Ready(None)
    }

    /// Parses the next row out of the chunk as it is, where that can be: its end does not have to be looked for first. Whatever
    /// else comes is for the framing to find, a row that cannot be parsed included.
    #[inline]
    fn parse_ahead<T: DeserializeOwned>(&mut self) -> Option<Piece<T>> {
        let limit = self.frames.max_item();
        let text = self.frames.ahead()?;
        let mut rows = serde_json::Deserializer::from_str(text).into_iter();
        let row = rows.next()?.ok()?;
        let length = rows.byte_offset();
        // A type may take less than a JSON text, or nothing at all.
        if length < 2 || length > limit {
            return None;
        }
        self.tally.count(&text.as_bytes()[..length]);
        self.frames.pass(length);
        Some(Piece::Row(row, length))
    }

    /// The verdict on a body whose bytes have ended, or are not awaited any longer.
    fn ended<T: DeserializeOwned>(&mut self) -> Result<Piece<T>, Box<BodyError>> {
        if let Some(mut end) = self.end.take() {
            end.members = self.frames.take_members();
            return Ok(Piece::End(end));
        }
        let expected = &self.expected;
        if let Some(length) = expected.length.filter(|length| *length != self.bytes) {
            return Err(Cut::Length(self.bytes, length).into());
        }
        let is_between_rows = !self.expected.has_records && !self.frames.has_begun_text();
        if !expected.is_framed && expected.format != Format::Json && self.bytes > 0 && is_between_rows {
            return Err(Cut::Unframed(expected.framed_by).into());
        }
        if expected.is_framed && expected.format != Format::Json {
            let frame = self.frames.finish(expected.length.is_some());
            let step = frame
                .map_err(Box::from)
                .and_then(|frame| self.tally.take(frame, &mut self.expected, &mut self.end));
            match step {
                Ok(Taken::Piece(piece)) => return Ok(piece),
                Ok(_) => {}
                // It is the end of the bytes that they fail for.
                Err(error) if matches!(*error, BodyError::Row(_) | BodyError::Frame(_)) => {
                    return Err(Cut::EndOfBody.into());
                }
                Err(error) => return Err(error),
            }
            if let Some(end) = self.end.take() {
                return Ok(Piece::End(end));
            }
            if !self.expected.has_records && !self.frames.has_begun_text() {
                return Ok(Piece::End(Box::new(End {
                    proof: Proof::Framing,
                    is_complete: true,
                    after: None,
                    members: Members::new(),
                })));
            }
        }
        Err(Cut::EndOfBody.into())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures::stream;
    use serde::{Deserialize, Deserializer};

    use super::*;

    /// A type that takes nothing of the text.
    struct Nothing;

    impl<'de> Deserialize<'de> for Nothing {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Ok(Self)
        }
    }

    /// Whether the second row of an array is parsed out of the chunk as it is.
    fn is_parsed_ahead<T: DeserializeOwned>(text: &'static str, max_item: usize) -> bool {
        let expected = Expected {
            format: Format::Json,
            list: None,
            max_item,
            is_framed: true,
            framed_by: "",
            length: None,
            has_records: false,
        };
        let mut body = Body::new(stream::iter([Ok::<_, Infallible>(text)]), expected);
        let mut cx = Context::from_waker(std::task::Waker::noop());
        let first = body.poll_piece::<String>(&mut cx, |_| Poll::Ready(()));
        assert!(matches!(first, Poll::Ready(Ok(Piece::Row(..)))), "{text}");
        body.parse_ahead::<T>().is_some()
    }

    #[test]
    fn a_row_that_is_whole_and_not_too_long_is_parsed_ahead() {
        for (text, max_item, is_ahead) in [
            (r#"["", "", "#, 2, true),
            (r#"["a","b","#, 3, true),
            (r#"["a","bc","#, 3, false),
            (r#"["a","b"#, 3, false),
        ] {
            assert_eq!(is_parsed_ahead::<String>(text, max_item), is_ahead, "{text}");
        }
        assert!(!is_parsed_ahead::<Nothing>(r#"["a","b","#, 3), "it would not go on");
    }
}
