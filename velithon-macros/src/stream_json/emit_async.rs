//! Handlers that are an `async fn`: their future runs on the executor.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::{Type, TypeImplTrait, TypeParamBound};

use super::plan::{Plan, Source};
use crate::{
    body::{self, local},
    handle::Handle,
    returned::{Kind, Shape, Spelled},
    types::{infer_impl, is_nameable},
};

impl Plan {
    /// The statements of the handler's future.
    pub(super) fn run_async(&self, sink: &Ident) -> TokenStream {
        match &self.source {
            Source::Emitted { handle, end } => self.emit_items(handle, end, sink),
            Source::Returned { returned, kind } => self.write_returned(returned, kind, sink),
            Source::Refused { .. } => TokenStream::new(),
        }
    }

    fn emit_items(&self, handle: &Handle, end: &Type, sink: &Ident) -> TokenStream {
        let span = handle.span();
        let (krate, emitter) = (self.handler.krate.at(span), local("__emitter", span));
        let (rebind, bind) = (self.handler.rebind(), handle.bind(&quote_spanned!(span=> &#emitter)));
        let body = body::statements(&self.handler, end);
        quote_spanned! {self.handler.span=>
            #rebind
            let #emitter = #krate::__private::emitter(#sink);
            #bind
            #body
        }
    }

    fn write_returned(&self, returned: &Type, kind: &Kind, sink: &Ident) -> TokenStream {
        let span = self.handler.span;
        let value = body::value(span);
        let bind = self.bind_returned(returned, &value);
        // Before the search for a hidden `Result`, which knows no type of the items but the value's own.
        let check = match kind {
            Kind::Opaque(spelled) if is_pumped(spelled) && !self.is_checked_by_pump(returned, spelled) => {
                Some(body::check_bounds(&self.handler, returned, &value))
            }
            _ => None,
        };
        let write = match kind {
            Kind::List(Spelled {
                in_result: false,
                item: Some(item),
                ..
            }) => {
                let pump = self.pump_of("list_of", item, &value, sink);
                quote_spanned!(span=> #pump.await)
            }
            Kind::Opaque(spelled) if is_pumped(spelled) => {
                let pump = self.pump(returned, spelled, &value, sink);
                quote_spanned!(span=> #pump.await)
            }
            Kind::Typed => {
                let (krate, found) = (self.handler.krate(), self.found_kind());
                quote_spanned!(span=> <_ as #krate::__private::Reply<_>>::write_as(#found, #value, #sink).await)
            }
            _ => {
                let krate = self.handler.krate();
                let kind = self.kind(returned, kind);
                quote_spanned!(span=> <_ as #krate::__private::Reply<{ #kind }>>::write(#value, #sink).await)
            }
        };
        let no_hidden_result = match kind {
            Kind::Generic(spelled) | Kind::Opaque(spelled) => {
                Some(body::check_no_hidden_result(&self.handler, spelled, &value))
            }
            Kind::Typed | Kind::List(_) => None,
        };
        quote_spanned!(span=> #bind #check #no_hidden_result #write)
    }

    /// The future that writes the items of an `impl Trait`.
    fn pump(&self, returned: &Type, spelled: &Spelled, value: &Ident, sink: &Ident) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let item = spelled.item.as_ref();
        if let Some(item) = item.filter(|item| !spelled.in_result && is_nameable(item, &self.handler.generics)) {
            let name = if spelled.shape == Shape::Stream {
                "stream_of"
            } else {
                "iterator_of"
            };
            return self.pump_of(name, item, value, sink);
        }
        let are_results = self.items_are_results(item);
        let mode = quote_spanned! {span=>
            <#krate::__private::ItemsAre<{ #are_results }> as #krate::__private::ModeOf>::Mode
        };
        let end = self.items_output(returned, spelled, &quote_spanned!(span=> ()));
        let end = infer_impl(&Type::Verbatim(end));
        let function = match (spelled.shape, spelled.in_result) {
            (Shape::Stream, false) => quote_spanned!(span=> stream::<#mode, #end, _>),
            (Shape::Stream, true) => quote_spanned!(span=> stream_or_failed::<#mode, #end, _, _>),
            (_, false) => quote_spanned!(span=> iterator::<#mode, #end, _>),
            (_, true) => quote_spanned!(span=> iterator_or_failed::<#mode, #end, _, _>),
        };
        quote_spanned!(span=> #krate::__private::pump::#function(#value, &#sink))
    }

    /// The future that writes items of a type that can be named, by a function of the runtime. It takes the sink, so that the
    /// handler's code need not drop it.
    fn pump_of(&self, name: &str, item: &Type, value: &Ident, sink: &Ident) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let (name, end) = (Ident::new(name, span), &self.end);
        quote_spanned!(span=> #krate::__private::pump::#name::<#end, #item, _>(#value, #sink))
    }

    /// Whether [`pump_of`](Self::pump_of) demands all that the user's `impl Trait` promises.
    fn is_checked_by_pump(&self, returned: &Type, spelled: &Spelled) -> bool {
        let Type::ImplTrait(TypeImplTrait { bounds, .. }) = returned else {
            return false;
        };
        let mut bounds = bounds
            .iter()
            .filter(|bound| !matches!(bound, TypeParamBound::PreciseCapture(_)));
        let (only, more) = (bounds.next(), bounds.next());
        let is_named = |name: &str| matches!(only, Some(TypeParamBound::Trait(only)) if only.path.segments.last().is_some_and(|last| last.ident == name));
        let is_plain = is_named("Iterator") || is_named("Stream");
        more.is_none()
            && is_plain
            && spelled
                .item
                .as_ref()
                .is_some_and(|item| is_nameable(item, &self.handler.generics))
    }
}

/// Whether items of an `impl Trait` are written by a pump of their own.
fn is_pumped(spelled: &Spelled) -> bool {
    matches!(spelled.shape, Shape::Iterator | Shape::Stream)
}
