//! What an OpenAPI document says of a handler: read off the constants that its requests are answered with.
//!
//! Where an attribute says `openapi`, the expansion has a type of the handler's own. It is described by
//! [`DescribedPage`] or [`DescribedStream`], and what utoipa asks of it is answered here.

pub(crate) mod described;
pub(crate) mod item;
pub(crate) mod members;
pub(crate) mod page;
pub(crate) mod page_body;
pub(crate) mod page_facts;
pub(crate) mod parameters;
pub(crate) mod problems;
pub(crate) mod row;
pub(crate) mod schema;
pub(crate) mod schema_parts;
pub(crate) mod stream;
pub(crate) mod version;

pub use described::{DescribedPage, DescribedStream};
pub use item::{Emitted, NoReference, ReferenceProbe, Streamed, Unref};
pub use page_facts::{PageFacts, TOLD, WALKED};
pub use row::{Read, ReadRow, ToldRow};
pub use schema::Schema;
pub use utoipa;
pub use version::OpenApi32;

/// What the expansion's type answers, for pages.
pub mod of_page {
    pub use super::page::{responses, schemas};
    pub use super::page_body::body;
    pub use super::parameters::of_page as parameters;
}

/// What the expansion's type answers, for streams.
pub mod of_stream {
    pub use super::parameters::of_stream as parameters;
    pub use super::stream::{body, responses, schemas};
}

/// Schemas by their names in the document.
pub(crate) type Schemas = Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>;
/// Responses by their statuses.
pub(crate) type Responses = std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>>;
