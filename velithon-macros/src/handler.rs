use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, Generics, Type, Visibility};

use crate::{
    crate_path::CratePath,
    parameter::Parameter,
    types::{is_nameable, is_spelled_result},
};

/// The parts of a checked handler that both attributes expand in the same way.
pub(crate) struct Handler {
    pub(crate) krate: CratePath,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// The extractors; the handle is not among them.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Group,
    /// Whether it is a plain `fn`, which runs on a thread that may block.
    pub(crate) is_blocking: bool,
    /// The return type's span, or the name's where there is none. Errors about the signature and the body together are
    /// reported here.
    pub(crate) span: Span,
}

impl Handler {
    /// Velithon's path, for errors at the return type.
    pub(crate) fn krate(&self) -> TokenStream {
        self.krate.at(self.span)
    }

    /// The expanded function, which takes the request's head before the extractors.
    pub(crate) fn expand(
        &self,
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
        let allow = self.allow_too_many_arguments(has_handle);
        quote! {
            #(#attributes)*
            #allow
            #visibility async fn #name<#params>(#head: #krate::RequestHead, #(#inputs),*) -> #output #where_clause {
                #body
            }
        }
    }

    /// Without a handle the head is one parameter more than the user wrote, which may be one more than clippy accepts.
    fn allow_too_many_arguments(&self, has_handle: bool) -> Option<TokenStream> {
        (self.parameters.len() == 7 && !has_handle).then(|| quote!(#[allow(clippy::too_many_arguments)]))
    }

    /// The statements by which the handler's future owns its parameters.
    pub(crate) fn rebind(&self) -> TokenStream {
        self.parameters.iter().map(Parameter::rebind).collect()
    }

    /// How to tell whether items of this type are `Result`s.
    pub(crate) fn item_result(&self, item: &Type) -> ItemResult {
        if is_nameable(item, &self.generics) {
            ItemResult::AskType
        } else {
            ItemResult::Spelled(is_spelled_result(item))
        }
    }
}

/// How it is known whether items are `Result`s.
pub(crate) enum ItemResult {
    /// A constant asks the type.
    AskType,
    /// The type cannot stand in a constant, and its spelling says whether it is one.
    Spelled(bool),
}
