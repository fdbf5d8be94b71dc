//! The generic types that a handler spells, with their arguments, which the types themselves do not tell the runtime.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{
    Generics, Type, TypePath,
    visit::{self, Visit},
};

use crate::{
    body::local,
    crate_path::CratePath,
    types::{bare, is_nameable, type_arguments, with_static},
};

/// The instances of generic types in `types` as a slice of the runtime's `Instance`.
pub(crate) fn instances<'t>(
    krate: &CratePath,
    span: Span,
    generics: &Generics,
    types: impl IntoIterator<Item = &'t Type>,
) -> TokenStream {
    let mut finder = Finder(Vec::new());
    for ty in types {
        finder.visit_type(ty);
    }
    // With our own span, so that lints about redundant imports do not report them.
    let imports = krate.at(Span::mixed_site());
    let imports = quote_spanned! {Span::mixed_site()=>
        use #imports::__private::openapi::{NoSchema as _, NotComposed as _};
    };
    let krate = krate.at(span);
    let found = finder.0.iter().filter(|ty| is_nameable(ty, generics));
    let instances: Vec<_> = found
        .map(|ty| {
            let (ty, schema) = (with_static(ty), generic(&krate, span, ty));
            let schemas = local("__schemas", span);
            quote_spanned!(span=> #krate::__private::openapi::Instance::new::<#ty>(|#schemas| #schema))
        })
        .collect();
    if instances.is_empty() {
        return quote_spanned!(span=> &[]);
    }
    quote_spanned! {span=>
        {
            #imports
            &[#(#instances),*]
        }
    }
}

struct Finder(Vec<Type>);

impl Visit<'_> for Finder {
    fn visit_type_path(&mut self, path: &TypePath) {
        let ty = Type::Path(path.clone());
        if type_arguments(&ty).next().is_some() {
            self.0.push(ty);
        }
        visit::visit_type_path(self, path);
    }
}

/// The schema of a generic type, as an `Option`.
fn generic(krate: &TokenStream, span: Span, ty: &Type) -> TokenStream {
    let schemas = local("__schemas", span);
    let arguments = type_arguments(ty).map(|ty| argument(krate, span, bare(ty)));
    let ty = with_static(ty);
    quote_spanned! {span=>
        #krate::__private::openapi::Generic::<#ty>::schema(#schemas, |#schemas| ::std::vec![#(#arguments),*])
    }
}

/// The schema of an argument, which may be generic too.
fn argument(krate: &TokenStream, span: Span, ty: &Type) -> TokenStream {
    let schemas = local("__schemas", span);
    let plain = with_static(ty);
    let plain = quote_spanned!(span=> #krate::__private::openapi::Argument::<#plain>::schema(#schemas));
    if type_arguments(ty).next().is_none() {
        return plain;
    }
    let generic = generic(krate, span, ty);
    quote_spanned! {span=>
        ::core::option::Option::unwrap_or_else(#generic, || #plain)
    }
}
