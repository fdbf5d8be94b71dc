/// A row of a list, which is no `Result`: its error would be sent as data.
///
/// `M` is for the compiler to find. For a `Result` it finds two, and refuses the handler; no bound can say "anything but".
pub trait ListRow<M> {}

/// How a row is sent as it is.
#[derive(Debug)]
pub struct AsItIs;

/// What to do with `Result`s, in the compiler's words about a list of them.
#[derive(Debug)]
pub struct CollectIntoResultOfList;

impl<T> ListRow<AsItIs> for T {}

impl<T, E> ListRow<CollectIntoResultOfList> for Result<T, E> {}
