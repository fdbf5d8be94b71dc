//! How both attributes wrap a handler's body, which they never look into.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{GenericParam, Generics, Type};

use crate::{
    crate_path::CratePath,
    returned::{Shape, Spelled, as_argument, contains_impl, is_spelled_result, may_borrow, mentions, replace_impl},
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

/// Refuses a `Result` that an alias hides in a value whose kind is known by its spelling alone.
pub(crate) fn no_hidden_result(
    krate: &CratePath,
    span: Span,
    generics: &Generics,
    spelled: &Spelled,
    value: &Ident,
) -> TokenStream {
    let Spelled { in_result, shape, item } = spelled;
    let is_told_by_type = |item: &Type| is_spelled_result(item) || !(contains_impl(item) || mentions(item, generics));
    let tag = match (shape, in_result) {
        (Shape::Document | Shape::Source { .. }, true) => return TokenStream::new(),
        (Shape::Document | Shape::Source { .. }, false) => "value",
        _ if item.as_ref().is_some_and(is_told_by_type) => return TokenStream::new(),
        (Shape::Stream, false) => "stream_item",
        (Shape::Stream, true) => "stream_item_or_failed",
        (Shape::Iterator | Shape::List, false) => "item",
        (Shape::Iterator | Shape::List, true) => "item_or_failed",
    };
    let (imports, tag) = (krate.at(Span::mixed_site()), Ident::new(tag, span));
    let imports = quote_spanned! {Span::mixed_site()=>
        #[allow(unused_imports)]
        use #imports::__private::plain::{ViaOther as _, ViaResult as _};
    };
    let krate = krate.at(span);
    quote_spanned! {span=>
        {
            #imports
            #krate::__private::plain::hold((&#krate::__private::plain::#tag(&#value)).kind());
        }
    }
}
