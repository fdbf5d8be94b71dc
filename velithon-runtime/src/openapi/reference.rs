use std::marker::PhantomData;

/// Strips the reference of a type: utoipa describes `User`, where a handler sends `&User`.
pub trait Dereferenced<const IS_REFERENCE: bool> {
    /// The type behind the reference, or the type itself.
    type Plain: ?Sized;
}

impl<T: ?Sized> Dereferenced<false> for T {
    type Plain = T;
}

impl<T: ?Sized> Dereferenced<true> for &T {
    type Plain = T;
}

/// Tells at compile time whether `T` is a reference: its inherent constant is found before that of [`NoReference`].
#[derive(Debug)]
pub struct ReferenceProbe<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> ReferenceProbe<&T> {
    /// The answer for references.
    pub const VELITHON_IS_REFERENCE: bool = true;
}

/// The answer of [`ReferenceProbe`] for all other types.
pub trait NoReference {
    /// The answer for types that are no references.
    const VELITHON_IS_REFERENCE: bool = false;
}

impl<T: ?Sized> NoReference for ReferenceProbe<T> {}

/// The type `$type` without the reference that it may be.
#[doc(hidden)]
#[macro_export]
macro_rules! __openapi_plain {
    ($type:ty) => {
        <$type as $crate::__private::openapi::Dereferenced<
            {
                use $crate::__private::openapi::{NoReference as _, ReferenceProbe as VelithonProbe};
                VelithonProbe::<$type>::VELITHON_IS_REFERENCE
            },
        >>::Plain
    };
}
