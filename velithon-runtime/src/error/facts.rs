//! What is known of the error type of a streaming handler, asked of the type by constants.
//!
//! An inherent constant hides a trait's of the same name, as in a `Probe`: generated code names each of those of [`ErrorProbe`],
//! with [`NoFact`] in scope. `error_facts!`, in the file of statuses, does so. That costs the compiler a third of what a search by
//! method resolution does, which generated code falls back to where the type cannot be named; and their types are structs,
//! because functions that take references cost more to compare.

use std::{
    error::Error,
    fmt::{self, Debug, Display},
    marker::PhantomData,
};

use http::StatusCode;

use super::{
    chain::ErrorChain,
    dialect::{Refusable, Unheard},
};
use crate::problem::Problem;

/// A way to describe an error in a text.
pub struct Text<E>(pub(crate) fn(&E) -> String);

/// A way to the status of the response that an error would have been.
pub struct Status<E>(pub(crate) fn(E) -> StatusCode);

/// A way to make an error of a [`Problem`].
pub struct OfProblem<E>(fn(Problem) -> E);

/// A way to both, of an error that can no longer be a response.
pub type Describe<E> = fn(E) -> (String, StatusCode);

/// Whether a type can be made of any error.
pub struct OfAny<E>(PhantomData<fn() -> E>);

/// Stands for a `Result` of whose error the constants tell, or for another type, of which there is nothing to tell.
#[derive(Debug)]
pub struct ErrorProbe<R>(PhantomData<fn() -> R>);

/// What is known of an error of which nothing is known.
pub trait NoFact<E> {
    /// The text of an [`Error`] and of its sources.
    const VELITHON_ERROR_TEXT: Option<Text<E>> = None;
    /// The same of what a type holds, such as a boxed error.
    const VELITHON_HELD_TEXT: Option<Text<E>> = None;
    /// The text of a type with [`Display`].
    const VELITHON_DISPLAYED_TEXT: Option<Text<E>> = None;
    /// The text of a type with [`Debug`].
    const VELITHON_DEBUG_TEXT: Option<Text<E>> = None;
    /// The status that the framework's response has; without a framework, that of a [`Problem`].
    const VELITHON_STATUS: Option<Status<E>> = None;
    /// That the type can be made of any error.
    const VELITHON_OF_ANY: Option<OfAny<E>> = None;
    /// How the type is made of a [`Problem`].
    const VELITHON_OF_PROBLEM: Option<OfProblem<E>> = None;
}

impl<R, E> NoFact<E> for ErrorProbe<R> {}

impl<T, E: Error + 'static> ErrorProbe<Result<T, E>> {
    /// Its text and that of its sources.
    pub const VELITHON_ERROR_TEXT: Option<Text<E>> = Some(Text(|error| ErrorChain(error).to_string()));
}

impl<T, E: AsRef<dyn Error + Send + Sync>> ErrorProbe<Result<T, E>> {
    /// The text of what it holds and of its sources.
    pub const VELITHON_HELD_TEXT: Option<Text<E>> = Some(Text(|error| ErrorChain(error.as_ref()).to_string()));
}

impl<T, E: Display> ErrorProbe<Result<T, E>> {
    /// Its text.
    pub const VELITHON_DISPLAYED_TEXT: Option<Text<E>> = Some(Text(ToString::to_string));
}

impl<T, E: Debug> ErrorProbe<Result<T, E>> {
    /// Its debug text.
    pub const VELITHON_DEBUG_TEXT: Option<Text<E>> = Some(Text(|error| format!("{error:?}")));
}

impl<T, E: From<Unheard>> ErrorProbe<Result<T, E>> {
    /// As the type says.
    pub const VELITHON_OF_ANY: Option<OfAny<E>> = Some(OfAny(PhantomData));
}

impl<T, E: From<Problem>> ErrorProbe<Result<T, E>> {
    /// As the type says.
    pub const VELITHON_OF_PROBLEM: Option<OfProblem<E>> = Some(OfProblem(E::from));
}

/// How refusals become errors of a type, where they do.
pub struct OfProblems<E> {
    of_any: Option<OfAny<E>>,
    of_problem: Option<OfProblem<E>>,
}

