/// The expansion of `openapi` without feature `utoipa`: one compile error. utoipa's traits are implemented all the same, so
/// that the expansion of `#[utoipa::path]` adds no errors of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! __openapi_missing {
    ($kind:ident $handler:ident, $($rest:tt)*) => {
        ::core::compile_error!(
            "`openapi` needs velithon's feature `utoipa`; write `features = [\"utoipa\"]` where Cargo.toml names velithon"
        );

        impl utoipa::IntoParams for $handler {
            fn into_params(
                _: impl ::core::ops::Fn() -> ::core::option::Option<utoipa::openapi::path::ParameterIn>,
            ) -> ::std::vec::Vec<utoipa::openapi::path::Parameter> {
                ::core::default::Default::default()
            }
        }

        impl utoipa::IntoResponses for $handler {
            fn responses() -> ::std::collections::BTreeMap<
                ::std::string::String,
                utoipa::openapi::RefOr<utoipa::openapi::Response>,
            > {
                ::core::default::Default::default()
            }
        }

        impl utoipa::PartialSchema for $handler {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                ::core::default::Default::default()
            }
        }

        impl utoipa::ToSchema for $handler {}
    };
}
