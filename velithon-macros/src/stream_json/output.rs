//! What the expanded function returns.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;

use super::plan::{Plan, Source};
use crate::{
    returned::{Kind, Shape, Spelled, plain_payload, result_payload},
    types::{
        contains_impl, is_nameable, is_spelled_result, is_unit, named_error, replace_payload, replace_unit, with_static,
    },
};

impl Plan {
    /// The return type of the expanded function: the response, or a `Result` of it with the handler's error.
    pub(super) fn output(&self) -> TokenStream {
        if let Some(end) = &self.end
            && self.returns_window()
        {
            return self.window(end);
        }
        let response = self.response();
        match &self.source {
            Source::Emitted { end, .. } if contains_impl(end) => replace_unit(end, &response).into_token_stream(),
            Source::Emitted { end, .. } => self.with_response(&end.to_token_stream(), &response),
            Source::Refused { .. } => response,
            Source::Returned {
                returned,
                kind: Kind::Opaque(spelled) | Kind::List(spelled),
            } => self.items_output(returned, spelled, &response),
            Source::Returned { returned, kind } => {
                let end = self.end.clone().unwrap_or_else(|| self.reply_end(returned, kind));
                self.with_response(&end, &response)
            }
        }
    }

    /// The future of a handler that ends with `end`.
    fn window(&self, end: &TokenStream) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let future = |name, of: &TokenStream| {
            let name = Ident::new(name, span);
            quote_spanned!(span=> #krate::__private::#name<#of>)
        };
        match &self.source {
            // As it is written: a document borrows from no parameter, and the compiler says that a lifetime is missing.
            Source::Returned {
                returned,
                kind: Kind::Typed,
            } if self.options.local => future("LocalStreamFuture", &self.end_of_result(returned)),
            _ if self.options.local => future("LocalStreamFuture", end),
            Source::Returned {
                returned,
                kind: Kind::Typed,
            } => future("ResultStreamFuture", &returned.to_token_stream()),
            Source::Returned {
                returned,
                kind: Kind::List(Spelled { in_result: true, .. }),
            } => future("ResultStreamFuture", &with_static(returned).into_token_stream()),
            _ => match self.asked_item() {
                Some(item) => {
                    let (item, is_result) = (with_static(item), self.handler.is_result(item));
                    future("ItemStreamFuture", &quote_spanned!(span=> #item, { #is_result }))
                }
                None => future("StreamFuture", end),
            },
        }
    }

    /// What the future of an `async` handler ends with: `()` or a `Result<(), E>`, where its spelling tells that it is one of them, and it
    /// can stand outside of the handler. Of other types the compiler says more where they are projected.
    pub(super) fn find_end(&self) -> Option<TokenStream> {
        let can_stand = |ty: &Type| is_nameable(ty, &self.handler.generics);
        match &self.source {
            _ if self.handler.is_blocking => None,
            Source::Emitted { end, .. } if is_unit(result_payload(end).unwrap_or(end)) && can_stand(end) => {
                Some(with_static(end).into_token_stream())
            }
            Source::Returned {
                returned,
                kind: Kind::Opaque(spelled) | Kind::List(spelled),
            } => self.items_end(returned, spelled, can_stand),
            // Whatever it holds, it ends with its own error.
            Source::Returned {
                returned,
                kind: Kind::Typed,
            } if plain_payload(returned).is_some() => Some(self.end_of_result(&with_static(returned))),
            _ => None,
        }
    }

    /// The `Result` whose error is the handler's, or another type where it has none.
    pub(super) fn result(&self) -> Option<TokenStream> {
        let result = match (&self.source, self.asked_item()) {
            (_, Some(item)) => item,
            (
                Source::Returned {
                    returned,
                    kind: Kind::List(_) | Kind::Typed,
                },
                None,
            ) => returned,
            _ => return self.end.clone(),
        };
        Some(with_static(result).into_token_stream())
    }

    /// The type of items that may be `Result`s, which the body asks.
    fn asked_item(&self) -> Option<&Type> {
        match &self.source {
            Source::Returned {
                kind: Kind::Opaque(spelled) | Kind::List(spelled),
                ..
            } if !spelled.in_result && !self.handler.is_blocking => {
                let item = spelled.item.as_ref()?;
                is_nameable(item, &self.handler.generics).then_some(item)
            }
            _ => None,
        }
    }

    /// The end of a list and of an `impl Trait`, of types that `can_stand` everywhere.
    fn items_end(&self, returned: &Type, spelled: &Spelled, can_stand: impl Fn(&Type) -> bool) -> Option<TokenStream> {
        let unit = quote_spanned!(self.handler.span=> ());
        if spelled.in_result {
            if !contains_impl(returned) {
                return can_stand(returned).then(|| self.end_of_result(&with_static(returned)));
            }
            if let Some(asked) = self.asked_document(returned, spelled) {
                return Some(self.item_end(&with_static(&asked)));
            }
            let end = with_static(&replace_payload(returned, &unit));
            return can_stand(&end).then(|| end.into_token_stream());
        }
        match &spelled.item {
            None => Some(unit),
            Some(item) if can_stand(item) => Some(self.item_end(&with_static(item))),
            Some(item) => (contains_impl(item) && !is_spelled_result(item)).then_some(unit),
        }
    }

    /// `Name<()>` for a `Name<impl Serialize>`: an alias of `Result` and a document of the application's own are spelled alike, and
    /// this type is asked which of them it is.
    pub(super) fn asked_document(&self, returned: &Type, spelled: &Spelled) -> Option<Type> {
        let is_document = spelled.in_result && spelled.shape == Shape::Document;
        if !is_document || !contains_impl(returned) || plain_payload(returned).is_some() {
            return None;
        }
        let asked = replace_payload(returned, &quote_spanned!(self.handler.span=> ()));
        is_nameable(&asked, &self.handler.generics).then_some(asked)
    }

    /// The end of a `Result` as it is spelled: of one that is spelled anew, the compiler would report a mistake a second time.
    fn end_of_result(&self, result: &Type) -> TokenStream {
        let krate = self.handler.krate();
        quote_spanned!(self.handler.span=> <#result as #krate::__private::InResult>::End)
    }

    /// The end of items of a type that can be named.
    fn item_end(&self, item: &Type) -> TokenStream {
        let (krate, is_result) = (self.handler.krate(), self.handler.is_result(item));
        quote_spanned!(self.handler.span=> <#item as #krate::__private::ItemEnd<{ #is_result }>>::End)
    }

    /// The end of what is written by the kind of its type.
    fn reply_end(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, reply, kind) = (self.handler.krate(), self.reply(), self.kind(returned, kind));
        quote_spanned!(self.handler.span=> <#returned as #krate::__private::#reply<{ #kind }>>::End)
    }

    fn response(&self) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        if self.options.local {
            quote_spanned!(span=> #krate::LocalJsonStream)
        } else {
            quote_spanned!(span=> #krate::JsonStream)
        }
    }

    /// The return type for a list, and for an `impl Trait`, which cannot be the type of a projection. With `()` as `response`
    /// it is the output of the handler's future.
    pub(super) fn items_output(&self, returned: &Type, spelled: &Spelled, response: &TokenStream) -> TokenStream {
        let span = self.handler.span;
        if spelled.in_result && !contains_impl(returned) {
            return self.with_response(&self.end_of_result(&with_static(returned)), response);
        }
        if let Some(asked) = self.asked_document(returned, spelled) {
            return self.with_response(&self.item_end(&asked), response);
        }
        if spelled.in_result {
            return replace_payload(returned, response).into_token_stream();
        }
        let Some(item) = &spelled.item else {
            return response.clone();
        };
        if !contains_impl(item) {
            return self.with_response(&self.item_end(&with_static(item)), response);
        }
        if !is_spelled_result(item) {
            return response.clone();
        }
        match named_error(item) {
            Some(error) => quote_spanned!(span=> ::core::result::Result<#response, #error>),
            None => replace_payload(item, response).into_token_stream(),
        }
    }

    /// `response` in place of the `()` of an end, which is `()` or a `Result<(), E>`.
    fn with_response(&self, end: &TokenStream, response: &TokenStream) -> TokenStream {
        let krate = self.handler.krate();
        quote_spanned!(self.handler.span=> #krate::__private::Answered<#end, #response>)
    }
}
