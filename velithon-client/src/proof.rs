/// What shows that a body came whole, the weakest first.
///
/// ```
/// use velithon_client::Proof;
///
/// assert!(Proof::Framing < Proof::Syntax && Proof::Syntax < Proof::Record);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Proof {
    /// HTTP alone says so: the stated length has come, or the last chunk, or the end of the stream, of lines or events whose
    /// server sends no records. A proxy that lost its server may say so too: some end a response well that was cut.
    Framing,
    /// The JSON text is complete: the closing bracket of an array, or of a last page that says nothing of pages behind it.
    Syntax,
    /// The server says so: `$end`, `event: end`, or a page whose links or whose `next` member say that nothing follows.
    Record,
}
