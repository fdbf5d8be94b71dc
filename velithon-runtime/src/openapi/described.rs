use utoipa::openapi::RefOr;

use super::{Schemas, instance::Instance, operation::Operation, page_facts::PageFacts, schema::Schema};
use crate::{page::PageOptions, stream::StreamOptions};

/// The schema of an envelope around rows, and what collects the schemas that it refers to.
pub type EnvelopeSchema = (
    fn(Vec<RefOr<utoipa::openapi::Schema>>) -> RefOr<utoipa::openapi::Schema>,
    fn(&mut Schemas),
);

/// What the description of a paginated handler is made of.
pub trait DescribedPage {
    /// The options that its requests are answered by.
    const OPTIONS: &'static PageOptions;
    /// What its `#[utoipa::path]` says.
    const OPERATION: Operation;
    /// What follows from its return type.
    const FACTS: PageFacts;
    /// The type of a row.
    type Row: Schema + ?Sized;
    /// The generic types that the handler spells; the row may be one of them.
    const INSTANCES: &'static [Instance];
    /// The type that bodies are, where the handler names one.
    const ENVELOPE: Option<EnvelopeSchema> = None;
}

/// What the description of a streaming handler is made of.
pub trait DescribedStream {
    /// The options that its requests are answered by.
    const OPTIONS: StreamOptions;
    /// What its `#[utoipa::path]` says.
    const OPERATION: Operation;
    /// The type of an item, or of the whole document.
    type Item: Schema + ?Sized;
    /// The generic types that the handler spells; the item may be one of them.
    const INSTANCES: &'static [Instance];
    /// Whether it is a plain `fn`, which runs on a blocking thread.
    const BLOCKING: bool;
    /// Requests are refused by the handler's own error.
    const OWN_REFUSALS: bool;
}

/// Implements utoipa's traits, by way of [`DescribedPage`] or [`DescribedStream`], for the type that stands for a handler.
#[doc(hidden)]
#[macro_export]
macro_rules! __openapi {
    (page $handler:ident, $instances:expr, $operation:expr, $row:ty, $facts:expr $(, $envelope:ty)?) => {
        impl $crate::__private::openapi::DescribedPage for $handler {
            const OPTIONS: &'static $crate::__private::options::PageOptions = Self::OPTIONS;
            const FACTS: $crate::__private::openapi::PageFacts = $facts;
            const OPERATION: $crate::__private::openapi::Operation = $operation;
            type Row = $row;
            const INSTANCES: &'static [$crate::__private::openapi::Instance] = $instances;
            $(
                const ENVELOPE: ::core::option::Option<$crate::__private::openapi::EnvelopeSchema> =
                    ::core::option::Option::Some((
                        <$envelope as $crate::__private::openapi::utoipa::__dev::ComposeSchema>::compose,
                        <$envelope as $crate::__private::openapi::utoipa::ToSchema>::schemas,
                    ));
            )?
        }
        $crate::__openapi!(of_page $handler);
    };
    (export $handler:ident, $instances:expr, $operation:expr, $row:ty, $facts:expr $(, $envelope:ty)?) => {
        impl $crate::__private::openapi::DescribedPage for $handler {
            const OPTIONS: &'static $crate::__private::options::PageOptions = Self::OPTIONS.page;
            const FACTS: $crate::__private::openapi::PageFacts = $facts;
            const OPERATION: $crate::__private::openapi::Operation = $operation;
            type Row = $row;
            const INSTANCES: &'static [$crate::__private::openapi::Instance] = $instances;
            $(
                const ENVELOPE: ::core::option::Option<$crate::__private::openapi::EnvelopeSchema> =
                    ::core::option::Option::Some((
                        <$envelope as $crate::__private::openapi::utoipa::__dev::ComposeSchema>::compose,
                        <$envelope as $crate::__private::openapi::utoipa::ToSchema>::schemas,
                    ));
            )?
        }
        impl $crate::__private::openapi::DescribedExport for $handler {
            const EXPORT: &'static $crate::__private::options::ExportOptions = Self::OPTIONS.export;
        }
        $crate::__openapi!(of_export $handler);
    };
    (stream $handler:ident, $instances:expr, $operation:expr, $item:ty, $blocking:expr, $own_refusals:expr) => {
        impl $crate::__private::openapi::DescribedStream for $handler {
            const OPTIONS: $crate::__private::options::StreamOptions = Self::OPTIONS;
            const OPERATION: $crate::__private::openapi::Operation = $operation;
            type Item = $item;
            const INSTANCES: &'static [$crate::__private::openapi::Instance] = $instances;
            const BLOCKING: bool = $blocking;
            const OWN_REFUSALS: bool = $own_refusals;
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
