use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::{Generics, Type, spanned::Spanned};

use super::plan::{Kind, Plan, Source};
use crate::openapi::{Openapi, for_ever, is_nameable};

impl Plan {
    /// What the handler says of itself to utoipa.
    pub(super) fn describe_handler(&self, openapi: &Openapi) -> TokenStream {
        let (krate, span) = (self.krate.at(self.span), self.span);
        let (item, item_span) = match (&openapi.named, &self.source) {
            (Some(named), _) => (named.to_token_stream(), named.span()),
            (None, Source::Emitted { handle, .. }) => (self.item(), handle.span()),
            (None, _) => (self.item(), span),
        };
        let blocking = self.blocking;
        let item_krate = self.krate.at(item_span);
        openapi.declare(
            &self.krate,
            "stream",
            &quote_spanned!(span=> #krate::StreamOptions),
            &self.written_options(),
            &quote_spanned!(item_span=> #item_krate::__private::openapi::plain!(#item), #blocking),
        )
    }

    /// The type of an item, or of the document, without the `Result`s around it.
    fn item(&self) -> TokenStream {
        match &self.source {
            Source::Emitted { handle, .. } => {
                let span = handle.span();
                let (krate, emitter) = (self.krate.at(span), for_ever(handle.ty()));
                let emitter = match &emitter {
                    Type::Reference(reference) => &*reference.elem,
                    emitter => emitter,
                };
                quote_spanned!(span=> <#emitter as #krate::__private::openapi::Emitted>::Item)
            }
            Source::Returned {
                returned,
                kind: Kind::Typed,
            } => {
                let (krate, returned) = (self.krate.at(self.span), for_ever(returned));
                let kind = self.kind(&returned, &Kind::Typed);
                quote_spanned!(self.span=> <#returned as #krate::__private::openapi::Streamed<{ #kind }>>::Item)
            }
            Source::Returned {
                kind: Kind::Generic(spelled) | Kind::Opaque(spelled),
                ..
            } => {
                let krate = self.krate.at(self.span);
                let item = spelled.item.as_ref().map(for_ever);
                quote_spanned! {self.span=>
                    <#item as #krate::__private::page::Outcome<{ #krate::__private::page::probe!(is_result #item) }>>::Source
                }
            }
            Source::Refused { .. } => quote_spanned!(self.span=> ()),
        }
    }
}

impl Source {
    /// Whether the type of an item, or of the document, can be named outside of the handler.
    pub(super) fn names_item(&self, generics: &Generics) -> bool {
        match self {
            Self::Emitted { handle, .. } => is_nameable(handle.ty(), generics),
            // Of what was refused, nothing more is to be reported.
            Self::Returned { kind: Kind::Typed, .. } | Self::Refused { .. } => true,
            Self::Returned {
                kind: Kind::Generic(spelled) | Kind::Opaque(spelled),
                ..
            } => spelled.item.as_ref().is_some_and(|item| is_nameable(item, generics)),
        }
    }
}
