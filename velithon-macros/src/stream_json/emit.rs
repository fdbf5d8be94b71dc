use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use super::plan::{Plan, Source};
use crate::{
    body::{self, local},
    dialect,
    handle::Handle,
    handler::Handler,
    read_error::read_error,
    returned::Kind,
    types::{contains_impl, is_unit},
};

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
    let stream_options = match openapi {
        Some(openapi) => openapi.options(span),
        None => plan.options_in_body(),
    };
    let (ask_kind, read_error) = match source {
        Source::Returned { returned, kind } => (plan.ask_kind(returned, kind), Some(read_error(handler))),
        Source::Emitted { end, .. } if !is_unit(end) => (None, Some(read_error(handler))),
        Source::Emitted { .. } | Source::Refused { .. } => (None, None),
    };
    let read_error = read_error.unwrap_or_else(|| quote_spanned!(span=> #krate::__private::no_error));
    let call = if let Source::Refused { handle, returned } = source {
        refused(handler, handle.as_ref(), returned.as_ref())
    } else if handler.is_blocking {
        let run = plan.run_blocking(&sink);
        let respond = quote_spanned! {span=>
            #krate::__private::stream_blocking(
                #head,
                #stream_options,
                move |#sink: &#krate::__private::BlockingSink| { #rebind #run },
                #read_error,
            )
            .await
        };
        plan.say_refusals(respond)
    } else {
        let run = plan.run_async(&sink);
        let stream = Ident::new(if options.local { "stream_local" } else { "stream" }, span);
        let reader = local("__reader", span);
        let respond = quote_spanned! {span=>
            #krate::__private::#stream(#reader, async move { #rebind #run }, #read_error).await
        };
        let respond = plan.say_refusals(respond);
        quote_spanned! {span=>
            let (#sink, #reader) = #krate::__private::sinks(#head, #stream_options);
            #respond
        }
    };
    let call = quote!(#ask_kind #call);
    let has_handle = matches!(source, Source::Emitted { .. });
    let function = handler.expand(&head, has_handle, &plan.output(), &call);
    let description = openapi.as_ref().map(|openapi| plan.declare_openapi(openapi));
    quote! {
        #function

        #description
    }
}

impl Plan {
    /// The call of the runtime, whose refusals are in the words of the handler's error type.
    fn say_refusals(&self, respond: TokenStream) -> TokenStream {
        match &self.source {
            Source::Emitted { end, .. } if is_unit(end) => respond,
            Source::Returned {
                kind: Kind::List(spelled),
                ..
            } if !spelled.in_result => respond,
            Source::Emitted { end, .. } if !contains_impl(end) => {
                dialect::say_refusals(&self.handler, &respond, Some(end))
            }
            _ => dialect::say_refusals(&self.handler, &respond, None),
        }
    }
}

/// The body of a handler that was refused: that of the user, which is checked and never runs.
fn refused(handler: &Handler, handle: Option<&Handle>, returned: Option<&Type>) -> TokenStream {
    let (krate, span) = (handler.krate(), handler.span);
    let bind = handle.map(|handle| handle.bind(&quote_spanned!(span=> #krate::__private::never())));
    // It is not awaited, so that a body that is not `Send` gives no second error.
    let body = returned.map(|returned| {
        let body = body::future(handler, returned);
        quote_spanned!(span=> let _ = #body;)
    });
    quote_spanned!(span=> #bind #body ::core::unreachable!())
}
