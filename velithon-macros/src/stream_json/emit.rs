use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::plan::{Plan, Source};
use crate::{body::local, handler::Handler, read_error::read_error};

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
    let has_handle = matches!(source, Source::Emitted { .. });
    let function = handler.expand(&head, has_handle, &plan.output(), &call);
    let description = openapi.as_ref().map(|openapi| plan.declare_openapi(openapi));
    quote! {
        #function

        #description
    }
}
