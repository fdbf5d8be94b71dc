//! The best description of an error that its type offers, without a bound on the type.
//!
//! The levels are told apart by references: generated code calls `(&&&&&Describe(&error)).describe()` with all the traits
//! in scope, and the compiler takes the first that fits. An error of a generic handler has the bounds in scope there and no more.

use std::{
    any::type_name,
    error::Error,
    fmt::{Debug, Display},
};

use super::chain::ErrorChain;

/// An error to be described.
#[derive(Debug)]
pub struct Describe<'a, E: ?Sized>(pub &'a E);

/// An [`Error`], with its sources.
pub trait ViaError {
    /// The description.
    fn describe(&self) -> String;
}

impl<E: Error + 'static> ViaError for &&&&Describe<'_, E> {
    fn describe(&self) -> String {
        ErrorChain(self.0).to_string()
    }
}

/// What holds an [`Error`], such as a boxed one.
pub trait ViaAsRef {
    /// The description.
    fn describe(&self) -> String;
}

impl<E: AsRef<dyn Error + Send + Sync>> ViaAsRef for &&&Describe<'_, E> {
    fn describe(&self) -> String {
        ErrorChain(self.0.as_ref()).to_string()
    }
}

/// What has a [`Display`].
pub trait ViaDisplay {
    /// The description.
    fn describe(&self) -> String;
}

impl<E: Display> ViaDisplay for &&Describe<'_, E> {
    fn describe(&self) -> String {
        self.0.to_string()
    }
}

/// What has a [`Debug`].
pub trait ViaDebug {
    /// The description.
    fn describe(&self) -> String;
}

impl<E: Debug> ViaDebug for &Describe<'_, E> {
    fn describe(&self) -> String {
        format!("{:?}", self.0)
    }
}

/// What has a name at least.
pub trait ViaName {
    /// The description.
    fn describe(&self) -> String;
}

impl<E> ViaName for Describe<'_, E> {
    fn describe(&self) -> String {
        type_name::<E>().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    macro_rules! describe {
        ($error:expr) => {
            (&&&&&Describe(&$error)).describe()
        };
    }

    #[derive(Debug)]
    struct Outer(io::Error);

    impl Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("outer")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    struct Displayed;

    impl Display for Displayed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("displayed")
        }
    }

    #[derive(Debug)]
    struct Debugged;

    struct Named;

    #[test]
    fn an_error_comes_with_its_sources() {
        let outer = || Outer(io::Error::other("inner"));
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
