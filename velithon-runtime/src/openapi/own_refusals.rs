use std::marker::PhantomData;

use crate::{error::dialect::Unheard, problem::Problem};

/// Tells of a return type whether its error is what refuses requests, as `error/dialect.rs` decides it when they come.
///
/// An inherent constant shadows the one of [`OurRefusals`], which every type has, where its bounds hold.
#[derive(Debug)]
pub struct RefusalProbe<T: ?Sized>(PhantomData<T>);

/// The answers for types of which nothing is known.
pub trait OurRefusals {
    /// The error cannot be made of a [`Problem`].
    const VELITHON_FROM_PROBLEM: bool = false;
    /// The error cannot be made of any error.
    const VELITHON_FROM_ANY: bool = false;
}

impl<T: ?Sized> OurRefusals for RefusalProbe<T> {}

impl<P, E: From<Problem>> RefusalProbe<Result<P, E>> {
    /// The error can be made of a [`Problem`].
    pub const VELITHON_FROM_PROBLEM: bool = true;
}

impl<P, E: From<Unheard>> RefusalProbe<Result<P, E>> {
    /// The error can be made of any error, and is not asked.
    pub const VELITHON_FROM_ANY: bool = true;
}

/// Whether the refusals of a handler are its own error, as a constant expression.
#[doc(hidden)]
#[macro_export]
macro_rules! __own_refusals {
    ($returned:ty) => {{
        #[allow(unused_imports)] // a type may have both constants of its own
        use $crate::__private::openapi::{OurRefusals as _, RefusalProbe};
        RefusalProbe::<$returned>::VELITHON_FROM_PROBLEM && !RefusalProbe::<$returned>::VELITHON_FROM_ANY
    }};
}
