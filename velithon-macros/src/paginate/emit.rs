use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use super::{
    args::{Style, Total},
    plan::{Kind, Plan, Source},
};
use crate::{
    body::{self, local},
    handle::Handle,
    returned::{Shape, Spelled, contains_impl, is_spelled_result, mentions, replace_impl, replace_success},
    signature::{self, Parameter},
};

pub(crate) fn emit(plan: &Plan) -> TokenStream {
    let Plan {
        attributes,
        visibility,
        name,
        generics,
        parameters,
        span,
        ..
    } = plan;
    let head = local("__head", *span);
    let krate = plan.krate.at(Span::call_site());
    let inputs = parameters.iter().map(Parameter::input);
    let (params, where_clause) = (&generics.params, &generics.where_clause);
    let output = plan.output();
    let answer = plan.answer(&head);
    let described = plan.openapi.as_ref().map(|openapi| plan.describe(openapi));
    let silence = signature::silence(parameters, matches!(plan.source, Source::Told { .. }));
    quote! {
        #(#attributes)*
        #silence
        #visibility async fn #name<#params>(#head: #krate::RequestHead, #(#inputs),*) -> #output #where_clause {
            #answer
        }

        #described
    }
}

impl Plan {
    pub(super) fn krate(&self) -> TokenStream {
        self.krate.at(self.span)
    }

    /// Whether its pages are reached by cursors.
    pub(super) fn is_walk(&self) -> bool {
        self.options.style == Style::Cursor
    }

