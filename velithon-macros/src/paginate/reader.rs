//! The type of the runtime that reads a page of what a handler returns.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;

use super::{args::Total, plan::Plan};
use crate::{
    handler::ItemResult,
    returned::{Kind, Shape, Spelled},
};

impl Plan {
    pub(super) fn reader(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let Some(Spelled { in_result, shape, item }) = kind.spelled() else {
            if self.is_walk() {
                return quote_spanned!(span=> #krate::__private::page::cursor_page!(#returned));
            }
            let total = self.written_total();
            let total =
                total.unwrap_or_else(|| quote_spanned!(span=> #krate::__private::page::probe!(total #returned)));
            return quote_spanned!(span=> #krate::__private::page::source_page!(#returned, #total));
        };
        if self.is_walk() {
            let kind = self.page_path(if *shape == Shape::List { "SLICE" } else { "SOURCE" });
            return quote_spanned!(span=> #krate::__private::page::CursorPage<#in_result, { #kind }>);
        }
        let (kind, is_counted) = match shape {
            Shape::List => ("SLICE", true),
            Shape::Iterator => ("ITERATOR", false),
            Shape::Stream => ("STREAM", false),
            Shape::Source { counted } => ("SOURCE", *counted),
            Shape::Document => ("SOURCE", false),
        };
        let kind = self.page_path(kind);
        let total = self.page_path(if is_counted { "COUNTED" } else { "UNCOUNTED" });
        let total = self.written_total().unwrap_or(total);
        let is_result = match item {
            Some(item) if *shape != Shape::List => self.is_result(item),
            _ => quote_spanned!(span=> false),
        };
        quote_spanned!(span=> #krate::__private::page::SourcePage<#in_result, { #kind }, { #total }, { #is_result }>)
    }

    /// The type of the runtime that answers with a page or with everything of what a handler returns.
    pub(super) fn export_reader(&self, returned: &Type, kind: &Kind) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let Some(Spelled { in_result, shape, .. }) = kind.spelled() else {
            return quote_spanned!(span=> #krate::__private::page::export_page!(#returned));
        };
        let kind = self.page_path(if *shape == Shape::List { "SLICE" } else { "SOURCE" });
        quote_spanned!(span=> #krate::__private::page::ExportPage<#in_result, { #kind }>)
    }

    /// A constant expression: whether items of this type are `Result`s.
    pub(super) fn is_result(&self, item: &Type) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        match self.handler.item_result(item) {
            ItemResult::AskType => quote_spanned!(span=> #krate::__private::page::probe!(is_result #item)),
            ItemResult::Spelled(is_result) => quote_spanned!(span=> #is_result),
        }
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
