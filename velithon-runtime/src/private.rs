//! What generated code names. Nothing here is for people, and nothing here stays as it is.

pub use crate::{
    __kind as kind, __sonic as sonic,
    json::Serializer,
    on_thread::call,
    stream::{
        blocking::{BlockingReply, BlockingSink, blocking_emitter, stream_blocking},
        describe,
        emitter::emitter,
        plain,
        probe::{
            DOCUMENT, FALLIBLE, ITERATOR, Kind, ModeOf, Otherwise, Probe, RESULT, STREAM, document_only, has_items,
            items_only, one_kind,
        },
        pump,
        reply::{ItemEnd, Reply},
        returned::{HandlerEnd, none},
        sink::Sink,
        window::{stream, stream_local},
    },
};

/// What becomes of errors.
pub mod answer {
    pub use crate::answer::{
        Actix, Answers, Axum, Host, Own, Tag, ViaActix, ViaAxum, ViaHost, ViaProblem, status, tag,
    };
}

/// What `#[paginate]` names.
pub mod page {
    pub use crate::on_thread::call;
    pub use crate::page::{Answered, PageReturn, respond, respond_blocking};
    pub use crate::page::{CursorReturn, has_sort, walk, walk_blocking};
    pub use crate::source::{
        CACHED, COUNTED, CursorPage, ITERATOR, ItemOf, Not, Outcome, SLICE, SOURCE, STREAM, SourcePage, SourceProbe,
        UNCOUNTED, cursor_kind, kind, total_kind,
    };
    pub use crate::{__cursor_page as cursor_page, __page_probe as probe, __source_page as source_page};
}

/// What `#[derive(Keyset)]` names.
pub mod keyset {
    pub use crate::__keyset_sql as sql;
    pub use crate::keyset::{Columns, KeyVisitor};
}

/// What the keys of a row are bound by.
#[cfg(any(feature = "sqlx-sqlite", feature = "sqlx-postgres"))]
pub mod sql {
    pub use sqlx::Database;

    pub use crate::sql::{
        SqlDatabase, SqlKeyset,
        bind::{Bound, KeyIn, no_such_column},
    };
}

/// What `openapi` in an attribute names.
#[cfg(feature = "utoipa")]
pub mod openapi {
    pub use crate::openapi::*;
    pub use crate::{__openapi as describe, __openapi_plain as plain};
}

/// What `openapi` in an attribute names, where it cannot work.
pub mod openapi_missing {
    pub use crate::__openapi_missing as describe;
}

#[cfg(not(feature = "utoipa"))]
pub use openapi_missing as openapi;
