/// What happens to a request for more rows than a page may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OverMax {
    /// The page has as many rows as it may have. The body and the links say how many that is.
    #[default]
    Clamp,
    /// The answer is 400, code `size-too-large`, with the maximum.
    Reject,
}
