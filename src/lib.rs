// Where the README's links lead from here: the first definition of a link counts, and those at its end are for its readers in
// the repository.
//! [stream_json]: macro@stream_json
//! [paginate]: macro@paginate
//! [keyset]: derive@Keyset
//! [key_type]: derive@KeyType
//! [client]: guide::client
//! [errors]: guide::errors
//! [exports]: guide::exports
//! [production]: guide::production
//! [proxies]: guide::proxies
//! [architecture]: guide::architecture
//! [results]: https://github.com/velithon/velithon-rs/blob/main/benches/RESULTS.md
//! [plot of lists]: https://raw.githubusercontent.com/velithon/velithon-rs/main/benches/plots/small.svg
//! [plot of short responses]: https://raw.githubusercontent.com/velithon/velithon-rs/main/benches/plots/short.svg
//! [apache]: https://github.com/velithon/velithon-rs/blob/main/LICENSE-APACHE
//! [mit]: https://github.com/velithon/velithon-rs/blob/main/LICENSE-MIT
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod guide;

pub use velithon_macros::{KeyType, Keyset, paginate, stream_json};
#[doc(inline)]
pub use velithon_runtime::*;
// Named again, so that the documentation shows which feature each needs.
#[cfg(any(feature = "sqlx-sqlite", feature = "sqlx-postgres"))]
#[doc(inline)]
pub use velithon_runtime::sql;
#[cfg(feature = "testing")]
#[doc(inline)]
pub use velithon_runtime::testing;
