//! The argument `openapi`: handlers that describe themselves to utoipa.
//!
//! A type that stands for the handler is declared beside it, and is added to the parameters and responses of the handler's
//! `#[utoipa::path]`. The runtime implements utoipa's traits for that type from the options that requests are answered by.

mod instances;
mod operation;
mod utoipa_path;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, Error, Type};

pub(crate) use self::instances::instances;
use self::{operation::Operation, utoipa_path::is_utoipa_path};
use crate::{crate_path::CratePath, errors::Errors, types::unit};

/// Where `openapi` was written, and the type that was given.
pub(crate) type Written = (Span, Option<Type>);

/// What a handler with the argument `openapi` is described by.
pub(crate) struct Openapi {
    /// The type that stands for the handler.
    described: Ident,
    /// The type that the user names to describe the rows or items by.
    pub(crate) named: Option<Type>,
    pub(crate) operation: Operation,
    /// The handler's `#[cfg(…)]` attributes, which its declarations repeat.
    conditions: Vec<Attribute>,
    span: Span,
}

impl Openapi {
    /// The type that stands for the handler.
    pub(crate) fn described(&self) -> &Ident {
        &self.described
    }

    /// Finds the `#[utoipa::path]` of the handler called `name` and adds the type that stands for the handler.
    pub(crate) fn new(
        written: Option<Written>,
        attributes: &mut [Attribute],
        name: &Ident,
        attribute: &str,
        errors: &mut Errors,
    ) -> Option<Self> {
        let (span, named) = written?;
        let conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        let conditions = conditions.cloned().collect();
        let described = format_ident!("__openapi_{}", name, span = Span::call_site());
        let Some(path) = attributes.iter_mut().find(|attribute| is_utoipa_path(attribute)) else {
            let message = format!(
                "nothing to describe; write `#[utoipa::path(get, path = \"…\")]` between `#[{attribute}]` and the function"
            );
            errors.push(Error::new(span, message));
            return None;
        };
        let operation = Operation::read(path, name);
        utoipa_path::add(path, &described);
        Some(Self {
            described,
            named,
            operation,
            conditions,
            span,
        })
    }

    /// Reports rows or items whose type cannot be written outside of the handler, and describes them as `()`.
    pub(crate) fn require_nameable(&mut self, what: &str, is_nameable: bool, errors: &mut Errors) {
        if self.named.is_none() && !is_nameable {
            let message = format!(
                "the type of the {what} mentions a generic parameter or is not spelled out; name one to describe: \
                 `openapi = Type`"
            );
            errors.push(Error::new(self.span, message));
            self.named = Some(unit());
        }
    }

    /// The path of the constant that holds the handler's options.
    pub(crate) fn options(&self, span: Span) -> TokenStream {
        let described = &self.described;
        quote_spanned!(span=> #described::OPTIONS)
    }

    /// Declares the type that stands for the handler: the constant with its options, of the type `options_type`, and the
    /// implementations, which the runtime's macro makes for a `kind` of handler from `facts`.
    pub(crate) fn declare(
        &self,
        krate: &CratePath,
        kind: &str,
        options_type: &TokenStream,
        options: &TokenStream,
        facts: &TokenStream,
    ) -> TokenStream {
        let Self {
            described,
            conditions,
            span,
            ..
        } = self;
        let (krate, kind) = (krate.at(*span), Ident::new(kind, *span));
        let implementations =
            quote_spanned!(*span=> #krate::__private::openapi::describe! { #kind #described, #facts });
        quote! {
            #(#conditions)*
            #[doc(hidden)]
            #[allow(non_camel_case_types)]
            enum #described {}

            #(#conditions)*
            impl #described {
                const OPTIONS: #options_type = #options;
            }

            #(#conditions)*
            #implementations
        }
    }
}
