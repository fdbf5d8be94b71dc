//! Handlers that are an `async fn`: their future runs on the executor.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::{Path, Type, TypeImplTrait, TypeParamBound};

use super::plan::{Plan, Source};
use crate::{
    body::{self, local},
    handle::Handle,
    returned::{Kind, Shape, Spelled, result_payload},
    types::{generic_arguments, is_nameable},
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
            Kind::Opaque(spelled) if !is_iterator(promise(returned, spelled)) => {
                Some(body::name_bounds(&self.handler, returned, spelled))
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
            Kind::Opaque(spelled) if is_pumped(spelled) => self.pump_or_fail(returned, spelled, &value, sink),
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
        // A statement, whose temporaries are dropped before the parameters in every edition.
        quote_spanned!(span=> #bind #check #no_hidden_result #[allow(unreachable_code)] return #write;)
    }

    /// What writes the items of an `impl Trait`, unless it is in a `Result` that is an error.
    fn pump_or_fail(&self, returned: &Type, spelled: &Spelled, value: &Ident, sink: &Ident) -> TokenStream {
        let span = self.handler.span;
        if !spelled.in_result {
            let pump = self.pump(returned, spelled, value, sink);
            return quote_spanned!(span=> #pump.await);
        }
        // A future around the `Result` would be one more type to compile for each handler.
        let (items, error) = (Ident::new("velithon_items", span), local("__error", span));
        let pump = self.pump(returned, spelled, &items, sink);
        quote_spanned! {span=>
            match #value {
                ::core::result::Result::Ok(#items) => #pump.await,
                ::core::result::Result::Err(#error) => ::core::result::Result::Err(#error),
            }
        }
    }

    /// The future that writes the items of an `impl Trait`.
    fn pump(&self, returned: &Type, spelled: &Spelled, value: &Ident, sink: &Ident) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let is_stream = spelled.shape == Shape::Stream;
        let item = spelled.item.as_ref();
        let named = item.filter(|item| is_nameable(item, &self.handler.generics));
        if let Some(item) = named.filter(|_| !spelled.in_result) {
            return self.pump_of(if is_stream { "stream_of" } else { "iterator_of" }, item, value, sink);
        }
        let are_results = self.items_are_results(item);
        let are = quote_spanned!(span=> #krate::__private::ItemsAre<{ #are_results }>);
        let end = self.items_output(returned, spelled, &quote_spanned!(span=> ()));
        if let Some(item) = named {
            let name = if is_stream { "stream_in" } else { "iterator_in" };
            let name = Ident::new(name, span);
            return quote_spanned!(span=> #krate::__private::pump::#name::<#are, #end, #item, _>(#value, #sink));
        }
        let name = Ident::new(if is_stream { "stream" } else { "iterator" }, span);
        let mode = quote_spanned!(span=> <#are as #krate::__private::ModeOf>::Mode);
        quote_spanned!(span=> #krate::__private::pump::#name::<#mode, #end, _>(#value, &#sink))
    }

    /// The future that writes items of a type that can be named, by a function of the runtime. It takes the sink, so that the
    /// handler's code need not drop it.
    fn pump_of(&self, name: &str, item: &Type, value: &Ident, sink: &Ident) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let (name, end) = (Ident::new(name, span), &self.end);
        quote_spanned!(span=> #krate::__private::pump::#name::<#end, #item, _>(#value, #sink))
    }

    /// Whether [`pump`](Self::pump) demands all that the user's `impl Trait` promises.
    fn is_checked_by_pump(&self, returned: &Type, spelled: &Spelled) -> bool {
        let is_of_pump = |path: &Path| {
            path.segments
                .last()
                .is_some_and(|last| last.ident == "Iterator" || last.ident == "Stream")
        };
        let is_named = |item: &Type| is_nameable(item, &self.handler.generics);
        promise(returned, spelled).is_some_and(is_of_pump) && spelled.item.as_ref().is_some_and(is_named)
    }
}

/// The trait that an `impl Trait`, or that in a `Result`, promises; `None` where it promises more than one.
fn promise<'a>(returned: &'a Type, spelled: &Spelled) -> Option<&'a Path> {
    let payload = result_payload(returned).filter(|_| spelled.in_result);
    let Type::ImplTrait(TypeImplTrait { bounds, .. }) = payload.unwrap_or(returned) else {
        return None;
    };
    let mut bounds = bounds
        .iter()
        .filter(|bound| !matches!(bound, TypeParamBound::PreciseCapture(_)));
    match (bounds.next(), bounds.next()) {
        (Some(TypeParamBound::Trait(only)), None) => Some(&only.path).filter(|path| says_one_thing(path)),
        _ => None,
    }
}

/// Whether the trait's arguments are one: beside `Item = T` there may be `Item: Trait`.
fn says_one_thing(path: &Path) -> bool {
    generic_arguments(path).is_none_or(|arguments| arguments.args.len() == 1)
}

/// Whether the trait is the `Iterator` that nobody has to import.
fn is_iterator(promise: Option<&Path>) -> bool {
    let mut names = promise.into_iter().flat_map(|path| &path.segments);
    matches!((names.next(), names.next()), (Some(only), None) if only.ident == "Iterator")
}

/// Whether items of an `impl Trait` are written by a pump of their own.
fn is_pumped(spelled: &Spelled) -> bool {
    matches!(spelled.shape, Shape::Iterator | Shape::Stream)
}
