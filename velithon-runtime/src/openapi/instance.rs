//! Instances of generic types, such as `Entry<User>`.
//!
//! utoipa gives the schema of a generic type the schemas of its arguments, because its attribute sees how the type is
//! spelled. Asked without them, the schema refers to the arguments by names that nothing in the document defines. So our
//! attributes list the instances that they see, and a row is looked up among them.

use std::{any::type_name, marker::PhantomData};

use utoipa::{
    __dev::ComposeSchema,
    ToSchema,
    openapi::{self, RefOr},
};

use super::{Schemas, dangling, schema::Schema};

/// The schema of a type, with its arguments in their places; what it refers to is added to the list.
type Describe = fn(&mut Schemas) -> Option<RefOr<openapi::Schema>>;

/// A generic type with its arguments, as a handler spells it.
#[derive(Clone, Copy, Debug)]
pub struct Instance {
    name: fn() -> &'static str,
    describe: Describe,
}

impl Instance {
    /// The instance `T`, which `describe` describes.
    #[must_use]
    pub const fn new<T: ?Sized>(describe: Describe) -> Self {
        Self {
            name: type_name::<T>,
            describe,
        }
    }

    /// The schema of `T`, if it is among these instances; what it refers to is added to `schemas`.
    pub(super) fn schema_of<T: ?Sized>(instances: &[Self], schemas: &mut Schemas) -> Option<RefOr<openapi::Schema>> {
        let instance = instances
            .iter()
            .find(|instance| (instance.name)() == type_name::<T>())?;
        (instance.describe)(schemas)
    }
}

/// A generic type whose schema is composed of those of its arguments.
#[derive(Debug)]
pub struct Generic<T: ?Sized>(PhantomData<T>);

impl<T: ComposeSchema + ToSchema + ?Sized> Generic<T> {
    /// The schema with these arguments.
    pub fn schema(
        schemas: &mut Schemas,
        arguments: fn(&mut Schemas) -> Vec<RefOr<openapi::Schema>>,
    ) -> Option<RefOr<openapi::Schema>> {
        let arguments = arguments(schemas);
        T::schemas(schemas);
        Some(T::compose(arguments))
    }
}

/// The answer of [`Generic`] for types that do not derive their schema, or have none.
pub trait NotComposed {
    /// The type has no schema.
    #[must_use]
    fn schema(_: &mut Schemas, _: fn(&mut Schemas) -> Vec<RefOr<openapi::Schema>>) -> Option<RefOr<openapi::Schema>> {
        None
    }
}

impl<T: ?Sized> NotComposed for Generic<T> {}

/// An argument of a generic type.
#[derive(Debug)]
pub struct Argument<T: ?Sized>(PhantomData<T>);

impl<T: Schema + ?Sized> Argument<T> {
    /// A reference to its schema, which is added to the list, or the schema itself where it has no name.
    pub fn schema(schemas: &mut Schemas) -> RefOr<openapi::Schema> {
        T::collect(schemas);
        T::reference()
    }
}

/// The answer of [`Argument`] for types that have no schema.
pub trait NoSchema {
    /// The schema of any value.
    #[must_use]
    fn schema(_: &mut Schemas) -> RefOr<openapi::Schema> {
        dangling::any()
    }
}

impl<T: ?Sized> NoSchema for Argument<T> {}
