//! The best description of an error that its type offers, without a bound on the type.
//!
//! The traits differ in the number of references that they are implemented for. Generated code calls
//! `(&&&&&Describe(&error)).velithon_describe()` with all of them in scope, and the compiler takes the first whose bounds hold. In a
//! generic handler, those are the bounds that the handler declares.

use std::{
    any::type_name,
    error::Error,
    fmt::{Debug, Display},
};

use super::chain::ErrorChain;

/// Wraps an error whose description is asked for.
#[derive(Debug)]
pub struct Describe<'a, E: ?Sized>(pub &'a E);

/// For an [`Error`]: its text and that of its sources.
pub trait ViaError {
    /// Describes the error on one line.
    fn velithon_describe(&self) -> String;
}

impl<E: Error + 'static> ViaError for &&&&Describe<'_, E> {
    fn velithon_describe(&self) -> String {
        ErrorChain(self.0).to_string()
    }
}

/// For a type that holds an [`Error`], such as a boxed one: the same of what it holds.
pub trait ViaAsRef {
    /// Describes the error on one line.
    fn velithon_describe(&self) -> String;
}

impl<E: AsRef<dyn Error + Send + Sync>> ViaAsRef for &&&Describe<'_, E> {
    fn velithon_describe(&self) -> String {
        ErrorChain(self.0.as_ref()).to_string()
    }
}

/// For a type with [`Display`] and nothing better: its text.
pub trait ViaDisplay {
    /// Describes the error on one line.
    fn velithon_describe(&self) -> String;
}

impl<E: Display> ViaDisplay for &&Describe<'_, E> {
    fn velithon_describe(&self) -> String {
        self.0.to_string()
    }
}

/// For a type with [`Debug`] and nothing better: its debug text.
pub trait ViaDebug {
    /// Describes the error on one line.
    fn velithon_describe(&self) -> String;
}

impl<E: Debug> ViaDebug for &Describe<'_, E> {
    fn velithon_describe(&self) -> String {
        format!("{:?}", self.0)
    }
}

/// For every other type: its name.
pub trait ViaName {
    /// Describes the error on one line.
    fn velithon_describe(&self) -> String;
}

impl<E> ViaName for Describe<'_, E> {
    fn velithon_describe(&self) -> String {
        type_name::<E>().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::samples::{Debugged, Displayed, Named, outer};

    macro_rules! describe {
        ($error:expr) => {
            (&&&&&Describe(&$error)).velithon_describe()
        };
    }

    #[test]
    fn an_error_comes_with_its_sources() {
        assert_eq!(describe!(outer()), "outer: inner");
        let boxed: Box<dyn Error + Send + Sync> = Box::new(outer());
        assert_eq!(describe!(boxed), "outer: inner");
    }

    #[test]
    fn every_type_has_the_best_description_it_offers() {
        assert_eq!(describe!(Displayed), "displayed");
        assert_eq!(describe!(Debugged), "Debugged");
        assert!(describe!(Named).ends_with("Named"));
    }
}
