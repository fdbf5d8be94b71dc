use std::{fmt, marker::PhantomData};

use super::{
    connection::Link,
    database::{ReadRow, SqlDatabase, SqlRow},
    order::{RowOrder, SqlOrder},
    row_reader::RowReader,
    statement::Statement,
};
use crate::{page::PageRequest, source::PageSource};

/// The rows of an SQL statement: what a handler under `#[paginate]` returns.
///
/// It is made by [`select`](super::select) and can be read in every style: by cursor if `T` is a
/// [`Keyset`](crate::Keyset), by page and offset if it is one or the statement has an
/// [`order_by`](super::Select::order_by); `O` says which.
pub struct SqlSource<DB: SqlDatabase, T, O = RowOrder> {
    pub(super) statement: Statement<DB>,
    pub(super) order: O,
    pub(super) link: Link<DB>,
    row: PhantomData<fn() -> T>,
}

impl<DB: SqlDatabase, T, O> SqlSource<DB, T, O> {
    pub(super) fn new(statement: Statement<DB>, order: O, link: Link<DB>) -> Self {
        Self {
            statement,
            order,
            link,
            row: PhantomData,
        }
    }
}

impl<DB, T, O> PageSource for SqlSource<DB, T, O>
where
    DB: SqlDatabase,
    T: SqlRow<DB>,
    O: SqlOrder<T>,
{
    type Item = T;
    type Error = sqlx::Error;

    async fn rows(&mut self, page: PageRequest) -> sqlx::Result<Vec<T>> {
        self.read_page(page).await
    }
}

impl<DB: SqlDatabase, T: ReadRow<DB>, O: SqlOrder<T>> SqlSource<DB, T, O> {
    /// Reads the rows of a numbered page, and one more.
    pub(super) async fn read_page(&mut self, page: PageRequest) -> sqlx::Result<Vec<T>> {
        let mut draft = self.statement.within("SELECT * FROM ")?;
        draft.push(" AS page ORDER BY ");
        self.order.write(&mut draft.sql, DB::DIALECT)?;
        draft
            .push("\nLIMIT ")
            .push_number(page.limit())?
            .push(" OFFSET ")
            .push_number(page.offset())?;
        let mut rows = room_for(page.limit());
        self.link
            .fetch(draft, &mut rows, &mut RowReader::without_keys())
            .await?;
        Ok(rows)
    }
}

/// As much as is set aside for rows before they come, in bytes.
const ROOM: usize = 16_384;

/// Room for so many rows, or for the first of them: what grows from there on is moved seldom.
pub(super) fn room_for<T>(rows: i64) -> Vec<T> {
    let most = ROOM / size_of::<T>().max(1);
    Vec::with_capacity(usize::try_from(rows).unwrap_or_default().min(most))
}

impl<DB: SqlDatabase, T, O> fmt::Debug for SqlSource<DB, T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqlSource")
            .field("sql", &self.statement.sql.as_str())
            .field("on", &self.link)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_as_many_rows_as_are_asked_for_up_to_a_bound() {
        type Row = [u8; 64];
        let most = ROOM / size_of::<Row>();
        for (rows, room) in [
            (1, 1),
            (51, 51),
            (256, most),
            (257, most),
            (i64::MAX, most),
            (0, 0),
            (-1, 0),
        ] {
            assert_eq!(room_for::<Row>(rows).capacity(), room, "{rows} rows");
        }
        assert_eq!(most, 256);
        let long = room_for::<[u8; ROOM + 1]>(1);
        assert_eq!(long.capacity(), 0, "a row that is longer than all of the room");
        assert!(room_for::<()>(51).is_empty(), "rows of no size");
    }
}
