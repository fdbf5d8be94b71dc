use super::{page_facts::PageFacts, schema::Schema};
use crate::{page::PageOptions, stream::StreamOptions};

/// A paginated handler, for its description.
pub trait DescribedPage {
    /// What its requests are answered by.
    const OPTIONS: &'static PageOptions;
    /// What its return type tells beside that.
    const FACTS: PageFacts;
    /// What stands on its pages.
    type Row: Schema + ?Sized;
}

/// A streaming handler, for its description.
pub trait DescribedStream {
    /// What its requests are answered by.
    const OPTIONS: StreamOptions;
    /// What it streams: an item, or the whole document.
    type Item: Schema + ?Sized;
    /// Whether it is a plain `fn`.
    const BLOCKING: bool;
}

/// Describes the type that the expansion has for a handler, and gives it the traits by which utoipa asks.
#[doc(hidden)]
#[macro_export]
macro_rules! __openapi {
    (page $handler:ident, $row:ty, $facts:expr) => {
        impl $crate::__private::openapi::DescribedPage for $handler {
            const OPTIONS: &'static $crate::PageOptions = Self::OPTIONS;
            const FACTS: $crate::__private::openapi::PageFacts = $facts;
            type Row = $row;
        }
        $crate::__openapi!(of_page $handler);
    };
    (stream $handler:ident, $item:ty, $blocking:expr) => {
        impl $crate::__private::openapi::DescribedStream for $handler {
            const OPTIONS: $crate::StreamOptions = Self::OPTIONS;
            type Item = $item;
            const BLOCKING: bool = $blocking;
        }
        $crate::__openapi!(of_stream $handler);
    };
    ($of:ident $handler:ident) => {
        impl $crate::__private::openapi::utoipa::IntoParams for $handler {
            fn into_params(
                _: impl ::core::ops::Fn() -> ::core::option::Option<
                    $crate::__private::openapi::utoipa::openapi::path::ParameterIn,
                >,
            ) -> ::std::vec::Vec<$crate::__private::openapi::utoipa::openapi::path::Parameter> {
                $crate::__private::openapi::$of::parameters::<Self>()
            }
        }

        impl $crate::__private::openapi::utoipa::IntoResponses for $handler {
            fn responses() -> ::std::collections::BTreeMap<
                ::std::string::String,
                $crate::__private::openapi::utoipa::openapi::RefOr<
                    $crate::__private::openapi::utoipa::openapi::Response,
                >,
            > {
                $crate::__private::openapi::$of::responses::<Self>()
            }
        }

        impl $crate::__private::openapi::utoipa::PartialSchema for $handler {
            fn schema() -> $crate::__private::openapi::utoipa::openapi::RefOr<
                $crate::__private::openapi::utoipa::openapi::Schema,
            > {
                $crate::__private::openapi::$of::body::<Self>()
            }
        }

        impl $crate::__private::openapi::utoipa::ToSchema for $handler {
            fn schemas(
                schemas: &mut ::std::vec::Vec<(
                    ::std::string::String,
                    $crate::__private::openapi::utoipa::openapi::RefOr<
                        $crate::__private::openapi::utoipa::openapi::Schema,
                    >,
                )>,
            ) {
                $crate::__private::openapi::$of::schemas::<Self>(schemas);
            }
        }
    };
}
