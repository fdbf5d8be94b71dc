//! Checks of what a body returns, where the expanded signature no longer tells it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{GenericParam, Type};

use super::local;
use crate::{
    handler::Handler,
    returned::{Shape, Spelled},
    types::{impl_traits, is_nameable, is_spelled_result, last_segment, mentions, without_item, without_use},
};

/// A check that `value` has all bounds of the `impl Trait` that the user wrote, which the expanded signature replaces.
pub(crate) fn check_bounds(handler: &Handler, returned: &Type, value: &Ident) -> TokenStream {
    let span = handler.span;
    let check = local("__check", span);
    let (params, where_clause) = (&handler.generics.params, &handler.generics.where_clause);
    let arguments = params.iter().filter_map(|param| match param {
        GenericParam::Type(ty) => Some(&ty.ident),
        GenericParam::Const(constant) => Some(&constant.ident),
        GenericParam::Lifetime(_) => None,
    });
    let arguments: Vec<_> = arguments.collect();
    let borrowed = borrowed(span, &without_use(returned));
    let turbofish = (!arguments.is_empty()).then(|| quote!(::<#(#arguments),*>));
    // A `Box` is taken as it is, so that its own bounds are checked.
    let allow = last_segment(returned)
        .is_some_and(|name| name == "Box")
        .then(|| quote_spanned!(span=> #[allow(clippy::borrowed_box)]));
    quote_spanned! {span=>
        {
            #allow
            fn #check<#params>(_: #borrowed) #where_clause {}
            #check #turbofish(&#value);
        }
    }
}

/// Names the traits of each `impl Trait` in `returned`, which the expanded signature replaces, so that the user's imports of them
/// are used.
///
/// A function cannot name what belongs to the `impl` around a handler, such as its `T` or `Self`. So this one has the handler's
/// generics and bounds only where the traits mention them, and leaves out an item that the expansion names elsewhere.
pub(crate) fn name_bounds(handler: &Handler, returned: &Type, spelled: &Spelled) -> TokenStream {
    let (span, generics) = (handler.span, &handler.generics);
    let names_item = spelled.item.as_ref().is_some_and(|item| is_nameable(item, generics));
    let returned = without_use(returned);
    let returned = if names_item { without_item(&returned) } else { returned };
    let opaque = impl_traits(&returned);
    let generics = opaque.iter().any(|ty| mentions(ty, generics)).then_some(generics);
    let params = generics.map(|generics| &generics.params);
    let where_clause = generics.map(|generics| &generics.where_clause);
    let borrowed = opaque.iter().map(|ty| borrowed(span, ty));
    let name = local("__name", span);
    quote_spanned!(span=> { fn #name<#params>(#(_: #borrowed),*) #where_clause {} })
}

/// A reference to the type, as an argument has it.
fn borrowed(span: Span, ty: &Type) -> TokenStream {
    match ty {
        Type::ImplTrait(opaque) if opaque.bounds.len() > 1 => quote_spanned!(span=> &(#ty)),
        _ => quote_spanned!(span=> &#ty),
    }
}

/// A check that no alias hides a `Result` in a value that its spelling says is none.
pub(crate) fn check_no_hidden_result(handler: &Handler, spelled: &Spelled, value: &Ident) -> TokenStream {
    let span = handler.span;
    let Spelled { in_result, shape, item } = spelled;
    let is_known = |item: &Type| is_spelled_result(item) || is_nameable(item, &handler.generics);
    let tag = match (shape, in_result) {
        (Shape::Document | Shape::Source { .. }, true) => return TokenStream::new(),
        (Shape::Document | Shape::Source { .. }, false) => "value",
        _ if item.as_ref().is_some_and(is_known) => return TokenStream::new(),
        (Shape::Stream, false) => "stream_item",
        (Shape::Stream, true) => "stream_item_or_failed",
        (Shape::Iterator | Shape::List, false) => "item",
        (Shape::Iterator | Shape::List, true) => "item_or_failed",
        (Shape::SharedList, false) => "list_item",
        (Shape::SharedList, true) => "list_item_or_failed",
    };
    let (imports, tag) = (handler.krate.at(Span::mixed_site()), Ident::new(tag, span));
    let imports = quote_spanned! {Span::mixed_site()=>
        use #imports::__private::plain::{ViaOther as _, ViaResult as _};
    };
    let krate = handler.krate();
    quote_spanned! {span=>
        {
            #imports
            #krate::__private::plain::hold((&#krate::__private::plain::#tag(&#value)).velithon_kind());
        }
    }
}
