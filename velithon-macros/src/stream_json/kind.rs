//! The constants by which the runtime knows what kind of value a handler returns.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;

use super::plan::Plan;
use crate::{
    handler::{Handler, ItemResult},
    returned::{Kind, Shape, Spelled},
};

impl Plan {
    /// The kind of a returned value: the type's own, or the flags that its spelling tells.
    pub(super) fn kind(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let Some(Spelled { in_result, shape, item }) = kind.spelled() else {
            return quote_spanned!(span=> #krate::__private::kind!(#returned));
        };
        let result = in_result.then(|| constant(&self.handler, "RESULT"));
        let shape = constant(
            &self.handler,
            match shape {
                Shape::Iterator | Shape::List => "ITERATOR",
                Shape::Stream => "STREAM",
                Shape::Document | Shape::Source { .. } => "DOCUMENT",
            },
        );
        let fallible = item.as_ref().and_then(|item| fallible_flag(&self.handler, item));
        let flags = [result, Some(shape), fallible].into_iter().flatten();
        quote_spanned!(span=> #(#flags)|*)
    }

    /// The flag for items that are `Result`s, or 0.
    pub(super) fn fallible(&self, item: Option<&Type>) -> TokenStream {
        item.and_then(|item| fallible_flag(&self.handler, item))
            .unwrap_or_else(|| quote_spanned!(self.handler.span=> 0))
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
    let krate = handler.krate();
    let flag = constant(handler, "FALLIBLE");
    match handler.item_result(item) {
        ItemResult::AskType => Some(quote_spanned!(handler.span=> (#krate::__private::kind!([#item; 0]) & #flag))),
        ItemResult::Spelled(is_result) => is_result.then_some(flag),
    }
}

fn constant(handler: &Handler, name: &str) -> TokenStream {
    let (krate, name) = (handler.krate(), Ident::new(name, handler.span));
    quote_spanned!(handler.span=> #krate::__private::#name)
}
