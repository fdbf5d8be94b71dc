//! Lints report of an expansion what they would report of the handler as it is written, and nothing else.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, Meta, spanned::Spanned};

/// Lints about a function as a whole that the expansion does not have, or has where it is told to be silent, and groups of them.
const OTHERWISE: [&str; 24] = [
    "all",
    "complexity",
    "double_must_use",
    "extra_unused_lifetimes",
    "future_not_send",
    "infinite_loop",
    "large_futures",
    "missing_const_for_fn",
    "missing_errors_doc",
    "must_use_candidate",
    "needless_pass_by_value",
    "needless_return",
    "nursery",
    "pedantic",
    "perf",
    "restriction",
    "result_large_err",
    "single_use_lifetimes",
    "style",
    "type_complexity",
    "unnecessary_wraps",
    "unused_async",
    "unused_braces",
    "unused_lifetimes",
];

/// The attribute with `allow` for an `expect` of a lint that the function would have without ours: the expansion would leave that
/// unfulfilled.
pub(crate) fn without_expectation(attribute: &Attribute) -> Attribute {
    let is_otherwise =
        |token| matches!(token, TokenTree::Ident(lint) if OTHERWISE.iter().any(|otherwise| lint == otherwise));
    match &attribute.meta {
        Meta::List(list) if list.tokens.clone().into_iter().any(is_otherwise) => expect_to_allow(attribute),
        _ => attribute.clone(),
    }
}

/// The attribute with `allow` for `expect`.
pub(crate) fn expect_to_allow(attribute: &Attribute) -> Attribute {
    let mut attribute = attribute.clone();
    if let Meta::List(list) = &mut attribute.meta
        && list.path.is_ident("expect")
    {
        list.path = Ident::new("allow", Span::mixed_site().located_at(list.path.span())).into();
    }
    attribute
}

/// A handler that was refused, of which everything has been said. Each lint by its name: `unused` cannot be allowed where one of its
/// lints is forbidden.
pub(crate) fn allow_refused(function: &TokenStream) -> TokenStream {
    quote!(#[allow(dead_code, unreachable_code, unused_mut, unused_variables)] #function)
}
