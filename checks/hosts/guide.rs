//! The code of the guide's page on production, which takes axum and actix-web.

/// Linux has what it sets.
#[cfg(all(doctest, feature = "axum", feature = "actix", target_os = "linux"))]
#[doc = include_str!("../../docs/production.md")]
struct Production;
