use super::{
    bind::SqlKeyset,
    database::{ReadRow, SqlDatabase, SqlRow},
    key_fault::blame_the_key,
    order::RowOrder,
    part::{parts, write_part},
    row_reader::{Keep, RowReader, column_error},
    source::{SqlSource, room_for},
};
use crate::{
    page::{CursorRequest, PageItems, cursor::request::ROWS_BEYOND},
    seek::nulls::{NULL_IN_ORDER, NullCount},
    source::CursorSource,
};

/// The sub-select with a condition that an index can be searched by; two where the first column may be NULL and the page
/// reaches over both kinds of rows.
impl<DB, T> CursorSource for SqlSource<DB, T, RowOrder>
where
    DB: SqlDatabase,
    T: SqlRow<DB> + SqlKeyset<DB>,
{
    type Item = T;
    type Error = sqlx::Error;

    async fn rows(&mut self, request: &CursorRequest<T>) -> sqlx::Result<Vec<T>> {
        let mut reader = RowReader::new::<DB, T>(request, Keep::None);
        self.read(request, request.limit(), &mut reader).await
    }

    async fn page(&mut self, request: &CursorRequest<T>) -> sqlx::Result<PageItems<T>> {
        self.read_walk(request).await
    }

    async fn batch(&mut self, request: &CursorRequest<T>) -> sqlx::Result<PageItems<T>> {
        self.link.hold();
        self.read_batch(request).await
    }

    fn release(&mut self) {
        self.link.release();
    }
}

impl<DB, T> SqlSource<DB, T, RowOrder>
where
    DB: SqlDatabase,
    T: ReadRow<DB> + SqlKeyset<DB>,
{
    /// The rows with the database's own keys. Where the keys at the end of the page are too long for a cursor, it is read
    /// again with some rows more, and all keys.
    pub(super) async fn read_walk(&mut self, request: &CursorRequest<T>) -> sqlx::Result<PageItems<T>> {
        let size = usize::try_from(request.size()).unwrap_or(usize::MAX);
        self.keyed(request, Keep::Ends(size)).await
    }

    /// The rows with the database's own keys of the last of them, behind which an export goes on.
    pub(super) async fn read_batch(&mut self, request: &CursorRequest<T>) -> sqlx::Result<PageItems<T>> {
        let size = usize::try_from(request.size()).unwrap_or(usize::MAX);
        self.keyed(request, Keep::Last(size)).await
    }

    async fn keyed(&mut self, request: &CursorRequest<T>, keep: Keep) -> sqlx::Result<PageItems<T>> {
        let size = usize::try_from(request.size()).unwrap_or(usize::MAX);
        let mut reader = RowReader::new::<DB, T>(request, keep);
        let mut limit = request.limit();
        let mut rows = self.read(request, limit, &mut reader).await?;
        let mut keys = reader.into_keys();
        let fits = |row| keys.get(row).is_some_and(|key| key.len() <= request.key_room());
        if rows.len() > size && !(fits(size - 1) && fits(size)) {
            limit = limit.saturating_add(i64::try_from(ROWS_BEYOND).unwrap_or_default());
            let mut reader = RowReader::new::<DB, T>(request, Keep::All);
            rows = self.read(request, limit, &mut reader).await?;
            keys = reader.into_keys();
        }
        let is_all = i64::try_from(rows.len()).is_ok_and(|read| read < limit);
        if is_all {
            self.check_nulls(request).await?;
        }
        Ok(PageItems::new(rows).with_keys(keys).all(is_all))
    }

    /// An error where the walk that ends here has passed over rows without a value in the first column of their order.
    async fn check_nulls(&mut self, request: &CursorRequest<T>) -> sqlx::Result<()> {
        let Some(count) = NullCount::at_end_of(request, DB::DIALECT) else {
            return Ok(());
        };
        let mut draft = self.statement.within(&count.before)?;
        draft.push(&count.behind);
        if self.link.fetch_number(draft).await? > 0 {
            return Err(column_error(count.column, NULL_IN_ORDER.into()));
        }
        Ok(())
    }

    /// Reads at most `limit` rows.
    async fn read(&mut self, request: &CursorRequest<T>, limit: i64, reader: &mut RowReader) -> sqlx::Result<Vec<T>> {
        let mut rows = room_for(limit);
        for part in parts(request)? {
            let read = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            let missing = limit.saturating_sub(read);
            if missing <= 0 {
                break;
            }
            let mut draft = self.statement.within("SELECT * FROM ")?;
            write_part(&part, &mut draft, missing)?;
            let key_values = draft.key_values.clone();
            let read = self.link.fetch(draft, &mut rows, reader).await;
            read.map_err(|error| blame_the_key::<DB>(error, key_values))?;
        }
        Ok(rows)
    }
}
