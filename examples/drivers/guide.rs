//! The code of the guide's page on drivers, which takes some of them.

#[cfg(doctest)]
#[doc = include_str!("../../docs/drivers.md")]
struct Drivers;
