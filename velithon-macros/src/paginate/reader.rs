//! How the runtime reads a page of what a handler returns.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;

use super::{args::Total, plan::Plan};
use crate::{
    probe,
    returned::{Kind, Shape, Spelled},
};

/// What a type is asked whose pages are numbered: for itself, and for what it holds where it is a `Result`.
const FLAGS: [&str; 15] = [
    "IN_RESULT",
    "SOURCE",
    "HELD_SOURCE",
    "COUNTED",
    "HELD_COUNTED",
    "SLICE",
    "HELD_SLICE",
    "STREAM",
    "HELD_STREAM",
    "STREAM_FALLIBLE",
    "HELD_STREAM_FALLIBLE",
    "ITERATOR",
    "HELD_ITERATOR",
    "ITERATOR_FALLIBLE",
    "HELD_ITERATOR_FALLIBLE",
];

impl Plan {
    /// The type that reads a page of what is returned.
    pub(super) fn reader(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let span = self.handler.span;
        if let Some(Spelled { in_result, .. }) = kind.spelled().filter(|spelled| spelled.shape.is_list()) {
            let reader = self.page_path(if self.is_walk() { "WalkSlice" } else { "ReadSlice" });
            return quote_spanned!(span=> #reader::<#in_result>);
        }
        let (reads, page) = (self.page_path("Reads"), self.page(returned, kind));
        quote_spanned!(span=> <<#page as #reads>::Reader>)
    }

    /// How a page of what is returned is read, as a type.
    pub(super) fn page(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let Some(Spelled { in_result, shape, item }) = kind.spelled() else {
            if self.is_walk() {
                return self.walked("CursorPage", returned);
            }
            let flags = probe::PAGINATED.flags(&self.handler.krate, span, returned, &FLAGS);
            let page = quote_spanned!(span=> #krate::__private::page);
            let facts = if let Some(total) = self.written_total() {
                quote_spanned!(span=> #page::asked_with(#flags, #total))
            } else {
                quote_spanned!(span=> #page::asked(#flags))
            };
            return quote_spanned!(span=> <#page::Asked<{ #facts }> as #page::Known>::Page);
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
            return self.walked("ExportPage", returned);
        };
        let kind = self.page_path(if shape.is_list() { "SLICE" } else { "SOURCE" });
        quote_spanned!(span=> #krate::__private::page::ExportPage<#in_result, { #kind }, { #total }>)
    }

    /// The type of the runtime for a walk over a type that is asked.
    fn walked(&self, name: &str, returned: &Type) -> TokenStream {
        let (krate, span, total) = (&self.handler.krate, self.handler.span, self.walk_total());
        let in_result = self.handler.is_result(returned);
        let flags = probe::PAGINATED.flags(krate, span, returned, &["SLICE", "HELD_SLICE"]);
        let (name, kind) = (self.page_path(name), self.page_path("cursor_kind"));
        quote_spanned!(span=> #name<{ #in_result }, { #kind(#flags) }, { #total }>)
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
