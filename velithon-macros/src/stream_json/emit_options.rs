//! The `StreamOptions` that the arguments make.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use super::plan::{Plan, Source};

impl Plan {
    /// The handler's `StreamOptions`, as a constant expression.
    pub(super) fn options(&self) -> TokenStream {
        let (krate, span, options) = (self.handler.krate(), self.handler.span, &self.options);
        let returns = match &self.source {
            Source::Returned { returned, kind } => Some(self.check_kind(self.kind(returned, kind))),
            Source::Emitted { .. } | Source::Refused { .. } => None,
        };
        let returns = returns.map(|kind| quote_spanned!(span=> .returns(#kind)));
        let chunk = options.chunk.map(|bytes| quote_spanned!(span=> .chunk(#bytes)));
        let stall = options.stall.map(|limit| limit.tokens(span));
        let stall = stall.map(|limit| quote_spanned!(span=> .stall(#limit)));
        let formats = options.formats.as_ref().map(|formats| {
            let formats = formats.iter().map(|format| format.tokens(&krate, span));
            quote_spanned!(span=> .formats(&[#(#formats),*]))
        });
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
        let set = set.into_iter().flatten();
        quote_spanned!(span=> const { #krate::StreamOptions::new() #(#set)* })
    }

    /// `kind`, with a check that it is one that the arguments are for: items or a document.
    fn check_kind(&self, kind: TokenStream) -> TokenStream {
        let (krate, span, options) = (self.handler.krate(), self.handler.span, &self.options);
        let is_for_items = options.items.is_some() || options.max_item.is_some();
        let check = match (is_for_items, options.document) {
            (true, None) => Ident::new("items_only", span),
            (false, Some(_)) => Ident::new("document_only", span),
            // Neither is required. Both at once have been reported.
            _ => return kind,
        };
        quote_spanned!(span=> #krate::__private::#check::<{ #krate::__private::has_items(#kind) }>(#kind))
    }
}
