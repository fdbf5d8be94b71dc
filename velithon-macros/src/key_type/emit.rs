use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Lifetime, Member, Type};

use super::{
    args::Order,
    plan::{Key, Plan},
};
use crate::types::mentions;

pub(crate) fn emit(plan: &Plan) -> TokenStream {
    let names = Names::new(plan);
    match &plan.key {
        Key::Wrapped { field, ty, markers } => wrapped(plan, &names, field, ty, markers),
        Key::Numbers { repr, variants } => numbers(plan, &names, repr, variants),
        Key::Texts { variants, order } => texts(plan, &names, variants, *order),
        Key::Nothing => nothing(plan, &names),
    }
}

/// What the methods call things: names that the user's code cannot see.
struct Names {
    krate: TokenStream,
    value: Ident,
    other: Ident,
    of: Ident,
}

impl Names {
    fn new(plan: &Plan) -> Self {
        let local = |name| Ident::new(name, Span::mixed_site());
        Self {
            krate: plan.krate.at(Span::call_site()),
            value: local("value"),
            other: local("other"),
            of: local("of"),
        }
    }
}

/// The bodies of the methods.
struct Methods {
    to_key: TokenStream,
    from_key: TokenStream,
    compare: TokenStream,
    /// What makes a value of one's own statement out of `Option<&Self>`; without it, no type is known of NULL.
    to_seek: Option<TokenStream>,
}

/// The implementation of an enum.
fn implement(plan: &Plan, names: &Names, methods: &Methods) -> TokenStream {
    let Names {
        krate, value, other, ..
    } = names;
    let Methods {
        to_key,
        from_key,
        compare,
        to_seek,
    } = methods;
    let to_seek = to_seek.as_ref().map(|to_seek| {
        quote! {
            fn to_seek(
                #value: ::core::option::Option<&Self>,
            ) -> ::core::result::Result<#krate::seek::SeekValue, #krate::KeyError> {
                #to_seek
            }
        }
    });
    let name = &plan.name;
    let (parameters, arguments, where_clause) = plan.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #parameters #krate::KeyType for #name #arguments #where_clause {
            fn to_key(&self) -> ::core::result::Result<#krate::KeyValue<'_>, #krate::KeyError> {
                #to_key
            }

            fn from_key(#value: #krate::KeyValue<'_>) -> ::core::option::Option<Self> {
                #from_key
            }

            fn compare(&self, #other: &Self) -> ::core::cmp::Ordering {
                #compare
            }

            #to_seek
        }
    }
}

/// A newtype says what it wraps, and the runtime makes a key of it.
fn wrapped(plan: &Plan, names: &Names, field: &Member, ty: &Type, markers: &[Member]) -> TokenStream {
    let Names { value, of, .. } = names;
    let krate = plan.krate.at(Span::call_site());
    let keyset = quote!(#krate::__private::keyset);
    let (life, question) = (
        Lifetime::new("'velithon", Span::mixed_site()),
        Ident::new("VelithonQuestion", Span::mixed_site()),
    );
    let name = &plan.name;
    let mut generics = plan.generics.clone();
    if mentions(ty, &generics) {
        let predicate = syn::parse_quote!(#ty: #krate::KeyType);
        generics.make_where_clause().predicates.push(predicate);
    }
    let (parameters, arguments, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #parameters #keyset::Newtype for #name #arguments #where_clause {
            fn ask<#life, #question: #keyset::Question<#life, Self>>(#of: #question) -> #question::Answer
            where
                Self: #life,
            {
                #keyset::Question::ask::<#ty>(#of, |#value| &#value.#field, |#value| Self {
                    #field: #value,
                    #(#markers: ::core::marker::PhantomData,)*
                })
            }
        }
    }
}

/// The methods match each variant by its number, as the compiler gives it.
fn numbers(plan: &Plan, names: &Names, repr: &Ident, variants: &[Ident]) -> TokenStream {
    let Names {
        krate,
        value,
        other,
        of,
    } = names;
    let is_unsigned = repr.to_string().starts_with('u');
    let repr = quote!(::core::primitive::#repr);
    let of_variant = quote! {
        let #of = |#value: &Self| match #value {
            #(Self::#variants => Self::#variants as #repr,)*
        };
    };
    let (kind, widest) = if is_unsigned {
        (quote!(Unsigned), quote!(u64))
    } else {
        (quote!(Signed), quote!(i64))
    };
    let methods = Methods {
        to_key: quote! {
            #of_variant
            ::core::result::Result::Ok(#krate::KeyValue::#kind(<::core::primitive::#widest as ::core::convert::From<#repr>>::from(#of(self))))
        },
        from_key: quote! {
            match <#repr as #krate::KeyType>::from_key(#value) {
                #(::core::option::Option::Some(#value) if #value == Self::#variants as #repr => {
                    ::core::option::Option::Some(Self::#variants)
                })*
                _ => ::core::option::Option::None,
            }
        },
        compare: quote! {
            #of_variant
            ::core::cmp::Ord::cmp(&#of(self), &#of(#other))
        },
        to_seek: Some(quote! {
            #of_variant
            let #value = ::core::option::Option::map(#value, #of);
            <#repr as #krate::KeyType>::to_seek(::core::option::Option::as_ref(&#value))
        }),
    };
    implement(plan, names, &methods)
}

fn texts(plan: &Plan, names: &Names, variants: &[(Ident, String)], order: Order) -> TokenStream {
    let Names {
        krate,
        value,
        other,
        of,
    } = names;
    let (variants, texts): (Vec<_>, Vec<_>) = variants.iter().map(|(name, text)| (name, text)).unzip();
    let compared = match order {
        Order::Text => quote!(#(Self::#variants => #texts,)*),
        Order::Declared => {
            let places = 0..variants.len();
            quote!(#(Self::#variants => #places,)*)
        }
    };
    let methods = Methods {
        to_key: quote! {
            ::core::result::Result::Ok(#krate::KeyValue::Text(match self {
                #(Self::#variants => #texts,)*
            }))
        },
        from_key: quote! {
            match #value {
                #(#krate::KeyValue::Text(#texts) => ::core::option::Option::Some(Self::#variants),)*
                _ => ::core::option::Option::None,
            }
        },
        compare: quote! {
            let #of = |#value: &Self| match #value { #compared };
            ::core::cmp::Ord::cmp(&#of(self), &#of(#other))
        },
        to_seek: Some(quote! {
            let #of = |#value: &Self| ::core::convert::Into::into(match #value { #(Self::#variants => #texts,)* });
            ::core::result::Result::Ok(#krate::seek::SeekValue::Text(::core::option::Option::map(#value, #of)))
        }),
    };
    implement(plan, names, &methods)
}

/// Of a type that was refused, so that what needs it to be a key adds no errors.
fn nothing(plan: &Plan, names: &Names) -> TokenStream {
    let krate = &names.krate;
    let methods = Methods {
        to_key: quote!(::core::result::Result::Ok(#krate::KeyValue::Null)),
        from_key: quote!(::core::option::Option::None),
        compare: quote!(::core::cmp::Ordering::Equal),
        to_seek: None,
    };
    implement(plan, names, &methods)
}
