use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::{Type, spanned::Spanned};

use super::{plan::Plan, source::Source};
use crate::{
    openapi::{Openapi, instances},
    returned::Kind,
    types::{is_nameable, with_static},
};

impl Plan {
    /// The type that stands for the handler in utoipa's document.
    pub(super) fn declare_openapi(&self, openapi: &Openapi) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let (row, facts) = self.row_and_facts();
        let (row, row_span) = match &openapi.named {
            Some(named) => (named.to_token_stream(), named.span()),
            None => (row, span),
        };
        let row_krate = self.handler.krate.at(row_span);
        let (types, generics) = (self.spelled_types(openapi), &self.handler.generics);
        let instances = instances(&self.handler.krate, span, generics, types);
        let operation = openapi.operation.emit(&self.handler.krate, span);
        let row = quote_spanned!(row_span=> #row_krate::__private::openapi::plain!(#row));
        let envelope = self.options.envelope.as_ref().map(|path| {
            let (place, described) = (path.span(), openapi.described());
            let krate = self.handler.krate.at(place);
            quote_spanned!(place=> , #path<#krate::__private::openapi::RowsOf<#described>>)
        });
        let (kind, options) = if self.export.is_some() {
            ("export", quote_spanned!(span=> #krate::__private::page::HandlerOptions))
        } else {
            (
                "page",
                quote_spanned!(span=> &'static #krate::__private::options::PageOptions),
            )
        };
        openapi.declare(
            &self.handler.krate,
            kind,
            &options,
            &self.written_options(),
            &quote_spanned!(span=> #instances, #operation, #row, #facts #envelope),
        )
    }

    /// The types that may mention the row, as the handler spells them.
    fn spelled_types<'p>(&'p self, openapi: &'p Openapi) -> impl Iterator<Item = &'p Type> {
        let (argument, returned) = match &self.source {
            Source::Requested { handle, returned } => (handle.argument(), Some(returned)),
            Source::Returned { returned, .. } => (None, Some(returned)),
            Source::Refused { .. } => (None, None),
        };
        openapi.named.as_ref().into_iter().chain(argument).chain(returned)
    }

    /// The type of a row, and the constant with the facts that the return type tells of the pages.
    fn row_and_facts(&self) -> (TokenStream, TokenStream) {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let requested = quote_spanned!(span=> #krate::__private::openapi::PageFacts::HANDLE);
        match &self.source {
            Source::Requested { handle, returned } => {
                let row = with_static(returned);
                let row = quote_spanned!(span=> <#row as #krate::__private::openapi::HandleReturn>);
                let facts = if is_nameable(returned, &self.handler.generics) {
                    self.with_problems(&quote_spanned!(span=> #row::FACTS), &with_static(returned))
                } else {
                    requested
                };
                (
                    quote_spanned!(span=> #row::Row),
                    self.with_sorts(facts, handle.argument()),
                )
            }
            Source::Returned {
                returned,
                kind: kind @ (Kind::Typed | Kind::List(_)),
            } => {
                let returned = with_static(returned);
                let reader = self.page(&returned, kind);
                let read = quote_spanned! {span=>
                    <#krate::__private::openapi::ReadBy<#returned, #reader> as #krate::__private::openapi::SourceReturn>
                };
                let sorts = self
                    .is_walk()
                    .then(|| quote_spanned!(span=> .sorted(#krate::__private::page::probe!(sorts #returned))));
                (
                    quote_spanned!(span=> #read::Row),
                    self.with_problems(&quote_spanned!(span=> #read::FACTS #sorts), &returned),
                )
            }
            Source::Returned {
                returned,
                kind: kind @ (Kind::Generic(spelled) | Kind::Opaque(spelled)),
            } => {
                let item = spelled.item.as_ref();
                let reader = self.page(&with_static(returned), kind);
                let facts = self.with_sorts(quote_spanned!(span=> <#reader>::FACTS), item);
                (item.map(|item| self.spelled_row(item)).unwrap_or_default(), facts)
            }
            Source::Refused { .. } => (quote_spanned!(span=> ()), requested),
        }
    }

    /// The facts with the problems that pages of what is returned are answered by.
    fn with_problems(&self, facts: &TokenStream, returned: &Type) -> TokenStream {
        let krate = self.handler.krate();
        quote_spanned!(self.handler.span=> #krate::__private::openapi::problems!(#facts, #returned))
    }

    /// The facts of a walk by cursors, with the orders of its row where the row can be named. Other facts stay.
    fn with_sorts(&self, facts: TokenStream, row: Option<&Type>) -> TokenStream {
        let nameable = row
            .filter(|row| is_nameable(row, &self.handler.generics))
            .map(with_static);
        let named = self.openapi.as_ref().and_then(|openapi| openapi.named.clone());
        let Some(row) = nameable.or(named).filter(|_| self.is_walk()) else {
            return facts;
        };
        let krate = self.handler.krate();
        quote_spanned!(self.handler.span=> #facts.sorted(#krate::__private::page::probe!(row_sorts #row)))
    }

    /// The type of a row whose spelling is `item`, without a `Result` around it.
    fn spelled_row(&self, item: &Type) -> TokenStream {
        let (krate, is_result) = (self.handler.krate(), self.handler.is_result(item));
        let item = with_static(item);
        quote_spanned!(self.handler.span=> <#item as #krate::__private::page::Outcome<{ #is_result }>>::Source)
    }
}
