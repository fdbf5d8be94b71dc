//! Handlers that are an `async fn`: their future runs on the executor.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;

use super::plan::{Plan, Source};
use crate::{
    body::{self, local},
    handle::Handle,
    returned::{Kind, Shape, Spelled},
    types::infer_impl,
};

impl Plan {
    /// The statements of the handler's future after it has taken over the parameters.
    pub(super) fn run_async(&self, sink: &Ident) -> TokenStream {
        match &self.source {
            Source::Emitted { handle, end } => self.emit_items(handle, end, sink),
            Source::Returned { returned, kind } => self.write_returned(returned, kind, sink),
            Source::Refused { handle, returned } => {
                let (krate, span) = (self.handler.krate(), self.handler.span);
                let nothing = quote_spanned! {span=>
                    #krate::__private::none().unwrap_or_else(|| ::core::unreachable!())
                };
                let bind = handle.as_ref().map(|handle| handle.bind(&nothing));
                let body = body::future(&self.handler, returned);
                // It is not awaited, so that a body that is not `Send` gives no second error.
                quote_spanned!(span=> #bind let _ = #body;)
            }
        }
    }

    fn emit_items(&self, handle: &Handle, end: &Type, sink: &Ident) -> TokenStream {
        let span = handle.span();
        let (krate, emitter) = (self.handler.krate.at(span), local("__emitter", span));
        let bind = handle.bind(&quote_spanned!(span=> &#emitter));
        let body = body::future(&self.handler, end);
        quote_spanned! {self.handler.span=>
            let #emitter = #krate::__private::emitter(#sink);
            #bind
            #body.await
        }
    }

    fn write_returned(&self, returned: &Type, kind: &Kind, sink: &Ident) -> TokenStream {
        let span = self.handler.span;
        let value = local("__value", span);
        let body = body::future(&self.handler, returned);
        let write = match kind {
            Kind::Opaque(spelled) if matches!(spelled.shape, Shape::Iterator | Shape::Stream) => {
                let check = body::check_bounds(&self.handler, returned, &value);
                let pump = self.pump(returned, spelled);
                quote_spanned!(span=> #check #pump(#value, &#sink).await)
            }
            _ => {
                let krate = self.handler.krate();
                let kind = self.kind(returned, kind);
                quote_spanned!(span=> <_ as #krate::__private::Reply<{ #kind }>>::write(#value, &#sink).await)
            }
        };
        let no_hidden_result = kind
            .spelled()
            .map(|spelled| body::check_no_hidden_result(&self.handler, spelled, &value));
        quote_spanned!(span=> let #value = #body.await; #no_hidden_result #write)
    }

    /// The function of the runtime that writes the items of an `impl Trait`.
    fn pump(&self, returned: &Type, spelled: &Spelled) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let fallible = self.fallible(spelled.item.as_ref());
        let mode = quote_spanned! {span=>
            <#krate::__private::Kind<{ #fallible }> as #krate::__private::ModeOf>::Mode
        };
        let end = self.opaque_output(returned, spelled, &quote_spanned!(span=> ()));
        let end = infer_impl(&Type::Verbatim(end));
        let function = match (spelled.shape, spelled.in_result) {
            (Shape::Stream, false) => quote_spanned!(span=> stream::<#mode, #end, _>),
            (Shape::Stream, true) => quote_spanned!(span=> stream_or_failed::<#mode, #end, _, _>),
            (_, false) => quote_spanned!(span=> iterator::<#mode, #end, _>),
            (_, true) => quote_spanned!(span=> iterator_or_failed::<#mode, #end, _, _>),
        };
        quote_spanned!(span=> #krate::__private::pump::#function)
    }
}