    /// The type of the expanded function.
    fn output(&self) -> TokenStream {
        let (krate, span) = (self.krate(), self.span);
        let page = quote_spanned!(span=> #krate::Page);
        match &self.source {
            Source::Refused { .. } => page,
            Source::Told { returned, .. } if contains_impl(returned) => {
                replace_success(returned, &page).into_token_stream()
            }
            Source::Told { returned, .. } => {
                let told = if self.is_walk() { "CursorReturn" } else { "PageReturn" };
                let told = self.named(told);
                quote_spanned!(span=> <#returned as #told>::Out)
            }
            Source::Returned { returned, kind } => match kind {
                Kind::Typed => self.answered(&quote_spanned! {span=>
                    <#returned as #krate::__private::page::Outcome<{
                        #krate::__private::page::probe!(is_result #returned)
                    }>>::Out
                }),
                Kind::Generic(Spelled { in_result, .. }) => self.answered(&quote_spanned! {span=>
                    <#returned as #krate::__private::page::Outcome<#in_result>>::Out
                }),
                Kind::Opaque(Spelled { in_result: true, .. }) => {
                    let result = replace_impl(returned, Some(&page)).into_token_stream();
                    let has_opaque_error = returned.to_token_stream().to_string().matches("impl ").count() > 1;
                    if has_opaque_error {
                        result
                    } else {
                        self.answered(&result)
                    }
                }
                Kind::Opaque(_) => page,
            },
        }
    }

    /// A type whose error must be able to answer.
    fn answered(&self, out: &TokenStream) -> TokenStream {
        let krate = self.krate();
        quote_spanned!(self.span=> <#out as #krate::__private::page::Answered>::Out)
    }

    /// The body of the expanded function.
    fn answer(&self, head: &Ident) -> TokenStream {
        match &self.source {
            Source::Told { handle, returned } => self.told(head, handle, returned),
            Source::Returned { returned, kind } => self.returned(head, returned, kind),
            Source::Refused { returned } => {
                let body = body::future(&self.krate, self.span, &self.body, returned);
                quote_spanned!(self.span=> let _ = #body.await; ::core::unreachable!())
            }
        }
    }

    fn rebind(&self) -> TokenStream {
        self.parameters.iter().map(Parameter::rebind).collect()
    }

    /// A handler that is told which rows to return.
    fn told(&self, head: &Ident, handle: &Handle, returned: &Type) -> TokenStream {
        let (span, options, rebind) = (self.span, self.options(), self.rebind());
        let value = local("__value", span);
        let check = contains_impl(returned).then(|| body::check(span, &self.generics, returned, &value));
        let sort = handle.argument().and_then(|row| self.check_row_sort(row));
        let respond = match (self.is_walk(), self.blocking) {
            (false, false) => "respond",
            (false, true) => "respond_blocking",
            (true, false) => "walk",
            (true, true) => "walk_blocking",
        };
        let respond = self.named(respond);
        if self.blocking {
            let there = local("__there", span);
            let bind = handle.bind(&quote_spanned!(span=> #there.request()));
            let take = self.take(&there, returned, &value, check.as_ref());
            return quote_spanned! {span=>
                #sort
                #respond(#head, #options, move |#there| { #rebind #bind #take }).await
            };
        }
        let request = local("__request", span);
        let bind = handle.bind(&request.to_token_stream());
        let mut body = body::future(&self.krate, span, &self.body, returned);
        if check.is_some() {
            body = quote_spanned!(span=> async { let #value = #body.await; #check #value });
        }
        quote_spanned! {span=>
            #sort
            #rebind
            #respond(#head, #options, move |#request| async move { #bind #body.await }).await
        }
    }

    /// Runs the body of a plain function and hands over what it returns. The body is a closure that takes no more than it
    /// has to, so that the rest is still there when the page is made.
    fn take(&self, there: &Ident, returned: &Type, value: &Ident, check: Option<&TokenStream>) -> TokenStream {
        let (krate, span, body) = (self.krate(), self.span, &self.body);
        let returned = replace_impl(returned, None);
        quote_spanned! {span=>
            let #value = #krate::__private::page::call(|| -> #returned #body);
            #check
            #there.take(#value)
        }
    }

    /// A handler that returns what there is to paginate.
    fn returned(&self, head: &Ident, returned: &Type, kind: &Kind) -> TokenStream {
        let (span, options, rebind) = (self.span, self.options(), self.rebind());
        let reader = self.reader(returned, kind);
        let sort = self.check_sort(returned, kind);
        let value = local("__value", span);
        let is_opaque = matches!(kind, Kind::Opaque(_));
        let mut check = is_opaque.then(|| body::check(span, &self.generics, returned, &value));
        if let Kind::Generic(spelled) | Kind::Opaque(spelled) = kind {
            let no_hidden_result = body::no_hidden_result(&self.krate, span, &self.generics, spelled, &value);
            check.get_or_insert_default().extend(no_hidden_result);
        }
        if self.blocking {
            let there = local("__there", span);
            let take = self.take(&there, returned, &value, check.as_ref());
            return quote_spanned! {span=>
                #sort
                <#reader>::respond_blocking(#head, #options, move |#there| { #rebind #take }).await
            };
        }
        let mut body = body::future(&self.krate, span, &self.body, returned);
        if check.is_some() {
            body = quote_spanned!(span=> async { let #value = #body.await; #check #value });
        }
        quote_spanned!(span=> #sort #rebind <#reader>::respond(&#head, #options, #body).await)
    }

    /// The type that reads a page of what is returned.
    pub(super) fn reader(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, span) = (self.krate(), self.span);
        let spelled = match kind {
            Kind::Typed if self.is_walk() => {
                return quote_spanned!(span=> #krate::__private::page::cursor_page!(#returned));
            }
            Kind::Typed => {
                let total = self.written_total();
                let total =
                    total.unwrap_or_else(|| quote_spanned!(span=> #krate::__private::page::probe!(total #returned)));
                return quote_spanned!(span=> #krate::__private::page::source_page!(#returned, #total));
            }
            Kind::Generic(spelled) | Kind::Opaque(spelled) => spelled,
        };
        let Spelled { in_result, shape, item } = spelled;
        if self.is_walk() {
            let kind = self.named(if *shape == Shape::List { "SLICE" } else { "SOURCE" });
            return quote_spanned!(span=> #krate::__private::page::CursorPage<#in_result, { #kind }>);
        }
        let (kind, counted) = match shape {
            Shape::List => ("SLICE", true),
            Shape::Iterator => ("ITERATOR", false),
            Shape::Stream => ("STREAM", false),
            Shape::Source { counted } => ("SOURCE", *counted),
            Shape::Document => ("SOURCE", false),
        };
        let kind = self.named(kind);
        let total = self.named(if counted { "COUNTED" } else { "UNCOUNTED" });
        let total = self.written_total().unwrap_or(total);
        let fallible = match item {
            Some(item) if *shape != Shape::List => self.fallible(item),
            _ => quote_spanned!(span=> false),
        };
        quote_spanned!(span=> #krate::__private::page::SourcePage<#in_result, { #kind }, { #total }, { #fallible }>)
    }

    pub(super) fn fallible(&self, item: &Type) -> TokenStream {
        let krate = self.krate();
        if contains_impl(item) || mentions(item, &self.generics) {
            let spelled = is_spelled_result(item);
            quote_spanned!(self.span=> #spelled)
        } else {
            quote_spanned!(self.span=> #krate::__private::page::probe!(is_result #item))
        }
    }

    fn written_total(&self) -> Option<TokenStream> {
        let kind = match self.options.total? {
            Total::None => "UNCOUNTED",
            Total::Exact | Total::Capped(_) => "COUNTED",
            Total::Cached(_) => "CACHED",
        };
        Some(self.named(kind))
    }

    /// Something of the runtime's that belongs to pages.
    fn named(&self, name: &str) -> TokenStream {
        let (krate, name) = (self.krate(), Ident::new(name, self.span));
        quote_spanned!(self.span=> #krate::__private::page::#name)
    }
}
