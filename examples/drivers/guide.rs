//! The code of the guide's pages on sea-orm and on other drivers.

#[cfg(doctest)]
#[doc = include_str!("../../docs/drivers.md")]
struct Drivers;

#[cfg(doctest)]
#[doc = include_str!("../../docs/sea-orm.md")]
struct SeaOrm;
