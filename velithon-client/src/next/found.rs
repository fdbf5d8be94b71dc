/// What a rule finds.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    /// A URL, or a reference from the page's.
    Reference(String),
    /// The page's URL with this parameter.
    Parameter {
        name: String,
        value: String,
        is_guess: bool,
    },
    /// The page says that it is the last one.
    Last,
    /// The page does not say.
    Nothing,
    /// A pointer leads through something that is neither an object nor a list: this is what the page has there.
    Blocked(String),
}
