//! What the attribute argument `serializer = sonic` expands to, with the feature `sonic-rs` and without it.

/// Expands to the serializer that `serializer = sonic` selects.
#[cfg(feature = "sonic-rs")]
#[doc(hidden)]
#[macro_export]
macro_rules! __sonic {
    () => {
        $crate::__private::Serializer::Sonic
    };
}

/// Expands to an error: the feature that `serializer = sonic` needs is off.
#[cfg(not(feature = "sonic-rs"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __sonic {
    () => {
        compile_error!(
            "`serializer = sonic` needs velithon's feature `sonic-rs`; \
             write `velithon = { version = \"…\", features = [\"sonic-rs\"] }` in Cargo.toml"
        )
    };
}
