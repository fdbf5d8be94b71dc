//! In whose words a request is refused: Velithon's, or those of the handler's own error type.
//!
//! An error type that is `From<Problem>` makes the refusals itself, so that an API speaks one dialect. No bound asks for it:
//! generated code calls `(&&&tag(&out)).velithon_words()` with the traits of this file in scope, as it does for an error's description,
//! and the compiler takes the first whose bounds hold. In a generic handler, those are the bounds that the handler declares.

use std::{
    error::Error,
    fmt::{self, Display, Formatter},
    marker::PhantomData,
};

use crate::problem::Problem;

/// A response that may be a refusal of Velithon's own.
pub trait Refusable {
    /// Takes the problem that the response is, if it is one.
    fn take_problem(&mut self) -> Option<Problem>;
}

/// Stands for the type of what an annotated handler returns to its framework, without a value of it.
#[derive(Debug)]
#[must_use]
pub struct Tag<O>(PhantomData<fn() -> O>);

/// The [`Tag`] of a value's type.
pub fn tag<O>(_: &O) -> Tag<O> {
    Tag(PhantomData)
}

/// The [`Tag`] of a type that is spelled out.
pub fn tag_of<O>() -> Tag<O> {
    Tag(PhantomData)
}

/// An error of which nobody has heard. A type that can be made of it can be made of any error, as `impl<E: Into<anyhow::Error>>
/// From<E>` says: it would turn every refusal into the status that it has for whatever is unexpected, and is not asked.
#[derive(Debug)]
pub struct Unheard(());

impl Display for Unheard {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("an error that is never made")
    }
}

impl Error for Unheard {}

/// Refusals are Velithon's own `application/problem+json`.
#[derive(Debug)]
pub struct Ours;

/// Refusals are what the handler's error type makes of a [`Problem`].
#[derive(Debug)]
pub struct Theirs;

/// For error types that can be made of any error.
pub trait ViaAnyError {
    /// Whose words are used.
    fn velithon_words(&self) -> Ours;
}

impl<P, E: From<Unheard>> ViaAnyError for &&Tag<Result<P, E>> {
    fn velithon_words(&self) -> Ours {
        Ours
    }
}

/// For error types that can be made of a [`Problem`].
pub trait ViaFromProblem {
    /// Whose words are used.
    fn velithon_words(&self) -> Theirs;
}

impl<P, E: From<Problem>> ViaFromProblem for &Tag<Result<P, E>> {
    fn velithon_words(&self) -> Theirs {
        Theirs
    }
}

/// For error types that are `From` neither.
pub trait ViaOurs {
    /// Whose words are used.
    fn velithon_words(&self) -> Ours;
}

impl<O> ViaOurs for Tag<O> {
    fn velithon_words(&self) -> Ours {
        Ours
    }
}

/// A way to say a refusal in what a handler returns to its framework.
pub trait Say<O> {
    #[doc(hidden)]
    fn say(self, out: O) -> O;
}

impl<O> Say<O> for Ours {
    fn say(self, out: O) -> O {
        out
    }
}

impl<P: Refusable, E: From<Problem>> Say<Result<P, E>> for Theirs {
    fn say(self, out: Result<P, E>) -> Result<P, E> {
        let mut response = out?;
        match response.take_problem() {
            Some(problem) => Err(problem.into()),
            None => Ok(response),
        }
    }
}

/// What a handler returns to its framework, with refusals in the words of its error type.
pub fn say<O>(out: O, how: impl Say<O>) -> O {
    how.say(out)
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    struct Response(Option<Problem>);

    impl Refusable for Response {
        fn take_problem(&mut self) -> Option<Problem> {
            self.0.take()
        }
    }

    macro_rules! is_said_by_the_error {
        ($error:ty) => {{
            let problem = Problem::new(StatusCode::BAD_REQUEST, "no", "no");
            let out: Result<_, $error> = Ok(Response(Some(problem)));
            let how = (&&&tag(&out)).velithon_words();
            say(out, how).is_err()
        }};
    }

    struct Silent;

    struct Own;

    impl From<Problem> for Own {
        fn from(_: Problem) -> Self {
            Self
        }
    }

    struct Anything;

    impl<E: Error> From<E> for Anything {
        fn from(_: E) -> Self {
            Self
        }
    }

    #[test]
    fn an_error_type_that_is_made_of_problems_says_refusals_itself() {
        assert!(is_said_by_the_error!(Own));
        assert!(is_said_by_the_error!(Problem));
        assert!(!is_said_by_the_error!(Silent));
    }

    #[test]
    fn an_error_type_that_is_made_of_anything_is_not_asked() {
        assert!(!is_said_by_the_error!(Anything));
        assert!(!is_said_by_the_error!(Box<dyn Error>));
    }
}
