//! How the runtime reads a page of what a handler returns.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;

use super::{args::Total, plan::Plan};
use crate::{
    body::local,
    returned::{Kind, Shape, Spelled},
    types::with_static,
};

/// The answers of a type about itself, which the handler's body asks once.
pub(super) struct Answers {
    /// The statements that ask.
    pub(super) ask: TokenStream,
    /// The type that reads a page.
    pub(super) reader: TokenStream,
}

impl Plan {
    /// The type that reads a page of what is returned, in the handler's body.
    pub(super) fn reader(&self, returned: &Type, kind: &Kind) -> Answers {
        let span = self.handler.span;
        if let Some(Spelled { in_result, .. }) = kind.spelled().filter(|spelled| spelled.shape.is_list()) {
            let reader = self.page_path(if self.is_walk() { "WalkSlice" } else { "ReadSlice" });
            return Answers {
                ask: TokenStream::new(),
                reader: quote_spanned!(span=> #reader::<#in_result>),
            };
        }
        let reads = self.page_path("Reads");
        let (ask, page) = match kind {
            Kind::Typed => self.ask(returned),
            _ => (TokenStream::new(), self.page(returned, kind)),
        };
        Answers {
            ask,
            reader: quote_spanned!(span=> <<#page as #reads>::Reader>),
        }
    }

    /// The statements that ask a type, and how a page of it is read.
    fn ask(&self, returned: &Type) -> (TokenStream, TokenStream) {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let [in_result, kind, total_kind, is_fallible] =
            ["RESULT", "KIND", "TOTAL", "FALLIBLE"].map(|name| local(&format!("__VELITHON_{name}"), span));
        let page = quote_spanned!(span=> #krate::__private::page);
        // An item of its own says what is wrong with a type that it mentions, and so would each of these constants.
        let (name, returned) = (local("__VelithonReturned", span), with_static(returned));
        let source = quote_spanned!(span=> <#name as #page::Outcome<{ #in_result }>>::Source);
        let result = quote_spanned! {span=>
            type #name = #returned;
            const #in_result: ::core::primitive::bool = #page::probe!(is_result #name);
        };
        if self.is_walk() {
            let ask = quote_spanned! {span=>
                #result
                const #kind: ::core::primitive::u8 = #page::probe!(cursor_kind_of #source);
            };
            let total = self.walk_total();
            let page = quote_spanned!(span=> #page::CursorPage<{ #in_result }, { #kind }, { #total }>);
            return (ask, page);
        }
        let total = self
            .written_total()
            .unwrap_or_else(|| quote_spanned!(span=> #page::total_kind(#kind, #page::probe!(is_counted #source))));
        let ask = quote_spanned! {span=>
            #result
            const #kind: ::core::primitive::u8 = #page::probe!(kind_of #source);
            const #total_kind: ::core::primitive::u8 = #total;
            const #is_fallible: ::core::primitive::bool =
                #page::probe!(is_result <#source as #page::ItemOf<{ #kind }>>::Item);
        };
        let page = quote_spanned! {span=>
            #page::SourcePage<
                { #in_result },
                { #kind },
                { #total_kind },
                { #is_fallible },
            >
        };
        (ask, page)
    }

    /// How a page of what is returned is read, as a type that needs no statements before it.
    pub(super) fn page(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let Some(Spelled { in_result, shape, item }) = kind.spelled() else {
            if self.is_walk() {
                let total = self.walk_total();
                return quote_spanned!(span=> #krate::__private::page::cursor_page!(#returned, #total));
            }
            let total = self.written_total();
            let total =
                total.unwrap_or_else(|| quote_spanned!(span=> #krate::__private::page::probe!(total #returned)));
            return quote_spanned!(span=> #krate::__private::page::source_page!(#returned, #total));
        };
        if self.is_walk() {
            let kind = self.page_path(if shape.is_list() { "SLICE" } else { "SOURCE" });
            let total = self.walk_total();
            return quote_spanned!(span=> #krate::__private::page::CursorPage<#in_result, { #kind }, { #total }>);
        }
        let (kind, is_counted) = match shape {
            Shape::List | Shape::SharedList => ("SLICE", true),
            Shape::Iterator => ("ITERATOR", false),
            Shape::Stream => ("STREAM", false),
            Shape::Source { counted } => ("SOURCE", *counted),
            Shape::Document => ("SOURCE", false),
        };
        let kind = self.page_path(kind);
        let total = self.page_path(if is_counted { "COUNTED" } else { "UNCOUNTED" });
        let total = self.written_total().unwrap_or(total);
        let is_result = match item {
            Some(item) if !shape.is_list() => self.handler.is_result(item),
            _ => quote_spanned!(span=> false),
        };
        quote_spanned!(span=> #krate::__private::page::SourcePage<#in_result, { #kind }, { #total }, { #is_result }>)
    }

    /// The type of the runtime that answers with a page or with everything of what a handler returns.
    pub(super) fn export_reader(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, span, total) = (self.handler.krate(), self.handler.span, self.walk_total());
        let Some(Spelled { in_result, shape, .. }) = kind.spelled() else {
            return quote_spanned!(span=> #krate::__private::page::export_page!(#returned, #total));
        };
        let kind = self.page_path(if shape.is_list() { "SLICE" } else { "SOURCE" });
        quote_spanned!(span=> #krate::__private::page::ExportPage<#in_result, { #kind }, { #total }>)
    }

    /// How the rows of a walk are counted: on request alone, because a cursor costs the same at any depth and a count does not.
    fn walk_total(&self) -> TokenStream {
        self.written_total().unwrap_or_else(|| self.page_path("UNCOUNTED"))
    }

    /// How rows are counted, where the argument `total` says so.
    fn written_total(&self) -> Option<TokenStream> {
        let kind = match self.options.total? {
            Total::None => "UNCOUNTED",
            Total::Exact | Total::Capped(_) => "COUNTED",
            Total::Cached(_) => "CACHED",
        };
        Some(self.page_path(kind))
    }

    /// The path of an item of the runtime's module for pages.
    pub(super) fn page_path(&self, name: &str) -> TokenStream {
        let (krate, name) = (self.handler.krate(), Ident::new(name, self.handler.span));
        quote_spanned!(self.handler.span=> #krate::__private::page::#name)
    }
}
