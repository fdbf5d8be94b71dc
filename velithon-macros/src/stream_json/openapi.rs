use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::{Type, spanned::Spanned};

use super::plan::{Plan, Source};
use crate::{
    dialect,
    openapi::{Openapi, instances},
    probe,
    returned::Kind,
    types::with_static,
};

impl Plan {
    /// The type that stands for the handler in utoipa's document.
    pub(super) fn declare_openapi(&self, openapi: &Openapi) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let (item, item_span) = match (&openapi.named, &self.source) {
            (Some(named), _) => (named.to_token_stream(), named.span()),
            (None, Source::Emitted { handle, .. }) => (self.item(), handle.span()),
            (None, _) => (self.item(), span),
        };
        let is_blocking = self.handler.is_blocking;
        let (types, generics) = (self.spelled_types(openapi), &self.handler.generics);
        let instances = instances(&self.handler.krate, span, generics, types);
        let item_krate = self.handler.krate.at(item_span);
        let returned = match &self.source {
            Source::Emitted { end, .. } => Some(end),
            Source::Returned { returned, .. } => Some(returned),
            Source::Refused { .. } => None,
        };
        let operation = openapi.operation.emit(&self.handler.krate, span);
        let own_refusals = dialect::own_refusals(&self.handler, returned);
        openapi.declare(
            &self.handler.krate,
            "stream",
            &quote_spanned!(span=> #krate::__private::options::StreamOptions),
            &self.options(),
            &quote_spanned!(item_span=> #instances, #operation, #item_krate::__private::openapi::plain!(#item), #is_blocking, #own_refusals),
        )
    }

    /// The types that may mention the item, as the handler spells them.
    fn spelled_types<'p>(&'p self, openapi: &'p Openapi) -> impl Iterator<Item = &'p Type> {
        let spelled = match &self.source {
            Source::Emitted { handle, .. } => Some(handle.ty()),
            Source::Returned { returned, .. } => Some(returned),
            Source::Refused { .. } => None,
        };
        openapi.named.as_ref().into_iter().chain(spelled)
    }

    /// The type of an item, or of the document, without the `Result`s around it.
    fn item(&self) -> TokenStream {
        let (krate, span) = (self.handler.krate(), self.handler.span);
        match &self.source {
            Source::Emitted { handle, .. } => {
                let span = handle.span();
                let (krate, emitter) = (self.handler.krate.at(span), with_static(handle.ty()));
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
                let returned = with_static(returned);
                let kind = self.kind(&returned, &Kind::Typed);
                quote_spanned!(span=> <#returned as #krate::__private::openapi::Streamed<{ #kind }>>::Item)
            }
            Source::Returned {
                kind: Kind::Generic(spelled) | Kind::Opaque(spelled) | Kind::List(spelled),
                ..
            } => {
                let item = spelled.item.as_ref().map(with_static);
                let is_result = probe::PAGINATED.ask(&self.handler.krate, span, &item, "IS_RESULT");
                quote_spanned!(span=> <#item as #krate::__private::page::Outcome<{ #is_result }>>::Source)
            }
            Source::Refused { .. } => quote_spanned!(span=> ()),
        }
    }
}
