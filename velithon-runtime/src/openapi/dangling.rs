//! References to schemas that a document does not have.
//!
//! They come of generic types whose arguments no attribute sees, such as those behind a `type` alias.

use utoipa::{
    PartialSchema,
    openapi::{
        Object, RefOr, Schema,
        schema::{AdditionalProperties, ArrayItems, SchemaType},
    },
};

const COMPONENTS: &str = "#/components/schemas/";

/// Replaces each reference to a schema that is not among `known`: by the schema of the type of Rust that it names, or else by
/// one that any value matches.
pub(super) fn resolve(schema: &mut RefOr<Schema>, known: &[String]) {
    match schema {
        RefOr::Ref(reference) => {
            let name = reference.ref_location.strip_prefix(COMPONENTS);
            if let Some(name) = name.filter(|name| known.iter().all(|known| known != name)) {
                *schema = primitive(name).unwrap_or_else(any);
            }
        }
        RefOr::T(schema) => resolve_within(schema, known),
    }
}

/// The schema of any value.
pub(super) fn any() -> RefOr<Schema> {
    Object::with_type(SchemaType::AnyValue).into()
}

fn resolve_within(schema: &mut Schema, known: &[String]) {
    match schema {
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                resolve(items, known);
            }
            for item in &mut array.prefix_items {
                resolve_within(item, known);
            }
        }
        Schema::Object(object) => {
            for property in object.properties.values_mut() {
                resolve(property, known);
            }
            if let Some(AdditionalProperties::RefOr(values)) = object.additional_properties.as_deref_mut() {
                resolve(values, known);
            }
            if let Some(names) = object.property_names.as_deref_mut() {
                resolve_within(names, known);
            }
        }
        Schema::OneOf(schemas) => resolve_each(&mut schemas.items, known),
        Schema::AllOf(schemas) => resolve_each(&mut schemas.items, known),
        Schema::AnyOf(schemas) => resolve_each(&mut schemas.items, known),
        // utoipa may add kinds, which its derive does not make today.
        _ => {}
    }
}

fn resolve_each(schemas: &mut [RefOr<Schema>], known: &[String]) {
    for schema in schemas {
        resolve(schema, known);
    }
}

/// The schema of a type by the name that utoipa has for it.
fn primitive(name: &str) -> Option<RefOr<Schema>> {
    macro_rules! schema_of {
        ($($type:ident)*) => {
            match name {
                $(stringify!($type) => Some(<$type as PartialSchema>::schema()),)*
                _ => None,
            }
        };
    }
    schema_of!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool f32 f64 String str char)
}
