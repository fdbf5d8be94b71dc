use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::plan::{Plan, Source};
use crate::{body::local, dialect, handler::Handler};

pub(crate) fn emit(plan: &Plan) -> TokenStream {
    let Plan {
        handler,
        source,
        options,
        openapi,
    } = plan;
    let span = handler.span;
    let (head, sink) = (local("__head", span), local("__sink", span));
    let (krate, rebind) = (handler.krate(), handler.rebind());
    let closure = if handler.is_blocking {
        let run = plan.run_blocking(&sink);
        quote_spanned!(span=> move |#sink: &#krate::__private::BlockingSink| { #rebind #run })
    } else {
        let run = plan.run_async(&sink);
        quote_spanned!(span=> move |#sink: #krate::__private::Sink| async move { #rebind #run })
    };
    let function = match handler {
        Handler { is_blocking: true, .. } => quote_spanned!(span=> stream_blocking),
        _ if options.local => quote_spanned!(span=> stream_local),
        _ => quote_spanned!(span=> stream),
    };
    let stream_options = match openapi {
        Some(openapi) => openapi.options(span),
        None => plan.options(),
    };
    let read_error = read_error(handler);
    let call = quote_spanned! {span=>
        #krate::__private::#function(#head, #stream_options, #closure, #read_error).await
    };
    let call = dialect::say_refusals(handler, &call);
    let has_handle = matches!(source, Source::Emitted { .. });
    let function = handler.expand(&head, has_handle, &plan.output(), &call);
    let description = openapi.as_ref().map(|openapi| plan.declare_openapi(openapi));
    quote! {
        #function

        #description
    }
}

/// A closure that reads text and status of the handler's error, for errors after the response has started. The references
/// are the levels of a search by method resolution. The imports have our own span, so that lints about redundant imports
/// and borrows do not report them.
fn read_error(handler: &Handler) -> TokenStream {
    let (krate, span) = (handler.krate(), handler.span);
    let (error, how) = (local("__error", span), local("__how", span));
    let imports = handler.krate.at(Span::mixed_site());
    let imports = quote_spanned! {Span::mixed_site()=>
        #[allow(unused_imports)]
        use #imports::__private::{
            answer::{ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _},
            describe::{ViaAsRef as _, ViaDebug as _, ViaDisplay as _, ViaError as _, ViaName as _},
        };
    };
    quote_spanned! {span=>
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
