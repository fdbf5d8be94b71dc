use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use super::{
    plan::Plan,
    run::{Run, returns_rows},
    source::Source,
};
use crate::{
    body::{self, local},
    dialect,
    handle::Handle,
    handler::Keyword,
    lints,
    returned::{Kind, Spelled},
    types::{contains_impl, infer_impl, may_borrow},
};

pub(crate) fn emit(plan: &Plan) -> TokenStream {
    let Plan {
        handler,
        source,
        openapi,
        options,
        run,
        export: _,
    } = plan;
    let head = local("__head", handler.span);
    let call = match source {
        Source::Requested { handle, returned } => plan.call_with_request(&head, handle, returned),
        Source::Returned { returned, kind } => plan.call_and_read(&head, returned, kind),
        Source::Refused { returned } => {
            let body = body::unused(handler, returned.as_ref());
            quote_spanned!(handler.span=> #body ::core::unreachable!())
        }
    };
    let call = match &options.bind_body {
        Some(parameter) => {
            let bind = plan.bind_body(&head, parameter);
            quote_spanned!(handler.span=> #bind #call)
        }
        None => call,
    };
    let has_handle = matches!(source, Source::Requested { .. });
    let output = plan.output();
    let (keyword, output) = if *run == Run::InFuture {
        let future = quote_spanned!(handler.span=> impl ::core::future::Future<Output = #output>);
        (Keyword::Fn, future)
    } else {
        (Keyword::AsyncFn, output)
    };
    let mut function = handler.expand(keyword, &head, has_handle, &output, &call);
    if *run == Run::AtOnce {
        // The user's function need not await anything, either.
        function = quote!(#[allow(clippy::unused_async)] #function);
    }
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
    /// Binds the cursors of a request to the JSON of a parameter, while it is still the function's own.
    fn bind_body(&self, head: &Ident, parameter: &Ident) -> TokenStream {
        let place = parameter.span();
        let krate = self.handler.krate.at(place);
        quote_spanned!(place=> let #head = #krate::__private::page::bind_body(#head, &#parameter);)
    }

    /// Calls a handler that takes a request for a page.
    fn call_with_request(&self, head: &Ident, handle: &Handle, returned: &Type) -> TokenStream {
        let (span, options, rebind) = (self.handler.span, self.options(), self.handler.rebind());
        let value = body::value(span);
        let check = contains_impl(returned).then(|| body::check_bounds(&self.handler, returned, &value));
        let sort = handle.argument().and_then(|row| self.check_row_sort(row));
        let respond = match (self.is_walk(), self.handler.is_blocking) {
            (false, false) => "respond",
            (false, true) => "respond_blocking",
            (true, false) => "walk",
            (true, true) => "walk_blocking",
        };
        let respond = self.page_path(respond);
        // The row stands there for itself, so that a mistake of its own is reported at it.
        let row = handle
            .argument()
            .filter(|_| self.is_walk())
            .map(|row| quote_spanned!(span=> ::<#row, _, _, _>));
        if self.handler.is_blocking {
            let there = local("__there", span);
            let bind = handle.bind(&quote_spanned!(span=> #there.request()));
            let call = self.call_on_thread(&there, returned, &value, check.as_ref(), None);
            let respond = quote_spanned! {span=>
                #respond(#head, #options, move |#there| { #rebind #bind #call }).await
            };
            let respond = self.say_refusals(respond, returned);
            return quote_spanned!(span=> #sort #respond);
        }
        let request = local("__request", span);
        let bind = handle.bind(&request.to_token_stream());
        if self.run == Run::AtOnce {
            let respond = self.page_path(if self.is_walk() { "walk_now" } else { "respond_now" });
            let row = handle
                .argument()
                .filter(|_| self.is_walk())
                .map(|row| quote_spanned!(span=> ::<#row, _, _>));
            let body = body::block(&self.handler, returned);
            let respond = quote_spanned! {span=>
                #respond #row(&#head, #options, move |#request| -> #returned { #bind #body })
            };
            let respond = self.say_refusals(respond, returned);
            return quote_spanned!(span=> #sort #rebind #respond);
        }
        let body = match check {
            Some(check) => {
                let body = body::future(&self.handler, returned);
                quote_spanned!(span=> let #value = #body.await; #check #value)
            }
            None => body::statements(&self.handler, returned),
        };
        let body = self.boxed(&quote_spanned!(span=> async move { #rebind #bind #body }));
        let respond = quote_spanned!(span=> #respond #row);
        let arguments = quote_spanned!(span=> #head, #options, move |#request| #body);
        let respond = self.answer(&respond, &arguments, returned);
        quote_spanned!(span=> #sort #respond)
    }

    /// `respond`, whose refusals are in the words of the handler's error type, where what it returns is not spelled as rows alone.
    fn say_refusals(&self, respond: TokenStream, returned: &Type) -> TokenStream {
        if returns_rows(returned) {
            return respond;
        }
        dialect::say_refusals(&self.handler, &respond, returned)
    }

    /// What the runtime answers with, a future: by `respond`, which is given these `arguments` and the refusals.
    fn answer(&self, respond: &TokenStream, arguments: &TokenStream, returned: &Type) -> TokenStream {
        let span = self.handler.span;
        let asked = dialect::refusals(&self.handler, returned);
        let is_searched = asked.is_none() && !returns_rows(returned);
        let refusals = asked.unwrap_or_else(|| {
            let of_problems = self.page_path("OfProblems");
            quote_spanned!(span=> #of_problems::NONE)
        });
        let answer = quote_spanned!(span=> #respond(#arguments, #refusals));
        if self.run == Run::InFuture {
            return answer;
        }
        let answer = quote_spanned!(span=> #answer.await);
        if is_searched {
            return dialect::find_refusals(&self.handler, &answer, None);
        }
        answer
    }

    /// Calls a handler that returns a source, and reads a page of it.
    fn call_and_read(&self, head: &Ident, returned: &Type, kind: &Kind) -> TokenStream {
        let (span, options, rebind) = (self.handler.span, self.options(), self.handler.rebind());
        let reader = self.reader(returned, kind);
        let sort = self.check_sort(returned, kind);
        let value = body::value(span);
        let (type_of_value, page) = (local("__returned", span), local("__page", span));
        let error_of = self.page_path("error_of");
        let is_opaque = matches!(kind, Kind::Opaque(_));
        let mut check = is_opaque.then(|| body::check_bounds(&self.handler, returned, &value));
        if let Kind::Generic(spelled) | Kind::Opaque(spelled) = kind {
            let no_hidden_result = body::check_no_hidden_result(&self.handler, spelled, &value);
            check.get_or_insert_default().extend(no_hidden_result);
        }
        if self.export.is_some() {
            let export = self.export_all(head, returned, kind, check.as_ref());
            return quote_spanned!(span=> #sort #export);
        }
        if self.handler.is_blocking {
            let there = local("__there", span);
            let returned_by = quote_spanned!(span=> #error_of::returned_by(&#value));
            let own = dialect::own_error(&self.handler, &returned_by);
            let call = self.call_on_thread(&there, returned, &value, check.as_ref(), Some(own));
            let respond = quote_spanned! {span=>
                #reader::respond_blocking(#head, #options, move |#there| { #rebind #call }).await
            };
            let respond = dialect::say_refusals(&self.handler, &respond, returned);
            return quote_spanned!(span=> #sort #respond);
        }
        if self.run == Run::AtOnce {
            let (capture, body) = (body::capture(&self.handler, returned), &self.handler.body);
            let respond = quote_spanned!(span=> #reader::respond_now(&#head, #options, #capture || -> #returned #body));
            let respond = if kind.spelled().is_some_and(|spelled| spelled.in_result) {
                dialect::say_refusals(&self.handler, &respond, returned)
            } else {
                respond
            };
            return quote_spanned!(span=> #sort #rebind #respond);
        }
        if let Kind::List(_) = kind {
            let (rebind, body) = if may_borrow(returned) {
                (rebind, body::future(&self.handler, returned))
            } else {
                (TokenStream::new(), body::apart(&self.handler, returned))
            };
            let body = self.boxed(&body);
            let respond = quote_spanned!(span=> #reader::respond_boxed);
            let respond = self.answer(&respond, &quote_spanned!(span=> #head, #options, #body), returned);
            return quote_spanned!(span=> #sort #rebind #respond);
        }
        let body = self.future(returned, &value, check.as_ref());
        if let Kind::Opaque(Spelled { in_result: false, .. }) = kind {
            // The handler has no error of its own.
            return quote_spanned!(span=> #sort #rebind #reader::respond(&#head, #options, #body).await);
        }
        let own = dialect::own_error(&self.handler, &type_of_value.to_token_stream());
        let owned = quote_spanned!(span=> #error_of::own(#page, #own));
        let owned = dialect::say_refusals(&self.handler, &owned, returned);
        quote_spanned! {span=>
            #sort
            #rebind
            let #type_of_value = #error_of::returned();
            let #page = #reader::respond(&#head, #options, #error_of::returning(#type_of_value, #body)).await;
            #owned
        }
    }

    /// The future of a body, boxed as the host takes it.
    fn boxed(&self, body: &TokenStream) -> TokenStream {
        let (krate, boxed) = (self.handler.krate(), self.page_path("boxed"));
        quote_spanned!(self.handler.span=> #boxed(#krate::__private::Boxed::new(#body)))
    }

    /// The future of the body, whose output is checked where there is anything to check.
    fn future(&self, returned: &Type, value: &Ident, check: Option<&TokenStream>) -> TokenStream {
        let span = self.handler.span;
        if self.handler.exits.is_sync() {
            let (lazy, returned_type) = (self.page_path("lazy"), infer_impl(returned));
            let body = match check {
                Some(check) => {
                    let bind = body::bind(&self.handler, returned, value);
                    quote_spanned!(span=> { #bind #check #value })
                }
                None => self.handler.body.to_token_stream(),
            };
            let capture = body::capture(&self.handler, returned);
            return quote_spanned!(span=> #lazy(#capture || -> #returned_type #body));
        }
        let body = body::future(&self.handler, returned);
        match check {
            Some(check) => quote_spanned!(span=> async { let #value = #body.await; #check #value }),
            None => body,
        }
    }

    /// Calls the body of a plain `fn` and hands over what it returns. The body is a closure that borrows what it can of the
    /// parameters, because what it returns may borrow from them until the page has been read.
    fn call_on_thread(
        &self,
        there: &Ident,
        returned: &Type,
        value: &Ident,
        check: Option<&TokenStream>,
        own: Option<TokenStream>,
    ) -> TokenStream {
        let (krate, span, body) = (self.handler.krate(), self.handler.span, &self.handler.body);
        let returned = infer_impl(returned);
        let name = local("__own", span);
        let (own, argument) = match own {
            Some(own) => (
                Some(quote_spanned!(span=> let #name = #own;)),
                Some(quote_spanned!(span=> , #name)),
            ),
            None => (None, None),
        };
        quote_spanned! {span=>
            let #value = #krate::__private::page::call(|| -> #returned #body);
            #check
            #own
            #there.take(#value #argument)
        }
    }
}
