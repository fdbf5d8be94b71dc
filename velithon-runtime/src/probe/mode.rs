//! The modes in which items are written: as values, or as `Result`s of values.

use super::kind::FALLIBLE;

/// Items that are values.
#[derive(Debug)]
pub struct Plain;

/// Items that are `Result`s of values.
#[derive(Debug)]
pub struct Fallible;

/// The mode in which the items of a kind are pumped.
pub trait ModeOf {
    /// `Plain` or `Fallible`.
    type Mode;
}

/// A kind, as a type.
#[derive(Debug)]
pub struct Kind<const KIND: u8>;

impl ModeOf for Kind<0> {
    type Mode = Plain;
}

impl ModeOf for Kind<FALLIBLE> {
    type Mode = Fallible;
}
