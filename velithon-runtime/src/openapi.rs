//! What an OpenAPI document says of a handler: read off the constants that its requests are answered with.
//!
//! Where an attribute says `openapi`, the expansion has a type of the handler's own. It is described by
//! [`DescribedPage`] or [`DescribedStream`], and what utoipa asks of it is answered here.

mod described;
mod item;
mod members;
mod page;
mod page_body;
mod page_facts;
mod parameters;
mod problems;
mod row;
mod schema;
mod schema_parts;
mod stream;
mod version;

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
