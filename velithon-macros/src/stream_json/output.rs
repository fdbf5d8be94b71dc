//! What the expanded function returns.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::Type;

use super::plan::{Plan, Source};
use crate::{
    returned::{Kind, Spelled},
    types::{contains_impl, is_spelled_result, named_error, replace_first_impl, replace_unit},
};

impl Plan {
    /// The return type of the expanded function: the response, or a `Result` of it with the handler's error.
    pub(super) fn output(&self) -> TokenStream {
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
                let (krate, reply) = (self.handler.krate(), self.reply());
                let kind = self.kind(returned, kind);
                let end = quote_spanned!(self.handler.span=> <#returned as #krate::__private::#reply<{ #kind }>>::End);
                self.with_response(&end, &response)
            }
        }
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
        if spelled.in_result {
            return replace_first_impl(returned, response).into_token_stream();
        }
        let Some(item) = &spelled.item else {
            return response.clone();
        };
        if !contains_impl(item) {
            let (krate, is_result) = (self.handler.krate(), self.handler.is_result(item));
            let end = quote_spanned!(span=> <#item as #krate::__private::ItemEnd<{ #is_result }>>::End);
            return self.with_response(&end, response);
        }
        if !is_spelled_result(item) {
            return response.clone();
        }
        match named_error(item) {
            Some(error) => quote_spanned!(span=> ::core::result::Result<#response, #error>),
            None => replace_first_impl(item, response).into_token_stream(),
        }
    }

    /// `response` in place of the `()` of an end, which is `()` or a `Result<(), E>`.
    fn with_response(&self, end: &TokenStream, response: &TokenStream) -> TokenStream {
        let krate = self.handler.krate();
        quote_spanned!(self.handler.span=> <#end as #krate::__private::HandlerEnd>::Out<#response>)
    }
}
