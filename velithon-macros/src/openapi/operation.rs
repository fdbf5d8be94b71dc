//! What the handler's own `#[utoipa::path(…)]` says of the operation: what it is called, and which parameters it has.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{Attribute, LitStr, Meta, Path};

use crate::{args::split_at_commas, crate_path::CratePath};

/// The operation of a handler.
pub(crate) struct Operation {
    id: TokenStream,
    parameters: Vec<Listed>,
}

/// An entry of `params(…)`.
enum Listed {
    /// `("id" = u64, Path)`
    One(LitStr, &'static str),
    /// `Filter`
    All(Path),
}

impl Operation {
    /// Reads the attribute of the handler called `name`, before anything is added to it.
    pub(super) fn read(path: &Attribute, name: &Ident) -> Self {
        let mut operation = Self {
            id: LitStr::new(&name.to_string(), Span::call_site()).into_token_stream(),
            parameters: Vec::new(),
        };
        let Meta::List(list) = &path.meta else {
            return operation;
        };
        for part in split_at_commas(list.tokens.clone()) {
            let mut tokens = part.into_iter();
            match (tokens.next(), tokens.next()) {
                (Some(TokenTree::Ident(word)), Some(TokenTree::Punct(_))) if word == "operation_id" => {
                    operation.id = tokens.collect();
                }
                (Some(TokenTree::Ident(word)), Some(TokenTree::Group(list))) if word == "params" => {
                    let entries = split_at_commas(list.stream()).into_iter();
                    operation.parameters = entries.filter_map(Listed::read).collect();
                }
                _ => {}
            }
        }
        operation
    }

    /// The operation as the runtime's `Operation`.
    pub(crate) fn emit(&self, krate: &CratePath, span: Span) -> TokenStream {
        let (krate, id) = (krate.at(span), &self.id);
        let parameters = self.parameters.iter().map(|listed| match listed {
            Listed::One(name, place) => {
                let place = Ident::new(place, span);
                quote_spanned! {span=>
                    #krate::__private::openapi::Listed::One(#name, #krate::__private::openapi::In::#place)
                }
            }
            Listed::All(path) => quote_spanned! {span=>
                #krate::__private::openapi::Listed::All(
                    || <#path as #krate::__private::openapi::utoipa::IntoParams>::into_params(|| ::core::option::Option::None)
                )
            },
        });
        quote_spanned! {span=>
            #krate::__private::openapi::Operation {
                id: || ::core::convert::Into::into(#id),
                parameters: &[#(#parameters),*],
            }
        }
    }
}

impl Listed {
    /// What is neither of both, utoipa reports.
    fn read(entry: TokenStream) -> Option<Self> {
        let mut tokens = entry.clone().into_iter();
        if let (Some(TokenTree::Group(group)), None) = (tokens.next(), tokens.next())
            && group.delimiter() == Delimiter::Parenthesis
        {
            return Self::one(group.stream());
        }
        syn::parse2(entry).ok().map(Self::All)
    }

    /// The name stands first, and the place, if it is said, as one word. utoipa takes a parameter without one for a path's.
    fn one(tokens: TokenStream) -> Option<Self> {
        let name = tokens.clone().into_iter().next()?;
        let name = syn::parse2(name.into_token_stream()).ok()?;
        let words = split_at_commas(tokens).into_iter();
        let place = words
            .filter_map(|word| syn::parse2::<Ident>(word).ok())
            .find_map(|word| {
                let places = ["Path", "Query", "Header", "Cookie"];
                places.into_iter().find(|place| word == place)
            });
        Some(Self::One(name, place.unwrap_or("Path")))
    }
}
