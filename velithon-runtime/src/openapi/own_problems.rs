//! Which problems a handler's own error type says, asked of what the handler returns at compile time.

use std::{error::Error, marker::PhantomData};

use crate::{error::dialect::Unheard, problem::Problem, source::database_source::DatabaseSource};

/// Answers questions about what a handler returns. An inherent constant shadows the one of [`NoOwnProblems`], which every type
/// has, where its bounds hold.
#[derive(Debug)]
pub struct ProblemProbe<T: ?Sized>(PhantomData<T>);

/// The answers for types of which nothing is known.
pub trait NoOwnProblems {
    /// Whether the error is `From<Problem>`.
    const VELITHON_OF_PROBLEMS: bool = false;
    /// Whether it is made of any error.
    const VELITHON_OF_ANY_ERROR: bool = false;
    /// Whether it is a `Problem` itself.
    const VELITHON_IS_A_PROBLEM: bool = false;
    /// Whether a source reads a database.
    const VELITHON_IS_DATABASE: bool = false;
    /// Whether the source in a `Result` reads a database.
    const VELITHON_HAS_DATABASE: bool = false;
    /// Whether the error is `From` that of the database.
    const VELITHON_OF_DATABASE: bool = false;
}

impl<T: ?Sized> NoOwnProblems for ProblemProbe<T> {}

impl<T, E: From<Problem>> ProblemProbe<Result<T, E>> {
    /// The error is `From<Problem>`.
    pub const VELITHON_OF_PROBLEMS: bool = true;
}

impl<T, E: From<Unheard>> ProblemProbe<Result<T, E>> {
    /// The error is made of any error.
    pub const VELITHON_OF_ANY_ERROR: bool = true;
}

impl<T> ProblemProbe<Result<T, Problem>> {
    /// The error is a `Problem` itself.
    pub const VELITHON_IS_A_PROBLEM: bool = true;
}

impl<S: DatabaseSource> ProblemProbe<S> {
    /// The source reads a database.
    pub const VELITHON_IS_DATABASE: bool = true;
}

impl<S: DatabaseSource, E> ProblemProbe<Result<S, E>> {
    /// The source reads a database.
    pub const VELITHON_HAS_DATABASE: bool = true;
}

impl<S: DatabaseSource<Error: Error>, E: From<S::Error>> ProblemProbe<Result<S, E>> {
    /// The error is `From` that of the database.
    pub const VELITHON_OF_DATABASE: bool = true;
}

/// `refused_by`: whether the error of what a handler returns says what is refused, as a constant expression. Without it: the
/// facts of a handler's pages, with which problems they are answered by.
#[doc(hidden)]
#[macro_export]
macro_rules! __openapi_problems {
    (refused_by $returned:ty) => {{
        use $crate::__private::openapi::{NoOwnProblems as _, ProblemProbe as VelithonProbe};
        type VelithonProbed = VelithonProbe<$returned>;
        VelithonProbed::VELITHON_OF_PROBLEMS && !VelithonProbed::VELITHON_OF_ANY_ERROR && !VelithonProbed::VELITHON_IS_A_PROBLEM
    }};
    ($facts:expr, $returned:ty) => {{
        use $crate::__private::openapi::{NoOwnProblems as _, ProblemProbe as VelithonProbe};
        type VelithonProbed = VelithonProbe<$returned>;
        $facts.refusing(
            $crate::__openapi_problems!(refused_by $returned),
            (VelithonProbed::VELITHON_IS_DATABASE || VelithonProbed::VELITHON_HAS_DATABASE) && !VelithonProbed::VELITHON_OF_DATABASE,
        )
    }};
}
