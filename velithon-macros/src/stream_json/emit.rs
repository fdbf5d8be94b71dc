use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericParam, Ident, Type};

use super::plan::{Kind, Plan, Source};
use crate::{
    returned::{Shape, Spelled, contains_impl, may_borrow, mentions, replace_impl, spelled_result},
    signature::{Handle, Parameter},
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
    let (head, sink) = (local("__head"), local("__sink"));
    let krate = plan.krate.at(Span::call_site());
    let inputs = parameters.iter().map(Parameter::input);
    let rebind = parameters.iter().map(Parameter::rebind);
    let (params, where_clause) = (&generics.params, &generics.where_clause);

    let output = plan.output();
    let work = plan.work(&sink);
    let options = plan.options();
    let spanned_krate = plan.krate.at(*span);
    let run = if plan.local {
        quote_spanned!(*span=> stream_local)
    } else {
        quote_spanned!(*span=> stream)
    };
    let call = quote_spanned! {*span=>
        #spanned_krate::__private::#run(
            #head,
            #options,
            move |#sink: #spanned_krate::__private::Sink| async move { #(#rebind)* #work },
            #spanned_krate::__private::describe!(),
        )
        .await
    };
    quote! {
        #(#attributes)*
        #visibility async fn #name<#params>(#head: #krate::RequestHead, #(#inputs),*) -> #output #where_clause {
            #call
        }
    }
}

/// A name that the user's code cannot see.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

impl Plan {
    fn krate(&self) -> TokenStream {
        self.krate.at(self.span)
    }