/// What is known of the errors `E` of a handler.
pub struct ErrorFacts<E> {
    read: Read<E>,
    refusals: OfProblems<E>,
}

/// How an error is described that can no longer be a response: by its text, and by the status that it would have had.
enum Read<E> {
    Together(Describe<E>),
    Apart { texts: Texts<E>, status: Option<Status<E>> },
}

/// The texts of an error, in the order in which they are preferred.
type Texts<E> = (Option<Text<E>>, Option<Text<E>>, Option<Text<E>>, Option<Text<E>>);

impl<E> OfProblems<E> {
    /// Refusals stay what they are.
    pub const NONE: Self = Self {
        of_any: None,
        of_problem: None,
    };

    /// As what was asked of the type says.
    #[must_use]
    pub const fn asked(of_any: Option<OfAny<E>>, of_problem: Option<OfProblem<E>>) -> Self {
        Self { of_any, of_problem }
    }

    /// The response, or the error that a refusal becomes. A type that can be made of any error is not asked: it would turn every
    /// refusal into the status that it has for whatever is unexpected.
    pub(super) fn say<P: Refusable>(self, mut response: P) -> Result<P, E> {
        match self {
            Self {
                of_any: None,
                of_problem: Some(OfProblem(error_of)),
            } => response
                .take_problem()
                .map_or(Ok(response), |problem| Err(error_of(problem))),
            _ => Ok(response),
        }
    }
}

/// What a handler returns to its framework, with refusals as errors of its own where they become such.
///
/// # Errors
///
/// Those of the handler.
pub fn say<P: Refusable, E>(out: Result<P, E>, refusals: OfProblems<E>) -> Result<P, E> {
    refusals.say(out?)
}

impl<E> ErrorFacts<E> {
    /// Errors that `read` describes, of a type that could not be asked.
    #[must_use]
    pub const fn described(read: Describe<E>) -> Self {
        Self {
            read: Read::Together(read),
            refusals: OfProblems::NONE,
        }
    }

    /// Errors of which this is known: the texts in the order in which they are preferred, the way to a status, and what
    /// [`refusing`](Self::refusing) takes. They are arguments, because an array costs the compiler more, and they are kept as they
    /// are, because it would evaluate a choice for each handler.
    #[must_use]
    pub const fn asked(
        error_text: Option<Text<E>>,
        held_text: Option<Text<E>>,
        displayed_text: Option<Text<E>>,
        debug_text: Option<Text<E>>,
        status: Option<Status<E>>,
        of_any: Option<OfAny<E>>,
        of_problem: Option<OfProblem<E>>,
    ) -> Self {
        Self {
            read: Read::Apart {
                texts: (error_text, held_text, displayed_text, debug_text),
                status,
            },
            refusals: OfProblems { of_any, of_problem },
        }
    }

    /// The same errors, which refusals become where what was asked of them says how.
    #[must_use]
    pub const fn refusing(self, of_any: Option<OfAny<E>>, of_problem: Option<OfProblem<E>>) -> Self {
        let refusals = OfProblems { of_any, of_problem };
        Self { refusals, ..self }
    }

    /// The response, or the error of the handler that a refusal becomes.
    pub(crate) fn say<P: Refusable>(&self, response: P) -> Result<P, E> {
        self.refusals.say(response)
    }

    /// The error's text, and the status that it would have had.
    pub(crate) fn describe(&self, error: E) -> (String, StatusCode) {
        match self.read {
            Read::Together(read) => read(error),
            Read::Apart { texts, status } => {
                let text = match texts {
                    (Some(Text(text)), ..)
                    | (_, Some(Text(text)), ..)
                    | (.., Some(Text(text)), _)
                    | (.., Some(Text(text))) => text(&error),
                    (None, None, None, None) => std::any::type_name::<E>().to_owned(),
                };
                let status = status.map_or(StatusCode::INTERNAL_SERVER_ERROR, |Status(status)| status(error));
                (text, status)
            }
        }
    }
}

