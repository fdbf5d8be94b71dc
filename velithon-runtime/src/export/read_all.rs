use serde::Serialize;

use super::{
    batches::{Batches, Next},
    reader::Reader,
    send_rows::{SendRows, Step},
};
use crate::{
    head::RequestHead,
    keyset::Keyset,
    list::{List, Slice},
    page::{
        Page,
        cursor::{batch::NoBatch, slice::Sorted, walk::Walk},
    },
    source::{
        cursor_page::{page_of_list, page_of_source},
        read::counting::{Counting, CountingBy},
        source_page::{SLICE, SOURCE},
        walkable::Walkable,
    },
};

/// What can be exported, as `KIND` is read: a page of it, with the total that `TOTAL` says, or all of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be walked by cursor",
    label = "not a vector, slice or `CursorSource`",
    note = "an iterator or a stream cannot start after a given row; return rows in memory or an SQL query, or implement \
            `CursorSource`",
    note = "a cursor walks an SQL query by the orders of its row: derive `Keyset` on the row, and drop `.order_by` or \
            `.in_own_order`",
    note = "what rows become by `map`, `try_map` or `map_page` implements `Serialize`, and the error of the last two \
            `std::error::Error` and `From` that of the database"
)]
pub trait ReadAll<const KIND: u8, const TOTAL: u8> {
    /// The type of a row.
    type Row: Keyset;

    /// The type of what is sent for a row.
    type Sent;

    /// The page that the walk asks for.
    fn read_page(self, head: &RequestHead, walk: &Walk<'_, Self::Row>) -> impl Future<Output = Page> + Send;

    /// Writes all rows of the source into the sink, batch by batch.
    fn read_all(self, batches: Batches<'_, '_, Self::Row>) -> impl Future<Output = Result<(), Unread>> + Send;
}

/// Why not all rows were read.
#[derive(Debug)]
pub struct Unread(pub(super) NoBatch);

impl From<NoBatch> for Unread {
    fn from(none: NoBatch) -> Self {
        Self(none)
    }
}

/// A batch is read by a query of its own, which is over before the rows are sent. The next one is read while they are sent: the
/// second once the client has taken a chunk of the first, so that a client that does not read has one batch read for it, and
/// every other as soon as the one before is taken up, which is when the client asks for more.
impl<S: Walkable + 'static, const TOTAL: u8> ReadAll<SOURCE, TOTAL> for S
where
    CountingBy<TOTAL>: Counting<S>,
{
    type Row = S::Row;
    type Sent = S::Sent;

    fn read_page(self, head: &RequestHead, walk: &Walk<'_, S::Row>) -> impl Future<Output = Page> + Send {
        page_of_source::<S, CountingBy<TOTAL>>(head, walk, self)
    }

    async fn read_all(self, mut batches: Batches<'_, '_, S::Row>) -> Result<(), Unread> {
        let mut reader = Reader::start(self, batches.observer().span());
        reader.ask(batches.walk().request().clone());
        let mut client_reads = false;
        loop {
            let read = reader.next().await?;
            let rows = read.map_err(|error| batches.walk().failed_batch(error))?;
            let (batch, next) = batches.take(rows, S::row)?;
            let mut is_asked = false;
            let mut send = SendRows::new(batch.rows, batch.after.as_deref(), batches.sink());
            loop {
                if client_reads && !is_asked && next == Next::Batch && !batches.is_late() {
                    reader.ask(batches.walk().request().clone());
                    is_asked = true;
                }
                if send.step().await == Step::Done {
                    break;
                }
                client_reads = true;
            }
            drop(send);
            if batches.close(batch.after, next) != Next::Batch {
                return Ok(());
            }
            // What comes next is taken up once the client has asked for more.
            client_reads = true;
            if !is_asked {
                batches.ask();
                reader.ask(batches.walk().request().clone());
            }
        }
    }
}

/// Rows in memory, which are sorted once if they are not. Each batch is found by a search.
impl<L: List<Item: Keyset + Serialize + Sync, Rows: Send> + Send, const TOTAL: u8> ReadAll<SLICE, TOTAL> for L {
    type Row = L::Item;
    type Sent = L::Item;

    async fn read_page(self, head: &RequestHead, walk: &Walk<'_, L::Item>) -> Page {
        page_of_list(head, walk, self)
    }

    async fn read_all(self, mut batches: Batches<'_, '_, L::Item>) -> Result<(), Unread> {
        let rows = self.into_rows();
        let rows = Sorted::new(rows.rows(), batches.walk().request());
        loop {
            let selected = rows.select(batches.walk().request());
            let (batch, next) = batches.take(selected, |row| Some(*row))?;
            let mut send = SendRows::new(batch.rows, batch.after.as_deref(), batches.sink());
            while send.step().await == Step::Taken {}
            drop(send);
            if batches.close(batch.after, next) != Next::Batch {
                return Ok(());
            }
            batches.ask();
        }
    }
}
