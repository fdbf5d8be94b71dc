use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::{Generics, Type, spanned::Spanned};

use super::plan::{Kind, Plan, Source};
use crate::openapi::{Openapi, for_ever, is_nameable};

impl Plan {
    /// What the handler says of itself to utoipa.
    pub(super) fn describe(&self, openapi: &Openapi) -> TokenStream {
        let (krate, span) = (self.krate.at(self.span), self.span);
        let (read, facts) = self.read();
        let (row, row_span) = match &openapi.named {
            Some(named) => (named.to_token_stream(), named.span()),
            None => (read, span),
        };
        let row_krate = self.krate.at(row_span);
        let row = quote_spanned!(row_span=> #row_krate::__private::openapi::plain!(#row));
        openapi.declare(
            &self.krate,
            "page",
            &quote_spanned!(span=> &'static #krate::PageOptions),
            &self.written_options(),
            &quote_spanned!(span=> #row, #facts),
        )
    }

    /// The type of a row, and what else the return type tells.
    fn read(&self) -> (TokenStream, TokenStream) {
        let (krate, span) = (self.krate.at(self.span), self.span);
        match &self.source {
            Source::Told { handle, returned } => {
                let told = for_ever(returned);
                let told = quote_spanned!(span=> <#told as #krate::__private::openapi::HandleReturn>);
                let facts = if is_nameable(returned, &self.generics) {
                    quote_spanned!(span=> #told::FACTS)
                } else {
                    quote_spanned!(span=> #krate::__private::openapi::PageFacts::HANDLE)
                };
                (quote_spanned!(span=> #told::Row), self.sorted(facts, handle.argument()))
            }
            Source::Returned { returned, kind } => {
                let returned = for_ever(returned);
                let reader = self.reader(&returned, kind);
                match kind {
                    Kind::Typed => {
                        let read = quote_spanned! {span=>
                            <#krate::__private::openapi::ReadBy<#returned, #reader> as #krate::__private::openapi::SourceReturn>
                        };
                        let sorts = self
                            .is_walk()
                            .then(|| quote_spanned!(span=> .sorted(#krate::__private::page::probe!(sorts #returned))));
                        (
                            quote_spanned!(span=> #read::Row),
                            quote_spanned!(span=> #read::FACTS #sorts),
                        )
                    }
                    Kind::Generic(spelled) | Kind::Opaque(spelled) => (
                        spelled
                            .item
                            .as_ref()
                            .map_or_else(TokenStream::new, |item| self.spelled_row(item)),
                        if self.is_walk() {
                            self.sorted(
                                quote_spanned!(span=> #krate::__private::openapi::PageFacts::WALK),
                                spelled.item.as_ref(),
                            )
                        } else {
                            quote_spanned!(span=> <#reader>::FACTS)
                        },
                    ),
                }
            }
            Source::Refused { .. } => (
                quote_spanned!(span=> ()),
                quote_spanned!(span=> #krate::__private::openapi::PageFacts::HANDLE),
            ),
        }
    }

    /// The facts of a walk, with the orders of a row that can be named; elsewhere, as they are.
    fn sorted(&self, facts: TokenStream, row: Option<&Type>) -> TokenStream {
        let nameable = row.filter(|row| is_nameable(row, &self.generics)).map(for_ever);
        let named = self.openapi.as_ref().and_then(|openapi| openapi.named.clone());
        let Some(row) = nameable.or(named).filter(|_| self.is_walk()) else {
            return facts;
        };
        let krate = self.krate();
        quote_spanned!(self.span=> #facts.sorted(#krate::__private::page::probe!(row_sorts #row)))
    }

    /// A row as it is spelled, without a `Result` around it.
    fn spelled_row(&self, item: &Type) -> TokenStream {
        let (krate, fallible) = (self.krate.at(self.span), self.fallible(item));
        let item = for_ever(item);
        quote_spanned!(self.span=> <#item as #krate::__private::page::Outcome<{ #fallible }>>::Source)
    }
}

impl Source {
    /// Whether the type of a row can be named outside of the handler.
    pub(super) fn names_row(&self, generics: &Generics) -> bool {
        match self {
            Self::Told { returned, .. } => is_nameable(returned, generics),
            // Of what was refused, nothing more is to be reported.
            Self::Returned { kind: Kind::Typed, .. } | Self::Refused { .. } => true,
            Self::Returned {
                kind: Kind::Generic(spelled) | Kind::Opaque(spelled),
                ..
            } => spelled.item.as_ref().is_some_and(|item| is_nameable(item, generics)),
        }
    }
}
