//! The handler's own `#[utoipa::path(…)]`, and what is added to its arguments.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, MacroDelimiter, Meta, MetaList, token::Paren};

/// Whether it is `#[utoipa::path]`, by whatever name it was imported. `#[path = "…"]` is the compiler's.
pub(super) fn is_utoipa_path(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| last.ident == "path") && !matches!(attribute.meta, Meta::NameValue(_))
}

/// Adds `described` to the parameters and responses that the attribute lists. Its responses come first: of two responses
/// with one status, utoipa keeps the last, which is then the user's own.
pub(super) fn add(path: &mut Attribute, described: &Ident) {
    // The body is listed a second time, because utoipa registers the schemas that a body refers to, and not those of a type
    // that is listed as a whole.
    let responses = quote!((status = 200, body = inline(#described)), #described,);
    let tokens = match &path.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    let tokens = prepend(tokens, "params", &quote!(#described,));
    let tokens = prepend(tokens, "responses", &responses);
    path.meta = Meta::List(MetaList {
        path: path.path().clone(),
        delimiter: MacroDelimiter::Paren(Paren::default()),
        tokens,
    });
}

/// The arguments with `more` at the start of the list called `name`. The list is added where there is none.
fn prepend(arguments: TokenStream, name: &str, more: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let is_name = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == name);
    let list = tokens.iter().position(is_name).and_then(|at| tokens.get_mut(at + 1));
    if let Some(TokenTree::Group(group)) = list {
        let written = group.stream();
        let mut longer = Group::new(group.delimiter(), quote!(#more #written));
        longer.set_span(group.span());
        *group = longer;
    } else {
        let needs_comma = tokens
            .last()
            .is_some_and(|last| !matches!(last, TokenTree::Punct(punct) if punct.as_char() == ','));
        let comma = needs_comma.then(|| quote!(,));
        let name = Ident::new(name, Span::call_site());
        tokens.extend(quote!(#comma #name(#more)));
    }
    tokens.iter().map(ToTokens::to_token_stream).collect()
}
