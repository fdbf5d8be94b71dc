use std::{future::Future, io};

use serde::Serialize;

use super::{
    batches::{Batches, Next},
    end::{ExportEnd, Stop},
    reading::Reading,
    send_rows::{SendRows, Step},
};
use crate::{
    keyset::Keyset,
    list::{List, Slice},
    page::{
        CursorRequest, Page, PageItems,
        cursor::batch::NoBatch,
        failure::{BoxError, Failure},
    },
    source::{
        CursorSource,
        source_page::{SLICE, SOURCE},
    },
    stream::sink::Sink,
};

/// What can be exported, as `KIND` can be read.
pub(crate) trait ReadAll<const KIND: u8> {
    /// The type of a row.
    type Row: Keyset;

    /// Writes all rows of the source into the sink, batch by batch.
    fn read_all<E>(self, batches: Batches<'_, '_, Self::Row>) -> impl Future<Output = ExportEnd<E>> + Send;
}

/// A batch is read by a query of its own, which is over before the rows are sent. The next one is read while they are sent,
/// once the client has taken a chunk of them: a client that does not read has one batch read for it.
impl<S: CursorSource<Item: Send> + 'static> ReadAll<SOURCE> for S {
    type Row = S::Item;

    async fn read_all<E>(self, mut batches: Batches<'_, '_, S::Item>) -> ExportEnd<E> {
        let (mut source, mut read) = read_batch(self, batches.walk().request().clone()).await;
        loop {
            let rows = match read {
                Ok(rows) => rows,
                Err(error) => return stop(batches.sink(), batches.walk().failed_batch(error)),
            };
            let (batch, next) = match batches.take(rows) {
                Ok(taken) => taken,
                Err(none) => return stop(batches.sink(), none),
            };
            let request = batches.walk().request();
            let span = batches.observer().span();
            let start = |source| Reading::start(read_batch(source, request.clone()), span);
            let mut next_batch = NextBatch::NotRead(source);
            let mut send = SendRows::new(batch.rows, batch.after.as_deref(), batches.sink());
            while send.step().await == Step::Taken {
                if next == Next::Batch && !batches.is_late() {
                    next_batch = next_batch.read_by(start);
                }
            }
            drop(send);
            if batches.close(batch.after, next) != Next::Batch {
                return ExportEnd(Ok(()));
            }
            let NextBatch::Reading(reading) = next_batch.read_by(start) else {
                return ExportEnd(Ok(()));
            };
            let Some(done) = reading.await else {
                let shut_down = io::Error::other("the runtime is shutting down");
                return ExportEnd(Err(Stop::Failed(Failure::Source(shut_down.into()))));
            };
            (source, read) = done;
        }
    }
}

/// A source, and what was read of it.
type Read<S> = (S, Result<PageItems<<S as CursorSource>::Item>, BoxError>);

/// The batch behind the one that is sent.
enum NextBatch<S: CursorSource> {
    NotRead(S),
    Reading(Reading<Read<S>>),
}

impl<S: CursorSource> NextBatch<S> {
    /// Begins to read it, if nobody has.
    fn read_by(self, start: impl FnOnce(S) -> Reading<Read<S>>) -> Self {
        match self {
            Self::NotRead(source) => Self::Reading(start(source)),
            reading @ Self::Reading(_) => reading,
        }
    }
}

/// Reads a batch, and gives the source back.
async fn read_batch<S: CursorSource>(mut source: S, request: CursorRequest<S::Item>) -> Read<S> {
    let rows = source.batch(&request).await;
    (source, rows.map_err(Into::into))
}

fn stop<E>(sink: &Sink, none: NoBatch) -> ExportEnd<E> {
    ExportEnd(Err(match none {
        NoBatch::Refused(problem) => Stop::Refused(Page::from(problem).answering(sink.request().method())),
        NoBatch::Failed(failure) => Stop::Failed(failure),
    }))
}

/// Rows in memory, of which each batch is found by a search.
impl<L: List<Item: Keyset + Serialize + Sync, Rows: Send> + Send> ReadAll<SLICE> for L {
    type Row = L::Item;

    async fn read_all<E>(self, mut batches: Batches<'_, '_, L::Item>) -> ExportEnd<E> {
        let rows = self.into_rows();
        loop {
            let request = batches.walk().request().clone();
            let (batch, next) = match batches.take(request.select(rows.rows())) {
                Ok(taken) => taken,
                Err(none) => return stop(batches.sink(), none),
            };
            let mut send = SendRows::new(batch.rows, batch.after.as_deref(), batches.sink());
            while send.step().await == Step::Taken {}
            drop(send);
            if batches.close(batch.after, next) != Next::Batch {
                return ExportEnd(Ok(()));
            }
        }
    }
}
