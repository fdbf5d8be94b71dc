use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Attribute, Generics, Type, Visibility};

use crate::{
    body::Exits,
    crate_path::CratePath,
    lints::without_expectation,
    parameter::Parameter,
    probe,
    types::{is_nameable, is_spelled_result},
};

/// The parts of a checked handler that both attributes expand in the same way.
pub(crate) struct Handler {
    pub(crate) krate: CratePath,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// The place of `async`, or of `fn` where that is not written. With the spans of the user's tokens, the compiler warns
    /// of a handler that nobody uses.
    pub(crate) async_span: Span,
    pub(crate) fn_span: Span,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// The extractors; the handle is not among them.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Group,
    pub(crate) exits: Exits,
    /// Whether it is a plain `fn`, which runs on a thread that may block.
    pub(crate) is_blocking: bool,
    /// Whether what it returns may be a `Result`, as far as its spelling tells.
    pub(crate) may_fail: bool,
    /// The return type's span, or the name's where there is none. Errors about the signature and the body together are
    /// reported here.
    pub(crate) span: Span,
}

/// How the expanded function begins.
#[derive(Clone, Copy)]
pub(crate) enum Keyword {
    AsyncFn,
    /// It returns a future.
    Fn,
}

/// Attributes that leave the function as it is.
const INERT: [&str; 13] = [
    "allow",
    "cfg",
    "cold",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "forbid",
    "inline",
    "must_use",
    "rustfmt",
    "track_caller",
    "warn",
];

impl Handler {
    /// Whether none of the attributes below ours can take the function apart.
    pub(crate) fn has_inert_attributes(&self) -> bool {
        let is_inert = |attribute: &Attribute| INERT.iter().any(|name| attribute.path().is_ident(name));
        self.attributes.iter().all(is_inert)
    }

    /// Velithon's path, for errors at the return type.
    pub(crate) fn krate(&self) -> TokenStream {
        self.krate.at(self.span)
    }

    /// The expanded function, which takes the request's head before the extractors.
    pub(crate) fn expand(
        &self,
        keyword: Keyword,
        head: &Ident,
        has_handle: bool,
        output: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let Self {
            attributes,
            visibility,
            name,
            generics,
            parameters,
            ..
        } = self;
        let krate = self.krate.at(Span::call_site());
        let inputs = parameters.iter().map(Parameter::input);
        let (params, where_clause) = (&generics.params, &generics.where_clause);
        let attributes = attributes.iter().map(without_expectation);
        let allow = self.allow_what_is_added(has_handle);
        let async_token = matches!(keyword, Keyword::AsyncFn).then(|| Ident::new("async", self.async_span));
        let fn_token = Ident::new("fn", self.fn_span);
        let mut block = Group::new(Delimiter::Brace, body.clone());
        block.set_span(self.body.span());
        quote! {
            #(#attributes)*
            #allow
            #visibility #async_token #fn_token #name<#params>(#head: #krate::RequestHead, #(#inputs),*) -> #output
            #where_clause
            #block
        }
    }

    /// The return type stands within others, and without a handle the head is one parameter more than the user wrote: either may
    /// be more than clippy accepts. A large error is one in a closure around the body, and none in an `async fn`.
    fn allow_what_is_added(&self, has_handle: bool) -> TokenStream {
        let too_many = (self.parameters.len() == 7 && !has_handle).then(|| quote!(clippy::too_many_arguments,));
        let large_error = (self.may_fail && !self.is_blocking).then(|| quote!(clippy::result_large_err,));
        // So is what stands for the response.
        let has = |name: &str| self.attributes.iter().any(|attribute| attribute.path().is_ident(name));
        let must_use = has("must_use").then(|| quote!(clippy::double_must_use,));
        // A plain `fn` becomes an `async` one, which has no use for it.
        let caller = (self.is_blocking && has("track_caller")).then(|| quote!(ungated_async_fn_track_caller,));
        // Items that are `Result`s make one of the response.
        let errors = (self.is_blocking && !self.may_fail).then(|| quote!(clippy::missing_errors_doc,));
        // The response has none of the lifetimes that the items have.
        let lifetimes = self
            .generics
            .lifetimes()
            .next()
            .map(|_| quote!(unused_lifetimes, single_use_lifetimes, clippy::extra_unused_lifetimes,));
        quote! {
            #[allow(
                #too_many #large_error #must_use #caller #errors #lifetimes clippy::type_complexity
            )]
        }
    }

    /// The statements by which the handler's future owns its parameters.
    pub(crate) fn rebind(&self) -> TokenStream {
        self.parameters.iter().map(Parameter::rebind).collect()
    }

    /// A constant expression: whether the type is a `Result`. The type itself is asked, or its spelling where the type
    /// cannot stand in a constant.
    pub(crate) fn is_result(&self, ty: &Type) -> TokenStream {
        let span = self.span;
        if is_nameable(ty, &self.generics) {
            probe::PAGINATED.ask(&self.krate, span, ty, "IS_RESULT")
        } else {
            let is_result = is_spelled_result(ty);
            quote_spanned!(span=> #is_result)
        }
    }
}
