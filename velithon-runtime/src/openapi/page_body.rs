use utoipa::openapi::{ArrayBuilder, ObjectBuilder, RefOr};

use super::{
    described::DescribedPage,
    lookup,
    members::{self, Presence},
};

/// The schema of a page's body: an envelope with the rows and members beside them, or the bare array of rows.
#[must_use]
pub fn body<D: DescribedPage>() -> RefOr<utoipa::openapi::Schema> {
    let options = D::OPTIONS;
    let rows = ArrayBuilder::new()
        .items(lookup::reference::<D::Row>(D::INSTANCES))
        .max_items(usize::try_from(options.max_size).ok());
    let Some(items) = options.items else {
        return rows.into();
    };
    let mut envelope = ObjectBuilder::new().property(items, rows).required(items);
    for member in members::all::<D>() {
        if member.presence != Presence::OrOmitted {
            envelope = envelope.required(member.name);
        }
        envelope = envelope.property(member.name, member.into_property());
    }
    if options.links.in_body(false) {
        envelope = envelope
            .property("links", members::links(options.style))
            .required("links");
    }
    envelope.into()
}
