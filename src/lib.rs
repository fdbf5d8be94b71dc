#![doc = links!()]
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

/// What the links of README and guide lead to in these pages: the first definition of a link counts, and the texts have their
/// own, for readers of the files.
macro_rules! links {
    () => {
        "
[CONTRIBUTING.md]: https://github.com/velithon/velithon-rs/blob/main/CONTRIBUTING.md
[LICENSE-APACHE]: https://github.com/velithon/velithon-rs/blob/main/LICENSE-APACHE
[LICENSE-MIT]: https://github.com/velithon/velithon-rs/blob/main/LICENSE-MIT
[RESULTS.md]: https://github.com/velithon/velithon-rs/blob/main/benches/RESULTS.md
[cookbook.md]: crate::guide::cookbook
[copy]: https://github.com/velithon/velithon-rs/blob/main/examples/copy/main.rs
[walks]: https://github.com/velithon/velithon-rs/tree/main/velithon-client/tests/client/walks
[small.svg]: https://raw.githubusercontent.com/velithon/velithon-rs/main/benches/plots/small.svg
[architecture.md]: crate::guide::architecture
[client.md]: crate::guide::client
[csv.md]: crate::guide::csv
[cursors.md]: crate::guide::cursors
[databases.md]: crate::guide::databases
[drivers]: https://github.com/velithon/velithon-rs/tree/main/examples/drivers
[drivers.md]: crate::guide::drivers
[errors.md]: crate::guide::errors
[exports.md]: crate::guide::exports
[frameworks.md]: crate::guide::frameworks
[memory.md]: crate::guide::memory
[openapi.md]: crate::guide::openapi
[pages.md]: crate::guide::pages
[paginate.md]: crate::paginate#arguments
[production.md]: crate::guide::production
[proxies.md]: crate::guide::proxies
[python.md]: crate::guide::python
[sea-orm.md]: crate::guide::sea_orm
[store.png]: https://raw.githubusercontent.com/velithon/velithon-rs/main/docs/store.png
[stream_json.md]: crate::stream_json#arguments
[streaming.md]: crate::guide::streaming
[testing.md]: crate::guide::testing
"
    };
}
use links;

#[cfg(feature = "cursor")]
pub use velithon_macros::{KeyType, Keyset};
pub use velithon_macros::{paginate, stream_json};
#[doc(inline)]
pub use velithon_runtime::*;
// Named again, so that the documentation and the compiler's messages say which feature each needs.
#[cfg(any(feature = "sqlx-sqlite", feature = "sqlx-postgres", feature = "sqlx-mysql"))]
#[doc(inline)]
pub use velithon_runtime::sql;
#[cfg(feature = "testing")]
#[doc(inline)]
pub use velithon_runtime::testing;
#[cfg(feature = "cursor")]
#[doc(inline)]
pub use velithon_runtime::{
    CursorKeys, CursorKeysError, CursorRequest, CursorSource, Export, Key, KeyColumn, KeyError, KeyType, KeyValue,
    Keyset, Nulls, Sort, SortColumn, seek,
};

/// The guide, one page a task.
///
/// Its code is compiled as a reader pastes it.
#[cfg(doc)]
pub mod guide {
    macro_rules! pages {
        ($($(#[$cfg:meta])* $name:ident: $file:literal,)*) => {
            $(
                $(#[$cfg])*
                #[doc = links!()]
                #[doc = include_str!(concat!("../docs/", $file))]
                pub mod $name {}
            )*
        };
    }

    pages! {
        streaming: "streaming.md",
        pages: "pages.md",
        cursors: "cursors.md",
        exports: "exports.md",
        databases: "databases.md",
        csv: "csv.md",
        errors: "errors.md",
        cookbook: "cookbook.md",
        frameworks: "frameworks.md",
        openapi: "openapi.md",
        testing: "testing.md",
        memory: "memory.md",
        // The code of these is that of crates which `velithon` does not depend on; it is tested in theirs.
        #[cfg(not(doctest))]
        drivers: "drivers.md",
        #[cfg(not(doctest))]
        sea_orm: "sea-orm.md",
        #[cfg(not(doctest))]
        client: "client.md",
        #[cfg(not(doctest))]
        production: "production.md",
        proxies: "proxies.md",
        python: "python.md",
        architecture: "architecture.md",
    }
}
