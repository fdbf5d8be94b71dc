use serde::Serialize;
use serde_json::Error;

#[cfg(feature = "sonic-rs")]
use super::sonic::BySonic;
use super::{
    buffer::Buffer,
    out::{Direct, Out},
    spill::Spill,
};

/// Which serializer a handler has selected. They differ in who writes strings; the text is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Serializer {
    /// Strings are written by Velithon.
    #[default]
    Own,
    /// Strings are written by `sonic-rs`.
    #[cfg(feature = "sonic-rs")]
    Sonic,
}

/// How a value is appended that is not simply appended.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rules {
    pub(crate) by: Serializer,
    /// How long its text may be at most, in bytes. A longer one is refused while it is written, before it is in memory.
    pub(crate) most: Option<usize>,
    /// Its text has no line breaks: those in JSON text that was written elsewhere become spaces.
    pub(crate) on_one_line: bool,
}

/// Why a value was not written to its end.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Its text is longer than allowed, or nobody takes more of it.
    TooLong,
    /// The `Serialize` of the value, or of a part of it, failed.
    Failed(Error),
}

impl Buffer {
    /// Appends `before` and the JSON text of `value`; nothing where its `Serialize` fails.
    #[expect(
        clippy::inline_always,
        reason = "around the `Serialize` of a type, it is a test and a few stores"
    )]
    #[inline(always)]
    pub(crate) fn append<T: Serialize + ?Sized>(&mut self, before: u8, value: &T) -> Result<(), Error> {
        let mut spill = Spill::new(usize::MAX, false);
        let room = self.room();
        let length = room.len();
        let out = room.byte(&mut spill, before)?;
        let rest = value.serialize(Direct::new(out, &mut spill))?;
        let rest = rest.len();
        self.end(length, rest, spill);
        Ok(())
    }

    /// Appends the JSON text of `value` by the rules; nothing where it is refused.
    pub(crate) fn append_by<T: Serialize + ?Sized>(&mut self, value: &T, rules: Rules) -> Result<(), Refused> {
        let most = rules.most.unwrap_or(usize::MAX);
        let room = self.room();
        let length = room.len().min(most);
        let room = room.get_mut(..length).unwrap_or_default();
        let mut spill = Spill::new(most - length, rules.on_one_line);
        let written = match rules.by {
            Serializer::Own => value.serialize(Direct::new(room, &mut spill)),
            #[cfg(feature = "sonic-rs")]
            Serializer::Sonic => {
                let out = value.serialize(Direct::new(BySonic::new(room), &mut spill));
                out.map(BySonic::into_inner)
            }
        };
        // Asked first: a value's `Serialize` may ignore the error that it was refused with.
        if spill.exceeded {
            return Err(Refused::TooLong);
        }
        let rest = written.map_err(Refused::Failed)?.len();
        self.end(length, rest, spill);
        Ok(())
    }

    /// Appends what `write` puts into the room, text of at most `most` bytes; nothing where it is refused. `write` tells how
    /// much of the room is left.
    #[cfg(feature = "csv")]
    pub(crate) fn append_with(
        &mut self,
        most: usize,
        write: impl FnOnce(&mut [u8], &mut Spill) -> Result<usize, Error>,
    ) -> Result<(), Refused> {
        let room = self.room();
        let length = room.len().min(most);
        let room = room.get_mut(..length).unwrap_or_default();
        let mut spill = Spill::new(most - length, false);
        let written = write(room, &mut spill);
        if spill.exceeded {
            return Err(Refused::TooLong);
        }
        let rest = written.map_err(Refused::Failed)?;
        self.end(length, rest, spill);
        Ok(())
    }

    /// Counts what was written as text, of a room of this length of which so much is left.
    #[inline]
    pub(super) fn end(&mut self, length: usize, rest: usize, spill: Spill) {
        match spill.into_beyond() {
            None => self.advance(length - rest),
            Some(beyond) => self.advance_beyond(length - beyond.unused, beyond.text),
        }
    }
}
