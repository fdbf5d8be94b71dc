use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Type};

use super::plan::{Kind, Plan, Source};
use crate::{
    body::{self, local},
    handle::Handle,
    returned::{Shape, Spelled, contains_impl, is_spelled_result, mentions, named_error, replace_impl, replace_unit},
    signature::{self, Parameter},
};

pub(crate) fn emit(plan: &Plan) -> TokenStream {
    let Plan {
        attributes,
        visibility,
        name,
        generics,
        parameters,
        span,
        ..
    } = plan;
    let (head, sink) = (local("__head", *span), local("__sink", *span));
    let krate = plan.krate.at(Span::call_site());
    let inputs = parameters.iter().map(Parameter::input);
    let rebind = parameters.iter().map(Parameter::rebind);
    let (params, where_clause) = (&generics.params, &generics.where_clause);

    let output = plan.output();
    let spanned_krate = plan.krate.at(*span);
    let options = match &plan.openapi {
        Some(openapi) => openapi.options(*span),
        None => plan.written_options(),
    };
    let described = plan.openapi.as_ref().map(|openapi| plan.describe_handler(openapi));
    let run = match plan {
        Plan { blocking: true, .. } => quote_spanned!(*span=> stream_blocking),
        Plan { options, .. } if options.local => quote_spanned!(*span=> stream_local),
        _ => quote_spanned!(*span=> stream),
    };
    let handler = if plan.blocking {
        let work = plan.work_on_thread(&sink);
        quote_spanned!(*span=> move |#sink: &#spanned_krate::__private::BlockingSink| { #(#rebind)* #work })
    } else {
        let work = plan.work(&sink);
        quote_spanned!(*span=> move |#sink: #spanned_krate::__private::Sink| async move { #(#rebind)* #work })
    };
    let describe = plan.describe();
    let call = quote_spanned! {*span=>
        #spanned_krate::__private::#run(#head, #options, #handler, #describe).await
    };
    let silence = signature::silence(parameters, matches!(plan.source, Source::Emitted { .. }));
    quote! {
        #(#attributes)*
        #silence
        #visibility async fn #name<#params>(#head: #krate::RequestHead, #(#inputs),*) -> #output #where_clause {
            #call
        }

        #described
    }
}

impl Plan {
    pub(super) fn krate(&self) -> TokenStream {
        self.krate.at(self.span)
    }

    /// The `StreamOptions` that the arguments and the kind of a returned value make.
    pub(super) fn written_options(&self) -> TokenStream {
        let returns = match &self.source {
            Source::Returned { returned, kind } => Some(self.kind(returned, kind)),
            Source::Emitted { .. } | Source::Refused { .. } => None,
        };
        self.options.to_tokens(&self.krate, self.span, returns)
    }

    fn response(&self) -> TokenStream {
        let (krate, span) = (self.krate(), self.span);
        if self.options.local {
            quote_spanned!(span=> #krate::LocalJsonStream)
        } else {
            quote_spanned!(span=> #krate::JsonStream)
        }
    }

    /// A closure from the handler's error to what is left of it once the response has started. It is marked as ours, for
    /// lints that ask which references and traits a type needs.
    fn describe(&self) -> TokenStream {
        let (krate, error, how) = (self.krate(), local("__error", self.span), local("__how", self.span));
        let imports = self.krate.at(Span::mixed_site());
        let imports = quote_spanned! {Span::mixed_site()=>
            #[allow(unused_imports)]
            use #imports::__private::{
                answer::{ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _},
                describe::{ViaAsRef as _, ViaDebug as _, ViaDisplay as _, ViaError as _, ViaName as _},
            };
        };
        quote_spanned! {self.span=>
            |#error| {
                #imports
                #[allow(clippy::needless_borrow)] // one reference for each level of the search
                let #how = (&&&&#krate::__private::answer::tag(&#error)).how();
                (
                    (&&&&&#krate::__private::describe::Describe(&#error)).describe(),
                    #krate::__private::answer::status(#error, #how),
                )
            }
        }
    }

    /// The type of the expanded function.
    fn output(&self) -> TokenStream {
        let response = self.response();
        match &self.source {
            Source::Emitted { end, .. } if contains_impl(end) => replace_unit(end, &response).into_token_stream(),
            Source::Emitted { end, .. } => self.around(&end.to_token_stream(), &response),
            Source::Refused { .. } => response,
            Source::Returned { returned, kind } => match kind {
                Kind::Typed | Kind::Generic(_) => {
                    let kind = self.kind(returned, kind);
                    let end = self.end(&returned.to_token_stream(), &kind);
                    self.around(&end, &response)
                }
                Kind::Opaque(spelled) => self.opaque(returned, spelled, &response),
            },
        }
    }

    /// What takes the place of a returned `impl Trait`, which cannot be projected: `response`, or the `Result` around it.
    /// With `()` as the response it is what the handler's future ends with.
    fn opaque(&self, returned: &Type, spelled: &Spelled, response: &TokenStream) -> TokenStream {
        if spelled.in_result {
            return replace_impl(returned, Some(response)).into_token_stream();
        }
        let Some(item) = &spelled.item else {
            return response.clone();
        };
        if !contains_impl(item) {
            let (krate, fallible) = (self.krate(), self.fallible_or_zero(Some(item)));
            let end = quote_spanned!(self.span=> <#item as #krate::__private::ItemEnd<{ #fallible }>>::End);
            return self.around(&end, response);
        }
        if !is_spelled_result(item) {
            return response.clone();
        }
        match named_error(item) {
            Some(error) => quote_spanned!(self.span=> ::core::result::Result<#response, #error>),
            None => replace_impl(item, Some(response)).into_token_stream(),
        }
    }

    /// `Reply::End` of a type.
    fn end(&self, ty: &TokenStream, kind: &TokenStream) -> TokenStream {
        let (krate, reply) = (self.krate(), self.reply());
        quote_spanned!(self.span=> <#ty as #krate::__private::#reply<{ #kind }>>::End)
    }

    /// The trait that writes what is returned.
    pub(super) fn reply(&self) -> Ident {
        Ident::new(if self.blocking { "BlockingReply" } else { "Reply" }, self.span)
    }

    /// The response, or the `Result` of it, that an end stands for.
    fn around(&self, end: &TokenStream, response: &TokenStream) -> TokenStream {
        let krate = self.krate();
        quote_spanned!(self.span=> <#end as #krate::__private::HandlerEnd>::Out<#response>)
    }

    /// The constant that tells what kind of value is returned.
    pub(super) fn kind(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let krate = self.krate();
        let Spelled { in_result, shape, item } = match kind {
            Kind::Typed => return quote_spanned!(self.span=> #krate::__private::kind!(#returned)),
            Kind::Generic(spelled) | Kind::Opaque(spelled) => spelled,
        };
        let result = in_result.then(|| self.constant("RESULT"));
        let shape = self.constant(match shape {
            Shape::Iterator | Shape::List => "ITERATOR",
            Shape::Stream => "STREAM",
            Shape::Document | Shape::Source { .. } => "DOCUMENT",
        });
        let fallible = item.as_ref().and_then(|item| self.fallible(item));
        let flags = [result, Some(shape), fallible].into_iter().flatten();
        quote_spanned!(self.span=> #(#flags)|*)
    }

    /// The flag for items that are `Result`s, unless they cannot be.
    fn fallible(&self, item: &Type) -> Option<TokenStream> {
        let krate = self.krate();
        let fallible = self.constant("FALLIBLE");
        if !contains_impl(item) && !mentions(item, &self.generics) {
            Some(quote_spanned!(self.span=> (#krate::__private::kind!([#item; 0]) & #fallible)))
        } else {
            is_spelled_result(item).then_some(fallible)
        }
    }

    fn fallible_or_zero(&self, item: Option<&Type>) -> TokenStream {
        let fallible = item.and_then(|item| self.fallible(item));
        fallible.unwrap_or_else(|| quote_spanned!(self.span=> 0))
    }

    fn constant(&self, name: &str) -> TokenStream {
        let (krate, name) = (self.krate(), Ident::new(name, self.span));
        quote_spanned!(self.span=> #krate::__private::#name)
    }

    /// What the handler's future does once it owns the arguments.
    fn work(&self, sink: &Ident) -> TokenStream {
        match &self.source {
            Source::Emitted { handle, end } => self.emitted(handle, end, sink),
            Source::Returned { returned, kind } => self.returned(returned, kind, sink),
            Source::Refused { handle, returned } => {
                let krate = self.krate();
                let nothing = quote_spanned! {self.span=>
                    #krate::__private::none().unwrap_or_else(|| ::core::unreachable!())
                };
                let bind = handle.as_ref().map(|handle| handle.bind(&nothing));
                let body = body::future(&self.krate, self.span, &self.body, returned);
                // Not awaited: what it holds must not decide over `Send` as well.
                quote_spanned!(self.span=> #bind let _ = #body;)
            }
        }
    }

    fn emitted(&self, handle: &Handle, end: &Type, sink: &Ident) -> TokenStream {
        let span = handle.span();
        let (krate, emitter) = (self.krate.at(span), local("__emitter", span));
        let bind = handle.bind(&quote_spanned!(span=> &#emitter));
        let body = body::future(&self.krate, self.span, &self.body, end);
        quote_spanned! {self.span=>
            let #emitter = #krate::__private::emitter(#sink);
            #bind
            #body.await
        }
    }

    fn returned(&self, returned: &Type, kind: &Kind, sink: &Ident) -> TokenStream {
        let value = local("__value", self.span);
        let body = body::future(&self.krate, self.span, &self.body, returned);
        let write = match kind {
            Kind::Opaque(spelled) if matches!(spelled.shape, Shape::Iterator | Shape::Stream) => {
                let check = body::check(self.span, &self.generics, returned, &value);
                let pump = self.pump(returned, spelled);
                quote_spanned!(self.span=> #check #pump(#value, &#sink).await)
            }
            _ => {
                let krate = self.krate();
                let kind = self.kind(returned, kind);
                quote_spanned!(self.span=> <_ as #krate::__private::Reply<{ #kind }>>::write(#value, &#sink).await)
            }
        };
        let no_hidden_result = match kind {
            Kind::Typed => TokenStream::new(),
            Kind::Generic(spelled) | Kind::Opaque(spelled) => {
                body::no_hidden_result(&self.krate, self.span, &self.generics, spelled, &value)
            }
        };
        quote_spanned!(self.span=> let #value = #body.await; #no_hidden_result #write)
    }

    /// The function that pumps an `impl Trait`.
    fn pump(&self, returned: &Type, spelled: &Spelled) -> TokenStream {
        let krate = self.krate();
        let fallible = self.fallible_or_zero(spelled.item.as_ref());
        let mode = quote_spanned! {self.span=>
            <#krate::__private::Kind<{ #fallible }> as #krate::__private::ModeOf>::Mode
        };
        let end = self.opaque(returned, spelled, &quote_spanned!(self.span=> ()));
        let end = replace_impl(&Type::Verbatim(end), None);
        let function = match (spelled.shape, spelled.in_result) {
            (Shape::Stream, false) => quote_spanned!(self.span=> stream::<#mode, #end, _>),
            (Shape::Stream, true) => quote_spanned!(self.span=> stream_or_failed::<#mode, #end, _, _>),
            (_, false) => quote_spanned!(self.span=> iterator::<#mode, #end, _>),
            (_, true) => quote_spanned!(self.span=> iterator_or_failed::<#mode, #end, _, _>),
        };
        quote_spanned!(self.span=> #krate::__private::pump::#function)
    }
}
