//! Schemas of the values that members, headers and parameters have.

use utoipa::openapi::{
    Object, ObjectBuilder, Type,
    schema::{KnownFormat, SchemaFormat, SchemaType},
};

use crate::page::cursor::token::LONGEST as LONGEST_CURSOR;

/// An integer of 64 bits that is at least `minimum`.
pub(super) fn number(minimum: u64) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .minimum(Some(minimum))
}

/// A cursor. The empty text matches too: as a parameter it asks for the first page.
pub(super) fn cursor() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some("^[A-Za-z0-9._-]*$"))
        .max_length(Some(LONGEST_CURSOR))
}

/// A reference of RFC 3986.
pub(super) fn link() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::Custom("uri-reference".to_owned())))
}

pub(super) fn boolean() -> Object {
    Object::with_type(Type::Boolean)
}

pub(super) fn text() -> Object {
    Object::with_type(Type::String)
}

pub(super) fn text_or_null() -> Object {
    Object::with_type(SchemaType::from_iter([Type::String, Type::Null]))
}

pub(super) fn one_of_words<'w>(words: impl IntoIterator<Item = &'w str>) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(words.into_iter().map(str::to_owned)))
}
