//! Handlers that are plain functions: all of theirs happens on a thread.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::{Ident, Type};

use super::plan::{Kind, Plan, Source};
use crate::{
    body::{self, local},
    handle::Handle,
    returned::replace_impl,
};

impl Plan {
    /// What the handler's closure does once it owns the arguments.
    pub(super) fn work_on_thread(&self, out: &Ident) -> TokenStream {
        match &self.source {
            Source::Emitted { handle, end } => self.emitted_on_thread(handle, end, out),
            Source::Returned { returned, kind } => self.returned_on_thread(returned, kind, out),
            Source::Refused { .. } => TokenStream::new(),
        }
    }

    /// The body as a closure that takes no more of the arguments than it has to: what it returns may borrow from the rest.
    fn call(&self, returned: &Type) -> TokenStream {
        let (krate, body) = (self.krate(), &self.body);
        let returned = replace_impl(returned, None);
        quote_spanned!(self.span=> #krate::__private::call::<#returned>(|| #body))
    }

    fn emitted_on_thread(&self, handle: &Handle, end: &Type, out: &Ident) -> TokenStream {
        let span = handle.span();
        let (krate, emitter) = (self.krate.at(span), local("__emitter", span));
        let bind = handle.bind(&quote_spanned!(span=> &#emitter));
        let call = self.call(end);
        quote_spanned! {self.span=>
            let #emitter = #krate::__private::blocking_emitter(#out);
            #bind
            #call
        }
    }

    fn returned_on_thread(&self, returned: &Type, kind: &Kind, out: &Ident) -> TokenStream {
        let (krate, span, value) = (self.krate(), self.span, local("__value", self.span));
        let mut checks = TokenStream::new();
        if let Kind::Opaque(_) = kind {
            checks.extend(body::check(span, &self.generics, returned, &value));
        }
        if let Kind::Generic(spelled) | Kind::Opaque(spelled) = kind {
            checks.extend(body::no_hidden_result(
                &self.krate,
                span,
                &self.generics,
                spelled,
                &value,
            ));
        }
        let (call, reply, kind) = (self.call(returned), self.reply(), self.kind(returned, kind));
        quote_spanned! {span=>
            let #value = #call;
            #checks
            <_ as #krate::__private::#reply<{ #kind }>>::write(#value, #out)
        }
    }
}
