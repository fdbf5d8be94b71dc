use proc_macro2::TokenStream;

/// Tokens as a person would write them, for messages.
pub(crate) fn tidy(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (spaced, tight) in [(" < ", "<"), (" >", ">"), (" :: ", "::"), ("& ", "&"), (" ,", ",")] {
        text = text.replace(spaced, tight);
    }
    text
}
