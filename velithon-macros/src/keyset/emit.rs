use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::GenericParam;

use super::{
    args::Nulls,
    plan::{Column, Plan, Sort},
};
use crate::body::local;

pub(crate) fn emit(plan: &Plan) -> TokenStream {
    let Plan {
        krate,
        name,
        generics,
        sorts,
    } = plan;
    let krate = krate.at(Span::call_site());
    let (parameters, arguments, where_clause) = generics.split_for_impl();
    let consts = sorts.iter().map(|sort| sort.constant(&krate));
    let (visit, sort, visitor) = (
        local("__V", Span::mixed_site()),
        local("__sort", Span::mixed_site()),
        local("__visitor", Span::mixed_site()),
    );
    let columns = local("__columns", Span::mixed_site());
    let visits = sorts.iter().enumerate().map(|(index, sort)| {
        let index = Literal::usize_unsuffixed(index);
        let columns_of_sort = sort.visit(&columns);
        quote!(#index => { let _ = #columns_of_sort; })
    });
    let sql = sql(plan, &krate);
    quote! {
        #[automatically_derived]
        #[allow(deprecated, single_use_lifetimes)]
        impl #parameters #krate::Keyset for #name #arguments #where_clause {
            const SORTS: &'static [#krate::Sort] = &[#(#consts),*];

            fn visit<#visit: #krate::__private::keyset::KeyVisitor<Self>>(#sort: ::core::primitive::usize, #visitor: &mut #visit) {
                let #columns = #krate::__private::keyset::Columns::new::<Self>(#sort, #visitor);
                match #sort {
                    #(#visits)*
                    _ => {}
                }
            }
        }
        #sql
    }
}

impl Sort {
    fn constant(&self, krate: &TokenStream) -> TokenStream {
        let Self { name, columns } = self;
        let columns = columns.iter().map(|column| column.constant(krate));
        quote!(#krate::Sort::new(#name, &[#(#columns),*]))
    }

    /// The expression that shows the columns to the visitor, one after the other.
    fn visit(&self, start: &Ident) -> TokenStream {
        self.columns.iter().fold(start.to_token_stream(), |visited, column| {
            let (field, span) = (&column.field, column.field.span());
            let method = Ident::new(if column.nulls.is_some() { "nullable" } else { "not_null" }, span);
            // The span of the column, hygiene included: an error in this expression would otherwise be reported at the derive.
            let row = Ident::new("__row", span);
            quote_spanned!(span=> #visited.#method(|#row: &Self| &#row.#field))
        })
    }
}

impl Column {
    fn constant(&self, krate: &TokenStream) -> TokenStream {
        let name = &self.name;
        let descending = self.is_descending.then(|| quote!(.desc()));
        let unique = self.is_unique.then(|| quote!(.unique()));
        let nulls = self.nulls.map(|nulls| {
            let nulls = match nulls {
                Nulls::First => quote!(First),
                Nulls::Last => quote!(Last),
            };
            quote!(.nulls(#krate::Nulls::#nulls))
        });
        quote!(#krate::SortColumn::new(#name) #descending #nulls #unique)
    }
}

/// A call of the runtime's macro with the type of each column. Whether a database feature is on is known only there.
fn sql(plan: &Plan, krate: &TokenStream) -> TokenStream {
    let Plan {
        name, generics, sorts, ..
    } = plan;
    let (_, arguments, where_clause) = generics.split_for_impl();
    let parameters = generics.params.iter().map(|parameter| match parameter {
        GenericParam::Type(ty) => {
            let (name, bounds) = (&ty.ident, &ty.bounds);
            quote!(#name: #bounds)
        }
        GenericParam::Const(constant) => {
            let (name, ty) = (&constant.ident, &constant.ty);
            quote!(const #name: #ty)
        }
        GenericParam::Lifetime(lifetime) => lifetime.to_token_stream(),
    });
    let predicates = where_clause.iter().flat_map(|clause| &clause.predicates);
    let columns = sorts.iter().enumerate().flat_map(|(sort, order)| {
        let sort = Literal::usize_unsuffixed(sort);
        order.columns.iter().enumerate().map(move |(index, column)| {
            let (index, ty) = (Literal::usize_unsuffixed(index), &column.ty);
            quote!(#sort #index #ty,)
        })
    });
    quote! {
        #krate::__private::keyset::sql! {
            impl [#(#parameters,)*] #name #arguments, where [#(#predicates,)*],
            #(#columns)*
        }
    }
}
