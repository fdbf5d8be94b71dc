//! The modes in which items are written: as values, or as `Result`s of values.

/// Items that are values.
#[derive(Debug)]
pub struct Plain;

/// Items that are `Result`s of values.
#[derive(Debug)]
pub struct Fallible;

/// Whether items are `Result`s, as a type.
#[derive(Debug)]
pub struct ItemsAre<const RESULT: bool>;

/// The mode in which items are pumped: by the answer to the question what they are, or by what is returned after them.
pub trait ModeOf {
    /// `Fallible` where items are `Result`s, else `Plain`.
    type Mode;
}

impl ModeOf for () {
    type Mode = Plain;
}

impl<E> ModeOf for Result<(), E> {
    type Mode = Fallible;
}

impl ModeOf for ItemsAre<false> {
    type Mode = Plain;
}

impl ModeOf for ItemsAre<true> {
    type Mode = Fallible;
}
