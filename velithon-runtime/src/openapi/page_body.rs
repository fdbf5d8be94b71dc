use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr},
};

use super::{
    Schemas, dangling,
    described::DescribedPage,
    envelope::RowsOf,
    members::{self, Presence},
    schema::names,
};
use crate::page::PageMember;

/// The schema of a page's body: an envelope with the rows and members beside them, or the bare array of rows.
#[must_use]
pub fn body<D: DescribedPage>() -> RefOr<utoipa::openapi::Schema> {
    let options = D::OPTIONS;
    if let Some((compose, collect)) = D::ENVELOPE {
        let mut schemas = Schemas::new();
        RowsOf::<D>::schemas(&mut schemas);
        collect(&mut schemas);
        let mut schema = compose(vec![RowsOf::<D>::schema()]);
        dangling::resolve(&mut schema, &names(&schemas));
        return schema;
    }
    let rows = RowsOf::<D>::schema();
    let Some(items) = options.items else {
        return rows;
    };
    let mut envelope = ObjectBuilder::new().property(items, rows).required(items);
    if let Some(meta) = options.meta {
        let object = add_members::<D>(ObjectBuilder::new());
        envelope = envelope.property(meta, object).required(meta);
    } else {
        envelope = add_members::<D>(envelope);
    }
    if options.links.in_body(false) {
        envelope = match options.members.of(PageMember::Links) {
            Some(name) => {
                let links =
                    ObjectBuilder::new().description(Some("Where the other pages are; null where there is none."));
                let links = members::add_links(links, options);
                envelope.property(name, links).required(name)
            }
            None => members::add_links(envelope, options),
        };
    }
    envelope.into()
}

/// The members beside rows and links, as they are called.
fn add_members<D: DescribedPage>(mut object: ObjectBuilder) -> ObjectBuilder {
    for member in members::all::<D>() {
        let Some(name) = D::OPTIONS.members.of(member.role) else {
            continue;
        };
        if member.presence != Presence::OrOmitted {
            object = object.required(name);
        }
        object = object.property(name, member.into_property());
    }
    object
}
