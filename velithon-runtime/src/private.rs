//! What generated code names. Nothing here is for people, and nothing here stays as it is.

// Under a name of our own: clippy takes a path whose last name is what stands at its place in the source for one that the user wrote.
pub use std::boxed::Box as Boxed;

pub use crate::{
    __csv as csv, __error_facts as error_facts, __sonic as sonic,
    blocking::on_thread::call,
    error::{describe, facts},
    json::Serializer,
    probe::{
        hidden_result as plain, kind,
        kind::{
            DOCUMENT, FALLIBLE, ITERATOR, LIST, RESULT, STREAM, document_only, has_items, items_only, one_kind,
            tables_only,
        },
        mode::{ItemsAre, ModeOf},
    },
    stream::{
        blocking::{emitter::blocking_emitter, run::stream_blocking, sink::BlockingSink},
        handler::{
            emitter::emitter,
            list::{list, list_or_failed},
            pump,
        },
        handler_end::{Answered, DESCRIBE_NEVER, HandlerEnd, InResult, never},
        item_end::ItemEnd,
        reply::{Reply, blocking::BlockingReply, sink_for},
        sink::Sink,
        window::{
            ItemStreamFuture, LocalStreamFuture, ResultStreamFuture, StreamFuture, sink, stream, stream_asked,
            stream_local, stream_local_asked,
        },
    },
};

/// The options that the arguments of the attributes make.
pub mod options {
    #[cfg(feature = "csv")]
    pub use crate::csv::CsvOptions;
    #[cfg(feature = "cursor")]
    pub use crate::export::ExportOptions;
    pub use crate::{
        page::{Links, OverMax, PageMember, PageOptions, PageStyle, Total},
        stream::{Format, StreamOptions},
    };
}

/// What becomes of errors.
pub mod answer {
    pub use crate::error::status::{
        Actix, Answers, Axum, Host, Own, Tag, ViaActix, ViaAxum, ViaHost, ViaProblem, status, tag,
    };
}

/// In whose words a request is refused.
pub mod dialect {
    pub use crate::error::dialect::{Ours, Say, Tag, Theirs, ViaAnyError, ViaFromProblem, ViaOurs, say, tag, tag_of};
}

/// What the expansion of `#[paginate]` names.
pub mod page {
    #[cfg(feature = "cursor")]
    pub use super::walk::*;
    pub use crate::__page_probe as probe;
    pub use crate::blocking::{lazy::lazy, on_thread::call};
    pub use crate::error::facts::{OfProblems, say};
    pub use crate::page::handler::{
        may_move::boxed,
        numbered::{PageReturn, respond, respond_blocking, respond_now},
        page_out::Answered,
    };
    pub use crate::source::error_of;
    pub use crate::source::{
        asked::{Asked, Known, asked, asked_with},
        outcome::Outcome,
        probe::{Not, SourceProbe},
        read::counting::{CACHED, COUNTED, UNCOUNTED},
        source_page::{ITERATOR, ReadSlice, Reads, SLICE, SOURCE, STREAM, SourcePage},
    };
}

/// What it names where a cursor leads to the pages.
#[cfg(feature = "cursor")]
mod walk {
    pub use crate::export::{
        errors::OwnErrors,
        outcome::ExportOutcome,
        respond::{ExportPage, HandlerOptions},
    };
    pub use crate::page::{
        cursor::{body::bind_body, sort::has_sort},
        handler::{
            cursor::{respond as walk, respond_blocking as walk_blocking, respond_now as walk_now},
            cursor_return::CursorReturn,
        },
    };
    pub use crate::source::cursor_page::{CursorPage, WalkSlice, cursor_kind};
}

/// What the expansion of `#[derive(Keyset)]` names.
#[cfg(feature = "cursor")]
pub mod keyset {
    pub use crate::__keyset_sql as sql;
    pub use crate::keyset::{
        newtype::{Newtype, Question},
        operations::Columns,
        visitor::KeyVisitor,
    };
}

/// What the keys of a row are bound by.
#[cfg(feature = "sql")]
pub mod sql {
    pub use sqlx::Database;

    pub use crate::sql::{
        SqlDatabase, SqlKeyset,
        bind::{Bound, ColumnOf, KeyIn, NoColumn, no_such_column},
    };
}

/// What `openapi` in an attribute names.
#[cfg(feature = "utoipa")]
pub mod openapi {
    pub use crate::openapi::*;
    pub use crate::{__openapi as describe, __openapi_plain as plain, __openapi_problems as problems};
}

/// What `openapi` in an attribute names, where it cannot work.
pub mod openapi_missing {
    pub use crate::__openapi_missing as describe;
}

#[cfg(not(feature = "utoipa"))]
pub use openapi_missing as openapi;
