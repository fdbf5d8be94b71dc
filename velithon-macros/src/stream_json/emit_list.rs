//! Handlers that return a list: their body ends before the first item is written, and with it what the parameters own.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;

use super::plan::{Plan, Source};
use crate::{
    body,
    returned::{Kind, Spelled},
    types::may_borrow,
};

/// A list of a type that its spelling tells, which the runtime takes from the body.
pub(super) struct List<'a> {
    returned: &'a Type,
    in_result: bool,
    item: &'a Type,
}

impl Plan {
    /// What an `async` handler returns, where it is such a list.
    pub(super) fn list(&self) -> Option<List<'_>> {
        match &self.source {
            Source::Returned {
                returned,
                kind:
                    Kind::List(Spelled {
                        in_result,
                        item: Some(item),
                        ..
                    }),
            } if !self.handler.is_blocking && !self.options.local && is_apart(returned) => Some(List {
                returned,
                in_result: *in_result,
                item,
            }),
            _ => None,
        }
    }

    /// The call of the runtime that runs the body for its list.
    pub(super) fn run_list(
        &self,
        list: &List<'_>,
        head: &Ident,
        options: &TokenStream,
        errors: &TokenStream,
    ) -> TokenStream {
        let List {
            returned,
            in_result,
            item,
        } = list;
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let body = body::apart(&self.handler, returned);
        let list = if *in_result {
            let are_results = self.handler.is_result(item);
            quote_spanned!(span=> list_or_failed::<#krate::__private::ItemsAre<{ #are_results }>, #item, _, _>)
        } else {
            // A plain function's own return type tells the end.
            let end = self.end.as_ref().filter(|_| !self.returns_window());
            let end = end.map_or_else(|| quote_spanned!(span=> _), ToTokens::to_token_stream);
            quote_spanned!(span=> list::<#end, #item, _>)
        };
        quote_spanned! {span=>
            #krate::__private::#list(#krate::__private::Boxed::new(#body), #head, &#options, &#errors)
        }
    }

    /// The statements that own the parameters and bind to `value` what the body returns.
    pub(super) fn bind_returned(&self, returned: &Type, value: &Ident) -> TokenStream {
        if is_apart(returned) {
            let body = body::apart(&self.handler, returned);
            return quote_spanned! {self.handler.span=>
                #[allow(clippy::large_futures)] // as large as the body is, and boxed with what is around it
                let #value = #body.await;
            };
        }
        let (rebind, bind) = (self.handler.rebind(), body::bind(&self.handler, returned, value));
        quote_spanned!(self.handler.span=> #rebind #bind)
    }

    /// The same for a plain `fn`.
    pub(super) fn bind_called(&self, returned: &Type, value: &Ident) -> TokenStream {
        let (handler, span, rebind) = (&self.handler, self.handler.span, self.handler.rebind());
        if is_apart(returned) {
            let call = body::call_apart(handler, returned);
            return quote_spanned!(span=> let #value = #call;);
        }
        let call = body::call(handler, returned);
        quote_spanned!(span=> #rebind let #value = #call;)
    }
}

/// Whether the parameters can end before what is returned is written: it is a list, by its spelling, and borrows nothing.
fn is_apart(returned: &Type) -> bool {
    Spelled::new(returned).is_some_and(|spelled| spelled.shape.is_list()) && !may_borrow(returned)
}
