use super::{input::Span, record::Record};

/// What a format has found next: where an item is, rather than its text.
pub(super) enum Found {
    Item(Span),
    /// Rare: in a box, items are moved for less.
    Record(Box<Record>),
    Closed,
    NeedsMore,
}