/// Copies for errors that have none themselves, which a derived impl would demand.
macro_rules! copy {
    ($($ty:ident)+) => {$(
        impl<E> Clone for $ty<E> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<E> Copy for $ty<E> {}
    )+};
}

copy!(Text Status OfAny OfProblem OfProblems ErrorFacts Read);

/// Shows the name of the type alone.
macro_rules! debug {
    ($($ty:ident)+) => {$(
        impl<E> fmt::Debug for $ty<E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($ty)).finish_non_exhaustive()
            }
        }
    )+};
}

debug!(Text Status OfAny OfProblem OfProblems ErrorFacts);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::samples::{Debugged, Displayed, Named, Outer, outer};

    macro_rules! facts {
        ($error:ty) => {{
            type Probe = ErrorProbe<Result<(), $error>>;
            ErrorFacts::<$error>::asked(
                Probe::VELITHON_ERROR_TEXT,
                Probe::VELITHON_HELD_TEXT,
                Probe::VELITHON_DISPLAYED_TEXT,
                Probe::VELITHON_DEBUG_TEXT,
                Probe::VELITHON_STATUS,
                Probe::VELITHON_OF_ANY,
                Probe::VELITHON_OF_PROBLEM,
            )
        }};
    }

    struct Response(Option<Problem>);

    impl Refusable for Response {
        fn take_problem(&mut self) -> Option<Problem> {
            self.0.take()
        }
    }

    fn refusal() -> Response {
        Response(Some(Problem::new(StatusCode::BAD_REQUEST, "no", "no")))
    }

    #[test]
    fn an_error_comes_with_its_sources() {
        type Boxed = Box<dyn Error + Send + Sync>;

        assert_eq!(facts!(Outer).describe(outer()).0, "outer: inner");
        assert_eq!(facts!(Boxed).describe(outer().into()).0, "outer: inner");
    }

    #[test]
    fn every_type_has_the_best_description_it_offers() {
        assert_eq!(facts!(Displayed).describe(Displayed).0, "displayed");
        assert_eq!(facts!(Debugged).describe(Debugged).0, "Debugged");
        assert!(facts!(Named).describe(Named).0.ends_with("Named"));
    }

    // With two frameworks the value itself is asked.
    #[cfg(not(all(feature = "axum", feature = "actix")))]
    #[test]
    fn a_problem_has_its_own_status_and_what_nobody_knows_is_a_failure() {
        let teapot = Problem::new(StatusCode::IM_A_TEAPOT, "short", "and stout");
        assert_eq!(facts!(Problem).describe(teapot).1, StatusCode::IM_A_TEAPOT);
        assert_eq!(facts!(Named).describe(Named).1, StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[cfg(all(feature = "axum", not(feature = "actix")))]
    #[test]
    fn an_error_of_the_framework_has_the_status_of_its_response() {
        assert_eq!(
            facts!(StatusCode).describe(StatusCode::CONFLICT).1,
            StatusCode::CONFLICT
        );
    }

    #[test]
    fn an_error_type_that_is_made_of_problems_says_refusals_itself() {
        struct Own;

        impl From<Problem> for Own {
            fn from(_: Problem) -> Self {
                Self
            }
        }

        assert!(facts!(Own).say(refusal()).is_err());
        assert!(facts!(Problem).say(refusal()).is_err());
        assert!(facts!(Named).say(refusal()).is_ok());
    }

    #[test]
    fn an_error_type_that_is_made_of_anything_does_not() {
        type Boxed = Box<dyn Error>;

        struct Anything;

        impl<E: Error> From<E> for Anything {
            fn from(_: E) -> Self {
                Self
            }
        }

        assert!(facts!(Anything).say(refusal()).is_ok());
        assert!(facts!(Boxed).say(refusal()).is_ok());
    }

    #[test]
    fn what_could_not_be_asked_is_read_as_it_was_told() {
        let facts = ErrorFacts::described(|_: Named| ("told".to_owned(), StatusCode::GONE));
        assert_eq!(facts.describe(Named), ("told".to_owned(), StatusCode::GONE));
        assert!(facts.say(refusal()).is_ok());
    }
}
