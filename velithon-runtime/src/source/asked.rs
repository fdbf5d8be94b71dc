//! What a type answers about itself, as the type of the page that is read of it.

use super::{
    read::counting::{CACHED, COUNTED, UNCOUNTED},
    source_page::{ITERATOR, SLICE, SOURCE, STREAM, SourcePage},
};

/// A `Result` around the rest.
pub(super) const IN_RESULT: u8 = 1;
/// A `PageSource`.
pub(super) const IS_SOURCE: u8 = 2;
/// A `CountSource`.
pub(super) const IS_COUNTED: u8 = 4;
/// Rows in memory.
pub(super) const IS_SLICE: u8 = 8;
/// A stream.
pub(super) const IS_STREAM: u8 = 16;
/// A stream of `Result`s.
pub(super) const STREAMS_RESULTS: u8 = 32;
/// An iterator.
pub(super) const IS_ITERATOR: u8 = 64;
/// An iterator over `Result`s.
pub(super) const ITERATES_RESULTS: u8 = 128;

/// All that is known of a type that is paginated, as one number: of [`asked`] or of [`asked_with`].
#[derive(Debug)]
pub struct Asked<const FACTS: u16>;

/// Maps it to the type that reads the page.
pub trait Known {
    /// A [`SourcePage`].
    type Page;
}

/// What the flags of a type tell. The total is counted where that is possible.
#[must_use]
pub const fn asked(flags: u8) -> u16 {
    let is_counted = flags & IS_COUNTED != 0 || kind(flags) == SLICE;
    asked_with(flags, if is_counted { COUNTED } else { UNCOUNTED })
}

/// The same of a handler that says which total it wants.
#[must_use]
pub const fn asked_with(flags: u8, total: u8) -> u16 {
    let kind = kind(flags);
    let is_fallible = match kind {
        STREAM => flags & STREAMS_RESULTS != 0,
        ITERATOR => flags & ITERATES_RESULTS != 0,
        _ => false,
    };
    facts(flags & IN_RESULT != 0, kind, total, is_fallible)
}

/// The kind of a type. What says itself how to be paginated is asked first; what is none of these is taken for a
/// `PageSource`, so that the compiler says what is missing.
const fn kind(flags: u8) -> u8 {
    match flags {
        _ if flags & IS_SOURCE != 0 => SOURCE,
        _ if flags & IS_SLICE != 0 => SLICE,
        _ if flags & IS_STREAM != 0 => STREAM,
        _ if flags & IS_ITERATOR != 0 => ITERATOR,
        _ => SOURCE,
    }
}

const fn facts(in_result: bool, kind: u8, total: u8, is_fallible: bool) -> u16 {
    u16::from_le_bytes([kind | total << 4, in_result as u8 | (is_fallible as u8) << 1])
}

macro_rules! known {
    ($($kind:ident)+) => {
        $(known!($kind, UNCOUNTED COUNTED CACHED);)+
    };
    ($kind:ident, $($total:ident)+) => {
        $(known!($kind, $total, false false, false true, true false, true true);)+
    };
    ($kind:ident, $total:ident, $($in_result:literal $is_fallible:literal),+) => {$(
        impl Known for Asked<{ facts($in_result, $kind, $total, $is_fallible) }> {
            type Page = SourcePage<$in_result, $kind, $total, $is_fallible>;
        }
    )+};
}

known!(SOURCE SLICE STREAM ITERATOR);
