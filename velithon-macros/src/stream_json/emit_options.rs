//! The `StreamOptions` that the arguments make.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use super::plan::{Plan, Source};
use crate::{
    args::tables::with_feature,
    returned::{Kind, Shape},
};

impl Plan {
    /// The handler's `StreamOptions`, as an expression that a constant can have.
    pub(super) fn options(&self) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let set = self.set(self.returns());
        let options = quote_spanned!(span=> #krate::__private::options::StreamOptions::new() #set);
        with_feature(self.options.formats.as_ref(), &self.handler.krate, options)
    }

    /// The same as a constant, where there is anything to set beside the kind of a type that is asked.
    pub(super) fn constant_options(&self) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let set = self.set(self.returns().filter(|_| self.asked_kind().is_none()));
        if set.is_empty() {
            return quote_spanned!(span=> #krate::__private::options::StreamOptions::DEFAULT);
        }
        let options = quote_spanned!(span=> #krate::__private::options::StreamOptions::new() #set);
        let options = with_feature(self.options.formats.as_ref(), &self.handler.krate, options);
        quote_spanned!(span=> const { #options })
    }

    /// The kind of what is returned, with the checks that its arguments ask for. An iterator needs no mention where no argument depends
    /// on it.
    fn returns(&self) -> Option<TokenStream> {
        match &self.source {
            Source::Returned { returned, kind } if self.depends_on_kind() => {
                Some(self.check_kind(self.kind(returned, kind)))
            }
            _ => None,
        }
    }

    /// The kind of what an `async` handler returns whose type is asked.
    pub(super) fn asked_kind(&self) -> Option<TokenStream> {
        let is_typed = matches!(&self.source, Source::Returned { kind: Kind::Typed, .. });
        self.returns().filter(|_| is_typed && !self.handler.is_blocking)
    }

    /// The calls that set what is not the default.
    fn set(&self, returns: Option<TokenStream>) -> TokenStream {
        let (krate, span, options) = (self.handler.krate(), self.handler.span, &self.options);
        let returns = returns.map(|kind| quote_spanned!(span=> .returns(#kind)));
        let chunk = options.chunk.map(|bytes| quote_spanned!(span=> .chunk(#bytes)));
        let stall = options.stall.map(|limit| limit.tokens(span));
        let stall = stall.map(|limit| quote_spanned!(span=> .stall(#limit)));
        let formats = options.formats.as_ref().map(|formats| formats.tokens(&krate, span));
        let csv = options.csv.as_ref().map(|csv| csv.tokens(&krate, span));
        let heartbeat = options.heartbeat.map(|limit| limit.tokens(span));
        let heartbeat = heartbeat.map(|limit| quote_spanned!(span=> .heartbeat(#limit)));
        let end_record = options.end_record.then(|| quote_spanned!(span=> .end_record(true)));
        let error_detail = options.error_detail.then(|| quote_spanned!(span=> .error_detail(true)));
        let items = options.items.as_ref().map(|name| quote_spanned!(span=> .items(#name)));
        let filename = options
            .filename
            .as_ref()
            .map(|name| quote_spanned!(span=> .filename(#name)));
        let max_item = options.max_item.map(|bytes| quote_spanned!(span=> .max_item(#bytes)));
        let document = options.document.map(|_| quote_spanned!(span=> .document_blocks(true)));
        let serializer = options.serializer.map(|place| {
            let krate = self.handler.krate.at(place);
            quote_spanned!(place=> .serializer(#krate::__private::sonic!()))
        });
        let set = [
            chunk,
            stall,
            formats,
            csv,
            heartbeat,
            end_record,
            error_detail,
            items,
            filename,
            max_item,
            document,
            serializer,
            returns,
        ];
        set.into_iter().flatten().collect()
    }

    /// Whether the options say anything else of a document than of items, or of one kind of items than of another.
    fn depends_on_kind(&self) -> bool {
        let Source::Returned { kind, .. } = &self.source else {
            return false;
        };
        let is_for_items = self.options.items.is_some() || self.options.max_item.is_some() || self.options.are_tables();
        let is_known = !self.handler.is_blocking
            && self.openapi.is_none()
            && matches!(kind, Kind::List(_) | Kind::Opaque(_))
            && kind.spelled().is_some_and(|spelled| spelled.shape != Shape::Document);
        !is_known || is_for_items || self.options.document.is_some()
    }

    /// `kind`, with a check that it is one that the arguments are for: items or a document.
    fn check_kind(&self, kind: TokenStream) -> TokenStream {
        let (krate, span, options) = (self.handler.krate(), self.handler.span, &self.options);
        let is_for_items = options.items.is_some() || options.max_item.is_some();
        let check = match (is_for_items, options.document) {
            _ if options.are_tables() && options.document.is_none() => Ident::new("tables_only", span),
            (true, None) => Ident::new("items_only", span),
            (false, Some(_)) => Ident::new("document_only", span),
            // Neither is required. Both at once have been reported.
            _ => return kind,
        };
        quote_spanned!(span=> #krate::__private::#check::<{ #krate::__private::has_items(#kind) }>(#kind))
    }
}
