use sea_orm::{DbErr, FromQueryResult};
use serde::Serialize;

use super::{order::FindOrder, source::SeaOrmSource};
use crate::{page::PageRequest, source::PageSource};

/// The select in its order, with a limit and an offset.
impl<T, O, N> PageSource for SeaOrmSource<T, O, N>
where
    T: FromQueryResult + Serialize + Send,
    O: FindOrder<T>,
{
    type Item = T;
    type Error = DbErr;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<T>, DbErr> {
        self.read_page(page).await
    }
}

impl<T: FromQueryResult + Send, O: FindOrder<T>, N> SeaOrmSource<T, O, N> {
    /// Reads the rows of a numbered page, and one more.
    pub(super) async fn read_page(&mut self, page: PageRequest) -> Result<Vec<T>, DbErr> {
        let mut draft = self.draft()?;
        let mut sql = O::ordered(draft.select, draft.dialect);
        sql.push_str(" LIMIT ");
        draft.push_number(&mut sql, page.limit());
        sql.push_str(" OFFSET ");
        draft.push_number(&mut sql, page.offset());
        let statement = draft.statement(sql);
        self.fetch_rows(statement).await
    }
}
