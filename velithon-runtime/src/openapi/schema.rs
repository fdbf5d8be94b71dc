use std::any::type_name;

use utoipa::{
    ToSchema,
    openapi::{self, Ref, RefOr},
};

use super::{Schemas, dangling};

/// A type of rows, items or documents that has a schema.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no OpenAPI schema",
    label = "this handler sends `{Self}`, which does not implement `utoipa::ToSchema`",
    note = "write `#[derive(utoipa::ToSchema)]` above `{Self}`, or name a type that stands for it in the document: \
            `openapi = Type`"
)]
pub trait Schema {
    /// A reference to the schema by its name, or the schema itself where it has none.
    fn reference() -> RefOr<openapi::Schema>;

    /// Adds the schema, and those that it refers to, by their names.
    fn collect(schemas: &mut Schemas);
}

#[diagnostic::do_not_recommend]
impl<T: ToSchema + ?Sized> Schema for T {
    fn reference() -> RefOr<openapi::Schema> {
        if has_name(type_name::<T>()) {
            Ref::from_schema_name(T::name()).into()
        } else {
            let mut schemas = Schemas::new();
            T::schemas(&mut schemas);
            let mut schema = T::schema();
            dangling::resolve(&mut schema, &names(&schemas));
            schema
        }
    }

    fn collect(schemas: &mut Schemas) {
        if has_name(type_name::<T>()) {
            schemas.push((T::name().into_owned(), T::schema()));
        }
        T::schemas(schemas);
    }
}

/// The names of schemas.
pub(super) fn names(schemas: &Schemas) -> Vec<String> {
    schemas.iter().map(|(name, _)| name.clone()).collect()
}

/// Whether the type's schema may stand in a document under a name. `String` and `Vec<User>` are no names that a reader
/// looks for, and all instances of a generic type would share one.
fn has_name(path: &str) -> bool {
    const WITHOUT: [&str; 4] = ["alloc::", "core::", "std::", "serde_json::"];
    let is_path = path.starts_with(|first: char| first.is_alphabetic() || first == '_') && path.contains("::");
    let is_generic = path.replace("<'_>", "").contains('<');
    is_path && !is_generic && !WITHOUT.iter().any(|root| path.starts_with(root))
}

#[cfg(test)]
mod tests {
    use super::has_name;

    #[test]
    fn types_of_an_application_have_names() {
        for path in ["shop::User", "shop::orders::Order", "shop::View<'_>", "_shop::User"] {
            assert!(has_name(path), "{path}");
        }
        for path in [
            "i64",
            "str",
            "&str",
            "&shop::User",
            "[shop::User]",
            "(shop::User, i64)",
            "shop::Page<shop::User>",
            "alloc::string::String",
            "alloc::vec::Vec<shop::User>",
            "core::option::Option<i64>",
            "serde_json::value::Value",
        ] {
            assert!(!has_name(path), "{path}");
        }
    }
}
