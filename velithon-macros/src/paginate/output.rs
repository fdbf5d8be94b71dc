//! What the expanded function returns.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::{plan::Plan, source::Source};
use crate::{
    returned::{Kind, Spelled},
    types::{contains_impl, replace_payload, replace_success, with_static},
};

impl Plan {
    /// The return type of the expanded function: the response, or a `Result` of it with the handler's error.
    pub(super) fn output(&self) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let (page, outcome) = if self.export.is_some() {
            (
                quote_spanned!(span=> #krate::Export),
                quote_spanned!(span=> ExportOutcome),
            )
        } else {
            (quote_spanned!(span=> #krate::Page), quote_spanned!(span=> Outcome))
        };
        let out = Ident::new(if self.export.is_some() { "Response" } else { "Out" }, span);
        match &self.source {
            Source::Refused { .. } => page,
            Source::Requested { returned, .. } if contains_impl(returned) => {
                replace_success(returned, &page).into_token_stream()
            }
            Source::Requested { returned, .. } => {
                let page_return = self.page_path(if self.is_walk() { "CursorReturn" } else { "PageReturn" });
                quote_spanned!(span=> <#returned as #page_return>::Out)
            }
            Source::Returned { returned, kind } => match kind {
                Kind::Typed => {
                    let in_result = self.handler.is_result(returned);
                    self.check_error(&quote_spanned! {span=>
                        <#returned as #krate::__private::page::#outcome<{ #in_result }>>::#out
                    })
                }
                Kind::Generic(Spelled { in_result, .. })
                | Kind::List(Spelled {
                    in_result: in_result @ true,
                    ..
                }) => {
                    // Its rows may borrow from the parameters.
                    let returned = with_static(returned);
                    self.check_error(&quote_spanned! {span=>
                        <#returned as #krate::__private::page::#outcome<#in_result>>::#out
                    })
                }
                Kind::Opaque(Spelled { in_result: true, .. }) => {
                    let result = replace_payload(returned, &page);
                    if contains_impl(&result) {
                        return result.into_token_stream();
                    }
                    self.check_error(&result.into_token_stream())
                }
                Kind::Opaque(_) | Kind::List(_) => page,
            },
        }
    }

    /// `out`, projected through a trait that only types with an error which can be a response implement.
    fn check_error(&self, out: &TokenStream) -> TokenStream {
        let krate = self.handler.krate();
        quote_spanned!(self.handler.span=> <#out as #krate::__private::page::Answered>::Out)
    }
}