    fn response(&self) -> TokenStream {
        let (krate, span) = (self.krate(), self.span);
        if self.local {
            quote_spanned!(span=> #krate::LocalJsonStream)
        } else {
            quote_spanned!(span=> #krate::JsonStream)
        }
    }

    fn options(&self) -> TokenStream {
        let (krate, span) = (self.krate(), self.span);
        let chunk = self.chunk.map(|bytes| quote_spanned!(span=> .chunk(#bytes)));
        quote_spanned!(span=> const { #krate::StreamOptions::new() #chunk })
    }

    /// The type of the expanded function.
    fn output(&self) -> TokenStream {
        let response = self.response();
        match &self.source {
            Source::Emitted { end, .. } if contains_impl(end) => replace_unit(end, &response),
            Source::Emitted { end, .. } => self.around(&end.to_token_stream(), &response),
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
        let response_type = Type::Verbatim(response.clone());
        if spelled.in_result {
            return replace_impl(returned, Some(&response_type)).into_token_stream();
        }
        let Some(item) = &spelled.item else {
            return response.clone();
        };
        if !contains_impl(item) {
            let items = quote_spanned!(self.span=> [#item; 0]);
            let fallible = self.fallible(item);
            let iterator = self.constant(quote!(ITERATOR));
            let end = self.end(&items, &quote_spanned!(self.span=> #iterator | #fallible));
            return self.around(&end, response);
        }
        match spelled_result(item) {
            None => response.clone(),
            Some(Some(error)) => quote_spanned!(self.span=> ::core::result::Result<#response, #error>),
            Some(None) => replace_impl(item, Some(&response_type)).into_token_stream(),
        }
    }

    /// `Reply::End` of a type.
    fn end(&self, ty: &TokenStream, kind: &TokenStream) -> TokenStream {
        let krate = self.krate();
        quote_spanned!(self.span=> <#ty as #krate::__private::Reply<{ #kind }>>::End)
    }

    /// The response, or the `Result` of it, that an end stands for.
    fn around(&self, end: &TokenStream, response: &TokenStream) -> TokenStream {
        let krate = self.krate();
        quote_spanned!(self.span=> <#end as #krate::__private::HandlerEnd>::Out<#response>)
    }

    /// The constant that tells what kind of value is returned.
    fn kind(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let krate = self.krate();
        let Spelled { in_result, shape, item } = match kind {
            Kind::Typed => return quote_spanned!(self.span=> #krate::__private::kind!(#returned)),
            Kind::Generic(spelled) | Kind::Opaque(spelled) => spelled,
        };
        let result = in_result.then(|| self.constant(quote!(RESULT)));
        let shape = self.constant(shape.constant());
        let fallible = item.as_ref().map(|item| self.fallible(item));
        let flags = [result, Some(shape), fallible].into_iter().flatten();
        quote_spanned!(self.span=> #(#flags)|*)
    }

    /// The flag for items that are `Result`s.
    fn fallible(&self, item: &Type) -> TokenStream {
        let krate = self.krate();
        let fallible = self.constant(quote!(FALLIBLE));
        if !contains_impl(item) && !mentions(item, &self.generics) {
            quote_spanned!(self.span=> (#krate::__private::kind!([#item; 0]) & #fallible))
        } else if spelled_result(item).is_some() {
            fallible
        } else {
            quote_spanned!(self.span=> 0)
        }
    }

    fn constant(&self, name: TokenStream) -> TokenStream {
        let krate = self.krate();
        quote_spanned!(self.span=> #krate::__private::#name)
    }

    /// What the handler's future does once it owns the arguments.
    fn work(&self, sink: &Ident) -> TokenStream {
        match &self.source {
            Source::Emitted { handle, end } => self.emitted(handle.as_ref(), end, sink),
            Source::Returned { returned, kind } => self.returned(returned, kind, sink),
        }
    }

    fn emitted(&self, handle: Option<&Handle>, end: &Type, sink: &Ident) -> TokenStream {
        let bind = handle.map(|handle| {
            let krate = self.krate.at(handle.span());
            handle.bind(&quote_spanned!(handle.span()=> &#krate::__private::emitter(#sink)))
        });
        let body = self.body(end);
        quote_spanned!(self.span=> #bind #body.await)
    }

    fn returned(&self, returned: &Type, kind: &Kind, sink: &Ident) -> TokenStream {
        let value = local("__value");
        let body = self.body(returned);
        let write = match kind {
            Kind::Opaque(spelled) if spelled.shape != Shape::Document => {
                let check = self.check(returned, &value);
                let pump = self.pump(returned, spelled);
                quote_spanned!(self.span=> #check #pump(#value, &#sink).await)
            }
            _ => {
                let krate = self.krate();
                let kind = self.kind(returned, kind);
                quote_spanned!(self.span=> <_ as #krate::__private::Reply<{ #kind }>>::write(#value, &#sink).await)
            }
        };
        quote_spanned!(self.span=> let #value = #body.await; #write)
    }

    /// The handler's body as a future of what it returns, which it is told first: `?` and coercions need to know, and an
    /// async block has no return type.
    fn body(&self, returned: &Type) -> TokenStream {
        let (krate, value) = (self.krate(), local("__value"));
        // What borrows from the arguments must leave them to the block around it.
        let capture = (!may_borrow(returned)).then(|| quote_spanned!(self.span=> move));
        let returned = replace_impl(returned, None);
        let mut statements = quote_spanned! {self.span=>
            if let ::core::option::Option::Some(#value) = #krate::__private::none::<#returned>() {
                return #value;
            }
        };
        statements.extend(self.body.stream());
        let mut body = Group::new(Delimiter::Brace, statements);
        body.set_span(self.body.span());
        quote_spanned!(self.span=> async #capture #body)
    }

    /// The function that pumps an `impl Trait`.
    fn pump(&self, returned: &Type, spelled: &Spelled) -> TokenStream {
        let krate = self.krate();
        let fallible = spelled.item.as_ref().map(|item| self.fallible(item));
        let fallible = fallible.unwrap_or_else(|| quote_spanned!(self.span=> 0));
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

    /// Holds the value to the whole type that the user wrote for it, which the expanded signature no longer shows.
    fn check(&self, returned: &Type, value: &Ident) -> TokenStream {
        let check = local("__check");
        let (params, where_clause) = (&self.generics.params, &self.generics.where_clause);
        let arguments = params.iter().filter_map(|param| match param {
            GenericParam::Type(ty) => Some(&ty.ident),
            GenericParam::Const(constant) => Some(&constant.ident),
            GenericParam::Lifetime(_) => None,
        });
        let arguments: Vec<_> = arguments.collect();
        let borrowed = match returned {
            Type::ImplTrait(opaque) if opaque.bounds.len() > 1 => quote_spanned!(self.span=> &(#returned)),
            _ => quote_spanned!(self.span=> &#returned),
        };
        let turbofish = (!arguments.is_empty()).then(|| quote!(::<#(#arguments),*>));
        quote_spanned! {self.span=>
            {
                fn #check<#params>(_: #borrowed) #where_clause {}
                #check #turbofish(&#value);
            }
        }
    }
}

/// A handler's end with `impl Trait` in it: the response takes the place of its `()`.
fn replace_unit(end: &Type, response: &TokenStream) -> TokenStream {
    struct Replace<'a>(Option<&'a TokenStream>);
    impl syn::visit_mut::VisitMut for Replace<'_> {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            match ty {
                Type::Tuple(unit) if unit.elems.is_empty() => {
                    if let Some(response) = self.0.take() {
                        *ty = Type::Verbatim(response.clone());
                    }
                }
                _ => syn::visit_mut::visit_type_mut(self, ty),
            }
        }
    }
    let mut replaced = end.clone();
    syn::visit_mut::VisitMut::visit_type_mut(&mut Replace(Some(response)), &mut replaced);
    replaced.into_token_stream()
}
