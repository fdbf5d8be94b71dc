//! Envelopes that are a type of the application's.

use std::marker::PhantomData;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{self, ArrayBuilder, RefOr},
};

use super::{Schemas, described::DescribedPage, lookup, schema_parts::link};
use crate::page::PageLink;

/// Stands for the rows of a handler's pages where its envelope has them.
#[derive(Debug)]
pub struct RowsOf<D>(PhantomData<fn() -> D>);

impl<D: DescribedPage> PartialSchema for RowsOf<D> {
    fn schema() -> RefOr<openapi::Schema> {
        ArrayBuilder::new()
            .items(lookup::reference::<D::Row>(D::INSTANCES))
            .max_items(usize::try_from(D::OPTIONS.max_size).ok())
            .into()
    }
}

impl<D: DescribedPage> ToSchema for RowsOf<D> {
    fn schemas(schemas: &mut Schemas) {
        lookup::collect::<D::Row>(D::INSTANCES, schemas);
    }
}

impl PartialSchema for PageLink {
    fn schema() -> RefOr<openapi::Schema> {
        link().into()
    }
}

impl ToSchema for PageLink {}
