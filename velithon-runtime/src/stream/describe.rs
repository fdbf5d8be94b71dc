//! The best description of an error that its type offers, without a bound on the type.
//!
//! The levels are told apart by the number of references that a method call adds: `describe!` starts with the most, and
//! the compiler takes the first level that fits. An error of a generic handler has the bounds in scope there and no more.

use std::{
    any::type_name,
    error::Error,
    fmt::{Debug, Display, Write},
};

/// An error to be described.
#[derive(Debug)]
pub struct Describe<'a, E: ?Sized>(pub &'a E);

/// A closure from an error to its description.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe {
    () => {
        |error| {
            #[allow(unused_imports)] // one of them is used, which one depends on the error's type
            use $crate::__private::describing::{ViaAsRef, ViaDebug, ViaDisplay, ViaError, ViaName};
            (&&&&&$crate::__private::describing::Describe(error)).describe()
        }
    };
}

fn with_sources(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        // Writing to a `String` cannot fail.
        let _ = write!(text, ": {error}");
        source = error.source();
    }
    text
}

/// An [`Error`], with its sources.
pub trait ViaError {
    /// The description.
    fn describe(&self) -> String;
}

impl<E: Error> ViaError for &&&&Describe<'_, E> {
    fn describe(&self) -> String {
        with_sources(self.0)
    }
}

/// What holds an [`Error`], such as a boxed one.
pub trait ViaAsRef {
    /// The description.
    fn describe(&self) -> String;
}

impl<E: AsRef<dyn Error + Send + Sync>> ViaAsRef for &&&Describe<'_, E> {
    fn describe(&self) -> String {
        with_sources(self.0.as_ref())
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
    use std::{error::Error, fmt, io};

    fn describe<E>(error: E, with: fn(&E) -> String) -> String {
        with(&error)
    }

    #[derive(Debug)]
    struct Outer(io::Error);

    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("outer")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    struct Displayed;

    impl fmt::Display for Displayed {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("displayed")
        }
    }

    #[derive(Debug)]
    struct Debugged;

    struct Named;

    #[test]
    fn an_error_comes_with_its_sources() {
        let outer = || Outer(io::Error::other("inner"));
        assert_eq!(describe(outer(), __describe!()), "outer: inner");
        let boxed: Box<dyn Error + Send + Sync> = Box::new(outer());
        assert_eq!(describe(boxed, __describe!()), "outer: inner");
    }

    #[test]
    fn every_type_has_the_best_description_it_offers() {
        assert_eq!(describe(Displayed, __describe!()), "displayed");
        assert_eq!(describe(Debugged, __describe!()), "Debugged");
        assert!(describe(Named, __describe!()).ends_with("Named"));
    }
}
