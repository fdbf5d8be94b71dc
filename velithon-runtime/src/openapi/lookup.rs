//! The schema of a row or an item, which may be an instance of a generic type.

use utoipa::openapi::{self, RefOr};

use super::{
    Schemas, dangling,
    instance::Instance,
    schema::{Schema, names},
};

/// [`Schema::reference`] of a type that may be one of these instances.
pub(super) fn reference<T: Schema + ?Sized>(instances: &[Instance]) -> RefOr<openapi::Schema> {
    let mut schemas = Schemas::new();
    match Instance::schema_of::<T>(instances, &mut schemas) {
        Some(mut schema) => {
            dangling::resolve(&mut schema, &names(&schemas));
            schema
        }
        None => T::reference(),
    }
}

/// [`Schema::collect`] of a type that may be one of these instances.
pub(super) fn collect<T: Schema + ?Sized>(instances: &[Instance], schemas: &mut Schemas) {
    let mut own = Schemas::new();
    if Instance::schema_of::<T>(instances, &mut own).is_none() {
        own.clear();
        T::collect(&mut own);
    }
    let known = names(&own);
    for (_, schema) in &mut own {
        dangling::resolve(schema, &known);
    }
    schemas.append(&mut own);
}
