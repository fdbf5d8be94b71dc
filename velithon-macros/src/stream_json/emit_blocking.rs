//! Handlers that are a plain `fn`: body and items run on a thread that may block.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;

use super::plan::{Plan, Source};
use crate::{
    body::{self, local},
    handle::Handle,
    returned::Kind,
};

impl Plan {
    /// The statements of the handler's closure.
    pub(super) fn run_blocking(&self, sink: &Ident) -> TokenStream {
        match &self.source {
            Source::Emitted { handle, end } => self.emit_items_blocking(handle, end, sink),
            Source::Returned { returned, kind } => self.write_returned_blocking(returned, kind, sink),
            Source::Refused { .. } => TokenStream::new(),
        }
    }

    fn emit_items_blocking(&self, handle: &Handle, end: &Type, sink: &Ident) -> TokenStream {
        let span = handle.span();
        let (krate, emitter) = (self.handler.krate.at(span), local("__emitter", span));
        let (rebind, bind) = (self.handler.rebind(), handle.bind(&quote_spanned!(span=> &#emitter)));
        let call = body::call(&self.handler, end);
        quote_spanned! {self.handler.span=>
            #rebind
            let #emitter = #krate::__private::blocking_emitter(#sink);
            #bind
            #call
        }
    }

    fn write_returned_blocking(&self, returned: &Type, kind: &Kind, sink: &Ident) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let value = body::value(span);
        let mut checks = TokenStream::new();
        if let Kind::Opaque(_) = kind {
            checks.extend(body::check_bounds(&self.handler, returned, &value));
        }
        if let Kind::Generic(spelled) | Kind::Opaque(spelled) = kind {
            checks.extend(body::check_no_hidden_result(&self.handler, spelled, &value));
        }
        let bind = self.bind_called(returned, &value);
        let (reply, kind) = (self.reply(), self.kind(returned, kind));
        quote_spanned! {span=>
            #bind
            #checks
            <_ as #krate::__private::#reply<{ #kind }>>::write(#value, #sink)
        }
    }
}
