//! How both attributes wrap a handler's body, which they never look into.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{GenericParam, Generics, Type};

use crate::{
    crate_path::CratePath,
    returned::{as_argument, may_borrow, replace_impl},
};

/// A name that the user's code cannot see.
pub(crate) fn local(name: &str, span: Span) -> Ident {
    Ident::new(name, Span::mixed_site().located_at(span))
}

/// The body as a future of what it returns, which it is told first: `?` and coercions need to know, and an async block
/// has no return type.
pub(crate) fn future(krate: &CratePath, span: Span, body: &Group, returned: &Type) -> TokenStream {
    let (krate, value) = (krate.at(span), local("__value", span));
    // What borrows from the arguments must leave them to the block around it.
    let capture = (!may_borrow(returned)).then(|| quote_spanned!(span=> move));
    let returned = replace_impl(returned, None);
    let mut statements = quote_spanned! {span=>
        if let ::core::option::Option::Some(#value) = #krate::__private::none::<#returned>() {
            return #value;
        }
    };
    statements.extend(body.stream());
    let mut told = Group::new(Delimiter::Brace, statements);
    told.set_span(body.span());
    quote_spanned!(span=> async #capture #told)
}

/// Holds `value` to the whole of an `impl Trait` that the user wrote for it, which the expanded signature no longer shows.
pub(crate) fn check(span: Span, generics: &Generics, returned: &Type, value: &Ident) -> TokenStream {
    let check = local("__check", span);
    let (params, where_clause) = (&generics.params, &generics.where_clause);
    let arguments = params.iter().filter_map(|param| match param {
        GenericParam::Type(ty) => Some(&ty.ident),
        GenericParam::Const(constant) => Some(&constant.ident),
        GenericParam::Lifetime(_) => None,
    });
    let arguments: Vec<_> = arguments.collect();
    let returned = as_argument(returned);
    let borrowed = match &returned {
        Type::ImplTrait(opaque) if opaque.bounds.len() > 1 => quote_spanned!(span=> &(#returned)),
        _ => quote_spanned!(span=> &#returned),
    };
    let turbofish = (!arguments.is_empty()).then(|| quote!(::<#(#arguments),*>));
    quote_spanned! {span=>
        {
            fn #check<#params>(_: #borrowed) #where_clause {}
            #check #turbofish(&#value);
        }
    }
}
