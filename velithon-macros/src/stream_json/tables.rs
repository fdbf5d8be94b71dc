//! What a handler whose one format is CSV cannot write.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::errors::Errors;

/// Reports calls of the handle that write what a table has no place for: events, and members around the items.
pub(super) fn check_calls(handle: &Ident, body: TokenStream, errors: &mut Errors) {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            check_calls(handle, group.stream(), errors);
        }
        let [
            TokenTree::Ident(called),
            TokenTree::Punct(dot),
            TokenTree::Ident(method),
            TokenTree::Group(arguments),
        ] = &tokens[at..tokens.len().min(at + 4)]
        else {
            continue;
        };
        if called != handle || dot.as_char() != '.' || arguments.delimiter() != Delimiter::Parenthesis {
            continue;
        }
        let message = if method == "emit_event" {
            "a table has rows and no events; write `emit`, or allow another format beside `csv`"
        } else if method == "head" || method == "tail" {
            "a table has rows and nothing around them; remove this, or write `items = \"…\"` and allow `array`"
        } else {
            continue;
        };
        errors.at(method, message);
    }
}
