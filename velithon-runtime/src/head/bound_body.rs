/// What a handler says of the body of a request, for the cursors of its pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BoundBody {
    /// Cursors do not hold for the body.
    #[default]
    None,
    /// They hold for bodies whose JSON has this hash.
    Hash([u8; 8]),
    /// The parameter that holds the body cannot be written as JSON, which was logged.
    Unwritable,
}

/// Marks a page that was read by a cursor on a request with a body that the cursor does not hold for. Tests look for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnboundBody;
