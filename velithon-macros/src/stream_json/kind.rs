//! The constants by which the runtime knows what kind of value a handler returns.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;

use super::plan::Plan;
use crate::{
    handler::Handler,
    probe,
    returned::{Kind, Shape, Spelled},
    types::{is_nameable, is_spelled_result},
};

/// What a type is asked.
const FLAGS: [&str; 13] = [
    "IN_RESULT",
    "STREAM",
    "STREAM_FALLIBLE",
    "ITERATOR",
    "ITERATOR_FALLIBLE",
    "LIST",
    "LIST_FALLIBLE",
    "WITHIN_STREAM",
    "WITHIN_STREAM_FALLIBLE",
    "WITHIN_ITERATOR",
    "WITHIN_ITERATOR_FALLIBLE",
    "WITHIN_LIST",
    "WITHIN_LIST_FALLIBLE",
];

impl Plan {
    /// The kind of a returned value: the type's own, or the flags that its spelling tells.
    pub(super) fn kind(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let Some(spelled) = kind.spelled() else {
            let flags = probe::RETURNED.flags(&self.handler.krate, span, returned, &FLAGS);
            return quote_spanned!(span=> #krate::__private::one_kind(#flags));
        };
        let Spelled { in_result, shape, item } = spelled;
        let result = in_result.then(|| {
            let result = constant(&self.handler, "RESULT");
            match self.asked_document(returned, spelled) {
                Some(asked) => flag_if_result(&self.handler, &asked, &result),
                None => result,
            }
        });
        let shape = constant(
            &self.handler,
            match shape {
                Shape::Iterator | Shape::List => "ITERATOR",
                Shape::SharedList => "LIST",
                Shape::Stream => "STREAM",
                Shape::Document | Shape::Source { .. } => "DOCUMENT",
            },
        );
        let fallible = item.as_ref().and_then(|item| fallible_flag(&self.handler, item));
        let flags = [result, Some(shape), fallible].into_iter().flatten();
        quote_spanned!(span=> #(#flags)|*)
    }

    /// A constant expression: whether the items are `Result`s.
    pub(super) fn items_are_results(&self, item: Option<&Type>) -> TokenStream {
        item.map_or_else(
            || quote_spanned!(self.handler.span=> false),
            |item| self.handler.is_result(item),
        )
    }

    /// The trait of the runtime that writes what is returned.
    pub(super) fn reply(&self) -> Ident {
        let name = if self.handler.is_blocking {
            "BlockingReply"
        } else {
            "Reply"
        };
        Ident::new(name, self.handler.span)
    }
}

/// The flag for items that are `Result`s; `None` where their spelling says that they are none.
fn fallible_flag(handler: &Handler, item: &Type) -> Option<TokenStream> {
    let flag = constant(handler, "FALLIBLE");
    if is_nameable(item, &handler.generics) {
        return Some(flag_if_result(handler, item, &flag));
    }
    is_spelled_result(item).then_some(flag)
}

/// `flag`, if the type is a `Result`.
fn flag_if_result(handler: &Handler, ty: &Type, flag: &TokenStream) -> TokenStream {
    let is_result = handler.is_result(ty);
    quote_spanned!(handler.span=> (if #is_result { #flag } else { 0 }))
}

fn constant(handler: &Handler, name: &str) -> TokenStream {
    let (krate, name) = (handler.krate(), Ident::new(name, handler.span));
    quote_spanned!(handler.span=> #krate::__private::#name)
}
