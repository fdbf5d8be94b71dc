use sea_orm::{DbErr, FromQueryResult};
use serde::Serialize;

use super::{order::KeysetOrder, source::SeaOrmSource, values::value};
use crate::{
    keyset::{Keyset, row_keys::RowKeys},
    page::{CursorRequest, PageItems},
    seek::{
        Seek,
        nulls::{NULL_IN_ORDER, NullCount},
    },
    source::CursorSource,
};

/// The select as a sub-select with a condition that an index can be searched by; two where the first column may be NULL and the
/// page reaches over both kinds of rows.
impl<T, N> CursorSource for SeaOrmSource<T, KeysetOrder, N>
where
    T: FromQueryResult + Keyset + Serialize + Send,
{
    type Item = T;
    type Error = DbErr;

    async fn rows(&mut self, request: &CursorRequest<T>) -> Result<Vec<T>, DbErr> {
        let rows = self.seek(request).await?.into_rows();
        rows.map_err(|error| DbErr::Custom(error.to_string()))
    }

    async fn page(&mut self, request: &CursorRequest<T>) -> Result<PageItems<T>, DbErr> {
        self.seek(request).await.map(Seek::into_items)
    }

    async fn batch(&mut self, request: &CursorRequest<T>) -> Result<PageItems<T>, DbErr> {
        self.seek(request).await.map(Seek::into_items)
    }
}

impl<T: FromQueryResult + Keyset + Send, N> SeaOrmSource<T, KeysetOrder, N> {
    /// The rows with the keys of all of them, for one who sends something else.
    pub(super) async fn read_keyed(&mut self, request: &CursorRequest<T>) -> Result<PageItems<T>, DbErr> {
        let (rows, items) = self.seek(request).await?.into_items().without_rows();
        let keys = RowKeys::of(&rows, request.sort_index());
        let keys = keys.map_err(|error| DbErr::Type(error.to_string()))?;
        Ok(items.with_rows(rows).with_keys(keys))
    }

    async fn seek(&mut self, request: &CursorRequest<T>) -> Result<Seek<T>, DbErr> {
        let mut seek = request.seek(self.dialect()?);
        while let Some(part) = seek.next_part() {
            let mut draft = self.draft()?;
            let mut sql = format!(
                "SELECT * FROM ({}) AS page WHERE {} ORDER BY {} LIMIT ",
                draft.select,
                part.condition(draft.bound() + 1),
                part.order_by(),
            );
            let values: Result<Vec<_>, _> = part.values().into_iter().map(value).collect();
            draft.bind(values?);
            draft.push_number(&mut sql, part.limit());
            let statement = draft.statement(sql);
            seek.extend(self.fetch_rows(statement).await?);
        }
        if seek.is_all() {
            self.check_nulls(request).await?;
        }
        Ok(seek)
    }

    /// An error where the walk that ends here has passed over rows without a value in the first column of their order.
    async fn check_nulls(&self, request: &CursorRequest<T>) -> Result<(), DbErr> {
        let Some(NullCount { column, before, behind }) = NullCount::at_end_of(request, self.dialect()?) else {
            return Ok(());
        };
        let draft = self.draft()?;
        let sql = format!("{before}({}){behind}", draft.select);
        if self.fetch_number(draft.statement(sql)).await? > 0 {
            return Err(DbErr::Type(format!("`{column}`: {NULL_IN_ORDER}")));
        }
        Ok(())
    }
}
