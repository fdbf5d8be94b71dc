//! The call of a handler that answers with a page or with everything.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;

use super::plan::Plan;
use crate::{
    body::{self, local},
    dialect,
    read_error::read_error,
    returned::Kind,
    types::infer_impl,
};

impl Plan {
    /// Calls a handler that returns a source, and answers with a page of it or with everything.
    pub(super) fn export_all(
        &self,
        head: &Ident,
        returned: &Type,
        kind: &Kind,
        check: Option<&TokenStream>,
    ) -> TokenStream {
        let (span, options) = (self.handler.span, self.options());
        let reader = self.export_reader(returned, kind);
        let (error_of, own_errors) = (self.page_path("error_of"), self.page_path("OwnErrors"));
        let (type_of_value, called) = (local("__returned", span), local("__handler", span));
        let handler = self.owned_handler(returned, &body::value(span), check);
        let (tagged, respond) = if self.handler.is_blocking {
            ("calling", "respond_blocking")
        } else {
            ("returning", "respond")
        };
        let (tagged, respond) = (Ident::new(tagged, span), Ident::new(respond, span));
        let convert = dialect::own_error(&self.handler, &type_of_value.to_token_stream());
        let describe = read_error(&self.handler);
        let call = quote_spanned! {span=>
            <#reader>::#respond(#head, #options, #called, #own_errors::new(#convert, #describe)).await
        };
        let said = match kind {
            Kind::List(spelled) if !spelled.in_result => call,
            _ => dialect::say_refusals(&self.handler, &call, returned),
        };
        quote_spanned! {span=>
            let #type_of_value = #error_of::returned();
            let #called = #error_of::#tagged(#type_of_value, #handler);
            #said
        }
    }

    /// The body as a future, or for a plain `fn` as a closure, that owns the parameters: what it returns is read long after.
    fn owned_handler(&self, returned: &Type, value: &Ident, check: Option<&TokenStream>) -> TokenStream {
        let (krate, span, rebind) = (self.handler.krate(), self.handler.span, self.handler.rebind());
        if self.handler.is_blocking {
            let (body, returned) = (&self.handler.body, infer_impl(returned));
            let call = quote_spanned!(span=> #krate::__private::page::call(|| -> #returned #body));
            let checked = checked(&call, value, check, span);
            return quote_spanned!(span=> move || { #rebind #checked });
        }
        let body = body::future(&self.handler, returned);
        if rebind.is_empty() && check.is_none() {
            return body;
        }
        let checked = checked(&quote_spanned!(span=> #body.await), value, check, span);
        quote_spanned!(span=> async move { #rebind #checked })
    }
}

/// `call`, whose value is checked where there is anything to check.
fn checked(call: &TokenStream, value: &Ident, check: Option<&TokenStream>, span: Span) -> TokenStream {
    match check {
        Some(check) => quote_spanned!(span=> let #value = #call; #check #value),
        None => call.clone(),
    }
}
