use serde::ser::Error as _;
use serde_json::Error;

/// Where JSON text goes: room that is filled from its beginning.
///
/// It moves through the serializer by value, and comes back shortened, so that the compiler keeps the position in registers.
/// What happens to text that there is no room for is up to the `Overflow`, which stays where it is.
pub(crate) trait Out: Sized {
    type Overflow;

    /// What can be filled next.
    fn room(&mut self) -> &mut [u8];

    /// Goes on behind the first `length` bytes of the room.
    fn advance(self, length: usize) -> Self;

    /// Takes text that is longer than the room; `None` where it is refused.
    fn overflow(self, overflow: &mut Self::Overflow, text: &[u8]) -> Option<Self>;

    /// Whether line breaks in JSON text that was written elsewhere are to become spaces.
    #[inline]
    fn is_on_one_line(_: &Self::Overflow) -> bool {
        false
    }

    /// Writes JSON text as it stands.
    #[inline]
    fn text(mut self, overflow: &mut Self::Overflow, text: &[u8]) -> Result<Self, Error> {
        if let Some(room) = self.room().get_mut(..text.len()) {
            room.copy_from_slice(text);
            return Ok(self.advance(text.len()));
        }
        self.overflow(overflow, text).ok_or_else(refused)
    }

    /// Has `write` fill up to `N` bytes and tell how many: stores of a fixed size, behind one test for room.
    ///
    /// What `write` captures is moved into it, so that it is in registers where there is room.
    #[expect(
        clippy::inline_always,
        reason = "no more than a test and a store, wherever it stands"
    )]
    #[inline(always)]
    fn fill<const N: usize>(
        mut self,
        overflow: &mut Self::Overflow,
        write: impl FnOnce(&mut [u8; N]) -> usize,
    ) -> Result<Self, Error> {
        if let Some(room) = self.room().first_chunk_mut() {
            let length = write(room);
            return Ok(self.advance(length));
        }
        fill_apart(self, overflow, write).ok_or_else(refused)
    }

    /// Writes text whose length is known to the compiler.
    #[expect(clippy::inline_always, reason = "as `fill`")]
    #[inline(always)]
    fn constant<const N: usize>(self, overflow: &mut Self::Overflow, text: [u8; N]) -> Result<Self, Error> {
        self.fill(overflow, move |room| {
            *room = text;
            N
        })
    }

    /// Writes one byte of JSON text.
    #[expect(clippy::inline_always, reason = "as `fill`")]
    #[inline(always)]
    fn byte(self, overflow: &mut Self::Overflow, byte: u8) -> Result<Self, Error> {
        self.constant(overflow, [byte])
    }
}

/// [`Out::fill`] near the end of the room: what is written may fit although `N` bytes do not.
#[cold]
#[inline(never)]
fn fill_apart<O: Out, const N: usize>(
    mut out: O,
    overflow: &mut O::Overflow,
    write: impl FnOnce(&mut [u8; N]) -> usize,
) -> Option<O> {
    let mut text = [0; N];
    let length = write(&mut text);
    let text = text.get(..length)?;
    if let Some(room) = out.room().get_mut(..length) {
        room.copy_from_slice(text);
        return Some(out.advance(length));
    }
    out.overflow(overflow, text)
}

/// The error of a value whose text was refused.
#[cold]
pub(crate) fn refused() -> Error {
    Error::custom("the text is longer than allowed, or nobody takes more of it")
}

/// Our serializer: writes JSON text as the value is visited, straight into its output.
///
/// With `RAW`, the value is a string that holds JSON text.
pub(crate) struct Direct<'o, O: Out, const RAW: bool = false> {
    pub(super) out: O,
    pub(super) overflow: &'o mut O::Overflow,
}

impl<'o, O: Out> Direct<'o, O> {
    #[inline]
    pub(crate) fn new(out: O, overflow: &'o mut O::Overflow) -> Self {
        Self { out, overflow }
    }
}
