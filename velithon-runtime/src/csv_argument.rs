//! What the word `csv` in an attribute's arguments expands to, with the feature `csv` and without it.

/// Expands to its argument, which is about CSV.
#[cfg(feature = "csv")]
#[doc(hidden)]
#[macro_export]
macro_rules! __csv {
    ($($about:tt)*) => {
        $($about)*
    };
}

/// Expands to an error: the feature that `csv` needs is off.
#[cfg(not(feature = "csv"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __csv {
    ($($about:tt)*) => {
        compile_error!(
            "`csv` needs velithon's feature `csv`; \
             write `velithon = { version = \"…\", features = [\"csv\"] }` in Cargo.toml"
        )
    };
}
