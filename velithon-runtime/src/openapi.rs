//! Describes handlers for OpenAPI documents by utoipa, out of the constants that their requests are answered by.
//!
//! For a handler that says `openapi`, the expansion declares a type that stands for it and implements [`DescribedPage`]
//! or [`DescribedStream`]. From these traits this module answers what utoipa asks of that type: parameters, responses and
//! schemas.

pub(crate) mod dangling;
pub(crate) mod described;
pub(crate) mod emitted;
pub(crate) mod envelope;
pub(crate) mod export;
pub(crate) mod instance;
pub(crate) mod links;
pub(crate) mod lookup;
pub(crate) mod members;
pub(crate) mod operation;
pub(crate) mod own_problems;
pub(crate) mod page;
pub(crate) mod page_body;
pub(crate) mod page_facts;
pub(crate) mod parameters;
pub(crate) mod problems;
pub(crate) mod reference;
pub(crate) mod row;
pub(crate) mod schema;
pub(crate) mod schema_parts;
pub(crate) mod stream;
pub(crate) mod streamed;
pub(crate) mod version;

pub use described::{DescribedPage, DescribedStream, EnvelopeSchema};
pub use emitted::Emitted;
pub use envelope::RowsOf;
pub use export::DescribedExport;
pub use instance::{Argument, Generic, Instance, NoSchema, NotComposed};
pub use operation::{In, Listed, Operation};
pub use own_problems::{NoOwnProblems, ProblemProbe};
pub use page_facts::PageFacts;
pub use reference::{Dereferenced, NoReference, ReferenceProbe};
pub use row::{HandleReturn, ReadBy, SourceReturn};
pub use schema::Schema;
pub use streamed::Streamed;
pub use utoipa;
pub use version::OpenApi32;

/// The answers to utoipa for a paginated handler.
pub mod of_page {
    pub use super::page::{responses, schemas};
    pub use super::page_body::body;
    pub use super::parameters::of_page as parameters;
}

/// The answers to utoipa for a handler with an export.
pub mod of_export {
    pub use super::export::{parameters, responses};
    pub use super::page::schemas;
    pub use super::page_body::body;
}

/// The answers to utoipa for a streaming handler.
pub mod of_stream {
    pub use super::parameters::of_stream as parameters;
    pub use super::stream::{body, responses, schemas};
}

/// Schemas with the names that they have in the document.
pub(crate) type Schemas = Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>;
/// Responses with the statuses that they are described under.
pub(crate) type Responses = std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>>;
