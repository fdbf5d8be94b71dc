use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use super::plan::{Plan, Source};
use crate::{
    body::{self, local},
    dialect,
    handle::Handle,
    handler::{Handler, Keyword},
    lints, probe,
    read_error::read_error,
    returned::{Kind, plain_payload},
    types::{contains_impl, is_unit},
};

pub(crate) fn emit(plan: &Plan) -> TokenStream {
    let Plan {
        handler,
        source,
        options: _,
        openapi,
        end: _,
    } = plan;
    let span = handler.span;
    let (head, sink) = (local("__head", span), local("__sink", span));
    let krate = handler.krate();
    let stream_options = match openapi {
        Some(openapi) => openapi.options(span),
        None => plan.constant_options(),
    };
    let errors = plan.errors();
    let call = if let Source::Refused { handle, returned } = source {
        refused(handler, handle.as_ref(), returned.as_ref())
    } else if handler.is_blocking {
        let run = plan.run_blocking(&sink);
        let respond = quote_spanned! {span=>
            #krate::__private::stream_blocking(
                #head,
                #stream_options,
                move |#sink: &#krate::__private::BlockingSink| { #run },
                #errors,
            )
            .await
        };
        plan.say_refusals(respond)
    } else if let Some(list) = plan.list() {
        let respond = plan.run_list(&list, &head, &stream_options, &errors);
        let wait = plan.wait();
        quote_spanned!(span=> #respond #wait)
    } else {
        let run = plan.run_async(&sink);
        let stream = plan.stream();
        let wait = plan.wait();
        let respond = quote_spanned! {span=>
            #krate::__private::#stream(
                ::core::clone::Clone::clone(&#sink),
                #krate::__private::Boxed::new(async move { #run }),
                #errors
            )
            #wait
        };
        let respond = plan.say_refusals(respond);
        let make_sink = plan.make_sink(&sink, &head, &stream_options);
        quote_spanned!(span=> #make_sink #respond)
    };
    let has_handle = matches!(source, Source::Emitted { .. });
    let keyword = if plan.returns_window() {
        Keyword::Fn
    } else {
        Keyword::AsyncFn
    };
    let mut function = handler.expand(keyword, &head, has_handle, &plan.output(), &call);
    if matches!(source, Source::Refused { .. }) {
        function = lints::allow_refused(&function);
    }
    let description = openapi.as_ref().map(|openapi| plan.declare_openapi(openapi));
    quote! {
        #function

        #description
    }
}

impl Plan {
    /// Whether the expanded function is a plain one that returns the commit window, which the compiler knows to be `Send` for
    /// all handlers together, instead of an `async fn` that awaits it, whose type is the handler's own. That costs the compiler
    /// half as much. Attributes below ours that may take the function apart are given the `async fn` that they look for.
    pub(super) fn returns_window(&self) -> bool {
        self.handler.has_inert_attributes() && self.end.is_some()
    }

    /// The statement that makes the sink. A type that is asked is asked here, and nowhere else in the body.
    fn make_sink(&self, sink: &Ident, head: &Ident, options: &TokenStream) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let Some(kind) = self.asked_kind() else {
            return quote_spanned!(span=> let #sink = #krate::__private::sink(#head, #options););
        };
        let found = self.found_kind();
        quote_spanned!(span=> let (#sink, #found) = #krate::__private::sink_for::<{ #kind }>(#head, #options);)
    }

    /// The name of the kind of a type that was asked.
    pub(super) fn found_kind(&self) -> Ident {
        local("__found", self.handler.span)
    }

    /// What an `async fn` does with the commit window that a plain one returns.
    fn wait(&self) -> Option<TokenStream> {
        (!self.returns_window()).then(|| quote_spanned!(self.handler.span=> .await))
    }

    /// What the runtime has to know of the handler's error. A type that can be named is asked, and the value of any other is
    /// looked at where there is one.
    fn errors(&self) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        match (&self.source, &self.end) {
            (Source::Refused { .. }, _) => TokenStream::new(),
            (Source::Emitted { end, .. }, _) if is_unit(end) => {
                quote_spanned!(span=> #krate::__private::DESCRIBE_NEVER)
            }
            (_, Some(end)) => {
                let result = self.result();
                let import = probe::ERROR.import(&self.handler.krate, span);
                let answers = ["ERROR_TEXT", "HELD_TEXT", "DISPLAYED_TEXT", "DEBUG_TEXT", "STATUS"];
                let answers = probe::answers(&result, &answers);
                let refusals = probe::answers(&result, &["OF_ANY", "OF_PROBLEM"]);
                quote_spanned! {span=>
                    const { #import #krate::__private::error_facts!([#(#answers),*] [#(#refusals),*] #end) }
                }
            }
            (_, None) => read_error(&self.handler),
        }
    }

    /// The function of the runtime that runs an `async` handler.
    fn stream(&self) -> Ident {
        let is_asked = self.end.is_some() && !matches!(&self.source, Source::Emitted { end, .. } if is_unit(end));
        let name = match (self.options.local, is_asked) {
            (false, false) => "stream",
            (false, true) => "stream_asked",
            (true, false) => "stream_local",
            (true, true) => "stream_local_asked",
        };
        Ident::new(name, self.handler.span)
    }

    /// The call of the runtime, whose refusals are in the words of the handler's error type. The runtime finds them itself where
    /// that type was asked.
    fn say_refusals(&self, respond: TokenStream) -> TokenStream {
        match &self.source {
            _ if self.end.is_some() => respond,
            Source::Emitted { end, .. } if is_unit(end) => respond,
            Source::Emitted { end: spelled, .. }
            | Source::Returned {
                returned: spelled,
                kind: Kind::Typed,
            } if plain_payload(spelled).is_none() && !contains_impl(spelled) => {
                dialect::find_refusals(&self.handler, &respond, Some(spelled))
            }
            Source::Emitted { end, .. } => dialect::say_refusals(&self.handler, &respond, end),
            Source::Returned { returned, .. } => dialect::say_refusals(&self.handler, &respond, returned),
            Source::Refused { .. } => respond,
        }
    }
}

/// The body of a handler that was refused: that of the user, which is checked and never runs.
fn refused(handler: &Handler, handle: Option<&Handle>, returned: Option<&Type>) -> TokenStream {
    let (krate, span) = (handler.krate(), handler.span);
    let bind = handle.map(|handle| handle.bind(&quote_spanned!(span=> #krate::__private::never())));
    let body = body::unused(handler, returned);
    quote_spanned!(span=> #bind #body ::core::unreachable!())
}
