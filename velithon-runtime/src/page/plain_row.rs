/// A row that is sent as it is, which is no `Result`: its error would be sent as data.
///
/// `M` is for the compiler to find. For a `Result` it finds several, and refuses the handler; no bound can say "anything but".
pub trait PlainRow<M> {}

/// How a row is sent as it is.
#[derive(Debug)]
pub struct AsItIs;

/// What to do with a list of `Result`s, in the compiler's words about it.
#[derive(Debug)]
pub struct CollectIntoResultOfList;

/// What a `PageSource` whose items are `Result`s does instead.
#[derive(Debug)]
pub struct ReturnErrFromRows;

/// What to do with rows of a database that become `Result`s.
#[derive(Debug)]
pub struct ConvertByTryMap;

impl<T> PlainRow<AsItIs> for T {}

impl<T, E> PlainRow<CollectIntoResultOfList> for Result<T, E> {}

impl<T, E> PlainRow<ReturnErrFromRows> for Result<T, E> {}

impl<T, E> PlainRow<ConvertByTryMap> for Result<T, E> {}
