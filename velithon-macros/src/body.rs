//! The code around a handler's body, which is not parsed.

mod checks;
mod exits;
mod lends;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Type;

pub(crate) use self::checks::{check_bounds, check_no_hidden_result, name_bounds};
pub(crate) use self::exits::Exits;
use self::lends::lends;
use crate::{
    handler::Handler,
    types::{contains_impl, infer_impl, may_borrow},
};

/// A name that the user's code can neither mention nor shadow.
pub(crate) fn local(name: &str, span: Span) -> Ident {
    Ident::new(name, Span::mixed_site().located_at(span))
}

/// The variable for what the body returns, which comes after the body. It has the span of the user's type, where errors
/// about it are reported.
pub(crate) fn value(span: Span) -> Ident {
    Ident::new("velithon_value", span)
}

/// The statement that binds what the body returns to `value`, in an async block.
pub(crate) fn bind(handler: &Handler, returned: &Type, value: &Ident) -> TokenStream {
    let span = handler.span;
    let exits = &handler.exits;
    let is_lent = exits.is_sync() && contains_impl(returned) && lends(&handler.body);
    if exits.stays() && !is_lent {
        return bind_block(handler, returned, value);
    }
    if exits.is_sync() {
        let body = call(handler, returned);
        return quote_spanned!(span=> let #value = #body;);
    }
    let body = future(handler, returned);
    quote_spanned! {span=>
        #[allow(clippy::large_futures)] // as large as the body is, and boxed with what is around it
        let #value = #body.await;
    }
}

/// The statements of an async block that returns what the body returns.
pub(crate) fn statements(handler: &Handler, returned: &Type) -> TokenStream {
    let (span, value) = (handler.span, local("__value", handler.span));
    let state_type = (!handler.exits.stays()).then(|| state_type(handler, returned));
    let block = bind_block(handler, returned, &value);
    let leave = leave(&value);
    quote_spanned!(span=> #state_type #block #leave)
}

/// The statements of a closure that returns what the body returns.
pub(crate) fn block(handler: &Handler, returned: &Type) -> TokenStream {
    let value = local("__value", handler.span);
    let block = bind_block(handler, returned, &value);
    let leave = leave(&value);
    quote_spanned!(handler.span=> #block #leave)
}

/// The statement that returns `value`. It is never reached after a body that never ends, which is no news to the user.
fn leave(value: &Ident) -> TokenStream {
    quote_spanned!(value.span()=> #[allow(unreachable_code)] return #value;)
}

/// Binds the body as a block. By `let`, so that temporaries in its last expression are dropped before the variables around
/// it, as in a function; in edition 2021 they would be dropped after them.
fn bind_block(handler: &Handler, returned: &Type, value: &Ident) -> TokenStream {
    let (returned, body) = (infer_impl(returned), &handler.body);
    // Of a body that never ends, clippy would say that a part of this statement does not.
    let diverging = handler
        .exits
        .may_never_end()
        .then(|| quote_spanned!(handler.span=> , clippy::diverging_sub_expression));
    quote_spanned! {handler.span=>
        #[allow(unused_braces #diverging)]
        let #value: #returned = #body;
    }
}

/// A call of the body as a closure, which borrows what it can of the parameters: what the body returns may borrow, too.
pub(crate) fn call(handler: &Handler, returned: &Type) -> TokenStream {
    let (krate, body) = (handler.krate(), &handler.body);
    let returned = infer_impl(returned);
    quote_spanned!(handler.span=> #krate::__private::call::<#returned>(|| #body))
}

/// The body of what borrows nothing, as a future: what the parameters own ends with it. It is one where it awaits nothing, too, so
/// that the compiler names an `await` that is missing.
pub(crate) fn apart(handler: &Handler, returned: &Type) -> TokenStream {
    let (rebind, statements) = (handler.rebind(), statements(handler, returned));
    quote_spanned!(handler.span=> async move { #rebind #statements })
}

/// The same as a call, on a thread that may block.
pub(crate) fn call_apart(handler: &Handler, returned: &Type) -> TokenStream {
    let (krate, rebind, block) = (handler.krate(), handler.rebind(), block(handler, returned));
    quote_spanned!(handler.span=> #krate::__private::call::<#returned>(move || { #rebind #block }))
}

/// The body that is checked and never runs, of a handler that was refused. Where nothing tells what it returns, one that can
/// return elsewhere than at its end is left out: the compiler would ask for its type, too.
pub(crate) fn unused(handler: &Handler, returned: Option<&Type>) -> Option<TokenStream> {
    let returned = returned.filter(|returned| !matches!(returned, Type::Infer(_)) || handler.exits.stays())?;
    let body = future(handler, returned);
    // It is not awaited, so that a body that is not `Send` gives no second error.
    Some(quote_spanned!(handler.span=> let _ = #body;))
}

/// The body as a future whose output is `returned`.
pub(crate) fn future(handler: &Handler, returned: &Type) -> TokenStream {
    let (span, body) = (handler.span, &handler.body);
    let capture = capture(handler, returned);
    let mut statements = state_type(handler, returned);
    statements.extend(body.stream());
    let mut block = Group::new(Delimiter::Brace, statements);
    block.set_span(body.span());
    quote_spanned!(span=> async #capture #block)
}

/// The `move` of a block or a closure around the body. What may borrow from the arguments must not outlive them: they stay in
/// the block around this one.
pub(crate) fn capture(handler: &Handler, returned: &Type) -> Option<TokenStream> {
    (!may_borrow(returned)).then(|| quote_spanned!(handler.span=> move))
}

/// A statement that states the type of the async block around it, which has no other place for it: a `return` that never
/// runs. `?` and coercions in the body rely on the type.
fn state_type(handler: &Handler, returned: &Type) -> TokenStream {
    let (krate, returned) = (handler.krate(), infer_impl(returned));
    quote_spanned! {handler.span=>
        if false {
            return #krate::__private::never::<#returned>();
        }
    }
}
