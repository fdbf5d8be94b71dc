//! `openapi`: handlers that describe themselves to utoipa.
//!
//! The handler's `#[utoipa::path]` is told of a type that stands for the handler in the document. The runtime says what
//! utoipa asks of that type, out of the options that requests are answered by.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{
    Attribute, Error, Generics, Lifetime, MacroDelimiter, Meta, MetaList, ParenthesizedGenericArguments, Type,
    TypeFnPtr, TypeReference,
    spanned::Spanned,
    token::Paren,
    visit_mut::{self, VisitMut},
};

use crate::{
    crate_path::CratePath,
    errors::Errors,
    returned::{contains_impl, mentions, unit},
};

/// Where `openapi` was written, and the type that was given.
pub(crate) type Written = (Span, Option<Type>);

/// A handler's description.
pub(crate) struct Openapi {
    /// The type that stands for the handler.
    described: Ident,
    /// The type that stands for its rows or items, where the user names one.
    pub(crate) named: Option<Type>,
    conditions: Vec<Attribute>,
    span: Span,
}

impl Openapi {
    /// Tells the `#[utoipa::path]` among `attributes` of the handler called `name`.
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
        let Some(path) = attributes.iter_mut().find(|attribute| is_path(attribute)) else {
            let message = format!(
                "nothing to describe; write `#[utoipa::path(get, path = \"…\")]` between `#[{attribute}]` and the function"
            );
            errors.push(Error::new(span, message));
            return None;
        };
        tell(path, &described);
        Some(Self {
            described,
            named,
            conditions,
            span,
        })
    }

    /// Reports rows or items whose type nobody can name in a constant, and takes them for `()`.
    pub(crate) fn name_what_is_unknown(&mut self, what: &str, is_known: bool, errors: &mut Errors) {
        if self.named.is_none() && !is_known {
            let message = format!(
                "the type of the {what} mentions a generic parameter or is not spelled out; name one to describe: \
                 `openapi = Type`"
            );
            errors.push(Error::new(self.span, message));
            self.named = Some(unit());
        }
    }

    /// The constant that holds the handler's options.
    pub(crate) fn options(&self, span: Span) -> TokenStream {
        let described = &self.described;
        quote_spanned!(span=> #described::OPTIONS)
    }

    /// The type that stands for the handler, with its options as a constant of the type `kind`, and the facts by which
    /// the runtime describes it.
    pub(crate) fn declare(
        &self,
        krate: &CratePath,
        word: &str,
        kind: &TokenStream,
        options: &TokenStream,
        facts: &TokenStream,
    ) -> TokenStream {
        let Self {
            described,
            conditions,
            span,
            ..
        } = self;
        let (krate, word) = (krate.at(*span), Ident::new(word, *span));
        let describe = quote_spanned!(*span=> #krate::__private::openapi::describe! { #word #described, #facts });
        quote! {
            #(#conditions)*
            #[doc(hidden)]
            #[allow(non_camel_case_types)]
            enum #described {}

            #(#conditions)*
            impl #described {
                const OPTIONS: #kind = #options;
            }

            #(#conditions)*
            #describe
        }
    }
}

/// Whether a type can be named outside of its handler.
pub(crate) fn is_nameable(ty: &Type, generics: &Generics) -> bool {
    !contains_impl(ty) && !mentions(ty, generics)
}

/// The type with all that it borrows borrowed for ever, as a constant needs it.
pub(crate) fn for_ever(ty: &Type) -> Type {
    let mut ty = ty.clone();
    ForEver.visit_type_mut(&mut ty);
    ty
}

struct ForEver;

impl ForEver {
    fn lifetime(span: Span) -> Lifetime {
        Lifetime::new("'static", span)
    }
}

impl VisitMut for ForEver {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        *lifetime = Self::lifetime(lifetime.span());
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        let span = reference.and_token.span();
        reference.lifetime.get_or_insert_with(|| Self::lifetime(span));
        visit_mut::visit_type_reference_mut(self, reference);
    }

    // What functions take has lifetimes of its own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut ParenthesizedGenericArguments) {}
}

/// Whether it is `#[utoipa::path]`, by whatever name it was imported. `#[path = "…"]` is the compiler's.
fn is_path(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| last.ident == "path") && !matches!(attribute.meta, Meta::NameValue(_))
}

/// Adds the type's parameters and responses to those that the attribute lists. Its responses come first, so that the
/// user's own take the place of those of the same status.
fn tell(path: &mut Attribute, described: &Ident) {
    // utoipa registers the schemas that a body refers to, but asks no type that is listed as a whole for them.
    let responses = quote!((status = 200, body = inline(#described)), #described,);
    let tokens = match &path.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    let tokens = with(tokens, "params", &quote!(#described,));
    let tokens = with(tokens, "responses", &responses);
    path.meta = Meta::List(MetaList {
        path: path.path().clone(),
        delimiter: MacroDelimiter::Paren(Paren::default()),
        tokens,
    });
}

/// The arguments with `more` at the start of the list `name`, which is added where there is none.
fn with(arguments: TokenStream, name: &str, more: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let word = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == name);
    let list = tokens.iter().position(word).and_then(|at| tokens.get_mut(at + 1));
    if let Some(TokenTree::Group(group)) = list {
        let written = group.stream();
        let mut longer = Group::new(group.delimiter(), quote!(#more #written));
        longer.set_span(group.span());
        *group = longer;
    } else {
        let is_open = tokens
            .last()
            .is_some_and(|last| !matches!(last, TokenTree::Punct(punct) if punct.as_char() == ','));
        let comma = is_open.then(|| quote!(,));
        let name = Ident::new(name, Span::call_site());
        tokens.extend(quote!(#comma #name(#more)));
    }
    tokens.iter().map(ToTokens::to_token_stream).collect()
}
