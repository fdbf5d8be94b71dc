//! A value that is written around text which is there already.

use serde::{Serialize, ser::Error as _};
use serde_json::Error;

use super::{
    buffer::Buffer,
    out::{Direct, Out},
    spill::Spill,
    string::Strings,
};

/// A unit struct of this name is the place of the text that a value is written around.
pub(crate) const PLACE: &str = "$velithon::private::Place";

impl Buffer {
    /// Writes the JSON text of `value` around the text, which goes where `value` has a [`PLACE`]. A value without one takes the
    /// place of the text, and the answer is `false`.
    ///
    /// The value is written behind the text, and what belongs before it is exchanged with it.
    ///
    /// # Errors
    ///
    /// The `Serialize` of the value fails, or it has two places. Then the text is as it was.
    pub(crate) fn surround<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<bool, Error> {
        let inside = self.len();
        let room = self.room();
        let mut overflow = Placing {
            spill: Spill::new(usize::MAX, false),
            length: room.len(),
            place: None,
        };
        let Around(rest) = value.serialize(Direct::new(Around(room), &mut overflow))?;
        let rest = rest.len();
        let Placing { spill, length, place } = overflow;
        self.end(length, rest, spill);
        let written = self.len() - inside;
        self.exchange(inside, place.unwrap_or(written));
        if place.is_none() {
            self.truncate(written);
        }
        Ok(place.is_some())
    }
}

/// An output that notes where the place is, and writes nothing there.
struct Around<'a>(&'a mut [u8]);

/// Takes what there is no room for.
struct Placing {
    spill: Spill,
    /// How much room there was.
    length: usize,
    /// How much is written before the place.
    place: Option<usize>,
}

impl Out for Around<'_> {
    type Overflow = Placing;

    #[inline]
    fn room(&mut self) -> &mut [u8] {
        self.0
    }

    #[inline]
    fn advance(self, length: usize) -> Self {
        Self(self.0.advance(length))
    }

    fn overflow(self, overflow: &mut Placing, text: &[u8]) -> Option<Self> {
        self.0.overflow(&mut overflow.spill, text).map(Self)
    }
}

impl Strings for Around<'_> {
    fn unit_struct(self, overflow: &mut Placing, name: &str) -> Result<Self, Error> {
        if name != PLACE {
            return self.constant(overflow, *b"null");
        }
        let Placing { spill, length, place } = overflow;
        if place.replace(spill.written(*length, self.0.len())).is_some() {
            return Err(Error::custom("the rows of a page stand in its envelope once"));
        }
        Ok(self)
    }
}
