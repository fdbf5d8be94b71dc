//! Errors that are not the handler's own become such where its error type can say them.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Type;

use crate::{
    body::local,
    handler::Handler,
    probe,
    returned::plain_payload,
    types::{contains_impl, is_nameable, replace_payload, with_static},
};

/// `call`, whose refusals are said by the handler's error type where it is `From<Problem>`. That type is asked where it can be, or else
/// found in the type of the call.
pub(crate) fn say_refusals(handler: &Handler, call: &TokenStream, returned: &Type) -> TokenStream {
    match refusals(handler, returned) {
        Some(refusals) => {
            let krate = handler.krate();
            quote_spanned!(handler.span=> #krate::__private::page::say(#call, #refusals))
        }
        None => find_refusals(handler, call, None),
    }
}

/// What refusals become where `returned` is spelled as a `Result` of an error type that can be asked, which costs the compiler a
/// third of a search. An `impl Trait` cannot stand there. That of what the `Result` holds does not matter, and of an error the
/// search finds the type.
pub(crate) fn refusals(handler: &Handler, returned: &Type) -> Option<TokenStream> {
    let (krate, span) = (handler.krate(), handler.span);
    let result = if contains_impl(plain_payload(returned)?) {
        &replace_payload(returned, &quote_spanned!(span=> ()))
    } else {
        returned
    };
    if contains_impl(result) {
        return None;
    }
    let import = probe::ERROR.import(&handler.krate, span);
    let answers = probe::answers(result, &["OF_ANY", "OF_PROBLEM"]);
    Some(quote_spanned!(span=> { #import #krate::__private::page::OfProblems::asked(#(#answers),*) }))
}

/// `call`, whose refusals are said by the handler's error type where a search by method resolution finds that it is `From<Problem>`. The
/// type is that of `returned`, or else of the call: of a handler whose body has an error, the compiler would report the latter a
/// second time. The references are the levels of the search. The imports have our own span, so that lints about redundant imports do
/// not report them.
pub(crate) fn find_refusals(handler: &Handler, call: &TokenStream, returned: Option<&Type>) -> TokenStream {
    let (krate, span) = (handler.krate(), handler.span);
    let (out, how) = (local("__out", span), local("__how", span));
    let imports = handler.krate.at(Span::mixed_site());
    let imports = quote_spanned! {Span::mixed_site()=>
        use #imports::__private::dialect::{ViaAnyError as _, ViaFromProblem as _, ViaOurs as _};
    };
    let tag = if let Some(returned) = returned {
        probe::stand_for(&handler.krate, returned)
    } else {
        quote_spanned!(span=> #krate::__private::dialect::tag(&#out))
    };
    // The imports are not in scope where the user's code is: the compiler would ask each of their traits for each method that is
    // called there.
    quote_spanned! {span=>
        let #out = #call;
        // One reference for each level of the search, and a path that may stand where the user's type does.
        #[allow(clippy::needless_borrow, clippy::absolute_paths)]
        let #how = {
            #imports
            (&&&#tag).velithon_words()
        };
        #krate::__private::dialect::say(#out, #how)
    }
}

/// A constant expression: whether the error of what is returned refuses requests. Of a type that cannot stand in a constant, that
/// is not known.
pub(crate) fn own_refusals(handler: &Handler, returned: Option<&Type>) -> TokenStream {
    let (krate, span) = (handler.krate(), handler.span);
    let Some(returned) = returned.filter(|returned| is_nameable(returned, &handler.generics)) else {
        return quote_spanned!(span=> false);
    };
    let returned = with_static(returned);
    quote_spanned!(span=> #krate::__private::openapi::problems!(refused_by #returned))
}

/// What becomes of the error of the source that `returned` stands for, an expression.
pub(crate) fn own_error(handler: &Handler, returned: &TokenStream) -> TokenStream {
    let span = handler.span;
    let error = local("__error", span);
    let imports = handler.krate.at(Span::mixed_site());
    let imports = quote_spanned! {Span::mixed_site()=>
        use #imports::__private::page::error_of::{
            ViaCursorSource as _, ViaFromBox as _, ViaFromError as _, ViaIterator as _, ViaKept as _, ViaNoSource as _,
            ViaPageSource as _, ViaStream as _,
        };
    };
    quote_spanned! {span=>
        {
            #imports
            #[allow(clippy::needless_borrow)] // one reference for each level of the search
            let #error = (&&&&&#returned).velithon_error();
            #[allow(clippy::needless_borrow)] // the same
            (&&&#error).velithon_own()
        }
    }
}
